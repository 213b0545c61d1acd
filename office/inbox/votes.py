"""Votes on articles: one for each person and article, the latest. Who cast which stands in the database alone.

The published file holds counts, so a second vote of the same person takes her first one out of it, and an erasure takes out
the one that counts. A person is known by her e-mail address; a vote without one, from a service that asks for none, is nobody's:
each of those counts.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from hub_core.atomic import write_text
from hub_core.yaml12 import YamlError, load

from .publish import ContentFile, PublishError, sound
from .record import Submission
from .tables import decisions, submissions

FORM = "rating"
_STARS = "54321"
_AT_ONCE = 500
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote that the owner counted. `received` is when it was sent, in UTC without a zone."""

    stars: str
    received: dt.datetime


def path_of(article: str) -> str:
    """Give the file of an article's votes, below the repository."""
    return f"content/ratings/{article}.yaml"


def rating_file(
    submission: Submission, *, articles: Set[str], present: str | None, today: dt.date, counted: Vote | None = None
) -> ContentFile:
    """Give the rating file of an article with one more vote. `present` is the file's text now, if there is one.

    `counted` is the vote of the same person on it that counts so far: an earlier one is taken out, and beside a later one the
    new vote changes nothing. Raises PublishError with what to do.
    """
    fields = sound(submission)
    article = fields["article"]
    if article not in articles:
        raise PublishError("its article is not on the site; reject it, or restore the article")
    path = path_of(article)
    if counted and present is not None and counted.received > submission.received.replace(tzinfo=None):
        return ContentFile(path, present)
    votes = dict.fromkeys(_STARS, 0) if present is None else _votes(present, path)
    if counted:
        votes[counted.stars] = max(0, votes[counted.stars] - 1)
    votes[fields["stars"]] += 1
    return ContentFile(path, _text(today.isoformat(), votes))


def counted_vote(connection: sa.Connection, submission: Submission) -> Vote | None:
    """Give the vote of the same person on the same article that counts now, or None."""
    if not submission.email:
        return None
    query = _approved().where(submissions.c.email == submission.email)
    rows = (dict(row) for row in connection.execute(query).mappings())
    return _last(row for row in rows if _article(row) == submission.fields.get("article", ""))


def remark(connection: sa.Connection, submission: Submission) -> str:
    """Say of a vote that waits what becomes of it beside others of the same person, or ""."""
    if submission.form != FORM:
        return ""
    if not submission.email:
        return "It came without an address, so nobody can tell whether this person has voted before."
    counted = counted_vote(connection, submission)
    if counted is None:
        return ""
    if counted.received > submission.received.replace(tzinfo=None):
        return f"A later vote of this person counts already, with {counted.stars}. This one will change nothing."
    return f"This person has voted before, with {counted.stars}. This vote takes its place."


def files_of(connection: sa.Connection, numbers: Iterable[int]) -> tuple[str, ...]:
    """Give the rating files in which a vote counts that was sent with one of some submissions of one person."""
    rows = _rows_of(connection, set(numbers))
    return tuple(sorted({path_of(_article(row)) for row in rows}))


def take_out(root: Path, connection: sa.Connection, numbers: Iterable[int]) -> None:
    """Take the votes of one person out of the files and out of what the decisions on others' votes remember.

    `numbers` are her submissions, which are deleted afterwards. What is left is as if she had never voted, so that an undo of
    another's vote is exact again. Cut off before the transaction ends, it finds a file done and takes nothing out of it twice.
    Raises OSError.
    """
    hers = set(numbers)
    for path in files_of(connection, hers):
        query = sa.select(decisions).where(decisions.c.file == path, decisions.c.undone.is_(False)).order_by(decisions.c.id)
        counts: Vote | None = None
        wanted: str | None = None
        own = {row["id"]: row for row in _rows_of(connection, hers)}
        for row in connection.execute(query).all():
            if row.submission in hers:
                if row.id in own:
                    counts = _later(counts, own[row.id])
                wanted = row.file_after
                continue
            texts = {name: _without(row._mapping[name], counts) for name in ("file_before", "file_after")}
            wanted = row.file_after
            connection.execute(sa.update(decisions).where(decisions.c.id == row.id).values(**texts))
        _write_without(root / path, wanted, counts)


def _write_without(file: Path, wanted: str | None, vote: Vote | None) -> None:
    """Take a vote out of a file, unless it stands there already as it will after that. `wanted` is as the decisions left it."""
    if not file.is_file():
        return
    present = file.read_bytes().decode("utf-8", "surrogateescape")
    after = _without(wanted, vote)
    if present == after:
        return
    left = after if present == wanted else _without(present, vote)
    if left is None:
        file.unlink()
        with suppress(OSError):  # the folder stays when there is more in it
            file.parent.rmdir()
    elif left != present:
        write_text(file, left)


def _without(text: str | None, vote: Vote | None) -> str | None:
    """Give a file's text with one vote less, or None when no vote is left; one that nobody can read stays as it is."""
    if text is None or vote is None:
        return text
    try:
        votes = _votes(text, "")
        updated = str(load(text)["updated"])
    except (PublishError, KeyError):
        return text
    votes[vote.stars] = max(0, votes[vote.stars] - 1)
    return _text(updated, votes) if any(votes.values()) else None


def _approved() -> sa.Select[Any]:
    """Give the votes that the owner counted, the latest sent last."""
    return (
        sa.select(submissions.c.fields, submissions.c.received, decisions.c.id, decisions.c.submission)
        .join(decisions, decisions.c.submission == submissions.c.id)
        .where(submissions.c.form == FORM, submissions.c.state == "approved", decisions.c.action == "approve", decisions.c.undone.is_(False))
        .order_by(submissions.c.received, decisions.c.id)
    )


def _rows_of(connection: sa.Connection, numbers: Set[int]) -> list[Row]:
    """Give those of some submissions that are counted votes."""
    found: list[Row] = []
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _AT_ONCE):
        query = _approved().where(submissions.c.id.in_(ordered[start : start + _AT_ONCE]))
        found += [dict(row) for row in connection.execute(query).mappings()]
    return found


def _last(rows: Iterable[Mapping[str, Any]]) -> Vote | None:
    vote: Vote | None = None
    for row in rows:
        vote = _later(vote, row)
    return vote


def _later(vote: Vote | None, row: Mapping[str, Any]) -> Vote:
    other = Vote(json.loads(row["fields"])["stars"], row["received"])
    return other if vote is None or other.received >= vote.received else vote


def _article(row: Mapping[str, Any]) -> str:
    return str(json.loads(row["fields"]).get("article", ""))


def _votes(text: str, path: str) -> dict[str, int]:
    try:
        data = load(text)
    except YamlError as error:
        raise PublishError(f"{path} has a problem; run check first") from error
    known = data.get("votes") if isinstance(data, dict) else None
    votes = dict.fromkeys(_STARS, 0)
    if not isinstance(known, dict) or not all(type(count) is int and star in votes for star, count in known.items()):
        raise PublishError(f"{path} has a problem; run check first")
    return votes | known


def _text(updated: str, votes: Mapping[str, int]) -> str:
    counted = ", ".join(f"{stars}: {number}" for stars, number in votes.items())
    return f"updated: {updated}\nvotes: {{{counted}}}\n"
