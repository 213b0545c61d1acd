"""Comment files as pelican_comment_system has them."""

from __future__ import annotations

import pytest

from hub_core.documents import parse_document
from hub_core.problems import Problem
from static_comments.model import Comment
from static_comments.threads import parse_comment

from ..make import ZONE, places

PATH = "content/comments/a-first-month/7.md"
PLAIN = "author: Mara\ndate: 2026-09-15 09:12\n{more}\n\nThank you.\n"
FENCED = '---\nauthor: Mara\ndate: "2026-09-15 09:12"\n{more}\n---\nThank you.\n'


def read(text: str) -> tuple[Comment | None, list[Problem]]:
    document, problems = parse_document(text, PATH, prose_only=True)
    assert document is not None
    comment, more = parse_comment(document, "a-first-month", ZONE)
    return comment, problems + more


@pytest.mark.parametrize("text", [PLAIN, FENCED], ids=["without-fences", "yaml"])
class TestBothHeaders:
    @pytest.mark.parametrize("name", ["replyto", "replyTo", "reply_to"])
    def test_the_comment_that_is_answered_has_three_names(self, text: str, name: str) -> None:
        comment, problems = read(text.format(more=f"{name}: 3"))
        assert comment is not None
        assert (problems, comment.front.author, comment.front.reply_to, comment.date.isoformat(), comment.html) == (
            [], "Mara", "3", "2026-09-15T09:12:00+01:00", "<p>Thank you.</p>",
        )  # fmt: skip

    @pytest.mark.parametrize("name", ["replyto", "replyTo"])
    def test_the_comment_that_is_answered_may_be_named_by_its_whole_file(self, text: str, name: str) -> None:
        comment, problems = read(text.format(more=f"{name}: 3.md"))
        assert (comment.front.reply_to if comment else None, problems) == ("3", [])

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("2014-3-21 15:02", "2014-03-21T15:02:00+00:00"),
            ("2014-3-1 9:02", "2014-03-01T09:02:00+00:00"),
            ("2014-03-1T9:02:07", "2014-03-01T09:02:07+00:00"),
            ("2014-3-21", "2014-03-21T00:00:00+00:00"),
        ],
    )
    def test_a_date_may_have_numbers_of_one_digit(self, text: str, written: str, meant: str) -> None:
        comment, problems = read(text.replace("2026-09-15 09:12", written).format(more="replyto: 3"))
        assert (comment.date.isoformat() if comment else None, problems) == (meant, [])

    def test_a_day_that_there_is_not_stays_a_problem_at_its_line(self, text: str) -> None:
        assert places(read(text.replace("2026-09-15 09:12", "2014-2-31").format(more="website: https://a.example/"))[1]) == [
            (2 if text is PLAIN else 3, "date")
        ]

    @pytest.mark.parametrize("name", ["replyto", "replyTo"])
    def test_a_mistake_in_it_is_told_at_its_line(self, text: str, name: str) -> None:
        line = 3 if text is PLAIN else 4
        assert places(read(text.format(more=f"{name}: ../secret"))[1]) == [(line, "reply_to")]

    def test_an_answer_with_two_names_is_a_problem(self, text: str) -> None:
        comment, problems = read(text.format(more="replyto: 3\nreply_to: 4"))
        assert (comment, [one.field for one in problems]) == (None, ["replyto"])

    @pytest.mark.parametrize("name", ["email", "Email", "ip"])
    def test_what_is_private_is_refused_and_not_repeated(self, text: str, name: str) -> None:
        comment, problems = read(text.format(more=f"{name}: mara@a.example"))
        [problem] = problems
        assert (comment, problem.line, problem.field.lower()) == (None, 3 if text is PLAIN else 4, name.lower())
        assert "private" in problem.remedy
        assert "mara@" not in str(problem)

    def test_a_field_that_nobody_knows_is_still_a_problem(self, text: str) -> None:
        assert [one.field for one in read(text.format(more="gravatar: on"))[1]] == ["gravatar"]
