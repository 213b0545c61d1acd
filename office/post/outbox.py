"""Where letters go out: as drafts in private/mail/, or sent, each once.

The log of what was sent is written in two steps: *sending* before the server is asked, *sent* after it has said yes.
A run that is killed in between leaves *sending*. Whether that letter went nobody knows, so it is never sent again by
itself: a reader is rather missed than mailed twice.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable
from email.message import EmailMessage
from pathlib import Path

import sqlalchemy as sa

from hub_core.atomic import write_text
from office.inbox.store import Store
from office.inbox.tables import letters

from .sending import Mailer, SendError

MAIL = "mail"


def draft(private: Path, kind: str, name: str, message: EmailMessage) -> Path:
    """Write a message to `private/mail/<kind>/<name>.eml`, which mail programs open as a draft, and give the file.

    Only its owner can read it. Raises OSError.
    """
    file = file_of(private, kind, name)
    for one in (private, private / MAIL, file.parent):
        one.mkdir(mode=0o700, parents=True, exist_ok=True)
    if "X-Unsent" not in message:
        message["X-Unsent"] = "1"  # Outlook and Apple Mail open it as a letter that is still to be sent
    write_text(file, message.as_bytes().decode("ascii"), mode=0o600)
    return file


def file_of(private: Path, kind: str, name: str) -> Path:
    """Give the file that `draft` writes a message to."""
    safe = re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-")[:120] or "letter"
    return private / MAIL / kind / f"{safe}.eml"


def drafts(private: Path) -> Iterable[Path]:
    """Give all drafts."""
    return sorted((private / MAIL).glob("*/*.eml"))


class SentLog:
    """Which letters went out. A key names a letter and its reader without an address: `reply:12:2026-09-14-noor-1`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def known(self, keys: Iterable[str]) -> dict[str, str]:
        """Give the state of those of some letters that are in the log: sending, sent or drafted."""
        wanted = list(keys)
        found: dict[str, str] = {}
        with self.store.engine.connect() as connection:
            for start in range(0, len(wanted), 500):
                query = sa.select(letters.c.key, letters.c.state).where(letters.c.key.in_(wanted[start : start + 500]))
                found |= {row.key: row.state for row in connection.execute(query)}
        return found

    def drafted(self, key: str, now: dt.datetime) -> None:
        """Note that a letter lies ready as a draft."""
        self._begin(key, "drafted", now)

    def all_drafted(self, keys: Iterable[str], now: dt.datetime) -> None:
        """Note in one transaction that some letters lie ready as drafts; those that are in the log already stay as they are."""
        new = list(dict.fromkeys(keys))
        known = self.known(new)
        rows = [{"key": key, "state": "drafted", "at": now.astimezone(dt.UTC).replace(tzinfo=None)} for key in new if key not in known]
        if rows:
            with self.store.writing() as connection:
                connection.execute(sa.insert(letters), rows)

    def send(self, key: str, message: EmailMessage, mailer: Mailer, now: dt.datetime) -> bool:
        """Send a letter unless it is in the log as sending or sent; say whether it went. `now` has a time zone.

        Raises SendError when the server said no: then it is not in the log, and can be tried again. When some of several
        addresses took it, it counts as sent.
        """
        if not self._begin(key, "sending", now):
            return False
        try:
            mailer.send(message)
        except SendError as error:
            mine = letters.c.key == key, letters.c.state == "sending"
            went = sa.update(letters).where(*mine).values(state="sent")
            with self.store.writing() as connection:
                connection.execute(went if error.refused else sa.delete(letters).where(*mine))
            raise
        with self.store.writing() as connection:
            connection.execute(sa.update(letters).where(letters.c.key == key).values(state="sent"))
        return True

    def _begin(self, key: str, state: str, now: dt.datetime) -> bool:
        at = now.astimezone(dt.UTC).replace(tzinfo=None)
        with self.store.writing() as connection:
            present = connection.scalar(sa.select(letters.c.state).where(letters.c.key == key))
            if present in ("sending", "sent"):
                return False
            if present is None:
                connection.execute(sa.insert(letters).values(key=key, state=state, at=at))
            else:
                connection.execute(sa.update(letters).where(letters.c.key == key).values(state=state, at=at))
        return True


def shown_drafts(files: Iterable[Path], root: Path) -> list[str]:
    """Give the paths of drafts as they are named to people."""
    return [os.path.relpath(file, root).replace(os.sep, "/") for file in files]
