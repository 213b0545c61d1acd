"""Every bar passes a small sound site and notices each break of it: what cannot fail measures nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from .broken.breaks import SOUND, Break, broken_site
from .broken.in_browser import BROWSER_BREAKS, HTML
from .broken.in_feeds import FEED_BREAKS
from .broken.in_pages import PAGE_BREAKS
from .built import BuiltSite
from .chrome import Bench
from .every import BROWSER_BARS, FILE_BARS, FileBar
from .html_nu import html_nu

FILE_BREAKS = (*PAGE_BREAKS, *FEED_BREAKS)
BY_NAME = {bar.name: bar for bar in FILE_BARS}
BROWSERS = {bar.name: bar for bar in BROWSER_BARS}
BenchFor = Callable[[BuiltSite], Bench]


class TestFileBars:
    @pytest.mark.parametrize("bar", FILE_BARS, ids=lambda bar: bar.name)
    def test_finds_nothing_in_the_sound_site(self, bar: FileBar) -> None:
        assert bar.measure(BuiltSite(SOUND)).problems == []

    @pytest.mark.parametrize("broken", FILE_BREAKS, ids=lambda broken: f"{broken.bar}: {broken.claim}")
    def test_says_what_is_broken_and_nothing_else(self, broken: Break, tmp_path: Path) -> None:
        problems = BY_NAME[broken.bar].measure(broken_site(broken, tmp_path)).problems

        assert sorted(problems) == sorted(broken.problems)

    def test_every_bar_has_a_break(self) -> None:
        assert {broken.bar for broken in FILE_BREAKS} == BY_NAME.keys()


class TestBrowserBars:
    pytestmark = pytest.mark.browser

    def test_find_nothing_in_the_sound_site(self, bench_for: BenchFor) -> None:
        bench = bench_for(BuiltSite(SOUND))

        assert [problem for bar in BROWSER_BARS for problem in bar.measure(bench).problems] == []

    @pytest.mark.parametrize("broken", BROWSER_BREAKS, ids=lambda broken: f"{broken.bar}: {broken.claim}")
    def test_say_what_is_broken(self, broken: Break, tmp_path: Path, bench_for: BenchFor) -> None:
        problems = BROWSERS[broken.bar].measure(bench_for(broken_site(broken, tmp_path))).problems

        assert _unmatched(broken.problems, problems) == []

    def test_every_bar_has_a_break(self) -> None:
        assert {broken.bar for broken in BROWSER_BREAKS} == BROWSERS.keys()


class TestNuChecker:
    pytestmark = pytest.mark.nu

    def test_finds_nothing_in_the_sound_site(self, nu_jar: Path) -> None:
        assert html_nu(BuiltSite(SOUND), nu_jar).problems == []

    def test_says_what_is_broken(self, nu_jar: Path, tmp_path: Path) -> None:
        problems = html_nu(broken_site(HTML, tmp_path), nu_jar).problems

        assert _unmatched(HTML.problems, problems) == []


def _unmatched(beginnings: Sequence[str], problems: Sequence[str]) -> list[str]:
    """The beginnings that no problem has. Three dots stand for what differs from browser to browser."""
    patterns = {start: re.escape(start).replace(r"\.\.\.", ".*") for start in beginnings}
    return [
        start for start, pattern in patterns.items() if not any(re.match(pattern, line) for line in problems)
    ]
