"""One page of the built site, in a browser context of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bars.chrome import Bench
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab


def look(bench: Bench, work: Callable[[Tab], Any], address: str, *, first: str = "", **context: Any) -> Any:
    """Do something on a page and give the result. `first` is a script that runs before the page's own; the rest is for the context."""

    def run(browser: Browser) -> Any:
        made = browser.new_context(**context)
        if first:
            made.add_init_script(first)
        try:
            tab = made.new_page()
            tab.goto(bench.url + address, wait_until="load")
            return work(tab)
        finally:
            made.close()

    return bench.chrome.run(run)
