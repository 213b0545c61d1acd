"""How a service's API is asked, without a network: a plan gives one request after the other and is told each answer."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `form` names the form whose entries come back, where the request alone says it.

    `label` stands for the request in messages, which never show the address: a token can be in it. `reads` is false
    for an answer that holds no entries. `newest_first` lets the caller stop at what it has seen before.
    """

    url: str
    label: str
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    form: str = ""
    spam: bool = False
    reads: bool = True
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a call. `enough` is true when the rest of this list is older than what was asked for."""

    document: object
    enough: bool = False


Plan = Generator[Call, Answer, None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be fetched. `ids` are the forms' ids at the service, each with its form's name or "" for several.

    `token` gives the token for a form's name, or for "" the one of the whole service. `since` is in UTC.
    """

    ids: Mapping[str, str]
    token: Callable[[str], str]
    option: Callable[[str], str]
    since: datetime | None = None


def bearer(token: str, word: str = "Bearer") -> dict[str, str]:
    """Give the header that most services take a token in."""
    return {"Authorization": f"{word} {token}"}


def label(form: str, *more: str) -> str:
    """Name a call in messages: the form, and what else tells it from others."""
    return ", ".join((form or "all forms", *(one for one in more if one)))
