"""The checkout that most tests of the served site share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from served import Served, checkout, serving


@pytest.fixture(scope="module")
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The served checkout. What a module names in ADDED, by its path below content/, is in it from the beginning."""
    root = checkout(tmp_path_factory.mktemp("served") / "a hub")
    for name, content in getattr(request.module, "ADDED", {}).items():
        (root / "content" / name).write_bytes(content)
    with serving(root) as served:
        yield served
