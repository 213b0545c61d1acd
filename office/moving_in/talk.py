"""The comments of a saved page, those that stand there twice folded into one. Pure."""

from __future__ import annotations

import datetime as dt
import re
from copy import copy
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from hub_core.html_text import as_markdown

from .facts import date_in, sound_url

_ITEMS = "li.comment, article.comment, div.comment, li.pingback, li[id^=comment-], div[id^=comment-], .comment-item"
_TEXTS = ".comment-content, .comment-text, .comment_text, .comment-body > p, .comment-body, blockquote, p"
_NAMES = ".fn, .comment-author, .comment-author-name, .author, cite, b, strong"
_WHEN = "time, .comment-date, .comment-metadata, .comment-meta, .date, small"
LONGEST = 5_000  # characters of one comment that a page of ours takes


@dataclass(frozen=True, slots=True)
class Said:
    """One comment. `answers` is the number of the one it answers, from 0, or None."""

    author: str
    date: dt.datetime | dt.date
    website: str
    text: str
    answers: int | None


@dataclass(frozen=True, slots=True)
class Talk:
    """The comments in the page's order, how many stood there twice, and why others were left."""

    found: int
    comments: tuple[Said, ...]
    doubled: int
    left: tuple[str, ...]


def talk_of(soup: BeautifulSoup, page: str) -> Talk:
    """Give the comments, and take them out of the tree. `page` is the address that links are resolved against."""
    items = [one for one in soup.select(_ITEMS) if not _is_wrapper(one)]
    kept: list[Said] = []
    places: dict[tuple[str, str], int] = {}
    numbers: dict[int, int] = {}
    left: list[str] = []
    doubled = 0
    for item in items:
        author, when, website, text = _parts(item, page)
        key = (_folded(author), _folded(text))
        if "pingback" in (item.get("class") or []):
            left.append("one is a notice of a link from another site")
        elif not author or not text.strip():
            left.append("one has no name or no words")
        elif key in places:
            doubled += 1
            numbers[id(item)] = places[key]
        elif when is None:
            left.append(f"the one by {author} has no date that can be read")
        elif len(text) > LONGEST:
            left.append(f"the one by {author} is longer than {LONGEST} characters")
        else:
            parent = next((numbers[id(one)] for one in item.parents if id(one) in numbers), None)
            places[key] = numbers[id(item)] = len(kept)
            kept.append(Said(author, when, website, text, parent))
    for item in [*items, *soup.select("#comments, .comments-area, .comment-list, .commentlist, #respond")]:
        if not item.decomposed:
            item.decompose()
    return Talk(len(items), tuple(kept), doubled, tuple(left))


def _is_wrapper(item: Tag) -> bool:
    """WordPress puts an article into each list entry; both look like the comment."""
    parent = item.find_parent(["li", "div", "article"])
    own = item.name in ("div", "article") and parent is not None and parent.name == "li" and "comment" in " ".join(parent.get("class") or [])
    return bool(own) or "comment-list" in (item.get("class") or []) or str(item.get("id")) in ("comment-form", "comment-list")


def _parts(item: Tag, page: str) -> tuple[str, dt.datetime | dt.date | None, str, str]:
    own = _without_answers(item)
    name = own.select_one(_NAMES)
    author = re.sub(r"\s+(says|said|wrote|writes)\s*:?$", "", " ".join(name.get_text(" ").split())) if name else ""
    link = (name.find("a", href=True) or (name if name.name == "a" else None)) if name else None
    website = sound_url(str(link.get("href") or "")) if isinstance(link, Tag) else ""
    given = [str(element["datetime"]) for element in own.select("time[datetime]")]
    given += [element.get_text(" ") for element in own.select(_WHEN)]
    when = next((found for text in given if (found := date_in(text))), None)
    for element in [*own.select(".comment-meta, .comment-metadata, .reply, .comment-author, time, .comment-date, img, script"), *([name] if name else [])]:
        if not element.decomposed:
            element.decompose()
    body = own.select_one(".comment-content, .comment-text, .comment_text, .comment-body") or own
    return author[:80].rstrip(":"), when, website, as_markdown(body.decode_contents(), page).strip()


def _without_answers(item: Tag) -> Tag:
    own = copy(item)
    for answer in own.select("ul.children, ol.children, li.comment, div.comment .comment"):
        if not answer.decomposed and answer is not own:
            answer.decompose()
    return own


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
