"""Which published comment an imported answer belongs to: its service knows the parent by an id or a place of its own."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath

import sqlalchemy as sa

from .record import Submission
from .tables import decisions, submissions

_PLACE = re.compile(r"position-([1-9][0-9]{0,5})\Z")


def published_parent(connection: sa.Connection, answer: Submission) -> tuple[str, str]:
    """Give the id of the published comment that an answer belongs to, or "" and what to do in words.

    The parent is a submission of the same service. A place, `position-3`, is the third comment on the same article that
    answers none, by its date: so themes for Staticman count.
    """
    parent = answer.fields.get("reply_to", "")
    place = _PLACE.match(parent)
    number = _at(connection, answer, int(place[1])) if place else _known(connection, answer, parent)
    if number is None:
        return "", "it answers a comment that never came here; edit reply_to so that it answers the article or another, or reject it"
    state = connection.scalar(sa.select(submissions.c.state).where(submissions.c.id == number))
    query = sa.select(decisions.c.file).where(
        decisions.c.submission == number, decisions.c.action == "approve", decisions.c.undone.is_(False)
    )
    file = PurePosixPath(connection.scalar(query.order_by(decisions.c.id.desc()).limit(1)) or "")
    if file.parent.name == answer.fields.get("article"):
        return file.stem, ""
    if state == "approved":
        return "", f"it answers {number}, which is on another article; edit reply_to, or reject it"
    after = "approve that one first" if state in ("new", "suspected") else "edit reply_to so that it answers the article"
    return "", f"it answers {number}, which is {state}; {after}, or reject this one"


def _known(connection: sa.Connection, answer: Submission, parent: str) -> int | None:
    key = f"{answer.source}:{answer.form}:{parent}"
    return connection.scalar(sa.select(submissions.c.id).where(submissions.c.id_key == key))


def _at(connection: sa.Connection, answer: Submission, place: int) -> int | None:
    query = (
        sa.select(submissions.c.id, submissions.c.fields)
        .where(submissions.c.source == answer.source, submissions.c.form == answer.form)
        .order_by(submissions.c.received, submissions.c.id)
    )
    counted = 0
    for number, written in connection.execute(query):
        fields = json.loads(written)
        if fields.get("article") == answer.fields.get("article") and not fields.get("reply_to"):
            counted += 1
            if counted == place:
                return int(number)
    return None
