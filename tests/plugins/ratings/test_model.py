"""Rating files, alone and together."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub_core.problems import Problem
from ratings.model import WORDS, Rating, check_ratings, read_rating

from ..make import places, remedies

GOOD = "updated: 2026-11-01\nvotes: {5: 9, 4: 4, 3: 1, 2: 0, 1: 0}\n"


def read(folder: Path, text: str | bytes, name: str = "a-first-month.yaml") -> tuple[Rating | None, list[Problem]]:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_rating(file, f"content/ratings/{name}")


class TestReading:
    def test_votes_are_read_from_five_stars_to_one(self, tmp_path: Path) -> None:
        assert read(tmp_path, GOOD) == (Rating("a-first-month", ((5, 9), (4, 4), (3, 1), (2, 0), (1, 0))), [])

    def test_stars_that_nobody_gave_may_be_left_out(self, tmp_path: Path) -> None:
        rating, _ = read(tmp_path, "updated: 2026-11-01\nvotes:\n  4: 2\n")
        assert rating is not None
        assert rating.votes == ((5, 0), (4, 2), (3, 0), (2, 0), (1, 0))

    @pytest.mark.parametrize(
        ("text", "where"),
        [
            ("votes: {5: 1}\n", (1, "updated")),
            ("updated: 2026-11-01\n", (1, "votes")),
            ("updated: soon\nvotes: {5: 1}\n", (1, "updated")),
            ("updated: 2026-11-01\nvotes:\n  5: 1\n  6: 1\n", (4, "votes.6")),
            ("updated: 2026-11-01\nvotes:\n  five: 1\n", (3, "votes.five")),
            ("updated: 2026-11-01\nvotes:\n  5: -1\n", (3, "votes.5")),
            ("updated: 2026-11-01\nvotes:\n  5: many\n", (3, "votes.5")),
            ("updated: 2026-11-01\nvotes:\n  5: 1.5\n", (3, "votes.5")),
            ("updated: 2026-11-01\nvotes:\n  5: 10000001\n", (3, "votes.5")),
            ("updated: 2026-11-01\nvotes: [5, 4]\n", (2, "votes")),
            ("updated: 2026-11-01\nvotes:\n  5: 1\n  5: 2\n", (4, "votes.5")),
            (GOOD + "who: Mara\n", (3, "who")),
            ("- 5\n- 4\n", (1, "")),
            ("", (1, "")),
        ],
    )
    def test_a_mistake_is_a_problem_at_its_line(self, tmp_path: Path, text: str, where: tuple[int, str]) -> None:
        rating, problems = read(tmp_path, text)
        assert (rating, places(problems)) == (None, [where])

    def test_bytes_that_are_not_utf_8_are_a_problem(self, tmp_path: Path) -> None:
        assert places(read(tmp_path, b"updated: \xe9\n")[1]) == [(1, "")]

    def test_a_file_name_that_could_be_no_article_s_is_a_problem(self, tmp_path: Path) -> None:
        assert places(read(tmp_path, GOOD, "A first month.yaml")[1]) == [(1, "")]


class TestAverage:
    @pytest.mark.parametrize(
        ("votes", "average"), [(((5, 9), (4, 4), (3, 1)), 64 / 14), (((5, 1), (1, 1)), 3.0), (((5, 0), (1, 0)), 0.0), ((), 0.0)]
    )
    def test_the_average_is_the_mean_or_nothing(self, votes: tuple[tuple[int, int], ...], average: float) -> None:
        assert Rating("a", votes).average == average

    def test_every_vote_is_counted(self) -> None:
        assert Rating("a", ((5, 9), (4, 4), (3, 1))).count == 14

    def test_every_number_of_stars_has_its_words(self) -> None:
        assert WORDS == {5: "changed how I work", 4: "very useful", 3: "useful in part", 2: "not much new", 1: "not useful to me"}


class TestTogether:
    def test_a_rating_of_an_article_is_no_problem(self) -> None:
        assert check_ratings({"a": "content/ratings/a.yaml"}, frozenset({"a"})) == []

    def test_a_rating_of_nothing_is_a_problem_with_the_nearest_article(self) -> None:
        problems = check_ratings({"a-first-mont": "content/ratings/a-first-mont.yaml"}, frozenset({"a-first-month"}))
        assert (problems[0].path, places(problems), remedies(problems)) == (
            "content/ratings/a-first-mont.yaml", [(1, "")], ["there is no article 'a-first-mont'; did you mean a-first-month.yaml?"],
        )  # fmt: skip
