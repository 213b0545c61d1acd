"""FormSubmit. Documented. The word that it gives for an address stands in the HTML, never the address itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from hub_core.addresses import Addresses

from ..model import Form
from .api import Call, Plan, Wish
from .contract import MARK, Contract, Options, thanks
from .raw import Raw, entry, no_entry, pairs, part, records, sample, text


def html(form: Form, addresses: Addresses, options: Options) -> Contract:
    """Give the contract. Without `_captcha` the service shows a page with a riddle before it takes the form."""
    wishes = tuple(
        (name, options.get(option)) for name, option in (("_captcha", "captcha"), ("_template", "template")) if options.get(option)
    )
    return Contract(
        f"https://formsubmit.co/{options.safe_id}",
        "_honey",
        hidden=(*thanks("_next", form, addresses), *wishes, (MARK, form.id)),
    )


def recognise(document: object) -> str:
    """Say by what a document is known as FormSubmit's, or "" when it is not."""
    return "“form_data” in “submissions”" if "form_data" in sample(document, "submissions") else ""


def read(document: object, options: Options, where: str = "") -> Iterator[Raw]:
    """Give the entries of an answer of its API. They have no id, and a date in PHP's manner."""
    for number, record in records(document, "submissions"):
        place = f"{where}:{number}"
        data = part(record, "form_data")
        if not isinstance(record, Mapping) or not isinstance(data, Mapping):
            yield no_entry(place)
            continue
        trapped = "honeypot" if text(data.get("_honey")).strip() else ""
        yield entry(
            {name: value for name, value in pairs(data).items() if not name.startswith("_")}, options, place,
            received=record.get("submitted_at"), page=record.get("form_url"), spam=trapped,
        )  # fmt: skip


def calls(wish: Wish) -> Plan:
    """Ask once: the answer holds the last 30 days. Five calls a day are allowed, and the token is in the address."""
    token = quote(wish.token(""), safe="")
    yield Call(f"https://formsubmit.co/api/get-submissions/{token}", "the last 30 days")
