"""The tip and the comment of an issue: by which rules they are chosen, and why it was these. Pure.

The owner has the last word twice: `pick: true` in the file of a tip or a comment puts it before all others until an issue has had
it, and what the issue says can be changed before it goes out. What an earlier issue links to is not chosen again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from content_library.library import Library
from resource_hub.model import Tip
from static_comments.model import Comment
from static_comments.views import anchor

_WORTH_READING = range(80, 1_500)  # characters of a comment that says something and can be read in a minute


@dataclass(frozen=True, slots=True)
class TipChoice:
    """The tip of an issue, and why, in words behind “because”. One that is not new makes no issue of its own."""

    tip: Tip
    why: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class CommentChoice:
    """The comment of an issue, and why, in words behind “because”."""

    comment: Comment
    why: str


def best_tip(tips: Iterable[Tip], since: dt.date, until: dt.date, told: str) -> TipChoice | None:
    """Choose a tip from before the day `until` that no earlier issue has had, or give None.

    First those that the owner has picked, then the new ones, from `since` on, then the others; of each the newest. `told` is the text of
    all earlier issues.
    """
    left = [one for one in tips if one.front.date < until and not _is_told(told, one.slug)]

    def is_new(one: Tip) -> bool:
        return one.front.date >= since

    best = max(left, key=lambda one: (one.front.pick, is_new(one), one.front.date, one.slug), default=None)
    if best is None:
        return None
    if best.front.pick:
        why = "its file says pick: true"
    elif is_new(best):
        why = "it is the newest of the week"
    else:
        why = "no tip is new and no issue has had it yet"
    return TipChoice(best, why, is_new(best))


def good_comment(library: Library, since: dt.date, until: dt.date, told: str, *, zone: str, owner: str) -> CommentChoice | None:
    """Choose a comment that no earlier issue has had, or give None. `zone` is the site's, `owner` the member who writes the issue.

    Those that the owner has picked come first, whenever they were written. The others are of the days from `since` to the one before
    `until`, between 80 and 1,500 characters long, and neither the owner's nor by the author of the article. Of them: first what
    the article's author answered, then what was answered most, then what began a thread, then the longest, for it says more.
    """
    writers = {article.slug: article.front.author for article in library.articles}
    answers: dict[tuple[str, str | None], list[Comment]] = {}
    for one in (comment for comment in library.comments if not comment.front.removed):
        answers.setdefault((one.article, one.front.reply_to), []).append(one)

    def can_be(one: Comment) -> bool:
        if one.front.removed or _is_told(told, one.article, f"#{anchor(one.id)}"):
            return False
        day = one.date.astimezone(ZoneInfo(zone)).date()
        by_us = one.front.member is not None and one.front.member in (owner, writers.get(one.article))
        return one.front.pick or (since <= day < until and not by_us and len(said(one)) in _WORTH_READING)

    def merits(one: Comment) -> tuple[bool, bool, int, bool, int, str]:
        given = answers.get((one.article, one.id), [])
        by_author = _by_author(given, writers, one)
        return one.front.pick, by_author, len(given), one.front.reply_to is None, len(said(one)), one.id

    found = [one for one in library.comments if can_be(one)]
    if not found:
        return None
    best = max(found, key=merits)
    return CommentChoice(best, _why(merits(best)))


def said(comment: Comment) -> str:
    """Give the words of a comment on one line."""
    return " ".join(comment.html.striptags().split())


def _is_told(told: str, slug: str, place: str = "") -> bool:
    """Say whether a text links to a page, or to a place on it, by its address or by its file."""
    return f"/{slug}/{place})" in told or f"/{slug}.md{place})" in told


def _by_author(given: Iterable[Comment], writers: Mapping[str, str], one: Comment) -> bool:
    author = writers.get(one.article)
    return any(answer.front.member == author for answer in given if answer.front.member is not None)


def _why(merits: tuple[bool, bool, int, bool, int, str]) -> str:
    pick, by_author, answers, begins, _, _ = merits
    if pick:
        return "its file says pick: true"
    if by_author:
        return "the article’s author answered it"
    if answers:
        return f"it was answered {'once' if answers == 1 else f'{answers} times'}"
    return "nothing was answered, and it is the longest that begins a thread" if begins else "nothing was answered, and it is the longest"
