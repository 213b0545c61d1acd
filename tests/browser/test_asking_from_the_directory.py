"""From the directory to the form: what was described and chosen stands in it, and nothing is sent before she sends it."""

from __future__ import annotations

import re

import pytest
from bars.chrome import Bench
from finding import PEOPLE, STATUS, TASK, choose, described, on, opened
from playwright.sync_api import Page as Tab
from playwright.sync_api import Route, expect

pytestmark = pytest.mark.browser


class TestAskingFromThere:
    def filled(self, tab: Tab) -> tuple[str, str, str, str]:
        tab.wait_for_url("**/ask/**", wait_until="load")  # modules have run by then
        task, service, member, zone = (tab.input_value(f"#referral-request-{name}") for name in ("task", "service", "member", "time-zone"))
        return task, service, member, zone

    def test_what_was_described_and_chosen_stands_in_the_form(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab)
            opened(tab)
            choose(tab, "languages", "fr")
            expect(tab.locator(STATUS)).to_contain_text("2 people")
            tab.click("main .head a.btn")
            assert self.filled(tab) == (f"{TASK}\n\nI looked for: French.", "bookkeeping", "", "Europe/London")
            expect(tab.locator("form [role=status]")).to_have_text("Filled in from what you described. Nothing is sent before you press the button.")

        on(bench, work)

    def test_from_the_shortlist_she_is_the_one_in_mind(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab)
            tab.locator(f"{PEOPLE} [aria-pressed]").first.click()
            tab.get_by_role("link", name="Ask for an introduction to Amara Okafor").click()
            assert self.filled(tab) == (TASK, "bookkeeping", "amara-okafor", "Europe/London")

        on(bench, work)

    def test_the_way_over_her_own_page_keeps_it_too(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab)
            tab.locator(f"{PEOPLE} h3 a").first.click()
            tab.get_by_role("link", name="Ask for an introduction").click()
            assert self.filled(tab) == (TASK, "bookkeeping", "amara-okafor", "Europe/London")

        on(bench, work)

    def test_from_a_service_s_page_the_service_is_chosen(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.click("main .head a.btn")
            assert self.filled(tab) == ("", "transcription", "", "")

        on(bench, work, "/services/transcription/")

    def test_nothing_of_it_is_sent(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            sent: list[str] = []
            tab.on("request", lambda request: sent.append(request.url.partition("#")[0] + (request.post_data or "") + str(request.headers)))
            described(tab, "Bookkeeping for a zebra")
            tab.click("main .head a.btn")
            assert self.filled(tab)[0] == "Bookkeeping for a zebra"
            assert [one for one in sent if "zebra" in one] == []

        on(bench, work)

    def test_what_she_wrote_there_herself_stays(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab)
            tab.click("main .head a.btn")
            tab.wait_for_selector("form [role=status]")
            tab.fill("#referral-request-task", "Mine")
            tab.go_back()
            tab.wait_for_selector(PEOPLE)
            tab.go_forward()
            assert self.filled(tab)[0] == "Mine"

        on(bench, work)

    def test_once_it_is_sent_the_tab_has_forgotten_it(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab)
            tab.click("main .head a.btn")
            self.filled(tab)
            tab.route("**/forms/**", lambda route: route.fulfill(status=200, content_type="text/html", body="Thank you"))
            tab.fill("#referral-request-name", "Ana")
            tab.fill("#referral-request-email", "ana@ana.example")
            tab.check("#referral-request-consent")
            assert tab.evaluate("sessionStorage.length") == 1
            with tab.expect_navigation():
                tab.click("form#referral-request button.btn")
            assert tab.evaluate("sessionStorage.length") == 0

        on(bench, work)

    def test_beginning_again_forgets_it(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            described(tab)
            tab.click("text=Begin again")
            tab.click("main .head a.btn")
            assert self.filled(tab) == ("", "", "", "")

        on(bench, work)

    def test_where_the_form_lists_nobody_the_task_says_whom(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            def without(route: Route) -> None:
                answer = route.fetch()
                route.fulfill(response=answer, body=re.sub(r'<select id="referral-request-member".*?</select>', "", answer.text(), flags=re.DOTALL))

            tab.route(f"{bench.url}/ask/", without)
            tab.click("main a:text-is('Ask for an introduction')")
            tab.wait_for_url("**/ask/**", wait_until="load")
            assert tab.input_value("#referral-request-task") == f"I have somebody in mind: {bench.url}/members/amara-okafor/"

        on(bench, work, "/members/amara-okafor/")
