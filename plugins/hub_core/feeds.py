"""Atom feeds (RFC 4287) that validate: stable ids, absolute addresses, no moment that was not given."""

from __future__ import annotations

import datetime as dt
import html as entities
import re
from collections.abc import Sequence
from dataclasses import dataclass

from feedgenerator import Atom1Feed

# A comment, a tag (a quoted value may hold a `>`), or an entity outside of both.
_PIECE = re.compile(r"""<!--.*?-->|<[a-zA-Z](?:[^"'>]|"[^"]*"|'[^']*')*>|&#?\w+;""", re.DOTALL)
_ADDRESS = re.compile(r"""\s(href|src)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_VOID = re.compile(r"<(?:br|hr|img)\b")
_RENDITION = re.compile(r"<source\b")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `link` is absolute and is its id; addresses in `html` are absolute (see absolute_html)."""

    title: str
    link: str
    html: str
    author: str
    published: dt.datetime
    updated: dt.datetime
    summary: str = ""
    categories: tuple[str, ...] = ()


def atom(
    title: str, page: str, feed: str, entries: Sequence[FeedEntry], *, language: str, built: dt.datetime
) -> str:
    """Give the text of a feed. `page` is the page it stands for, `feed` its own address, both absolute.

    A feed without entries takes `built` as its date, since Atom wants one.
    """
    maker = _Feed(
        title=title, link=page, description="", language=language, feed_url=feed, feed_guid=feed, built=built
    )
    for entry in entries:
        maker.add_item(
            title=entry.title,
            link=entry.link,
            unique_id=entry.link,
            description=entities.escape(entry.summary, quote=False) or None,  # the library calls it HTML
            content=entry.html,
            author_name=entry.author,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.categories,
        )
    text: str = maker.writeString("utf-8")
    return text


class _Feed(Atom1Feed):  # type: ignore[misc]  # the library has no types
    def latest_post_date(self) -> dt.datetime:
        """The library asks the clock when a feed is empty; a build that is repeated must not."""
        built: dt.datetime = self.feed["built"]
        return max((item["updateddate"] for item in self.items), default=built)


def absolute_html(html: str, site_url: str, *, places: bool = False) -> str:
    """Give the HTML with whole addresses: a reader of feeds has no page to resolve them against. With `places` links to
    places in the text stay, for a page that has all of it.

    Entities become the characters they stand for and void tags are closed, so that XML tools can read it too. A picture is
    the one that every program knows; its lighter renditions are the page's own, and go when they are made anew.
    """
    origin = "/".join(site_url.split("/", 3)[:3])

    def address(match: re.Match[str]) -> str:
        value = match[2].strip("\"'")
        if value.startswith("/") and not value.startswith("//"):
            return f' {match[1]}="{origin}{value}"'
        # Footnotes and headings: their targets are on the page, not in the reader.
        return "" if value.startswith("#") and not places else match[0]

    def piece(match: re.Match[str]) -> str:
        text = match[0]
        if text.startswith("&"):
            return entities.escape(entities.unescape(text), quote=False)
        if text.startswith("<!"):
            return text
        if _RENDITION.match(text):
            return ""
        text = _ADDRESS.sub(address, text)
        return f"{text[:-1]}/>" if _VOID.match(text) and not text.endswith("/>") else text

    return _PIECE.sub(piece, html)
