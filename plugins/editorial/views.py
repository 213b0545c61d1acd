"""What an article page and a listing show, as plain data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.markdown_text import TocItem
from hub_core.settings import HubSettings
from hub_core.views import DateView, Link, PictureView, Portrait
from hub_core.vocabulary import Vocabulary, in_text

from .model import LICENCES, Article
from .taxonomy import author_slug


@dataclass(frozen=True, slots=True)
class AuthorView:
    """Who wrote an article. A guest has no profile and no more than three links, as everybody."""

    name: str
    href: str
    profile_href: str | None
    headline: str | None
    html: Markup | None
    portrait: Portrait
    links: tuple[Link, ...]
    guest: bool


@dataclass(frozen=True, slots=True)
class RelatedView:
    """An article about the same things, and the words that both share."""

    link: Link
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article in a list."""

    href: str
    title: str
    summary: str
    category: Link
    date: DateView
    minutes: int
    author: Link
    comments: int
    rating: str | None
    part: int | None
    picture: PictureView | None
    votes: int | None = None  # how many gave the rating, where a list is about that


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where an article was first published."""

    name: str
    href: str
    canonical: str
    licence: str | None


@dataclass(frozen=True, slots=True)
class LicenceView:
    """The licence of an article, and whether it lets others publish it again."""

    label: str
    href: str
    republish: bool


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """One part of a series."""

    title: str
    href: str
    number: int
    current: bool


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """Where an article stands in its series."""

    title: str
    href: str
    part: int
    total: int
    parts: tuple[SeriesPart, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of a listing."""

    number: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class ListingView:
    """One page of a listing of articles."""

    kind: str
    kicker: str
    title: str
    intro: str | None
    items: tuple[ArticleCard, ...]
    numbered: bool
    page: int
    pages: tuple[PageLink, ...]
    previous: Link | None
    next: Link | None
    feed: Link | None
    others: tuple[Link, ...]
    author: AuthorView | None
    total: int


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """A series on the home page."""

    title: str
    description: str
    href: str
    parts: tuple[SeriesPart, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """What a page shows around its text. `form` is a FormView or None."""

    title: str
    summary: str
    form: object
    kind: str
    past: Link | None = None  # on the newsletter's page, its issues


KICKERS = {
    "all": "Everything", "category": "Category", "tag": "Tag", "author": "Author", "series": "Series", "archive": "Year", "best": "Readers’ ratings",
}  # fmt: skip


class Editorial:
    """Makes the views of articles; knows the words, the addresses and the settings."""

    def __init__(self, vocabulary: Vocabulary, addresses: Addresses, settings: HubSettings) -> None:
        self.vocabulary, self.addresses, self.settings = vocabulary, addresses, settings

    def minutes(self, article: Article) -> int:
        """Give the reading time in minutes, rounded up, at least one."""
        return max(1, math.ceil(article.text.words / self.settings.words_a_minute))

    def picture(self, article: Article) -> PictureView | None:
        """Give the article's picture with its size."""
        if article.front.picture is None or article.picture_size is None:
            return None
        width, height = article.picture_size
        return PictureView(self.addresses.href(at.file(article.front.picture)), article.front.picture_alt or "", width, height, article.picture_sources)

    def link(self, article: Article | None) -> Link | None:
        """Give the link to an article, if there is one."""
        return Link(article.front.title, self.addresses.href(at.article(article.slug))) if article else None

    def category(self, article: Article) -> Link:
        """Give the link to an article's category."""
        name = self.vocabulary.categories.name(article.category)
        return Link(name, self.addresses.href(at.listing("category", article.category)))

    def tags(self, article: Article) -> tuple[Link, ...]:
        """Give the links to an article's tags, as they stand in a sentence."""
        return tuple(
            Link(in_text(self.vocabulary.tags.name(tag)), self.addresses.href(at.listing("tag", tag))) for tag in article.tags
        )

    def card(self, article: Article, author: str, comments: int, rating: str | None) -> ArticleCard:
        """Give an article as lists show it. `author` is the name to show."""
        return ArticleCard(
            href=self.addresses.href(at.article(article.slug)),
            title=article.front.title,
            summary=article.front.summary,
            category=self.category(article),
            date=DateView.of(article.date.date()),
            minutes=self.minutes(article),
            author=Link(author, self.addresses.href(at.listing("author", author_slug(article.front.author)))),
            comments=comments,
            rating=rating,
            part=article.front.part,
            picture=self.picture(article),
        )

    def toc(self, article: Article) -> tuple[TocItem, ...]:
        """Give the table of contents, or nothing when the article is short or has few headings."""
        long = article.text.words >= self.settings.toc_from_words
        return article.text.toc if long and len(article.text.toc) > 2 else ()

    def source(self, article: Article) -> SourceView | None:
        """Give where the article was first published."""
        source = article.front.source
        if source is None:
            return None
        licence = LICENCES[source.licence][0] if source.licence else None
        return SourceView(source.name, source.url, source.canonical or source.url, licence)

    def licence(self, article: Article) -> LicenceView | None:
        """Give the article's licence."""
        return LicenceView(*LICENCES[article.front.licence]) if article.front.licence else None

    def part(self, article: Article, current: bool = False) -> SeriesPart:
        """Give an article as a part of its series."""
        return SeriesPart(article.front.title, self.addresses.href(at.article(article.slug)), article.front.part or 0, current)

    def series(self, article: Article, parts: Sequence[Article]) -> SeriesPlace | None:
        """Give the place in the series; `parts` are its published articles in order."""
        series = article.front.series
        if series is None or article.front.part is None:
            return None
        position = [part.slug for part in parts].index(article.slug)
        before = parts[position - 1] if position else None
        after = parts[position + 1] if position + 1 < len(parts) else None
        return SeriesPlace(
            title=self.vocabulary.series.name(series),
            href=self.addresses.href(at.listing("series", series)),
            part=article.front.part,
            total=max(one.front.part or 0 for one in parts),  # one before it may still be a draft
            parts=tuple(self.part(one, one is article) for one in parts),
            previous=self.link(before),
            next=self.link(after),
        )

    def listing_title(self, kind: str, slug: str, author: str = "") -> tuple[str, str | None]:
        """Give the title and the introduction of a listing."""
        if kind == "all":
            return "All articles", "Everything published here, newest first."
        if kind == "best":
            return "Best rated", "What readers found most useful. An article with few votes stands nearer to the middle until more have voted."
        if kind == "author":
            return author, None
        if kind == "archive":
            return slug, f"Articles published in {slug}, newest first."
        terms = {"category": self.vocabulary.categories, "tag": self.vocabulary.tags, "series": self.vocabulary.series}[kind]
        return terms.entries[slug].name, terms.entries[slug].description

    def pages(self, kind: str, slug: str, total: int, number: int) -> tuple[tuple[PageLink, ...], Link | None, Link | None]:
        """Give the links to the pages of a listing around page `number`, the one before and the one after.

        At most nine links, so that a listing of a thousand pages is no larger than one of nine.
        """
        count = max(1, math.ceil(total / self.settings.articles_per_page))
        near = {1, count, *range(number - 3, number + 4)} & set(range(1, count + 1))

        def href(page: int) -> str:
            return self.addresses.href(at.listing(kind, slug, page))

        links = tuple(PageLink(page, href(page), page == number) for page in sorted(near)) if count > 1 else ()
        before, after = ("Higher", "Lower") if kind == "best" else ("Newer articles", "Older articles")
        previous = Link(before, href(number - 1)) if number > 1 else None
        following = Link(after, href(number + 1)) if number < count else None
        return links, previous, following
