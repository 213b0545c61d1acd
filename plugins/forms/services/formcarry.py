"""Formcarry. Where the visitor is sent on is set in its own pages. The name of its trap is a setting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hub_core.addresses import Addresses

from ..model import Form
from .api import Call, Plan, Wish, label
from .contract import MARK, Contract, Options
from .raw import Raw, entry, no_entry, pairs, part, records, sample, text

_PAGE = 50


def html(form: Form, addresses: Addresses, options: Options) -> Contract:
    """Give the contract."""
    return Contract(f"https://formcarry.com/s/{options.safe_id}", options.get("honeypot"), hidden=((MARK, form.id),))


def recognise(document: object) -> str:
    """Say by what a document is known as Formcarry's, or "" when it is not."""
    record = sample(document, "submissions")
    if isinstance(record.get("fields"), list) and "createdAt" in record:
        return "“fields” as a list beside “createdAt”"
    return "“results” beside “pagination”" if isinstance(document, dict) and {"results", "pagination", "form"} <= set(document) else ""


def read(document: object, options: Options, where: str = "") -> Iterator[Raw]:
    """Give the entries of an API page, or a single one. The fields are a list of names with values."""
    outer = text(part(document, "form"))
    for number, record in records(document, "submissions"):
        place = f"{where}:{number}"
        data = part(record, "fields")
        if not isinstance(record, Mapping) or not isinstance(data, Mapping | list):
            yield no_entry(place)
            continue
        yield entry(
            pairs(data), options, place, source_id=record.get("_id"), received=record.get("createdAt"),
            hint=text(record.get("form")) or outer, spam="the service" if record.get("spam") is True else "",
        )  # fmt: skip


def calls(wish: Wish) -> Plan:
    """Ask for each form, newest first, fifty at a time."""
    for number, form in wish.ids.items():
        page = "1"
        while page:
            answer = yield Call(
                f"https://formcarry.com/api/form/{number}/submissions", label(form, f"page {page}"),
                {"limit": str(_PAGE), "page": page, "sort": "createdAt:-1"}, {"api_key": wish.token(form)}, form,
                newest_first=True,
            )  # fmt: skip
            following = text(part(answer.document, "pagination", "next_page"))
            page = "" if answer.enough or not part(answer.document, "submissions") else following
