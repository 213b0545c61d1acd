"""Submissions on disk: one JSON file each, safe before the visitor gets an answer, readable by the owner alone."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hub_core.atomic import write_text

INBOX = "inbox"
SPAM = "spam"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Submission:
    """What one visitor sent with one form. `received` is in UTC; `fields` holds the form's own fields and no others."""

    id: str
    form: str
    received: dt.datetime
    fields: Mapping[str, str]
    spam: str = ""  # why it is taken for spam, or nothing

    def as_json(self) -> str:
        """Give the file's text."""
        record = {
            "version": _VERSION,
            "id": self.id,
            "source": "receiver",
            "form": self.form,
            "received": self.received.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "spam": self.spam or None,
            "fields": dict(self.fields),
        }
        return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def new_id(now: dt.datetime) -> str:
    """Give an id that sorts by time and cannot be guessed. `now` is in UTC."""
    return f"{now:%Y%m%dT%H%M%S%f}Z-{secrets.token_hex(8)}"


def keep(private: Path, submission: Submission) -> Path:
    """Write a submission to `private/inbox/<form>/` or `private/spam/<form>/` and give its file.

    When this returns, the file and its folder are synced to the disk. Raises OSError, and then nothing is left.
    """
    folder = private / (SPAM if submission.spam else INBOX) / submission.form
    for one in (private, folder.parent, folder):
        _make_private(one)
    file = folder / f"{submission.id}.json"
    write_text(file, submission.as_json(), mode=0o600)
    return file


def _make_private(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync(folder.parent)
    elif os.name != "nt" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def _sync(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
