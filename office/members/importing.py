"""The task `members.import`: a spreadsheet becomes member files, with an account that says what became of each row.

A file that somebody changed by hand since the last import is left as it is, and said. What the import wrote itself is
known by the mark of its text, kept in private/imports/members.json.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from forms.model import Field, Form
from hub_core.atomic import write_text
from hub_core.documents import parse_document, read_document, unseen
from hub_core.schema import SLUG
from hub_core.vocabulary import Vocabulary, fold
from office.inbox.reading import mapping as mappings
from office.inbox.reading.decode import to_utf8
from office.inbox.reading.table import table
from office.workbench import say
from office.workbench.front_matter import document as file_text
from office.workbench.new import read_words, slug_of
from va_directory.model import Member, MemberFile
from va_directory.parse import parse_member, same_person

from .table import COLUMNS, fields, unguarded

MARKS = "imports/members.json"
FORM = Form("members", "Members", "", "", tuple(Field(name, name.replace("_", " ")) for name in COLUMNS))
# What associations call our columns; the names themselves and what forms call them are known besides.
_ALSO = {
    "full name": "name", "member": "name", "member name": "name", "company": "business", "company name": "business",
    "business name": "business", "tagline": "headline", "strapline": "headline", "skills": "services", "software": "tools",
    "apps": "tools", "sectors": "industries", "industry": "industries", "language": "languages", "timezone": "time_zone",
    "zone": "time_zone", "working hours": "hours", "office hours": "hours", "working days": "days", "started": "since",
    "va since": "since", "price": "rate", "hourly rate": "rate", "status now": "availability", "back on": "available_from",
    "website": "links", "web site": "links", "url": "links", "bio": "text", "about": "text", "profile": "text",
    "description": "text", "last confirmed": "confirmed", "member since": "joined", "photo": "picture",
}  # fmt: skip
_BIGGEST = 50_000_000  # bytes of a spreadsheet


@dataclass(slots=True)
class Account:
    """What an import did. `read` is always the sum of the others; a refusal says the row and the reason."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[str] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many rows were read."""
        return self.new + self.changed + self.unchanged + len(self.refused)

    def __str__(self) -> str:
        return f"{self.read} read: {self.new} new, {self.changed} changed, {self.unchanged} unchanged, {len(self.refused)} refused"


