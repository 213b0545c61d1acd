"""What a rating shows, and from when on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.model import Rating
from ratings.views import RatingRow, RatingView, rating_view


def rating(*votes: int) -> Rating:
    """Votes for five stars, four, and so on."""
    return Rating("a", tuple(zip((5, 4, 3, 2, 1), votes, strict=False)))


class TestRatingView:
    def test_an_article_that_nobody_rated_says_how_many_votes_it_needs(self) -> None:
        assert rating_view(None, 3) == RatingView(False, "", 0, 3, ())

    def test_with_too_few_votes_no_number_is_shown(self) -> None:
        assert rating_view(rating(2), 3) == RatingView(False, "", 2, 1, ())

    def test_with_enough_votes_the_average_and_every_row_are_shown(self) -> None:
        assert rating_view(rating(2, 1, 1, 0, 0), 4) == RatingView(
            True, "4.2", 4, 0,
            (
                RatingRow(5, "changed how I work", 2, 50), RatingRow(4, "very useful", 1, 25), RatingRow(3, "useful in part", 1, 25),
                RatingRow(2, "not much new", 0, 0), RatingRow(1, "not useful to me", 0, 0),
            ),
        )  # fmt: skip

    @pytest.mark.parametrize(("votes", "average"), [((3,), "5.0"), ((0, 0, 0, 0, 3), "1.0"), ((9, 4, 1), "4.6")])
    def test_the_average_has_one_decimal(self, votes: tuple[int, ...], average: str) -> None:
        assert rating_view(rating(*votes), 3).average == average

    def test_an_opinion_that_all_share_is_a_hundred_percent(self) -> None:
        assert [row.percent for row in rating_view(rating(0, 3), 3).rows] == [0, 100]

    @given(st.lists(st.integers(0, 1000), min_size=5, max_size=5), st.integers(1, 50))
    def test_a_number_is_shown_exactly_when_there_are_enough_votes(self, votes: list[int], needed: int) -> None:
        view = rating_view(rating(*votes), needed)
        assert (view.shown, view.count, bool(view.rows), bool(view.average)) == ((sum(votes) >= needed,) + (sum(votes),) + (sum(votes) >= needed,) * 2)

    @given(st.lists(st.integers(0, 1000), min_size=5, max_size=5))
    def test_the_rows_make_up_about_the_whole(self, votes: list[int]) -> None:
        rows = rating_view(rating(*votes), 1).rows
        assert not rows or 97 <= sum(row.percent for row in rows) <= 103
