"""A comment in its thread, as the page of its article would show it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from hub_core import addresses as paths
from hub_core.addresses import Addresses
from hub_core.documents import parse_document, read_document
from office.inbox.publish import PublishError, comment_file
from office.inbox.record import Submission
from static_comments.model import Comment
from static_comments.threads import parse_comment
from static_comments.views import CommentsView, CommentView, Opening, comments_view, reply_options

MINE = "preview"  # the id of a comment that has none yet; the style sheet marks it
_SLUG = re.compile(r"[a-z0-9-]{1,100}\Z")


@dataclass(frozen=True, slots=True)
class Preview:
    """The thread that a comment stands in, or why there is none. `answerable` are the comments it can answer."""

    comments: CommentsView | None
    trouble: str
    answerable: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """What the Desk says of an article."""

    slug: str
    title: str
    author: str


def article(root: Path, slug: str) -> Article | None:
    """Give the article of a slug, or None. The slug may be anything that a visitor's program has sent."""
    if not _SLUG.match(slug):
        return None
    for file in (root / "content" / "articles").glob(f"*/{slug}.md"):
        return _article(file, slug, file.stat().st_mtime_ns)
    return None


@lru_cache(maxsize=512)
def _article(file: Path, slug: str, changed: int) -> Article:
    document, _ = read_document(file, file.name)
    data = document.data if document else {}
    return Article(slug, str(data.get("title", slug)), str(data.get("author", "")))


def preview(root: Path, submission: Submission, *, file: str, zone: str, addresses: Addresses) -> Preview:
    """Give the thread. `file` is where the comment was published, or "" while it waits."""
    found = article(root, submission.fields.get("article", ""))
    if found is None:
        return Preview(None, "Its article is not on the site.", ())
    there = list(_comments(root, found.slug, zone))
    answerable = tuple(reply_options(_threads(root, there, found, zone, addresses).threads))
    comment_id, trouble = (Path(file).stem, "") if file else (MINE, "")
    if not file:
        mine, trouble = _candidate(submission, found.slug, {one.document.path for one in there}, zone)
        if mine is None:
            return Preview(None, trouble, answerable)
        there.append(mine)
    view = _threads(root, there, found, zone, addresses)
    thread = tuple(one for one in view.threads if _holds(one, comment_id))
    if not thread:
        return Preview(None, "Its file is not under the article any more.", answerable)
    return Preview(replace(view, threads=thread), "", answerable)


def _candidate(submission: Submission, slug: str, taken: set[str], zone: str) -> tuple[Comment | None, str]:
    try:
        file = comment_file(submission, articles={slug}, taken=taken, zone=zone)
    except PublishError as error:
        return None, f"It cannot be published as it is: {error}."
    except (KeyError, UnicodeError):  # what is marked as spam on arrival is kept however it came
        return None, "It cannot be published as it is: a field is missing or holds signs that no file can hold. Change it first."
    document, _ = parse_document(file.text, file.path, prose_only=True)
    comment = parse_comment(document, slug, zone)[0] if document else None
    return (replace(comment, id=MINE), "") if comment else (None, "It cannot be published as it is.")


def _comments(root: Path, slug: str, zone: str) -> Iterable[Comment]:
    for file in sorted((root / "content" / "comments" / slug).glob("*.md")):
        document, problems = read_document(file, file.relative_to(root).as_posix(), prose_only=True)
        if document and not problems and (comment := parse_comment(document, slug, zone)[0]):
            yield comment


def _threads(root: Path, comments: list[Comment], about: Article, zone: str, addresses: Addresses) -> CommentsView:
    members = {
        slug: addresses.href(paths.member(slug))
        for slug in {one.front.member for one in comments if one.front.member}
        if (root / "content" / "members" / f"{slug}.md").is_file()
    }
    return comments_view(comments, author=about.author, members=members, zone=zone, opening=Opening(True, None), feed=None)


def _holds(view: CommentView, comment_id: str) -> bool:
    return comment_id == view.id or comment_id in view.doubles or any(_holds(one, comment_id) for one in view.replies)
