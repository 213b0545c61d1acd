"""An article on the served site, and all that stands around its text."""

from __future__ import annotations

import re

import pytest
from bars.chrome import Chrome
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from served import Served
from walking import on, path
from whole import ADDED, WHOLE

__all__ = ["ADDED"]  # the served site begins with it

pytestmark = pytest.mark.browser


class TestAnArticle:
    def test_knows_its_place_in_its_series_and_the_series_leads_through_it(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            assert "Part 4 of 4" in tab.locator("ul.side").inner_text()
            tab.locator("section:has(h2:text-is('The series')) h3 a").click()
            titles = tab.locator(".body h2").all_inner_texts()
            assert (titles[-1], len(titles)) == ("A whole article", 4)
            tab.locator(".body h2 a").nth(2).click()
            tab.locator(".more a:has-text('A whole article')").click()
            assert path(tab.url) == WHOLE

        on(chromium, served, work, WHOLE)

    def test_leads_to_what_is_about_the_same_and_to_its_neighbours_and_back(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            tab.locator("section:has(h2:text-is('On the same subject')) a", has_text="Preparing for a consultation").click()
            assert path(tab.url) == "/articles/preparing-for-a-consultation/"
            tab.go_back()
            tab.locator("a[rel=prev]").click()
            assert path(tab.url) != WHOLE
            tab.locator("a[rel=next]").click()
            assert path(tab.url) == WHOLE

        on(chromium, served, work, WHOLE)

    def test_its_contents_lead_to_its_headings(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            tab.locator("nav.toc a", has_text="A second heading").click()
            box = tab.locator("h2:text-is('A second heading')").bounding_box()
            assert box
            assert 0 <= box["y"] < 400

        on(chromium, served, work, WHOLE)

    def test_says_how_long_it_takes_and_what_was_changed(self, chromium: Chrome, served: Served) -> None:
        said = on(chromium, served, lambda tab: tab.locator("ul.side").inner_text(), WHOLE)
        assert ("Brought up to date 21 November 2026: the second table is new" in said, bool(re.search(r"\d+ minutes to read", said))) == (True, True)

    def test_its_former_address_leads_to_it(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            tab.wait_for_url(f"{served.url}{WHOLE}")

        on(chromium, served, work, "/2019/05/whole.html", scripts=False)

    def test_a_pull_quote_stands_out_and_names_who_said_it(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            size = "element => parseFloat(getComputedStyle(element).fontSize)"
            pull = tab.locator("aside.pull")
            assert pull.locator("p").first.evaluate(size) > 1.2 * tab.locator(".prose > p").last.evaluate(size)
            assert pull.locator("cite").inner_text() == "Nell Harrow"

        on(chromium, served, work, WHOLE)

    def test_a_footnote_is_reached_and_left_again(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            tab.locator("sup a").click()
            assert tab.locator(":target").inner_text().startswith("By telephone")
            tab.locator(".footnote a").last.click()
            assert tab.evaluate("location.hash").startswith("#fnref")

        on(chromium, served, work, WHOLE)

    @pytest.mark.parametrize("taken", ["image/avif", "image/webp", ""])
    def test_its_pictures_load_in_the_lightest_form_that_the_browser_takes(self, chromium: Chrome, served: Served, taken: str) -> None:
        def work(tab: Tab) -> None:
            # What a browser does that knows fewer formats: it passes over the sources of the others.
            tab.evaluate(
                """(taken) => {
                    for (const source of document.querySelectorAll("source")) if (source.type !== taken) source.remove();
                    for (const picture of document.querySelectorAll("main img")) picture.loading = "eager";
                }""",
                taken,
            )
            pictures = tab.locator("main img[src*=desk]")
            assert pictures.count() == 2
            for picture in pictures.all():
                picture.scroll_into_view_if_needed()
                assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
                ending = {"image/avif": ".avif", "image/webp": ".webp", "": ".jpg"}[taken]
                assert path(picture.evaluate("picture => picture.currentSrc")).endswith(ending)
                size = picture.evaluate("picture => [picture.width / picture.height, picture.getAttribute('width') / picture.getAttribute('height')]")
                assert abs(size[0] - size[1]) < 0.01
            assert tab.evaluate("window.policyViolations") == []

        on(chromium, served, work, WHOLE)

    def test_a_telephone_loads_a_narrower_picture_than_a_wide_window_and_none_before_it_is_near(self, chromium: Chrome, served: Served) -> None:
        def work(browser: Browser) -> list[int]:
            widths = []
            for width in (390, 1280):
                context = browser.new_context(viewport={"width": width, "height": 700})
                tab = context.new_page()
                tab.goto(served.url + WHOLE)
                picture = tab.locator("figure img")
                assert picture.get_attribute("loading") == "lazy"
                picture.scroll_into_view_if_needed()
                picture.evaluate("picture => picture.complete || new Promise((done) => picture.addEventListener('load', done))")
                widths.append(int(re.findall(r"-(\d+)\.\w+$", picture.evaluate("picture => picture.currentSrc"))[0]))
                context.close()
            return widths

        narrow, wide = chromium.run(work)
        assert narrow < wide

    def test_a_shared_link_has_a_card_with_its_title_that_is_there(self, chromium: Chrome, served: Served) -> None:
        def work(tab: Tab) -> None:
            card = tab.locator("meta[property='og:image']").get_attribute("content")
            assert card
            size = tab.evaluate("(src) => new Promise((done) => { const one = new Image(); one.onload = () => done([one.naturalWidth, one.naturalHeight]); one.src = src })", path(card))
            assert (size, "A whole article" in str(tab.locator("meta[property='og:image:alt']").get_attribute("content"))) == ([1200, 630], True)

        on(chromium, served, work, WHOLE)
