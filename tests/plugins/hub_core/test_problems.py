"""How problems are said, sorted and counted."""

from __future__ import annotations

import pytest

from hub_core.problems import Problem, nearest, notes, one_of, stopping


class TestProblem:
    def test_a_problem_is_said_as_path_line_field_and_remedy(self) -> None:
        assert str(Problem("content/a.md", 3, "title", "is missing")) == "content/a.md:3: title: is missing"

    def test_a_problem_without_a_field_says_none(self) -> None:
        assert str(Problem("content/a.md", 1, "", "is empty")) == "content/a.md:1: is empty"

    def test_problems_stand_in_the_order_of_files_and_of_lines_as_numbers(self) -> None:
        given = [Problem("b", 1, "", "x"), Problem("a", 10, "", "x"), Problem("a", 9, "", "x")]
        assert [(one.path, one.line) for one in stopping(given)] == [("a", 9), ("a", 10), ("b", 1)]

    def test_a_problem_found_twice_is_told_once(self) -> None:
        assert stopping([Problem("a", 1, "", "x"), Problem("a", 1, "", "x")]) == [Problem("a", 1, "", "x")]

    def test_a_note_stops_nothing(self) -> None:
        note, problem = Problem("a", 1, "", "ended", is_note=True), Problem("a", 2, "", "wrong")
        assert (stopping([note, problem]), notes([note, problem])) == ([problem], [note])


class TestNearest:
    @pytest.mark.parametrize(
        ("word", "hit"),
        [("honsty", "honesty"), ("HONESTY", "honesty"), (" honesty ", "honesty"), ("elephant", None), ("", None)],
    )
    def test_the_nearest_choice_is_found_or_none(self, word: str, hit: str | None) -> None:
        assert nearest(word, ["honesty", "boundaries"]) == hit

    def test_the_choice_is_given_in_its_own_spelling(self) -> None:
        assert nearest("cc-by-4.0", ["CC-BY-4.0"]) == "CC-BY-4.0"

    def test_nothing_is_near_when_there_is_no_choice(self) -> None:
        assert nearest("word", []) is None


class TestOneOf:
    def test_the_nearest_choice_is_offered(self) -> None:
        assert one_of("honsty", ["honesty", "boundaries"], what="tag") == "'honsty' is not a known tag; did you mean 'honesty'?"

    def test_a_short_list_is_given_whole_when_nothing_is_near(self) -> None:
        assert one_of("zebra", ["red", "blue"]) == "'zebra' is not a known value; use one of: red, blue"

    def test_a_long_list_is_not_given(self) -> None:
        assert one_of("zebra", [f"choice{number}" for number in range(13)]) == "'zebra' is not a known value"
