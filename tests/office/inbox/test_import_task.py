"""The task that imports: what it says, what it writes, and that doing it again changes nothing."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from hostile import HOSTILE
from queueing import last, stored

from office.inbox.store import DATABASE, StoreError, open_store
from office.inbox.tables import subscribers
from office.inbox.tasks import import_task
from office.workbench import say

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "forms"
SETTINGS = 'HUB = {"form_ids": {"contact": "fs-contact", "comment": "fc-comment"}}\nSITEURL = "https://hub.example"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    return tmp_path / "hub"


def entry(number: int, **more: object) -> dict[str, object]:
    said = {"form": "comment", "article": "a-post", "text": f"No {number}", "name": "Mara", "email": f"m{number}@example.org"}
    return {"id": number, "created_at": "2026-09-19T07:30:00Z", "payload_params": said, **more}


def export(root: Path, numbers: range, name: str = "export.json") -> str:
    (root.parent / name).write_text(json.dumps({"submissions": [entry(one) for one in numbers], "meta": {}}), encoding="utf-8")
    return str(root.parent / name)


class TestImport:
    def test_ends_with_an_account_that_adds_up(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert import_task(root, [str(FIXTURES)]) == 1
        assert last(capsys) == "41 read: 38 new, 2 already known, 1 refused."
        assert stored(root) == 38

    @pytest.mark.parametrize("column", ["task", "name", "email", "budget", "avoid"])
    def test_each_row_with_hostile_text_is_taken_as_text_or_refused_with_its_place(
        self, root: Path, column: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rows = [{"date": "2026-09-19T07:30:00Z", "task": f"Books {at}", "name": "Ana", "email": f"a{at}@ana.example", "budget": "", "avoid": "", "consent": "yes"} for at in range(len(HOSTILE))]
        for row, text in zip(rows, HOSTILE.values(), strict=True):
            row[column] = text
        with (root.parent / "asked.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, rows[0])
            table.writeheader()
            table.writerows(rows)
        code = import_task(root, [str(root.parent / "asked.csv")], form="referral-request")
        seen = capsys.readouterr()
        refused = [line for line in seen.out.splitlines() if re.search(r"asked\.csv:\d+: ", line)]
        assert (code, f"{len(rows)} read: {stored(root)} new" in seen.out) == (1, True)
        assert len(refused) == len(rows) - stored(root)
        assert "evil" not in seen.out

    def test_twice_is_once(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        import_task(root, [str(FIXTURES)])
        import_task(root, [str(FIXTURES)])
        assert (last(capsys), stored(root)) == ("41 read: 0 new, 40 already known, 1 refused.", 38)

    def test_exports_that_overlap_are_one(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert import_task(root, [export(root, range(30)), export(root, range(20, 50), "later.json")]) == 0
        assert (last(capsys), stored(root)) == ("60 read: 50 new, 10 already known, 0 refused.", 50)

    def test_a_webhook_that_comes_fifteen_times_is_one(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for number in range(15):
            shutil.copy(FIXTURES / "basin/webhook.json", root.parent / f"hook-{number}.json")
        import_task(root, [str(root.parent / f"hook-{number}.json") for number in range(15)])
        assert last(capsys) == "15 read: 1 new, 14 already known, 0 refused."

    def test_a_table_without_ids_and_dates_is_known_again_whenever_it_comes(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = root.parent / "a.csv"
        file.write_text("article,text,name\na-post,One,Mara\na-post,Two,Mara\n", encoding="utf-8")
        import_task(root, [str(file)])
        file.write_text("article,text,name\na-post,One,Mara\na-post,Two,Mara\na-post,Three,Mara\n", encoding="utf-8")
        os.utime(file, (1, 2_000_000_000))
        import_task(root, [str(file)])
        assert last(capsys) == "3 read: 1 new, 2 already known, 0 refused."

    def test_ratings_without_ids_and_dates_all_count_once(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = root.parent / "a.csv"
        file.write_text("article,stars\na-post,5\na-post,5\na-post,4\n", encoding="utf-8")
        import_task(root, [str(file)])
        assert last(capsys) == "3 read: 3 new, 0 already known, 0 refused."
        file.write_text("article,stars\na-post,5\na-post,5\na-post,4\na-post,5\n", encoding="utf-8")
        os.utime(file, (1, 2_000_000_000))
        import_task(root, [str(file)])
        assert last(capsys) == "4 read: 1 new, 3 already known, 0 refused."

    def test_the_mail_and_the_export_of_one_comment_are_one(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        mail = root.parent / "a.eml"
        mail.write_bytes(b"From: notify@web3forms.com\nDate: Sat, 19 Sep 2026 09:30:40 +0200\n\nform: comment\narticle: a-post\ntext: No 1\nname: Mara\nemail: m1@example.org\n")
        import_task(root, [export(root, range(1, 2)), str(mail)])
        assert last(capsys) == "2 read: 1 new, 1 already known, 0 refused."

    def test_what_is_refused_is_said_with_row_and_reason_alone(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = root.parent / "a.csv"
        file.write_text("form,article,text,name,email\ncomment,a-post,One,Mara,secret@nowhere\ncomment,a-post,Two,Mara,\n", encoding="utf-8")
        assert import_task(root, [str(file)]) == 1
        said = capsys.readouterr()
        assert f"{file}:2: email: This does not look like an e-mail address. It should look like name@example.org." in said.out.splitlines()
        assert "secret" not in said.out + said.err

    def test_a_table_without_a_needed_column_says_how_to_name_it(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = root.parent / "a.csv"
        file.write_text("Artikel,name,text\na-post,Mara,One\n", encoding="utf-8")
        import_task(root, [str(file)], form="comment")
        first = capsys.readouterr().out.splitlines()[0]
        assert first.endswith('; no column for article: name it with --mapping "Its column=article".')

    def test_a_date_that_reads_both_ways_is_refused_with_the_words_that_settle_it(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = root.parent / "a.csv"
        file.write_text("Date,article,name,text\n03/04/2026,a-post,Mara,One\n", encoding="utf-8")
        assert import_task(root, [str(file)]) == 1
        assert '--mapping "Date=_date:dmy"' in capsys.readouterr().out
        assert import_task(root, [str(file)], mapping="Date=_date:dmy") == 0

    def test_rows_that_cannot_be_read_are_not_said_to_be_none(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = root.parent / "a.csv"
        file.write_text(",".join(f"c{number}" for number in range(10_001)) + "\n" + "x," * 10_000 + "x\n", encoding="utf-8")
        import_task(root, [str(file)], form="comment")
        assert "there is no row" not in capsys.readouterr().out

    def test_a_mapping_by_which_nothing_was_taken_is_not_kept(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = root.parent / "a.csv"
        file.write_text("article,Who,Words\na-post,Mara,One\n", encoding="utf-8")
        import_task(root, [str(file)], form="comment", mapping="Who=text,Words=website")
        assert (last(capsys), (root / "private" / "mappings").exists()) == ("1 read: 0 new, 0 already known, 1 refused.", False)
        import_task(root, [str(file)], form="comment", mapping="Who=name,Words=text")
        assert (root / "private" / "mappings" / "comment.yaml").exists()

    def test_a_dry_run_tells_the_same_and_writes_nothing(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        files = [export(root, range(30))]
        assert import_task(root, files, dry_run=True) == 0
        assert (last(capsys), (root / "private").exists()) == ("30 read: 30 new, 0 already known, 0 refused. Nothing was written: this was a dry run.", False)
        import_task(root, [export(root, range(10), "some.json")])
        before = {file.name: file.read_bytes() for file in (root / "private").iterdir()}
        import_task(root, files, dry_run=True)
        assert last(capsys).startswith("30 read: 20 new, 10 already known")
        assert {file.name: file.read_bytes() for file in (root / "private").iterdir()} == before

    def test_a_dry_run_sees_what_another_process_has_just_written(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        store = open_store(root / "private")
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_autocheckpoint=0")
            connection.exec_driver_sql("CREATE TABLE another (x)")
            assert (root / "private" / f"{DATABASE}-wal").exists()
            assert import_task(root, [export(root, range(3))], dry_run=True) == 0
        store.close()
        assert last(capsys).startswith("3 read: 3 new")

    def test_a_dry_run_is_measured_against_the_database_that_the_team_shares(
        self, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WARM_HANDOFF_DATABASE", f"sqlite:///{root.parent / 'shared.db'}")
        import_task(root, [export(root, range(3), "some.json")])
        import_task(root, [export(root, range(5))], dry_run=True)
        assert (last(capsys)[:36], stored(root)) == ("5 read: 2 new, 3 already known, 0 re", 3)

    def test_a_dry_run_with_a_database_that_is_none_ends_in_words(self, root: Path) -> None:
        (root / "private").mkdir()
        (root / "private" / DATABASE).write_bytes(b"no database at all " * 500)
        with pytest.raises(OSError, match=r"Cannot open private/office\.db: DatabaseError") as trouble:
            import_task(root, [export(root, range(3))], dry_run=True)
        assert isinstance(trouble.value, StoreError)

    def test_a_dry_run_knows_who_has_left_the_newsletter_in_the_team_s_database(
        self, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WARM_HANDOFF_DATABASE", f"sqlite:///{root.parent / 'shared.db'}")
        wishes = root.parent / "wishes.json"
        wishes.write_text(json.dumps([{"id": "one", "created_at": "2026-09-01T08:00:00Z", "form": "newsletter", "email": "mara@example.org"}]), encoding="utf-8")
        import_task(root, [str(wishes)])
        with closing(open_store(root / "private")) as store, store.writing() as connection:
            left = {"email": "mara@example.org", "asked": dt.datetime(2026, 9, 1, 8), "ended": dt.datetime(2026, 9, 1, 9)}  # noqa: DTZ001 - as the table has it
            connection.execute(sa.insert(subscribers), [left])
        wishes.write_text(json.dumps([{"id": "two", "created_at": "2026-09-01T10:00:00Z", "form": "newsletter", "email": "mara@example.org"}]), encoding="utf-8")
        import_task(root, [str(wishes)], dry_run=True)
        assert last(capsys).startswith("1 read: 1 new")

    def test_a_database_that_gives_up_ends_it_in_words(self, root: Path) -> None:
        with closing(open_store(root / "private")) as store, store.writing() as connection:
            connection.exec_driver_sql("CREATE TRIGGER full BEFORE INSERT ON submissions BEGIN SELECT RAISE(ABORT, 'full'); END")
        with pytest.raises(say.Stop, match="database gave up: IntegrityError"):
            import_task(root, [export(root, range(3))])

    def test_a_mapping_that_is_given_is_used_and_kept(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = root.parent / "a.csv"
        file.write_text("Wo,Was,Wer\na-post,Eins,Mara\n", encoding="utf-8")
        assert import_task(root, [str(file)], form="comment", mapping="Wo=article,Was=text,Wer=name") == 0
        said = capsys.readouterr().out.splitlines()
        assert said[0] == f"{file}: a table with commas between the cells; the form comment; article from 'Wo', text from 'Was', name from 'Wer'."
        assert said[1] == "Kept for the next time: private/mappings/comment.yaml"
        file.write_text("Wo,Was,Wer\na-post,Zwei,Mara\n", encoding="utf-8")
        assert import_task(root, [str(file)], form="comment") == 0

    def test_a_dry_run_keeps_no_mapping(self, root: Path) -> None:
        file = root.parent / "a.csv"
        file.write_text("Wo,Was,Wer\na-post,Eins,Mara\n", encoding="utf-8")
        import_task(root, [str(file)], form="comment", mapping="Wo=article,Was=text,Wer=name", dry_run=True)
        assert not (root / "private").exists()

    def test_who_can_be_asked_is_asked(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = root.parent / "a.csv"
        file.write_text("Wo,text,Wer\na-post,Eins,Mara\n", encoding="utf-8")
        answers = iter(["1", "1"])
        monkeypatch.setattr("office.inbox.tasks.Prompt.ask", lambda *_, **__: next(answers))
        assert import_task(root, [str(file)], form="comment", can_ask=True) == 0

    def test_a_saved_mapping_that_is_broken_is_said(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (root / "private" / "mappings").mkdir(parents=True)
        (root / "private" / "mappings" / "comment.yaml").write_text("x: [1\n", encoding="utf-8")
        file = root.parent / "a.csv"
        file.write_text("article,text,name,x\na-post,One,Mara,1\n", encoding="utf-8")
        assert import_task(root, [str(file)], form="comment") == 1
        assert "private/mappings/comment.yaml:" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("asked", "line"),
        [
            ({"files": []}, "Which files? For example: inbox.import export.csv"),
            ({"files": ["nothing.csv"]}, "There is no nothing.csv."),
            ({"files": ["."], "form": "coment"}, "'coment' is not a known form; did you mean 'comment'?"),
            ({"files": ["."], "service": "bassin"}, "'bassin' is not a known service; did you mean 'basin'?"),
            ({"files": ["."], "form": "comment", "mapping": "A=b"}, "A: 'b' is not a known field"),
            ({"files": ["."], "mapping": "A"}, "'A' is not Column=field"),
        ],
    )
    def test_a_wrong_use_is_told(self, root: Path, asked: dict[str, object], line: str) -> None:
        with pytest.raises(say.Stop) as stop:
            import_task(root, **asked)  # type: ignore[arg-type]
        assert (stop.value.code, stop.value.lines[0].startswith(line)) == (say.MISUSE, True)

    def test_broken_settings_end_it(self, root: Path) -> None:
        (root / "pelicanconf.py").write_text('HUB = {"form_service": "basin"}\n', encoding="utf-8")
        with pytest.raises(say.Stop) as stop:
            import_task(root, ["."])
        assert (stop.value.code, stop.value.lines[0][:42]) == (say.TROUBLE, "pelicanconf.py:1: HUB.form_ids.comment: is")
