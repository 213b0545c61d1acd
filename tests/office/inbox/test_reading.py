"""Files of form services: every shape is read, every broken row is refused with its place, and nothing else happens."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.services.raw import MAX_FIELDS
from hub_core.settings import HubSettings
from office.inbox.account import Refusal
from office.inbox.reading import files, guess, table
from office.inbox.reading.decode import to_utf8
from office.inbox.reading.files import Reading, read_files
from office.inbox.reading.mapping import Mapper
from office.inbox.record import Submission

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "forms"
SETTINGS = HubSettings(form_ids={"contact": "fs-contact", "comment": "fc-comment"})
COMMENT = {"form": "comment", "article": "a-first-month", "text": "Thank you.", "name": "Mara", "email": "mara@example.org"}
SECRET = "mara@example.org"


def read(*paths: Path, form: str = "", service: str = "", hear: list[str] | None = None) -> list[Submission | Refusal]:
    tell = hear.append if hear is not None else files.silent
    return list(read_files(paths, Reading(SETTINGS, Mapper(Path("nowhere")), form, service, tell)))


def read_text(folder: Path, name: str, content: str | bytes, **more: str) -> list[Submission | Refusal]:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(file, **more)  # type: ignore[arg-type]


def reasons(found: list[Submission | Refusal]) -> list[str]:
    return [f"{one.where.rpartition('/')[2]}: {one.reason}" for one in found if isinstance(one, Refusal)]


def taken(found: list[Submission | Refusal]) -> list[Submission]:
    return [one for one in found if isinstance(one, Submission)]


# File -> what it holds: (form, spam) of each entry, and how many are refused.
HELD: dict[str, tuple[list[tuple[str, bool]], int]] = {
    "basin/api-page.json": ([("comment", False), ("comment", True)], 0),
    "basin/webhook-data.json": ([("contact", False)], 0),
    "basin/webhook.json": ([("comment", False)], 0),
    "basin/webhook.txt": ([("contact", False)], 0),
    "formcarry/api-page.json": ([("comment", False), ("comment", True)], 0),
    "forminit/api-page.json": ([("comment", False), ("rating", False)], 0),
    "forminit/export.csv": ([("comment", False)], 0),
    "forminit/webhook.json": ([("contact", False)], 0),
    "formspree/api-page.json": ([("comment", False), ("comment", False), ("contact", False)], 0),
    "formspree/export.csv": ([("comment", False), ("comment", False)], 0),
    "formspree/export.json": ([("rating", False), ("rating", False)], 0),
    "formspree/webhook.json": ([("contact", False)], 0),
    "formsubmit/answer.json": ([("comment", False), ("contact", False)], 0),
    "formsubmit/notification.eml": ([("comment", False)], 0),
    "getform/api-page.json": ([("comment", False)], 1),
    "netlify/api-page.json": ([("comment", False), ("newsletter", False)], 0),
    "netlify/event.json": ([("rating", False)], 0),
    "netlify/export.csv": ([("comment", False)], 0),
    "netlify/webhook.json": ([("rating", False)], 0),
    "other/formbackend.json": ([("contact", False), ("contact", True)], 0),
    "other/spreadsheet.csv": ([("comment", False)], 0),
    "receiver/inbox/comment/20260925T081200123456Z-5f0c1d9a7e3b2846.json": ([("comment", False)], 0),
    "receiver/spam/comment/20260925T081300123456Z-5f0c1d9a7e3b2847.json": ([("comment", True)], 0),
    "staticman/a-first-month-as-a-va/entry1790236800000.yml": ([("comment", False)], 0),
    "staticman/a-first-month-as-a-va/entry1790240400000.json": ([("comment", False)], 0),
    "staticman/a-first-month-as-a-va/entry1790244000000.md": ([("comment", False)], 0),
    "web3forms/api-page.json": ([("contact", False), ("newsletter", False)], 0),
    "web3forms/notification-html.eml": ([("contact", False)], 0),
    "web3forms/notification.eml": ([("comment", False)], 0),
}


class TestTheSamples:
    def test_all_of_them_are_in_the_list(self) -> None:
        assert {file.relative_to(FIXTURES).as_posix() for file in FIXTURES.rglob("*") if file.is_file()} == set(HELD)

    @pytest.mark.parametrize("name", HELD)
    def test_each_is_read_whole(self, name: str) -> None:
        found = read(FIXTURES / name)
        assert ([(one.form, bool(one.spam)) for one in taken(found)], len(reasons(found))) == HELD[name]

    @pytest.mark.parametrize("name", HELD)
    def test_each_is_from_its_service(self, name: str) -> None:
        service = name.partition("/")[0]
        sources = {one.source for one in taken(read(FIXTURES / name))}
        assert sources == {"import" if service == "other" or name.endswith((".csv", ".txt")) else service}

    @pytest.mark.parametrize("name", HELD)
    def test_what_was_guessed_is_said_in_a_line_without_what_was_sent(self, name: str) -> None:
        heard: list[str] = []
        read(FIXTURES / name, hear=heard)
        assert (len(heard), heard[0].endswith("."), "@" in heard[0]) == (1, True, False)

    def test_a_folder_without_a_file_is_said_to_have_none(self, tmp_path: Path) -> None:
        (tmp_path / "export" / "empty").mkdir(parents=True)
        (tmp_path / "export" / ".hidden.json").write_text("{}")
        heard: list[str] = []
        assert read(tmp_path / "export", hear=heard) == []
        assert heard == [f"{tmp_path.as_posix()}/export: there is no file in this folder."]

    def test_a_folder_is_read_with_all_below_it(self) -> None:
        found = read(FIXTURES)
        assert (len(taken(found)), len(reasons(found))) == (sum(len(one) for one, _ in HELD.values()), sum(one for _, one in HELD.values()))

    def test_a_path_in_a_slug_is_refused(self) -> None:
        assert reasons(read(FIXTURES / "getform/api-page.json")) == ["api-page.json:2: article: Please choose one of the answers given."]

    def test_fields_are_the_form_s_own_and_no_others(self) -> None:
        for one in taken(read(FIXTURES)):
            assert not {"ip", "user_agent", "referrer", "access_key", "form"} & set(one.fields)


class TestEncodings:
    TEXT = 'id;form;article;text;name\n1;comment;a-post;"Fünf Äpfel – ""gut""";Jörg\n'

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
    @pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
    def test_every_encoding_and_end_of_line_gives_the_same(self, tmp_path: Path, encoding: str, ends: str) -> None:
        [one] = taken(read_text(tmp_path, "a.csv", self.TEXT.replace("\n", ends).encode(encoding)))
        assert dict(one.fields) == {"article": "a-post", "text": 'Fünf Äpfel – "gut"', "name": "Jörg"}

    def test_a_file_that_mixes_two_keeps_both(self) -> None:
        assert to_utf8("Jörg\n".encode() + "Jörg\n".encode("cp1252")) == ("Jörg\nJörg\n".encode(), "not UTF-8, so read as Windows-1252")

    @given(st.binary(max_size=300))
    def test_any_bytes_become_utf_8(self, data: bytes) -> None:
        to_utf8(data)[0].decode("utf-8")


