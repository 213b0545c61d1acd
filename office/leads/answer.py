"""A member's answer through her link. The link holds for one offer of one lead to one member, and counts once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from office.post.links import DeadLink, Signer

from .book import Book, Event, LeadError
from .leads import PURPOSE
from .states import REASONS

LONGEST_NOTE = 500  # characters of a member's own words


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link asks. `state` is open, answered, gone, expired or unknown; `answer` is what is on record."""

    state: str
    lead: int = 0
    event: int = 0
    answer: Event | None = None


def look(book: Book, signer: Signer, token: str, now: dt.datetime) -> Asked:
    """Say what a link asks, and change nothing."""
    try:
        lead, event, member = signer.read(PURPOSE, token, now)
    except DeadLink as dead:
        return Asked("expired" if dead.expired else "unknown")
    except ValueError:  # not three parts: of another version
        return Asked("unknown")
    if not (isinstance(lead, int) and isinstance(event, int) and isinstance(member, str)):
        return Asked("unknown")
    state, answer = book.offer(lead, event, member)
    return Asked(state, lead, event, answer)


def record(book: Book, asked: Asked, answer: str, reason: str, note: str) -> bool:
    """Put an answer on record; say whether it was this one that counted. What makes no sense changes nothing."""
    if asked.state != "open" or answer not in ("accept", "decline") or (answer == "decline" and reason not in REASONS):
        return False
    detail = reason if answer == "decline" else ""
    try:
        book.take(asked.lead, answer, detail=detail, note=note[:LONGEST_NOTE], by_link=True, offer=asked.event)
    except LeadError:  # somebody was quicker, or the owner took the offer back
        return False
    return True


def said(answer: Event) -> str:
    """Say what is on record, to the member."""
    if answer.step == "accept":
        return "You said yes. The introduction comes by mail."
    return f"You said no: {REASONS[answer.detail]}. Nothing else follows from that."
