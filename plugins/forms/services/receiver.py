"""The receiver that ships with this site: it stands on the same host, or on one of its own, and sends visitors on to the thanks page.

What it takes is in the inbox at once. Its files are those of an earlier version.
"""

from __future__ import annotations

from collections.abc import Iterator

from hub_core.addresses import FORMS_PREFIX, Addresses
from hub_core.settings import HubSettings

from ..model import HONEYPOT, Form
from .contract import Contract, Options
from .raw import Raw, entry, no_entry, pairs, part, records, sample, text


def html(form: Form, addresses: Addresses, options: Options) -> Contract:
    """Give the contract. The receiver knows the thanks page itself, so nothing about it is in the HTML."""
    address = options.get("address").rstrip("/")
    return Contract(f"{address}{FORMS_PREFIX}{form.id}" if address else addresses.href(f"{FORMS_PREFIX}{form.id}"), HONEYPOT)


def base(settings: HubSettings, addresses: Addresses) -> str:
    """Give the whole address below which the receiver answers, with a slash at its end."""
    return f"{settings.receiver_url}{FORMS_PREFIX}" if settings.receiver_url else addresses.absolute(FORMS_PREFIX)


def recognise(document: object) -> str:
    """Say by what a document is known as the receiver's, or "" when it is not."""
    record = sample(document)
    known = record.get("source") == "receiver" and "received" in record and "fields" in record
    return "its source is the receiver" if known else ""


def read(document: object, options: Options, where: str = "") -> Iterator[Raw]:
    """Give the entries of a file or of a list of such."""
    for number, record in records(document):
        place = f"{where}:{number}"
        if not isinstance(part(record, "fields"), dict):
            yield no_entry(place)
            continue
        yield entry(
            pairs(part(record, "fields")), options, place, source_id=part(record, "id"), received=part(record, "received"),
            hint=text(part(record, "form")), page=part(record, "page"), spam=text(part(record, "spam")),
        )  # fmt: skip