class Importing:
    """Turns rows into files. `present` gives a file's text by its name, or None; `marks` are those of the last import.

    `members` are those of the site, so that nobody is listed a second time under another name of her file.
    """

    def __init__(
        self, words: Vocabulary, today: dt.date, present: Callable[[str], str | None], marks: Mapping[str, str], *,
        members: Iterable[Member] = (), overwrite: bool = False,
    ) -> None:  # fmt: skip
        self.words, self.today, self.present, self.overwrite = words, today, present, overwrite
        self.marks = dict(marks)
        self.account = Account()
        self.written: dict[str, str] = {}
        self._rows: dict[str, str] = {}
        self._people: dict[str, dict[str, MemberFile]] = {}  # by the name, then by the file
        for member in members:
            self._people.setdefault(fold(member.front.name), {})[member.slug] = member.front

    def take(self, where: str, cells: Mapping[str, str]) -> None:
        """Take one row; `where` is its place, such as `members.csv:7`."""
        slug, text, reasons = self._file(cells)
        if slug and not reasons and (first := self._rows.setdefault(slug, where)) != where:
            reasons = [f"is the same member as {first}; give each a slug of her own"]
        if reasons:
            self.account.refused += [f"{where}: {'; '.join(reasons)}"]
            return
        before = self.present(slug)
        differing = _differing(before, text, slug, self.words) if before is not None and before != text else []
        if before is not None and not differing:
            self.account.unchanged += 1
            return
        if before is not None and self.marks.get(slug) != mark(before) and not self.overwrite:
            names = ", ".join(differing)
            self.account.refused.append(
                f"{where}: content/members/{slug}.md was changed by hand since the last import, and would change in {names}; "
                "--overwrite takes the table's word"
            )
            return
        self.account.new += before is None
        self.account.changed += before is not None
        self.written[slug] = text
        self.marks[slug] = mark(text)

    def _file(self, cells: Mapping[str, str]) -> tuple[str, str, list[str]]:
        hidden = [f"{column}: there is {found[1]} in it; delete it" for column, cell in cells.items() if (found := unseen(cell))]
        if hidden:
            return "", "", hidden
        given, wrong = fields(cells)
        name = str(given.get("name") or "")
        slug = unguarded(cells.get("slug", "")).strip() or slug_of(name)
        if not slug:
            return "", "", ["name: is missing; add it"]
        if not SLUG.match(slug):  # it becomes the name of a file, and must not lead out of the folder
            return "", "", ["slug: must be small letters, digits and single hyphens, like jo-sample, or left empty"]
        path = f"content/members/{slug}.md"
        before = self.present(slug)
        old = parse_document(before, path)[0] if before is not None else None
        if old is not None and name and not cells.get("slug", "").strip() and fold(str(old.data.get("name", ""))) != fold(name):
            return slug, "", [f"name: {path} is somebody else; give this row a slug of its own"]
        _keep_the_least(given, cells, old.data.get("rate") if old else None)
        if before is None:
            given = {"confirmed": self.today.isoformat(), "joined": self.today.isoformat()} | {k: v for k, v in given.items() if v is not None}
        merged = {key: value for key, value in ((old.data if old else {}) | given).items() if value is not None}
        ordered = {key: merged[key] for key in MemberFile.model_fields if key in merged}
        body = unguarded(cells["text"]).strip() if "text" in cells else old.body.strip() if old else ""
        text = file_text(ordered, body)
        if wrong:
            return slug, text, wrong
        document, problems = parse_document(text, path)
        if document is not None:
            member, more = parse_member(document, self.words)
            problems = [*problems, *more]
            if member is not None and (other := self._listed_as(member)):
                problems.append(document.problem("name", f"content/members/{other}.md lists the same person; give {other} as this row’s slug, or name the business of each"))
        return slug, text, list(dict.fromkeys(f"{one.field or 'file'}: {one.remedy}" for one in problems))

    def _listed_as(self, member: Member) -> str:
        """Give the other file that lists the same person, of the site or of a row before, or ""."""
        alike = self._people.setdefault(fold(member.front.name), {})
        other = next((slug for slug, front in alike.items() if slug != member.slug and same_person(front, member.front)), "")
        if not other:
            alike[member.slug] = member.front
        return other


def _keep_the_least(given: dict[str, Any], cells: Mapping[str, str], rate: object) -> None:
    """A rate and its minimum are two columns and one field: a table that has one of them leaves the other as it is."""
    before = dict(rate) if isinstance(rate, Mapping) else {}
    if "rate" not in cells and "minimum" in cells and before:
        least = unguarded(cells["minimum"]).strip()
        given["rate"] = {name: value for name, value in before.items() if name != "minimum"} | ({"minimum": least} if least else {})
    elif "minimum" not in cells and before.get("minimum") and isinstance(given.get("rate"), dict):
        given["rate"]["minimum"] = before["minimum"]


