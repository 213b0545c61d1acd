"""Getform, as it was before it became Forminit: old addresses still work. Its trap and redirect are settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hub_core.addresses import Addresses

from ..model import Form
from .api import Call, Plan, Wish, label
from .contract import MARK, Contract, Options, thanks
from .raw import Raw, entry, no_entry, pairs, part, records, sample

_ADDED = frozenset({"id", "_id", "submissionDate", "created_at"})


def html(form: Form, addresses: Addresses, options: Options) -> Contract:
    """Give the contract."""
    return Contract(
        f"https://getform.io/f/{options.safe_id}",
        options.get("honeypot"),
        hidden=(*thanks(options.get("redirect"), form, addresses), (MARK, form.id)),
    )


def recognise(document: object) -> str:
    """Say by what a document is known as Getform's, or "" when it is not."""
    record = sample(part(document, "data"), "submissions") or sample(document, "submissions")
    return "“submissionDate” beside the fields" if "submissionDate" in record else ""


def read(document: object, options: Options, where: str = "") -> Iterator[Raw]:
    """Give the entries of an API page. The fields stand beside the id and the date."""
    inner = part(document, "data")
    for number, record in records(inner if isinstance(inner, Mapping) else document, "submissions"):
        place = f"{where}:{number}"
        if not isinstance(record, Mapping):
            yield no_entry(place)
            continue
        yield entry(
            {name: value for name, value in pairs(record).items() if name not in _ADDED}, options, place,
            source_id=record.get("id") or record.get("_id"), received=record.get("submissionDate") or record.get("created_at"),
        )  # fmt: skip


def calls(wish: Wish) -> Plan:
    """Ask for each form, page by page, with the token among the parameters. Seen in use, not documented any more."""
    for number, form in wish.ids.items():
        page = 1
        while True:
            answer = yield Call(
                f"https://api.getform.io/v1/forms/{number}", label(form, f"page {page}"),
                {"token": wish.token(form), "page": str(page)}, form=form,
            )  # fmt: skip
            if answer.enough or not part(answer.document, "data", "submissions"):
                break
            page += 1
