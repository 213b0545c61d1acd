"""A member's facts as JSON, for programs: one file for each member, and the whole directory as one.

`SCHEMA` says what they hold. A change that could break a reader raises VERSION.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NotRequired

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.json_text import json_text
from hub_core.vocabulary import Terms, Vocabulary

from .model import Member

VERSION = 1


class Word(TypedDict):
    """A word of the vocabulary: its key, which does not change, and the name that readers see."""

    key: str
    name: str


class SpokenLanguage(TypedDict):
    """A language (BCP 47) and how well it is spoken: native, or a level of the CEFR."""

    code: str
    level: str


class RateRecord(TypedDict):
    """An amount in a currency (ISO 4217) for a unit: hour, day, month or project; the least she takes on, in words."""

    amount: float
    currency: str
    unit: str
    minimum: NotRequired[str]


class LinkRecord(TypedDict):
    """A page of hers elsewhere."""

    name: str
    url: str


class ClaimRecord(TypedDict):
    """What was checked, on which day, by whom, and the last day on which it holds. Those that ran out are left out."""

    claim: str
    date: str
    by: str
    expires: NotRequired[str]


class MemberRecord(TypedDict):
    """One member. Days are like 2026-09-14, hours are her local time. There is no e-mail address and no telephone number."""

    slug: str
    url: str
    name: str
    sample: bool
    business: NotRequired[str]
    headline: str
    services: list[Word]
    tools: list[Word]
    industries: list[Word]
    languages: list[SpokenLanguage]
    time_zone: str
    hours: str
    days: list[str]
    since: int
    rate: NotRequired[RateRecord]
    availability: str
    available_from: NotRequired[str]
    links: list[LinkRecord]
    declines: list[str]
    refers_to: list[str]
    claims: list[ClaimRecord]
    confirmed: str
    joined: str
    text: str


class DirectoryRecord(TypedDict):
    """The whole directory on one day. `version` is raised when a reader would have to change."""

    version: int
    built: str
    url: str
    members: list[MemberRecord]


SCHEMA: TypeAdapter[DirectoryRecord] = TypeAdapter(DirectoryRecord)


def member_record(member: Member, addresses: Addresses, words: Vocabulary, today: dt.date) -> MemberRecord:
    """Give the facts of a member that the site shows on a day."""
    front = member.front

    def named(terms: Terms, slugs: Iterable[str]) -> list[Word]:
        return [{"key": slug, "name": terms.name(slug)} for slug in slugs]

    record: dict[str, Any] = {
        "slug": member.slug,
        "url": addresses.absolute(at.member(member.slug)),
        "name": front.name,
        "sample": front.sample,
        "business": front.business,
        "headline": front.headline,
        "services": named(words.services, member.services),
        "tools": named(words.tools, member.tools),
        "industries": named(words.industries, member.industries),
        "languages": [{"code": one.code, "level": one.level} for one in front.languages],
        "time_zone": front.time_zone,
        "hours": front.hours,
        "days": list(front.days),
        "since": front.since,
        "rate": _present(front.rate.model_dump()) if front.rate else None,
        "availability": front.availability,
        "available_from": front.available_from.isoformat() if front.available_from else None,
        "links": [{"name": one.name, "url": one.url} for one in front.links],
        "declines": list(front.declines),
        "refers_to": list(front.refers_to),
        "claims": [
            _present({"claim": one.claim, "date": one.date.isoformat(), "by": one.by, "expires": one.expires and one.expires.isoformat()})
            for one in front.claims if one.expires is None or one.expires >= today
        ],
        "confirmed": front.confirmed.isoformat(),
        "joined": front.joined.isoformat(),
        "text": member.words,
    }  # fmt: skip
    return _present(record)  # type: ignore[return-value]


def directory_record(records: list[MemberRecord], addresses: Addresses, today: dt.date) -> DirectoryRecord:
    """Give the directory of some records, by slug."""
    by_slug = sorted(records, key=lambda one: one["slug"])
    return {"version": VERSION, "built": today.isoformat(), "url": addresses.absolute(at.FIND_A_VA), "members": by_slug}


def as_json(record: MemberRecord | DirectoryRecord) -> str:
    """Give the text of a file."""
    return json_text(record) + "\n"


def _present(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value is not None}
