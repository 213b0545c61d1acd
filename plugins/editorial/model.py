"""Articles and pages as their files say them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from hub_core.documents import Document
from hub_core.markdown_text import EMPTY, Rendered
from hub_core.schema import FrontMatter, LocalPath, Moment, Slug, Summary, Text, Title, Url, for_json
from hub_core.views import PictureSource

ALIAS = re.compile(r"/[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*(/|\.html?)\Z")
# Licences that an author may name, the address that explains each, and whether others may publish the text again.
LICENCES: dict[str, tuple[str, str, bool]] = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/", True),
    "CC-BY-SA-4.0": ("Creative Commons Attribution-ShareAlike 4.0", "https://creativecommons.org/licenses/by-sa/4.0/", True),
    "CC-BY-ND-4.0": ("Creative Commons Attribution-NoDerivatives 4.0", "https://creativecommons.org/licenses/by-nd/4.0/", True),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", True),
    "all-rights-reserved": ("All rights reserved", "", False),
}  # fmt: skip
Licence = Literal["CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-ND-4.0", "CC0-1.0", "all-rights-reserved"]


class Source(FrontMatter):
    """Where an article was first published."""

    name: Annotated[Title, Field(description="The site or paper that published it first.")]
    url: Annotated[Url, Field(description="The address of the first publication.")]
    canonical: Annotated[Url | None, Field(description="The address search engines should count; default is url.")] = None
    licence: Annotated[Licence | None, Field(description="The terms under which it may stand here.")] = None


def _alias(value: str) -> str:
    if not ALIAS.match(value) or len(value) > 200:
        raise PydanticCustomError("hub_alias", "must be an address inside the site, like /2019/05/a-first-month/ or /old.html")
    return value


Alias = Annotated[
    str, AfterValidator(_alias), Field(json_schema_extra={"pattern": for_json(ALIAS), "examples": ["/2019/05/a-first-month/"]})
]  # fmt: skip


class GuestLink(FrontMatter):
    """A page of the guest's own."""

    name: Annotated[Text, Field(max_length=80, description="What the page is called.")]
    url: Annotated[Url, Field(description="Its address.")]


class Guest(FrontMatter):
    """Who a guest author is. A member has a file that says it."""

    headline: Annotated[Text | None, Field(max_length=100, description="Who she is, in one line.")] = None
    links: Annotated[tuple[GuestLink, ...], Field(max_length=3, description="Her own pages elsewhere.")] = ()


class ArticleFile(FrontMatter):
    """The front matter of content/articles/<category>/<slug>.md. The category is the folder."""

    title: Annotated[Title, Field(description="The headline, in sentence case.")]
    date: Annotated[Moment, Field(description="When it was or will be published.")]
    updated: Annotated[Moment | None, Field(description="When it was last changed in substance.")] = None
    updated_note: Annotated[Text | None, Field(max_length=200, description="What was changed, in a sentence; needs updated.")] = None
    author: Annotated[Text, Field(max_length=80, description="A member's file name without .md, or a guest's name.")]
    summary: Annotated[Summary, Field(description="One or two sentences for lists and search engines.")]
    tags: Annotated[tuple[Text, ...], Field(max_length=8, description="Words from tags in vocabulary.yaml.")] = ()
    category: Annotated[Text | None, Field(description="Only to repeat the folder's name; the folder decides.")] = None
    status: Annotated[Literal["published", "draft"], Field(description="A draft is never published.")] = "published"
    series: Annotated[Slug | None, Field(description="A series from vocabulary.yaml; needs part.")] = None
    part: Annotated[int | None, Field(ge=1, le=99, description="The place in the series, from 1.")] = None
    picture: Annotated[LocalPath | None, Field(description="A picture under content/, with its ending.")] = None
    picture_alt: Annotated[Text | None, Field(description="What the picture shows; needed with picture.")] = None
    source: Annotated[Source | None, Field(description="Where it was first published, if elsewhere.")] = None
    licence: Annotated[Licence | None, Field(description="Allows others to publish it again.")] = None
    guest: Annotated[Guest | None, Field(description="What the box about a guest author says.")] = None
    aliases: Annotated[tuple[Alias, ...], Field(max_length=20, description="Former addresses, from which readers are sent on.")] = ()
    comments: Annotated[Literal["open", "closed"], Field(description="Whether readers may comment.")] = "open"
    slug: Annotated[Slug | None, Field(description="Only to repeat the file's name; the file name decides.")] = None


class PageFile(FrontMatter):
    """The front matter of content/pages/**.md."""

    title: Annotated[Title, Field(description="The heading, in sentence case.")]
    summary: Annotated[Summary, Field(description="One or two sentences for search engines and link previews.")]
    aliases: Annotated[tuple[Alias, ...], Field(max_length=20, description="Former addresses, from which readers are sent on.")] = ()
    form: Annotated[Slug | None, Field(description="A form to show below the text, by its name.")] = None
    noindex: Annotated[bool, Field(description="Keep the page out of search engines and the sitemap.")] = False
    status: Annotated[Literal["published", "draft"], Field(description="A draft is never published.")] = "published"


@dataclass(frozen=True, slots=True)
class Article:
    """An article. Moments have a time zone. `tags` and `category` are slugs of the vocabulary."""

    document: Document
    slug: str
    front: ArticleFile
    category: str
    tags: tuple[str, ...]
    date: dt.datetime
    updated: dt.datetime | None
    picture_size: tuple[int, int] | None = None
    picture_sources: tuple[PictureSource, ...] = ()
    text: Rendered = EMPTY

    @property
    def changed(self) -> dt.datetime:
        """The later of publication and update."""
        return max(self.date, self.updated) if self.updated else self.date

    @property
    def may_be_republished(self) -> bool:
        """Whether others may publish it again: its licence must say so, and that of its source must not say no."""
        licence, source = self.front.licence, self.front.source
        allowed = bool(licence and LICENCES[licence][2])
        return allowed and not (source and source.licence and not LICENCES[source.licence][2])


@dataclass(frozen=True, slots=True)
class Page:
    """A page; its slug may have folders in it, like thanks/comment."""

    document: Document
    slug: str
    front: PageFile
    text: Rendered = EMPTY

    @property
    def kind(self) -> Literal["page", "404", "thanks"]:
        """What it is for: to be read, to be shown for an unknown address, or after a form."""
        return "404" if self.slug == "404" else "thanks" if self.slug.startswith("thanks/") else "page"

    @property
    def may_be_found(self) -> bool:
        """Whether search engines and the site's own search may lead to it."""
        return self.kind == "page" and not self.front.noindex
