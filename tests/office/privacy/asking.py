"""One person, what she sends, and the two tasks about her. All people are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from queueing import NOW, comment, rows_of

from office.inbox.decide import Desk
from office.inbox.store import Store
from office.inbox.tables import followers, submissions
from office.privacy import tasks as privacy

MARA, OTHER = "mara@mara.example", "otto@otto.example"
FOLDER = "content/comments/a-first-month"
PLACE = f"{FOLDER}/2026-11-21-removed-1.md"


def erase(root: Path, email: str = MARA, **changes: Any) -> int:
    return privacy.erase_task(root, [email], **({"yes": True, "clock": lambda: NOW} | changes))


def export(root: Path, email: str = MARA) -> dict[str, Any]:
    assert privacy.export_task(root, [email], clock=lambda: NOW) == 0
    [file] = (root / "private" / "exports").glob("*.json")
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def publish(store: Store, desk: Desk, text: str, *, parent: str = "", **fields: str) -> str:
    """Let a comment in and approve it; give its path."""
    before = {row[0] for row in rows_of(store, submissions)}
    store.add([comment(text=text, reply_to=parent, **fields)])
    [number] = {row[0] for row in rows_of(store, submissions)} - before
    return desk.approve(number).file


def keep(private: Path, email: str, folder: str = "inbox") -> Path:
    """A file of the receiver that was not read into the queue yet."""
    file = private / folder / "newsletter" / f"{len(list(private.rglob('*.json')))}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"form": "newsletter", "fields": {"email": email}}))
    return file


def follow(store: Store, email: str) -> None:
    with store.writing() as connection:
        connection.execute(sa.insert(followers).values(email=email, article="a-first-month", comment="x", token=f"secret-{email}"))
