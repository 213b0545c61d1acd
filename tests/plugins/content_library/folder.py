"""A content folder on disk: the smallest that has no problem, and what a test adds."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

from ..make import SUMMARY, WORDS, file_text

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'


def article(body: str = "Words.\n", **changes: Any) -> str:
    """The text of an article."""
    fields = {"title": "A first month", "date": "2026-03-01", "author": "jo-sample", "summary": SUMMARY}
    return file_text(fields | changes, body)


def member(**changes: Any) -> str:
    """The text of a member's file."""
    fields = {
        "name": "Jo Sample", "headline": "Keeps books that balance", "services": ["bookkeeping"],
        "languages": [{"code": "en", "level": "native"}], "time_zone": "Europe/Lisbon", "hours": "09:00-17:00", "since": 2014,
        "availability": "open", "confirmed": "2026-02-10", "joined": "2026-02-10",
    }  # fmt: skip
    return file_text(fields | changes, "I keep books.\n")


def page(body: str = "Words.\n", **changes: Any) -> str:
    """The text of a page."""
    return file_text({"title": "About us", "summary": SUMMARY} | changes, body)


def resource(body: str = "Words.\n", **changes: Any) -> str:
    """The text of a resource."""
    fields = {"title": "A tool", "url": "https://tool.example/", "kind": "tool", "category": "writing", "audience": ["vas"], "cost": "free"}
    return file_text(fields | {"summary": "Records hours and turns them into invoices, plainly."} | changes, body)


def tip(body: str = "Words.\n", **changes: Any) -> str:
    """The text of a tip."""
    return file_text({"title": "A tip", "date": "2026-03-01", "topic": "money"} | changes, body)


def offer(**changes: Any) -> str:
    """The text of an offer that runs on the tests' day."""
    fields = {"title": "An hour", "from": "2026-11-01", "until": "2026-11-30", "by": "jo-sample", "disclosure": "Nothing is earned."}
    return file_text(fields | changes, "Words.\n")


def comment(body: str = "Thank you.\n", **changes: Any) -> str:
    """The text of a comment."""
    return file_text({"author": "Mara", "date": "2026-09-15T08:12:00Z"} | changes, body)


def png(width: int, height: int) -> bytes:
    """A PNG's beginning, which says its size; the picture itself is not there."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def make(root: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """Write the folder `content` into `root` with a vocabulary, a member and an article, and the given files."""
    smallest = {
        "vocabulary.yaml": "\n".join(f"{section}: {json.dumps(words)}" for section, words in WORDS.items()),
        "members/jo-sample.md": member(),
        "articles/starting-out/a-first-month.md": article(),
    }
    content = root / "content"
    for name, text in (smallest | (files or {})).items():
        file = content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return content
