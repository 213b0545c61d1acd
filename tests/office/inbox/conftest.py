"""An empty queue beside a small checkout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from queueing import desk_of

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
