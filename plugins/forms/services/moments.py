"""The dates of form services: ISO text with and without a zone, seconds, PHP's dates, mail's, and those of CSV exports."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

UNREADABLE = "its date cannot be read; 2026-09-14 09:30 would be"
AMBIGUOUS = 'its date can be read in two ways; name its column and the order, --mapping "Date=_date:dmy" or mdy'
_FIRST, _LAST = 1990, 2100
_SECONDS = re.compile(r"[0-9]{9,10}(\.[0-9]{1,9})?\Z", re.ASCII)
_MILLISECONDS = re.compile(r"[0-9]{12,13}\Z", re.ASCII)
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})\Z", re.ASCII)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?)?", re.ASCII)
_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:,?\s+(.*))?\Z", re.ASCII)
_TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p")
_WORDS = (
    "%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%a %b %d %Y", "%b %d, %Y %H:%M", "%b %d, %Y %H:%M:%S",
    "%b %d, %Y %I:%M %p", "%b %d, %Y, %I:%M %p", "%B %d, %Y %I:%M %p", "%B %d, %Y, %I:%M %p", "%B %d, %Y at %I:%M %p",
    "%b %d, %Y, %I:%M:%S %p", "%d %b %Y %H:%M", "%d %b %Y, %H:%M", "%d %B %Y %H:%M", "%d %B %Y, %H:%M",
    "%a %b %d %Y %H:%M:%S %z", "%Y/%m/%d", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %I:%M %p", "%Y-%m-%d %I:%M:%S %p",
)  # fmt: skip


def moment(value: object, zone: str = "UTC", order: str = "") -> dt.datetime | None:
    """Give a moment in UTC, or None for nothing. Raises ValueError with words that do not quote the value.

    `zone` is for what names none. `order`, `dmy` or `mdy`, is for 03/04/2026, which is read either way.
    """
    if value is None or value == "":
        return None
    if isinstance(value, Mapping):
        return _php(value, zone)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(UNREADABLE)
    written = " ".join(str(value).split())
    if not written:
        return None
    if len(written) > 100:
        raise ValueError(UNREADABLE)
    try:
        return _in_utc(_read(written, order), zone)
    except (OverflowError, OSError) as error:
        raise ValueError(UNREADABLE) from error


def _read(written: str, order: str) -> dt.datetime:
    if _SECONDS.match(written):
        return dt.datetime.fromtimestamp(float(written), dt.UTC)
    if _MILLISECONDS.match(written):
        return dt.datetime.fromtimestamp(int(written) / 1000, dt.UTC)
    if found := _ISO.match(written):
        rest = written[found.end() :].strip()
        try:
            return dt.datetime.fromisoformat(found.group() + {"UTC": "Z", "GMT": "Z"}.get(rest, rest))
        except ValueError:
            return _words(written)
    if numbers := _NUMBERS.match(written):
        return _numbers(numbers, order)
    return _words(written)


def _words(written: str) -> dt.datetime:
    plain = re.sub(r"\([^)]*\)\Z", "", written).strip().replace("GMT+", "+").replace("GMT-", "-")
    for form in _WORDS:
        try:
            return dt.datetime.strptime(plain, form)  # noqa: DTZ007 - the zone is added by the caller
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(plain)
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(UNREADABLE) from error


def _numbers(found: re.Match[str], order: str) -> dt.datetime:
    first, second, year, time = int(found[1]), int(found[2]), int(found[3]), (found[4] or "00:00").upper()
    if not order:
        if first <= 12 and second <= 12 and first != second:
            raise ValueError(AMBIGUOUS)
        order = "dmy" if first > 12 else "mdy"
    day, month = (first, second) if order == "dmy" else (second, first)
    for form in _TIMES:
        try:
            at = dt.datetime.strptime(time, form).time()  # noqa: DTZ007
            return dt.datetime.combine(dt.date(year, month, day), at)
        except ValueError:
            continue
    raise ValueError(UNREADABLE)


def _php(value: Mapping[object, object], zone: str) -> dt.datetime | None:
    """PHP writes a date as its text, the kind of its zone and the zone: a name, an offset or an abbreviation."""
    named = value.get("timezone")
    if isinstance(named, str) and named:
        zone = {"Z": "UTC"}.get(named, named)
    inner = value.get("date")
    if isinstance(inner, Mapping):
        raise ValueError(UNREADABLE)
    return moment(inner, zone)


def _in_utc(at: dt.datetime, zone: str) -> dt.datetime:
    if not _FIRST <= at.year <= _LAST:
        raise ValueError(UNREADABLE)
    if at.tzinfo is None:
        at = at.replace(tzinfo=_zone(zone))
    return at.astimezone(dt.UTC)


def _zone(name: str) -> dt.tzinfo:
    if found := _OFFSET.match(name):
        minutes = int(found[2]) * 60 + int(found[3])
        if minutes < 24 * 60:
            return dt.timezone(dt.timedelta(minutes=minutes if found[1] == "+" else -minutes))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(UNREADABLE) from error
