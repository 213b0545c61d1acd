"""How an entry stands on a day: current, marked as not confirmed for long, or hidden. Pure, and the one place that decides it.

The directory, the ranking and the office ask here, so that nobody is offered who is not listed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Literal

from hub_core.languages import language_name
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
    """Give a note for each claim that has run out or soon will, each entry that is marked or hidden, and each language without a name."""
    found: list[Problem] = []
    for member in members:
        for number, language in enumerate(member.front.languages):
            if (code := language.code) == language_name(code):
                note = f"{code!r} has no name here, so readers see it as it is; check it: Spanish is es, Greek el"
                found.append(member.document.problem(f"languages.{number}.code", note, is_note=True))
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


def changes_of(member: Member, settings: HubSettings) -> Iterator[tuple[dt.date, str]]:
    """Give the days on which a member's mark, badges, place in the directory or absence change by themselves, past ones included.

    Each day comes with words that can end a sentence.
    """
    front = member.front
    yield front.confirmed + dt.timedelta(days=settings.marked_after_days + 1), f"{front.name} is marked as not confirmed"
    yield front.confirmed + dt.timedelta(days=settings.hidden_after_days + 1), f"{front.name} leaves the directory"
    if front.available_from:
        yield front.available_from, f"{front.name} takes clients again"
    for claim in front.claims:
        if claim.expires:
            yield claim.expires + dt.timedelta(days=1), f"a claim of {front.name} runs out"
