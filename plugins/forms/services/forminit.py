"""Forminit, once Getform. It takes typed names only: `fi-sender-email`, `fi-text-message`; plain ones are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hub_core.addresses import Addresses

from ..model import Field, Form
from .api import Call, Plan, Wish, label
from .contract import MARK, Contract, Options, thanks
from .raw import Raw, entry, no_entry, pairs, part, records, sample, text

_PAGE = 100
_SENDER = {"email": "email", "fullName": "name"}
_TYPED = re.compile(r"fi-[a-z]+-(.+)\Z")


def service_name(one: Field) -> str:
    """Give the typed name of a field. All but the sender and the stars are text: our own rules check them anyway."""
    if one.kind == "email":
        return "fi-sender-email"
    if one.name == "name":
        return "fi-sender-fullName"
    kind = "rating" if one.name == "stars" else "text"
    return f"fi-{kind}-{one.name.replace('_', '-')}"


def own_name(name: str) -> str:
    """Give the form's own name back. None of ours has a hyphen, so every hyphen was an underscore."""
    if name.startswith("fi-sender-"):
        return _SENDER.get(name.removeprefix("fi-sender-"), name)
    typed = _TYPED.match(name)
    return (typed[1] if typed else name).replace("-", "_")


def html(form: Form, addresses: Addresses, options: Options) -> Contract:
    """Give the contract. The trap has a typed name too, and is ours: a filled one is seen when the answers are read."""
    return Contract(
        f"https://forminit.com/f/{options.safe_id}",
        options.get("honeypot"),
        hidden=(*thanks(options.get("redirect"), form, addresses), (f"fi-text-{MARK}", form.id)),
        field_name={one.name: service_name(one) for one in form.fields},
    )


def recognise(document: object) -> str:
    """Say by what a document is known as Forminit's, or "" when it is not."""
    if part(document, "event") == "form.submitted":
        return "the event “form.submitted”"
    record = sample(part(document, "data"), "submissions")
    if "blocks" in record or "blocks" in sample(document, "submissions"):
        return "“blocks” in “submissions”"
    typed = any(name.startswith("fi-") for name in (*sample(document), *record))
    return "names that begin with “fi-”" if typed else ""


def read(document: object, options: Options, where: str = "") -> Iterator[Raw]:
    """Give the entries of an API page or a webhook's body. What the sender said of herself is a block of its own."""
    inner = part(document, "data")
    is_page = isinstance(part(inner, "submissions"), list)
    for number, record in records(inner if is_page else document, "submissions"):
        place = f"{where}:{number}"
        blocks = next((one for name in ("blocks", "data") if isinstance(one := part(record, name), Mapping)), record)
        if not isinstance(record, Mapping) or not isinstance(blocks, Mapping):
            yield no_entry(place)
            continue
        told = next((at for name in ("submissionDateISO", "submissionDate", "created_at") if (at := _either(record, blocks, name))), None)
        info = _either(record, blocks, "submission_info") or _either(record, blocks, "submissionInfo")
        trap = text(blocks.get(options.get("honeypot"))) or text(blocks.get("company-website"))
        yield entry(
            _fields(blocks), options, place, source_id=record.get("id"), received=told,
            page=part(info, "referer"), spam="honeypot" if trap.strip() else "",
        )  # fmt: skip


def _either(record: Mapping[str, object], blocks: Mapping[str, object], name: str) -> object:
    return record.get(name) or blocks.get(name)


def _fields(blocks: Mapping[str, object]) -> dict[str, str]:
    found = {own_name(name): value for name, value in pairs(blocks).items()}
    sender = pairs(blocks.get("sender"))
    found.pop("sender", None)
    if name := sender.get("fullName") or " ".join(filter(None, (sender.get("firstName"), sender.get("lastName")))):
        found["name"] = name
    if sender.get("email"):
        found["email"] = sender["email"]
    return found


def calls(wish: Wish) -> Plan:
    """Ask for each form, page by page. Its API is for paying accounts."""
    for number, form in wish.ids.items():
        page = 1
        while True:
            answer = yield Call(
                f"https://api.forminit.com/v1/forms/{number}", label(form, f"page {page}"),
                {"page": str(page), "size": str(_PAGE), "timezone": "UTC"}, {"X-API-Key": wish.token(form)}, form,
            )  # fmt: skip
            found = part(answer.document, "data", "submissions")
            if answer.enough or not isinstance(found, list) or not found:  # a page may hold fewer than were asked for
                break
            page += 1
