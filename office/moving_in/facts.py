"""What a saved page says of itself: title, author, date, where it stood. Pure."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from pydantic_core import PydanticCustomError

from hub_core.schema import check_url

_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WORDS = re.compile(
    r"(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)? (?P<month2>[A-Z][a-z]{2,8})\.?,? (?P<year2>(?:19|20)\d\d)"
)
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?")
_BY = re.compile(r"\b(?:[Bb]y|BY|[Aa]uthor:|[Ww]ritten by|[Ss]ubmitted by)\s+((?:[A-Z][\w.'’-]+)(?:\s+(?:[A-Z][\w.'’-]+|de|da|van|von)){0,3})")
_AUTHORS = ("[rel=author]", "[itemprop=author]", ".author .fn", ".byline .author", ".vcard .fn", ".entry-author", ".post-author", ".author-name", ".author a")
_DATES = ("time.entry-date", "time.published", "[itemprop=datePublished]", "article time", "time", ".entry-date", ".post-date", ".date", ".published")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found; an empty text or None where the page does not say."""

    title: str
    author: str
    date: dt.datetime | dt.date | None
    url: str
    site: str
    description: str


def facts_of(soup: BeautifulSoup, raw: str) -> Facts:
    """Give the facts. `raw` is the whole text: browsers note in a remark where they saved a page from."""
    ld = next(_articles(soup), {})
    url = _first_url(_meta(soup, "og:url"), _attribute(soup, "link[rel=canonical]", "href"), (_SAVED_FROM.search(raw) or ["", ""])[1])
    site = _meta(soup, "og:site_name") or _meta(soup, "application-name")
    whole = _words(soup.title)
    title = _meta(soup, "og:title") or str(ld.get("headline") or "") or _heading(soup) or whole
    # "A title | The site": what stands behind the sign, where it is not the whole.
    parts = re.split(r"\s+[|»·–—-]+\s+", whole)
    if not site and len(parts) > 1 and parts[0].casefold() in title.casefold():
        site = parts[-1]
    if site and title.endswith(site):
        title = re.sub(r"\s+[|»·–—-]+\s*$", "", title.removesuffix(site)).strip() or title
    if not site and url:
        site = (urlsplit(url).hostname or "").removeprefix("www.")
    author = _name(ld.get("author")) or _meta(soup, "author") or _first(soup, _AUTHORS) or _by(soup)
    return Facts(
        " ".join(title.split())[:120],
        re.sub(r"^[Bb]y\s+", "", " ".join(author.split()))[:80],
        _date(soup, ld),
        url,
        " ".join(site.split())[:120],
        " ".join((_meta(soup, "description") or _meta(soup, "og:description")).split()),
    )


def date_in(text: str) -> dt.datetime | dt.date | None:
    """Give the first date of a text: 2011-03-04, with or without a time, March 4, 2011, or 4 March 2011.

    04/03/2011 is left: it is two days, and which one depends on where the page was made.
    """
    if found := _ISO.search(text):
        try:
            moment = dt.datetime.fromisoformat(found[0])
            return moment if len(found[0]) > 10 else moment.date()
        except ValueError:
            return None
    for found in _IN_WORDS.finditer(text):
        month = (found["month"] or found["month2"])[:3].lower()
        if month in _MONTHS:
            try:
                return dt.date(int(found["year"] or found["year2"]), _MONTHS.index(month) + 1, int(found["day"] or found["day2"]))
            except ValueError:
                continue
    return None


def sound_url(address: str) -> str:
    """Give an address that a content file takes, or an empty text."""
    try:
        return check_url(address.strip()) if len(address) <= 500 else ""
    except PydanticCustomError:
        return ""


def _date(soup: BeautifulSoup, ld: dict[str, Any]) -> dt.datetime | dt.date | None:
    given = [_meta(soup, "article:published_time"), str(ld.get("datePublished") or ""), _meta(soup, "date"), _meta(soup, "dc.date")]
    for selector in _DATES:
        for element in soup.select(selector):
            if not element.find_parent(class_=re.compile("comment")):
                given += [str(element.get("datetime") or element.get("content") or ""), _words(element)]
    given += [words for words in soup.find_all(string=re.compile(r"(19|20)\d\d")) if re.search(r"(?i)posted|published|submitted|updated|written|last", words)]
    given.append(soup.get_text(" ")[:3000])
    return next((found for text in given if text and (found := date_in(text))), None)


def _articles(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            found = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        nodes = found if isinstance(found, list) else found.get("@graph", [found]) if isinstance(found, dict) else []
        for node in nodes if isinstance(nodes, list) else []:
            if isinstance(node, dict) and str(node.get("@type")) in ("Article", "BlogPosting", "NewsArticle"):
                yield node


def _name(given: Any) -> str:
    one = given[0] if isinstance(given, list) and given else given
    return str(one.get("name") or "") if isinstance(one, dict) else one if isinstance(one, str) else ""


def _meta(soup: BeautifulSoup, name: str) -> str:
    for key in ("property", "name"):
        for element in soup.find_all("meta", attrs={key: re.compile(rf"^{re.escape(name)}$", re.IGNORECASE)}):
            if content := str(element.get("content") or "").strip():
                return content
    return ""


def _attribute(soup: BeautifulSoup, selector: str, name: str) -> str:
    element = soup.select_one(selector)
    return str(element.get(name) or "") if element else ""


def _first(soup: BeautifulSoup, selectors: tuple[str, ...]) -> str:
    for selector in selectors:
        for element in soup.select(selector):
            if not element.find_parent(class_=re.compile("comment")) and (words := _words(element)) and len(words) < 80:
                return words
    return ""


def _by(soup: BeautifulSoup) -> str:
    found = _BY.search(" ".join(soup.get_text(" ").split())[:4000])
    return found[1] if found else ""


def _heading(soup: BeautifulSoup) -> str:
    named = soup.select_one(".entry-title, .post-title, [itemprop=headline]") or soup.find("h1") or soup.find("h2")
    return _words(named if isinstance(named, Tag) else None)


def _words(element: Tag | None) -> str:
    return " ".join(element.get_text(" ").split()) if element else ""


def _first_url(*given: str) -> str:
    return next((found for one in given if (found := sound_url(one))), "")
