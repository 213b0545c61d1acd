"""The checkout that most tests of the served site share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from served import Served, checkout, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(checkout(tmp_path_factory.mktemp("served") / "a hub")) as served:
        yield served
