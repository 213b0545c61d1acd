"""CSV as programs really write it: rows one after the other, and for each row that is broken why."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from forms.services.raw import MAX_FIELDS

_MOST_BREAKS = 200  # rows without a closing quote; each costs a look at what follows it
_DATA = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}\Z|[0-9]{4}-[0-9]{2}-[0-9]{2}|https?://", re.IGNORECASE)
_LONGEST_LINE = 10_000_000  # bytes; ten thousand long cells
UNCLOSED = "a quotation mark in this row is not closed"


class _Lines:
    """The lines of a text, with a place that can be set back. Nothing is copied but the line at hand."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.data):
            raise StopIteration
        start, self.at = self.at, self.after(self.at)
        if self.at - start > _LONGEST_LINE:
            raise csv.Error("a line that no row has")
        return self.data[start : self.at].decode("utf-8", "replace")

    def after(self, place: int) -> int:
        """Give the place where the line after this one begins."""
        end = self.data.find(b"\n", place)
        return len(self.data) if end < 0 else end + 1


def rows(data: bytes, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Give each row with its number as a spreadsheet counts it: its cells, or why it cannot be read. Empty ones are left out."""
    lines, number, breaks = _Lines(data), 0, 0
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        start = lines.at
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells, trouble = [], UNCLOSED if lines.at > lines.after(start) else "this row is not CSV"
        else:
            trouble = ""
            at_the_end = lines.at >= len(data) and lines.after(start) < len(data)
            if at_the_end and data.count(b'"', start) % 2:
                trouble = UNCLOSED
        number += 1
        if trouble:
            yield number, trouble
            breaks += 1
            if breaks == _MOST_BREAKS:
                yield number + 1, f"{_MOST_BREAKS} rows were broken, so the rest of the file was left"
                return
            lines.at = lines.after(start)
            reader = csv.reader(lines, delimiter=delimiter)
        elif any(cell.strip() for cell in cells):
            yield number, cells


def table(data: bytes, delimiter: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Give each row below the header as column -> cell, or why it cannot be read. Cells are text, also `=1+1`.

    A file without a header gives one row with the reason.
    """
    header: list[str] = []
    for number, cells in rows(data, delimiter):
        if isinstance(cells, str):
            yield number, cells
            continue
        if not header:
            if re.match(r"sep=.\Z", delimiter.join(cells).strip(), re.IGNORECASE):
                continue
            if trouble := _header_trouble(cells):
                yield number, trouble
                return
            header = _named(cells)
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            yield number, "it has more cells than the header has names"
            continue
        yield number, dict(zip(header, cells, strict=False))


def _header_trouble(cells: list[str]) -> str:
    if len(cells) > MAX_FIELDS:
        return f"it has more than {MAX_FIELDS:,} columns"
    if any(_DATA.match(cell.strip()) for cell in cells):
        return "the first row is no header: it holds an address or a date. Write the columns' names above it"
    return ""


def _named(cells: list[str]) -> list[str]:
    """Give the columns' names, each once: a second `name` is `name (2)`, an empty one `column 4`."""
    names: list[str] = []
    seen: set[str] = set()
    for number, cell in enumerate(cells, 1):
        name = cell.strip() or f"column {number}"
        if name in seen:
            name = f"{name} ({number})"
        seen.add(name)
        names.append(name)
    return names
