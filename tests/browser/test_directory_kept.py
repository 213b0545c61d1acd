"""Find a VA with JavaScript: what the address and the shortlist keep, and the open page before axe."""

from __future__ import annotations

import pytest
from bars.axe import axe_source
from bars.chrome import Bench
from finding import DIRECTORY, PEOPLE, choose, described, names, on, opened
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


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