class TestTables:
    @pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
    def test_the_sign_between_cells_is_found_outside_of_quotes(self, tmp_path: Path, sign: str) -> None:
        head = sign.join(["article", "text", '"name, or; what | you"', "_form"]).replace("name, or; what | you", "name")
        [one] = taken(read_text(tmp_path, "a.csv", f"{head}\n" + sign.join(["a-post", '"a,b;c|d\te"', "Mara", "comment"])))
        assert (one.fields["text"], one.fields["name"]) == ("a,b;c|d\te", "Mara")

    @pytest.mark.parametrize("cell", ["=1+1", "+49 1", "-5", "@home", "=HYPERLINK(\"https://x.example\")", "＝1"])
    def test_a_formula_is_text(self, tmp_path: Path, cell: str) -> None:
        quoted = '"' + cell.replace('"', '""') + '"'
        [one] = taken(read_text(tmp_path, "a.csv", f"form,article,text,name\ncomment,a-post,{quoted},Mara\n"))
        assert one.fields["text"] == cell

    def test_a_row_that_is_broken_costs_itself_alone(self, tmp_path: Path) -> None:
        content = 'form,article,stars\nrating,a-post,5\nrating,"a-post,4\nrating,a-post,3\nrating,a-post,2,9,9\nrating,a-post,7\n\n,,\nrating,a-post\nrating,a-post,1\n'
        found = read_text(tmp_path, "a.csv", content)
        assert [one.fields["stars"] for one in taken(found)] == ["5", "3", "1"]
        assert reasons(found) == [
            "a.csv:3: a quotation mark in this row is not closed",
            "a.csv:5: it has more cells than the header has names",
            "a.csv:6: stars: Please choose one of the answers given.",
            "a.csv:9: stars: Please choose an answer for “How useful was it?”.",
        ]

    def test_a_file_without_a_header_is_refused_once(self, tmp_path: Path) -> None:
        found = read_text(tmp_path, "a.csv", "Mara,mara@example.org,Thank you\nOdhran,o@example.org,Yes\n")
        assert reasons(found) == ["a.csv:1: the first row is no header: it holds an address or a date. Write the columns' names above it"]

    def test_ten_thousand_columns_are_enough(self, tmp_path: Path) -> None:
        assert reasons(read_text(tmp_path, "a.csv", ",".join("abc" for _ in range(MAX_FIELDS + 1)) + "\n1\n")) == ["a.csv:1: it has more than 10,000 columns"]
        wide = ",".join(["form,article,stars", *(f"c{n}" for n in range(MAX_FIELDS - 3))])
        assert len(taken(read_text(tmp_path, "b.csv", f"{wide}\nrating,a-post,5\n"))) == 1

    def test_a_cell_without_an_end_does_not_eat_the_file(self, tmp_path: Path) -> None:
        rows = "".join(f"rating,a-post,{1 + number % 5}\n" for number in range(20_000))
        found = read_text(tmp_path, "a.csv", f'form,article,stars\nrating,"a-post,5\n{rows}')
        assert (len(taken(found)), reasons(found)) == (20_000, ["a.csv:2: a quotation mark in this row is not closed"])

    def test_names_that_come_twice_or_not_at_all_are_told_apart(self) -> None:
        assert next(table.table(b"a,,a\n1,2,3\n", ","))[1] == {"a": "1", "column 2": "2", "a (3)": "3"}

    def test_excel_s_line_about_the_sign_is_followed(self, tmp_path: Path) -> None:
        assert len(taken(read_text(tmp_path, "a.csv", "sep=;\nform;article;stars\nrating;a-post;5\n"))) == 1

    @settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True, database=None)
    @given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=5), max_size=8), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]))
    def test_what_a_program_writes_is_read_row_for_row(self, cells: list[list[str]], sign: str, ends: str) -> None:
        written = io.StringIO(newline="")
        kept = [[cell.replace("\r", "").replace("\0", "") for cell in row] for row in cells]
        csv.writer(written, delimiter=sign, lineterminator=ends).writerows(kept)
        found = [row for _, row in table.rows(written.getvalue().encode("utf-8", "replace"), sign)]
        assert found == [[cell.encode("utf-8", "replace").decode() for cell in row] for row in kept if any(cell.strip() for cell in row)]


