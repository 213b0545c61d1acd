"""What all tests share: one built site, one browser, one checker, and one loud line when a tool is missing.

Tests that need Chromium carry the mark `browser`, those that need Java and the Nu checker the mark `nu`, those that
run a script of the theme in Node the mark `node`, and those that hold a mail against what mail programs know the mark `mail_programs`.
Without the tool they are skipped and the last line of the run says so; with WARM_HANDOFF_REQUIRE_ALL=1 the run fails.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from bars import chrome, nodetools
from bars.build import build_site
from bars.built import BuiltSite
from bars.page_types import typical_pages
from bars.serve import SiteServer
from hypothesis import settings

# No test looks at a clock: how long an example takes says how busy the machine is.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

REQUIRE_ALL = "WARM_HANDOFF_REQUIRE_ALL"
NOT_RUN: Counter[str] = Counter()
NOT_RUN_KIND = "not run"
BenchFor = Callable[[BuiltSite], chrome.Bench]


@cache
def _missing_nu() -> str:
    return nodetools.nu_jar()[1]


@cache
def _missing_mail_checker() -> str:
    return nodetools.mail_command()[1]


# Mark -> what its tests are called in the last line, and what stands in their way (empty when nothing does).
NEEDS: dict[str, tuple[str, Callable[[], str]]] = {
    "browser": ("browser tests", chrome.missing_chromium),
    "nu": ("HTML checker tests", _missing_nu),
    "mail_programs": ("tests of mails", _missing_mail_checker),
    "node": ("tests of scripts in Node", lambda: "" if shutil.which("node") else "no Node found"),
}


class NotRun:
    """Counts what could not be run, in whichever process that was found out."""

    @staticmethod
    def pytest_runtest_logreport(report: pytest.TestReport) -> None:
        if report.skipped:
            NOT_RUN.update(name for kind, name in report.user_properties if kind == NOT_RUN_KIND)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs a Chromium-like browser on this machine")
    config.addinivalue_line("markers", "mail_programs: needs Node and doiuse-email")
    config.addinivalue_line("markers", "node: needs Node on this machine")
    config.addinivalue_line("markers", "nu: needs Java and the Nu HTML checker")
    NOT_RUN.clear()
    config.pluginmanager.register(NotRun())
    if config.getoption("numprocesses", None):
        _missing_nu()  # installs the tools of tests/tools/ before two processes want them


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark, (name, missing) in NEEDS.items():
        if item.get_closest_marker(mark) and (reason := missing()):
            item.user_properties.append((NOT_RUN_KIND, f"{name} ({reason})"))
            pytest.skip(reason)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if NOT_RUN and os.environ.get(REQUIRE_ALL) == "1" and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say last, after pytest's own summary, what was not run: a green line above must not hide it."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal and NOT_RUN:
        what = "; ".join(f"{count} {name}" for name, count in NOT_RUN.items())
        terminal.write_line(f"NOT RUN: {what}", red=True, bold=True)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The shipped site, built once for all tests as it is published."""
    return build_site(tmp_path_factory.mktemp("site") / "output")


@pytest.fixture(scope="session")
def chromium() -> Iterator[chrome.Chrome]:
    """The one browser of the run. Tests that use it carry the mark `browser`."""
    program = chrome.find_chromium()
    if program is None:
        pytest.skip(chrome.missing_chromium())
    browser = chrome.Chrome(program)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def bench_for(chromium: chrome.Chrome) -> Iterator[BenchFor]:
    """Gives a bench for any built site: its typical pages, served until the run ends, the shared browser."""
    with ExitStack() as servers:

        def make(site: BuiltSite) -> chrome.Bench:
            server = servers.enter_context(SiteServer(site))
            return chrome.Bench(site, tuple(typical_pages(site)), chromium, server.url)

        yield make


@pytest.fixture(scope="session")
def bench(built_site: BuiltSite, bench_for: BenchFor) -> chrome.Bench:
    """The bench for the shipped site."""
    return bench_for(built_site)


@pytest.fixture(scope="session")
def nu_jar() -> Path:
    """The Nu checker. Tests that use it carry the mark `nu`."""
    jar, missing = nodetools.nu_jar()
    if jar is None:
        pytest.skip(missing)
    return jar
