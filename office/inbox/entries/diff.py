"""What changes in a file, line by line, with the words that differ marked. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

AROUND = 2  # unchanged lines that are shown beside a change
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
Kind = Literal["same", "gone", "new", "gap"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison. `words` are pieces of it, each with whether it is what differs."""

    kind: Kind
    words: tuple[tuple[str, bool], ...]


def compared(before: str, after: str) -> tuple[Line, ...]:
    """Give the lines that changed with some around them; a new file is all new. Nothing changed gives nothing."""
    return tuple(_lines(before.splitlines(), after.splitlines()))


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
        if number:
            yield Line("gap", ())
        for kind, start, end, first, last in group:
            if kind == "equal":
                yield from (Line("same", ((line, False),)) for line in before[start:end])
            else:
                pairs = [_pair(old, new) for old, new in zip_longest(before[start:end], after[first:last])]
                yield from (Line("gone", old) for old, _ in pairs if old is not None)
                yield from (Line("new", new) for _, new in pairs if new is not None)


def _pair(old: str | None, new: str | None) -> tuple[tuple[tuple[str, bool], ...] | None, tuple[tuple[str, bool], ...] | None]:
    """Mark what differs in two lines, where they are alike at all; a line alone is new or gone as a whole."""
    if old is None or new is None:
        return (None if old is None else ((old, False),)), (None if new is None else ((new, False),))
    one, other = _WORD.findall(old), _WORD.findall(new)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=len(one) * len(other) > 250_000)
    if matcher.ratio() < 0.3:
        return ((old, False),), ((new, False),)
    gone: list[tuple[str, bool]] = []
    come: list[tuple[str, bool]] = []
    for kind, start, end, first, last in matcher.get_opcodes():
        gone += [("".join(one[start:end]), kind != "equal")] if end > start else []
        come += [("".join(other[first:last]), kind != "equal")] if last > first else []
    return tuple(gone), tuple(come)
