"""Tables of all kinds become member files; the account adds up, and nobody's own changes are lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.members.exporting import export_task
from office.members.importing import import_task
from office.workbench import say
from tests.plugins.content_library import folder

HEADER = "Full name;Tagline;Skills;Languages;Timezone;Working hours;VA since;Status;Availability;Hourly rate;Bio"
ROW = "Ana Réis;Books for small firms;Book-keeping;en native;Europe/Lisbon;09:00-17:00;2014;;open;38 EUR an hour;I keep books."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder.make(tmp_path)
    (tmp_path / "pelicanconf.py").write_text('HUB = {"owner": "jo-sample"}\n')
    (tmp_path / "publishconf.py").write_text('HUB = {"owner": "jo-sample"}\nSITEURL = "https://x.example"\n')
    return tmp_path


def table(root: Path, *lines: str, encoding: str = "utf-8") -> str:
    file = root / "members.csv"
    file.write_bytes("\r\n".join(lines).encode(encoding))
    return str(file)


class TestImport:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("sign", [";", "\t"])
    def test_a_row_becomes_a_file_whatever_wrote_the_table(self, root: Path, encoding: str, sign: str) -> None:
        code = import_task(root, table(root, HEADER.replace(";", sign), ROW.replace(";", sign), encoding=encoding))
        text = (root / "content/members/ana-reis.md").read_text(encoding="utf-8")
        assert (code, 'name: "Ana Réis"' in text, "currency: EUR" in text) == (say.DONE, True, True)

    def test_a_second_time_changes_nothing(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        import_task(root, table(root, HEADER, ROW))
        capsys.readouterr()
        import_task(root, table(root, HEADER, ROW))
        assert "1 read: 0 new, 0 changed, 1 unchanged, 0 refused." in capsys.readouterr().out

    def test_what_the_import_wrote_it_may_change(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        import_task(root, table(root, HEADER, ROW))
        capsys.readouterr()
        import_task(root, table(root, HEADER, ROW.replace("2014", "2015")))
        assert "1 read: 0 new, 1 changed, 0 unchanged, 0 refused." in capsys.readouterr().out

    def test_what_was_changed_by_hand_is_kept_and_said(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        import_task(root, table(root, HEADER, ROW))
        file = root / "content/members/ana-reis.md"
        mine = file.read_text(encoding="utf-8").replace("2014", "2016")
        file.write_text(mine, encoding="utf-8")
        code = import_task(root, table(root, HEADER, ROW.replace("2014", "2015")))
        said = capsys.readouterr().err
        assert (code, file.read_text(encoding="utf-8")) == (say.TROUBLE, mine)
        assert "members.csv:2: content/members/ana-reis.md was changed by hand since the last import, and would change in since" in said

    def test_unless_it_is_told_to(self, root: Path) -> None:
        import_task(root, table(root, HEADER, ROW))
        file = root / "content/members/ana-reis.md"
        file.write_text(file.read_text(encoding="utf-8").replace("2014", "2016"), encoding="utf-8")
        import_task(root, table(root, HEADER, ROW.replace("2014", "2015")), overwrite=True)
        assert "since: 2015" in file.read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("wrong", "reason"),
        [
            (("Book-keeping", "Bokkeeping"), "members.csv:2: services.0: 'Bokkeeping' is not a known service; did you mean 'bookkeeping'?"),
            (("38 EUR an hour", "30-45 $/hr"), "members.csv:2: rate: write one amount, its currency and its unit"),
            (("Europe/Lisbon", "Lisbon"), "members.csv:2: time_zone: is not a time zone; did you mean Europe/Lisbon?"),
            (("I keep books.", "Ring +351 912 345 678"), "members.csv:2: text: holds a telephone number"),
            (("Ana Réis", ""), "members.csv:2: name: is missing; add it"),
        ],
    )
    def test_a_row_that_is_wrong_is_refused_with_its_reason(
        self, root: Path, wrong: tuple[str, str], reason: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = import_task(root, table(root, HEADER, ROW.replace(*wrong), ROW.replace("Ana Réis", "Bea")))
        seen = capsys.readouterr()
        assert (code, reason in seen.err, "2 read: 1 new" in seen.out) == (say.TROUBLE, True, True)

    def test_a_dry_run_writes_nothing(self, root: Path) -> None:
        import_task(root, table(root, HEADER, ROW), dry_run=True)
        assert not (root / "content/members/ana-reis.md").exists()
        assert not (root / "private").exists()

    def test_two_rows_for_one_member_are_not_both_taken(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        import_task(root, table(root, HEADER, ROW, ROW))
        assert "2 read: 1 new, 0 changed, 0 unchanged, 1 refused." in capsys.readouterr().out

    def test_somebody_elses_file_is_not_taken_for_hers(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        import_task(root, table(root, f"slug;{HEADER}", f";{ROW.replace('Ana Réis', 'Jo Sample!')}"))
        assert "Jo Sample!" not in (root / "content/members/jo-sample.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize("slug", ["../pages/about-us", "/tmp/ana", "..", "Ana Reis", "ana\\reis", "ana.reis"])
    def test_a_slug_that_is_no_file_name_of_ours_is_refused_and_leads_nowhere(self, root: Path, slug: str, capsys: pytest.CaptureFixture[str]) -> None:
        before = sorted(root.rglob("*.md"))
        code = import_task(root, table(root, f"slug;{HEADER}", f"{slug};{ROW}"))
        assert (code, "members.csv:2: slug: must be small letters" in capsys.readouterr().err) == (say.TROUBLE, True)
        assert sorted(root.rglob("*.md")) == before

    @pytest.mark.parametrize(
        ("column", "cell", "rate"),
        [
            ("rate", "40 EUR hour", 'rate: {amount: 40, currency: EUR, unit: hour, minimum: "10 hours"}'),
            ("minimum", "5 hours", 'rate: {amount: 38, currency: EUR, unit: hour, minimum: "5 hours"}'),
            ("minimum", "", "rate: {amount: 38, currency: EUR, unit: hour}"),
        ],
    )
    def test_a_table_with_the_rate_or_its_minimum_alone_leaves_the_other_as_it_is(self, root: Path, column: str, cell: str, rate: str) -> None:
        import_task(root, table(root, f"{HEADER};minimum", f"{ROW};10 hours"))
        import_task(root, table(root, f"slug;{column}", f"ana-reis;{cell}"))
        assert rate in (root / "content/members/ana-reis.md").read_text(encoding="utf-8").splitlines()

    def test_the_columns_that_fit_nothing_are_named_once_unless_the_owner_left_them_out(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = table(root, HEADER + ";Motto;Shoe size", ROW + ";Calm;38")
        import_task(root, file, mapping="Shoe size=-", dry_run=True)
        said = [line for line in capsys.readouterr().out.splitlines() if "eft out" in line]
        assert said == ["Columns left out: 'Motto'. --mapping \"Motto=...\" takes one in."]

    def test_the_mapping_is_kept(self, root: Path) -> None:
        import_task(root, table(root, HEADER.replace("Tagline", "In one line"), ROW), mapping="In one line=headline")
        assert '"In one line": "headline"' in (root / "private/mappings/members.yaml").read_text(encoding="utf-8")


class TestExport:
    @pytest.mark.parametrize(("kind", "ending", "begins"), [("csv", "csv", "\ufeffslug,name,"), ("vcard", "vcf", "BEGIN:VCARD\r\n"), ("json", "json", '{"version":1')])
    def test_each_format_has_its_file(self, root: Path, kind: str, ending: str, begins: str) -> None:
        export_task(root, kind)
        assert (root / f"private/exports/members.{ending}").read_bytes().decode().startswith(begins)

    def test_a_draft_is_in_the_table_alone(self, root: Path) -> None:
        (root / "content/members/x.md").write_text(folder.member(status="draft"), encoding="utf-8")
        export_task(root, "csv")
        export_task(root, "json")
        held = [(root / f"private/exports/members.{one}").read_text(encoding="utf-8") for one in ("csv", "json")]
        assert ["\nx," in held[0], '"slug":"x"' in held[1]] == [True, False]
