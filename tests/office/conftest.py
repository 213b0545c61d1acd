"""A receiver on a small checkout, for the tests of what visitors send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_site import make_site
from submitting import NOW, REPOSITORY

from forms.catalogue import FORMS
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from office.inbox.store import SETTING
from office.receiver.app import Receiver
from office.receiver.choices import ContentChoices
from office.receiver.pages import Pages


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_site(tmp_path / "a hub")


@pytest.fixture
def private(root: Path) -> Path:
    return root / "private"


@pytest.fixture
def receiver(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.delenv(SETTING, raising=False)
    (root / "output").mkdir()
    (root / "output" / "404.html").write_text('<link href="/feed" rel=alternate><link rel="stylesheet" href="/theme/a.css?v=1"><link rel=icon href="/i.svg">')
    pages = Pages(
        REPOSITORY / "theme" / "templates", root / "output", Addresses("https://hub.example/va", "/va"),
        HubSettings(form_service="formspree"), ContentChoices(root / "content"),
    )  # fmt: skip
    receiver = Receiver(FORMS, root / "private", pages, clock=lambda: NOW, posts_a_minute=100_000)
    yield receiver
    receiver.close()
