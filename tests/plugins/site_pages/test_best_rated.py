"""The list of the best rated articles: who stands in it, in which order, and where it is linked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hub_core.views import Link
from ratings.model import Rating
from site_pages.article import article_view
from site_pages.lists import output_pages
from site_pages.site import OutputPage

from ..make import SETTINGS, article
from .make_site import site


def rating(slug: str, *votes: int) -> Rating:
    """Votes for five stars, four, and so on."""
    return Rating(slug, tuple(zip((5, 4, 3, 2, 1), (*votes, *[0] * 5), strict=False)))


ARTICLES = tuple(article(slug, title=slug.upper() * 2) for slug in ("a", "b", "c", "d"))
RATINGS = (rating("a", 3), rating("b", 60, 15), rating("c", 0, 0, 5, 5), rating("d", 2))


def pages(**changes: Any) -> dict[str, OutputPage]:
    shelves = {"articles": ARTICLES, "ratings": RATINGS} | changes
    return {one.path: one for one in output_pages(site(shelves.pop("settings", SETTINGS), **shelves)) if "best-rated" in one.path}


class TestTheList:
    def test_has_what_enough_readers_rated_and_the_best_first(self) -> None:
        view: Any = pages()["/articles/best-rated/"].view
        assert [(one.title, one.rating, one.votes) for one in view.items] == [("BB", "4.8", 75), ("AA", "5.0", 3), ("CC", "2.5", 10)]
        assert (view.total, view.title, view.others[0]) == (3, "Best rated", Link("All articles", "/articles/"))

    def test_can_go_by_the_plain_average(self) -> None:
        view: Any = pages(settings=SETTINGS.model_copy(update={"rating_weight": 0}))["/articles/best-rated/"].view
        assert [one.title for one in view.items] == ["AA", "BB", "CC"]

    def test_has_pages_like_every_list(self) -> None:
        found = pages(settings=SETTINGS.model_copy(update={"articles_per_page": 2}))
        assert [(path, [card.title for card in one.view.items]) for path, one in found.items()] == [  # type: ignore[attr-defined]
            ("/articles/best-rated/", ["BB", "AA"]), ("/articles/best-rated/page/2/", ["CC"]),
        ]  # fmt: skip
        view: Any = found["/articles/best-rated/page/2/"].view
        assert (view.previous, view.next) == (Link("Higher", "/articles/best-rated/"), None)

    @pytest.mark.parametrize("ratings", [(), (rating("d", 2),), (rating("gone", 9),)], ids=["none", "too few", "of no article"])
    def test_is_not_there_while_nothing_is_rated(self, ratings: tuple[Rating, ...]) -> None:
        assert pages(ratings=ratings) == {}

    def test_a_rating_of_an_article_that_is_not_published_does_not_move_the_middle(self) -> None:
        view: Any = pages(ratings=(*RATINGS, rating("gone", 0, 0, 0, 0, 9_000)))["/articles/best-rated/"].view
        assert [one.title for one in view.items] == ["BB", "AA", "CC"]

    def test_tells_machines_of_the_articles_in_its_order_and_gives_no_average(self) -> None:
        graph = json.loads(pages()["/articles/best-rated/"].meta.json_ld.split(">", 1)[1].rsplit("<", 1)[0])["@graph"]
        [listed] = [node["mainEntity"] for node in graph if "mainEntity" in node]
        assert [one["name"] for one in listed["itemListElement"]] == ["BB", "AA", "CC"]
        assert "aggregateRating" not in json.dumps(graph)


class TestWhereItIsLinked:
    @pytest.mark.parametrize(("ratings", "linked"), [(RATINGS, True), ((), False)], ids=["rated", "unrated"])
    def test_beside_all_articles_and_below_each_while_it_is_there(self, ratings: tuple[Rating, ...], linked: bool) -> None:
        made = site(articles=ARTICLES, ratings=ratings)
        beside = Link("Best rated", "/articles/best-rated/") in made.other_listings("all", "")
        below = article_view(made, ARTICLES[3]).best_rated
        assert (beside, below) == (linked, Link("The best rated articles", "/articles/best-rated/") if linked else None)
