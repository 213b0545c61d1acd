"""The one Chromium that all browser bars share: found on this machine, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .built import BuiltSite, Page
from .page_types import typical_pages
from .serve import SiteServer

if TYPE_CHECKING:  # the module can be imported, and say what is missing, where Playwright is not installed
    from playwright.sync_api import Browser, Playwright

T = TypeVar("T")

ON_THE_PATH = (
    "chromium-headless-shell",  # the same engine without a window's trimmings: a page takes a quarter of the time
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
    "brave-browser",
)
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "%PROGRAMFILES%/Google/Chrome/Application/chrome.exe",
    "%PROGRAMFILES(X86)%/Google/Chrome/Application/chrome.exe",
    "%LOCALAPPDATA%/Google/Chrome/Application/chrome.exe",
    "%PROGRAMFILES(X86)%/Microsoft/Edge/Application/msedge.exe",
    "%PROGRAMFILES%/Microsoft/Edge/Application/msedge.exe",
    "%LOCALAPPDATA%/Chromium/Application/chrome.exe",
)
# No name but this machine's own is looked up: what a page asks of another host fails.
ARGUMENTS = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--no-first-run",
)
HINT = "install Chromium, Chrome or Edge, or set WARM_HANDOFF_CHROMIUM to its program"


def find_chromium() -> str | None:
    """The program of a Chromium-like browser: from the environment, then the PATH, then the usual places."""
    wanted = os.environ.get("WARM_HANDOFF_CHROMIUM")
    if wanted:
        return shutil.which(wanted)
    for name in ON_THE_PATH:
        if program := shutil.which(name):
            return program
    places = (_expanded(place) for place in USUAL_PLACES)
    return next((place for place in places if Path(place).is_file()), None)


def missing_chromium() -> str:
    """Why there is no browser, and what to do, in a few words; empty when there is one."""
    if find_chromium():
        return ""
    named = os.environ.get("WARM_HANDOFF_CHROMIUM")
    return (
        f"WARM_HANDOFF_CHROMIUM names {named}, which is not there" if named else f"no Chromium found; {HINT}"
    )


def _expanded(place: str) -> str:
    """`%NAME%` from the environment, on every system (os.path.expandvars knows that form on Windows only)."""
    if not place.startswith("%"):
        return place
    _, name, rest = place.split("%", 2)
    return os.environ.get(name, "/nowhere") + rest


class Chrome:
    """A running browser. Its work is done in a thread of its own, because Playwright's synchronous interface
    keeps an event loop running in the thread that uses it, and other tests need `asyncio.run` in theirs."""

    def __init__(self, program: str) -> None:
        self.program = program
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chrome")
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    def run(self, work: Callable[[Browser], T]) -> T:
        """Do `work(browser)` in the browser's thread and give its result. The browser starts at first use."""
        return self._thread.submit(lambda: work(self._started())).result()

    def _started(self) -> Browser:
        if self._browser is None:
            from playwright.sync_api import sync_playwright

            self._playwright = sync_playwright().start()
            self._browser = self._playwright.chromium.launch(
                executable_path=self.program, headless=True, args=list(ARGUMENTS)
            )
        return self._browser

    def close(self) -> None:
        """End the browser and its thread."""

        def end() -> None:
            if self._browser is not None:
                self._browser.close()
            if self._playwright is not None:
                self._playwright.stop()

        self._thread.submit(end).result()
        self._thread.shutdown()


@dataclass(frozen=True)
class Bench:
    """What a browser bar works with: a site, the pages to look at, the shared browser, the server's address."""

    site: BuiltSite
    pages: tuple[Page, ...]
    chrome: Chrome
    url: str

    def address(self, page: Page) -> str:
        """Where the local server answers for a page."""
        return self.url + page.address


@contextmanager
def measuring(site: BuiltSite, program: str | None = None) -> Iterator[Bench]:
    """A bench with a browser and a server for one site. Raises LookupError when no browser is found."""
    found = program or find_chromium()
    if found is None:
        raise LookupError(missing_chromium())
    chrome = Chrome(found)
    try:
        with SiteServer(site) as server:
            yield Bench(site, tuple(typical_pages(site)), chrome, server.url)
    finally:
        chrome.close()
