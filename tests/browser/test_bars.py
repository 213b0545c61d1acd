"""The shipped site, every page type, in a real Chromium: one test a bar, one browser for all."""

from __future__ import annotations

import pytest
from bars.chrome import Bench
from bars.every import BROWSER_BARS, BrowserBar

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("bar", BROWSER_BARS, ids=lambda bar: bar.name)
def test_every_page_type_holds_the_bar(bar: BrowserBar, bench: Bench) -> None:
    assert bar.measure(bench).summary == [], bar.limit
