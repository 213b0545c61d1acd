"""Working hours on the clock that everybody shares: how long two people are at work at the same time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Window:
    """Working hours: minutes after local midnight, and the local time's offset from UTC in minutes on one day.

    `end` at or before `start` means that the work goes on past midnight.
    """

    start: int
    end: int
    offset: int

    @property
    def length(self) -> int:
        """Give how long the hours are, in minutes."""
        return (self.end - self.start - 1) % _DAY + 1


@lru_cache(maxsize=1024)
def offset_on(zone: str, day: dt.date) -> int:
    """Give the offset from UTC, in minutes, that a zone of the IANA database has at noon UTC of a day."""
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    return int((noon.astimezone(ZoneInfo(zone)).utcoffset() or dt.timedelta()).total_seconds() // 60)


@lru_cache(maxsize=65_536)
def window(zone: str, hours: str, day: dt.date) -> Window:
    """Give the window of hours like `09:00-17:00` in a zone, on a day. Both were checked when they were read."""
    start, end = (int(one[:2]) * 60 + int(one[3:5]) for one in hours.split("-"))
    return Window(start, end, offset_on(zone, day))


@lru_cache(maxsize=4096)
def overlap(one: Window, other: Window) -> int:
    """Give the minutes of a day in which both are at work. Days of the week are left aside."""
    begin = (one.start - one.offset) % _DAY
    finish = begin + one.length
    first = (other.start - other.offset) % _DAY
    return sum(
        max(0, min(finish, start + other.length) - max(begin, start)) for start in (first - _DAY, first, first + _DAY)
    )


@lru_cache(maxsize=2048)
def hours_words(minutes: int) -> str:
    """Give minutes in words: `5 h`, `4 h 30 min`, `45 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join([*([f"{hours} h"] if hours or not rest else []), *([f"{rest} min"] if rest else [])])
