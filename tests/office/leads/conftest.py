"""The leads room of a small checkout with three members."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
for folder in ("post", "desk"):
    sys.path.append(str(HERE.parent / folder))

from clients import Room, people  # noqa: E402

from office.inbox.store import open_store  # noqa: E402
from office.post.sending import PASSWORD, SENDER, SERVER  # noqa: E402


@pytest.fixture
def room(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    for name in (PASSWORD, SENDER, SERVER):
        monkeypatch.delenv(name, raising=False)
    people(root)
    store = open_store(root / "private")
    yield Room(root, store)
    store.close()
