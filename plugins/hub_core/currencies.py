"""The currencies that money is paid in: the codes of ISO 4217, without metals, funds and tests."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

CODES = frozenset(
    ["AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG"]
)
# What people write in a code's place, and mean one code with.
_MEANT = {
    "€": "EUR", "£": "GBP", "₹": "INR", "₱": "PHP", "US$": "USD", "EURO": "EUR", "EUROS": "EUR", "POUNDS": "GBP", "STG": "GBP",
    "UKP": "GBP", "RMB": "CNY", "FCFA": "XOF", "DOLLAR": "USD", "DOLLARS": "USD",
}  # fmt: skip
_OFTEN = ("EUR", "USD", "GBP", "CAD", "AUD", "INR", "PHP", "ZAR", "CHF", "PLN")


def _meant(written: str) -> str:
    """Give the code that a text most likely stands for, or "": in small letters, by its sign, or with one slip of three letters."""
    if written in CODES:
        return written
    slips = (code for code in _OFTEN if sorted(code) == sorted(written) or sum(a != b for a, b in zip(code, written, strict=True)) == 1)
    return _MEANT.get(written) or (next(slips, "") if len(written) == 3 else "")


def _currency(value: str) -> str:
    if value in CODES:
        return value
    meant = _meant(value.strip().upper())
    remedy = f"must be a currency's three capital letters, like EUR{f'; did you mean {meant}?' if meant else ''}"
    raise PydanticCustomError("hub_currency", "{remedy}", {"remedy": remedy})


Currency = Annotated[str, AfterValidator(_currency), Field(json_schema_extra={"pattern": "^[A-Z]{3}$"})]
