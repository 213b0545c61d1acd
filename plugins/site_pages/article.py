"""An article's page: the text from Pelican, and around it what the other rooms know."""

from __future__ import annotations

from dataclasses import dataclass

from editorial.model import Article
from editorial.taxonomy import author_slug
from editorial.views import AuthorView, LicenceView, RelatedView, SeriesPlace, SourceView
from forms.catalogue import COMMENT, RATING
from forms.views import FormView
from hub_core import addresses as at
from hub_core.markdown_text import TocItem
from hub_core.views import DateView, Link, Meta, PictureView
from ratings.views import RatingView
from resource_hub.views import ResourceCard
from static_comments.views import CommentsView, reply_options

from . import nodes
from .site import Site


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What an article's page shows around its text."""

    slug: str
    href: str
    title: str
    summary: str
    category: Link
    tags: tuple[Link, ...]
    author: AuthorView
    date: DateView
    updated: DateView | None
    minutes: int
    toc: tuple[TocItem, ...]
    picture: PictureView | None
    source: SourceView | None
    licence: LicenceView | None
    republish_href: str | None
    series: SeriesPlace | None
    related: tuple[RelatedView, ...]
    updated_note: str | None
    older: Link | None
    newer: Link | None
    comments: CommentsView
    rating: RatingView
    comment_form: FormView | None
    rating_form: FormView
    best_rated: Link | None
    checklists: tuple[ResourceCard, ...]


def article_view(site: Site, article: Article) -> ArticleView:
    """Give the view of an article."""
    front, editorial = article.front, site.editorial
    comments = site.comments[article.slug]
    own = {"article": article.slug}
    older, newer = site.neighbours(article)
    options = {"reply_to": reply_options(comments.threads)}
    return ArticleView(
        slug=article.slug,
        href=site.addresses.href(at.article(article.slug)),
        title=front.title,
        summary=front.summary,
        category=editorial.category(article),
        tags=editorial.tags(article),
        author=site.authors[author_slug(front.author)],
        date=DateView.of(article.date.date()),
        updated=DateView.of(article.updated.date()) if article.updated else None,
        minutes=editorial.minutes(article),
        toc=editorial.toc(article),
        picture=editorial.picture(article),
        source=editorial.source(article),
        licence=editorial.licence(article),
        republish_href=site.addresses.href(at.republish(article.slug)) if article.may_be_republished else None,
        series=editorial.series(article, site.by_key.get(("series", front.series or ""), [])),
        related=site.related(article),
        updated_note=front.updated_note,
        older=older,
        newer=newer,
        comments=comments,
        rating=site.ratings[article.slug],
        comment_form=site.form(COMMENT, own, options) if comments.open else None,
        rating_form=site.form(RATING, own),
        best_rated=Link("The best rated articles", site.addresses.href(at.BEST_RATED)) if site.best_rated else None,
        checklists=tuple(site.checklists[path] for path in article.text.links if path in site.checklists),
    )


def article_meta(site: Site, article: Article, view: ArticleView, card: str | None = None) -> Meta:
    """Give the head of an article; `card` is the path of its picture for shared links. One that was first published elsewhere names that address as the canonical one."""
    author = nodes.person(view.author, author_slug(article.front.author), site.addresses)
    posting = nodes.blog_posting(
        article, author, {"@id": site.addresses.absolute("/#organization")}, view.comments.threads, view.comments.count, view.rating,
        site.addresses, site.library.vocabulary, site.settings.language, card,
    )  # fmt: skip
    own = view.comments.own_feed
    own_feed = Link(f"Comments on “{article.front.title}”", own.href) if own else None
    return site.head.page(
        at.article(article.slug),
        article.front.title,
        article.front.summary,
        kind="",
        nodes=[posting],
        trail=[(view.category.label, at.listing("category", article.category))],
        og_type="article",
        section="articles",
        canonical=view.source.canonical if view.source else None,
        feeds=[link for link in (site.feed_link("category", article.category, view.category.label), own_feed) if link],
        published=article.date.isoformat(),
        modified=article.changed.isoformat(),
        card=card,
    )
