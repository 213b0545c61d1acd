"""A queue and submissions for the tests of the inbox. All people are invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from office.inbox.decide import Desk
from office.inbox.record import Submission, accept
from office.inbox.store import Store, open_store

NOW = dt.datetime(2026, 11, 21, 9, 30, 15, tzinfo=dt.UTC)
COMMENT = {"article": "a-first-month", "text": "The list for the second week is what I had been missing.", "name": "Mara", "email": "mara@mara.example"}
SPAM = "Rank on Google with our casino"
RATING = {"article": "a-first-month", "stars": "5"}
Typing = Callable[..., None]  # the fixture `typed`


def comment(source: str = "receiver", source_id: str = "", at: dt.datetime = NOW, spam: str = "", **fields: str) -> Submission:
    """Give a comment that the form takes."""
    return sent("comment", {**COMMENT, **fields}, source, source_id, at, spam)


def rating(source_id: str = "", at: dt.datetime = NOW, **fields: str) -> Submission:
    """Give a rating that the form takes."""
    return sent("rating", {**RATING, **fields}, "receiver", source_id, at)


def sent(
    form: str, fields: dict[str, str], source: str = "receiver", source_id: str = "", at: dt.datetime = NOW, spam: str = ""
) -> Submission:
    """Give a submission, or fail with the reason for which it is refused."""
    found, reason = accept(source, form, fields, at, source_id=source_id, spam=spam)
    assert found is not None, reason
    return found


def desk_of(root: Path, store: Store) -> Desk:
    """Give a desk for a checkout that small_site.make_site wrote."""
    return Desk(root, store, zone="Europe/Lisbon", owner="jo-sample", clock=lambda: NOW)


def files_of(root: Path) -> dict[str, bytes]:
    """Give every file of content/ with its bytes."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted((root / "content").rglob("*")) if file.is_file()}


def rows_of(store: Store, table: Any) -> list[tuple[Any, ...]]:
    """Give a table whole, in order."""
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key.columns))]


def states(store: Store) -> dict[int, str]:
    """Give the state of each submission by its number."""
    return {one.id: one.state for one in store.queue(("new", "suspected", "approved", "rejected", "spam", "done"))}


def last(capsys: pytest.CaptureFixture[str]) -> str:
    """Give the last line that was printed."""
    return capsys.readouterr().out.splitlines()[-1]


def stored(root: Path) -> int:
    """Give how many submissions a checkout holds."""
    store = open_store(root / "private")
    try:
        return sum(store.counts().values())
    finally:
        store.close()
