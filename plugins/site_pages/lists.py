"""The pages that have no file of their own: home, listings, directory, hub, tips, search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from editorial.model import Article
from editorial.views import KICKERS, ArticleCard, ListingView, SeriesCard
from hub_core import addresses as at
from hub_core import jsonld
from hub_core.views import Link
from resource_hub.shorts import OfferView, TipView
from resource_hub.views import ResourceCard, ResourceHubView
from site_search.views import SearchEntry, SearchGroup, search_view
from va_directory.facets import DirectoryView
from va_directory.views import MemberCard

from . import nodes
from .best_rated import best_rated_pages
from .newsletter import newsletter_pages
from .republish import republish_pages
from .shorts import short_pages
from .site import OutputPage, Site

IN_SEARCH = 80  # characters of what an article or a resource is about; the page of everything has many

_HUB = ("Resources", at.RESOURCES)
_DIRECTORY = ("Find a VA", at.FIND_A_VA)
MAX_IN_JSON_LD = 30  # entries of an ItemList; the page itself has them all


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page."""

    lead: ArticleCard | None
    recent: tuple[ArticleCard, ...]
    series: tuple[SeriesCard, ...]
    checklists: tuple[ResourceCard, ...]
    tip: TipView | None
    offer: OfferView | None
    members: tuple[MemberCard, ...]
    member_count: int
    picks: tuple[ResourceCard, ...]
    categories: tuple[tuple[Link, str, int], ...]


def output_pages(site: Site, *, indexed: bool = False) -> Iterator[OutputPage]:
    """Give every page that is made from lists. `indexed` says that the search has an index."""
    yield _home(site)
    yield from _listing_pages(site, "all", "", site.library.articles)
    yield from best_rated_pages(site)
    for (kind, slug), articles in site.by_key.items():
        yield from _listing_pages(site, kind, slug, articles)
    yield from _directory_pages(site)
    yield from _hub_pages(site)
    yield from short_pages(site)
    yield from newsletter_pages(site)
    yield from republish_pages(site)
    yield _search(site, site.addresses.href(at.SEARCH_INDEX) if indexed else "")


def _item_list(pairs: Sequence[tuple[str, str]]) -> dict[str, object]:
    return jsonld.item_list(pairs[:MAX_IN_JSON_LD]) if pairs else {}


def _assistants(number: int) -> str:
    return f"{number} virtual assistant{'s' if number != 1 else ''}"


def _home(site: Site) -> OutputPage:
    library, settings = site.library, site.settings
    cards = [site.cards[article.slug] for article in library.articles[:6]]
    day = site.now.date()
    words = library.vocabulary
    series = tuple(
        SeriesCard(
            words.series.name(slug),
            words.series.entries[slug].description or "",
            site.addresses.href(at.listing("series", slug)),
            tuple(site.editorial.part(article) for article in articles),
        )
        for (kind, slug), articles in site.by_key.items()
        if kind == "series"
    )
    available = [member for member in site.directory.members if member.front.availability == "open"]
    view = HomeView(
        lead=cards[0] if cards else None,
        recent=tuple(cards[1:6]),
        series=series[:4],
        checklists=site.hub.checklists()[:6],
        tip=site.shorts.of_the_day(day),
        offer=next(iter(site.shorts.offers().offers), None),
        members=tuple(site.directory.cards[member.slug] for member in available[:3]),
        member_count=len(site.directory.members),
        picks=site.hub.picks(),
        categories=tuple(
            (Link(entry.name, site.addresses.href(at.listing("category", slug))), entry.description or "",
             len(site.by_key.get(("category", slug), ())))
            for slug, entry in words.categories.entries.items() if ("category", slug) in site.by_key
        ),
    )  # fmt: skip
    absolute = site.addresses.absolute
    website = {
        "@type": "WebSite", "@id": absolute("/#website"), "name": settings.name, "url": absolute(at.HOME),
        "description": settings.description, "inLanguage": settings.language,
        "publisher": {"@id": absolute("/#organization")},
    }  # fmt: skip
    recent = _item_list([(a.front.title, absolute(at.article(a.slug))) for a in library.articles[:6]])
    meta = site.head.page(
        at.HOME, settings.name, settings.description, kind="", nodes=[website, site.head.organization(), recent],
        title=f"{settings.name}: {settings.tagline}", section="home",
    )  # fmt: skip
    return OutputPage(at.HOME, "index", "home", view, meta)


