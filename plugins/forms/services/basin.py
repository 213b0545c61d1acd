"""Basin. Documented: the address, the API and the webhook. The names of its trap and its redirect are settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hub_core.addresses import Addresses

from ..model import Form
from .api import Call, Plan, Wish, bearer, label
from .contract import MARK, Contract, Options, thanks
from .raw import Raw, entry, no_entry, pairs, part, records, sample

_ADDED = frozenset({"id", "attachments", "created_at", "spam"})


def html(form: Form, addresses: Addresses, options: Options) -> Contract:
    """Give the contract. Where to send the visitor on is set in Basin's own pages, unless a field for it is set here."""
    return Contract(
        f"https://usebasin.com/f/{options.safe_id}",
        options.get("honeypot"),
        hidden=(*thanks(options.get("redirect"), form, addresses), (MARK, form.id)),
    )


def recognise(document: object) -> str:
    """Say by what a document is known as Basin's, or "" when it is not."""
    if "payload_params" in sample(document, "submissions"):
        return "“payload_params” in “submissions”"
    body = part(document, "data") if isinstance(part(document, "data"), dict) else sample(document)
    if isinstance(body, Mapping) and isinstance(body.get("attachments"), list) and "id" in body and "fields" not in body:
        return "“attachments” beside the fields, as its webhook sends them"
    return ""


def read(document: object, options: Options, where: str = "") -> Iterator[Raw]:
    """Give the entries of an API page or a webhook's body, flat or under “data”. A webhook tells no time."""
    if isinstance(part(document, "data"), Mapping):
        document = part(document, "data")
    for number, record in records(document, "submissions"):
        place = f"{where}:{number}"
        if not isinstance(record, Mapping):
            yield no_entry(place)
            continue
        inner = record.get("payload_params", record.get("data"))
        data = pairs(inner if isinstance(inner, Mapping) else record)
        spam = "the service" if record.get("spam") in (True, "true", 1) else ""
        yield entry(
            {name: value for name, value in data.items() if name not in _ADDED}, options, place,
            source_id=record.get("id"), received=record.get("created_at"), spam=spam,
        )  # fmt: skip


def calls(wish: Wish) -> Plan:
    """Ask for each form, page by page, newest first; then for what it took for spam."""
    for number, form in wish.ids.items():
        headers = bearer(wish.token(form), wish.option("authorization"))
        for spam in (False, True) if wish.option("fetch_spam") == "yes" else (False,):
            page = 1
            while True:
                params = {"form_id": number, "filter_by": "Spam" if spam else "All", "page": str(page)}
                answer = yield Call(
                    "https://usebasin.com/api/v1/submissions", label(form, "spam" if spam else "", f"page {page}"),
                    params, headers, form, spam, newest_first=True,
                )  # fmt: skip
                # How many stand on a page is not documented, so the end is the first page without any.
                if answer.enough or not part(answer.document, "submissions"):
                    break
                page += 1
