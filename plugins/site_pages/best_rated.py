"""The list of the best rated articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from editorial.views import KICKERS, ListingView
from hub_core import addresses as at
from hub_core import jsonld
from hub_core.views import Link

from .site import OutputPage, Site

_KIND = "best"


def best_rated_pages(site: Site) -> Iterator[OutputPage]:
    """Give the pages of the list; none while no article has enough votes to be rated."""
    found, per_page = site.best_rated, site.settings.articles_per_page
    others = (Link("All articles", site.addresses.href(at.ARTICLES)), *site.other_listings("category", ""))
    title, intro = site.editorial.listing_title(_KIND, "")
    for number in range(1, -(-len(found) // per_page) + 1):
        shown = found[(number - 1) * per_page : number * per_page]
        pages, previous, following = site.editorial.pages(_KIND, "", len(found), number)
        cards = tuple(replace(site.cards[one.slug], votes=site.ratings[one.slug].count) for one in shown)
        view = ListingView(
            kind=_KIND, kicker=KICKERS[_KIND], title=title, intro=intro, items=cards, numbered=False, page=number,
            pages=pages, previous=previous, next=following, feed=None, others=others, author=None,
            total=len(found),
        )  # fmt: skip
        heading = f"{title}, page {number}" if number > 1 else title
        about = f"{heading} by readers. {intro} Among them: " + ", ".join(f"“{one.front.title}”" for one in shown)
        entries = [(one.front.title, site.addresses.absolute(at.article(one.slug))) for one in shown]
        path = at.listing(_KIND, "", number)
        meta = site.head.page(
            path, heading, about, kind="CollectionPage", trail=(("Articles", at.ARTICLES),), nodes=[jsonld.item_list(entries)], section="articles",
        )  # fmt: skip
        yield OutputPage(path, "listing", "listing", view, meta)
