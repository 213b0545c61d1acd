"""A member as her file says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal

from markupsafe import Markup
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from hub_core.currencies import Currency
from hub_core.documents import Document
from hub_core.safe_html import plain_text
from hub_core.schema import Date, FrontMatter, Language, LocalPath, Slug, Text, Title, Url, for_json
from hub_core.settings import Zone
from hub_core.views import PictureSource

from .rates import in_words

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

    code: Annotated[Language, Field(description="The language.")]
    level: Annotated[
        Literal["native", "C2", "C1", "B2", "B1", "A2", "A1"], Field(description="Native, or a level of the CEFR.")
    ]


class Rate(FrontMatter):
    """What the work costs."""

    amount: Annotated[float, Field(gt=0, le=100_000_000, allow_inf_nan=False, description="The number alone.")]
    currency: Annotated[Currency, Field(description="An ISO 4217 code, like EUR.")]
    unit: Annotated[Literal["hour", "day", "month", "project"], Field(description="What the amount is for.")] = "hour"
    minimum: Annotated[Text | None, Field(max_length=80, description="The least she takes on, in words.")] = None


def _rate(value: Any) -> Any:
    """A rate in words is refused, with the fields that it most likely means."""
    if isinstance(value, str) and value.strip():
        raise PydanticCustomError("hub_rate", "{remedy}", {"remedy": in_words(value)[1]})
    return value


class NamedLink(FrontMatter):
    """An outside page of the member's own."""

    name: Annotated[Text, Field(max_length=80, description="What the page is called.")]
    url: Annotated[Url, Field(description="Its address.")]


class Claim(FrontMatter):
    """Something that somebody has checked, when, and until when it holds."""

    claim: Annotated[
        Literal["insured", "registered", "backup", "terms-published", "references"], Field(description="What was checked.")
    ]
    date: Annotated[Date, Field(description="The day of the check.")]
    by: Annotated[Text, Field(max_length=80, description="Who checked it and how, in a few words.")]
    expires: Annotated[Date | None, Field(description="The last day it holds; after that it is not shown.")] = None


class MemberFile(FrontMatter):
    """The front matter of content/members/<slug>.md. Nothing private belongs here: the whole file is public."""

    name: Annotated[Title, Field(description="As clients will read it.")]
    sample: Annotated[bool, Field(description="True for invented members, who are marked as such.")] = False
    business: Annotated[Text | None, Field(max_length=140, description="The name she trades under.")] = None
    headline: Annotated[Text, Field(min_length=10, max_length=100, description="What she is good at, in one line.")]
    picture: Annotated[LocalPath | None, Field(description="A picture under content/, shown on the profile.")] = None
    picture_alt: Annotated[Text | None, Field(description="What the picture shows; needed with picture.")] = None
    services: Annotated[tuple[Text, ...], Field(min_length=1, description="From services in vocabulary.yaml.")]
    tools: Annotated[tuple[Text, ...], Field(description="From tools in vocabulary.yaml.")] = ()
    industries: Annotated[tuple[Text, ...], Field(description="From industries in vocabulary.yaml.")] = ()
    languages: Annotated[tuple[LanguageSkill, ...], Field(min_length=1, description="What she works in, the best first.")]
    time_zone: Annotated[Zone, Field(description="A name of the IANA database, like Europe/Lisbon.")]
    hours: Annotated[
        str, AfterValidator(_hours),
        Field(
            description="Her working hours, in her own time.",
            json_schema_extra={"pattern": for_json(_HOURS), "examples": ["09:00-17:00"]},
        ),
    ]  # fmt: skip
    days: Annotated[
        tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...],
        Field(min_length=1, description="Her working days."),
    ] = ("mon", "tue", "wed", "thu", "fri")
    since: Annotated[int, Field(ge=1970, le=2100, description="The year she began as a VA.")]
    rate: Annotated[Rate | None, BeforeValidator(_rate), Field(description="What her work costs; without it the profile says: Rate on request.")] = None
    availability: Annotated[
        Literal["open", "waiting-list", "full", "on-leave"], Field(description="Whether she takes new clients now.")
    ]
    available_from: Annotated[Date | None, Field(description="Needed with on-leave.")] = None
    links: Annotated[tuple[NamedLink, ...], Field(max_length=6, description="Her own pages elsewhere.")] = ()
    declines: Annotated[tuple[Text, ...], Field(max_length=12, description="Work that she does not take.")] = ()
    refers_to: Annotated[tuple[Slug, ...], Field(max_length=12, description="Colleagues, by file name.")] = ()
    claims: Annotated[tuple[Claim, ...], Field(description="What the hub has checked, each with a date.")] = ()
    confirmed: Annotated[Date, Field(description="When she last said that all this is true.")]
    joined: Annotated[Date, Field(description="When she was first listed.")]
    status: Annotated[Literal["published", "draft"], Field(description="A draft is never published.")] = "published"


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
    picture_sources: tuple[PictureSource, ...] = ()

    @property
    def words(self) -> str:
        """The bio without HTML, on one line."""
        return _words(self.html)


# Her data, the directory's and the index each want it.
_words = lru_cache(maxsize=16_384)(plain_text)
