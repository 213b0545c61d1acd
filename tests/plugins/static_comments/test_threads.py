"""Comment files to values, and values to threads."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_core.problems import Problem
from static_comments.model import Comment, Node
from static_comments.threads import (
    MAX_DEPTH,
    check_comments,
    check_moments,
    count,
    doubles,
    parse_comment,
    threads,
)

from ..make import NOW, ZONE, comment, comment_document, places, remedies


def shape(nodes: tuple[Node, ...]) -> list[Any]:
    """The ids of threads, each with those of its answers."""
    return [(node.comment.id, shape(node.replies)) if node.replies else node.comment.id for node in nodes]


def chain(length: int) -> list[Comment]:
    """Comments that each answer the one before."""
    return [comment(f"c-{number}", body=f"Number {number}.", reply_to=f"c-{number - 1}" if number else None) for number in range(length)]


def checked(*comments: Comment, files: set[str] | None = None, members: set[str] | None = None) -> list[Problem]:
    known = {f"comments/{one.article}/{one.id}.md" for one in comments}
    return check_comments(comments, {"a-first-month"}, members or {"jo-sample"}, known | (files or set()))


class TestMoments:
    def test_a_comment_of_tomorrow_is_noted_and_one_of_a_clock_that_is_hours_ahead_is_not(self) -> None:
        found = check_moments([comment("a", date="2026-11-22 11:59"), comment("b", date="2026-11-22 12:01")], NOW)
        assert [(one.path, one.field, one.is_note) for one in found] == [("content/comments/a-first-month/b.md", "date", True)]


class TestParse:
    def problems_of(self, file: str = "c-1", body: str = "Thank you.\n", **changes: Any) -> list[Problem]:
        return parse_comment(comment_document(file, "a-first-month", body, **changes), "a-first-month", ZONE)[1]

    def test_a_comment_knows_its_article_its_moment_and_its_words_made_safe(self) -> None:
        made = comment("c-1", "an-article", "*Thanks* <b>you</b>.")
        assert (made.id, made.article, made.date.isoformat(), made.html) == (
            "c-1", "an-article", "2026-09-15T08:12:00+00:00", "<p><em>Thanks</em> &lt;b&gt;you&lt;/b&gt;.</p>",
        )  # fmt: skip

    def test_a_moment_without_a_zone_is_in_the_site_s(self) -> None:
        assert comment(date="2026-07-01 09:00").date.isoformat() == "2026-07-01T09:00:00+01:00"

    def test_a_removed_comment_keeps_no_words(self) -> None:
        assert comment(body="Something bad.", removed=True).html == ""

    def test_a_removed_comment_may_be_empty(self) -> None:
        assert self.problems_of(body="", removed=True) == []

    @pytest.mark.parametrize(
        ("changes", "where"),
        [
            ({"author": None}, (1, "author")),
            ({"author": "x" * 81}, (2, "author")),
            ({"date": "yesterday"}, (3, "date")),
            ({"website": "javascript:alert(1)"}, (4, "website")),
            ({"reply_to": "../x"}, (4, "reply_to")),
            ({"email": "mara@a.example"}, (4, "email")),
            ({"ip": "192.0.2.1"}, (4, "ip")),
        ],
    )
    def test_a_mistake_is_a_problem_at_its_line(self, changes: dict[str, Any], where: tuple[int, str]) -> None:
        assert places(self.problems_of(**changes)) == [where]

    def test_an_address_for_letters_has_no_field_and_is_not_repeated(self) -> None:
        assert "mara@a.example" not in str(self.problems_of(email="mara@a.example")[0])

    @pytest.mark.parametrize("body", ["", "  \n\n", "x" * 20_001])
    def test_a_comment_has_words_and_an_end(self, body: str) -> None:
        assert places(self.problems_of(body=body)) == [(5, "text")]

    def test_a_file_name_that_could_not_be_an_anchor_is_a_problem(self) -> None:
        assert places(self.problems_of("C 1")) == [(1, "")]


class TestThreads:
    def test_comments_stand_oldest_first(self) -> None:
        made = [comment("b", body="2", date="2026-09-16"), comment("a", body="3", date="2026-09-17"), comment("c", body="1", date="2026-09-15")]
        assert shape(threads(made)) == ["c", "b", "a"]

    def test_comments_of_one_moment_stand_by_their_ids(self) -> None:
        assert shape(threads([comment("b", body="2"), comment("a", body="1")])) == ["a", "b"]

    def test_the_moments_of_two_zones_are_compared_as_moments(self) -> None:
        made = [comment("a", body="1", date="2026-09-15T09:00:00+05:00"), comment("b", body="2", date="2026-09-15T08:00:00Z")]
        assert shape(threads(made)) == ["a", "b"]

    def test_answers_stand_under_what_they_answer(self) -> None:
        made = [comment("a"), comment("b", body="1", reply_to="a"), comment("c", body="2", reply_to="b"), comment("d", body="3", reply_to="a")]
        assert shape(threads(made)) == [("a", [("b", ["c"]), "d"])]

    def test_an_answer_that_is_older_than_its_question_still_stands_under_it(self) -> None:
        made = [comment("a", date="2026-09-16"), comment("b", body="1", date="2026-09-15", reply_to="a")]
        assert shape(threads(made)) == [("a", ["b"])]

    def test_a_removed_comment_keeps_its_place_and_its_answers(self) -> None:
        made = [comment("a", removed=True), comment("b", body="1", reply_to="a")]
        assert shape(threads(made)) == [("a", ["b"])]

    def test_a_removed_comment_is_not_counted(self) -> None:
        assert count(threads([comment("a", removed=True), comment("b", body="1", reply_to="a")])) == 1

    def test_no_comments_make_no_threads(self) -> None:
        assert (threads([]), count(())) == ((), 0)

    def test_the_deepest_chain_allowed_is_a_thread_and_no_problem(self) -> None:
        made = chain(MAX_DEPTH)
        assert (count(threads(made)), checked(*made)) == (MAX_DEPTH, [])

    @given(st.lists(st.integers(0, 9), min_size=1, max_size=10))
    def test_whoever_answers_whom_each_comment_is_shown_once(self, parents: list[int]) -> None:
        made = [
            comment(f"c-{number}", body=f"Words {number}.", reply_to=f"c-{parent}" if parent < number else None)
            for number, parent in enumerate(parents)
        ]
        shown: list[str] = []

        def walk(nodes: tuple[Node, ...]) -> None:
            for node in nodes:
                shown.append(node.comment.id)
                walk(node.replies)

        walk(threads(made))
        assert (sorted(shown), checked(*made)) == (sorted(one.id for one in made), [])


class TestDoubles:
    def folded(self, one: dict[str, Any], other: dict[str, Any]) -> bool:
        return len(doubles([comment("a", **one), comment("b", **{"date": "2026-09-15T08:13:00Z"} | other)])) == 1

    @pytest.mark.parametrize("body", ["Thank you.\n", "thank YOU!", "  Thank\n\nyou", "Thank you. 👍"])
    def test_the_same_words_sent_again_are_one_comment(self, body: str) -> None:
        assert self.folded({}, {"body": body})

    def test_the_writer_s_name_may_be_spelt_in_another_case(self) -> None:
        assert self.folded({}, {"author": "MARA"})

    @pytest.mark.parametrize("other", [{"body": "Thank you so much."}, {"author": "Mona"}, {"reply_to": "x"}, {"article": "another"}, {"removed": True}])
    def test_other_words_writers_places_and_removed_ones_are_two(self, other: dict[str, Any]) -> None:
        assert not self.folded({}, other)

    @pytest.mark.parametrize(("one", "other"), [("👍", "❤️"), ("+", "-"), ("...", "?!")])
    def test_two_texts_of_other_signs_are_two(self, one: str, other: str) -> None:
        assert not self.folded({"body": one}, {"body": other})

    def test_one_text_of_signs_sent_again_is_one(self) -> None:
        assert self.folded({"body": "👍"}, {"body": " 👍\n"})

    def test_two_writers_whose_names_are_signs_are_two(self) -> None:
        assert not self.folded({"author": "★"}, {"author": "♥"})

    def test_the_first_sending_is_the_one_that_is_shown_whatever_its_name(self) -> None:
        made = [comment("a", date="2026-09-16"), comment("b", date="2026-09-15"), comment("c", date="2026-09-17")]
        assert [(node.comment.id, node.doubles) for node in threads(made)] == [("b", ("a", "c"))]

    def test_answers_to_a_second_sending_stand_under_the_first(self) -> None:
        made = [comment("a"), comment("b", date="2026-09-16"), comment("c", body="1", reply_to="b"), comment("d", body="2", reply_to="a")]
        assert shape(threads(made)) == [("a", ["c", "d"])]

    def test_a_double_is_told_in_a_note(self) -> None:
        problems = checked(comment("a"), comment("b", date="2026-09-16"))
        assert [(one.path, one.is_note) for one in problems] == [("content/comments/a-first-month/b.md", True)]

    def test_a_double_is_not_counted(self) -> None:
        assert count(threads([comment("a"), comment("b", date="2026-09-16")])) == 1


class TestTogether:
    def test_a_thread_is_no_problem(self) -> None:
        assert checked(comment("a"), comment("b", body="1", reply_to="a", member="jo-sample")) == []

    def test_an_article_that_is_not_there_is_a_problem_of_the_file(self) -> None:
        problems = check_comments([comment("a", "a-first-mont")], {"a-first-month"}, set(), set())
        assert (places(problems), "did you mean a-first-month/?" in remedies(problems)[0]) == ([(1, "")], True)

    def test_an_orphan_is_a_problem_with_the_nearest_comment(self) -> None:
        problems = checked(comment("mara-1"), comment("b", body="1", reply_to="mara-2"))
        assert (places(problems), remedies(problems)) == (
            [(4, "reply_to")], ["there is no comment 'mara-2' under this article; did you mean 'mara-1'?"],
        )  # fmt: skip

    def test_a_comment_cannot_answer_one_under_another_article(self) -> None:
        problems = check_comments(
            [comment("a", "one"), comment("b", "two", body="1", reply_to="a")], {"one", "two"}, set(), {"comments/one/a.md", "comments/two/b.md"}
        )
        assert places(problems) == [(4, "reply_to")]

    def test_an_answer_to_a_file_that_could_not_be_read_is_no_orphan(self) -> None:
        assert checked(comment("b", reply_to="a"), files={"comments/a-first-month/a.md"}) == []

    def test_a_comment_cannot_answer_itself(self) -> None:
        assert places(checked(comment("a", reply_to="a"))) == [(4, "reply_to")]

    @pytest.mark.parametrize("size", [2, 3, 7])
    def test_a_ring_of_answers_is_one_problem(self, size: int) -> None:
        ring = [comment(f"c-{number}", body=f"{number}", reply_to=f"c-{(number + 1) % size}") for number in range(size)]
        assert places(checked(*ring)) == [(4, "reply_to")]

    def test_what_hangs_from_a_ring_is_not_a_ring_itself(self) -> None:
        made = [comment("a", reply_to="b"), comment("b", body="1", reply_to="a"), comment("c", body="2", reply_to="b")]
        assert [one.path.rsplit("/", 1)[-1] for one in checked(*made)] == ["a.md"]

    def test_a_chain_that_is_too_deep_is_a_problem_where_it_becomes_so(self) -> None:
        problems = checked(*chain(MAX_DEPTH + 2))
        assert [one.path.rsplit("/", 1)[-1] for one in problems] == [f"c-{MAX_DEPTH}.md", f"c-{MAX_DEPTH + 1}.md"]

    def test_a_member_who_is_not_there_is_a_problem_with_the_nearest(self) -> None:
        problems = checked(comment("a", member="jo-sampel"))
        assert (places(problems), remedies(problems)) == ([(4, "member")], ["there is no member 'jo-sampel'; did you mean 'jo-sample'?"])
