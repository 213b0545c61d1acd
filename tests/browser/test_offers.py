"""An offer is seen before its last day is over and not after, on every page that shows one, though nobody builds the site again."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest
from bars.built import BuiltSite
from bars.chrome import Bench
from playwright.sync_api import Browser

from tests.conftest import BenchFor
from tests.site.building import SMALL, build

pytestmark = pytest.mark.browser

ORIGIN = "https://small.example"
# Two that end before the one that the small site has anyway. Mira has a picture, Ada has none and makes two offers.
MORE = {
    "a-letter-read-aloud": """---
title: "A letter read aloud"
from: 2026-11-01
until: 2026-11-30
code: "ALOUD"
audience: clients
by: mira-stone
resource: plain-words
disclosure: "Nobody earns from it."
---
Mira reads one of your letters aloud to you.
""",
    "a-plan-on-one-page": """---
title: "A plan on one page"
from: 2026-11-01
until: 2026-11-30
code: "PLAN"
by: ada-long-name-of-the-northern-harbour
disclosure: "Ada earns from it when you want a second."
---
Your week, drawn.
""",
}
LETTER, PLAN, HOUR = "A letter read aloud", "A plan on one page", "A quiet hour"
CODES = {LETTER: "ALOUD", PLAN: "PLAN", HOUR: "QUIET"}
# The pages that show offers, by their type, with those that are shown on the day of the build.
PAGES = {
    "home": ("/", [LETTER]),
    "offers": ("/offers/", [LETTER, PLAN, HOUR]),
    "profile": ("/members/ada-long-name-of-the-northern-harbour/", [PLAN, HOUR]),
    "profile with a picture": ("/members/mira-stone/", [LETTER]),
    "resource": ("/resources/plain-words/", [LETTER]),
    "checklist": ("/resources/before-the-call/", [HOUR]),
}
MOMENTS = {
    "the last second of the first": (dt.datetime(2026, 11, 30, 23, 59, 59, tzinfo=dt.UTC), {LETTER, PLAN, HOUR}),
    "when it is over": (dt.datetime(2026, 12, 1, tzinfo=dt.UTC), {HOUR}),
    "the last second of the second": (dt.datetime(2026, 12, 31, 23, 59, 59, tzinfo=dt.UTC), {HOUR}),
    "when all are over": (dt.datetime(2027, 1, 1, tzinfo=dt.UTC), set[str]()),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, bench_for: BenchFor) -> Bench:
    """The small site with two offers more, built once on 21 November 2026; its time zone's clock is UTC's in winter."""
    folder = tmp_path_factory.mktemp("offers")
    shutil.copytree(SMALL / "content", folder / "content")
    for name, text in MORE.items():
        (folder / f"content/offers/{name}.md").write_text(text)
    built = build(folder / "content", SMALL / "settings.py", folder / "out", url=ORIGIN)
    assert built.code == 0, built.said
    return bench_for(BuiltSite(built.out, ORIGIN))


def text_at(bench: Bench, address: str, moment: dt.datetime) -> str:
    """Give the visible text of a page for a reader whose clock stands at a moment."""

    def run(browser: Browser) -> str:
        context = browser.new_context(timezone_id="Pacific/Auckland")
        context.clock.set_fixed_time(moment)
        tab = context.new_page()
        tab.goto(bench.url + address, wait_until="load")
        text = tab.inner_text("main")
        context.close()
        return text

    return bench.chrome.run(run)


class TestAnOffer:
    def test_stands_on_these_pages_and_no_others(self, site: Bench) -> None:
        pages = {page.address for page in site.site.pages if page.tree.xpath("//*[@data-until]")}

        assert pages == {address for address, _ in PAGES.values()}

    @pytest.mark.parametrize("moment", MOMENTS)
    @pytest.mark.parametrize("kind", PAGES)
    def test_is_seen_until_its_last_day_is_over_in_the_site_s_zone(self, site: Bench, kind: str, moment: str) -> None:
        (address, shown), (now, running) = PAGES[kind], MOMENTS[moment]
        text = text_at(site, address, now)

        left = [title for title in shown if title in running]
        assert [title for title in CODES if title in text] == left
        # Neither its code nor a heading with nothing below it stays behind.
        assert [title for title, code in CODES.items() if f"Code {code}" in text] == ([] if kind == "home" else left)
        assert ("On offer" in text) is (kind not in ("home", "offers") and bool(left))

    def test_of_which_none_is_left_gives_the_page_of_offers_its_words(self, site: Bench) -> None:
        said = [("There is no offer at the moment" in text_at(site, "/offers/", now)) for now, _ in MOMENTS.values()]

        assert said == [False, False, False, True]


class TestWhatItTells:
    @pytest.mark.parametrize(
        ("kind", "told"),
        [
            ("profile", {
                PLAN: ("For VAs and clients, until 30 November 2026 A plan on one page Your week, drawn. Code PLAN"
                       " Ada earns from it when you want a second."),
                HOUR: ("For VAs, until 31 December 2026 A quiet hour One hour with Ada, about one question."
                       " For Checklist: before the call Code QUIET The hour is free; nobody earns from it."),
            }),
            ("resource", {
                LETTER: ("For clients, until 30 November 2026 A letter read aloud Mira reads one of your letters aloud to you."
                         " From Mira Stone Code ALOUD Nobody earns from it."),
            }),
            ("checklist", {
                HOUR: ("For VAs, until 31 December 2026 A quiet hour One hour with Ada, about one question."
                       " From Ada Wilhelmina Featherstonehaugh of the Northern Harbour Code QUIET The hour is free; nobody earns from it."),
            }),
        ],
        ids=["profile", "resource", "checklist"],
    )  # fmt: skip
    def test_for_whom_until_when_with_which_code_and_who_earns_and_not_what_the_page_is_about(
        self, site: Bench, kind: str, told: dict[str, str]
    ) -> None:
        page = next(page for page in site.site.pages if page.address == PAGES[kind][0])

        assert [" ".join(one.text_content().split()) for one in page.tree.xpath("//li[@data-until]")] == list(told.values())

    def test_its_script_is_no_request_too_many(self, site: Bench) -> None:
        for address, _ in PAGES.values():
            page = next(page for page in site.site.pages if page.address == address)
            scripts, pictures = page.tree.xpath("//script[@src]"), page.tree.xpath("//main//img")
            assert 2 + len(scripts) + len(pictures) <= 3, address  # with the page itself and its style sheet
