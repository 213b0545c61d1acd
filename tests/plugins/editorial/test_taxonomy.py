"""Which listings exist, and what stands in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.taxonomy import author_slug, keys_of, listing_keys, listings
from hub_core.schema import SLUG

from ..make import article


class TestAuthorSlug:
    @pytest.mark.parametrize(
        ("author", "slug"),
        [
            ("jo-sample", "jo-sample"), ("Jo Sample", "jo-sample"), ("José  Ángel", "jose-angel"), ("O’Neil, Mo", "o-neil-mo"),
            ("Jürgen Groß", "jurgen-gross"), ("  Jo  ", "jo"), ("J. R. R.", "j-r-r"), ("𝕊𝕒𝕞", "sam"), ("Jo / Admin", "jo-admin"),
        ],
    )  # fmt: skip
    def test_a_name_gives_a_slug(self, author: str, slug: str) -> None:
        assert author_slug(author) == slug

    def test_two_guests_without_a_latin_letter_are_two(self) -> None:
        assert author_slug("李明") != author_slug("王芳")

    def test_a_guest_s_slug_is_the_same_every_time(self) -> None:
        assert author_slug("李明") == author_slug("李明") == "guest-aa227102"

    @given(st.text())
    def test_every_name_gives_an_address(self, author: str) -> None:
        assert SLUG.match(author_slug(author))


class TestListings:
    def test_an_article_stands_in_the_listings_of_all_that_is_said_of_it(self) -> None:
        made = article(tags=["honesty", "first-clients"], series="the-warm-handoff", part=1, date="2026-03-01", author="Mo Guest")
        assert keys_of(made) == [
            ("category", "starting-out"), ("author", "mo-guest"), ("archive", "2026"),
            ("tag", "honesty"), ("tag", "first-clients"), ("series", "the-warm-handoff"),
        ]  # fmt: skip

    def test_the_listings_of_several_articles_are_sorted_and_each_is_there_once(self) -> None:
        assert listing_keys([article("b", tags=["honesty"]), article("a", tags=["honesty"])]) == [
            ("archive", "2026"), ("author", "jo-sample"), ("category", "starting-out"), ("tag", "honesty"),
        ]  # fmt: skip

    def test_a_listing_keeps_the_order_of_the_articles(self) -> None:
        articles = [article("c"), article("a"), article("b")]
        assert [one.slug for one in listings(articles)["category", "starting-out"]] == ["c", "a", "b"]

    def test_a_series_is_in_the_order_of_its_parts(self) -> None:
        articles = [article(f"p{number}", series="the-warm-handoff", part=number) for number in (3, 1, 10, 2)]
        assert [one.front.part for one in listings(articles)["series", "the-warm-handoff"]] == [1, 2, 3, 10]

    def test_every_listing_has_an_article(self) -> None:
        articles = [article("a"), article("b", "saying-no", tags=["honesty"])]
        assert list(listings(articles)) == listing_keys(articles)

    def test_without_articles_there_are_no_listings(self) -> None:
        assert dict(listings([])) == {}
