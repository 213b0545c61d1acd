"""The bars of every page, on what the directory's scripts make: each state of the search, the shortlist, and the form after it.

What a page is before anybody touches it is measured by test_bars.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bars.axe import HEIGHT, SCHEMES, SCRIPT, WIDTHS, axe_source
from bars.chrome import Bench
from bars.csp import WATCH
from bars.design import LOOKS, SCRIPTS
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab
from test_directory import DIRECTORY, PEOPLE, STATUS, choose, described, opened

pytestmark = pytest.mark.browser


def ranked(tab: Tab) -> None:
    described(tab, "A book keeper who knows Xero, and payroll; letters in German, and somebody to answer the telephone")


def not_understood(tab: Tab) -> None:
    described(tab, "Zebra juggling")


def every_filter_open(tab: Tab) -> None:
    opened(tab)
    choose(tab, "services", "bookkeeping")
    tab.evaluate("document.querySelectorAll('.filters details').forEach(one => { one.removeAttribute('name'); one.open = true })")


def nobody(tab: Tab) -> None:
    opened(tab)
    tab.fill("[name=q]", "xyzzy")
    expect(tab.locator(STATUS)).to_contain_text("Nobody with all of this.")


def four_compared(tab: Tab) -> None:
    described(tab, "invoicing")
    for _ in range(4):
        tab.locator(f"{PEOPLE} [aria-pressed=false]:not(:disabled)").first.click()
    assert tab.locator(".compared thead th").count() == 4


def asked_from_there(tab: Tab) -> None:
    four_compared(tab)
    tab.locator(".compared a:text-is('Ask for an introduction')").first.click()
    tab.wait_for_url("**/ask/**", wait_until="load")
    tab.wait_for_selector("form [role=status]")


STATES = (ranked, not_understood, every_filter_open, nobody, four_compared, asked_from_there)


def measured(tab: Tab) -> list[str]:
    """Give what axe and the design bar find on the tab as it is, in every look, and what the policy forbade."""
    axe, colour, look, focus = SCRIPT.read_text(encoding="utf-8"), *((SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in ("colour", "design", "focus"))
    found: list[str] = []
    tab.evaluate(axe_source())
    for scheme in SCHEMES:
        for width in WIDTHS:
            tab.emulate_media(color_scheme=scheme)
            tab.set_viewport_size({"width": width, "height": HEIGHT})
            nodes: list[dict[str, Any]] = tab.evaluate(f"() => ({axe})()")
            found += [f"{scheme} {width}: {node['rule']} {node['target']}: {node['message']}" for node in nodes]
    tab.evaluate(colour)
    for scheme, width, with_focus in LOOKS:
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": 844})
        faults = tab.evaluate(look)["faults"] + (tab.evaluate(focus) if with_focus else [])
        found += [f"{scheme} {width}: {subject} {what}" for subject, what in faults]
    return found + list(tab.evaluate("window.policyViolations"))


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__.replace("_", " "))
def test_a_state_of_the_directory_holds_the_bars(bench: Bench, state: Callable[[Tab], None]) -> None:
    def work(browser: Browser) -> list[str]:
        context = browser.new_context(timezone_id="Europe/London", locale="en-GB", reduced_motion="reduce")
        context.add_init_script(WATCH)
        errors: list[str] = []
        try:
            tab = context.new_page()
            tab.set_default_timeout(10_000)
            tab.on("pageerror", lambda error: errors.append(str(error)))
            tab.on("request", lambda request: errors.append(request.url) if not request.url.startswith(bench.url) else None)
            tab.goto(bench.url + DIRECTORY, wait_until="load")
            state(tab)
            return measured(tab) + errors
        finally:
            context.close()

    assert bench.chrome.run(work) == []


@pytest.mark.parametrize("address", [DIRECTORY, "/find-a-va/language/en/", "/resources/", "/articles/"])
def test_nothing_stands_over_the_end_of_a_long_list_before_it_is_drawn(bench: Bench, address: str) -> None:
    def work(browser: Browser) -> list[str]:
        found: list[str] = []
        for width in (360, 412, 768):
            context = browser.new_context(viewport={"width": width, "height": 640}, reduced_motion="reduce")
            try:
                tab = context.new_page()
                tab.goto(bench.url + address, wait_until="load")
                tab.evaluate(axe_source())
                targets = tab.evaluate("axe.run(document, { runOnly: ['target-size'] }).then(done => done.violations.flatMap(one => one.nodes.map(node => node.target.join())))")
                found += [f"{width}: {target}" for target in targets]
            finally:
                context.close()
        return found

    assert bench.chrome.run(work) == []
