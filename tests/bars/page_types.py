"""One or two pages of every page type, chosen from the built site by rules, the heaviest ones among them."""

from __future__ import annotations

import re
from collections.abc import Callable

from .built import BuiltSite, Page

# What an address looks like -> the name of its page type. The first match wins; `page` is everything else.
ADDRESSES: tuple[tuple[str, str], ...] = (
    (r"/", "home"),
    (r"/404\.html", "not found"),
    (r"/articles/(page/\d+/)?", "all articles"),
    (r"/articles/best-rated/(page/\d+/)?", "best rated"),
    (r"/articles/[^/]+/", "article"),
    (r"/articles/[^/]+/republish/", "republish"),
    (r"/category/.+", "category"),
    (r"/tag/.+", "tag"),
    (r"/author/.+", "author"),
    (r"/series/.+", "series"),
    (r"/archive/.+", "year"),
    (r"/resources/", "resource hub"),
    (r"/resources/category/.+", "resource category"),
    (r"/resources/kind/.+", "resource kind"),
    (r"/resources/cost/.+", "resource cost"),
    (r"/resources/downloads/", "downloads"),
    (r"/resources/checklist-[^/]+/", "checklist"),
    (r"/resources/[^/]+/", "resource"),
    (r"/tips/(topic/[^/]+/)?", "tips"),
    (r"/tips/[^/]+/", "tip"),
    (r"/offers/", "offers"),
    (r"/newsletter/issues/", "issues"),
    (r"/newsletter/[0-9-]+/", "issue"),
    (r"/find-a-va/", "directory"),
    (r"/find-a-va/[^/]+/", "words of the directory"),
    (r"/find-a-va/.+", "part of the directory"),
    (r"/members/[^/]+/", "member"),
    (r"/services/[^/]+/", "service"),
    (r"/search/", "search"),
    (r"/thanks/.+", "thanks"),
)


def type_of(page: Page) -> str:
    """The page type of a page, from its address alone."""
    for pattern, name in ADDRESSES:
        if re.fullmatch(pattern, page.address):
            return name
    return "page"


def _comments(page: Page) -> int:
    """The comments below an article; the form for the next one has ids that begin like theirs."""
    return len(page.tree.xpath("//*[starts-with(@id, 'comment-')][not(ancestor-or-self::form)]"))


def _bytes(page: Page) -> int:
    return page.file.stat().st_size


def _own_form(page: Page) -> str:
    """The address that the first form in `<main>` posts to, or an empty string."""
    found = page.tree.xpath("//main//form[@method='post']/@action")
    return str(found[0]) if found else ""


def _rare_parts(page: Page) -> int:
    """How many kinds of text parts an article shows that most articles do not."""
    parts = ("table", "pre", "dl", "blockquote", "figure", "*[contains(@class, 'footnote')]")
    return sum(1 for part in parts if page.tree.xpath(f"//main//{part}"))


def _words_alone(page: Page) -> int:
    """The length of an article that has neither a picture nor readers' comments; 0 for every other."""
    more = page.tree.xpath("//main//img") or _comments(page)
    return 0 if more else len(page.main_text)


# Which pages of a type are taken. Everything that is not named here: the one with the most bytes.
CHOICES: dict[str, tuple[Callable[[Page], int], ...]] = {
    "article": (lambda page: len(page.main_text), _comments, _rare_parts, _words_alone),
    "all articles": (lambda page: -len(page.address), lambda page: len(page.address)),
}


def page_types(site: BuiltSite) -> dict[str, list[Page]]:
    """Page type -> the pages that stand for it, heaviest first. Types without a page are left out.

    A `page` with a form of its own becomes a type of its own (`form contact`): every form is measured.
    """
    groups: dict[str, list[Page]] = {}
    for page in site.pages:
        name = type_of(page)
        action = _own_form(page) if name in ("page", "thanks") else ""
        groups.setdefault(f"form {action.rstrip('/').rsplit('/', 1)[-1]}" if action else name, []).append(
            page
        )
    order = [name for _, name in ADDRESSES] + ["page"]
    chosen = {}
    for name in sorted(groups, key=lambda name: (order.index(name) if name in order else len(order), name)):
        rules = CHOICES.get(name, (_bytes,))
        best = (max(groups[name], key=lambda page: (rule(page), page.address)) for rule in rules)
        chosen[name] = list(dict.fromkeys(best))
    return chosen


def typical_pages(site: BuiltSite) -> list[Page]:
    """The pages of `page_types` in one list."""
    return [page for pages in page_types(site).values() for page in pages]
