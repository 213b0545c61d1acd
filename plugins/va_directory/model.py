"""A member as her file says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from markupsafe import Markup
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from hub_core.documents import Document
from hub_core.schema import Date, FrontMatter, Language, LocalPath, Slug, Text, Title, Url
from hub_core.settings import Zone

# Common European Framework of Reference for Languages, and the language of one's own.
LEVELS = {"native": "native", "C2": "C2", "C1": "C1", "B2": "B2", "B1": "B1", "A2": "A2", "A1": "A1"}
AVAILABILITY = {"open": "Open now", "waiting-list": "Waiting list", "full": "Full at present", "on-leave": "On leave"}
CLAIMS = {
    "insured": "Professional indemnity insurance",
    "registered": "Registered business",
    "backup": "A named colleague covers for absence",
    "terms-published": "Terms published",
    "references": "References checked",
}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = {"hour": "an hour", "day": "a day", "month": "a month", "project": "a project"}
_HOURS = re.compile(r"([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)\Z")


def _hours(value: str) -> str:
    if not _HOURS.match(value) or value[:5] == value[6:]:
        raise PydanticCustomError("hub_hours", "must be two local times, like \"09:00-17:00\"")
    return value


class LanguageSkill(FrontMatter):
    """A language and how well it is spoken."""

    code: Language
    level: Literal["native", "C2", "C1", "B2", "B1", "A2", "A1"]


class Rate(FrontMatter):
    """What the work costs."""

    amount: Annotated[float, Field(gt=0, le=100_000_000, allow_inf_nan=False)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="An ISO 4217 code, like EUR.")]
    unit: Literal["hour", "day", "month", "project"] = "hour"
    minimum: Annotated[Text | None, Field(max_length=80)] = None


class NamedLink(FrontMatter):
    """An outside page of the member's own."""

    name: Annotated[Text, Field(max_length=80)]
    url: Url


class Claim(FrontMatter):
    """Something that somebody has checked, when, and until when it holds."""

    claim: Literal["insured", "registered", "backup", "terms-published", "references"]
    date: Date
    by: Annotated[Text, Field(max_length=80)]
    expires: Date | None = None


class MemberFile(FrontMatter):
    """The front matter of content/members/<slug>.md. Nothing private belongs here: the whole file is public."""

    name: Annotated[Title, Field(description="As clients will read it.")]
    sample: Annotated[bool, Field(description="True for invented members, who are marked as such.")] = False
    business: Annotated[Text | None, Field(max_length=140)] = None
    headline: Annotated[Text, Field(min_length=10, max_length=100, description="What she is good at, in one line.")]
    picture: Annotated[LocalPath | None, Field(description="A picture under content/, shown on the profile.")] = None
    picture_alt: Text | None = None
    services: Annotated[tuple[Text, ...], Field(min_length=1, description="From services in vocabulary.yaml.")]
    tools: Annotated[tuple[Text, ...], Field(description="From tools in vocabulary.yaml.")] = ()
    industries: Annotated[tuple[Text, ...], Field(description="From industries in vocabulary.yaml.")] = ()
    languages: Annotated[tuple[LanguageSkill, ...], Field(min_length=1)]
    time_zone: Annotated[Zone, Field(description="A name of the IANA database, like Europe/Lisbon.")]
    hours: Annotated[str, AfterValidator(_hours), Field(description='Local time, like "09:00-17:00".')]
    days: Annotated[tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...], Field(min_length=1)] = (
        "mon", "tue", "wed", "thu", "fri",
    )  # fmt: skip
    since: Annotated[int, Field(ge=1970, le=2100, description="The year she began as a VA.")]
    rate: Rate | None = None
    availability: Literal["open", "waiting-list", "full", "on-leave"]
    available_from: Annotated[Date | None, Field(description="Needed with on-leave.")] = None
    links: Annotated[tuple[NamedLink, ...], Field(max_length=6)] = ()
    declines: Annotated[tuple[Text, ...], Field(max_length=12, description="Work that she does not take.")] = ()
    refers_to: Annotated[tuple[Slug, ...], Field(max_length=12, description="Colleagues, by file name.")] = ()
    claims: tuple[Claim, ...] = ()
    confirmed: Annotated[Date, Field(description="When she last said that all this is true.")]
    joined: Date
    status: Literal["published", "draft"] = "published"


@dataclass(frozen=True, slots=True)
class Member:
    """A member. Services, tools and industries are slugs of the vocabulary; `html` is the bio, made safe."""

    document: Document
    slug: str
    front: MemberFile
    services: tuple[str, ...]
    tools: tuple[str, ...]
    industries: tuple[str, ...]
    html: Markup
    picture_size: tuple[int, int] | None = None