def mark(text: str) -> str:
    """Give the mark of a file's text."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _values(text: str, slug: str, words: Vocabulary) -> dict[str, Any]:
    """Give what a file says, however it says it: without order, with defaults, words by their keys. Unsound files as they are."""
    document = parse_document(text, f"content/members/{slug}.md")[0]
    if document is None:
        return {}
    member, _ = parse_member(document, words)
    if member is None:
        return {**document.data, "text": document.body.strip()}
    found = member.front.model_dump()
    return found | {
        "services": member.services, "tools": member.tools, "industries": member.industries, "text": document.body.strip(),
    }  # fmt: skip


def _differing(before: str, text: str, slug: str, words: Vocabulary) -> list[str]:
    old, new = _values(before, slug, words), _values(text, slug, words)
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def delimiter_of(data: bytes) -> str:
    """Give what separates the cells of a table: the sign that its first line has most of."""
    first = data.partition(b"\n")[0].decode("utf-8", "replace")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4]
    line = next(csv.reader([first], delimiter="\0"), [""])[0]
    return max(",;\t|", key=lambda sign: (line.count(sign), -",;\t|".index(sign)))


def rows(data: bytes, mapper: mappings.Mapper, shown: str, left: list[str] | None = None) -> Iterator[tuple[str, dict[str, str] | str]]:
    """Give each row of a table with its place: its cells by our columns, or why it cannot be read. `left` is given the columns that fit nothing."""
    text, _ = to_utf8(data)
    columns: dict[str, str] | None = None
    for number, found in table(text, delimiter_of(text)):
        where = f"{shown}:{number}"
        if isinstance(found, str):
            yield where, found
            continue
        if columns is None:
            names = tuple(found)
            guessed = {name: target for name in names if (target := _ALSO.get(mappings.plain(name)))}
            own = mappings.propose(FORM, names)
            for name, target in guessed.items():
                if target not in {*mapper.given.values(), *(t for n, t in own.items() if n != name)}:
                    mapper.given.setdefault(name, target)
            columns = mapper.columns(FORM, names, settle=True)
            if left is not None:
                left += [name for name in names if name and name not in columns]
        cells = {target: found.get(name, "") for name, target in columns.items() if target in COLUMNS}
        yield where, cells


def import_task(root: Path, file: str, mapping: str = "", dry_run: bool = False, overwrite: bool = False) -> int:
    """Take the members of a CSV file, and give the exit code: 1 when rows were refused."""
    source = Path(file)
    if not file or not source.is_file():
        raise say.Stop(f"There is no {file}." if file else "Which file? For example: members.import members.csv", code=say.MISUSE)
    if source.stat().st_size > _BIGGEST:
        raise say.Stop(f"{source.name} is larger than {_BIGGEST // 1_000_000} MB; is it a table?")
    given, wrong = mappings.parse_given(mapping, FORM)
    if wrong:
        raise say.Stop(*wrong, code=say.MISUSE)
    words = read_words(root)
    folder, private = root / "content" / "members", root / "private"
    importing = Importing(words.vocabulary, words.today, _reader(folder), _read_marks(private / MARKS), members=read_members(root, words.vocabulary)[0], overwrite=overwrite)
    mapper = mappings.Mapper(private / mappings.FOLDER, given)
    console = Console(stderr=True)
    left: list[str] = []
    found = list(rows(source.read_bytes(), mapper, source.name, left))
    for where, cells in track(found, "Reading", console=console, transient=True, disable=not console.is_terminal):
        if isinstance(cells, str):
            importing.account.refused.append(f"{where}: {cells}")
        else:
            importing.take(where, cells)
    say.err(*importing.account.refused, *(f"private/{mappings.FOLDER}/{line}" for line in mapper.trouble))
    if not dry_run:
        for slug, text in track(importing.written.items(), "Writing", console=console, transient=True, disable=not console.is_terminal):
            write_text(folder / f"{slug}.md", text)
        if importing.written:
            private.mkdir(mode=0o700, exist_ok=True)
            (private / MARKS).parent.mkdir(mode=0o700, exist_ok=True)
            write_text(private / MARKS, json.dumps(importing.marks, indent=0, sort_keys=True) + "\n", mode=0o600)
        for kept in mapper.save():
            say.out(f"Kept for the next time: {say.shown(kept, root)}")
    if left:
        say.out(f'Columns left out: {", ".join(map(repr, left))}. --mapping "{left[0]}=..." takes one in.')
    say.out(f"{importing.account}.{' Nothing was written.' if dry_run else ''}")
    return say.TROUBLE if importing.account.refused or mapper.trouble else say.DONE


def _reader(folder: Path) -> Callable[[str], str | None]:
    def read(slug: str) -> str | None:
        file = folder / f"{slug}.md"
        try:
            return file.read_text(encoding="utf-8-sig") if "/" not in slug and "\\" not in slug and file.is_file() else None
        except UnicodeDecodeError as error:
            raise say.Stop(f"content/members/{slug}.md is not UTF-8; run check and mend it first") from error

    return read


def _read_marks(file: Path) -> dict[str, str]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # without marks every file counts as changed by hand, which loses nothing
        return {}
    return {str(slug): str(one) for slug, one in data.items()} if isinstance(data, dict) else {}


def read_members(root: Path, words: Vocabulary) -> tuple[list[Member], list[str]]:
    """Give the members of the site, drafts too, by slug, and a line for each problem."""
    found, wrong = [], []
    for file in sorted((root / "content" / "members").glob("*.md")):
        document, problems = read_document(file, f"content/members/{file.name}")
        if document is not None:
            member, more = parse_member(document, words)
            problems = [*problems, *more]
            found += [member] if member else []
        wrong += [str(one) for one in problems]
    return found, wrong
