"""What articles and listings show."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.views import Editorial, SeriesPart, SourceView
from hub_core.addresses import Addresses
from hub_core.markdown_text import TocItem
from hub_core.views import Link, PictureView

from ..make import ADDRESSES, SETTINGS, article, vocabulary

FOLDER = Addresses("https://a.example/hub", "/hub")


def editorial(addresses: Addresses = ADDRESSES) -> Editorial:
    return Editorial(vocabulary(), addresses, SETTINGS)


class TestArticle:
    @pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (220, 1), (221, 2), (2200, 10)])
    def test_the_reading_time_is_rounded_up(self, words: int, minutes: int) -> None:
        assert editorial().minutes(article(words=words)) == minutes

    def test_a_card_shows_the_article_in_short(self) -> None:
        card = editorial(FOLDER).card(article(words=500, series="the-warm-handoff", part=2), "Jo Sample", 4, "4.5")
        assert (card.href, card.title, card.category, card.author, card.date.words, card.minutes, card.comments, card.rating, card.part) == (
            "/hub/articles/a-first-month/", "A first month", Link("Starting out", "/hub/category/starting-out/"),
            Link("Jo Sample", "/hub/author/jo-sample/"), "1 March 2026", 3, 4, "4.5", 2,
        )  # fmt: skip

    def test_the_day_is_that_of_the_article_s_own_zone(self) -> None:
        assert editorial().card(article(date="2026-03-01T23:30:00-05:00"), "Jo", 0, None).date.iso == "2026-03-01"

    def test_tags_are_links_by_their_names_as_a_sentence_has_them(self) -> None:
        assert editorial().tags(article(tags=["candour"])) == (Link("honesty", "/tag/honesty/"),)

    def test_a_picture_has_its_size(self) -> None:
        made = replace(article(picture="images/my hand.svg", picture_alt="A hand"), picture_size=(40, 30))
        assert editorial(FOLDER).picture(made) == PictureView("/hub/images/my%20hand.svg", "A hand", 40, 30)

    def test_an_article_without_a_picture_has_none(self) -> None:
        assert editorial().picture(article()) is None


class TestToc:
    TOC = tuple(TocItem(f"h{number}", f"H {number}", ()) for number in range(3))

    @pytest.mark.parametrize(("words", "headings", "shown"), [(700, 3, 3), (699, 3, 0), (5000, 2, 0), (0, 0, 0)])
    def test_a_long_text_of_several_headings_has_contents(self, words: int, headings: int, shown: int) -> None:
        made = article(words=words)
        made = replace(made, text=replace(made.text, toc=self.TOC[:headings]))
        assert len(editorial().toc(made)) == shown


class TestSource:
    SOURCE = {"name": "A paper", "url": "https://paper.example/a/"}  # noqa: RUF012

    def test_an_article_of_our_own_has_no_source(self) -> None:
        assert editorial().source(article()) is None

    def test_the_canonical_address_is_the_source_s_own(self) -> None:
        assert editorial().source(article(source=self.SOURCE)) == SourceView("A paper", "https://paper.example/a/", "https://paper.example/a/", None)

    def test_the_canonical_address_can_be_another(self) -> None:
        made = article(source=self.SOURCE | {"canonical": "https://jo.example/a/", "licence": "CC-BY-4.0"})
        assert editorial().source(made) == SourceView(
            "A paper", "https://paper.example/a/", "https://jo.example/a/", "Creative Commons Attribution 4.0"
        )

    @pytest.mark.parametrize(("licence", "republish"), [("CC-BY-4.0", True), ("all-rights-reserved", False)])
    def test_a_licence_says_whether_others_may_publish_it(self, licence: str, republish: bool) -> None:
        view = editorial().licence(article(licence=licence))
        assert view is not None
        assert view.republish is republish

    def test_without_a_licence_nothing_is_said(self) -> None:
        assert editorial().licence(article()) is None


class TestSeries:
    PARTS = tuple(article(f"p{number}", series="the-warm-handoff", part=number, title=f"Part {number}") for number in (1, 2, 3))

    def test_an_article_outside_a_series_has_no_place(self) -> None:
        assert editorial().series(article(), []) is None

    def test_the_middle_part_has_one_before_and_one_after(self) -> None:
        place = editorial(FOLDER).series(self.PARTS[1], self.PARTS)
        assert place is not None
        assert (place.title, place.href, place.part, place.total, place.previous, place.next) == (
            "The warm handoff", "/hub/series/the-warm-handoff/", 2, 3,
            Link("Part 1", "/hub/articles/p1/"), Link("Part 3", "/hub/articles/p3/"),
        )  # fmt: skip

    @pytest.mark.parametrize(("number", "ends"), [(0, (True, False)), (2, (False, True))])
    def test_the_first_part_has_none_before_and_the_last_none_after(self, number: int, ends: tuple[bool, bool]) -> None:
        place = editorial().series(self.PARTS[number], self.PARTS)
        assert place is not None
        assert (place.previous is None, place.next is None) == ends

    def test_the_parts_are_listed_and_the_present_one_marked(self) -> None:
        place = editorial().series(self.PARTS[1], self.PARTS)
        assert place is not None
        assert place.parts == (
            SeriesPart("Part 1", "/articles/p1/", 1, False),
            SeriesPart("Part 2", "/articles/p2/", 2, True),
            SeriesPart("Part 3", "/articles/p3/", 3, False),
        )

    def test_no_part_is_said_to_come_after_the_last(self) -> None:
        place = editorial().series(self.PARTS[2], [self.PARTS[2]])
        assert place is not None
        assert (place.part, place.total) == (3, 3)

    def test_a_part_that_is_not_published_is_not_linked_and_the_others_keep_their_numbers(self) -> None:
        place = editorial().series(self.PARTS[2], [self.PARTS[0], self.PARTS[2]])
        assert place is not None
        assert (place.part, place.previous, [one.number for one in place.parts]) == (3, Link("Part 1", "/articles/p1/"), [1, 3])


class TestListing:
    @pytest.mark.parametrize(
        ("kind", "slug", "title", "intro"),
        [
            ("all", "", "All articles", "Everything published here, newest first."),
            ("category", "saying-no", "Saying no", "Refusing well."),
            ("tag", "honesty", "Honesty", None),
            ("series", "the-warm-handoff", "The warm handoff", "Three parts."),
            ("archive", "2026", "2026", "Articles published in 2026, newest first."),
            ("author", "jo-sample", "Jo Sample", None),
        ],
    )
    def test_every_kind_of_listing_has_its_title_and_introduction(self, kind: str, slug: str, title: str, intro: str | None) -> None:
        assert editorial().listing_title(kind, slug, "Jo Sample") == (title, intro)


class TestPages:
    def numbers(self, total: int, number: int) -> list[int]:
        return [page.number for page in editorial().pages("all", "", total, number)[0]]

    @pytest.mark.parametrize("total", [0, 1, 8])
    def test_a_listing_of_one_page_has_no_links_to_pages(self, total: int) -> None:
        assert editorial().pages("all", "", total, 1) == ((), None, None)

    @pytest.mark.parametrize(
        ("total", "number", "links"),
        [
            (9, 1, [1, 2]),
            (72, 5, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
            (8000, 1, [1, 2, 3, 4, 1000]),
            (8000, 500, [1, 497, 498, 499, 500, 501, 502, 503, 1000]),
            (8000, 1000, [1, 997, 998, 999, 1000]),
        ],
    )
    def test_the_first_the_last_and_the_near_pages_are_linked(self, total: int, number: int, links: list[int]) -> None:
        assert self.numbers(total, number) == links

    @given(st.integers(0, 20_000), st.integers(1, 2_500))
    def test_there_are_never_more_than_nine_links_and_the_present_page_is_one_of_them(self, total: int, number: int) -> None:
        count = max(1, -(-total // SETTINGS.articles_per_page))
        number = min(number, count)
        links = editorial().pages("all", "", total, number)[0]
        assert (len(links) <= 9, [page.number for page in links if page.current]) == (True, [number] if count > 1 else [])

    def test_the_pages_before_and_after_are_the_newer_and_the_older(self) -> None:
        _, newer, older = editorial(FOLDER).pages("tag", "honesty", 24, 2)
        assert (newer, older) == (Link("Newer articles", "/hub/tag/honesty/"), Link("Older articles", "/hub/tag/honesty/page/3/"))

    @pytest.mark.parametrize(("number", "ends"), [(1, (True, False)), (3, (False, True))])
    def test_the_first_page_has_none_before_and_the_last_none_after(self, number: int, ends: tuple[bool, bool]) -> None:
        _, newer, older = editorial().pages("all", "", 24, number)
        assert (newer is None, older is None) == ends
