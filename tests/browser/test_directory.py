"""Find a VA with JavaScript: the task, the filters and their counts, the address, the shortlist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bars.axe import axe_source
from bars.chrome import Bench
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

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


class TestFirstUse:
    def test_nothing_is_loaded_before_it(self, bench: Bench) -> None:
        asked = on(bench, lambda tab: tab.evaluate("performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)"))

        assert sorted(one for one in asked if "favicon" not in one) == ["/theme/js/find.js", "/theme/site.css"]

    def test_what_is_written_while_it_loads_stays(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab)
            assert tab.input_value("#task") == TASK

        on(bench, work)

    def test_a_part_of_the_directory_has_no_search_of_its_own(self, bench: Bench) -> None:
        assert on(bench, lambda tab: tab.locator("search, script[src]").count(), "/services/bookkeeping/") == 0


    def test_what_cannot_be_loaded_is_said_and_tried_again(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.route("**/find-a-va/*.json*", lambda route: route.abort())
            tab.click("search button.btn")
            expect(tab.locator(STATUS)).to_have_text("The search could not be loaded. Is there a connection? The lists below work without it.")
            tab.unroute("**/find-a-va/*.json*")
            opened(tab)
            expect(tab.locator(STATUS)).to_have_text("")

        on(bench, work)


class TestTheTask:
    def test_ranks_and_says_why(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab)
            assert names(tab)[0] == "Amara Okafor"
            assert tab.locator(f"{PEOPLE} >> nth=0 >> .why li").all_inner_texts() == [
                "does: bookkeeping, Xero", "hours overlap 8 h", "declines: Payroll",
            ]  # fmt: skip

        on(bench, work)

    def test_says_what_was_understood_and_how_many_fit(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab)
            expect(tab.locator(STATUS)).to_have_text("4 people of 34. Understood: bookkeeping, payroll preparation, Xero.")

        on(bench, work)

    def test_says_so_when_nothing_was_understood(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab, "Zebra juggling")
            expect(tab.locator(STATUS)).to_contain_text("No service, tool, trade or language was understood")

        on(bench, work)

    def test_nothing_of_it_is_sent(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            sent: list[str] = []
            tab.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
            described(tab, "Bookkeeping for a zebra")
            tab.reload()
            tab.wait_for_selector(PEOPLE)
            assert [one for one in sent if "zebra" in one.partition("#")[0]] == []

        on(bench, work)


class TestFilters:
    def test_several_at_once_leave_who_has_them_all(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            opened(tab)
            choose(tab, "services", "bookkeeping")
            choose(tab, "tools", "xero")
            choose(tab, "languages", "fr")
            expect(tab.locator(STATUS)).to_have_text("1 person of 34.")
            assert names(tab) == ["Amara Okafor"]

        on(bench, work)

    def test_the_counts_are_those_of_what_would_be_left(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            opened(tab)
            choose(tab, "services", "invoicing")
            count = tab.locator("label:has([name=tools][value=xero]) i").text_content()
            choose(tab, "tools", "xero")
            expect(tab.locator(STATUS)).to_contain_text(f"{count} people of 34.")
            assert len(names(tab)) == int(count or 0)

        on(bench, work)

    def test_a_word_that_would_leave_nobody_cannot_be_chosen(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            opened(tab)
            choose(tab, "services", "bookkeeping")
            assert tab.locator("[name=services][value=podcast-production]").is_disabled()

        on(bench, work)

    @pytest.mark.parametrize(
        ("words", "name"),
        [("wrona", "Agnieszka Wrona"), ("museum labels", "Agnieszka Wrona"), ("ngaire xero", "Ngaire Hohepa"), ("māori", "Ngaire Hohepa")],
        ids=["a name", "the bio", "a name and a tool", "a language"],
    )
    def test_a_word_is_looked_for_in_names_tools_and_bios(self, bench: Bench, words: str, name: str) -> None:
        def work(tab: Tab) -> None:
            opened(tab)
            tab.fill("[name=q]", words)
            expect(tab.locator(f"{PEOPLE} h3").first).to_have_text(name)
            expect(tab.locator(STATUS)).to_have_text("1 person of 34.")

        on(bench, work)

    def test_no_number_is_said_before_the_words_could_be_looked_up(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.route("**/texts*.json*", lambda route: route.abort())
            opened(tab)
            tab.fill("[name=q]", "wrona")
            expect(tab.locator(STATUS)).to_have_text("The words could not be looked up. Is there a connection? Type on to try again.")
            tab.unroute("**/texts*.json*")
            tab.fill("[name=q]", "agnieszka")
            expect(tab.locator(STATUS)).to_have_text("1 person of 34.")

        on(bench, work)

    def test_hours_in_common_are_those_with_the_visitor_s_own_zone(self, bench: Bench) -> None:
        def common(tab: Tab) -> str:
            described(tab, "bookkeeping and Xero")
            return tab.locator(f"{PEOPLE}:has-text('Amara') dd >> nth=1").inner_text()

        assert [on(bench, common, zone=zone) for zone in ("Europe/Lisbon", "America/New_York", "Asia/Tokyo")] == [
            "8 h a day with you", "3 h a day with you", "No hours with you",
        ]  # fmt: skip

    def test_hours_are_those_of_the_visitor_s_own_day_on_the_evening_before_the_clocks_change(self, bench: Bench) -> None:
        def work(browser: Browser) -> str:
            context = browser.new_context(timezone_id="America/Los_Angeles", locale="en-GB")
            try:
                tab = context.new_page()
                tab.clock.set_fixed_time("2026-11-01T02:00:00Z")  # in Los Angeles it is Saturday, and summer until the night
                tab.goto(f"{bench.url}{DIRECTORY}#task=bookkeeping and Xero&from=01:00&until=05:00", wait_until="load")
                return tab.locator(f"{PEOPLE}:has-text('Amara') dd >> nth=1").inner_text()
            finally:
                context.close()

        assert bench.chrome.run(work) == "3 h a day with you"

    def test_the_most_hours_in_common_can_stand_first(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            opened(tab)
            tab.select_option("[name=sort]", "hours")
            expect(tab.locator(f"{PEOPLE} dt:text-is('In common') + dd").first).to_have_text("8 h a day with you")

        on(bench, work, zone="Asia/Tokyo")

    def test_nobody_left_says_what_to_do(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            opened(tab)
            tab.fill("[name=q]", "xyzzy")
            expect(tab.locator(STATUS)).to_have_text("Nobody with all of this. Take something out, or ask us: we look beyond the list.")
            assert tab.locator(".results a").get_attribute("href").startswith("/ask/#")

        on(bench, work)


class TestTheAddress:
    def test_holds_the_choice_and_gives_it_back(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            opened(tab)
            choose(tab, "services", "bookkeeping")
            choose(tab, "tools", "xero")
            shared, before = tab.url, names(tab)
            tab.goto("about:blank")
            tab.goto(shared)
            tab.wait_for_selector(PEOPLE)
            assert names(tab) == before
            assert tab.is_checked("[name=tools][value=xero]")

        on(bench, work)

    def test_the_back_button_takes_back_one_choice(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            opened(tab)
            choose(tab, "services", "bookkeeping")
            before = names(tab)
            choose(tab, "tools", "xero")
            tab.go_back()
            expect(tab.locator(PEOPLE)).to_have_count(len(before))
            assert (names(tab), tab.is_checked("[name=tools][value=xero]")) == (before, False)
            tab.go_back()
            expect(tab.locator(".results")).to_be_hidden()
            assert tab.is_visible("text=34 people")

        on(bench, work)

    def test_coming_back_from_a_profile_finds_the_choice_as_it_was(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab, "bookkeeping")
            opened(tab)
            choose(tab, "tools", "xero")
            before, address = names(tab), tab.url
            tab.locator(f"{PEOPLE} h3 a").first.click()
            tab.wait_for_url("**/members/**")
            tab.go_back()
            expect(tab.locator(PEOPLE)).to_have_count(len(before))
            assert (tab.url, names(tab), tab.input_value("#task"), tab.is_checked("[name=tools][value=xero]")) == (address, before, "bookkeeping", True)

        on(bench, work)

    def test_with_nothing_chosen_there_is_nothing_to_begin_again(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab)
            tab.fill("#task", "")
            expect(tab.locator(".results")).to_be_hidden()
            assert tab.locator("text=Begin again").count() == 0

        on(bench, work)

    def test_beginning_again_gives_the_plain_list(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab)
            tab.click("text=Begin again")
            assert (tab.input_value("#task"), tab.locator(".body > .rows .person").count(), "#" in tab.url) == ("", 34, False)

        on(bench, work)


class TestTheShortlist:
    def test_compares_up_to_four_side_by_side(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab, "invoicing")
            for _ in range(4):
                tab.locator(f"{PEOPLE} [aria-pressed=false]:not(:disabled)").first.click()
            assert tab.locator(".compared thead th").count() == 4
            assert tab.locator(f"{PEOPLE} [aria-pressed=false]:not(:disabled)").count() == 0
            assert "Kept in this browser alone." in tab.inner_text(".compared")

        on(bench, work)

    def test_stays_when_one_comes_back(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab, "bookkeeping")
            tab.locator(f"{PEOPLE} [aria-pressed]").first.click()
            name = tab.inner_text(".compared thead a")
            tab.goto(bench.url + DIRECTORY)
            expect(tab.locator(".compared thead a")).to_have_text(name)
            tab.click(".compared >> text=Take off")
            assert tab.is_hidden(".compared")
            assert tab.evaluate("localStorage.length") == 0

        on(bench, work)

    def test_shows_the_hours_in_common_with_the_zone_that_is_chosen(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab, "bookkeeping and Xero")
            tab.locator(f"{PEOPLE}:has-text('Amara') [aria-pressed]").click()
            tab.click("text=Begin again")
            opened(tab)
            tab.select_option("[name=zone]", "Asia/Tokyo")
            expect(tab.locator(".compared tr:has-text('In common with you') td")).to_have_text("0 h a day")

        on(bench, work)

    def test_whoever_takes_one_off_with_the_keyboard_stays_where_she_was(self, bench: Bench) -> None:
        def work(tab: Tab) -> list[str]:
            described(tab, "invoicing")
            for _ in range(2):
                tab.locator(f"{PEOPLE} [aria-pressed=false]").first.click()
            found = []
            for _ in range(2):
                tab.locator(".compared >> text=Take off").first.press("Enter")
                found.append(str(tab.evaluate("document.activeElement.textContent || document.activeElement.name")))
            return found

        assert on(bench, work) == ["Your shortlist: 1 of 4", "task"]

    def test_every_button_is_called_what_is_written_on_it(self, bench: Bench) -> None:
        def work(tab: Tab) -> list[str]:
            described(tab, "invoicing")
            tab.locator(f"{PEOPLE} [aria-pressed=false]").first.click()
            shown = "[...document.querySelectorAll('main :is(button, a)[aria-label]')].filter(one => one.checkVisibility())"
            wrong = f"{shown}.filter(one => !one.ariaLabel.toLowerCase().includes(one.innerText.toLowerCase())).map(one => one.ariaLabel)"
            assert int(tab.evaluate(f"{shown}.length")) > 3
            return list(tab.evaluate(wrong))

        assert on(bench, work) == []

    def test_is_printed_alone(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab, "bookkeeping")
            tab.locator(f"{PEOPLE} [aria-pressed]").first.click()
            tab.emulate_media(media="print")
            assert [tab.is_visible(one) for one in (".compared table", ".results", "search", "h1")] == [True, False, False, False]

        on(bench, work)


class TestTheBars:
    def test_axe_finds_nothing_in_the_open_page(self, bench: Bench) -> None:
        def work(tab: Tab) -> list[str]:
            described(tab)
            opened(tab)
            tab.evaluate("document.querySelectorAll('details').forEach(one => { one.removeAttribute('name'); one.open = true })")
            tab.locator(f"{PEOPLE} [aria-pressed]").first.click()
            tab.evaluate(axe_source())
            found = tab.evaluate("axe.run().then(done => done.violations.map(one => one.id + ' ' + one.nodes[0].target))")
            return list(found)

        assert on(bench, work) == []
