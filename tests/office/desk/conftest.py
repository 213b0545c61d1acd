"""The Desk of a small checkout, and an owner who has opened it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asgi_client import App
from owner import Owner, enter, open_here

from office.desk.app import DeskApp
from office.inbox.store import Store


@pytest.fixture
def opened(root: Path) -> Iterator[tuple[DeskApp, App]]:
    found = open_here(root)
    yield found
    found[0].store.close()


@pytest.fixture
def store(opened: tuple[DeskApp, App]) -> Store:
    return opened[0].store


@pytest.fixture
def owner(opened: tuple[DeskApp, App]) -> Owner:
    return enter(*opened)
