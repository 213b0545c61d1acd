"""Rates, hours and days as people write them, read into what a member file holds. Pure.

Every reader gives `(value, what to do)`. A range, a dollar of no country, and hours without morning or afternoon are
asked back: the file is published, and a wrong price is worse than none.
"""

from __future__ import annotations

import re

from va_directory.model import DAYS

_SIGNS = {
    "us$": "USD", "usd$": "USD", "ca$": "CAD", "c$": "CAD", "au$": "AUD", "a$": "AUD", "nz$": "NZD", "s$": "SGD", "hk$": "HKD",
    "r$": "BRL", "€": "EUR", "£": "GBP", "₹": "INR", "₱": "PHP", "₦": "NGN", "₺": "TRY", "₴": "UAH", "₫": "VND", "₪": "ILS",
    "zł": "PLN", "kč": "CZK", "euro": "EUR", "euros": "EUR",
}  # fmt: skip
_CURRENCIES = frozenset(
    ("AED", "ARS", "AUD", "BDT", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "GEL", "GHS", "HKD",
     "HUF", "IDR", "ILS", "INR", "ISK", "JMD", "JPY", "KES", "KRW", "LKR", "MAD", "MXN", "MYR", "NGN", "NOK", "NPR", "NZD", "PEN", "PHP",
     "PKR", "PLN", "RON", "RSD", "SAR", "SEK", "SGD", "THB", "TND", "TRY", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "VND", "XOF", "ZAR")
)  # fmt: skip
_UNITS = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "hourly"), "hour"),
    **dict.fromkeys(("d", "day", "days", "daily"), "day"),
    **dict.fromkeys(("mo", "month", "months", "monthly"), "month"),
    **dict.fromkeys(("project", "projects"), "project"),
}
_FILLING = frozenset(("a", "an", "per", "each", "the", "every"))
_MINIMUM = re.compile(r"[\s,;(.]*\b(?:min\b\.?|minimum(?: of)?|at least)[:\s]*(.+?)[\s).]*\Z", re.IGNORECASE | re.DOTALL)
_NUMBER = r"\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_TOKEN = re.compile(rf"({_NUMBER})(?![\d])|((?:us|usd|ca|c|au|a|nz|s|hk|r)?\$|[€£¥₹₱₦₺₴₫₪])|([^\W\d_]+)|(\S)", re.IGNORECASE)
_ASK_RATE = "write one amount, the currency’s three letters and hour, day, month or project, like 38 EUR an hour."

_TIME = r"(\d{1,2})(?:\s?[:.h]\s?(\d{2}))?\s*(a\.?m\.?|p\.?m\.?|h\b)?"
_SPAN = re.compile(rf"(?<!\d){_TIME}\s*(?:-|–|—|to|till|until)\s*{_TIME}(?!\d)", re.IGNORECASE)
_DAY_NAMES = {
    **{name: day for day, names in zip(DAYS, (
        ("monday", "mondays", "mon"), ("tuesday", "tuesdays", "tue", "tues"), ("wednesday", "wednesdays", "wed"),
        ("thursday", "thursdays", "thu", "thur", "thurs"), ("friday", "fridays", "fri"), ("saturday", "saturdays", "sat"),
        ("sunday", "sundays", "sun"),
    ), strict=True) for name in names},
}  # fmt: skip
_DAY_WORDS = {
    "weekdays": DAYS[:5], "weekday": DAYS[:5], "weekends": DAYS[5:], "weekend": DAYS[5:], "daily": DAYS, "every day": DAYS, "all week": DAYS,
}  # fmt: skip
_SPARE = re.compile(r"\b(?:and|from|on|in|my|own|local|time|hours|through|to|at|o'?clock|between)\b|[\s,;.:()&/+-]+", re.IGNORECASE)
_ASK_HOURS = "write one span of 24 hours and the days, like 09:00-15:00, Monday to Thursday."


