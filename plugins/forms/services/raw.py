"""What form services give back, brought to one shape: the form's own names, text, and a moment in UTC.

Pure. Nothing here raises for what a service or a visitor may have written: an entry that cannot be read says why.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from ..model import HONEYPOT
from .contract import MARK, Options
from .moments import moment

MAX_FIELDS = 10_000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:=+/-]{0,99}\Z")
_PATH = re.compile(r"/[!-~]*\Z")


@dataclass(frozen=True, slots=True)
class Raw:
    """One entry of a service's answer, before anything is checked.

    `source_id` is the service's own id or "". `form_hint` is a form's name or its id at the service, or "". `received`
    is in UTC, or None where the service tells no time. `fields` have the form's own names. `spam` is the service's
    word on it. `where` names the place, such as `export.csv:17`. `trouble` says why the entry cannot be taken.
    """

    source_id: str = ""
    form_hint: str = ""
    received: datetime | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    spam: str = ""
    where: str = ""
    trouble: str = ""


def text(value: object) -> str:
    """Give a value of JSON or YAML as the text that a visitor typed or chose. A ticked box is "yes"."""
    if isinstance(value, str):
        return value
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        inner = value.get("value")
        return "" if isinstance(inner, Mapping | list) else text(inner)
    if isinstance(value, Sequence):
        return "\n".join(found for one in value if not isinstance(one, Mapping | list) and (found := text(one)))
    return ""


def pairs(value: object) -> dict[str, str]:
    """Give the fields of a map, or of a list of names with values."""
    if isinstance(value, Mapping):
        return {str(name): text(one) for name, one in value.items()}
    found: dict[str, str] = {}
    for one in value if isinstance(value, list) else ():
        if isinstance(one, Mapping) and isinstance(one.get("name"), str):
            found[one["name"]] = text(one.get("value"))
    return found


def part(value: object, *names: str) -> object:
    """Give what stands under a way of names inside maps, or None."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def records(document: object, *names: str) -> Iterator[tuple[int, object]]:
    """Give the entries of a document, counted from 1: a list, the list under `names`, or the one entry it is itself."""
    inner = part(document, *names) if names else None
    found = inner if isinstance(inner, list) else document if isinstance(document, list) else [document]
    return enumerate(found, 1)


def sample(document: object, *names: str) -> Mapping[str, object]:
    """Give the first entry of a document that is a map, to tell by it whose document it is; or an empty map."""
    for number, one in records(document, *names):
        if isinstance(one, Mapping):
            return one
        if number > 20:
            break
    return {}


def identity(value: object) -> str:
    """Give a service's id of an entry. One that is long or odd is replaced by its hash, which is as good a mark."""
    written = text(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not written or _ID.match(written):
        return written
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def path_of(address: object) -> str:
    """Give the path of a page's address, or "". Nothing of the rest, which can hold what identifies a visitor."""
    try:
        path = urlsplit(text(address).strip()).path
    except ValueError:
        return ""
    return path if _PATH.match(path) and len(path) <= 300 else ""


def entry(
    data: Mapping[str, str], options: Options, where: str, *, source_id: object = "", received: object = None, hint: object = "",
    page: object = "", spam: str = "",
) -> Raw:  # fmt: skip
    """Give the entry of some fields and what the service says about them.

    The hidden mark of the form is taken out of the fields, and so is the trap: filled, it makes the entry spam,
    whether or not the service has noticed.
    """
    if len(data) > MAX_FIELDS:
        return Raw(where=where, trouble=f"it has more than {MAX_FIELDS:,} fields")
    fields = dict(data)
    named = fields.pop(MARK, "").strip() or text(hint).strip()
    for trap in {HONEYPOT, options.get("honeypot")}:
        if fields.pop(trap, "").strip():
            spam = spam or "honeypot"
    try:
        at = moment(received, options.zone)
    except ValueError as error:
        return Raw(where=where, trouble=str(error))
    return Raw(identity(source_id), named[:100], at, fields, path_of(page), spam, where)


def no_entry(where: str) -> Raw:
    """Give the entry for something that is none."""
    return Raw(where=where, trouble="this is not an entry with fields")
