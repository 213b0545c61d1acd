"""Finds what has been kept for longer than the settings say. Nothing is changed.

What nobody has decided on is never overdue: nothing is deleted unread.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from office.inbox.store import Store
from office.inbox.tables import decisions, followers, gone, lead_events, leads, submissions, subscribers
from office.leads.book import FORM as LEAD
from office.post.addresses import read_addresses
from office.post.outbox import MAIL
from office.workbench import say

from .held import EXPORTS, is_leftover
from .periods import Periods

_ENDS = ("approve", "draft", "reject", "spam", "done")
# Forms whose answers become a file of content/: they are kept as long as that file, and some months more.
_OF_A_FILE = frozenset({"list-me", "change-entry", "pause-entry", "submit-article"})


@dataclass(slots=True)
class Overdue:
    """What is to go, by its numbers and paths. `left` are lines on what stays and why."""

    refused: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    departed: list[int] = field(default_factory=list)  # of members and authors whose file is gone
    leads: list[int] = field(default_factory=list)
    addresses: list[int] = field(default_factory=list)  # comments and votes whose sender's address goes; they stay
    readers: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)  # readers who had left, asked again and never said yes
    wishes: list[int] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # members in the address book who have no file any more
    left: list[str] = field(default_factory=list)

    @property
    def submissions(self) -> list[int]:
        """Give all submissions that go."""
        return [*self.refused, *self.closed, *self.departed]

    def account(self) -> list[str]:
        """Give the numbers in words, without anything that says whose it is."""
        found = [
            (len(self.refused), "spam or refused submission", "spam or refused submissions"),
            (len(self.closed), "submission whose matter is closed", "submissions whose matter is closed"),
            (len(self.leads), "closed lead, with its steps and drafts", "closed leads, with their steps and drafts"),
            (len(self.departed), "submission of a member or author whose file is gone", "submissions of members or authors whose file is gone"),
            (len(self.addresses), "address behind a published comment or a vote", "addresses behind published comments and votes"),
            (len(self.readers) + len(self.back), "sign-up for the newsletter without a yes", "sign-ups for the newsletter without a yes"),
            (len(self.wishes), "wish to hear of answers that ended or had no yes", "wishes to hear of answers that ended or had no yes"),
            (len(self.files), "draft, export or half-written file", "drafts, exports and half-written files"),
            (len(self.lines), "line of the members’ addresses", "lines of the members’ addresses"),
        ]
        return [say.plural(number, one, many) for number, one, many in found if number]


def overdue(root: Path, store: Store, periods: Periods) -> Overdue:
    """Give what is overdue. Raises OSError."""
    found = Overdue()
    with store.engine.connect() as connection:
        since = {row.path: row.noticed for row in connection.execute(sa.select(gone))}
        _submissions(root, connection, periods, since, found)
        _readers(connection, periods, found)
    found.files = sorted(_files(root / "private", periods.drafts))
    found.lines = [
        member for member in read_addresses(root / "private")[0]
        if (at := since.get(path := f"content/members/{member}.md")) and at < periods.member and not (root / path).is_file()
    ]  # fmt: skip
    return found


def paths_of_files(root: Path, store: Store) -> set[str]:
    """Give the files of content/ on which it depends how long something private is kept."""
    query = sa.select(decisions.c.file).join(submissions, submissions.c.id == decisions.c.submission)
    with store.engine.connect() as connection:
        found = set(connection.scalars(query.where(submissions.c.form.in_(_OF_A_FILE), decisions.c.file != "", decisions.c.undone.is_(False))))
    return found | {f"content/members/{member}.md" for member in read_addresses(root / "private")[0]}


def _submissions(root: Path, connection: sa.Connection, periods: Periods, since: dict[str, dt.datetime], found: Overdue) -> None:
    decided = (
        sa.select(decisions.c.submission, sa.func.max(decisions.c.at).label("at"), sa.func.max(decisions.c.file).label("file"))
        .where(decisions.c.undone.is_(False), decisions.c.action.in_(_ENDS))
        .group_by(decisions.c.submission)
        .subquery()
    )
    query = (
        sa.select(submissions.c.id, submissions.c.form, submissions.c.state, submissions.c.email, submissions.c.received, decided.c.at, decided.c.file)
        .outerjoin(decided, decided.c.submission == submissions.c.id)
        .order_by(submissions.c.id)
    )
    closings = _closings(connection)
    heard = set(connection.scalars(sa.select(followers.c.email).where(followers.c.ended.is_(None))))
    waits: Counter[str] = Counter()
    for row in connection.execute(query):
        end = row.at or row.received
        if row.state in ("new", "suspected"):
            waits[row.state] += row.received < periods.refused
        elif row.state in ("spam", "rejected"):
            if end < periods.refused:
                found.refused.append(row.id)
        elif row.form == LEAD:
            _request(row, closings, periods, waits, found)
        elif row.form in _OF_A_FILE and row.file:
            if (at := since.get(row.file)) and at < periods.member and not (root / row.file).is_file():
                found.departed.append(row.id)
        elif row.form in ("comment", "rating"):  # what was published of them stays, and is nobody's then
            if row.email and end < periods.closed and (row.form == "rating" or row.email not in heard):
                found.addresses.append(row.id)
        elif end < periods.closed:
            found.closed.append(row.id)
    if unread := waits["new"] + waits["suspected"]:
        found.left.append(
            f"Waiting for a decision for longer than spam is kept: {unread}, {waits['suspected']} of them suspected of being spam. "
            "Nothing is deleted unread; see inbox.review."
        )
    if waits["open"]:
        found.left.append(f"Old requests for a VA that are not closed: {waits['open']}. leads.list shows them, leads.close closes them.")


def _request(row: Any, closings: dict[int, tuple[int, dt.datetime | None]], periods: Periods, waits: Counter[str], found: Overdue) -> None:
    lead, closed = closings.get(row.id, (0, None))
    if closed is not None and closed < periods.closed:
        found.leads.append(lead)
        found.closed.append(row.id)
    elif closed is None:
        waits["open"] += (row.at or row.received) < periods.closed


def _closings(connection: sa.Connection) -> dict[int, tuple[int, dt.datetime | None]]:
    """Give, by submission, each lead and when it was closed, or None while it is open."""
    query = (
        sa.select(leads.c.submission, leads.c.id, leads.c.state, leads.c.opened, sa.func.max(lead_events.c.at).label("at"))
        .outerjoin(lead_events, sa.and_(lead_events.c.lead == leads.c.id, lead_events.c.step == "close", lead_events.c.undone.is_(False)))
        .group_by(leads.c.submission, leads.c.id, leads.c.state, leads.c.opened)
    )
    return {row.submission: (row.id, (row.at or row.opened) if row.state == "closed" else None) for row in connection.execute(query)}


def _readers(connection: sa.Connection, periods: Periods, found: Overdue) -> None:
    pending = sa.select(subscribers.c.id, subscribers.c.ended).where(
        subscribers.c.confirmed.is_(None), subscribers.c.asked < periods.unconfirmed,
        sa.or_(subscribers.c.ended.is_(None), subscribers.c.asked > subscribers.c.ended),
    )  # fmt: skip
    for row in connection.execute(pending.order_by(subscribers.c.id)):
        (found.readers if row.ended is None else found.back).append(row.id)
    over = sa.or_(
        sa.and_(followers.c.confirmed.is_(None), followers.c.ended.is_(None), followers.c.asked < periods.unconfirmed),
        followers.c.ended < periods.closed,
    )
    found.wishes = list(connection.scalars(sa.select(followers.c.id).where(over).order_by(followers.c.id)))


def _files(private: Path, before: dt.datetime) -> Iterator[Path]:
    moment = before.replace(tzinfo=dt.UTC).timestamp()
    known = {*(private / MAIL).glob("*/*.eml"), *(private / MAIL).glob("refused-*.txt"), *(private / EXPORTS).glob("*")}
    halves = {file for file in private.rglob("*") if is_leftover(file.relative_to(private))}
    for file in known | halves:
        if file.is_file() and file.stat().st_mtime < moment:
            yield file
