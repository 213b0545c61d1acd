"""How long what visitors sent is kept: the settings as moments, and whether the privacy page names the same periods. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from hub_core.settings import HubSettings


@dataclass(frozen=True, slots=True)
class Periods:
    """What is older than each of these moments goes. They are in UTC without a zone, as the databases keep them."""

    refused: dt.datetime
    closed: dt.datetime
    member: dt.datetime
    unconfirmed: dt.datetime
    drafts: dt.datetime

    @classmethod
    def of(cls, settings: HubSettings, now: dt.datetime) -> Periods:
        """Give the moments at a moment that has a time zone."""
        at = now.astimezone(dt.UTC).replace(tzinfo=None)

        def days(number: int) -> dt.datetime:
            return at - dt.timedelta(days=number)

        return cls(
            days(settings.keep_refused_days), months_before(at, settings.keep_closed_months), months_before(at, settings.keep_member_months),
            days(settings.keep_unconfirmed_days), days(settings.keep_drafts_days),
        )  # fmt: skip


def months_before(at: dt.datetime, months: int) -> dt.datetime:
    """Give the same moment some months earlier; of a month without that day, its last."""
    number = at.year * 12 + at.month - 1 - months
    year, month = number // 12, number % 12 + 1
    return at.replace(year=year, month=month, day=min(at.day, calendar.monthrange(year, month)[1]))


def words(settings: HubSettings) -> list[str]:
    """Give each period as the page says it in English."""
    days = (settings.keep_refused_days, settings.keep_unconfirmed_days, settings.keep_drafts_days)
    months = (settings.keep_closed_months, settings.keep_member_months)
    return [_counted(number, "day") for number in days] + [_counted(number, "month") for number in months]


def unnamed(page: str, settings: HubSettings) -> list[str]:
    """Give the periods whose number stands nowhere on the privacy page, in whatever language it is written."""
    numbers = set(re.findall(r"[0-9]+", page))
    return list(dict.fromkeys(one for one in words(settings) if one.partition(" ")[0] not in numbers))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
