"""Every badness in every shape: a refused row with its reason, the rest imported, an account that adds up, a queue that is whole.

The tables are small; what the services really send is held by test_reading.py and tests/fixtures/forms/.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from shapes import MAILS, SHAPES, Fields, good, write
from small_site import make_site

from forms.catalogue import COMMENT
from forms.model import LONG, validate
from office.inbox.listing import import_and_score
from office.inbox.reading import files, limits
from office.inbox.store import DATABASE, open_store

ACCOUNT = re.compile(r"(\d+) read: (\d+) new, (\d+) already known, (\d+) refused\.")
SECRET = "zz-secret-zz"
# What is wrong with the second of three comments: the fields that it has instead.
TAKEN: dict[str, Fields] = {
    "a formula": {"text": '=HYPERLINK("https://evil.example";"x")'},
    "a formula in a name": {"name": "@SUM(1+1)*cmd|' /C calc'!A0"},
    "a formula in full width": {"text": "＝1+1"},
    "html": {"text": "<script>alert(1)</script><img src=x onerror=alert(1)>"},
    "a yaml tag": {"text": "!!python/object/apply:os.system [id]"},
    "a template": {"text": "{{ 7 * 7 }} {% raw %}"},
    "front matter": {"text": "---\nstatus: published\n---"},
    "sql": {"text": "'; DROP TABLE submissions; --"},
    "a windows name": {"article": "con"},
    "other scripts": {"text": "Спасибо 🙂 感謝"},
    "many fields": {f"field-{number}": "x" for number in range(5_000)},
}  # fmt: skip
REFUSED: dict[str, Fields] = {
    "a path in a slug": {"article": f"../../{SECRET}"},
    "an absolute path": {"article": f"/etc/{SECRET}"},
    "a windows path": {"article": f"C:\\{SECRET}"},
    "a windows device": {"article": "NUL."},
    "an end in a slug": {"article": "a-first-month\0"},
    "a control character": {"text": f"{SECRET} \x07 rang"},
    "an escape for a terminal": {"name": f"\x1b[2J{SECRET}"},
    "a bidi mark": {"text": f"{SECRET} \u202etxt.exe"},
    "an isolate": {"name": f"\u2066{SECRET}"},
    "an odd end of line": {"text": f"{SECRET}\u2028more"},
    "half a character": {"text": f"{SECRET} \ud83d"},
    "a text that is too long": {"text": SECRET * (LONG // 10)},
    "an address that is none": {"email": SECRET},
    "a script as website": {"website": f"javascript:{SECRET}"},
    "a file as website": {"website": f"file:///{SECRET}"},
    "nothing to say": {"text": " \n "},
    "ten thousand fields": {f"field-{number}": "x" for number in range(10_001)},
}  # fmt: skip
# Mail is text whose lines are fields: it takes what it can show.
HARMLESS_IN_MAIL = {"half a character", "ten thousand fields", "an odd end of line", "front matter"}
# What a shape cannot say: a table's bytes and a form's have a sign for what is broken, Staticman an address as its hash.
UNSAID = {("half a character", shape) for shape in ("csv", "csv with semicolons", "sent form")} | {
    ("an address that is none", shape) for shape in SHAPES if shape.startswith("staticman")
}
ROW_WIDE = {"csv", "csv with semicolons"}  # a table's width is every row's


def bring(root: Path, source: Path, capsys: pytest.CaptureFixture[str] | None = None) -> tuple[tuple[int, ...], str]:
    """Import a folder; give the account's numbers and all that was said."""
    heard = io.StringIO()
    with contextlib.nullcontext() if capsys else contextlib.redirect_stdout(heard):
        import_and_score(root, [str(source)])
    said = capsys.readouterr().out if capsys else heard.getvalue()
    found = ACCOUNT.search(said)
    assert found, said
    return tuple(int(number) for number in found.groups()), said


