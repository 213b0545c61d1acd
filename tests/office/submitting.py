"""Sends forms to a receiver and reads what it kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from asgi_client import Answer, ask

from office.inbox.store import DATABASE, open_store
from office.receiver.app import Receiver

REPOSITORY = Path(__file__).resolve().parents[2]
NOW = dt.datetime(2026, 11, 21, 9, 30, 15, 123456, tzinfo=dt.UTC)
COMMENT = {
    "article": "a-first-month", "text": "Thank you.\r\nIt helped.", "name": "Mara", "email": "mara@example.org",
}  # fmt: skip
FORM = "application/x-www-form-urlencoded"


def post(
    receiver: Receiver, fields: Mapping[str, str] | bytes, form: str = "comment", **headers: str
) -> Answer:  # fmt: skip
    body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ask(receiver.app(), "POST", f"/{form}", headers={"content-type": FORM, **named}, body=body)


def kept(private: Path, state: str = "new") -> list[dict[str, Any]]:
    """Give what the inbox holds in a state, oldest first."""
    if not (private / DATABASE).is_file():
        return []
    store = open_store(private)
    found = [one.submission for one in store.queue((state,), limit=10_000)]
    store.close()
    return [
        {
            "id": one.source_id, "source": one.source, "form": one.form, "received": one.received, "page": one.page,
            "spam": one.spam, "fields": dict(one.fields),
        }
        for one in found
    ]  # fmt: skip
