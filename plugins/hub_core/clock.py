"""The one place that asks what time it is, so that everything else can be told."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from zoneinfo import ZoneInfo

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def build_time(zone: str, environment: Mapping[str, str] = os.environ) -> dt.datetime:
    """Give the moment that a build calls now, in the site's time zone.

    SOURCE_DATE_EPOCH (seconds since 1970, UTC; reproducible-builds.org) sets it, so that a build can be repeated.
    Raises ValueError when that variable is not a whole number.
    """
    given = environment.get("SOURCE_DATE_EPOCH", "").strip()
    if given:
        if not given.isdecimal() or len(given) > 11:  # eleven digits reach the year 5138
            raise ValueError("SOURCE_DATE_EPOCH must be whole seconds since 1970")
        return dt.datetime.fromtimestamp(int(given), tz=ZoneInfo(zone))
    return dt.datetime.now(tz=ZoneInfo(zone)).replace(microsecond=0)


def in_zone(moment: dt.datetime, zone: str) -> dt.datetime:
    """Give a moment with a time zone: its own when it has one, else the site's."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def at_midnight(day: dt.date, zone: str) -> dt.datetime:
    """Give the first moment of a day in a time zone."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))


def day_in_words(day: dt.date) -> str:
    """Give `14 September 2026`, whatever the machine's locale is."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_short(day: dt.date) -> str:
    """Give `14 Sep 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"
