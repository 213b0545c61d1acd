"""The order of the best rated: an average that believes many more than few."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ratings.model import Rating
from ratings.ranking import bayesian_average, best_rated, prior

VOTES = some.lists(some.integers(0, 500), min_size=5, max_size=5)
RATINGS = some.lists(VOTES, max_size=12)
PRIOR = some.floats(1, 5)
WEIGHT = some.integers(0, 1_000)
NEARLY = 1e-9


def rating(votes: list[int], article: str = "a") -> Rating:
    """Votes for five stars, four, and so on."""
    return Rating(article, tuple(zip((5, 4, 3, 2, 1), votes, strict=True)))


def some_of(votes: list[list[int]]) -> list[Rating]:
    return [rating(one, f"a-{number:02}") for number, one in enumerate(votes)]


class TestTheAverage:
    def test_is_the_plain_one_with_some_votes_of_the_prior(self) -> None:
        assert bayesian_average(rating([2, 0, 0, 0, 0]), 3.0, 4) == (4 * 3.0 + 10) / 6

    def test_lies_half_way_where_there_are_as_many_votes_as_the_weight(self) -> None:
        assert bayesian_average(rating([5, 0, 0, 0, 0]), 3.0, 5) == 4.0

    @given(VOTES, PRIOR, WEIGHT)
    def test_lies_between_the_prior_and_what_the_readers_gave(self, votes: list[int], before: float, weight: int) -> None:
        one = rating(votes)
        ends = sorted((before, one.average if one.count else before))
        assert ends[0] - NEARLY <= bayesian_average(one, before, weight) <= ends[1] + NEARLY

    @given(VOTES, PRIOR)
    def test_is_the_plain_one_without_weight(self, votes: list[int], before: float) -> None:
        one = rating(votes)
        assert bayesian_average(one, before, 0) == pytest.approx(one.average if one.count else before)

    @given(PRIOR, WEIGHT)
    def test_of_nothing_is_the_prior(self, before: float, weight: int) -> None:
        assert bayesian_average(rating([0] * 5), before, weight) == pytest.approx(before)

    @given(VOTES, PRIOR, some.integers(1, 1_000), some.integers(2, 9))
    def test_comes_nearer_to_what_the_readers_gave_with_more_of_the_same(
        self, votes: list[int], before: float, weight: int, times: int
    ) -> None:
        one, more = rating(votes), rating([number * times for number in votes])
        off, less_off = (abs(bayesian_average(each, before, weight) - one.average) for each in (one, more))
        assert one.count == 0 or less_off <= off + NEARLY

    @given(VOTES, some.integers(0, 4), some.integers(0, 4), PRIOR, WEIGHT)
    def test_never_falls_when_a_vote_is_raised(self, votes: list[int], first: int, second: int, before: float, weight: int) -> None:
        low, high = list(votes), list(votes)
        low[max(first, second)] += 1
        high[min(first, second)] += 1  # more stars
        assert bayesian_average(rating(high), before, weight) >= bayesian_average(rating(low), before, weight) - NEARLY

    @given(VOTES, PRIOR, some.integers(0, 999))
    def test_comes_nearer_to_the_prior_with_more_weight(self, votes: list[int], before: float, weight: int) -> None:
        one = rating(votes)
        lighter, heavier = (abs(bayesian_average(one, before, each) - before) for each in (weight, weight + 1))
        assert heavier <= lighter + NEARLY


class TestThePrior:
    def test_is_the_average_of_all_votes_and_not_of_the_averages(self) -> None:
        assert prior([rating([8, 0, 0, 0, 0]), rating([0, 0, 0, 0, 2])]) == 4.2

    @given(RATINGS)
    def test_lies_between_one_and_five_where_there_are_votes(self, votes: list[list[int]]) -> None:
        found = prior(some_of(votes))
        assert 1 <= found <= 5 if any(map(any, votes)) else found == 0.0


class TestTheOrder:
    def test_one_enthusiast_does_not_outrank_a_hundred_readers(self) -> None:
        few, many, poor = rating([3, 0, 0, 0, 0], "few"), rating([80, 20, 0, 0, 0], "many"), rating([0, 0, 5, 5, 5], "poor")
        assert [one.article for one in best_rated([few, many, poor], 3, 5)] == ["many", "few", "poor"]
        assert [one.article for one in best_rated([few, many, poor], 3, 0)] == ["few", "many", "poor"]

    def test_with_too_few_votes_an_article_is_not_in_it_but_its_votes_are_in_the_prior(self) -> None:
        assert [one.article for one in best_rated([rating([2, 0, 0, 0, 0], "few"), rating([0, 3, 0, 0, 0], "enough")], 3, 5)] == ["enough"]
        # Two of three stars among four votes: what is few and good gains from votes elsewhere on the site.
        known = [rating([0, 0, 0, 0, 2], "unseen"), rating([0, 3, 0, 0, 0], "few"), rating([0, 20, 4, 0, 0], "many")]
        assert [one.article for one in best_rated(known, 3, 5)] == ["many", "few"]
        assert [one.article for one in best_rated(known[1:], 3, 5)] == ["few", "many"]

    def test_among_equals_more_votes_come_first_and_then_the_name(self) -> None:
        known = [rating([0, 0, 4, 0, 0], "c"), rating([0, 0, 4, 0, 0], "b"), rating([0, 0, 9, 0, 0], "d")]
        assert [one.article for one in best_rated(known, 3, 5)] == ["d", "b", "c"]

    @given(RATINGS, some.integers(1, 20), WEIGHT, some.randoms(use_true_random=False))
    def test_does_not_go_by_the_order_of_the_files(self, votes: list[list[int]], least: int, weight: int, drawn: random.Random) -> None:
        known = some_of(votes)
        mixed = drawn.sample(known, len(known))
        assert best_rated(mixed, least, weight) == best_rated(known, least, weight)

    @given(RATINGS, some.integers(1, 20), WEIGHT)
    def test_has_exactly_those_that_are_shown_and_never_rises(self, votes: list[list[int]], least: int, weight: int) -> None:
        known = some_of(votes)
        found = best_rated(known, least, weight)
        averages = [bayesian_average(one, prior(known), weight) for one in found]
        assert {one.article for one in found} == {one.article for one in known if one.count >= least}
        assert averages == sorted(averages, reverse=True)
