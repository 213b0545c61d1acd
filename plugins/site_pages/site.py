"""The whole site as views: which pages there are, and what each shows. Pure; Pelican only writes them down."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from content_library.library import Library
from editorial.model import Article, Guest, Page
from editorial.related import Text, related
from editorial.taxonomy import author_slug, listings
from editorial.views import ArticleCard, AuthorView, Editorial, PageView, RelatedView
from forms.catalogue import FORMS, NEWSLETTER
from forms.model import Form
from forms.views import FormView, form_view
from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.portraits import portrait
from hub_core.settings import HubSettings
from hub_core.views import Link, Meta
from ratings.ranking import best_rated
from ratings.views import RatingView, rating_view
from resource_hub.shorts import Shorts
from resource_hub.views import Hub, bare_address
from static_comments.model import Comment
from static_comments.views import CommentsView, comments_view, opening
from va_directory.facets import Listings
from va_directory.index import Columns
from va_directory.model import Member
from va_directory.views import Directory

from .frame import finder, site_view
from .head import Head

MAX_RELATED = 3
MAX_OTHERS = 30  # links from one listing to those beside it


@dataclass(frozen=True, slots=True)
class OutputPage:
    """A page to write: its path, its template, the name under which the template knows its view, its head, and what else it knows."""

    path: str
    template: str
    name: str
    view: object
    meta: Meta
    more: Mapping[str, object] = field(default_factory=dict)


class Site:
    """Everything that the pages share. Each list is sorted or grouped once, so that no page pays for the others."""

    def __init__(
        self, library: Library, settings: HubSettings, addresses: Addresses, theme: Path, now: dt.datetime
    ) -> None:
        self.library, self.settings, self.addresses, self.now = library, settings, addresses, now
        self.head = Head(settings, addresses)
        self.editorial = Editorial(library.vocabulary, addresses, settings)
        self.directory = Directory(library.members, library.vocabulary, addresses, now.date(), settings)
        self.listings = Listings(self.directory, settings.members_on_one_page)
        self.columns = Columns(self.listings).files()
        self.finder = finder(self.columns, addresses, theme)
        self.members: dict[str, Member] = {member.slug: member for member in library.members}
        self.by_key = listings(library.articles)
        self.slugs: dict[str, list[str]] = defaultdict(list)
        for kind, slug in self.by_key:
            self.slugs[kind].append(slug)
        self.positions = {article.slug: number for number, article in enumerate(library.articles)}
        self.articles = {article.slug: article for article in library.articles}
        ratings = {rating.article: rating for rating in library.ratings}
        self.ratings: dict[str, RatingView] = {
            slug: rating_view(ratings.get(slug), settings.votes_to_show) for slug in self.articles
        }
        counted = [rating for rating in library.ratings if rating.article in self.articles]
        self.best_rated = [self.articles[one.article] for one in best_rated(counted, settings.votes_to_show, settings.rating_weight)]
        self.comments = self._comments()
        guests: dict[str, Guest] = {}
        for article in library.articles:  # the newest says who she is now
            if article.front.guest:
                guests.setdefault(article.front.author, article.front.guest)
        self.authors = {author_slug(a.front.author): self._author(a.front.author, guests) for a in library.articles}
        self.cards: dict[str, ArticleCard] = {article.slug: self._card(article) for article in library.articles}
        people = {slug: Link(member.front.name, addresses.href(at.member(slug))) for slug, member in self.members.items()}
        self.hub = Hub(library.resources, library.vocabulary, addresses, self._used_in(), people, self._used_by())
        things = {slug: Link(card.title, card.href) for slug, card in self.hub.cards.items()}
        self.shorts = Shorts(
            library.tips, library.offers, library.vocabulary, addresses, people, things, settings.time_zone, settings.name
        )
        self.checklists = {at.resource(card.slug): card for card in self.hub.checklists()}
        tags = library.vocabulary.tags
        self._related = related(
            [Text(one.slug, one.front.title, tuple(tags.name(tag) for tag in one.tags), one.text.html) for one in library.articles]
        )
        owner = self.members.get(settings.owner)
        pages = frozenset(page.slug for page in library.pages)
        self.frame = site_view(
            settings, addresses, owner.front.name if owner else settings.name, theme, now, pages, self.form(NEWSLETTER), issues=bool(library.issues)
        )

    def form(
        self, form: Form, values: dict[str, str] | None = None, options: dict[str, list[tuple[str, str]]] | None = None
    ) -> FormView:
        """Give a form of the catalogue for a page."""
        return form_view(form, self.addresses, self.settings, values=values, options=options)

    def _comments(self) -> dict[str, CommentsView]:
        found: dict[str, list[Comment]] = defaultdict(list)
        for comment in self.library.comments:
            found[comment.article].append(comment)
        profiles = {slug: self.addresses.href(at.member(slug)) for slug in self.members}
        return {
            slug: comments_view(
                found[slug],
                author=article.front.author,
                members=profiles,
                zone=self.settings.time_zone,
                opening=opening(article.front.comments == "open", article.date, self.settings.comments_open_days, self.now),
                feed=self.head.comments_feed,
                own_feed=self.addresses.href(at.comments_feed(slug)),
            )
            for slug, article in self.articles.items()
        }

    def _author(self, author: str, guests: Mapping[str, Guest]) -> AuthorView:
        slug = author_slug(author)
        href = self.addresses.href(at.listing("author", slug))
        member = self.members.get(author)
        if member is None:
            guest = guests.get(author, Guest())
            own = tuple(Link(link.name, link.url) for link in guest.links)
            return AuthorView(author, href, None, guest.headline, None, portrait(slug, author), own, guest=True)
        return AuthorView(
            name=member.front.name,
            href=href,
            profile_href=self.addresses.href(at.member(member.slug)),
            headline=member.front.headline,
            html=None,
            portrait=portrait(member.slug, member.front.name),  # drawn: a picture would be one request more
            links=tuple(Link(link.name, link.url) for link in member.front.links[:3]),
            guest=False,
        )

    def _card(self, article: Article) -> ArticleCard:
        rating = self.ratings[article.slug]
        author = self.authors[author_slug(article.front.author)]
        comments = self.comments[article.slug].count
        return self.editorial.card(article, author.name, comments, rating.average if rating.shown else None)

    def _used_in(self) -> dict[str, list[Link]]:
        """Give the articles that link to each resource: to its page here, or to its own address."""
        found: dict[str, list[Link]] = defaultdict(list)
        resources = {at.resource(one.slug): one.slug for one in self.library.resources}
        outside = {bare_address(one.front.url): one.slug for one in self.library.resources if one.front.url}
        for article in self.library.articles:
            named = [resources.get(path) for path in article.text.links]
            named += [outside.get(bare_address(url)) for url in article.text.outside]
            link = self.editorial.link(article)
            for slug in dict.fromkeys(named):
                if slug and link:
                    found[slug].append(link)
        return found

    def _used_by(self) -> dict[str, list[Link]]:
        """Give the members who work with each tool of the vocabulary, in the directory's order."""
        found: dict[str, list[Link]] = defaultdict(list)
        for member in self.directory.members:
            link = Link(member.front.name, self.addresses.href(at.member(member.slug)))
            for tool in member.tools:
                found[tool].append(link)
        return found

    def related(self, article: Article) -> tuple[RelatedView, ...]:
        """Give the articles that are about the same things; those of its own series are listed there."""
        series, found = article.front.series, []
        for one in self._related[article.slug]:
            other = self.articles[one.slug]
            if (link := self.editorial.link(other)) and (series is None or other.front.series != series):
                found.append(RelatedView(link, one.words))
        return tuple(found[:MAX_RELATED])

    def neighbours(self, article: Article) -> tuple[Link | None, Link | None]:
        """Give the older and the newer article."""
        position = self.positions[article.slug]
        articles = self.library.articles
        older = articles[position + 1] if position + 1 < len(articles) else None
        newer = articles[position - 1] if position else None
        return self.editorial.link(older), self.editorial.link(newer)

    def page(self, page: Page) -> tuple[PageView, Meta]:
        """Give the view and the head of a page of content/pages."""
        front = page.front
        form = self._page_form(front.form) if front.form else None
        types = {"about": "AboutPage", "contact": "ContactPage"}
        meta = self.head.page(
            at.page(page.slug), front.title, front.summary, kind=types.get(page.slug, "WebPage"),
            robots=None if page.may_be_found else "noindex", section=page.slug,
        )  # fmt: skip
        past = Link("Read past issues", self.addresses.href(at.ISSUES)) if page.slug == "newsletter" and self.library.issues else None
        return PageView(front.title, front.summary, form, page.kind, past), meta

    def _page_form(self, form_id: str) -> FormView:
        options: dict[str, list[tuple[str, str]]] = {}
        if form_id == "referral-request":
            words = self.library.vocabulary.services
            offered = [slug for slug in words if self.directory.by_service.get(slug)]
            options["service"] = [(slug, words.name(slug)) for slug in offered]
            by_name = sorted(self.directory.members, key=lambda one: one.front.name.casefold())
            # In a directory of thousands a list of names helps nobody.
            if len(by_name) <= self.settings.members_on_one_page:
                options["member"] = [(one.slug, one.front.name) for one in by_name]
        if form_id == "submit-article":
            options["category"] = [(slug, self.library.vocabulary.categories.name(slug)) for slug in self.library.vocabulary.categories]
        return self.form(FORMS[form_id], options=options)

    def feed_link(self, kind: str, slug: str, title: str) -> Link | None:
        """Give the feed of a listing: all articles, a category's and an author's have one."""
        if kind == "all":
            return self.head.site_feed
        if kind in ("category", "author"):
            return Link(f"{self.settings.name}: {title}", self.addresses.href(at.feed(kind, slug)))
        return None

    def other_listings(self, kind: str, slug: str) -> tuple[Link, ...]:
        """Give the listings beside one: others of its kind; beside all articles, the categories and the years."""
        if kind == "all":
            years = self.slugs.get("archive", ())[-MAX_OTHERS:]
            by_year = (Link(f"Published in {year}", self.addresses.href(at.listing("archive", year))) for year in reversed(years))
            best = [Link("Best rated", self.addresses.href(at.BEST_RATED))] if self.best_rated else []
            return (*best, *self.other_listings("category", ""), *by_year)
        found = []
        for other in islice((other for other in self.slugs.get(kind, ()) if other != slug), MAX_OTHERS):
            author = self.authors[other].name if kind == "author" else ""
            title, _ = self.editorial.listing_title(kind, other, author)
            found.append(Link(title, self.addresses.href(at.listing(kind, other))))
        return tuple(found)
