"""A content file: front matter, body, and the way back from a field to its line.

Two headers are read. YAML between two lines of `---` is the one to write. Pelican's own form (`Title: ...` lines up
to the first blank line) is still read for articles that come from elsewhere; it knows no lists, so anything in it
that looks like one is a problem rather than a draft published by accident.
"""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .problems import Problem
from .yaml12 import YamlError, load

MAX_BYTES = 1_000_000  # far above any article; a larger "text" is a picture or a mistake
_USUAL = 16_384
_FENCE = re.compile(r"---[ \t]*\Z")
_END_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(.*))?\Z")
_LOST = re.compile(r"^([\w-]+):[ \t]+[^\"'\[{>|#\s][^\"'#\n]*[ \t]#\w", re.MULTILINE)
_LOOKS_LIKE_HEADER = re.compile(
    r"(title|date|modified|updated|status|tags|category|slug|authors?|summary|series|part)[ \t]*:", re.IGNORECASE
)
_RENAMED = {"modified": "updated", "authors": "author"}
# Neither HTML nor a feed can hold these; a file that does was damaged on its way, or is no text.
# Control characters, and the two marks that make the eye read other words than a program does.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was read: its front matter as plain values, and its Markdown body.

    `path` is relative to the repository and is what problems name; `body_line` is the body's first line, from 1.
    """

    path: str
    slug: str
    data: dict[str, Any]
    body: str
    body_line: int
    header: str = field(repr=False, default="")
    header_line: int = 1
    is_yaml: bool = True

    def line_of(self, name: str) -> int:
        """Give the line of a field (`rate.amount`), or of the nearest field around it, or 1."""
        lines: dict[str, int] = {}
        if self.is_yaml:
            try:
                load(self.header, lines)
            except YamlError:
                return self.header_line
        else:
            for number, text in enumerate(self.header.split("\n"), start=1):
                if match := _HEADER_LINE.match(text.rstrip("\r")):
                    key = match[1].lower()
                    lines[_RENAMED.get(key, key)] = number
        while name:
            if name in lines:
                return lines[name] + self.header_line - 1
            name = name.rpartition(".")[0]
        return 1

    def problem(self, name: str, remedy: str, *, is_note: bool = False) -> Problem:
        """Give a problem with one of this file's fields."""
        return Problem(self.path, self.line_of(name), name, remedy, is_note)

    def body_problem(self, needle: str, remedy: str, name: str = "text") -> Problem:
        """Give a problem with a piece of the body: the line where `needle` first stands, alone if it can, else the first line."""
        alone = re.search(rf"(?<![\w/#]){re.escape(needle)}(?![\w/#])", self.body) if needle else None
        at = alone.start() if alone else self.body.find(needle) if needle else -1
        return Problem(self.path, self.body_line + (self.body.count("\n", 0, at) if at > 0 else 0), name, remedy)


def read_text(file: Path | str, shown: str) -> tuple[str | None, list[Problem]]:
    """Read a UTF-8 text file. A byte-order mark is dropped and line ends become `\\n`."""
    try:
        with open(file, "rb") as opened:
            raw = opened.read(_USUAL)  # to ask for the most at once would take room for it each time
            if len(raw) == _USUAL:
                raw += opened.read(MAX_BYTES + 1 - _USUAL)
    except OSError as error:
        return None, [Problem(shown, 1, "", f"cannot be read: {error.strerror or 'unknown reason'}")]
    if len(raw) > MAX_BYTES:
        return None, [Problem(shown, 1, "", f"the file is larger than {MAX_BYTES // 1000} KB; is it a text file?")]
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Problem(shown, line, "", "this is not UTF-8; save the file with the encoding UTF-8")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := unseen(text):
        line, name = found
        return None, [Problem(shown, line, "", f"there is {name} here; is it a text file? Delete the character")]
    return text, []


def unseen(text: str) -> tuple[int, str] | None:
    """Give the line and the name of the first control character that no content file may hold, or None."""
    if text.replace("\n", "").isprintable():  # says the same of nearly every text, in less time
        return None
    bad = _CONTROL.search(text)
    if bad is None:
        return None
    return text.count("\n", 0, bad.start()) + 1, "a NUL character" if bad[0] == "\0" else f"an invisible character (U+{ord(bad[0]):04X})"


def read_document(file: Path | str, shown: str, *, prose_only: bool = False) -> tuple[Document | None, list[Problem]]:
    """Read a content file. `shown` is the path that problems name. Gives the document or the problems, or both."""
    text, problems = read_text(file, shown)
    return parse_document(text, shown, prose_only=prose_only) if text is not None else (None, problems)


