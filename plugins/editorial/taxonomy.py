"""Which listings exist: all articles, and those of each category, tag, author, series and year."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from hub_core.schema import SLUG

from .model import Article

Key = tuple[str, str]  # (kind, slug); kinds: category, tag, author, series, archive


def author_slug(author: str) -> str:
    """Give the slug of an author: a member's own, or one made from a guest's name.

    A name without a Latin letter gets a number of its own, so that two such guests do not become one.
    """
    if SLUG.match(author):
        return author
    plain = unicodedata.normalize("NFKD", author).casefold()
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in plain
                    if not unicodedata.combining(letter))  # fmt: skip
    return "-".join(words.split()) or f"guest-{hashlib.sha256(author.casefold().encode('utf-8')).hexdigest()[:8]}"


def keys_of(article: Article) -> list[Key]:
    """Give the listings that an article stands in, apart from the list of all."""
    keys = [("category", article.category), ("author", author_slug(article.front.author)), ("archive", str(article.date.year))]
    keys += [("tag", tag) for tag in article.tags]
    if article.front.series:
        keys.append(("series", article.front.series))
    return keys


def listing_keys(articles: Iterable[Article]) -> list[Key]:
    """Give every listing that has an article, sorted."""
    return sorted({key for article in articles for key in keys_of(article)})


def listings(articles: Sequence[Article]) -> Mapping[Key, list[Article]]:
    """Give the articles of each listing in one pass. `articles` are newest first; a series is in order of its parts."""
    found: dict[Key, list[Article]] = defaultdict(list)
    for article in articles:
        for key in keys_of(article):
            found[key].append(article)
    for (kind, _), entries in found.items():
        if kind == "series":
            entries.sort(key=lambda one: one.front.part or 0)
    return dict(sorted(found.items()))
