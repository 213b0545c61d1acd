"""The files that are not pages: feeds, sitemap, robots.txt, the style sheet."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from content_library.holds import holds_until
from editorial.model import Article
from editorial.taxonomy import author_slug
from hub_core import addresses as at
from hub_core.feeds import FeedEntry, absolute_html, atom
from hub_core.html_text import as_text
from resource_hub.model import Tip
from static_comments.model import Comment
from static_comments.views import anchor

from .frame import scripts, style_sheet
from .members import member_files
from .newsletter import newsletter_feed
from .nodes import flat
from .republish import republish_files
from .site import Site


def output_files(site: Site, theme: Path, pages: Mapping[str, dt.datetime | None]) -> Iterator[tuple[str, str]]:
    """Give `(path, text)` of each file. `pages` are the paths to index, with the moment of their last change if known."""
    yield from _feeds(site)
    yield from newsletter_feed(site)
    yield from _texts(site)
    yield from member_files(site)
    yield from _sent_on(site)
    yield from republish_files(site)
    yield at.SITEMAP, sitemap(site, pages)
    yield at.ROBOTS, f"User-agent: *\nAllow: /\n\nSitemap: {site.addresses.absolute(at.SITEMAP)}\n"
    # From when on the site has to be built again; a job that asks every hour reads it there.
    yield at.NEXT_BUILD, f"{holds_until(site.library, site.settings, site.now).astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}\n"
    yield at.STYLE, style_sheet(theme)
    yield at.TEXT_STYLE, style_sheet(theme, to_read=True)
    yield from ((f"/theme/js/{name}", text) for name, text in scripts(theme).items())
    yield from ((at.directory_file(name), text) for name, text in site.columns.items())


def _feeds(site: Site) -> Iterator[tuple[str, str]]:
    name, limit = site.settings.name, site.settings.feed_entries
    # Many feeds carry the same articles; each article's HTML is made absolute once.
    made: dict[str, FeedEntry] = {}

    def articles(found: Sequence[Article]) -> list[FeedEntry]:
        for one in found[:limit]:
            if one.slug not in made:
                made[one.slug] = _article(site, one)
        return [made[one.slug] for one in found[:limit]]

    yield at.FEED_ALL, _feed(site, name, at.HOME, at.FEED_ALL, articles(site.library.articles))
    for (kind, slug), found in site.by_key.items():
        if kind in ("category", "author"):
            author = site.authors[slug].name if kind == "author" else ""
            title, _ = site.editorial.listing_title(kind, slug, author)
            path = at.feed(kind, slug)
            yield path, _feed(site, f"{name}: {title}", at.listing(kind, slug), path, articles(found))
    tips = [_tip(site, one) for one in site.shorts.tips[:limit]]
    yield at.FEED_TIPS, _feed(site, f"{name}: tips", at.TIPS, at.FEED_TIPS, tips)
    comments = _comments(site)
    yield at.FEED_COMMENTS, _feed(site, f"{name}: comments", at.HOME, at.FEED_COMMENTS, [_entry(site, one) for one in comments[:limit]])
    by_article: dict[str, list[Comment]] = defaultdict(list)
    for one in comments:
        by_article[one.article].append(one)
    for slug, talk in sorted(by_article.items()):
        path, title = at.comments_feed(slug), f"{name}: comments on “{site.articles[slug].front.title}”"
        yield path, _feed(site, title, at.article(slug), path, [_entry(site, one) for one in talk[:limit]])


def _sent_on(site: Site) -> Iterator[tuple[str, str]]:
    """Give a page for each former address, which sends readers on, and `_redirects`, with which some hosts do it themselves."""
    moved = [(alias, at.article(one.slug), one.front.title) for one in site.library.articles for alias in one.front.aliases]
    moved += [(alias, at.page(one.slug), one.front.title) for one in site.library.pages for alias in one.front.aliases]
    for alias, path, title in sorted(moved):
        href, whole = site.addresses.href(path), site.addresses.absolute(path)
        yield alias, (
            f'<!doctype html>\n<html lang="{escape(site.settings.language)}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>\n'
            f'<meta name="robots" content="noindex">\n<link rel="canonical" href="{escape(whole)}">\n'
            f'<meta http-equiv="refresh" content="0; url={escape(href)}">\n</head>\n<body>\n<main>\n'
            f'<h1>{escape(title)}</h1>\n<p>This page has moved: <a href="{escape(href)}">{escape(title)}</a></p>\n'
            "</main>\n</body>\n</html>\n"
        )  # fmt: skip
    if moved:
        local = site.addresses.href
        yield at.REDIRECTS, "".join(f"{local(alias)} {local(path)} 301\n" for alias, path, _ in sorted(moved))


def _texts(site: Site) -> Iterator[tuple[str, str]]:
    """Give the hub's own checklists and letters as plain text."""
    for one in site.hub.own():
        page = site.addresses.absolute(at.resource(one.slug))
        head = f"{one.front.title}\n{'=' * len(one.front.title)}\n\n{one.front.summary}\n\n"
        letter = f"\nThe message\n\n{one.front.letter}\n" if one.front.letter else ""
        yield at.resource_text(one.slug), f"{head}{as_text(one.text.html, page)}{letter}\nFrom {site.settings.name}: {page}\n"


