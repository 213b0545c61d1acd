"""A problem in a content file, and how it is said to the person who can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `path` is relative to the repository, `line` counts from 1, `field` may be empty.

    A note is worth saying (an offer has ended, a comment was sent twice) and does not stop a build.
    """

    path: str
    line: int
    field: str
    remedy: str
    is_note: bool = False

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{self.path}:{self.line}: {field}{self.remedy}"


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Give the choice that `word` most likely was meant to be, or None when nothing is near."""
    known = list(choices)
    lowered = {choice.lower(): choice for choice in reversed(known)}
    if (hit := lowered.get(word.strip().lower())) is not None:
        return hit
    found = difflib.get_close_matches(word.lower(), list(lowered), n=1, cutoff=0.7)
    return lowered[found[0]] if found else None


def cut(word: str) -> str:
    """Give the first sixty letters of a word: a message names what is wrong, it does not repeat a page of it."""
    return word if len(word) <= 60 else f"{word[:59]}…"


def one_of(word: str, choices: Iterable[str], *, what: str = "value") -> str:
    """Say what to write instead of `word`: the nearest choice, or the list when it is short."""
    known = list(choices)
    hit, word = nearest(word, known), cut(word)
    if hit:
        return f"{word!r} is not a known {what}; did you mean {hit!r}?"
    if 0 < len(known) <= 12:
        return f"{word!r} is not a known {what}; use one of: {', '.join(known)}"
    return f"{word!r} is not a known {what}"


def stopping(problems: Iterable[Problem]) -> list[Problem]:
    """Give the problems that must stop a build, in the order of files and lines, each once."""
    return sorted({problem for problem in problems if not problem.is_note})


def notes(problems: Iterable[Problem]) -> list[Problem]:
    """Give what is worth saying and stops nothing, in the order of files and lines, each once."""
    return sorted({problem for problem in problems if problem.is_note})