def _listing_pages(site: Site, kind: str, slug: str, articles: Sequence[Article]) -> Iterator[OutputPage]:
    per_page = site.settings.articles_per_page
    author = site.authors.get(slug) if kind == "author" else None
    title, intro = site.editorial.listing_title(kind, slug, author.name if author else "")
    feed = site.feed_link(kind, slug, title)
    others = site.other_listings(kind, slug)
    for number in range(1, max(1, -(-len(articles) // per_page)) + 1):
        shown = articles[(number - 1) * per_page : number * per_page]
        pages, previous, following = site.editorial.pages(kind, slug, len(articles), number)
        view = ListingView(
            kind=kind, kicker=KICKERS[kind], title=title, intro=intro,
            items=tuple(site.cards[article.slug] for article in shown), numbered=kind == "series", page=number,
            pages=pages, previous=previous, next=following, feed=feed, others=others, author=author, total=len(articles),
        )  # fmt: skip
        entries = [(article.front.title, site.addresses.absolute(at.article(article.slug))) for article in shown]
        heading = f"Articles by {title}" if kind == "author" else title
        if number > 1:
            heading += f", page {number}"
        what = intro or (author.headline if author else "") or ""
        first = ", ".join(f"“{article.front.title}”" for article in shown)
        node = _item_list(entries)
        page_kind = "CollectionPage"
        if author is not None:
            page_kind = "ProfilePage"
            node = nodes.person(author, slug, site.addresses) | {"description": author.headline}
        trail = () if kind == "all" else (("Articles", at.ARTICLES),)
        meta = site.head.page(
            at.listing(kind, slug, number), heading, " ".join([f"{KICKERS[kind]}: {heading}.", *([what] if what else []), f"Among them: {first}"]), kind=page_kind, trail=trail,
            nodes=[node] if node else [], section="articles", feeds=[feed] if feed and kind != "all" else [],
        )  # fmt: skip
        yield OutputPage(at.listing(kind, slug, number), "listing", "listing", view, meta)


def _directory_pages(site: Site) -> Iterator[OutputPage]:
    directory = site.directory
    listings = site.listings
    for number, found in enumerate(listings.everybody()):
        view = replace(found, finder=site.finder) if number == 0 and found.members else found
        about = f"{_assistants(view.total)} with what they do, their hours, languages and rates. {view.intro}"
        yield _directory_page(site, view, about)
    for kind, words in listings.by_kind.items():
        if (every := listings.words_of(kind)) is not None:
            yield _directory_page(site, every, f"{every.title} of {_assistants(every.total)}. {every.intro}")
        for slug in words:
            for view in listings.of(kind, slug):
                yield _directory_page(site, view, f"{view.title}: {_assistants(view.total)}. {view.intro}")
    for member in site.library.members:
        written = [site.cards[article.slug] for article in site.by_key.get(("author", member.slug), ())]
        profile = directory.profile(member, written[:5])
        node = nodes.professional_service(member, site.addresses, site.library.vocabulary)
        meta = site.head.page(
            at.member(member.slug), member.front.name, f"{member.front.name}: {member.front.headline}", kind="ProfilePage",
            trail=[_DIRECTORY], nodes=[nodes.member_person(member, site.addresses), node], og_type="profile", section="directory",
            robots=None if profile.is_listed else "noindex",
        )  # fmt: skip
        yield OutputPage(at.member(member.slug), "member", "member", profile, meta, {"offers": site.shorts.offers_of(member.slug)})


def _directory_page(site: Site, view: DirectoryView, about: str) -> OutputPage:
    pairs = [(card.name, site.addresses.absolute(at.member(card.slug))) for card in view.members]
    pairs += [(link.label, site.addresses.whole(link.href)) for shelf in view.shelves for link, _ in shelf.words] if view.kind == "words" else []
    node = _item_list(pairs)
    meta = site.head.page(
        view.path, view.heading, f"Page {view.page}. {about}" if view.page > 1 else about, kind="CollectionPage",
        trail=view.trail, nodes=[node] if node else [], section="directory",
        feeds=[site.head.members_feed] if view.path == at.FIND_A_VA else (),
    )  # fmt: skip
    return OutputPage(view.path, "directory", "directory", view, meta)


def _hub_pages(site: Site) -> Iterator[OutputPage]:
    hub, absolute = site.hub, site.addresses.absolute

    def collection(path: str, view: ResourceHubView, trail: Sequence[tuple[str, str]]) -> OutputPage:
        pairs = [(card.title, absolute(at.resource(card.slug))) for _, _, cards in view.groups for card in cards]
        meta = site.head.page(
            path, view.title, f"{view.title}: {view.total} {'entry' if view.total == 1 else 'entries'}. {view.intro}", kind="CollectionPage", trail=trail,
            nodes=[_item_list(pairs)] if pairs else [], section="resources",
        )  # fmt: skip
        return OutputPage(path, "resources", "hub", view, meta)

    yield collection(at.RESOURCES, hub.everything(), [])
    for slug in hub.categories():
        yield collection(at.resource_category(slug), hub.category(slug), [_HUB])
    for kind in hub.kinds():
        yield collection(at.resource_kind(kind), hub.kind(kind), [_HUB])
    for cost in hub.costs():
        yield collection(at.resource_cost(cost), hub.cost(cost), [_HUB])
    if hub.own():
        yield _downloads(site)
    for resource in hub.resources:
        front = resource.front
        trail = [_HUB, (hub.cards[resource.slug].category.label, at.resource_category(resource.category))]
        meta = site.head.page(
            at.resource(resource.slug), front.title, front.summary, trail=trail, section="resources",
            nodes=[nodes.resource_node(resource, site.addresses)],
        )  # fmt: skip
        template = "checklist" if resource.is_checklist else "resource"
        yield OutputPage(at.resource(resource.slug), template, "resource", hub.resource(resource), meta, {"offers": site.shorts.offers_for(resource.slug)})


def _downloads(site: Site) -> OutputPage:
    view = site.hub.downloads()
    pairs = [(card.title, site.addresses.absolute(at.resource(card.slug))) for _, entries in view.groups for card, _ in entries]
    about = f"{view.total} checklists, letters and guides of our own, each to print on paper or to copy as plain text."
    meta = site.head.page(
        at.DOWNLOADS, "Checklists and letters to take along", about, kind="CollectionPage", trail=[_HUB], section="resources",
        nodes=[_item_list(pairs)],
    )  # fmt: skip
    return OutputPage(at.DOWNLOADS, "downloads", "downloads", view, meta)


def _searched_members(site: Site) -> tuple[SearchEntry, ...]:
    """Give the members by name. Thousands would make the page heavy for every reader: then the way to the directory stands for them."""
    by_name = sorted(site.directory.members, key=lambda one: one.front.name.casefold())
    if len(by_name) > site.settings.members_on_one_page:
        where = f"{len(by_name):,} members, by service, tool, trade, language, hours and availability."
        return (SearchEntry("Find a VA", site.addresses.href(at.FIND_A_VA), where, "Directory"),)
    names = site.library.vocabulary.services
    return tuple(
        SearchEntry(one.front.name, site.addresses.href(at.member(one.slug)), one.front.headline, ", ".join(names.name(slug) for slug in one.services))
        for one in by_name
    )


def _search(site: Site, index: str) -> OutputPage:
    href = site.addresses.href
    articles = tuple(
        SearchEntry(card.title, card.href, shorten(card.summary, IN_SEARCH, placeholder=" …"), f"{card.category.label}, {card.author.label}")
        for card in site.cards.values()
    )  # fmt: skip
    resources = tuple(
        SearchEntry(card.title, card.href, shorten(card.summary, IN_SEARCH, placeholder=" …"), f"{card.kind.label}, {card.category.label}")
        for card in site.hub.cards.values()
    )
    tips = tuple(SearchEntry(tip.front.title, href(at.tip(tip.slug)), "", "Tip") for tip in site.library.tips)
    members = _searched_members(site)
    pages = tuple(
        SearchEntry(page.front.title, href(at.page(page.slug)), page.front.summary, "Page")
        for page in site.library.pages if page.may_be_found
    )  # fmt: skip
    view = search_view(
        (
            SearchGroup("Articles", "articles", articles),
            SearchGroup("Resources", "resources", resources),
            SearchGroup("Members", "members", members),
            SearchGroup("Tips", "tips", tips),
            SearchGroup("Pages", "pages", pages),
        ),
        index,
    )
    about = f"Everything on this site in one list: {view.total} articles, resources, members, tips and pages, to search or to read through."
    meta = site.head.page(at.SEARCH, "Search", about, section="search")
    return OutputPage(at.SEARCH, "search", "search", view, meta)