def is_whole(root: Path) -> list[Fields]:
    """Look at the queue as SQLite and as the forms do; give its fields."""
    with contextlib.closing(sqlite3.connect(root / "private" / DATABASE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with contextlib.closing(open_store(root / "private")) as store:
        kept = [dict(one.submission.fields) for one in store.queue(("new", "suspected"), limit=100_000)]
        with store.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM submissions WHERE NOT scored").scalar() == 0
    assert [fields for fields in kept if validate(COMMENT, fields) != (fields, [])] == []
    return kept


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_site(tmp_path / "hub")


def three(spoilt: Fields) -> list[Fields]:
    return [good(0), {**good(1), **spoilt}, good(2)]


@pytest.mark.parametrize("shape", SHAPES)
class TestEveryShape:
    def test_takes_three_good_comments_once(self, shape: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        source = write(tmp_path / "in", SHAPES[shape]([good(0), good(1), good(2)]))

        assert bring(root, source, capsys)[0] == (3, 3, 0, 0)
        assert bring(root, source, capsys)[0] == (3, 0, 3, 0)
        assert [one["text"] for one in is_whole(root)] == [good(number)["text"] for number in range(3)]

    @pytest.mark.parametrize("bad", TAKEN)
    def test_takes_what_is_odd_and_harmless_as_the_text_that_it_is(
        self, shape: str, bad: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        spoilt = TAKEN[bad]
        source = write(tmp_path / "in", SHAPES[shape](three(spoilt)))
        numbers, _ = bring(root, source, capsys)
        kept = is_whole(root)

        assert numbers == (3, 3, 0, 0)
        if not (shape in MAILS and bad in HARMLESS_IN_MAIL):
            assert {name: value for name, value in spoilt.items() if name in COMMENT.names}.items() <= kept[1 if kept[1]["email"] == "j1@jorg.example" else 0].items()

    @pytest.mark.parametrize("bad", REFUSED)
    def test_refuses_what_is_bad_with_its_reason_and_takes_the_rest(
        self, shape: str, bad: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = sorted(root.rglob("*"))
        source = write(tmp_path / "in", SHAPES[shape](three(REFUSED[bad])))
        (read, new, known, refused), said = bring(root, source, capsys)
        kept = is_whole(root)

        assert (read, known) == (new + refused, 0)
        if bad == "ten thousand fields" and shape in ROW_WIDE:
            assert (new, refused, "10,000 columns" in said) == (0, 1, True)
        elif (bad, shape) in UNSAID:
            assert (new, refused) == (3, 0)
        elif shape in MAILS and bad in HARMLESS_IN_MAIL:
            assert new + refused == 3
        else:
            assert (new, refused) == (2, 1)
            assert [one["text"] for one in kept] == [good(0)["text"], good(2)["text"]]
        assert SECRET not in said
        assert [file.relative_to(root).parts[0] for file in sorted(root.rglob("*")) if file not in before and "private" not in file.parts] == []

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
    def test_in_another_encoding_is_the_same_or_is_refused(
        self, shape: str, encoding: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        content = {name: data.decode().encode(encoding) for name, data in SHAPES[shape]([good(0), good(1), good(2)]).items()}
        (read, new, known, refused), _ = bring(root, write(tmp_path / "in", content), capsys)
        kept = is_whole(root)

        assert (read, known) == (new + refused, 0)
        if shape in MAILS:  # says the encoding of its parts itself
            assert new in (0, 3)
        else:
            assert [one["text"] for one in kept] == [good(number)["text"] for number in range(3)]

    @pytest.mark.parametrize("at", [0.3, 0.8])
    @pytest.mark.parametrize("junk", [b"\xff\xfe\xfd", b"\0", b'"', b"\x80", b"{[", b"\r"])
    def test_with_broken_bytes_in_it_costs_what_is_broken(
        self, shape: str, junk: bytes, at: float, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        content = SHAPES[shape]([good(0), good(1), good(2)])
        spoilt = list(content)[len(content) // 2]
        data = content[spoilt]
        content[spoilt] = data[: int(len(data) * at)] + junk + data[int(len(data) * at) :]
        (read, new, known, refused), _ = bring(root, write(tmp_path / "in", content), capsys)

        assert (read, len(is_whole(root))) == (new + known + refused, new)
        assert new >= 2 or len(content) == 1

    @pytest.mark.parametrize("keep", [0.05, 0.6, 0.99])
    def test_cut_off_in_the_middle_costs_what_is_cut(
        self, shape: str, keep: float, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        content = {name: data[: int(len(data) * keep)] for name, data in SHAPES[shape]([good(0), good(1), good(2)]).items()}
        (read, new, known, refused), _ = bring(root, write(tmp_path / "in", content), capsys)

        assert (read, len(is_whole(root))) == (new + known + refused, new)

    def test_of_more_than_fifty_megabytes_is_refused_unread(self, shape: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        content = SHAPES[shape]([good(0), good(1), good(2)])
        source = write(tmp_path / "in", content)
        for name in content:
            with (source / name).open("r+b") as file:
                file.truncate(files.MAX_BYTES + 1)
        numbers, said = bring(root, source, capsys)

        assert (numbers, "it is larger than 50 MB; split it" in said) == ((len(content), 0, 0, len(content)), True)


TEXT = some.text(max_size=40) | some.sampled_from(["=1+1", "../../x", "\u202e", "\0", "!!python/none", "---\n", "<b>", "a\r\nb", '"', "é" * 30, "x" * 6_000])


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=12, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(spoilt=some.dictionaries(some.sampled_from(["article", "text", "name", "email", "website", "reply_to", "notify", "form", "x"]), TEXT, max_size=4))
def test_any_values_in_any_shape_leave_an_account_that_adds_up(shape: str, spoilt: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = make_site(Path(name) / "hub")
        source = write(Path(name) / "in", SHAPES[shape](three(spoilt)))
        (read, new, known, refused), _ = bring(root, source)

        assert read == new + known + refused
        assert new >= 2
        assert len([one for one in is_whole(root) if one["text"] in (good(0)["text"], good(2)["text"])]) >= 2


class TestBombs:
    """Files of 50 MB that would take gigabytes or minutes to read; each is refused by a look at its bytes."""

    SIZE = 2 * 1024 * 1024

    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("lists.json", b'{"submissions":[' + b"[]," * 2_100_000 + b"1]}", "2,000,000 values; split it"),
            ("dicts.json", b"[" + b"{}," * 2_100_000 + b"1]", "2,000,000 values; split it"),
            ("deep.json", b'{"a":' * 500_000, "it is nested too deep"),
            ("deep-list.json", b"[" * 900_000, "it is nested too deep"),
            ("flow.yml", b"_id: [" + b"[]," * (SIZE // 3) + b"1]", "larger than 1 MB, which no single entry is"),
            ("deep.yml", b"_id: " + b"[" * 500_000, "lists inside lists"),
            ("alias.yml", b"_id: &a [x]\n" + b"b: [*a, *a]\n" * 9, "a value cannot begin with &"),
            ("sent.txt", b"text=" + b"%41" * (SIZE // 3), "larger than 1 MB, which no single entry is"),
            ("names.txt", b"&".join(b"a%d=1" % number for number in range(10_500)), "10,000 fields"),
            ("parts.eml", b"From: a@web3forms.com\nSubject: x\nDate: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\na\n" * 5_000, "1,000 parts"),
            ("nested.eml", b"From: a@b.example\nSubject: x\nDate: x\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(200)), "mails inside of mails"),
            ("header.csv", b"a," * 20_000 + b"a\n1\n", "10,000 columns"),
            ("row.csv", b"form,article,name,text\n" + b"," * 11_000_000, "this row is not CSV"),
            ("cell.csv", b'form,article,name,text\ncomment,a,M,"' + b"x" * SIZE + b'"\n', "this row is not CSV"),
        ],
        ids=lambda one: one if isinstance(one, str) else "",
    )  # fmt: skip
    def test_is_one_refusal(self, name: str, data: bytes, said: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        numbers, heard = bring(root, write(tmp_path / "in", {name: data}), capsys)

        assert (numbers, said in heard) == ((1, 0, 0, 1), True), heard[:300]

    def test_a_file_of_more_entries_than_a_million_is_read_so_far(
        self, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(files, "MAX_ENTRIES", 2)
        numbers, said = bring(root, write(tmp_path / "in", SHAPES["csv"]([good(0), good(1), good(2)])), capsys)

        assert (numbers, "more than 2 entries, and the rest was left; split it" in said) == ((3, 2, 0, 1), True)

    def test_a_full_export_is_below_the_limit_on_values(self) -> None:
        entry = json.dumps({"_date": "2026-09-20T08:00:00", **good(1), "text": "Fifteen words, and a comma, as people write. " * 4})
        assert limits.too_much("json", f"[{','.join([entry] * 120_000)}]".encode()) == ""
