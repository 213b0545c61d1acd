"""Where a lead stands, and what may follow. Pure: a lead's position and a step give the next position, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass, replace

STATES = ("new", "matched", "offered", "accepted", "declined", "introduced", "followed-up", "closed")
REASONS = {"conflict": "a conflict of interest", "capacity": "no room for it now", "skill": "not what she does", "other": "another reason"}
OUTCOMES = {"hired": "they work together", "elsewhere": "the client went elsewhere", "no-answer": "no answer"}
FOLLOW_UPS = ("first", "second", "third")
# Which steps may be taken from which states, and the state that follows; "" stays where it is.
_STEPS: dict[str, tuple[frozenset[str], str]] = {
    "match": (frozenset({"new", "matched", "declined"}), "matched"),
    "offer": (frozenset({"matched"}), "offered"),
    "accept": (frozenset({"offered"}), "accepted"),
    "decline": (frozenset({"offered"}), "declined"),
    "introduce": (frozenset({"accepted"}), "introduced"),
    "hand-over": (frozenset({"matched"}), "introduced"),
    "point-to": (frozenset({"matched"}), ""),
    "follow-up": (frozenset({"introduced", "followed-up"}), "followed-up"),
    "tell": (frozenset({"new", "matched", "offered", "declined"}), ""),
    "close": (frozenset(STATES) - {"closed"}, "closed"),
    "note": (frozenset(STATES), ""),
    "consent": (frozenset(STATES) - {"closed"}, ""),
}
STEPS = tuple(_STEPS)
# What passes something that the client wrote, or her name, on to somebody.
NEED_CONSENT = frozenset({"offer", "introduce", "hand-over"})
_MEMBERS = frozenset({"offer", "hand-over", "point-to"})
_DETAILS = {"decline": tuple(REASONS), "close": tuple(OUTCOMES), "follow-up": FOLLOW_UPS}


class StepError(ValueError):
    """The step cannot be taken; the message says why and what to do, and holds nothing that the client wrote."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a lead stands. `member` is who has the offer, or took or declined it; `outcome` is for closed leads."""

    state: str = "new"
    member: str = ""
    consent: bool = False
    outcome: str = ""


def step(now: Position, what: str, *, member: str = "", detail: str = "") -> Position:
    """Give the position after a step. `detail` is the reason of `decline`, the outcome of `close`, which `follow-up`.

    Raises StepError.
    """
    if what not in _STEPS:
        raise StepError(f"there is no step {what!r}")
    allowed, state = _STEPS[what]
    if now.state not in allowed:
        if now.state == "closed":
            raise StepError("it is closed; leads.undo opens it again")
        first = f"; {_FIRST[now.state]}" if now.state in _FIRST else ""
        raise StepError(f"it is {now.state}, and {_NAMES[what]} needs it to be {_any(sorted(allowed, key=STATES.index))}{first}")
    if what in NEED_CONSENT and not now.consent:
        raise StepError("the client's consent to pass the details on is not on record; ask for it, and note it with leads.consent")
    if what in _MEMBERS and not member:
        raise StepError("say which member")
    known = _DETAILS.get(what)
    if known and detail not in known:
        raise StepError(f"say which: {_any(known)}")
    if what == "consent":
        return replace(now, consent=True)
    moved = replace(now, state=state or now.state)
    if what in _MEMBERS:
        moved = replace(moved, member=member)
    if what == "match":
        moved = replace(moved, member="")
    return replace(moved, outcome=detail) if what == "close" else moved


def may(now: Position, what: str) -> bool:
    """Say whether a step could be taken from here, if its member and detail are right."""
    return now.state in _STEPS[what][0] and (what not in NEED_CONSENT or now.consent)


def _any(words: tuple[str, ...] | list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


_FIRST = {  # what comes before any other step
    "offered": "record the answer first with leads.answer, or take the offer back with leads.undo",
    "accepted": "introduce the two with leads.introduce, or take the answer back with leads.undo",
}
_NAMES = {
    "match": "matching", "offer": "an offer", "accept": "accepting", "decline": "declining", "introduce": "an introduction",
    "hand-over": "handing it over", "point-to": "naming a colleague", "follow-up": "asking how it went",
    "tell": "telling the client", "close": "closing", "note": "a note", "consent": "consent",
}  # fmt: skip