def _feed(site: Site, title: str, page: str, path: str, entries: Sequence[FeedEntry]) -> str:
    absolute = site.addresses.absolute
    return atom(title, absolute(page), absolute(path), entries,
                language=site.settings.language, built=site.now)  # fmt: skip


def _article(site: Site, article: Article) -> FeedEntry:
    return FeedEntry(
        title=article.front.title,
        link=site.addresses.absolute(at.article(article.slug)),
        html=absolute_html(article.text.html, site.addresses.site_url),
        author=site.authors[author_slug(article.front.author)].name,
        published=article.date,
        updated=article.changed,
        summary=article.front.summary,
        categories=(site.library.vocabulary.categories.name(article.category),),
    )


def _tip(site: Site, tip: Tip) -> FeedEntry:
    shown = site.shorts.tip(tip)
    # A tip has a day and no hour; it is there from the day's first moment.
    moment = dt.datetime.combine(tip.front.date, dt.time(), site.shorts.zone)
    return FeedEntry(
        title=shown.title, link=site.addresses.absolute(at.tip(tip.slug)),
        html=absolute_html(tip.text.html, site.addresses.site_url),
        author=shown.author.label if shown.author else site.settings.name,
        published=moment, updated=moment, categories=(shown.topic.label,),
    )  # fmt: skip


def _comments(site: Site) -> list[Comment]:
    """Give the comments that are shown, newest first."""
    on_pages = {(slug, one.id) for slug, view in site.comments.items() for one in flat(view.threads)}
    shown = [one for one in site.library.comments if (one.article, one.id) in on_pages]
    return sorted(shown, key=lambda one: (one.date, one.id), reverse=True)


def _entry(site: Site, comment: Comment) -> FeedEntry:
    page = site.addresses.absolute(at.article(comment.article))
    return FeedEntry(
        title=f"{comment.front.author} on “{site.articles[comment.article].front.title}”",
        link=f"{page}#{anchor(comment.id)}",
        html=comment.html,
        author=comment.front.author,
        published=comment.date,
        updated=comment.date,
    )


def sitemap(site: Site, pages: Mapping[str, dt.datetime | None]) -> str:
    """Give the sitemap (sitemaps.org 0.9) of the paths, sorted."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for path, changed in sorted(pages.items()):
        date = f"<lastmod>{changed.date().isoformat()}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{escape(site.addresses.absolute(path))}</loc>{date}</url>")
    return "\n".join([*lines, "</urlset>", ""])
