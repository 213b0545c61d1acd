"""The shipped site, every page, as files: the bars that need no browser, and the Nu HTML checker."""

from __future__ import annotations

from pathlib import Path

import pytest
from bars.built import BuiltSite
from bars.every import FILE_BARS, FileBar
from bars.html_nu import LIMIT, html_nu
from bars.page_types import ADDRESSES, page_types


@pytest.mark.parametrize("bar", FILE_BARS, ids=lambda bar: bar.name)
def test_every_page_holds_the_bar(bar: FileBar, built_site: BuiltSite) -> None:
    assert bar.measure(built_site).summary == [], bar.limit


@pytest.mark.nu
def test_the_html_checker_has_nothing_to_say(built_site: BuiltSite, nu_jar: Path) -> None:
    assert html_nu(built_site, nu_jar).summary == [], LIMIT


def test_the_bars_see_every_page_type(built_site: BuiltSite) -> None:
    """A type that the site lost, or whose addresses changed, would otherwise go unmeasured without a word."""
    assert {name for _, name in ADDRESSES} - page_types(built_site).keys() == set()
