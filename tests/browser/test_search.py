"""The search page: with its index, under a policy that forbids it, and without JavaScript."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from bars.axe import SCRIPT, axe_source
from bars.built import BuiltSite
from bars.chrome import Bench, Chrome
from bars.csp import WATCH
from bars.serve import STRICT_POLICY, SiteServer
from PIL import Image
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

RESULTS, STATUS = "#results li", "#found [role=status]"


def on(bench: Bench, work: Callable[[Tab], Any], *, scripts: bool = True, query: str = "") -> Any:
    """Do something on the search page, in a context of its own, and give the result."""

    def run(browser: Browser) -> Any:
        context = browser.new_context(java_script_enabled=scripts, reduced_motion="reduce")
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
            place = tab.evaluate("location.hash.slice(1)")
            assert place
            assert tab.locator(f"[id='{place}']").count() == 1

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

    def test_without_a_mouse_one_comes_from_the_menu_to_a_page_that_was_found(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.keyboard.press("Tab")
            while tab.evaluate("document.activeElement.id") != "q":
                assert tab.evaluate("document.activeElement !== document.body"), "the field is not reached"
                tab.keyboard.press("Tab")
            tab.keyboard.type("microphone")
            shows(tab, "microphone")
            for _ in range(3):
                tab.keyboard.press("Tab")
            title = tab.evaluate("document.activeElement.textContent")
            tab.keyboard.press("Enter")
            tab.wait_for_url(lambda url: "/search/" not in url)
            assert tab.locator("h1").inner_text() == title

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

    def test_when_the_index_cannot_be_had_it_says_that_less_was_looked_through(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.route("**/indexed.js*", lambda route: route.abort())
            tab.fill("#q", "xylophonist")
            tab.wait_for_selector(f"{STATUS}:has-text('could not be loaded')")
            tab.fill("#q", "handover")
            tab.wait_for_selector(f"{STATUS}:not(:has-text('could not be loaded'))")
            assert " of " in tab.inner_text(STATUS)

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


WORD = """(word) => {
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const at = texts.currentNode.data.toLowerCase().indexOf(word);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(texts.currentNode, at);
        range.setEnd(texts.currentNode, at + word.length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x, y, width, height };
    }
}"""


def ground_of(tab: Tab, word: str) -> tuple[int, ...] | None:
    """Give the colour behind the first place of a word in the page's text, or None when that is not on the screen."""
    box, size = tab.evaluate(WORD, word), tab.viewport_size
    assert size
    if not box or not 0 <= box["y"] <= size["height"] - box["height"]:
        return None
    picture = Image.open(io.BytesIO(tab.screenshot(clip=box))).convert("RGB")
    found = picture.getcolors(picture.width * picture.height)
    assert found
    return max(found)[1]


def is_marked(tab: Tab, word: str, beside: str) -> bool:
    """Whether a word comes to stand on the screen on another ground than the words beside it."""
    for _ in range(60):  # the browser marks it some moments after the page is there
        grounds = ground_of(tab, word), ground_of(tab, beside)
        if None not in grounds and grounds[0] != grounds[1]:
            return True
        tab.wait_for_timeout(50)
    return False


class TestWhereItLeads:
    """The words are marked by the browser itself, by the end of the address, so that no page has a script for it."""

    def land(self, tab: Tab, words: str, link: str) -> None:
        look_for(tab, words)
        tab.locator(RESULTS).locator(link).first.click()
        tab.wait_for_url(lambda url: "/search/" not in url)
        tab.wait_for_load_state("load")

    def test_below_a_heading_the_word_that_was_looked_for_is_marked(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            self.land(tab, "microphone", ".meta a")
            assert is_marked(tab, "microphone", "put a glass of water")
            assert tab.evaluate("window.policyViolations") == []

        on(bench, work)

    def test_a_page_has_its_words_marked_from_its_title_on(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            self.land(tab, "overdue invoice", "h3 a:has-text('Late commercial')")
            assert is_marked(tab, "overdue invoice", "interest of 8%")

        on(bench, work)

    def test_the_page_asks_for_nothing_more_than_without_the_words(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            self.land(tab, "microphone", "h3 a")
            asked = "performance.getEntriesByType('resource').map((one) => one.name).filter((name) => !name.includes('favicon'))"
            with_words = tab.evaluate(asked)
            tab.goto(tab.url.partition("#")[0])
            assert with_words == tab.evaluate(asked)

        on(bench, work)

    def test_a_browser_that_knows_no_such_addresses_gets_plain_ones(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.add_init_script("delete Document.prototype.fragmentDirective")
            tab.reload()
            look_for(tab, "microphone")
            hrefs = tab.locator(f"{RESULTS} a").evaluate_all("links => links.map((link) => link.href)")
            assert hrefs
            assert [one for one in hrefs if ":~:" in one] == []

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
