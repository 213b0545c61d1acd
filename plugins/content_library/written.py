"""The addresses that a site writes beside the pages of its files: what a text may link to, and no former address may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from editorial.taxonomy import listing_keys, listings
from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from resource_hub.model import KINDS
from va_directory.facets import Listings
from va_directory.model import Member
from va_directory.views import Directory

if TYPE_CHECKING:
    from .library import Library

_ALWAYS = (at.NEXT_BUILD, at.ROBOTS, at.REDIRECTS, at.STYLE, at.TEXT_STYLE)


def lists(library: Library, members: Iterable[Member], settings: HubSettings) -> list[str]:
    """Give the addresses of the lists to which texts link most. `members` are those whom the directory shows."""
    kinds = {resource.front.kind for resource in library.resources}
    return [
        *(at.listing(kind, slug) for kind, slug in listing_keys(library.articles)),
        *(at.service(slug) for slug in {slug for member in members for slug in member.services}),
        *(at.resource_category(slug) for slug in {resource.category for resource in library.resources}),
        *(at.tip_topic(slug) for slug in {tip.topic for tip in library.tips}),
        *(at.resource_kind(slug) for slug in KINDS if slug in kinds),
        *(at.resource_cost(slug) for slug in {resource.front.cost for resource in library.resources}),
        *([at.DOWNLOADS] if any(resource.is_own for resource in library.resources) else ()),
        *([at.BEST_RATED] if _rated(library, settings) else ()),
        *((at.ISSUES, at.FEED_NEWSLETTER) if library.issues else ()),
    ]


def others(library: Library, settings: HubSettings, today: dt.date) -> Iterator[str]:
    """Give the rest: further pages of lists, the directory by every word, feeds, contacts, plain texts.

    It takes a while in a large directory, so it is asked for where a former address or a link is none of the usual ones.
    """
    yield from _ALWAYS
    for kind, slug, total in _totals(library, settings):
        yield from (at.listing(kind, slug, number) for number in range(2, -(-total // settings.articles_per_page) + 1))
        if kind in ("category", "author"):
            yield at.feed(kind, slug)
    yield from (at.comments_feed(slug) for slug in {one.article for one in library.comments if not one.front.removed})
    for article in library.articles:
        if article.may_be_republished:
            yield at.republish(article.slug)
            yield from (at.republish_file(article.slug, form) for form in at.REPUBLISH_FORMS)
    yield from (at.resource_text(one.slug) for one in library.resources if one.is_own)
    if not library.vocabulary.services.is_open:
        yield from _directory(library, settings, today)


def _directory(library: Library, settings: HubSettings, today: dt.date) -> Iterator[str]:
    directory = Listings(Directory(library.members, library.vocabulary, Addresses(""), today, settings), settings.members_on_one_page)
    for member in directory.directory.members:
        yield from (at.member_card(member.slug), at.member_data(member.slug))
    yield from (view.path for view in directory.everybody())
    for kind, words in directory.by_kind.items():
        yield from [at.facets(kind)] if directory.words_of(kind) else []
        yield from (view.path for slug in words for view in directory.of(kind, slug))


def _totals(library: Library, settings: HubSettings) -> Iterator[tuple[str, str, int]]:
    yield "all", "", len(library.articles)
    yield from ((kind, slug, len(found)) for (kind, slug), found in listings(library.articles).items())
    yield "best", "", _rated(library, settings)


def _rated(library: Library, settings: HubSettings) -> int:
    public = {article.slug for article in library.articles}
    return sum(1 for one in library.ratings if one.count >= settings.votes_to_show and one.article in public)
