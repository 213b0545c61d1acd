"""A member as a row of a spreadsheet, and back. Pure; what is written here is read here to the same values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from va_directory.model import Member
from va_directory.rates import in_words

COLUMNS = (
    "slug", "name", "business", "headline", "services", "tools", "industries", "languages", "time_zone", "hours", "days", "since",
    "rate", "minimum", "availability", "available_from", "links", "declines", "refers_to", "claims", "confirmed", "joined", "sample",
    "status", "picture", "picture_alt", "text",
)  # fmt: skip
_ENTRIES = ("languages", "links", "claims")
_LISTS = ("services", "tools", "industries", "days", "declines", "refers_to")
# A cell that begins so is a formula to a spreadsheet. A ' before it makes it a text; one more keeps a ' of the text's own.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_LEVELS = {"native": "native", "mother tongue": "native"} | {level.lower(): level for level in ("C2", "C1", "B2", "B1", "A2", "A1")}
_LANGUAGE = re.compile(r"(?P<code>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)[\s:(-]+(?P<level>[A-Za-z][A-Za-z0-9 ]*)\)?\Z")


def guarded(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Give the text of a cell: without the ' that keeps it from being a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell


def row(member: Member) -> dict[str, str]:
    """Give a member's cells by column, those without a value empty."""
    front = member.front
    rate = front.rate
    cells = {
        "slug": member.slug,
        "name": front.name,
        "business": front.business or "",
        "headline": front.headline,
        "services": _joined(member.services),
        "tools": _joined(member.tools),
        "industries": _joined(member.industries),
        "languages": _joined([f"{one.code} {one.level}" for one in front.languages]),
        "time_zone": front.time_zone,
        "hours": front.hours,
        "days": _joined(front.days),
        "since": str(front.since),
        "rate": f"{_number(rate.amount)} {rate.currency} {rate.unit}" if rate else "",
        "minimum": (rate.minimum or "") if rate else "",
        "availability": front.availability,
        "available_from": _day(front.available_from),
        "links": _joined([f"{one.name} {one.url}" for one in front.links]),
        "declines": _joined(front.declines),
        "refers_to": _joined(front.refers_to),
        "claims": _joined([" | ".join((one.claim, one.date.isoformat(), one.by, _day(one.expires))) for one in front.claims]),
        "confirmed": _day(front.confirmed),
        "joined": _day(front.joined),
        "sample": "true" if front.sample else "",
        "status": front.status,
        "picture": front.picture or "",
        "picture_alt": front.picture_alt or "",
        "text": member.document.body.strip(),
    }
    return {name: guarded(cell) for name, cell in cells.items()}


def fields(cells: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Give the front matter that some cells say, and what is wrong with those that say nothing certain.

    Only columns that are there give fields, so that a table of three columns changes three. An empty cell gives None.
    """
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for name, cell in cells.items():
        lines = unguarded(cell)  # one entry on a line of its own is told from entries between commas by the line's end
        value = lines.strip()
        if name in ("slug", "minimum", "text"):
            continue
        if not value:
            found[name] = None
        elif name in _LISTS:
            found[name] = _parts(lines)
        elif name in _READ:
            found[name], trouble = _READ[name](lines if name in _ENTRIES else value)
            wrong += [f"{name}: {one}" for one in trouble]
        else:
            found[name] = value
    if isinstance(found.get("rate"), dict) and (minimum := unguarded(cells.get("minimum", "")).strip()):
        found["rate"]["minimum"] = minimum
    return found, wrong


def _joined(parts: Sequence[str]) -> str:
    """Join with semicolons, or one a line where a part holds a sign that parts are split at."""
    if any(sign in part for part in parts for sign in ";,"):
        return "\n".join(parts) + "\n"
    return "; ".join(parts)


def _parts(value: str) -> list[str]:
    found = value.split("\n") if "\n" in value else re.split("[;,]", value)
    return [one.strip() for one in found if one.strip()]


def _languages(value: str) -> tuple[list[dict[str, str]], list[str]]:
    found, wrong = [], []
    for part in _parts(value):
        match = _LANGUAGE.match(part)
        level = _LEVELS.get(match["level"].strip().lower()) if match else None
        if match and level:
            found.append({"code": match["code"], "level": level})
        else:
            wrong.append("write each language as its code and its level, like en native; fr B2")
    return found, wrong[:1]


def _rate(value: str) -> tuple[dict[str, float | str] | None, list[str]]:
    found, _ = in_words(value)
    return found, [] if found else ["write one amount, its currency and its unit, like 38 EUR an hour"]


def _links(value: str) -> tuple[list[dict[str, str]], list[str]]:
    split = value.split("\n") if "\n" in value else value.split(";")
    found = [(name.strip(" :"), url) for name, _, url in (part.strip().rpartition(" ") for part in split) if url]
    return [{"name": name or "Website", "url": url} for name, url in found], []


def _claims(value: str) -> tuple[list[dict[str, str]], list[str]]:
    found = []
    for part in value.split("\n") if "\n" in value else value.split(";"):
        if not part.strip():
            continue
        claim, _, rest = part.partition(" | ")
        day, _, rest = rest.partition(" | ")
        by, sign, last = rest.rpartition(" |")
        one = {"claim": claim.strip(), "date": day.strip(), "by": (by if sign else last).strip()}
        found.append(one | ({"expires": last.strip()} if sign and last.strip() else {}))
    return found, []


def _number_of(value: str) -> tuple[int | str, list[str]]:
    return (int(value), []) if value.isascii() and value.isdecimal() and len(value) < 9 else (value, [])


def _flag(value: str) -> tuple[bool | str, list[str]]:
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    return known.get(value.lower(), value), []


_READ: dict[str, Callable[[str], tuple[Any, list[str]]]] = {
    "languages": _languages, "rate": _rate, "links": _links, "claims": _claims, "since": _number_of, "sample": _flag,
}  # fmt: skip


def _number(value: float) -> str:
    return f"{value:.0f}" if value % 1 == 0 else f"{value:.2f}"


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
