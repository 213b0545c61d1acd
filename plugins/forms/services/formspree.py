"""Formspree. Documented: the address, `_gotcha`, the API and its export. `_next` is not documented for every plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hub_core.addresses import Addresses

from ..model import Form
from .api import Call, Plan, Wish, bearer, label
from .contract import MARK, Contract, Options, thanks
from .raw import Raw, entry, no_entry, pairs, part, records, sample, text

_PAGE = 100


def html(form: Form, addresses: Addresses, options: Options) -> Contract:
    """Give the contract. `_next` sends the visitor to our thanks page where the account's plan allows it."""
    return Contract(
        f"https://formspree.io/f/{options.safe_id}",
        "_gotcha",
        hidden=(*thanks(options.get("redirect"), form, addresses), (MARK, form.id)),
    )


def recognise(document: object) -> str:
    """Say by what a document is known as Formspree's, or "" when it is not."""
    if isinstance(part(document, "submission"), dict) and isinstance(part(document, "form"), str):
        return "“form” and “submission”, as its webhook sends them"
    if isinstance(part(document, "submissions"), list):
        if isinstance(part(document, "fields"), list) and all(isinstance(one, str) for one in _list(document, "fields")):
            return "“fields” beside “submissions”"
        if "_date" in sample(document, "submissions"):
            return "“submissions” that have a “_date”"
    return ""


def _list(document: object, name: str) -> list[object]:
    found = part(document, name)
    return found if isinstance(found, list) else []


def read(document: object, options: Options, where: str = "") -> Iterator[Raw]:
    """Give the entries of an API page, a JSON export or a webhook's body.

    What it adds begins with an underscore. Its dates name no time zone. The set of fields can differ from entry to entry.
    """
    hint = ""
    if isinstance(part(document, "submission"), Mapping):
        hint, document = text(part(document, "form")), part(document, "submission")
    for number, record in records(document, "submissions"):
        place = f"{where}:{number}"
        if not isinstance(record, Mapping):
            yield no_entry(place)
            continue
        given = pairs(record)
        data = {name: value for name, value in given.items() if not name.startswith("_") and name != "id"}
        if "email" not in data and given.get("_replyto"):
            data["email"] = given["_replyto"]
        yield entry(
            data, options, place, source_id=record.get("_id") or record.get("id"), received=record.get("_date"), hint=hint
        )


def calls(wish: Wish) -> Plan:
    """Ask for each form, newest first, a hundred at a time until there are no more; then for its spam, where the account may."""
    since = {"since": f"{wish.since:%Y-%m-%dT%H:%M:%S}"} if wish.since else {}
    for number, form in wish.ids.items():
        for spam in (False, True) if wish.option("fetch_spam") == "yes" else (False,):
            offset = 0
            while True:
                params = {"limit": str(_PAGE), "offset": str(offset), **({"spam": "true"} if spam else {}), **since}
                answer = yield Call(
                    f"https://formspree.io/api/0/forms/{number}/submissions",
                    label(form, "spam" if spam else "", f"from {offset + 1}"),
                    params, bearer(wish.token(form)), form, spam, newest_first=True,
                )  # fmt: skip
                found = len(_list(answer.document, "submissions"))
                offset += found
                if answer.enough or not found:  # it may give fewer at a time than it was asked for
                    break
