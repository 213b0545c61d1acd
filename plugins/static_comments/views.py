"""What the comments under an article show, as plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from hub_core.clock import day_in_words
from hub_core.portraits import portrait
from hub_core.safe_html import plain_text
from hub_core.views import DateView, Link, Portrait

from .model import Comment, Node
from .threads import count, threads

REMOVED = Markup("<p>This comment was removed.</p>")
_MAX_OPTIONS = 200  # of comments to choose from in the reply form


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment with its answers."""

    id: str
    anchor: str
    author: str
    website: str | None
    date: DateView
    time_words: str
    html: Markup
    is_author: bool
    member_href: str | None
    portrait: Portrait
    replies: tuple[CommentView, ...]
    reply_to_name: str | None
    doubles: tuple[str, ...]
    removed: bool


@dataclass(frozen=True, slots=True)
class CommentsView:
    """The comments of an article. `feed` has those of the whole site, `own_feed` the article's, where it has some.

    `note` says that comments are closed, or until when they are not.
    """

    count: int
    threads: tuple[CommentView, ...]
    open: bool
    feed: Link | None
    own_feed: Link | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether an article takes comments, and what readers are told of it."""

    is_open: bool
    note: str | None


def anchor(comment_id: str) -> str:
    """Give the fragment of a comment."""
    return f"comment-{comment_id}"


def comments_view(
    comments: Sequence[Comment], *, author: str, members: Mapping[str, str], zone: str, opening: Opening,
    feed: Link | None, own_feed: str = "",
) -> CommentsView:  # fmt: skip
    """Give the threads of one article.

    `author` is the slug of the article's author, `members` are profile addresses by slug, `zone` the site's time zone.
    `own_feed` is the address of the article's own feed; without a comment to show there is none.
    """
    nodes = threads(comments)
    views = tuple(_view(node, None, author, members, zone) for node in nodes)
    shown = count(nodes)
    own = Link("These comments as a feed", own_feed) if shown and own_feed else None
    return CommentsView(shown, views, opening.is_open, feed, own, opening.note)


def opening(is_open: bool, published: dt.datetime, days: int, now: dt.datetime) -> Opening:
    """Say whether comments are open at `now`: the article says so, and `days` have not passed since; 0 is for ever.

    `published` is in the site's time zone. The last day of comments is a whole one.
    """
    if not is_open:
        return Opening(False, "Comments on this article are closed.")
    if not days:
        return Opening(True, None)
    last = published.date() + dt.timedelta(days=days)
    if now.astimezone(published.tzinfo).date() > last:
        return Opening(False, f"Comments on this article closed on {day_in_words(last)}.")
    return Opening(True, f"Comments are open until {day_in_words(last)}.")


def closes(published: dt.datetime, days: int) -> dt.datetime | None:
    """Give the moment at which the comments of an article close that was published then, by the clock of that date; 0 days is never."""
    if not days:
        return None
    return (published + dt.timedelta(days=days + 1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _view(node: Node, parent: Comment | None, author: str, members: Mapping[str, str], zone: str) -> CommentView:
    comment = node.comment
    front = comment.front
    removed = front.removed
    name = "Removed" if removed else front.author
    here = comment.date.astimezone(ZoneInfo(zone))
    date = DateView.of(here)
    seed = front.member or f"comment:{front.author.casefold()}"
    return CommentView(
        id=comment.id,
        anchor=anchor(comment.id),
        author=name,
        website=None if removed else front.website,
        date=date,
        time_words=f"{date.words}, {here:%H:%M}",
        html=REMOVED if removed else comment.html,
        is_author=bool(front.member) and front.member == author and not removed,
        member_href=members.get(front.member) if front.member and not removed else None,
        portrait=portrait("removed" if removed else seed, "" if removed else front.author),
        replies=tuple(_view(reply, comment, author, members, zone) for reply in node.replies),
        reply_to_name=None if parent is None else parent.front.author if not parent.front.removed else "a removed comment",
        doubles=node.doubles,
        removed=removed,
    )


def reply_options(views: Iterable[CommentView]) -> list[tuple[str, str]]:
    """Give the comments that a new one can answer, as `(id, words)` for a select."""
    options: list[tuple[str, str]] = []
    for view in views:
        words = plain_text(view.html)
        start = words if len(words) <= 40 else words[:40].rsplit(" ", 1)[0] + " …"
        if not view.removed:
            options.append((view.id, f"{view.author}: {start}"))
        options += reply_options(view.replies)
    return options[:_MAX_OPTIONS]
