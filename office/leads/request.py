"""What a client's request says, for the ranking and for letters. Pure: the form's fields in, plain values out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import available_timezones

from hub_core.vocabulary import fold
from office.inbox.entries.words import zone
from va_directory.hours import window
from va_directory.matching import Need

# The hours of most offices: the form asks for the place alone.
_OFFICE_HOURS = "09:00-17:00"
_LONGEST_PLACE = 200
_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "us$": "USD", "a$": "AUD", "c$": "CAD", "nz$": "NZD", "₱": "PHP", "₹": "INR"}
_CODES = frozenset(
    (
        "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HUF", "INR", "JPY", "KES", "MAD", "MXN", "NGN", "NOK",
        "NZD", "PHP", "PLN", "RON", "SEK", "TRY", "UAH", "USD", "ZAR",
    )
)  # fmt: skip
_WORDS = ("mad", "try")  # in small letters these are no currencies
_HOURLY = re.compile(r"/\s*h\b|/\s*hr|/\s*hour|\b(?:an|per|each|the)\s+(?:hour|hr|h)\b|\bhourly\b", re.IGNORECASE)
# "1,500", "1.500" and "1 500" are one amount; three digits behind a sign are thousands, one or two are cents.
_AMOUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,6}(?:[.,]\d{1,2})?(?!\d)")
_TIME = re.compile(r"\d+(?:[.,]\d+)?(?:\s*(?:-|–|to)\s*\d+(?:[.,]\d+)?)?\s*(?:hours?|hrs?|h)\b", re.IGNORECASE)  # "20 to 40 hours a week"
_CURRENCY = re.compile(r"(?:us|a|c|nz)?\$|[€£₱₹]|\b[a-z]{3}\b", re.IGNORECASE)


def need_of(fields: Mapping[str, str], day: dt.date) -> tuple[Need, list[str]]:
    """Give what the ranking takes from a request, on a day, and a line on each field that it could not read.

    The client's hours are taken to be those of an office in her time zone.
    """
    untold: list[str] = []
    place, budget = fields.get("time_zone", ""), fields.get("budget", "")
    where = zone_of(place)
    if place and not where:
        untold.append("time zone: not one that is known, so hours in common are not counted")
    most = budget_of(budget)
    if budget and not most:
        untold.append("budget: no amount an hour with a currency, so rates are not compared")
    service = fields.get("service", "")
    hours = window(where, _OFFICE_HOURS, day) if where else None
    return Need(fields.get("task", ""), services=(service,) if service else (), hours=hours, budget=most), untold


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    """Every spelling of a zone or of its city that means one zone alone."""
    found: dict[str, str] = {}
    for name in sorted(available_timezones()):
        area, _, city = name.rpartition("/")
        if area.partition("/")[0] in ("Etc", "SystemV", "US", "Canada", "Brazil", "Mexico", "Chile", "posix", "right"):
            continue
        found[fold(name)] = name
        if area and city:
            found.setdefault(fold(city), name)
    return found


def zone_of(place: str) -> str:
    """Give the time zone that a client names, like `Europe/Lisbon`, `Lisbon` or `Lisbon, Portugal`, or ""."""
    zones = _zones()
    found = next((zones[fold(part)] for part in (place, *re.split(r"[,;()]", place)) if fold(part) in zones), "")
    return found or (zone(place)[0] if len(place) <= _LONGEST_PLACE else "")  # a town, as members' entries name theirs


def budget_of(text: str) -> tuple[float, str] | None:
    """Give the most that a client pays for an hour, with the currency's code: `30-45 $/hr` is 45 USD. Else None."""
    if not _HOURLY.search(text):
        return None
    amounts = [_number(one) for one in _AMOUNT.findall(_TIME.sub(" ", text))]
    named = [_SIGNS.get(one.lower(), one.upper()) for one in _CURRENCY.findall(text) if one not in _WORDS]
    currencies = {one for one in named if one in _CODES}
    return (max(amounts), currencies.pop()) if amounts and len(amounts) <= 2 and len(currencies) == 1 else None


def _number(text: str) -> float:
    *groups, last = re.split(r"[ .,\u00a0\u202f]", text)
    if not groups or len(last) == 3:
        return float("".join(groups) + last)
    return float(f"{''.join(groups)}.{last}")
