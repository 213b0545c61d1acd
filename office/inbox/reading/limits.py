"""What a file may hold so that reading it takes bounded memory and time: what is made to annoy costs a look at its bytes."""

from __future__ import annotations

import re

from .guess import Kind

# One comment, or what one browser sends, is far smaller. Both are held whole, and take many times their size.
_ONE = 1024 * 1024
_LARGEST: dict[Kind, int] = {"yaml": _ONE, "front matter": _ONE, "form": _ONE}
# Every value of JSON takes some 200 bytes when it is read.
MAX_VALUES = 2_000_000
# Each part of a mail, and each boundary, costs a look at all that follows.
_MOST_PARTS, _MOST_BOUNDARIES = 1_000, 50
_BOUNDARY = re.compile(rb"boundary\s*=|^content-type:\s*message/", re.IGNORECASE | re.MULTILINE)


def larger_than(limit: int) -> str:
    """Say that a file is larger than a limit in bytes."""
    return f"it is larger than {limit // 1024 // 1024} MB; split it"


def too_much(kind: Kind, data: bytes) -> str:
    """Say why a file of a kind would take too much to read, or ""."""
    if len(data) > _LARGEST.get(kind, len(data)):
        return f"it is larger than {_LARGEST[kind] // 1024 // 1024} MB, which no single entry is"
    if kind in ("json", "lines") and sum(data.count(sign) for sign in (b",", b"{", b"[")) > MAX_VALUES:
        return f"it has more than {MAX_VALUES:,} values; split it"
    return ""


def mail_trouble(data: bytes) -> str:
    """Say why a mail would take too long to read, or ""."""
    if len(_BOUNDARY.findall(data)) > _MOST_BOUNDARIES:
        return "it has more mails inside of mails than anybody sends"
    if data.count(b"\n--") > _MOST_PARTS and b"multipart/" in data.lower():
        return f"it has more than {_MOST_PARTS:,} parts"
    return ""
