"""The shipped site, every page, as files: the bars that need no browser, and the Nu HTML checker."""

from __future__ import annotations

from pathlib import Path

import pytest
from bars.build import build_site
from bars.built import BuiltSite
from bars.every import FILE_BARS, FileBar
from bars.html_nu import LIMIT, html_nu
from bars.page_types import ADDRESSES, page_types


@pytest.fixture(scope="module")
def site_in_a_folder(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The shipped site, built for an address that is not the root of its host."""
    return build_site(tmp_path_factory.mktemp("folder") / "output", "https://warm-handoff.example/hub")


@pytest.mark.parametrize("bar", FILE_BARS, ids=lambda bar: bar.name)
def test_every_page_holds_the_bar(bar: FileBar, built_site: BuiltSite) -> None:
    assert bar.measure(built_site).summary == [], bar.limit


@pytest.mark.parametrize("bar", FILE_BARS, ids=lambda bar: bar.name)
def test_every_page_of_a_site_in_a_folder_holds_the_bar(bar: FileBar, site_in_a_folder: BuiltSite) -> None:
    assert bar.measure(site_in_a_folder).summary == [], bar.limit


@pytest.mark.nu
def test_the_html_checker_has_nothing_to_say(built_site: BuiltSite, nu_jar: Path) -> None:
    assert html_nu(built_site, nu_jar).summary == [], LIMIT


def test_the_bars_see_every_page_type(built_site: BuiltSite) -> None:
    """A type that the site lost, or whose addresses changed, would otherwise go unmeasured without a word."""
    assert {name for _, name in ADDRESSES} - page_types(built_site).keys() == set()
