"""A saved page as bytes: which encoding, which of it is the page's furniture, and which is the text. Pure."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from bs4 import BeautifulSoup, Comment, Tag

MAX_BYTES = 5_000_000
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
# Browsers have read pages that say Latin-1 as windows-1252 for thirty years: the quotation marks are only in that.
_AS_BROWSERS_DO = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252", "ascii": "windows-1252"}
# What a class or an id says of a part that is no text, and what the account calls it. The first match wins.
_FURNITURE = (
    (r"rating|stars?\b|vote|review-box", "rating box"),
    (r"author[-_ ]?(box|bio|info|card|about)|about[-_ ]?(the[-_ ]?)?author|\bbio\b", "author box"),
    (r"share|sharing|social|tweet|facebook|addthis|sharedaddy", "share buttons"),
    (r"related|more-articles|similar|recommended|yarpp", "links to other articles"),
    (r"newsletter|subscribe|signup|optin", "newsletter box"),
    (r"cookie|gdpr|popup|modal|overlay", "notice"),
    (r"\bads?\b|advert|sponsor|banner|adsense|promo", "advertisement"),
    (r"breadcrumb|\bnav|navigation|menu|pagination|pager|skip-link", "navigation"),
    (r"sidebar|widget", "sidebar"),
    (r"\btags?\b|tag-links|cat-links|post-categories|entry-footer|post-footer|post-meta|entry-meta|byline|postmeta|article-info", "line about the article"),
    (r"respond|comment-?form|reply-?form", "comment form"),
    (r"print|\bpdf\b|toolbar|email-this", "buttons"),
    (r"counter|hitcount|webring|guestbook", "counter"),
)  # fmt: skip
_TAGS = {
    "script": "script", "style": "style sheet", "noscript": "script", "iframe": "frame", "form": "form", "nav": "navigation",
    "footer": "footer", "aside": "sidebar", "button": "buttons", "object": "frame", "embed": "frame", "svg": "drawing", "select": "form",
    "input": "form", "textarea": "form", "template": "script", "applet": "frame", "marquee": "moving text", "bgsound": "sound",
    "canvas": "drawing", "video": "film", "audio": "sound", "header": "header",
}  # fmt: skip
_CONTAINERS = ("article", "main", "section", "div", "td", "body", "center", "font", "blockquote")
_BODIES = (
    "[itemprop=articleBody]", ".entry-content", ".post-content", ".post-body", ".article-content", ".article-body", ".article_body", "#article-content",
    "#article_body", ".articletext", "#articletext", ".article-text",
)  # fmt: skip


def decoded(raw: bytes) -> tuple[str, str]:
    """Give the text of a page and the encoding in which it was read."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.startswith(mark):
            return raw.decode(name, "replace"), name.removesuffix("-sig")
    declared = _DECLARED.search(raw[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    for candidate in (_AS_BROWSERS_DO.get(name, name), "utf-8"):
        try:
            if candidate and not candidate.startswith("utf-16"):
                return raw.decode(candidate), candidate
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("windows-1252", "replace"), "windows-1252"


def soup_of(text: str) -> BeautifulSoup:
    """Give the page as a tree."""
    return BeautifulSoup(text, "html.parser")


def signs(element: Tag) -> str:
    """Give what the class and the id of an element say."""
    classes: list[str] | str = element.get("class") or []
    return " ".join([*(classes if isinstance(classes, list) else [classes]), str(element.get("id") or "")]).lower()


def kind_of_furniture(element: Tag) -> str:
    """Give what a part is that is no text, or an empty text."""
    if element.name in _TAGS:
        return _TAGS[element.name]
    said = signs(element)
    return next((name for pattern, name in _FURNITURE if said and re.search(pattern, said)), "")


def main_part(soup: BeautifulSoup) -> Tag:
    """Give the element that holds the text: the one that says so, or the one with most words outside links."""
    for selector in _BODIES:
        named = [one for one in soup.select(selector) if len(one.get_text()) > 100]
        if named:
            return max(named, key=lambda one: len(one.get_text()))
    scores: Counter[int] = Counter()
    by_id: dict[int, Tag] = {}
    for words in soup.find_all(string=True):
        length = len(words.strip())
        if length < 25 or isinstance(words, Comment) or words.find_parent(["a", "script", "style", "title", "form", "nav", "footer"]):
            continue
        holders = [one for one in words.parents if one.name in _CONTAINERS][:3]
        for share, holder in zip((1.0, 0.6, 0.3), holders, strict=False):
            if not kind_of_furniture(holder) and "comment" not in signs(holder):
                scores[id(holder)] += int(length * share)
                by_id[id(holder)] = holder
    if scores:
        return by_id[scores.most_common(1)[0][0]]
    return soup.body or soup


def furniture_of(soup: BeautifulSoup, part: Tag) -> Counter[str]:
    """Count what the page has beside its text, inside the part and around it; a box in a box is one."""
    found: Counter[str] = Counter()
    around = {id(one) for one in part.parents}
    counted: set[int] = set()
    for element in (soup.body or soup).find_all(True):
        if id(element) in around or element is part or any(id(one) in counted for one in element.parents):
            continue
        if kind := kind_of_furniture(element):
            counted.add(id(element))
            found[kind] += 1
    return found


def without_furniture(part: Tag) -> None:
    """Take out of a part what is no text."""
    for remark in part.find_all(string=lambda text: isinstance(text, Comment)):
        remark.extract()
    for element in part.find_all(["head", "title"]):  # a page that never closed or opened them
        if not element.decomposed:
            element.decompose()
    for element in part.find_all(True):
        if element.decomposed or element is part:
            continue
        if kind_of_furniture(element):
            element.decompose()
