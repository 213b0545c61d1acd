"""Resources, tips and offers as their files say them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from hub_core.documents import Document
from hub_core.markdown_text import EMPTY, Rendered
from hub_core.schema import Date, FrontMatter, Language, Slug, Summary, Text, Title, Url, for_json

# What a resource can be, as readers see it: one, and many.
KINDS: dict[str, tuple[str, str]] = {
    "tool": ("Tool", "Tools"),
    "template": ("Template", "Letter templates"),
    "checklist": ("Checklist", "Checklists"),
    "guide": ("Guide", "Guides"),
    "book": ("Book", "Books"),
    "course": ("Course", "Courses"),
    "association": ("Association", "Associations"),
    "official": ("Official guide", "Official guides"),
}
Kind = Literal["tool", "template", "checklist", "guide", "book", "course", "association", "official"]
COSTS = {"free": "Free", "freemium": "Free, with paid plans", "paid": "Paid"}
AUDIENCES = {"vas": "For VAs", "clients": "For clients", "both": "For VAs and clients"}
MAX_PICKS = 6
MAX_BLANKS = 12
_PRICE = re.compile(r"(from )?[0-9]{1,7}(\.[0-9]{1,2})? [A-Z]{3}( an? [a-z][a-z ]{1,30})?\Z")


def _price(value: object) -> object:
    if not isinstance(value, str) or not _PRICE.match(value.strip()):
        remedy = "must be an amount and a currency, and what it is for: 4 EUR a month, from 9.50 USD a month, 120 GBP"
        raise PydanticCustomError("hub_price", remedy)
    return value


Price = Annotated[
    str, BeforeValidator(_price),
    Field(max_length=60, json_schema_extra={"pattern": for_json(_PRICE), "examples": ["from 4 EUR a month"]}),
]  # fmt: skip


class Blank(FrontMatter):
    """A small field of a checklist, whose words take the place of a blank in the letter."""

    blank: Annotated[Text, Field(max_length=60, description="The words in brackets in the letter, without the brackets.")]
    label: Annotated[Text, Field(max_length=80, description="What stands above the field.")]
    hint: Annotated[Text | None, Field(max_length=160, description="A word of help, for the hour in which it is needed.")] = None
    step: Annotated[int, Field(ge=1, le=40, description="The step it stands under: 1 is the first heading of the text.")]
    long: Annotated[bool, Field(description="True for a sentence or more.")] = False


class ResourceFile(FrontMatter):
    """The front matter of content/resources/<slug>.md. One without `url` is the hub's own."""

    title: Annotated[Title, Field(description="The name of the tool, book, guide or checklist.")]
    url: Annotated[Url | None, Field(description="The official address; none for the hub's own pages.")] = None
    kind: Annotated[Kind, Field(description="What it is.")]
    category: Annotated[Text, Field(description="From resource_categories in vocabulary.yaml.")]
    audience: Annotated[tuple[Literal["vas", "clients"], ...], Field(min_length=1, description="Whom it is for.")]
    cost: Annotated[Literal["free", "freemium", "paid"], Field(description="freemium is free, with paid plans.")]
    price: Annotated[Price | None, Field(description="Amount, currency and what it is for.")] = None
    author: Annotated[Text | None, Field(description="Who wrote the book or guide.")] = None
    languages: Annotated[tuple[Language, ...], Field(min_length=1, description="The languages it is in.")] = ("en",)
    affiliate: Annotated[bool, Field(description="True when the hub earns from the link; it is then said.")] = False
    checked: Annotated[Date | None, Field(description="When the facts were last checked.")] = None
    added: Annotated[Date | None, Field(description="When it came to the hub; the newsletter tells of it then.")] = None
    pick: Annotated[bool, Field(description="One of the owner's picks; at most six in all.")] = False
    alternatives: Annotated[tuple[Slug, ...], Field(description="Other resources for the same need, by file name.")] = ()
    summary: Annotated[Summary, Field(description="One sentence: what it is for.")]
    dead: Annotated[Date | None, Field(description="Since when its address has not answered; it is then said.")] = None
    letter: Annotated[Text | None, Field(description="In a checklist: the message it helps to write, blanks in brackets.")] = None
    blanks: Annotated[tuple[Blank, ...], Field(max_length=MAX_BLANKS, description="The fields that fill the letter's blanks.")] = ()
    status: Annotated[Literal["published", "draft"], Field(description="A draft is never published.")] = "published"


class TipFile(FrontMatter):
    """The front matter of content/tips/<slug>.md."""

    title: Annotated[Title, Field(description="The tip in a few words.")]
    date: Annotated[Date, Field(description="The day it is from; the newest tips stand first.")]
    topic: Annotated[Text, Field(description="From tip_topics in vocabulary.yaml.")]
    author: Annotated[Slug | None, Field(description="A member's file name without .md.")] = None
    pick: Annotated[bool, Field(description="True puts it into the next issue of the newsletter, unless one has had it.")] = False
    status: Annotated[Literal["published", "draft"], Field(description="A draft is never published.")] = "published"


class OfferFile(FrontMatter):
    """The front matter of content/offers/<slug>.md. Both days are whole days in the site's time zone."""

    title: Annotated[Title, Field(description="The offer in a few words.")]
    from_: Annotated[Date, Field(alias="from", description="The first day.")]
    until: Annotated[Date, Field(description="The last day.")]
    code: Annotated[Text | None, Field(max_length=40, description="The word to name when taking it up.")] = None
    audience: Annotated[Literal["vas", "clients", "both"], Field(description="Whom it is for.")] = "both"
    by: Annotated[Slug, Field(description="The member who offers it.")]
    resource: Annotated[Slug | None, Field(description="The resource that it is for, by its file's name without .md.")] = None
    disclosure: Annotated[Text, Field(description="Who earns what from it, in one sentence.")]
    status: Annotated[Literal["published", "draft"], Field(description="A draft is never published.")] = "published"


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource. `category` is a slug of the vocabulary."""

    document: Document
    slug: str
    front: ResourceFile
    category: str
    text: Rendered = EMPTY

    @property
    def is_own(self) -> bool:
        """Whether the hub wrote it: its text is the thing itself, to be taken along."""
        return self.front.url is None

    @property
    def is_checklist(self) -> bool:
        """The hub's own checklists print on one sheet."""
        return self.front.kind == "checklist" and self.front.url is None


@dataclass(frozen=True, slots=True)
class Tip:
    """A tip of a few sentences. `topic` is a slug of the vocabulary."""

    document: Document
    slug: str
    front: TipFile
    topic: str
    text: Rendered = EMPTY


@dataclass(frozen=True, slots=True)
class Offer:
    """A special offer."""

    document: Document
    slug: str
    front: OfferFile
    text: Rendered = EMPTY

    def runs_on(self, day: dt.date) -> bool:
        """Whether the offer can be taken on a day; both ends count."""
        return self.front.from_ <= day <= self.front.until
