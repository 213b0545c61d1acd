"""A service's API without a network, for the tests of asking it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from hub_core.settings import HubSettings
from office.inbox.account import Refusal
from office.inbox.reading.fetch import Fetching, fetch
from office.inbox.reading.mapping import Mapper
from office.inbox.record import Submission

TOKEN = "tok-3f9a17c2"
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
Handler = Callable[[httpx.Request], httpx.Response]


def settings_for(service: str) -> HubSettings:
    ids = {} if service == "netlify" else {"comment": "id-comment", "contact": "id-contact"}
    elsewhere = dict.fromkeys(
        ("rating", "newsletter", "referral-request", "list-me", "change-entry", "pause-entry", "suggest-resource", "submit-article"), "receiver"
    )
    return HubSettings(form_service=service, form_services=elsewhere, form_ids=ids, form_options={"netlify": {"site": "site-1"}})  # type: ignore[arg-type]


def run(service: str, handler: Handler, since: dt.datetime | None = None, **more: Any) -> tuple[list[Submission | Refusal], list[str], list[float]]:
    waits: list[float] = []
    made = Fetching(settings_for(service), Mapper(Path("nowhere")), {"": TOKEN}, NOW, pause=waits.append, **more)
    with httpx.Client(transport=httpx.MockTransport(handler)) as client:
        found = list(fetch(service, made, client, since))
    return found, made.trouble, waits


def words(number: int, form: str = "comment") -> dict[str, str]:
    said = {"form": form, "name": f"Mara {number}", "email": "mara@example.org"}
    return said | ({"article": "a-post", "text": f"No {number}"} if form == "comment" else {"message": f"No {number}"})


def texts(found: list[Submission | Refusal]) -> list[str]:
    return [one.fields.get("text") or one.fields["message"] for one in found if isinstance(one, Submission)]


def day(number: int) -> str:
    return f"2026-09-{number % 28 + 1:02}T08:00:00"
