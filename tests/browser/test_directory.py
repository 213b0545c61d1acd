"""Find a VA with JavaScript: the first use, the task, the filters and their counts."""

from __future__ import annotations

import pytest
from bars.chrome import Bench
from finding import DIRECTORY, PEOPLE, STATUS, TASK, choose, described, names, on, opened
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser


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
