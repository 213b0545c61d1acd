"""What makes a hub of a blog, on the served site: resources, texts from elsewhere and from readers.

The rest of it is looked at beside this: an article in test_a_whole_article.py, tips and offers in test_offers.py, the search in
test_search.py, checklists in test_checklist.py, texts to publish again in test_republish.py, the newsletter in
test_the_newsletter.py.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest
from bars.chrome import Chrome
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from served import PATIENCE, Served
from walking import on, path, unmoved
from whole import ADDED, TOOL, WHOLE

from office.inbox.store import open_store
from office.links.asking import Asker, Pace
from office.links.guard import Guard
from office.links.task import task as links_check

sys.path.append(str(Path(__file__).resolve().parents[1] / "office/links"))
from bad_server import bad_server

__all__ = ["ADDED"]  # the served site begins with it

pytestmark = pytest.mark.browser

DYING = TOOL.replace("Linebook", "Fading Tool").replace("https://linebook.example/", "{url}").replace("affiliate: true\n", "")


class TestResources:
    @pytest.mark.parametrize(("label", "page"), [("Kind", "/resources/kind/tool/"), ("Subject", "/resources/category/money-and-tax/"), ("Cost", "/resources/cost/paid/")])
    def test_each_is_on_the_page_of_its_kind_its_subject_and_its_cost(self, chromium: Chrome, served: Served, label: str, page: str) -> None:
        def work(tab: Tab) -> None:
            tab.locator(f"dt:text-is('{label}') + dd a").click()
            assert path(tab.url) == page
            tab.get_by_role("link", name="Linebook", exact=True).click()
            assert path(tab.url) == "/resources/linebook/"

        on(chromium, served, work, "/resources/linebook/")

    def test_the_page_of_one_says_the_price_and_earns_openly(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            assert "from 9.50 EUR a month" in tab.locator("dl.facts").inner_text()
            link = tab.get_by_role("link", name="linebook.example")
            assert (link.get_attribute("rel"), link.locator("xpath=following-sibling::span").inner_text()) == ("sponsored noopener", "(we earn from this link)")

        on(chromium, served, work, "/resources/linebook/")

    def test_it_leads_to_the_articles_that_mention_it_and_to_what_can_stand_in_for_it(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            assert tab.locator("section:has(h2:text-is('Instead of it')) h3").all_inner_texts() == ["Xero"]
            tab.locator("section:has(h2:text-is('Used in')) a").click()
            assert path(tab.url) == WHOLE

        on(chromium, served, work, "/resources/linebook/")

    def test_a_tool_leads_to_a_member_who_uses_it(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            tab.locator("section:has(h2:text-is('Used by')) a").first.click()
            assert path(tab.url).startswith("/members/")
            assert "Xero" in tab.locator("main").inner_text()

        on(chromium, served, work, "/resources/xero/")

    def test_the_picks_are_on_the_shelf_s_own_page(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> int:
            return tab.locator("section:has(h2:has-text('picks')) h3").count()

        assert on(chromium, served, work, "/resources/") >= 3

    def test_a_letter_can_be_taken_along_as_text_and_printed_without_the_page_around_it(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            tab.locator("section:has-text('templates') h3 a, section:has-text('Templates') h3 a").first.click()
            title = tab.locator("h1").inner_text()
            words = tab.locator("main pre").first.inner_text().split()[:4]
            tab.emulate_media(media="print")
            assert [tab.locator(part).first.is_visible() for part in ("h1", "main pre", "nav", "footer")] == [True, True, False, False]
            tab.emulate_media(media="screen")
            tab.get_by_role("link", name="Plain text").first.click()
            text = tab.locator("body").inner_text()
            assert (text.startswith(title), " ".join(words) in " ".join(text.split())) == (True, True)

        on(chromium, served, work, "/resources/downloads/")

    def test_one_whose_address_dies_is_marked_on_its_page_and_in_the_desk(self, chromium: Chrome, served: Served) -> None:
        file = served.root / "content/resources/fading-tool.md"
        # Every name but the tool's leads into a private network, where nothing is asked.
        guard = Guard(resolve=lambda host, _: ["127.0.0.1" if host == "fading-tool.org" else "10.0.0.1"], allowed=frozenset(("127.0.0.1",)))

        def work(browser: Browser) -> None:
            context = unmoved(browser.new_context(reduced_motion="reduce"))
            try:
                tab = context.new_page()
                with bad_server() as server:
                    file.write_text(DYING.format(url=f"http://fading-tool.org:{server.server_port}/gone/"), encoding="utf-8")
                    code = links_check(
                        served.root, mark=True, yes=True, now=dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC),
                        asker=Asker(guard, Pace(0), lambda _: None, quiet=0.5, longest=1.0),
                    )  # fmt: skip
                assert code == 1
                for _ in range(round(PATIENCE * 4)):
                    if tab.goto(f"{served.url}/resources/fading-tool/").ok and "has not answered" in tab.content():
                        break
                    tab.wait_for_timeout(250)
                said = tab.locator(".prose").inner_text()
                assert ("has not answered since 21 November 2026" in said, "stand in for it" in said) == (True, True)
                assert tab.get_by_role("link", name="fading-tool.org").count() == 0
                tab.goto(served.link)
                tab.get_by_role("link", name="Links").click()
                dead = tab.locator("section:has(h2:has-text('Dead'))")
                assert ("fading-tool.org" in dead.inner_text(), "resources/fading-tool.md:3" in dead.inner_text()) == (True, True)
            finally:
                context.close()

        chromium.run(work)


class TestSyndication:
    def test_what_was_first_published_elsewhere_says_so_and_names_the_canonical_address(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            line = tab.locator(".after p").first
            assert line.inner_text().startswith("First published at Nell's own pages")
            assert line.get_by_role("link").get_attribute("href") == "https://nell.example/whole/"
            assert tab.locator("link[rel=canonical]").get_attribute("href") == "https://nell.example/whole/"
            assert WHOLE not in tab.request.get(f"{served.url}/sitemap.xml").text()

        on(chromium, served, work, WHOLE)

    def test_a_guest_s_box_has_three_links_that_vouch_for_nothing(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            box = tab.locator("section:has(h2:text-is('Guest author'))")
            links = box.locator("a[href^='https://']").evaluate_all("links => links.map((link) => [link.textContent, link.rel])")
            assert links == [[name, "nofollow noopener"] for name in ("Her site", "Her choir", "Her letters")]
            assert "Keeps a choir in order" in box.inner_text()

        on(chromium, served, work, WHOLE)

    def test_an_article_that_is_sent_in_becomes_a_draft_with_its_author_s_consent_on_record(self, chromium: Chrome, served: Served) -> None:
        def work(browser: Browser) -> None:
            visitors, owners = (browser.new_context(java_script_enabled=False) for _ in range(2))
            try:
                visitor, owner = visitors.new_page(), owners.new_page()
                visitor.goto(f"{served.url}/submit-an-article/")
                form = visitor.locator("form#submit-article")
                for name, words in {
                    "title": "What a missed train taught me", "summary": "A morning on which nothing went as planned, and the two calls that saved it.",
                    "text": "I missed it.\n\n## The first call\n\nI rang **at once**.", "name": "Orla Finch", "email": "orla@finch.example",
                }.items():  # fmt: skip
                    form.locator(f"[name={name}]").fill(words)
                form.locator("[name=category]").select_option("professionalism")
                form.locator("[name=licence][value='CC-BY-4.0']").check()
                form.locator("button.btn").click()
                assert visitor.url != f"{served.url}/thanks/submit-article/", "it was taken without her consent"
                visitor.locator("[name=consent]").check()
                visitor.locator("form button.btn").first.click()
                visitor.wait_for_url(f"{served.url}/thanks/submit-article/")

                owner.goto(served.link)
                owner.get_by_role("link", name="Orla Finch").first.click()
                owner.get_by_role("button", name="Keep as a draft").click()
                file = served.root / "content/articles/professionalism/what-a-missed-train-taught-me.md"
                text = file.read_text(encoding="utf-8")
                assert [part in text for part in ("status: draft", 'author: "Orla Finch"', 'licence: "CC-BY-4.0"', "## The first call", "finch.example")] == [True] * 4 + [False]
                assert visitor.request.get(f"{served.url}/articles/what-a-missed-train-taught-me/").status == 404
                store = open_store(served.root / "private")
                [sent] = [one for one in store.queue(("done", "approved"), "submit-article") if one.submission.fields["title"].startswith("What a missed")]
                store.close()
                assert sent.submission.fields["consent"] == "yes"
            finally:
                visitors.close()
                owners.close()

        chromium.run(work)
