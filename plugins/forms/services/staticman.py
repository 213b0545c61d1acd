"""Staticman: a server of one's own that writes each comment as a file into a repository.

What it writes others can read, so only comments and ratings may go through it, and the e-mail address is not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from hub_core.addresses import Addresses

from ..model import HONEYPOT, Form
from .contract import Contract, Options
from .raw import Raw, entry, no_entry, pairs, records, sample

_BRACKETS = re.compile(r"(?:fields|options)\[(.+)\]\Z")
_COMMENT_ID = re.compile(r"[a-z0-9-]{1,100}\Z")
# What the themes of others call our fields, in the order in which they are looked for.
_ELSEWHERE = {
    "text": ("message", "body", "comment"),
    "website": ("url", "site"),
    "reply_to": ("_parent", "replying_to_uid", "parent", "parent_id"),
    "article": ("slug", "post"),
}


def html(form: Form, addresses: Addresses, options: Options) -> Contract:
    """Give the contract. Staticman has no trap: ours is sent beside the fields, where it is ignored."""
    names = {one.name: f"fields[{one.name}]" for one in form.fields}
    names |= {"article": "options[slug]", "reply_to": "options[parent]"}
    private = frozenset(one.name for one in form.fields if one.kind == "email")
    server = options.get("server").rstrip("/")
    way = "/".join((options.get("provider"), options.get("repository"), options.get("branch"), form.id))
    return Contract(
        f"{server}/v3/entry/{way}",
        HONEYPOT,
        hidden=(("options[redirect]", addresses.absolute(form.thanks)),),
        field_name={name: written for name, written in names.items() if name in form.names},
        # Nor is what needs an address, such as a letter about answers.
        left_out=private | {one.name for one in form.fields if one.needs in private},
    )


def recognise(document: object) -> str:
    """Say by what a document is known as Staticman's, or "" when it is not."""
    record = sample(document)
    spoken = {"message", "body", "comment", "text", "stars"} & set(record)
    return "“_id” beside what a comment says" if spoken and {"_id", "_parent"} & set(record) else ""


def read(document: object, options: Options, where: str = "") -> Iterator[Raw]:
    """Give the entry of a file. The article is the name of the folder that it lies in.

    An e-mail that is a hash is dropped, and so is a parent that is an address. A place in the thread, which some themes
    send instead, becomes `position-3`; whoever publishes the entry finds out which comment stood there.
    """
    folder = PurePosixPath(where).parent.name
    for number, record in records(document):
        place = f"{where}:{number}"
        if not isinstance(record, Mapping):
            yield no_entry(place)
            continue
        given = {_own(name): value for name, value in pairs(record).items()}
        stars = given.get("stars", "")
        data = {name: value for name, value in given.items() if not name.startswith("_") and name not in ("date", "email")}
        for ours, theirs in _ELSEWHERE.items():
            if stars and ours == "text":
                continue
            if ours not in data and (found := next((given[one] for one in theirs if given.get(one)), "")):
                data[ours] = found
        if not data.get("article"):
            data["article"] = folder
        if not _COMMENT_ID.match(data.get("reply_to", "")) or data.get("reply_to", "").isdigit():
            position = given.get("replying_to", "")  # the number of a comment that answers none, by its date
            data.pop("reply_to", None)
            if position.isascii() and position.isdigit() and int(position[:6]):
                data["reply_to"] = f"position-{int(position[:6])}"
        if "@" in given.get("email", ""):
            data["email"] = given["email"]
        yield entry(
            data, options, place, source_id=record.get("_id"), received=record.get("date"),
            hint="rating" if stars else "comment",
        )  # fmt: skip


def _own(name: str) -> str:
    found = _BRACKETS.match(name)
    inner = found[1] if found else name
    return {"options[slug]": "article", "options[parent]": "reply_to"}.get(name, inner)
