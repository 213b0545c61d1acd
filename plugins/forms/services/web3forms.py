"""Web3Forms. All of it is documented; the API is for paying accounts, so a saved notification mail is read too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hub_core.addresses import Addresses

from ..model import Form
from .api import Call, Plan, Wish, bearer, label
from .contract import MARK, Contract, Options, thanks
from .raw import Raw, entry, no_entry, pairs, part, records, sample, text

_API = "https://api.web3forms.com/v1"
_ADDED = frozenset({"access_key", "redirect", "botcheck", "from_name", "ccemail", "replyto"})


def html(form: Form, addresses: Addresses, options: Options) -> Contract:
    """Give the contract. One access key serves all forms; the hidden mark tells them apart."""
    return Contract(
        "https://api.web3forms.com/submit",
        "botcheck",
        hidden=(("access_key", options.form_id), *thanks("redirect", form, addresses), (MARK, form.id)),
    )


def recognise(document: object) -> str:
    """Say by what a document is known as Web3Forms's, or "" when it is not."""
    if isinstance(part(document, "data"), list) and "has_more" in (document if isinstance(document, dict) else ()):
        return "“data” beside “has_more”"
    record = sample(document, "data")
    if isinstance(record.get("fields"), dict) and "submitted_at" in record:
        return "“fields” beside “submitted_at”"
    return ""


def read(document: object, options: Options, where: str = "") -> Iterator[Raw]:
    """Give the entries of an API page, or a single one."""
    for number, record in records(document, "data"):
        place = f"{where}:{number}"
        data = part(record, "fields")
        if not isinstance(record, Mapping) or not isinstance(data, Mapping):
            yield no_entry(place)
            continue
        trapped = "honeypot" if text(data.get("botcheck")).strip() else ""
        yield entry(
            {name: value for name, value in pairs(data).items() if name not in _ADDED}, options, place,
            source_id=record.get("id"), received=record.get("submitted_at"), hint=record.get("form_id"),
            page=record.get("site_url"), spam=trapped,
        )  # fmt: skip


def calls(wish: Wish) -> Plan:
    """Ask for the account's forms, then for each, newest first, by its cursor. The forms' ids there are not the keys."""
    headers = bearer(wish.token(""))
    forms = yield Call(f"{_API}/forms", "the list of forms", headers=headers, reads=False)
    for _, one in records(forms.document, "data"):
        number, cursor, page = text(part(one, "form_id")), "", 1
        while number:
            params = {"form_id": number, "limit": "100", **({"cursor": cursor} if cursor else {})}
            answer = yield Call(
                f"{_API}/submissions", label("", f"page {page}"), params, headers, newest_first=True
            )
            cursor = text(part(answer.document, "next_cursor"))
            page += 1
            if answer.enough or not cursor or part(answer.document, "has_more") is not True:
                break