def rate(text: str) -> tuple[dict[str, str | int | float] | None, list[str]]:
    """Give amount, currency, unit and, where one is named, the minimum: `38 EUR an hour, minimum 10 hours a month`."""
    minimum = _MINIMUM.search(text)
    if re.search(r"\d\s*(?:-|–|—|to|or)\s*\D{0,4}\d", text[: minimum.start()] if minimum else text, re.IGNORECASE):
        return None, [f"it is a range, and an entry has one amount; {_ASK_RATE}"]
    amounts: list[str] = []
    currencies: set[str] = set()
    units: set[str] = set()
    for number, sign, word, mark in _TOKEN.findall(text[: minimum.start()] if minimum else text):
        low = (sign or word).casefold()
        if number:
            amounts.append(number)
        elif low in _SIGNS:
            currencies.add(_SIGNS[low])
        elif word.upper() in _CURRENCIES:
            currencies.add(word.upper())
        elif low in ("$", "¥", "dollar", "dollars", "pound", "pounds"):
            return None, [f"“{sign or word}” belongs to several countries; {_ASK_RATE}"]
        elif low in _UNITS:
            units.add(_UNITS[low])
        elif low not in _FILLING and mark not in ("/", ",", "."):
            return None, [f"it is not clear to a program; {_ASK_RATE}"]
    if len(amounts) != 1:
        return None, [f"{'there is no amount' if not amounts else 'there is more than one amount'}; {_ASK_RATE}"]
    if len(currencies) != 1 or len(units) != 1:
        return None, [f"{'which currency?' if len(currencies) != 1 else 'for an hour, a day, a month or a project?'} In one line: {_ASK_RATE}"]
    amount = _amount(amounts[0])
    found: dict[str, str | int | float] = {
        "amount": int(amount) if amount.is_integer() else amount, "currency": currencies.pop(), "unit": units.pop(),
    }  # fmt: skip
    if minimum:
        found["minimum"] = " ".join(minimum[1].split())
    return found, []


def _amount(written: str) -> float:
    """No price has three decimals, so that three digits behind a sign are thousands."""
    whole, sign, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", written).groups()  # type: ignore[union-attr]  # matches anything
    return float(re.sub(r"\D", "", whole) + (f".{cents}" if sign else ""))


def hours(text: str) -> tuple[str, list[str], list[str]]:
    """Give working hours as `09:00-15:00`, the working days that are named, and what to do."""
    spans = list(_SPAN.finditer(text))
    if len(spans) != 1:
        return "", [], [f"{'there are no hours in it' if not spans else 'an entry has one span of hours'}; {_ASK_HOURS}"]
    span, wrong = _span(spans[0])
    days, rest = _days(text[: spans[0].start()] + " , " + text[spans[0].end() :])
    if not wrong and rest:
        wrong = f"only a part of it is clear to a program; {_ASK_HOURS}"
    return ("", [], [wrong]) if wrong else (span, days, [])


def _span(match: re.Match[str]) -> tuple[str, str]:
    first, second = _clock(match[1], match[2], match[3]), _clock(match[4], match[5], match[6])
    half = (match[6] or "").casefold().startswith("p") and match[3] is None
    if half and first is not None and second is not None and first < 12 * 60 and first + 12 * 60 < second:
        first += 12 * 60  # 1 to 5 pm
    if first is None or second is None or first == second or first == 24 * 60:
        return "", f"there are no such hours; {_ASK_HOURS}"
    if second < first and match[3] is None and match[6] is None and not match[5]:
        return "", f"morning or afternoon? In one line: {_ASK_HOURS}"
    return f"{first // 60:02}:{first % 60:02}-{second // 60:02}:{second % 60:02}", ""


def _clock(hour: str, minute: str | None, half: str | None) -> int | None:
    """Give minutes since midnight, or None where there is no such time."""
    at, past = int(hour), int(minute or 0)
    if half and half.casefold()[0] in "ap":
        if not 1 <= at <= 12:
            return None
        at = at % 12 + (12 if half.casefold()[0] == "p" else 0)
    return at * 60 + past if past < 60 and at * 60 + past <= 24 * 60 else None


def _days(text: str) -> tuple[list[str], str]:
    """Give the days that are named, in the week's order, and what is left of the text."""
    found: set[str] = set()
    name = "|".join(sorted(_DAY_NAMES, key=len, reverse=True))

    def run(match: re.Match[str]) -> str:
        first, last = (DAYS.index(_DAY_NAMES[one.casefold()]) for one in match.groups())
        found.update(DAYS[at % 7] for at in range(first, last + (1 if last >= first else 8)))
        return " "

    def one(match: re.Match[str]) -> str:
        found.add(_DAY_NAMES[match[0].casefold()])
        return " "

    def several(match: re.Match[str]) -> str:
        found.update(_DAY_WORDS[match[0].casefold()])
        return " "

    text = re.sub(rf"\b({name})\b\.?\s*(?:-|–|—|to|through|till|until)\s*({name})\b", run, text, flags=re.IGNORECASE)
    text = re.sub(rf"\b(?:{'|'.join(_DAY_WORDS)})\b", several, text, flags=re.IGNORECASE)
    text = re.sub(rf"\b(?:{name})\b", one, text, flags=re.IGNORECASE)
    return [day for day in DAYS if day in found], _SPARE.sub("", text)
