"""Plain data that pages of every kind show. What is None has nothing to show; a template never computes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from .clock import day_in_words, day_short


@dataclass(frozen=True, slots=True)
class Link:
    """Words and the address they lead to; an empty address is the page itself."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the main navigation; `section` matches Meta.section on the pages below it."""

    label: str
    href: str
    section: str


@dataclass(frozen=True, slots=True)
class DateView:
    """A date for readers and, as `iso`, for machines."""

    iso: str
    words: str
    short: str

    @classmethod
    def of(cls, moment: dt.date | dt.datetime) -> DateView:
        """Make it from a date, or from a moment in the site's time zone."""
        return cls(moment.isoformat(), day_in_words(moment), day_short(moment))


@dataclass(frozen=True, slots=True)
class PictureSource:
    """The renditions of a picture in one format: its media type, and the addresses with their widths for `srcset`."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture with its size, so that the page does not jump while it loads; `sources` are lighter, the best first."""

    src: str
    alt: str
    width: int
    height: int
    sources: tuple[PictureSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Portrait:
    """Initials on a pattern drawn from the slug; `picture` where the person gave one."""

    initials: str
    svg: Markup
    picture: PictureView | None = None


@dataclass(frozen=True, slots=True)
class Meta:
    """What the head of a page says of it. Addresses are absolute; `json_ld` is a whole script element."""

    title: str
    heading: str
    description: str
    canonical: str
    og_type: str
    og_image: str
    og_image_alt: str
    robots: str | None
    json_ld: Markup
    feeds: tuple[Link, ...]
    section: str
    breadcrumbs: tuple[Link, ...]
    published: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page shows of the site around its own content."""

    name: str
    tagline: str
    description: str
    language: str
    base: str
    nav: tuple[NavItem, ...]
    section_pages: frozenset[str]  # the whole addresses of what `nav` leads to
    footer: tuple[tuple[str, tuple[Link, ...]], ...]
    css_href: str
    text_css_href: str
    search_js_href: str
    reply_js_href: str
    ask_js_href: str
    indexed_js_href: str
    offer_js_href: str
    checklist_js_href: str
    copy_js_href: str
    favicon_href: str
    home_href: str
    search_href: str
    ask_href: str  # of a form that the site may do without; then it is empty, as the next two
    list_me_href: str
    suggest_href: str
    feed: Link
    owner: str
    year: int
    newsletter: object = None  # a FormView of the floor above, where the site has the form
