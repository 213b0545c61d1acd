"""The queue in a database: SQLite in private/ by default, PostgreSQL where several people moderate.

Whatever `add` has counted as new or known is committed. Adding the same things again changes nothing, so an import
that was killed is simply run again.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from forms.catalogue import NEWSLETTER

from .account import Account
from .record import SAME_WITHIN, Submission
from .tables import forgotten, metadata, submissions, subscribers

DATABASE = "office.db"
SETTING = "WARM_HANDOFF_DATABASE"  # the environment variable with the address of another database
_BATCH = 500  # rows of one transaction: few enough for SQLite's limit on values in a query
_LOCK = 7_214_001  # PostgreSQL's advisory lock: one writer at a time, so that nothing is added twice
_DECIDING = 7_214_002  # and another: one at a time who decides and writes the files of it


class StoreError(OSError):
    """The database cannot be used; `strerror` says why in words, and holds no address or password."""

    def __init__(self, words: str) -> None:
        super().__init__(0, words)


@dataclass(frozen=True, slots=True)
class Stored:
    """A submission as the queue has it."""

    id: int
    submission: Submission
    state: str
    score: float
    reasons: tuple[str, ...]
    near_key: str


class Store:
    """The queue. Open it with `open_store`, and close it."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        with self.writing() as connection:  # alone, so that two programs may begin at the same moment
            metadata.create_all(connection)
            _add_columns(connection)

    def close(self) -> None:
        """Give the database's files and connections back."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a transaction that is the only one to write until it ends."""
        with self.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """Let no other program decide, or finish what was decided, until it ends.

        Moderators who share a database have a checkout each: what one is about to write must not be written in another's. Of one
        that is killed the server lets go by itself. An SQLite file is shared within one checkout, where that is no matter.
        """
        if self.engine.dialect.name == "sqlite":
            yield
            return
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.select(sa.func.pg_advisory_lock(_DECIDING)))
            try:
                yield
            finally:
                connection.execute(sa.select(sa.func.pg_advisory_unlock(_DECIDING)))

    def add(self, arrivals: Iterable[Submission]) -> Account:
        """Add submissions, in transactions of a few hundred; give how many were new and how many known already."""
        account = Account()
        batch: list[Submission] = []
        for one in arrivals:
            batch.append(one)
            if len(batch) == _BATCH:
                self._add_batch(batch, account)
                batch = []
        if batch:
            self._add_batch(batch, account)
        return account

    def _add_batch(self, batch: Sequence[Submission], account: Account) -> None:
        keys = [one.content_key for one in batch]
        made = [_row(one, one.received.replace(tzinfo=None), key) for one, key in zip(batch, keys, strict=True)]
        new = known = 0
        with self.writing() as connection:
            by_id, by_content = _known(connection, batch, keys)
            ends = _ends(connection, batch)
            rows: list[dict[str, Any]] = []
            for one, key, row in zip(batch, keys, made, strict=True):
                at = row["received"]
                end = ends.get(one.email) if one.form == NEWSLETTER.id and one.source_id else None
                if one.id_key in by_id or any(_is_same(at, other, end) for other in by_content[key]):
                    known += 1
                    continue
                if one.id_key:
                    by_id.add(one.id_key)
                by_content[key].append(at)
                new += 1
                rows.append(row)
            if rows:
                connection.execute(sa.insert(submissions), rows)
        account.new += new  # counted when it is committed
        account.known += known

    def get(self, number: int) -> Stored | None:
        """Give one submission, or None."""
        with self.engine.connect() as connection:
            row = connection.execute(sa.select(submissions).where(submissions.c.id == number)).one_or_none()
        return stored_of(row) if row else None

    def queue(
        self, states: Sequence[str] = ("new",), form: str = "", limit: int = 50, after: int = 0, offset: int = 0
    ) -> list[Stored]:
        """Give a page of the queue, oldest first."""
        query = sa.select(submissions).where(submissions.c.state.in_(states))
        if form:
            query = query.where(submissions.c.form == form)
        if after:
            query = query.where(submissions.c.id > after)
        query = query.order_by(submissions.c.received, submissions.c.id).limit(limit).offset(offset)
        with self.engine.connect() as connection:
            return [stored_of(row) for row in connection.execute(query)]

    def counts(self) -> dict[tuple[str, str], int]:
        """Give how many submissions stand in each `(state, form)`."""
        query = sa.select(submissions.c.state, submissions.c.form, sa.func.count()).group_by(
            submissions.c.state, submissions.c.form
        )
        with self.engine.connect() as connection:
            return {(state, form): number for state, form, number in connection.execute(query)}

    def near(self, keys: Iterable[str]) -> dict[str, list[int]]:
        """Give the ids of all submissions that share each of some near keys, oldest first."""
        query = (
            sa.select(submissions.c.near_key, submissions.c.id)
            .where(submissions.c.near_key.in_(list(keys)))
            .order_by(submissions.c.id)
        )
        found: dict[str, list[int]] = defaultdict(list)
        with self.engine.connect() as connection:
            for key, number in connection.execute(query):
                found[key].append(number)
        return found


