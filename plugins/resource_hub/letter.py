"""The message that a checklist helps to write: its words, its blanks, and the fields that fill them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hub_core.documents import Document
from hub_core.problems import Problem, nearest

from .model import ResourceFile

_BLANK = re.compile(r"\[([^\[\]\n]+)\]")
_HEADING = re.compile(r"^## ", re.MULTILINE)
_FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1[ ]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class BlankView:
    """A field of a checklist. `step` is the heading it stands under, from 1."""

    id: str
    label: str
    hint: str | None
    step: int
    long: bool


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter in pieces, in their order: `(words, "")`, or a blank in its brackets with the id of its field."""

    pieces: tuple[tuple[str, str], ...]
    blanks: tuple[BlankView, ...]


def letter_view(front: ResourceFile) -> LetterView | None:
    """Give the letter of a checklist, if it has one."""
    if front.letter is None:
        return None
    ids = {one.blank: f"blank-{number}" for number, one in enumerate(front.blanks, start=1)}
    fields = (BlankView(ids[one.blank], one.label, one.hint, one.step, one.long) for one in front.blanks)
    return LetterView(tuple(_pieces(front.letter, ids)), tuple(fields))


def _pieces(letter: str, ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    end = 0
    for match in _BLANK.finditer(letter):
        yield letter[end : match.start()], ""
        yield match[0], ids.get(match[1], "")
        end = match.end()
    yield letter[end:], ""


def check_letter(document: Document, front: ResourceFile) -> list[Problem]:
    """Every blank of a letter has its field, every field its blank, and both stand in a checklist that has the step."""
    if front.letter is None:
        remedy = "there is no letter for them to flow into; write it in letter, or take them out"
        return [document.problem("blanks", remedy)] if front.blanks else []
    if front.kind != "checklist" or front.url is not None:
        return [document.problem("letter", "only a checklist of the hub's own has one; take letter and blanks out")]
    problems: list[Problem] = []
    written = list(dict.fromkeys(_BLANK.findall(front.letter)))
    named = [one.blank for one in front.blanks]
    for word in written:
        if word not in named:
            remedy = f"[{word}] has no field; add it to blanks, or write it without brackets"
            problems.append(document.problem("letter", remedy))
    steps = len(_HEADING.findall(_FENCED.sub("", document.body)))
    for number, one in enumerate(front.blanks):
        where = f"blanks.{number}"
        if one.blank in named[:number]:
            problems.append(document.problem(f"{where}.blank", f"[{one.blank}] has a field already; keep one"))
        elif one.blank not in written:
            hit = nearest(one.blank, written)
            hint = f"did you mean [{hit}]?" if hit else "write it there, or take the field out"
            problems.append(document.problem(f"{where}.blank", f"the letter has no [{one.blank}]; {hint}"))
        if one.step > steps:
            problems.append(document.problem(f"{where}.step", f"the text has {steps} headings of ##; name one of them"))
    return problems