class TestAnything:
    @settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")), name=st.sampled_from(["a.csv", "a.json", "a.eml", "a.yml", "a.md", "a.txt", "a"]))
    def test_no_file_makes_it_raise(self, tmp_path: Path, content: bytes, name: str) -> None:
        assert all(isinstance(one, Refusal | Submission) for one in read_text(tmp_path, name, content))

    @settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(st.lists(st.dictionaries(st.sampled_from([*COMMENT, "id", "created_at", "data", "fields"]), st.text(max_size=10) | st.integers() | st.none() | st.lists(st.text(max_size=3), max_size=2), max_size=7), max_size=6))
    def test_every_entry_of_a_list_is_counted_once(self, tmp_path: Path, entries: list[dict[str, object]]) -> None:
        assert len(read_text(tmp_path, "a.json", json.dumps({"submissions": entries}))) == len(entries)

    def test_nothing_that_a_visitor_wrote_is_in_a_refusal(self, tmp_path: Path) -> None:
        bad = {**COMMENT, "text": "", "name": SECRET * 40, "article": f"../{SECRET}", "website": SECRET, "form": SECRET}
        for content in (json.dumps([bad, {**bad, "form": "comment"}]), ",".join(bad) + "\n" + ",".join(bad.values())):
            found = reasons(read_text(tmp_path, "a.json" if content[0] == "[" else "a.csv", content))
            assert (bool(found), SECRET in "".join(found)) == (True, False)


