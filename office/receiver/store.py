"""Submissions that an earlier version kept as files: `private/inbox/<form>/<id>.json` and `private/spam/<form>/<id>.json`.

They are taken into the database once, and each file is deleted after the commit that holds what was in it.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterator
from pathlib import Path

from office.inbox.record import Submission, accept
from office.inbox.store import Store

ROOMS = ("inbox", "spam")
_BATCH = 500


def new_id(now: dt.datetime) -> str:
    """Give an id that sorts by time and cannot be guessed. `now` is in UTC."""
    return f"{now:%Y%m%dT%H%M%S%f}Z-{secrets.token_hex(8)}"


def old_files(private: Path) -> Iterator[Path]:
    """Give the files that wait to be taken in."""
    for room in ROOMS:
        yield from sorted((private / room).glob("*/*.json"))


def take_in(private: Path, store: Store) -> tuple[int, list[str]]:
    """Take the files into the database; give how many were new, and a line for each file that stays where it is.

    Raises OSError. Stopped in between, the next call goes on: a file that is in the database already is known by its id.
    """
    new, lines = 0, []
    batch: list[tuple[Path, Submission]] = []

    def commit() -> int:
        account = store.add(submission for _, submission in batch)
        for file, _ in batch:
            file.unlink(missing_ok=True)
        batch.clear()
        return account.new

    for file in list(old_files(private)):
        submission, reason = read_file(file)
        if submission is None:
            lines.append(f"{file.relative_to(private.parent).as_posix()}: not taken into the inbox: {reason}")
            continue
        batch.append((file, submission))
        if len(batch) == _BATCH:
            new += commit()
    new += commit()
    return new, lines


def read_file(file: Path) -> tuple[Submission | None, str]:
    """Give the submission of a file, or why it is none, without what the file holds."""
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        fields = {str(name): str(value) for name, value in record["fields"].items()}
        received = dt.datetime.fromisoformat(record["received"])
        spam, source_id, form = str(record.get("spam") or ""), str(record["id"]), str(record["form"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None, "it is not one of the receiver's files"
    return accept("receiver", form, fields, received, source_id=source_id, spam=spam)
