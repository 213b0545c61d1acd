"""Comment files to values, and values to threads."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from hub_core.clock import in_zone
from hub_core.documents import Document
from hub_core.problems import Problem, nearest
from hub_core.safe_html import MAX_CHARACTERS, visitor_html
from hub_core.schema import file_name, validate
from hub_core.vocabulary import fold

from .elsewhere import as_ours
from .model import Comment, CommentFile, Node

MAX_DEPTH = 100  # of a chain of answers; far above any talk, below what a template can nest


def parse_comment(document: Document, article: str, zone: str) -> tuple[Comment | None, list[Problem]]:
    """Give the comment of a file, or what is wrong with it. `zone` is for dates that name none."""
    document, private = as_ours(document)
    front, wrong = validate(CommentFile, document)
    problems = [*file_name(document), *private, *wrong]
    if len(document.body) > MAX_CHARACTERS:
        problems.append(Problem(document.path, document.body_line, "text", f"is longer than {MAX_CHARACTERS} characters"))
    elif not document.body.strip() and not (front and front.removed):
        problems.append(Problem(document.path, document.body_line, "text", "is empty; delete the file or write the comment"))
    if front is None or problems:
        return None, problems
    html = visitor_html("" if front.removed else document.body)
    return Comment(document, document.slug, article, front, in_zone(front.date, zone), html), []


def check_comments(
    comments: Sequence[Comment], articles: Set[str], members: Set[str], files: Set[str]
) -> list[Problem]:
    """The article exists, the comment that is answered exists in the same thread, no chain of answers is a ring.

    `files` are the comment files as `comments/<article>/<id>.md`, those that could not be read among them.
    """
    problems: list[Problem] = []
    by_article: dict[str, dict[str, Comment]] = defaultdict(dict)
    for comment in comments:
        by_article[comment.article][comment.id] = comment
    for article, found in by_article.items():
        for comment in found.values():
            document, parent = comment.document, comment.front.reply_to
            if article not in articles:
                hit = nearest(article, articles)
                hint = f"did you mean {hit}/?" if hit else "move the file to the folder of its article"
                problems.append(Problem(document.path, 1, "", f"there is no article {article!r}; {hint}"))
            if parent is not None and f"comments/{article}/{parent}.md" not in files:
                hit = nearest(parent, found)
                hint = f"did you mean {hit!r}?" if hit else "take reply_to out, or restore the comment with removed: true"
                problems.append(document.problem("reply_to", f"there is no comment {parent!r} under this article; {hint}"))
            elif remedy := _endless(comment, found):
                problems.append(document.problem("reply_to", remedy))
            if comment.front.member is not None and comment.front.member not in members:
                hit = nearest(comment.front.member, members)
                hint = f"did you mean {hit!r}?" if hit else "take the line out"
                problems.append(document.problem("member", f"there is no member {comment.front.member!r}; {hint}"))
    for comment, first in doubles(comments).items():
        note = f"the same words from the same writer as {first}.md; it is shown once"
        problems.append(comment.document.problem("", note, is_note=True))
    return problems


def check_moments(comments: Iterable[Comment], now: dt.datetime) -> list[Problem]:
    """A comment of tomorrow would stand first in the feed of comments, and date it, for as long as that lasts; clocks may differ by hours."""
    note = "lies in the future; write when the comment was written"
    return [one.document.problem("date", note, is_note=True) for one in comments if one.date > now + dt.timedelta(days=1)]


def _endless(comment: Comment, found: Mapping[str, Comment]) -> str | None:
    """Say what is wrong with the chain of answers above a comment. A ring is said once, at the first of its files."""
    chain = [comment.id]
    parent = comment.front.reply_to
    while parent is not None and parent in found and parent not in chain and len(chain) <= MAX_DEPTH:
        chain.append(parent)
        parent = found[parent].front.reply_to
    if parent == comment.id:
        if len(chain) == 1:
            return "names the comment itself; take it out"
        if comment.id == min(chain):
            return f"the answers form a ring ({', '.join(chain)}); take reply_to out of one of them"
    elif len(chain) > MAX_DEPTH:
        return f"the answers lie over {MAX_DEPTH} deep; let this one answer an earlier comment"
    return None


def doubles(comments: Iterable[Comment]) -> dict[Comment, str]:
    """Give each comment that was sent again, with the id of its first sending.

    The same writer, article, parent and words, whatever the case, spacing and punctuation: an impatient second click.
    """
    said: dict[tuple[str, str | None, str], list[Comment]] = defaultdict(list)
    for comment in sorted(comments, key=lambda one: (one.date, one.id)):
        if not comment.front.removed:
            author = comment.front.author
            said[comment.article, comment.front.reply_to, _folded(author)].append(comment)
    again: dict[Comment, str] = {}
    for same in said.values():
        first: dict[str, str] = {}
        for comment in same if len(same) > 1 else ():  # to fold every text would take longer than all the rest
            words = _folded(comment.document.body.strip())
            if first.setdefault(words, comment.id) != comment.id:
                again[comment] = first[words]
    return again


def _folded(text: str) -> str:
    return fold(text) or text  # folding leaves nothing of a text of signs alone, so such a text stands for itself


def threads(comments: Iterable[Comment]) -> tuple[Node, ...]:
    """Give the threads of one article, oldest first. Answers to a second sending stand under the first."""
    comments = list(comments)
    again = {comment.id: first for comment, first in doubles(comments).items()}
    children: dict[str | None, list[Comment]] = defaultdict(list)
    for comment in sorted(comments, key=lambda one: (one.date, one.id)):
        if comment.id not in again:
            parent = comment.front.reply_to
            children[again.get(parent, parent) if parent else None].append(comment)
    sent_again: dict[str, list[str]] = defaultdict(list)
    for double, original in again.items():
        sent_again[original].append(double)

    def nodes(parent: str | None) -> tuple[Node, ...]:
        return tuple(
            Node(comment, nodes(comment.id), tuple(sent_again[comment.id])) for comment in children.get(parent, [])
        )

    return nodes(None)


def count(nodes: Iterable[Node]) -> int:
    """Give how many comments the threads show; removed ones do not count."""
    return sum((not node.comment.front.removed) + count(node.replies) for node in nodes)
