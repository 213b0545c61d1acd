"""Which answers a reader has asked to hear of, from the comment files of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlalchemy as sa

from hub_core.documents import read_document
from office.inbox.store import Store
from office.inbox.tables import decisions, submissions
from static_comments.model import Comment, Node
from static_comments.threads import parse_comment, threads


def thread_of(root: Path, article: str, zone: str) -> tuple[Node, ...]:
    """Give the threads of an article as its files say them. A file with a problem is left out; `check` names it."""
    found: list[Comment] = []
    for file in sorted((root / "content" / "comments" / article).glob("*.md")):
        document, problems = read_document(file, file.name, prose_only=True)
        comment = parse_comment(document, article, zone)[0] if document and not problems else None
        if comment:
            found.append(comment)
    return threads(found)


def below(nodes: Iterable[Node], comment: str) -> list[Comment] | None:
    """Give all answers below a comment, however deep, oldest first; None where the comment is not, or is removed."""
    for node in nodes:
        if comment == node.comment.id or comment in node.doubles:
            if node.comment.front.removed:
                return None
            return sorted(_all(node.replies), key=lambda one: (one.date, one.id))
        if (found := below(node.replies, comment)) is not None:
            return found
    return None


def _all(nodes: Iterable[Node]) -> Iterator[Comment]:
    for node in nodes:
        if not node.comment.front.removed:
            yield node.comment
        yield from _all(node.replies)


def written_by(store: Store, email: str) -> set[str]:
    """Give the files of the published comments that somebody wrote: nobody is told of her own answers."""
    query = (
        sa.select(decisions.c.file)
        .join(submissions, submissions.c.id == decisions.c.submission)
        .where(submissions.c.email == email, decisions.c.action == "approve", decisions.c.undone.is_(False))
    )
    with store.engine.connect() as connection:
        return set(connection.scalars(query))


def title_of(root: Path, article: str) -> str:
    """Give an article's title, or its slug where the file cannot be read."""
    for file in (root / "content" / "articles").glob(f"*/{article}.md"):
        document, _ = read_document(file, file.name)
        if document and isinstance(title := document.data.get("title"), str):
            return title
    return article
