"""A checkout with an inbox, for what is held of one person."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
for folder in ("inbox", "leads"):
    sys.path.append(str(HERE.parent / folder))

from queueing import desk_of  # noqa: E402

from office.inbox.decide import Desk  # noqa: E402
from office.inbox.store import Store, open_store  # noqa: E402
from office.post.sending import PASSWORD, SENDER, SERVER  # noqa: E402


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (PASSWORD, SENDER, SERVER):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def store(private: Path) -> Iterator[Store]:
    opened = open_store(private)
    yield opened
    opened.close()


@pytest.fixture
def desk(root: Path, store: Store) -> Desk:
    return desk_of(root, store)