def broken() -> Iterator[tuple[str, bytes, str]]:
    yield "a.json", b"", "a.json: this file is empty"
    yield "a.csv", b"\xef\xbb\xbf  \r\n ", "a.csv: this file is empty"
    yield "a.xlsx", b"PK\x03\x04rest", "a.xlsx: this is a spreadsheet or an archive; save it as CSV, or unpack it, and import that"
    yield "a.png", b"\x89PNG\r\n", "a.png: this is a picture"
    yield "a.bin", b"a\0b\0\0\xffc\0", "a.bin: this is not a text file"
    yield "a.txt", b"Dear Ines,\nthank you.\n", "a.txt: this is no kind of file that holds submissions: CSV, JSON, YAML or a saved mail"
    yield "a.json", b'{"a": ', "a.json: it is not whole JSON: it breaks at line 1"
    yield "a.json", b"[" * 100_000, "a.json: it is nested too deep to be a form service's"
    yield "a.json", b'{"a": ' + b"9" * 5_000 + b"}", "a.json: there is a number in it that no form has"
    yield "a.yml", b"_id: !!python/object:os.system x\nmessage: x\n", "a.yml:1: a value cannot begin with !; put quotes around it"
    yield "a.yml", b"_id: &a x\nmessage: *a\n", "a.yml:1: a value cannot begin with &; put quotes around it"
    yield "a.yml", b"just text\n", "a.yml: there is no entry with fields in it"
    yield "a.eml", b"From: a@example.org\nSubject: x\n\nHello there\n", "a.eml:1: no line in this mail is a field of a form of this site"
    yield "a.json", b'{"submissions": [7]}', "a.json:1: this is not an entry with fields"
    yield "a.json", json.dumps({**COMMENT, "_date": "x", "created_at": "soon"}).encode(), "a.json:1: its date cannot be read; 2026-09-14 09:30 would be"
    yield "a.json", json.dumps({**COMMENT, "text": "a\u202eb"}).encode(), "a.json:1: text: There are invisible control characters in this text. Please send it without them."
    yield "a.json", json.dumps({**COMMENT, "text": "x" * 5_001}).encode(), "a.json:1: text: This is too long: 5001 characters. Please keep it under 5000."
    yield "a.json", json.dumps({**COMMENT, "article": "../../etc/passwd"}).encode(), "a.json:1: article: Please choose one of the answers given."
    yield "a.json", json.dumps({**COMMENT, "website": "javascript:alert(1)"}).encode(), "a.json:1: website: This does not look like a web address. It should begin with https://."
    yield "a.json", json.dumps({str(number): "x" for number in range(MAX_FIELDS + 1)}).encode(), "a.json:1: it has more than 10,000 fields"
    yield "a.txt", b"&".join(b"a%d=1" % number for number in range(MAX_FIELDS + 5)), "a.txt: it has more than 10,000 fields"


