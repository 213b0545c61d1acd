"""The leads room of a small checkout with three members."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clients import Room, people

from office.inbox.store import SETTING, open_store


@pytest.fixture
def room(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.delenv(SETTING, raising=False)
    people(root)
    store = open_store(root / "private")
    yield Room(root, store)
    store.close()
