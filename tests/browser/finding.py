"""A visitor at Find a VA with JavaScript: what she opens, chooses, describes and sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bars.chrome import Bench
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

DIRECTORY = "/find-a-va/"
PEOPLE, STATUS = ".results .person", "search [role=status]"
TASK = "A book keeper who knows Xero, and payroll"


def on(bench: Bench, work: Callable[[Tab], Any], address: str = DIRECTORY, *, zone: str = "Europe/London") -> Any:
    """Do something on a page, in a context of its own without anything kept, and give the result."""

    def run(browser: Browser) -> Any:
        context = browser.new_context(timezone_id=zone, locale="en-GB")
        try:
            tab = context.new_page()
            tab.set_default_timeout(10_000)
            tab.goto(bench.url + address, wait_until="load")
            return work(tab)
        finally:
            context.close()

    return bench.chrome.run(run)


def opened(tab: Tab) -> None:
    tab.click("search button.btn")
    tab.wait_for_selector(".filters:not([hidden])")


def choose(tab: Tab, kind: str, word: str) -> None:
    box = tab.locator(f"input[name={kind}][value={word}]")
    tab.evaluate("box => { box.closest('details').open = true }", box.element_handle())
    box.check()


def names(tab: Tab) -> list[str]:
    return tab.locator(f"{PEOPLE} h3").all_inner_texts()


def described(tab: Tab, task: str = TASK) -> None:
    tab.fill("#task", task)
    tab.wait_for_selector(PEOPLE)