class TestBroken:
    @pytest.mark.parametrize(("name", "content", "reason"), list(broken()), ids=lambda one: str(one)[:30])
    def test_is_one_refusal_with_its_place_and_its_reason(self, tmp_path: Path, name: str, content: bytes, reason: str) -> None:
        assert reasons(read_text(tmp_path, name, content)) == [reason]

    def test_html_is_text_and_stays_what_it_was(self, tmp_path: Path) -> None:
        [one] = taken(read_text(tmp_path, "a.json", json.dumps({**COMMENT, "text": "<script>alert(1)</script>"})))
        assert one.fields["text"] == "<script>alert(1)</script>"

    @pytest.mark.parametrize("cut", [200, 330, 420])
    def test_of_a_list_that_was_cut_off_the_whole_entries_are_read(self, tmp_path: Path, cut: int) -> None:
        whole = json.dumps({"fields": ["_date"], "submissions": [{"_date": "2026-09-16T08:00:00", **COMMENT, "text": f"No {n}"} for n in range(5)]})
        found = read_text(tmp_path, "a.json", whole[:cut])
        assert ([one.fields["text"] for one in taken(found)], len(reasons(found))) == ([f"No {n}" for n in range(len(taken(found)))], 1)
        assert {one.source for one in taken(found)} <= {"formspree"}

    def test_an_entry_that_is_broken_in_the_middle_costs_itself_alone(self, tmp_path: Path) -> None:
        entries = [json.dumps({**COMMENT, "text": f"No {n}"}) for n in range(3)]
        entries[1] = entries[1].replace('"No 1"', '"No 1')
        found = read_text(tmp_path, "a.json", f"[{','.join(entries)}]")
        assert ([one.fields["text"] for one in taken(found)], reasons(found)) == (["No 0", "No 2"], ["a.json:2: this is not an entry with fields"])

    def test_a_list_that_is_broken_all_over_is_left_and_that_is_said(self, tmp_path: Path) -> None:
        heard: list[str] = []
        file = tmp_path / "a.json"
        file.write_text('{"submissions": [' + '{"a": "x},{"b": 1},' * 3_000, encoding="utf-8")
        found = read(file, hear=heard)
        assert (1_000 <= len(reasons(found)) < 3_000, "the rest of it was left" in heard[-1]) == (True, True)

    def test_a_line_that_is_broken_costs_itself_alone(self, tmp_path: Path) -> None:
        lines = [json.dumps({**COMMENT, "text": f"No {n}"}) for n in range(4)]
        found = read_text(tmp_path, "a.ndjson", "\n".join([lines[0], lines[1], lines[2][:-9], "", lines[3]]))
        assert ([one.fields["text"] for one in taken(found)], reasons(found)) == (["No 0", "No 1", "No 3"], ["a.ndjson:3: this line is not a JSON entry"])

    def test_a_file_of_more_than_fifty_megabytes_is_not_opened(self, tmp_path: Path) -> None:
        with (tmp_path / "a.csv").open("wb") as file:
            file.truncate(files.MAX_BYTES + 1)
        assert reasons(read(tmp_path / "a.csv")) == ["a.csv: it is larger than 50 MB; split it"]

    def test_what_is_no_file_or_not_there_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "gone").symlink_to(tmp_path / "nothing")
        assert reasons(read(tmp_path)) == ["gone: it cannot be opened: No such file or directory"]

    def test_a_name_that_a_terminal_would_obey_is_shown_without_it(self, tmp_path: Path) -> None:
        assert "\x1b" not in str(read_text(tmp_path, "a\x1b[2J.csv", b"")[0])

    def test_a_file_as_guessed_can_be_overruled(self, tmp_path: Path) -> None:
        [one] = taken(read_text(tmp_path, "a.json", json.dumps({**COMMENT, "id": "7"}), service="basin", form="comment"))
        assert (one.source, one.source_id) == ("basin", "7")


class TestGuess:
    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("x", b'{"a": 1}', "json"), ("x", b'[{"a": 1}]', "json"), ("x", b'{"a": 1}\n{"a": 2}\n', "lines"), ("x", b"{\n}\n", "json"),
            ("x", b"---\na: 1\n---\ntext", "front matter"), ("x.yml", b"---\na: 1\n", "yaml"), ("x", b"_id: 1\nname: A\n", "yaml"),
            ("x", b"a=1&b=2", "form"), ("x.csv", b"a=1", "csv"), ("x", b"a,b\n1,2", "csv"), ("x.csv", b"email\na", "csv"),
            ("x", b"[Name],[Text]\n1,2", "csv"), ("x.eml", b"X: 1\n\nbody", "mail"),
            ("x", b"From: a\nSubject: b\nDate: c\n\nbody", "mail"), ("x", b"From a@b Mon Sep 14 08:00:00 2026\nFrom: a\n\nbody", "mails"),
            ("x", b"from,subject,date\n1,2,3\n", "csv"),
        ],
    )  # fmt: skip
    def test_the_content_says_the_kind(self, name: str, content: bytes, kind: str) -> None:
        assert guess.guess(content, name).kind == kind