def open_store(private: Path, url: str = "") -> Store:
    """Open the queue: the database at `url`, or at the environment's WARM_HANDOFF_DATABASE, or `private/office.db`.

    A file is made readable by its owner alone. Raises OSError, with a reason in words, when it cannot be reached.
    """
    url = url or os.environ.get(SETTING, "")
    if not url:
        private.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name != "nt" and private.stat().st_mode & 0o077:
            private.chmod(0o700)
        file = private / DATABASE
        file.touch(mode=0o600)
    try:
        address = sa.make_url(url) if url else sa.URL.create("sqlite", database=str(file))
        if address.drivername in ("postgres", "postgresql"):
            address = address.set(drivername="postgresql+psycopg")
        engine = sa.create_engine(address)
        if engine.dialect.name == "sqlite":
            sa.event.listen(engine, "connect", _sqlite_settings)
        return Store(engine)
    except ModuleNotFoundError as error:
        raise StoreError(f"The database that {SETTING} names needs the Python package {error.name}. Install it first") from error
    except sa.exc.ArgumentError as error:
        raise StoreError(f"{SETTING} is no address of a database; it looks like postgresql://user@host/name") from error
    except sa.exc.SQLAlchemyError as error:
        where = f"the database that {SETTING} names" if url else f"private/{DATABASE}"
        raise cannot_open(where, error) from error


def cannot_open(where: str, error: Exception) -> StoreError:
    """Give the trouble with a database that does not open, in words."""
    return StoreError(f"Cannot open {where}: {type(error).__name__}. Is it there, and is it a database?")


def _sqlite_settings(connection: Any, _: Any) -> None:
    """Commits survive a power cut, readers do not wait for a writer, what is deleted is overwritten, and transactions begin where we say."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _add_columns(connection: sa.Connection) -> None:
    """Give a database of an earlier version the columns that came since."""
    inspector = sa.inspect(connection)
    for table in metadata.sorted_tables:
        present = {column["name"] for column in inspector.get_columns(table.name)}
        missing = [column for column in table.columns if column.name not in present]
        for column in missing:
            made = sa.schema.CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {made}")
        for index in table.indexes if missing else ():
            index.create(connection, checkfirst=True)


def _known(
    connection: sa.Connection, batch: Sequence[Submission], keys: Sequence[str]
) -> tuple[set[str | None], dict[str, list[dt.datetime]]]:
    ids = [one.id_key for one in batch if one.id_key]
    contents = list(set(keys))
    by_id: set[str | None] = set()
    by_content: dict[str, list[dt.datetime]] = defaultdict(list)
    for table in (submissions, forgotten):
        if ids:
            by_id.update(connection.scalars(sa.select(table.c.id_key).where(table.c.id_key.in_(ids))))
        query = sa.select(table.c.content_key, table.c.received).where(table.c.content_key.in_(contents))
        for key, received in connection.execute(query):
            by_content[key].append(received)
    return by_id, by_content


def _ends(connection: sa.Connection, batch: Sequence[Submission]) -> dict[str, dt.datetime]:
    """Give when each of those who sign up for the newsletter last left it, or was taken off."""
    emails = {one.email for one in batch if one.form == NEWSLETTER.id}
    if not emails:
        return {}
    query = sa.select(subscribers.c.email, subscribers.c.ended).where(subscribers.c.email.in_(emails), subscribers.c.ended.is_not(None))
    return {row.email: row.ended for row in connection.execute(query)}


def _is_same(at: dt.datetime, other: dt.datetime, end: dt.datetime | None) -> bool:
    """Whether two sendings of the same words are one. Two wishes for the newsletter are not when she left in between.

    That is asked only of what has an id of its service: without one the moment may lack its time zone, so that nobody can
    say what was before what.
    """
    return abs(at - other) <= SAME_WITHIN and not (end and other <= end < at)


def _row(one: Submission, at: dt.datetime, key: str) -> dict[str, Any]:
    return {
        "source": one.source,
        "id_key": one.id_key,
        "content_key": key,
        "near_key": one.near_key,
        "text_key": one.text_key,
        "form": one.form,
        "received": at,
        "page": one.page,
        "email": one.email,
        "fields": json.dumps(dict(one.fields), ensure_ascii=False),
        "flag": one.spam,
        "state": "suspected" if one.spam else "new",
        "score": 0.0,
        "reasons": "",
    }


def stored_of(row: sa.Row[Any]) -> Stored:
    """Give a row of the table as a submission."""
    source_id = row.id_key.split(":", 2)[2] if row.id_key else ""
    received = row.received.replace(tzinfo=dt.UTC)
    submission = Submission(row.source, source_id, row.form, received, json.loads(row.fields), row.page, row.flag)
    reasons = tuple(line for line in row.reasons.split("\n") if line)
    return Stored(row.id, submission, row.state, row.score, reasons, row.near_key)
