"""Rates as people write them, "38 EUR an hour" or "$30-45/hr", as the fields of a rate, or what to write instead."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from hub_core.currencies import CODES

_SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₱": "PHP", "₦": "NGN", "zł": "PLN"}  # a $ or a ¥ is several currencies
_UNITS = {
    "hour": ("hour", "hr", "h", "hourly"), "day": ("day", "daily"), "month": ("month", "mo", "monthly"),
    "project": ("project", "fixed", "flat"),
}  # fmt: skip
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_NUMBER = re.compile(r"\d+(?:[ ,]\d{3})*(?:[.,]\d{1,2})?(?!\d)")  # one or two digits behind a comma are cents too: 38,50
_FORM = "{{amount: {amount}, currency: {currency}, unit: {unit}}}"


def in_words(text: str) -> tuple[dict[str, float | str] | None, str]:
    """Give the fields that a rate in words says without doubt, or None; and how to write it in a member's file.

    A range, two currencies, or a sign that several countries share says nothing without doubt.
    """
    numbers = [re.sub(r",(\d{1,2})\Z", r".\1", one).replace(",", "").replace(" ", "") for one in _NUMBER.findall(text)]
    codes = set(CODES.intersection(re.findall(r"(?<![A-Z])[A-Z]{3}(?![A-Z])", text))) | {code for sign, code in _SIGNS.items() if sign in text}
    units = {_UNIT_OF[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _UNIT_OF}
    form = _FORM.format(
        amount=numbers[0] if numbers else "38",
        currency=next(iter(codes)) if len(codes) == 1 else "USD" if "$" in text else "EUR",
        unit=next(iter(units)) if len(units) == 1 else "hour",
    )
    if len(numbers) > 1:
        remedy = f"must be one amount in fields of its own; write the least, like {form}"
    elif len(codes) != 1:
        remedy = f"must be an amount and its currency in fields of their own, like {form}"
    else:
        remedy = f"must be fields; write it as {form}"
    is_below = re.search(r"(?<!\w)[-−–]\s*[^\w\s]?\d", text)
    if is_below or len(numbers) != 1 or len(codes) != 1 or len(units) > 1 or not 0 < float(numbers[0]) <= 100_000_000:
        return None, remedy
    return {"amount": float(numbers[0]), "currency": codes.pop(), "unit": next(iter(units), "hour")}, remedy


@lru_cache(maxsize=4096)
def cents(amount: float) -> Decimal:
    """Give an amount with two decimals, the half rounded up as browsers do it: 12.125 is 12.13 for both."""
    return Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)


def amount(value: float) -> str:
    """Give an amount of money: whole where it is, with a thin group mark from ten thousand on."""
    text = f"{cents(value):,.2f}" if value % 1 else f"{value:,.0f}"
    return text if value >= 10_000 else text.replace(",", "")
