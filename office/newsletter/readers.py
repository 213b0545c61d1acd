"""Who reads the newsletter. A reader asks by the form, confirms by a link, and leaves by another; nobody is added otherwise.

An address that left or bounced stays, so that nothing adds it again. Its owner alone can: by asking and confirming anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from office.inbox.store import Store
from office.inbox.tables import submissions, subscribers
from office.post.letters import is_address

FORM = "newsletter"
HOLDS = dt.timedelta(days=14)  # how long a wish can be confirmed
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader, or somebody who asked to be one. `asked` is UTC without a zone, as the databases keep it."""

    id: int
    email: str
    asked: dt.datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How many read, how many have not confirmed, and how many get nothing any more."""

    confirmed: int
    waiting: int
    ended: int


class Readers:
    """The readers in the office's database. Moments that come in have a time zone."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def take_in(self) -> int:
        """Take the wishes that came through the form, and give how many are new. What is suspected of being spam stays
        in the queue until the owner has decided. A wish that was taken is marked as done.
        """
        with self.store.writing() as connection:
            return _take_in(connection)

    def to_take_in(self) -> int:
        """Give how many wishes `take_in` would find new. Nothing is written."""
        try:
            with self.store.writing() as connection:
                raise _OnlyLooked(_take_in(connection))
        except _OnlyLooked as looked:
            return looked.new

    def waiting(self) -> list[Reader]:
        """Give those who asked and have not confirmed."""
        pending = sa.or_(subscribers.c.ended.is_(None), subscribers.c.asked > subscribers.c.ended)
        return self._read(sa.and_(subscribers.c.confirmed.is_(None), pending))

    def confirmed(self) -> list[Reader]:
        """Give all who are to get the next issue, by their numbers."""
        return self._read(sa.and_(subscribers.c.confirmed.is_not(None), subscribers.c.ended.is_(None)))

    def counts(self) -> Counts:
        """Count them."""
        with self.store.engine.connect() as connection:
            ended = connection.scalar(sa.select(sa.func.count()).where(subscribers.c.ended.is_not(None))) or 0
        return Counts(len(self.confirmed()), len(self.waiting()), ended)

    def confirm(self, number: int, asked: int, now: dt.datetime) -> bool:
        """Confirm the wish of a moment, in seconds since 1970; say whether it is there. Doing it twice changes nothing."""
        with self.store.writing() as connection:
            row = connection.execute(sa.select(subscribers).where(subscribers.c.id == number)).one_or_none()
            if row is None or seconds(row.asked) != asked or (row.ended and row.ended > row.asked):
                return False
            if row.confirmed is None:
                values = {"confirmed": _utc(now), "ended": None, "reason": ""}
                connection.execute(sa.update(subscribers).where(subscribers.c.id == number).values(**values))
        return True

    def confirm_by_hand(self, addresses: Iterable[str], now: dt.datetime) -> tuple[int, int]:
        """Confirm those who asked and said yes in a mail; give how many were, and how many are not waiting."""
        wanted = {one.strip().casefold() for one in addresses}
        found = [one for one in self.waiting() if one.email in wanted]
        for one in found:
            self.confirm(one.id, seconds(one.asked), now)
        return len(found), len(wanted) - len(found)

    def leave(self, number: int, now: dt.datetime) -> None:
        """End a reader's subscription by her number."""
        self._end([subscribers.c.id == number], "left", now)

    def end(self, addresses: Iterable[str], reason: str, now: dt.datetime, *, only_known: bool = False) -> tuple[int, int]:
        """End what goes to some addresses, whether they read or not, unless `only_known`; give how many ended now, and
        how many were ended before or are not known. `reason` is left or bounced.
        """
        wanted = sorted({one.strip().casefold() for one in addresses})
        ended = 0
        for start in range(0, len(wanted), _BATCH):
            some = wanted[start : start + _BATCH]
            ended += self._end([subscribers.c.email.in_(some)], reason, now)
            if only_known:
                continue
            with self.store.writing() as connection:
                known = set(connection.scalars(sa.select(subscribers.c.email).where(subscribers.c.email.in_(some))))
                rows = [{"email": one, "asked": _utc(now), "ended": _utc(now), "reason": reason} for one in some if one not in known]
                if rows:
                    connection.execute(sa.insert(subscribers), rows)
                ended += len(rows)
        return ended, len(wanted) - ended

    def _end(self, where: list[sa.ColumnElement[bool]], reason: str, now: dt.datetime) -> int:
        pending = sa.or_(subscribers.c.ended.is_(None), sa.and_(subscribers.c.asked > subscribers.c.ended))
        values = {"confirmed": None, "ended": _utc(now), "reason": reason}
        with self.store.writing() as connection:
            return connection.execute(sa.update(subscribers).where(*where, pending).values(**values)).rowcount

    def _read(self, where: sa.ColumnElement[bool]) -> list[Reader]:
        query = sa.select(subscribers.c.id, subscribers.c.email, subscribers.c.asked).where(where).order_by(subscribers.c.id)
        with self.store.engine.connect() as connection:
            return [Reader(row.id, row.email, row.asked) for row in connection.execute(query)]


def seconds(moment: dt.datetime) -> int:
    """Give a moment of the database in seconds since 1970, as links hold it."""
    return int(moment.replace(tzinfo=dt.UTC).timestamp())


def batches(found: list[Reader]) -> Iterator[list[Reader]]:
    """Give readers in groups that share a transaction."""
    for start in range(0, len(found), _BATCH):
        yield found[start : start + _BATCH]


def _asks_anew(row: sa.Row[tuple[object, ...]], received: dt.datetime) -> bool:
    """An end is answered by a later wish alone, and a wish that can no longer be confirmed by the next."""
    if received <= row.asked:
        return False
    if row.ended is not None and row.asked <= row.ended:
        return bool(received > row.ended)
    return row.confirmed is None and received > row.asked + HOLDS


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


class _OnlyLooked(Exception):  # noqa: N818 - it takes a transaction back, which is no error
    def __init__(self, new: int) -> None:
        super().__init__()
        self.new = new


def _take_in(connection: sa.Connection) -> int:
    new = 0
    query = (
        sa.select(submissions.c.id, submissions.c.email, submissions.c.received, submissions.c.state)
        .where(submissions.c.form == FORM, submissions.c.state.in_(("new", "done")))
        .order_by(submissions.c.received, submissions.c.id)
    )
    known = {row.email: row for row in connection.execute(sa.select(subscribers))}
    for row in connection.execute(query).all():
        if row.state == "new":
            connection.execute(sa.update(submissions).where(submissions.c.id == row.id).values(state="done"))
        if not is_address(row.email):
            continue
        before = known.get(row.email)
        if before is None:
            connection.execute(sa.insert(subscribers).values(email=row.email, asked=row.received))
        elif _asks_anew(before, row.received):
            wish = {"asked": row.received, "confirmed": None}
            connection.execute(sa.update(subscribers).where(subscribers.c.email == row.email).values(**wish))
        else:
            continue
        new += 1
        known[row.email] = connection.execute(sa.select(subscribers).where(subscribers.c.email == row.email)).one()
    return new
