"""What others need who may publish an article again: terms, source and canonical address, and the text in three forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from editorial.model import LICENCES, Article
from editorial.taxonomy import author_slug
from hub_core import addresses as at
from hub_core.feeds import absolute_html
from hub_core.html_text import as_markdown, as_text
from hub_core.views import Link

from .site import OutputPage, Site

_FORMS = (
    ("html", "HTML", "Copy the HTML", "for a website or a mail that takes it"),
    ("markdown", "Markdown", "Copy the Markdown", "for most site builders and editors"),
    ("plain", "Plain text", "Copy the plain text", "for everything else"),
)


@dataclass(frozen=True, slots=True)
class RepublishView:
    """The page for those who republish. `files` are `(link, what a button says, what for)`; `canonical` is the line for a page's head."""

    article: Link
    author: str
    licence: Link
    note: str
    files: tuple[tuple[Link, str, str], ...]
    canonical: str


@dataclass(frozen=True, slots=True)
class _Terms:
    """Where the text comes from and on what terms: the names, each with its address."""

    title: str
    author: str
    place: str
    address: str
    licence: str
    licence_address: str


def _terms(site: Site, article: Article) -> _Terms:
    source = article.front.source
    name, address, _ = LICENCES[article.front.licence or ""]
    own = site.addresses.absolute(at.article(article.slug))
    return _Terms(
        title=article.front.title,
        author=site.authors[author_slug(article.front.author)].name,
        place=source.name if source else site.settings.name,
        address=(source.canonical or source.url) if source else own,
        licence=name,
        licence_address=address,
    )


def note(terms: _Terms, form: str) -> str:
    """Give the sentence that must stand with the text."""

    def link(words: str, address: str) -> str:
        if form == "html":
            return f'<a href="{escape(address)}">{escape(words)}</a>'
        return f"[{words}]({address})" if form == "markdown" else f"{words} ({address})"

    plain = (lambda words: escape(words, quote=False)) if form == "html" else str
    return (
        f"“{plain(terms.title)}” by {plain(terms.author)} was first published at {link(terms.place, terms.address)} "
        f"and stands here under {link(terms.licence, terms.licence_address)}."
    )


def _free(site: Site) -> list[Article]:
    return [article for article in site.library.articles if article.may_be_republished]


def republish_pages(site: Site) -> Iterator[OutputPage]:
    """Give the page of each article that others may publish again."""
    for article in _free(site):
        terms, path = _terms(site, article), at.republish(article.slug)
        files = tuple(
            (Link(name, site.addresses.href(at.republish_file(article.slug, form))), copies, what_for) for form, name, copies, what_for in _FORMS
        )
        view = RepublishView(
            article=Link(terms.title, site.addresses.href(at.article(article.slug))),
            author=terms.author,
            licence=Link(terms.licence, terms.licence_address),
            note=note(terms, "plain"),
            files=files,
            canonical=f'<link rel="canonical" href="{escape(terms.address)}">',
        )
        meta = site.head.page(
            path, f"Republish “{terms.title}”", f"The text of “{terms.title}” as HTML, Markdown and plain text, with what must stand beside it.",
            trail=[("Articles", at.ARTICLES), (terms.title, at.article(article.slug))], robots="noindex", section="articles",
        )  # fmt: skip
        yield OutputPage(path, "republish", "republish", view, meta)


def republish_files(site: Site) -> Iterator[tuple[str, str]]:
    """Give the three files of each such article."""
    for article in _free(site):
        terms = _terms(site, article)
        page = site.addresses.absolute(at.article(article.slug))
        whole = absolute_html(article.text.html, site.addresses.site_url, places=True)
        texts = {
            "html": f'<!-- For the head of your page: <link rel="canonical" href="{escape(terms.address)}"> -->\n'
            f"<h1>{escape(terms.title, quote=False)}</h1>\n{whole}\n<p>{note(terms, 'html')}</p>\n",
            "markdown": f"# {terms.title}\n\n{as_markdown(article.text.html, page)}\n{note(terms, 'markdown')}\n\nCanonical address: <{terms.address}>\n",
            "plain": f"{terms.title}\n{'=' * len(terms.title)}\n\n{as_text(article.text.html, page)}\n{note(terms, 'plain')}\n\n"
            f"Canonical address: {terms.address}\n",
        }
        for form, text in texts.items():
            yield at.republish_file(article.slug, form), text
