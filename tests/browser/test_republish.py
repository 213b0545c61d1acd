"""An article that others may publish again: its page, the buttons that copy, and the same without them; and one that nobody may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bars.axe import SCRIPT, axe_source
from bars.chrome import Bench
from bars.csp import WATCH
from looking import look
from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

FREE, KEPT = "/articles/when-a-project-goes-off-the-rails/", "/articles/raising-your-rates-with-clients-you-like/"
CANONICAL = '<link rel="canonical" href="'
BUTTONS = {"Copy the HTML": "html", "Copy the Markdown": "markdown", "Copy the plain text": "plain"}


def on(bench: Bench, work: Callable[[Tab], Any], *, scripts: bool = True, allowed: bool = True, address: str = f"{FREE}republish/") -> Any:
    """Do something on a page, in a context of its own that may or may not use the clipboard, and give the result."""
    return look(bench, work, address, first=WATCH, java_script_enabled=scripts, permissions=["clipboard-read", "clipboard-write"] if allowed else [])


def press(tab: Tab, name: str) -> str:
    """Press a button and give what is said of it then."""
    button = tab.get_by_role("button", name=name)
    button.press("Enter")
    status = button.locator("xpath=following-sibling::*[@role='status']")
    status.filter(has_text=".").wait_for()
    return status.inner_text()


class TestCopying:
    @pytest.mark.parametrize("name", BUTTONS)
    def test_a_button_copies_the_whole_file_and_says_so(self, bench: Bench, name: str) -> None:
        def work(tab: Tab) -> None:
            assert press(tab, name) == "Copied."
            file = tab.request.get(f"{bench.url}{FREE}republish/{BUTTONS[name]}.txt").text()
            assert tab.evaluate("navigator.clipboard.readText()") == file
            assert tab.evaluate("window.policyViolations") == []

        on(bench, work)

    def test_the_words_that_must_stand_and_the_canonical_line_are_copied_too(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            copied = []
            for name in ("Copy the words", "Copy the line"):
                press(tab, name)
                copied.append(tab.evaluate("navigator.clipboard.readText()"))
            assert ("was first published at" in copied[0], copied[1].startswith(CANONICAL)) == (True, True)

        on(bench, work)

    def test_where_a_page_may_not_copy_the_words_are_marked(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.add_init_script("navigator.clipboard.write = () => Promise.reject(new Error('denied'))")
            tab.reload()
            assert press(tab, "Copy the line").startswith("Not copied.")
            assert tab.evaluate("getSelection().toString().trim()").startswith(CANONICAL)

        on(bench, work, allowed=False)

    def test_a_file_that_does_not_come_is_said(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.route("**/html.txt", lambda route: route.fulfill(status=404, body="Not found"))
            assert press(tab, "Copy the HTML").startswith("Not copied. Open the link")

        on(bench, work)

    def test_axe_finds_nothing_after_a_press(self, bench: Bench) -> None:
        def work(tab: Tab) -> Any:
            press(tab, "Copy the HTML")
            tab.evaluate(axe_source())
            return tab.evaluate(SCRIPT.read_text(encoding="utf-8"))

        assert on(bench, work) == []


class TestWithoutJavaScript:
    def test_there_is_no_dead_button_and_each_file_is_text_to_mark(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            assert tab.locator("main button").count() == 0
            for name in ("HTML", "Markdown", "Plain text"):
                tab.get_by_role("link", name=name, exact=True).click()
                assert tab.locator("body > pre").inner_text().count("first published at") == 1
                tab.go_back()

        on(bench, work, scripts=False)

    def test_one_press_on_the_canonical_line_marks_all_of_it(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.locator("main pre").click()
            assert tab.evaluate("getSelection().toString().trim()").startswith(CANONICAL)

        on(bench, work, scripts=False)


class TestWhoMay:
    def test_the_article_leads_there_and_names_its_licence(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.get_by_role("link", name="republish this article").click()
            assert tab.url == f"{bench.url}{FREE}republish/"
            assert tab.locator(".stand a[rel~=license]").count() == 1

        on(bench, work, address=FREE)

    def test_one_whose_licence_does_not_allow_it_leads_nowhere(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            assert "All rights reserved" in tab.locator(".after").inner_text()
            assert tab.get_by_role("link", name="republish this article").count() == 0
            assert tab.request.get(f"{bench.url}{KEPT}republish/").status == 404

        on(bench, work, address=KEPT)

    def test_the_script_is_on_no_other_page(self, bench: Bench) -> None:
        with_it = {page.address for page in bench.site.pages if page.tree.xpath("//script[contains(@src, '/copy.js')]")}
        assert with_it == {page.address for page in bench.site.pages if page.address.endswith("/republish/")} != set()
