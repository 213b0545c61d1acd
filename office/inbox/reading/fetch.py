"""What visitors sent, from a service's API: page by page, until the service has no more or it is older than asked for."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import httpx

from forms.catalogue import FORMS
from forms.services import APIS, SERVICES
from forms.services import options as service_options
from forms.services.api import Answer, Plan, Wish
from forms.services.raw import Raw
from hub_core.form_services import NEEDS
from hub_core.settings import HubSettings
from office.inbox.account import Refusal
from office.inbox.record import Submission

from .asking import Pause, ServiceTrouble, Tell, ask, silent
from .mapping import Mapper
from .resolve import Resolver

MOST_PAGES = 10_000
_TOKEN = re.compile(r"[!-~]{1,500}\Z")


@dataclass(slots=True)
class Fetching:
    """How a service is asked. `tokens` has tokens by form, and under "" the one for all. `now` is in UTC.

    `trouble` fills with what the service did not give, in words; what it did give is taken all the same.
    """

    settings: HubSettings
    mapper: Mapper
    tokens: Mapping[str, str]
    now: dt.datetime
    pause: Pause = time.sleep
    tell: Tell = silent
    trouble: list[str] = field(default_factory=list)


def token_name(service: str, form: str = "") -> str:
    """Give the environment variable of a token; services that give one for each form have one for each."""
    ending = f"_{form.upper().replace('-', '_')}" if form else ""
    return f"WARM_HANDOFF_{service.upper()}_TOKEN{ending}"


def tokens(service: str, environment: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Give the tokens of a service by form, and what is wrong with them, without showing any."""
    found: dict[str, str] = {}
    wrong: list[str] = []
    for form in ("", *FORMS):
        value = environment.get(token_name(service, form), "").strip()
        if value and not _TOKEN.match(value):
            wrong.append(f"{token_name(service, form)} holds signs that no token has.")
        elif value:
            found[form] = value
    return found, wrong


def forms_of(service: str, settings: HubSettings) -> dict[str, str]:
    """Give the ids of the forms that a service takes, each with its form's name, or "" where several share it."""
    found: dict[str, str] = {}
    for form in FORMS:
        if settings.service_of(form) == service:
            number = settings.id_of(form) or form
            found[number] = "" if number in found else form
    return found


def missing(service: str, settings: HubSettings) -> list[str]:
    """Give what the settings lack for asking a service."""
    given = service_options(settings, service)
    return [
        f"HUB.form_options.{service}.{name} is missing. {option.meaning}"
        for name, option in NEEDS[service].options.items()
        if option.to_fetch and not given.get(name)
    ]


def fetch(
    service: str, fetching: Fetching, client: httpx.Client, since: dt.datetime | None = None
) -> Iterator[Submission | Refusal]:
    """Give what a service has, newest or oldest first as the service does. `since` is in UTC.

    Entries older than `since` are left out without a word. Ends early, with a line in `fetching.trouble`, when the
    service gives nothing more.
    """
    options = service_options(fetching.settings, service)
    ids = {}
    for number, form in forms_of(service, fetching.settings).items():
        if form in fetching.tokens or "" in fetching.tokens:
            ids[number] = form
        else:
            fetching.trouble.append(f"{form or 'all forms'}: {token_name(service, form)} is not set.")
    wish = Wish(ids, lambda form: fetching.tokens.get(form) or fetching.tokens.get("", ""), options.get, since)
    yield from _Fetch(service, fetching, client, since).follow(APIS[service](wish))


class _Fetch:
    """Follows one plan."""

    def __init__(self, service: str, fetching: Fetching, client: httpx.Client, since: dt.datetime | None) -> None:
        self.service, self.fetching, self.client, self.since = service, fetching, client, since
        self.options = service_options(fetching.settings, service)
        self.resolver = Resolver(fetching.settings, fetching.mapper)
        self.seen: set[str] = set()

    def follow(self, plan: Plan) -> Iterator[Submission | Refusal]:
        answer: Answer | None = None
        for _ in range(MOST_PAGES):
            try:
                call = next(plan) if answer is None else plan.send(answer)
            except StopIteration:
                return
            try:
                document, mark = ask(self.client, call, self.fetching.pause, self.fetching.tell)
            except ServiceTrouble as trouble:
                self.fetching.trouble.append(f"{self.service}, {trouble}")
                if trouble.final:
                    return
                answer = Answer(None, enough=True)
                continue
            if not call.reads or document is None:
                answer = Answer(document)
                continue
            if mark in self.seen:
                # It ignores the page or the pile that was asked for: what it has on this list is here already.
                answer = Answer(document, enough=True)
                continue
            read = older = 0
            for raw in SERVICES[self.service].read(document, self.options, f"{self.service}, {call.label}"):
                read += 1
                if self.since and raw.received and raw.received < self.since:
                    older += 1
                    continue
                yield self._one(raw, call.form, call.spam)
            if read:
                self.seen.add(mark)
            answer = Answer(document, enough=bool(read) and older == read and call.newest_first)
        self.fetching.trouble.append(f"{self.service}: it has more than {MOST_PAGES:,} pages; the rest was left.")

    def _one(self, raw: Raw, form: str, spam: bool) -> Submission | Refusal:
        if spam and not raw.spam:
            raw = replace(raw, spam="the service")
        return self.resolver(raw, self.service, self.fetching.now, form)
