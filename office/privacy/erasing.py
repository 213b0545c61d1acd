"""Deletes what is held of one person, files first and the rows that lead to them last: cut off in between, the same task goes on."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from forms.catalogue import NEWSLETTER
from hub_core.atomic import write_text
from office.inbox.learner import Learner
from office.inbox.record import Submission
from office.inbox.store import DATABASE, Store
from office.inbox.tables import (
    decisions,
    followers,
    forgotten,
    lead_events,
    letters,
    submissions,
    subscribers,
    words,
)
from office.inbox.takedown import Fate, carry_out, naming
from office.inbox.votes import take_out
from office.leads import person
from office.links import saved
from office.workbench import say

from .held import Held, Row, of_line

_AT_ONCE = 500


def entries_that_go(root: Path, held: Held) -> list[str]:
    """Give those of her entries in the directory that she sent herself and that no other file names. The rest goes by hand."""
    new = {row["file"] for row in held.decisions if row["file_before"] is None}
    return [path for path in held.entries if path.startswith("content/members/") and path in new and not naming(root, path)]


def erase(root: Path, store: Store | None, held: Held, address: str, fates: Sequence[Fate], entries: Sequence[str]) -> None:
    """Delete it all. `fates` are of her comments, `entries` the files of content/ that go besides. Raises OSError."""
    carry_out(root, store, fates)
    gone = [*entries, *(fate.path for fate in fates)]
    for path in entries:
        (root / path).unlink(missing_ok=True)
    _forget_places(root / "private", gone)
    for file in held.lists:
        _take_out(file, address)
    for file in (*held.received, *held.exports, *held.letters, *held.leftovers):
        file.unlink(missing_ok=True)
        if file.parent.name.startswith("."):
            with suppress(OSError):  # there may be more in it
                file.parent.rmdir()
    if store is None:
        return
    with store.writing() as connection:
        person.erase(connection, held.leads)
        for row in held.answers:
            connection.execute(sa.update(lead_events).where(lead_events.c.id == row["id"]).values(note=""))
        for slug in {*held.members, *(Path(path).stem for path in entries)}:
            if not (root / "content" / "members" / f"{slug}.md").is_file():
                person.forget_member(connection, slug)
        take_out(root, connection, [row["id"] for row in held.submissions])
        forget_lessons(connection, Learner(store), held.decisions)
        _leave_marks(connection, [row for row in held.submissions if row["source"] != "receiver"])
        delete_submissions(connection, [row["id"] for row in held.submissions])
        delete_wishes(connection, [row["id"] for row in held.follows])
        delete_readers(connection, [row["id"] for row in held.readers])
        forget_mark(connection, address)
    scrub(store)


def _leave_marks(connection: sa.Connection, rows: Sequence[Row]) -> None:
    """Leave the marks by which what a form service still holds does not come back with the next fetch or import.

    The mark of a sign-up would be made of nothing but her address, so there its id at the service has to do.
    """
    for row in rows:
        is_address = row["form"] == NEWSLETTER.id
        if is_address and not row["id_key"]:
            continue
        key = hashlib.sha256(row["id_key"].encode("utf-8")).hexdigest()[:32] if is_address else row["content_key"]
        connection.execute(sa.insert(forgotten).values(id_key=row["id_key"], content_key=key, received=row["received"]))


def _take_out(file: Path, address: str) -> None:
    lines = file.read_text(encoding="utf-8", errors="surrogateescape").splitlines(keepends=True)
    kept = "".join(line for line in lines if of_line(line) != address)
    write_text(file, kept, mode=0o600)


def _forget_places(private: Path, gone: Sequence[str]) -> None:
    """Take files that are gone out of the report on links; what stood there alone goes with them."""
    report = saved.load(private)
    if report is None:
        return
    left = [replace(one, places=tuple(place for place in one.places if place.path not in gone)) for one in report.entries]
    kept = saved.report(report.at, [one for one in left if one.places])
    if kept != report:
        saved.save(private, kept)


def forget_lessons(connection: sa.Connection, learner: Learner, made: Sequence[Row]) -> None:
    """Take back what the learner knows from some decisions; words that nobody else wrote go altogether."""
    for row in made:
        if not row["undone"]:
            learner.forget(connection, row["action"], json.loads(row["before"]).get("words", ""))
    connection.execute(sa.delete(words).where(words.c.spam <= 0, words.c.ham <= 0))


def delete_submissions(connection: sa.Connection, numbers: Sequence[int]) -> None:
    """Delete submissions with their decisions, which do not follow them by themselves in every database."""
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        connection.execute(sa.delete(decisions).where(decisions.c.submission.in_(some)))
        connection.execute(sa.delete(submissions).where(submissions.c.id.in_(some)))


def delete_wishes(connection: sa.Connection, numbers: Sequence[int]) -> None:
    """Delete wishes to hear of answers, and what the log says of their letters: their numbers may be given again."""
    for number in numbers:
        connection.execute(sa.delete(letters).where(sa.or_(letters.c.key == f"follow:{number}", letters.c.key.startswith(f"answer:{number}:"))))
        connection.execute(sa.delete(followers).where(followers.c.id == number))


def delete_readers(connection: sa.Connection, numbers: Sequence[int]) -> None:
    """Delete readers of the newsletter, and what the log says of their letters."""
    for number in numbers:
        keys: list[sa.ColumnElement[bool]] = [letters.c.key.startswith(f"newsletter-confirm:{number}:")]
        keys.append(sa.and_(letters.c.key.startswith("newsletter:"), letters.c.key.endswith(f":{number}")))
        connection.execute(sa.delete(letters).where(sa.or_(*keys)))
        connection.execute(sa.delete(subscribers).where(subscribers.c.id == number))


def forget_mark(connection: sa.Connection, address: str) -> None:
    """A sign-up that went when its time was over left a mark that is made of nothing but her address, so it tells of her."""
    mark = Submission("", "", NEWSLETTER.id, dt.datetime.min.replace(tzinfo=dt.UTC), {"email": address}).content_key
    connection.execute(sa.delete(forgotten).where(forgotten.c.content_key == mark))


def scrub(store: Store) -> None:
    """Both databases leave what was deleted in their files until somebody tidies them."""
    try:
        if store.engine.dialect.name == "sqlite":
            with store.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout=2000")  # who reads for longer has a page open, and is told
                connection.exec_driver_sql("VACUUM")
                busy: Any = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
                connection.invalidate()  # the next one is patient again
            if busy:
                raise sa.exc.OperationalError("PRAGMA wal_checkpoint", {}, OSError("busy"))
        else:
            with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("SET lock_timeout = '5s'")
                connection.exec_driver_sql("VACUUM (FULL) submissions, decisions, forgotten, words, followers, subscribers, letters, leads, lead_events")
    except sa.exc.DBAPIError:
        where = f"private/{DATABASE}" if store.engine.dialect.name == "sqlite" else "the database"
        say.err(f"{where} is in use, so traces of the rows stay in it for now. Stop `serve` and run this again.")
