"""Netlify Forms: found in the static HTML when the site is deployed, by attributes; the action is the thanks page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from hub_core.addresses import Addresses

from ..model import Form
from .api import Call, Plan, Wish, bearer, label
from .contract import Contract, Options
from .raw import Raw, entry, no_entry, pairs, part, records, sample, text

_API = "https://api.netlify.com/api/v1"
_PAGE = 100
# It puts these among the visitor's own fields.
_ADDED = frozenset({"ip", "user_agent", "referrer", "form-name", "bot-field"})


def html(form: Form, addresses: Addresses, options: Options) -> Contract:
    """Give the contract. Netlify takes its own attributes out before it serves the page."""
    name = options.form_id or form.id
    return Contract(
        addresses.href(form.thanks),
        "bot-field",
        attributes=(("name", name), ("data-netlify", "true"), ("netlify-honeypot", "bot-field")),
        hidden=(("form-name", name),),
    )


def recognise(document: object) -> str:
    """Say by what a document is known as Netlify's, or "" when it is not."""
    record = sample(document, "payload") if not isinstance(part(document, "payload"), dict) else part(document, "payload")
    if isinstance(record, Mapping) and isinstance(record.get("data"), dict):
        if "ordered_human_fields" in record or "human_fields" in record:
            return "“data” beside “human_fields”"
        if "form_name" in record or "site_url" in record:
            return "“data” beside “form_name”"
    return ""


def read(document: object, options: Options, where: str = "") -> Iterator[Raw]:
    """Give the entries of an API page, a webhook's body or the `submission-created` event.

    Only `data` is used: `summary` and `body` hold HTML, and `name` and `email` are guesses of the service.
    """
    if isinstance(part(document, "payload"), dict):
        document = part(document, "payload")
    for number, record in records(document):
        place = f"{where}:{number}"
        data = part(record, "data")
        if not isinstance(record, Mapping) or not isinstance(data, Mapping):
            yield no_entry(place)
            continue
        kept = {name: value for name, value in pairs(data).items() if name not in _ADDED}
        trapped = "honeypot" if text(data.get("bot-field")).strip() else ""
        yield entry(
            kept, options, place, source_id=record.get("id"), received=record.get("created_at"),
            hint=text(record.get("form_name")), page=data.get("referrer"),
            spam=trapped or ("the service" if record.get("state") == "spam" else ""),
        )  # fmt: skip


def calls(wish: Wish) -> Plan:
    """Ask for the site's forms and their ids, then for each form and its spam, page by page."""
    headers = bearer(wish.token(""))
    site = quote(wish.option("site"), safe="")
    forms = yield Call(f"{_API}/sites/{site}/forms", "the list of forms", headers=headers, reads=False)
    numbers = {text(part(one, "name")): text(part(one, "id")) for _, one in records(forms.document)}
    for name, form in wish.ids.items():
        if name not in numbers:  # no page with it was deployed yet
            continue
        for spam in (False, True) if wish.option("fetch_spam") == "yes" else (False,):
            page = 1
            while True:
                params = {"per_page": str(_PAGE), "page": str(page), **({"state": "spam"} if spam else {})}
                answer = yield Call(
                    f"{_API}/forms/{quote(numbers[name], safe='')}/submissions",
                    label(form, "spam" if spam else "", f"page {page}"), params, headers, form, spam,
                )  # fmt: skip
                # How many it gives at most is not documented, so the end is the first page without any.
                if answer.enough or not isinstance(answer.document, list) or not answer.document:
                    break
                page += 1
