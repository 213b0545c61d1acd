"""What is due with the leads on a day. Pure: leads, their steps and the day in, a list out."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hub_core.settings import HubSettings

from .book import Event, Lead
from .states import FOLLOW_UPS

KINDS = {"follow-up": "ask how it goes", "tell": "tell the client that nobody took it yet", "answer": "no answer to the offer yet"}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do. `which` is which follow-up, else ""; `member` has the lead or the offer, if anybody."""

    day: dt.date
    lead: int
    kind: str
    which: str = ""
    member: str = ""


def working_days_after(day: dt.date, number: int) -> dt.date:
    """Give the day that comes so many working days, Monday to Friday, after another."""
    while number:
        day += dt.timedelta(days=1)
        number -= day.weekday() < 5
    return day


def months_after(day: dt.date, number: int) -> dt.date:
    """Give the same day so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def follow_ups(day: dt.date, settings: HubSettings) -> list[tuple[str, dt.date]]:
    """Give which follow-up falls on which day after an introduction."""
    spans = (
        (settings.follow_up_days, working_days_after(day, settings.follow_up_days)),
        (settings.follow_up_weeks, day + dt.timedelta(weeks=settings.follow_up_weeks)),
        (settings.follow_up_months, months_after(day, settings.follow_up_months)),
    )
    return [(which, on) for which, (span, on) in zip(FOLLOW_UPS, spans, strict=True) if span]


def ahead(lead: Lead, events: Iterable[Event], settings: HubSettings) -> list[Due]:
    """Give all that will have to be done for a lead if nothing else happens, by day."""
    zone = ZoneInfo(settings.time_zone)
    steps = [one for one in events if one.lead == lead.id]
    state, member = lead.position.state, lead.position.member
    found: list[Due] = []
    if state in ("introduced", "followed-up"):
        begun = next((one for one in reversed(steps) if one.step in ("introduce", "hand-over")), None)
        if begun:
            asked = [FOLLOW_UPS.index(one.detail) for one in steps if one.step == "follow-up" and one.id > begun.id]
            for which, on in follow_ups(begun.at.astimezone(zone).date(), settings):
                if FOLLOW_UPS.index(which) > max(asked, default=-1):
                    found.append(Due(on, lead.id, "follow-up", which, member))
    if state == "offered" and (offer := next((one for one in reversed(steps) if one.step == "offer"), None)):
        on = working_days_after(offer.at.astimezone(zone).date(), settings.lead_answer_days)
        found.append(Due(on, lead.id, "answer", member=member))
    if state in ("new", "matched", "offered", "declined") and not any(one.step in ("tell", "point-to") for one in steps):
        on = working_days_after(lead.submission.received.astimezone(zone).date(), settings.lead_patience_days)
        if state in ("declined", "matched") and len({one.member for one in steps if one.step == "offer"}) >= settings.lead_most_offers:
            last = next((one for one in reversed(steps) if one.step == "decline"), steps[-1])
            on = min(on, last.at.astimezone(zone).date())  # all who would be asked said no: there is nothing to wait for
        found.append(Due(on, lead.id, "tell", member=member if state == "offered" else ""))
    return sorted(found, key=lambda one: (one.day, one.kind))


def due(leads: Iterable[Lead], events: Iterable[Event], settings: HubSettings, today: dt.date) -> list[Due]:
    """Give what is due by a day of the site's time zone, the oldest first.

    Of several follow-ups of one lead the last alone is due: nobody is asked the same twice on one day.
    """
    steps: dict[int, list[Event]] = {}
    for one in events:
        steps.setdefault(one.lead, []).append(one)
    found: list[Due] = []
    for lead in leads:
        now = [one for one in ahead(lead, steps.get(lead.id, []), settings) if one.day <= today]
        asked = [one for one in now if one.kind == "follow-up"]
        found += [one for one in now if one.kind != "follow-up"] + asked[-1:]
    return sorted(found, key=lambda one: (one.day, one.lead, one.kind))
