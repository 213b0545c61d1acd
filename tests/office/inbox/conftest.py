"""An empty queue beside a small checkout."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from queueing import Typing, desk_of

from office.inbox.decide import Desk
from office.inbox.store import Store, open_store


@pytest.fixture
def store(private: Path) -> Iterator[Store]:
    opened = open_store(private)
    yield opened
    opened.close()


@pytest.fixture
def desk(root: Path, store: Store) -> Desk:
    return desk_of(root, store)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Give a function that stands for somebody at the keyboard: each line she types, then the end."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)

    def lines(*given: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in given)))

    return lines
