"""How an entry stands on a day: current, marked as not confirmed for long, or hidden. Pure, and the one place that decides it.

The directory, the ranking and the office ask here, so that nobody is offered who is not listed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

from hub_core.problems import Problem
from hub_core.settings import HubSettings

from .model import Claim, Member

Standing = Literal["current", "marked", "hidden"]


def standing(member: Member, today: dt.date, settings: HubSettings) -> Standing:
    """Say how a member's entry stands on a day. It is marked first and hidden later, counted from when she confirmed it."""
    age = (today - member.front.confirmed).days
    if age > settings.hidden_after_days:
        return "hidden"
    return "marked" if age > settings.marked_after_days else "current"


def listed(members: Iterable[Member], today: dt.date, settings: HubSettings) -> list[Member]:
    """Give the members whom the directory shows on a day."""
    return [member for member in members if standing(member, today, settings) != "hidden"]


def running_out(member: Member, today: dt.date, settings: HubSettings) -> Iterator[tuple[int, Claim, dt.date]]:
    """Give the claims that run out soon, or have run out: number in the file, claim, last day."""
    for number, claim in enumerate(member.front.claims):
        if claim.expires and (claim.expires - today).days <= settings.claim_warning_days:
            yield number, claim, claim.expires


def remarks(members: Iterable[Member], today: dt.date, settings: HubSettings) -> list[Problem]:
    """Give a note for each claim that has run out or soon will, and for each entry that is marked or hidden."""
    found: list[Problem] = []
    for member in members:
        for number, _, last in running_out(member, today, settings):
            note = f"ran out on {last} and is not shown" if last < today else f"runs out on {last}; ask for the new proof before"
            found.append(member.document.problem(f"claims.{number}.expires", note, is_note=True))
        state = standing(member, today, settings)
        if state != "current" and member.front.status == "published":
            hidden_from = member.front.confirmed + dt.timedelta(days=settings.hidden_after_days + 1)
            note = (
                f"lies more than {settings.hidden_after_days} days back, so she is not in the directory; ask her, then write the day"
                if state == "hidden"
                else f"lies more than {settings.marked_after_days} days back; ask her before {hidden_from}, when she leaves the directory"
            )
            found.append(member.document.problem("confirmed", note, is_note=True))
    return found


def next_change(members: Iterable[Member], today: dt.date, settings: HubSettings) -> dt.date | None:
    """Give the first day after `today` on which a mark, a badge, a place in the directory or an absence changes by itself."""
    days = [
        day
        for member in members
        for day in (
            member.front.confirmed + dt.timedelta(days=settings.marked_after_days + 1),
            member.front.confirmed + dt.timedelta(days=settings.hidden_after_days + 1),
            *((member.front.available_from,) if member.front.available_from else ()),
            *(claim.expires + dt.timedelta(days=1) for claim in member.front.claims if claim.expires),
        )
        if day > today
    ]
    return min(days, default=None)
