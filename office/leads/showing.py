"""A lead and its match in lines, for the terminal. No e-mail address and no telephone number is in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from hub_core.clock import day_short

from .book import Event, Lead
from .discreet import unaddressed
from .match import Match
from .states import OUTCOMES, REASONS

_FIRST_WORDS = 60  # characters of a task in the list
_HIDDEN = frozenset({"email", "phone", "consent"})
_STEPS = {
    "match": "matched", "offer": "offered to {}", "accept": "{} accepted", "decline": "{} declined", "introduce": "introduced to {}",
    "hand-over": "handed over to {}", "point-to": "{} was named to the client", "follow-up": "asked how it goes",
    "tell": "the client was told that nobody took it yet", "close": "closed", "note": "a note was kept", "consent": "the client's consent noted",
}  # fmt: skip


def line_of(lead: Lead, name: Callable[[str], str], zone: str) -> str:
    """Give one line on a lead: its number, day, state, who has it, and the task's first words."""
    day = day_short(lead.submission.received.astimezone(ZoneInfo(zone)))
    task = unaddressed(" ".join(lead.fields.get("task", "").split()))
    first = task if len(task) <= _FIRST_WORDS else f"{task[:_FIRST_WORDS].rpartition(' ')[0] or task[:_FIRST_WORDS]} …"
    who = name(lead.position.member) if lead.position.member else ""
    parts = (f"{lead.id:>5}", day, lead.position.outcome or lead.position.state, who, first)
    return "  ".join(part for part in parts if part)


def said_of(event: Event, name: Callable[[str], str]) -> str:
    """Say what a step did."""
    words = _STEPS[event.step].format(name(event.member))
    detail = {"decline": REASONS, "close": OUTCOMES}.get(event.step, {}).get(event.detail, "")
    if event.step == "follow-up":
        detail = f"the {event.detail} time"
    return words + (f": {detail}" if detail else "") + (" (by her link)" if event.by_link else "")


def shown(lead: Lead, events: Iterable[Event], name: Callable[[str], str], zone: str, labels: Iterable[tuple[str, str]]) -> list[str]:
    """Give all that is known of a lead. `labels` are the form's, by field."""
    lines = [f"Lead {lead.id}, {lead.position.outcome or lead.position.state}", ""]
    for field, label in labels:
        if field not in _HIDDEN and (value := lead.fields.get(field)):
            first, *rest = unaddressed(value).splitlines() or [""]
            lines += [f"{label.rstrip('?')}: {first}", *(f"    {one}" for one in rest)]
    lines += ["", f"Consent to pass the details on: {'yes' if lead.position.consent else 'not on record'}"]
    for event in events:
        lines.append(f"{moment(event.at, zone)}  {said_of(event, name)}")
        lines += [f"    {one}" for one in unaddressed(event.note).splitlines()]
        lines += [f"    private/{path}" for path, _ in event.drafts]
    return lines


def match_lines(found: Match, zone: str) -> list[str]:
    """Give a match in lines: who could take it and why, then who was left out and why, for the owner alone."""
    lines = [f"Asked for: {', '.join(found.asked) or 'nothing that the directory has a word for'}", *(f"Not read: {one}" for one in found.untold)]
    lines += ["", "Who could take it, the best first:"] if found.places else ["", "Nobody could take it."]
    for number, one in enumerate(found.places, 1):
        last = f"last lead {day_short(one.last_lead.astimezone(ZoneInfo(zone)))}" if one.last_lead else "no lead yet"
        lines.append(f"{number:>3}. {one.slug}  {one.name} ({last}): {'; '.join(one.reasons) or 'no reason'}")
    if found.left_out:
        lines += ["", "Left out, for your eyes only:"]
        lines += [f"     {one.slug}  {one.name}: {one.why}" + (f" ({unaddressed(one.secret)})" if one.secret else "") for one in found.left_out]
    lines.append(f"{found.others} more do none of it." if found.others else "")
    return lines


def moment(at: dt.datetime, zone: str) -> str:
    """Give a moment in the site's time zone."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def reached(lead: Lead) -> list[str]:
    """Give where the client can be reached, for the owner who asks for it."""
    ways = (("E-mail", lead.fields.get("email", "")), ("Telephone", lead.fields.get("phone", "")))
    return [f"{label}: {' '.join(value.split())}" for label, value in ways if value] or ["No address was given."]
