"""What a check changes in content/: addresses that moved, and the mark of a resource whose address is dead."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import PydanticCustomError

from hub_core.atomic import write_bytes
from hub_core.schema import check_url

from .saved import Report

LONGEST = 500  # characters that a content file takes for an address
_URL = re.compile(r"url:[ \t]*[\"']?(?P<url>https?://[^\s\"']+)")


@dataclass(frozen=True, slots=True)
class Edit:
    """A line to change: file, line from 1, what it says and what it shall say. An empty `new` takes the line out."""

    path: str
    line: int
    old: str
    new: str


def moved(root: Path, found: Report) -> list[Edit]:
    """Give the lines in which an address moved for good. A new address that no content file may have is left out."""
    edits: dict[tuple[str, int], Edit] = {}
    for one in found.of("moved"):
        try:
            new = check_url(one.answer.final)
        except PydanticCustomError:
            continue
        if len(new) > LONGEST:
            continue
        whole = re.compile(re.escape(one.address) + r"(?![\w/?&=%#.~+-]*[\w/=%~+-])")
        for place in one.places:
            lines = _lines(root / place.path)
            if place.line > len(lines):
                continue  # the file was changed since
            earlier = edits.get((place.path, place.line))
            old = earlier.old if earlier else lines[place.line - 1]
            fit = _in_yaml(new) if place.line - 1 in _header(lines) else new
            changed = whole.sub(fit.replace("\\", r"\\"), earlier.new if earlier else old)
            if changed != old:
                edits[place.path, place.line] = Edit(place.path, place.line, old, changed)
    return [edits[key] for key in sorted(edits)]


def marks(root: Path, found: Report, day: dt.date) -> list[Edit]:
    """Give the lines that mark resources: `dead:` after the address that is, and no such line where it answers again.

    An edit that adds a line has the line before it as `old`, and both as `new`.
    """
    edits = []
    for one in found.entries:
        for place in one.places:
            if place.path.split("/")[1:2] != ["resources"]:
                continue
            lines = _lines(root / place.path)
            at = place.line - 1
            own = _URL.match(lines[at]) if at < len(lines) else None
            if own is None or own["url"] != one.address:
                continue
            there = next((number for number in _header(lines) if lines[number].startswith("dead:")), None)
            if one.answer.verdict == "dead" and there is None:
                edits.append(Edit(place.path, place.line, lines[at], f"{lines[at]}\ndead: {day}"))
            elif one.answer.verdict in ("fine", "slow", "moved") and there is not None:
                edits.append(Edit(place.path, there + 1, lines[there], ""))
    return edits


def apply(root: Path, edits: Iterable[Edit]) -> list[str]:
    """Change the files, each at once, and give their paths. A line that is no longer what it was is left alone."""
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.path, []).append(edit)
    changed = []
    for path, here in sorted(by_file.items()):
        raw = (root / path).read_bytes()
        end = "\r\n" if b"\r\n" in raw else "\n"
        text = raw.decode("utf-8").replace("\r\n", "\n")
        lines: list[str | None] = list(text.split("\n"))
        for edit in here:
            if lines[edit.line - 1] == edit.old:
                lines[edit.line - 1] = edit.new or None
        written = end.join(line.replace("\n", end) for line in lines if line is not None).encode("utf-8")
        if written != raw:
            write_bytes(root / path, written)
            changed.append(path)
    return changed


def _in_yaml(address: str) -> str:
    """Give an address whose signs end no entry of a list in braces: `{name: Shop, url: https://new.example/a,b}`."""
    return re.sub(r"[\[\]{},]", lambda match: f"%{ord(match[0]):02X}", address)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_bytes().decode("utf-8").replace("\r\n", "\n").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def _header(lines: list[str]) -> Iterator[int]:
    """Give the numbers of the front matter's lines, from 0."""
    for number in range(1, len(lines)):
        if lines[number].rstrip() == "---":
            return
        yield number
