"""The search page: with its index, under a policy that forbids it, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bars.axe import SCRIPT, axe_source
from bars.built import BuiltSite
from bars.chrome import Bench, Chrome
from bars.csp import WATCH
from bars.serve import STRICT_POLICY, SiteServer
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

RESULTS, STATUS = "#results li", "#found [role=status]"


def on(bench: Bench, work: Callable[[Tab], Any], *, scripts: bool = True, query: str = "") -> Any:
    """Do something on the search page, in a context of its own, and give the result."""

    def run(browser: Browser) -> Any:
        context = browser.new_context(java_script_enabled=scripts)
        context.add_init_script(WATCH)
        try:
            tab = context.new_page()
            tab.goto(f"{bench.url}/search/{query}", wait_until="load")
            return work(tab)
        finally:
            context.close()

    return bench.chrome.run(run)


def look_for(tab: Tab, words: str) -> None:
    """Type into the field, and wait for what the index says."""
    tab.fill("#q", words)
    shows(tab, words)


def shows(tab: Tab, words: str, kind: str = "", subject: str = "") -> None:
    """Wait until the results are those for some words and filters. (Polling with a function would need `eval`.)"""
    tab.wait_for_selector(f"#results[data-shows='{words}|{kind}|{subject}']:not([hidden])")


def kinds(tab: Tab) -> list[str]:
    return tab.locator(f"{RESULTS} .meta > span").all_inner_texts()


class TestWithItsIndex:
    def test_book_keeper_finds_the_members_who_keep_books(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            look_for(tab, "book keeper")
            assert kinds(tab).count("Members") >= 3
            first = tab.locator(f"{RESULTS} h3 a").nth(kinds(tab).index("Members"))
            tab.goto(str(first.evaluate("link => link.href")))
            assert "Bookkeeping" in tab.inner_text("main")

        on(bench, work)

    @pytest.mark.parametrize("words", ["quick books", "minute taking", "newsletters", "invoice"])
    def test_other_people_s_words_find_members_too(self, bench: Bench, words: str) -> None:
        def work(tab: Tab) -> None:
            look_for(tab, words)
            tab.select_option("#kind", "Members")
            shows(tab, words, "Members")
            assert set(kinds(tab)) == {"Members"}

        on(bench, work)

    def test_a_word_deep_in_a_text_is_found_and_marked(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            look_for(tab, "microphone")
            assert "microphone" in tab.locator(f"{RESULTS} mark").first.inner_text().lower()

        on(bench, work)

    def test_a_result_leads_to_the_heading_below_which_the_words_stand(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            look_for(tab, "microphone")
            tab.locator(f"{RESULTS} .meta a").first.click()
            assert "#" in tab.url
            assert tab.locator(f"[id='{tab.url.partition('#')[2]}']").count() == 1

        on(bench, work)

    def test_a_kind_narrows_and_a_subject_narrows_further(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            look_for(tab, "client")
            everything = tab.inner_text(STATUS)
            tab.select_option("#kind", "Articles")
            shows(tab, "client", "Articles")
            articles = tab.inner_text(STATUS)
            tab.select_option("#subject", "Saying no and being told no")
            shows(tab, "client", "Articles", "Saying no and being told no")
            counts = [int(said.split()[0]) for said in (everything, articles, tab.inner_text(STATUS))]
            assert counts[0] > counts[1] > counts[2] > 0
            assert set(kinds(tab)) == {"Articles"}

        on(bench, work)

    def test_the_title_weighs_more_than_the_text(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            look_for(tab, "apologise once")
            assert tab.locator(f"{RESULTS} h3").first.inner_text() == "Apologise once"

        on(bench, work)

    def test_the_keyboard_reaches_filters_and_results(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            look_for(tab, "handover")
            tab.focus("#q")
            seen = []
            for _ in range(3):
                tab.keyboard.press("Tab")
                seen.append(tab.evaluate("document.activeElement.id || document.activeElement.closest('li') !== null"))
            assert seen == ["kind", "subject", True]

        on(bench, work)

    def test_more_results_come_at_a_press_and_the_focus_goes_to_the_first_of_them(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            look_for(tab, "client")
            tab.click("text=More results")
            tab.wait_for_selector("#results li:nth-child(11) h3 a:focus")

        on(bench, work)

    def test_words_that_nobody_wrote_find_nothing_and_it_is_said(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            look_for(tab, "xylophonist")
            assert tab.inner_text(STATUS).startswith("Nothing with these words")

        on(bench, work)

    def test_an_emptied_field_brings_the_whole_list_back(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            look_for(tab, "handover")
            tab.fill("#q", "")
            tab.wait_for_selector("#articles:not([hidden])")
            assert tab.is_hidden("#results")

        on(bench, work)

    def test_an_address_with_words_searches_for_them(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.wait_for_selector(RESULTS)
            assert tab.input_value("#q") == "book keeper"

        on(bench, work, query="?q=book+keeper")

    def test_nothing_of_it_is_fetched_before_somebody_searches(self, bench: Bench) -> None:
        def work(tab: Tab) -> list[str]:
            found: list[str] = tab.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
            return [name for name in found if "/search/index/" in name or "indexed.js" in name]

        assert on(bench, work) == []

    def test_it_breaks_no_policy_and_axe_finds_nothing(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            look_for(tab, "client")
            assert tab.evaluate("window.policyViolations") == []
            tab.evaluate(axe_source())
            assert tab.evaluate(SCRIPT.read_text(encoding="utf-8")) == []

        on(bench, work)


class _Strict(str):
    """The strict policy for every address, as of a host that knows one alone."""

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = str.__hash__


class TestWithoutIt:
    def test_a_host_with_one_strict_policy_still_shortens_the_list(self, built_site: BuiltSite, chromium: Chrome) -> None:
        def run(browser: Browser) -> None:
            with SiteServer(built_site, _Strict(STRICT_POLICY)) as server:
                context = browser.new_context()
                tab = context.new_page()
                tab.goto(f"{server.url}/search/")
                tab.fill("#q", "apologise")
                tab.wait_for_selector(f"{STATUS}:has-text(' of ')")
                assert tab.locator("#found section:not(#results) li:visible h3").all_inner_texts() == ["Apologise once"]
                context.close()

        chromium.run(run)

    def test_without_javascript_the_whole_list_is_there_and_no_dead_field(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            assert tab.locator("#found section li").count() > 100
            assert tab.locator("#found input, #found select").count() == 0

        on(bench, work, scripts=False)