def parse_document(text: str, shown: str, *, prose_only: bool = False) -> tuple[Document | None, list[Problem]]:
    """Split a text into front matter and body. Pure: what read_document does after reading.

    With `prose_only`, a body may begin with what looks like a header: comments can, and are never drafts.
    """
    slug = os.path.splitext(shown.rpartition("/")[2])[0]  # noqa: PTH122 (a large site has tens of thousands)
    first, _, rest = text.partition("\n")
    if _FENCE.match(first):
        document, problems = _parse_yaml(rest, slug, shown)
        return document, problems + (_stray_header(document) if document and not prose_only else [])
    if _HEADER_LINE.match(first):
        document, problems = _parse_header(text, slug, shown)
        return document, problems + (_stray_header(document) if not prose_only else [])
    remedy = "the file must begin with front matter: a line of ---, fields, a line of ---"
    if not text.strip():
        remedy = "the file is empty; delete it, or begin it with front matter: a line of ---, fields, a line of ---"
    elif _FENCE.match(text.lstrip().partition("\n")[0]):
        remedy = "the line of --- must be the very first; delete what stands above it"
    return None, [Problem(shown, 1, "", remedy)]


def _parse_yaml(rest: str, slug: str, shown: str) -> tuple[Document | None, list[Problem]]:
    end = _END_FENCE.search(rest)
    if end is None:
        return None, [Problem(shown, 1, "", "the front matter has no end; put a line of --- after the last field")]
    header = rest[: end.start()].removesuffix("\n")
    try:
        data = load(header)
    except YamlError as error:
        return None, [Problem(shown, error.line + 1, error.field, error.remedy)]
    if data is None:
        data = {}
    if not isinstance(data, dict):
        return None, [Problem(shown, 2, "", "the front matter must be fields, one a line, like title: Saying no")]
    body_line = rest.count("\n", 0, end.start()) + 3
    document = Document(shown, slug, data, rest[end.end() + 1 :], body_line, header, 2)
    return document, _lost_words(header, shown) if " #" in header else []


def _lost_words(header: str, shown: str) -> list[Problem]:
    """`title: The #1 mistake` is the title "The": a remark begins at the sign. One with a space behind it is meant."""
    remedy = "what stands after # is left out; put quotes around the whole value"
    return [
        Problem(shown, header.count("\n", 0, match.start()) + 2, match[1], remedy) for match in _LOST.finditer(header)
    ]


def _parse_header(text: str, slug: str, shown: str) -> tuple[Document, list[Problem]]:
    lines = text.split("\n")
    data: dict[str, Any] = {}
    problems: list[Problem] = []
    end = len(lines)
    key = refused = ""
    for number, line in enumerate(lines):
        if not line.strip():
            end = number
            break
        if match := _HEADER_LINE.match(line):
            key = _RENAMED.get(match[1].lower(), match[1].lower())
            if key in data:
                problems.append(Problem(shown, number + 1, key, "is given twice; keep one"))
            data[key] = _unquote((match[2] or "").strip())
        elif line.startswith("    ") and key and not line.lstrip().startswith("- "):
            data[key] = f"{data[key]} {line.strip()}".strip()
        elif key != refused:  # the other lines of a list are no news
            refused = key
            remedy = "is not a `Name: value` line; for lists and longer values, put all fields between two lines of ---"
            problems.append(Problem(shown, number + 1, key, remedy))
    if "tags" in data:
        data["tags"] = [tag.strip() for tag in data["tags"].split(",") if tag.strip()]
    body = "\n".join(lines[end + 1 :])
    document = Document(shown, slug, data, body, end + 2, "\n".join(lines[:end]), 1, is_yaml=False)
    return document, problems


def _unquote(value: str) -> str:
    """Drop a pair of quotes around a value: Pelican's own reader keeps them, to nobody's use."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _stray_header(document: Document) -> list[Problem]:
    """A body that opens with `status: draft` was meant as front matter; publishing it would be the worst reading."""
    body = document.body
    start = body.rfind("\n", 0, len(body) - len(body.lstrip())) + 1  # of the first line that is not blank
    if match := _LOOKS_LIKE_HEADER.match(body, start):
        where = "between the lines of ---" if document.is_yaml else "before the first empty line"
        remedy = f"looks like front matter but stands in the text; move it above, {where}"
        return [Problem(document.path, document.body_line + body.count("\n", 0, start), match[1].lower(), remedy)]
    return []
