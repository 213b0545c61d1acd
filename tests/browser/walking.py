"""What the tests do on the served site: open a page in a context of its own, and a photograph to put into it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from bars.chrome import Chrome
from bars.csp import WATCH
from PIL import Image
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab
from served import Served

T = TypeVar("T")


def on(chromium: Chrome, served: Served, work: Callable[[Tab], T], address: str = "/", *, scripts: bool = True) -> T:
    """Do something on a page of the served site, in a context that notes what its policy refuses, and give the result."""

    def run(browser: Browser) -> T:
        context = browser.new_context(java_script_enabled=scripts, reduced_motion="reduce")
        context.add_init_script(WATCH)
        try:
            tab = context.new_page()
            tab.goto(served.url + address, wait_until="load")
            return work(tab)
        finally:
            context.close()

    return chromium.run(run)


def unmoved(context: BrowserContext) -> BrowserContext:
    """Keep the pages of a context from loading themselves anew when a build ends, in the midst of a step to another page."""
    context.route("**/_live", lambda route: route.fulfill(status=204))
    return context


def path(address: str | None) -> str:
    """Give the path of an address; of none it is empty."""
    return urlsplit(address or "").path


def photograph(width: int = 1200, height: int = 800) -> bytes:
    """Give a JPEG with soft greys."""
    kept = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(kept, "JPEG", quality=90)
    return kept.getvalue()
