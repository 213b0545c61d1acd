"""Lists, languages and places as people write them, read into what a member file holds. Pure.

Every reader gives `(value, what to do)`. What cannot be read for certain is said, with a remedy; nothing is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from hub_core.languages import find_language
from hub_core.problems import nearest
from hub_core.vocabulary import SINGULAR, Terms, fold

_BULLET = re.compile(r"^[\s*•·–-]+|[\s.]+$")
_OUTSIDE = r"(?![^(\[]*[)\]])"  # not inside brackets
_LIST = re.compile(rf"[\n;,]{_OUTSIDE}")
_LANGUAGES = re.compile(rf"[\n;,&]{_OUTSIDE}|\band\b{_OUTSIDE}", re.IGNORECASE)
_CEFR = re.compile(r"\b([ABC][12])\b[+-]?", re.IGNORECASE)
_NATIVE = re.compile(r"\b(native|mother[ -]?tongue|first language|native speaker)\b( level| speaker)?", re.IGNORECASE)
# Places that many people name and that have no time zone of their own name.
_CITIES = {
    "porto": "Europe/Lisbon", "barcelona": "Europe/Madrid", "valencia": "Europe/Madrid", "sevilla": "Europe/Madrid",
    "manchester": "Europe/London", "edinburgh": "Europe/London", "glasgow": "Europe/London", "bristol": "Europe/London",
    "cardiff": "Europe/London", "leeds": "Europe/London", "liverpool": "Europe/London", "cork": "Europe/Dublin", "galway": "Europe/Dublin",
    "munich": "Europe/Berlin", "hamburg": "Europe/Berlin", "cologne": "Europe/Berlin", "frankfurt": "Europe/Berlin",
    "lyon": "Europe/Paris", "marseille": "Europe/Paris", "milan": "Europe/Rome", "naples": "Europe/Rome", "turin": "Europe/Rome",
    "geneva": "Europe/Zurich", "basel": "Europe/Zurich", "krakow": "Europe/Warsaw", "wroclaw": "Europe/Warsaw", "gdansk": "Europe/Warsaw",
    "rotterdam": "Europe/Amsterdam", "antwerp": "Europe/Brussels", "gothenburg": "Europe/Stockholm", "bergen": "Europe/Oslo",
    "capetown": "Africa/Johannesburg", "durban": "Africa/Johannesburg", "pretoria": "Africa/Johannesburg", "abuja": "Africa/Lagos",
    "mombasa": "Africa/Nairobi", "rabat": "Africa/Casablanca", "mumbai": "Asia/Kolkata", "delhi": "Asia/Kolkata",
    "newdelhi": "Asia/Kolkata", "bangalore": "Asia/Kolkata", "chennai": "Asia/Kolkata", "cebu": "Asia/Manila",
    "davao": "Asia/Manila", "quezoncity": "Asia/Manila", "lahore": "Asia/Karachi", "islamabad": "Asia/Karachi",
    "hanoi": "Asia/Bangkok", "bali": "Asia/Makassar", "beijing": "Asia/Shanghai", "osaka": "Asia/Tokyo", "abudhabi": "Asia/Dubai",
    "boston": "America/New_York", "miami": "America/New_York", "atlanta": "America/New_York", "philadelphia": "America/New_York",
    "dallas": "America/Chicago", "houston": "America/Chicago", "austin": "America/Chicago", "seattle": "America/Los_Angeles",
    "sanfrancisco": "America/Los_Angeles", "sandiego": "America/Los_Angeles", "saltlakecity": "America/Denver",
    "montreal": "America/Toronto", "ottawa": "America/Toronto", "calgary": "America/Edmonton", "medellin": "America/Bogota",
    "guadalajara": "America/Mexico_City", "riodejaneiro": "America/Sao_Paulo", "canberra": "Australia/Sydney", "wellington": "Pacific/Auckland",
}  # fmt: skip
# Old names of the database, and zones that are no place.
_NO_PLACE = ("Etc/", "US/", "Canada/", "Brazil/", "Mexico/", "Chile/", "SystemV/", "posix/", "right/")


def parts(text: str) -> list[str]:
    """Give the entries of a list, one a line or between commas, without bullets and each once."""
    found = (_BULLET.sub("", one) for one in _LIST.split(text))
    return list(dict.fromkeys(one for one in found if one))


def terms(text: str, known: Terms) -> tuple[list[str], list[str]]:
    """Give the words of the vocabulary that a list names, and what to do about the others."""
    found: dict[str, None] = {}
    unread: list[str] = []
    for word in parts(text):
        if (slug := known.find(word)) is not None:
            found[slug] = None
            continue
        hit = known.near(word)
        hint = f"did you mean {known.name(hit)}?" if hit else "take it out."
        unread.append(f"“{short(word)}” is no {SINGULAR[known.section]} of content/vocabulary.yaml; {hint} Or add it there.")
    return list(found), unread


def languages(text: str) -> tuple[list[Mapping[str, str]], list[str]]:
    """Give languages with their levels: `English (native), French (B2)`."""
    found: dict[str, str] = {}
    unread: list[str] = []
    for part in (one.strip() for one in _LANGUAGES.split(text)):
        if not part:
            continue
        levels = {one.upper() for one in _CEFR.findall(part)} | ({"native"} if _NATIVE.search(part) else set())
        name = _NATIVE.sub(" ", _CEFR.sub(" ", part))
        code = find_language(re.sub(r"[()\[\]:;=/.–—-]+", " ", name) if not re.fullmatch(r"\s*[a-z]{2,3}-[A-Z]{2}\W*", name) else name)
        if code is None:
            unread.append(f"“{short(part)}”: write a language’s English name and its level, like French (B2).")
        elif len(levels) != 1:
            unread.append(f"“{short(part)}”: which level? Write native, C2, C1, B2, B1, A2 or A1 behind the language.")
        elif found.setdefault(code, level := levels.pop()) != level:
            unread.append(f"“{short(part)}” stands twice with two levels; keep one.")
    return [{"code": code, "level": level} for code, level in found.items()], unread


def zone(text: str) -> tuple[str, list[str]]:
    """Give the IANA time zone of a name of the database or of a city: `Lisbon`, `Lisbon, Portugal`, `europe/lisbon`."""
    by_name, by_city = _zones()
    wanted = text.strip()
    if found := by_name.get(wanted.casefold().replace(" ", "_")):
        return found, []
    for place in (wanted, *re.split(r"[,(/]", wanted)):
        found_in = by_city.get(fold(place), ())
        if len(found_in) == 1:
            return found_in[0], []
        if found_in:
            return "", [f"“{short(wanted)}” can be {' or '.join(found_in)}; write which."]
    if re.search(r"\b(UTC|GMT|[A-Z]{2,4}T)\b|[+-]\d", wanted):
        return "", ["an offset or an abbreviation does not say when the clocks change; write the nearest large city."]
    hit = nearest(fold(wanted), by_city)
    hint = f"did you mean {by_city[hit][0]}?" if hit else "write a large city near it, or a name like Europe/Lisbon."
    return "", [f"“{short(wanted)}” is no time zone that we know; {hint}"]


@cache
def _zones() -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    names = sorted(one for one in available_timezones() if "/" in one and not one.startswith(_NO_PLACE))
    cities: dict[str, list[str]] = defaultdict(list)
    for name in names:
        cities[fold(name.rpartition("/")[2])].append(name)
    for city, name in _CITIES.items():
        cities.setdefault(city, [name])
    # America/Louisville and America/Kentucky/Louisville are one place: the shorter name is the older and known to all.
    return {one.casefold(): one for one in names}, {city: _one_place(found) for city, found in cities.items()}


def _one_place(names: list[str]) -> tuple[str, ...]:
    regions = {name.partition("/")[0] for name in names}
    return (min(names, key=len),) if len(regions) == 1 else tuple(names)


def short(text: str) -> str:
    """Give the first forty characters, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
