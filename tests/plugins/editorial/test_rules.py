"""What must hold across articles."""

from __future__ import annotations

from typing import Any

import pytest

from editorial.model import Article
from editorial.rules import check_addresses, check_aliases, check_authors, check_guests, check_series

from ..make import article, article_document, places, remedies

MEMBERS = frozenset({"jo-sample", "ana-reis"})


def part(number: int, slug: str = "", **changes: Any) -> Article:
    return article(slug or f"part-{number}", series="the-warm-handoff", part=number, **changes)


class TestSeries:
    def test_parts_that_count_from_one_are_no_problem(self) -> None:
        assert check_series([part(2), part(1), part(3), article("other")]) == []

    def test_one_part_twice_is_a_problem_at_the_second(self) -> None:
        problems = check_series([part(1), part(1, "again")])
        assert (problems[0].path, places(problems)) == ("content/articles/starting-out/again.md", [(7, "part")])

    def test_a_gap_is_a_problem_at_the_part_after_it(self) -> None:
        problems = check_series([part(1), part(3), part(4)])
        assert ([one.path for one in problems], places(problems), remedies(problems)) == (
            ["content/articles/starting-out/part-3.md"], [(7, "part")], ["there is no part 2 of the-warm-handoff; count on without a gap"],
        )  # fmt: skip

    def test_a_series_that_does_not_begin_with_one_is_a_problem(self) -> None:
        assert len(check_series([part(2)])) == 1

    def test_a_part_that_could_not_be_read_is_not_missing(self) -> None:
        unread = article_document("part-2", series="the-warm-handoff", part=2, title=None)
        assert check_series([part(1), part(3)], [unread]) == []

    @pytest.mark.parametrize("odd", [{"series": ["x"], "part": 2}, {"series": "the-warm-handoff", "part": [2]}, {"part": {}}, {}])
    def test_an_unread_file_with_odd_values_does_no_harm(self, odd: dict[str, Any]) -> None:
        assert len(check_series([part(1), part(3)], [article_document("x", **odd)])) == 1

    def test_drafts_count_as_parts(self) -> None:
        assert check_series([part(1), part(2, status="draft"), part(3)]) == []


class TestGuests:
    @pytest.mark.parametrize(("author", "count"), [("Mo Guest", 0), ("jo-sample", 1)])
    def test_only_a_guest_has_a_box_of_her_own(self, author: str, count: int) -> None:
        assert len(check_guests([article(author=author, guest={"headline": "Writes letters"})], MEMBERS)) == count


class TestAliases:
    def said(self, *entries: tuple[str, list[str]]) -> list[str]:
        found = [(article_document(name, aliases=aliases), f"/articles/{name}/", aliases) for name, aliases in entries]
        return remedies(check_aliases(found, frozenset({"/tips/", "/articles/a/", "/files/list.txt"})))

    def test_an_address_that_nobody_has_is_no_problem(self) -> None:
        assert self.said(("a", ["/2019/a/", "/a.html"])) == []

    @pytest.mark.parametrize(
        ("alias", "remedy"),
        [
            ("/articles/a/", "is the address of this text itself; take it out"),
            ("/tips/", "/tips/ is a page of the site; nobody can be sent on from there"),
            ("/tips/index.html", "/tips/index.html is a page of the site; nobody can be sent on from there"),
            ("/Tips/", "/Tips/ is a page of the site; nobody can be sent on from there"),
        ],
    )
    def test_an_address_that_is_taken_is_a_problem(self, alias: str, remedy: str) -> None:
        assert self.said(("a", [alias])) == [remedy]

    def test_one_text_says_each_once(self) -> None:
        assert self.said(("a", ["/old/", "/old/index.html"])) == ["/old/index.html is given twice; keep one"]

    @pytest.mark.parametrize(
        ("aliases", "remedy"),
        [
            (["/files/list.txt/"], "/files/list.txt/ lies below /files/list.txt, which is a file and cannot be a folder too; take it out"),
            (["/old.html/a/", "/old.html"], "/old.html/a/ lies below /old.html, which is a file and cannot be a folder too; take it out"),
        ],
    )
    def test_none_lies_below_a_file(self, aliases: list[str], remedy: str) -> None:
        assert self.said(("a", aliases)) == [remedy]

    def test_two_texts_cannot_have_the_same(self) -> None:
        assert self.said(("a", ["/old/"]), ("b", ["/old/index.html"])) == [
            "/old/index.html is in content/articles/starting-out/a.md too; keep it in one of them"
        ]


class TestAuthors:
    def test_a_member_and_a_guest_are_no_problem(self) -> None:
        assert check_authors([article(author="jo-sample"), article("b", author="Mo Guest")], MEMBERS, frozenset()) == []

    def test_a_name_written_like_a_file_must_be_a_member_s(self) -> None:
        problems = check_authors([article(author="jo-sampel")], MEMBERS, frozenset())
        assert (places(problems), remedies(problems)) == (
            [(4, "author")], ["there is no member 'jo-sampel'; did you mean 'jo-sample'?"],
        )  # fmt: skip

    def test_a_guest_cannot_have_the_page_of_a_member(self) -> None:
        assert places(check_authors([article(author="Jo Sample")], MEMBERS, frozenset())) == [(4, "author")]

    def test_two_spellings_of_a_guest_s_name_are_a_problem_at_the_second(self) -> None:
        problems = check_authors([article("a", author="Mo Guest"), article("b", author="MO GUEST")], MEMBERS, frozenset())
        assert [one.path for one in problems] == ["content/articles/starting-out/b.md"]

    def test_a_guest_may_write_twice(self) -> None:
        assert check_authors([article("a", author="Mo Guest"), article("b", author="Mo Guest")], MEMBERS, frozenset()) == []

    def test_a_published_article_cannot_be_by_a_member_whose_file_is_a_draft(self) -> None:
        assert places(check_authors([article(author="ana-reis")], MEMBERS, {"ana-reis"})) == [(4, "author")]

    def test_a_draft_can_wait_for_its_author(self) -> None:
        assert check_authors([article(author="ana-reis", status="draft")], MEMBERS, {"ana-reis"}) == []


class TestAddresses:
    def test_articles_of_different_names_are_no_problem(self) -> None:
        assert check_addresses([article("a"), article("b", "saying-no")]) == []

    def test_one_name_in_two_folders_is_a_problem_at_the_second_that_names_the_first(self) -> None:
        problems = check_addresses([article("a"), article("a", "saying-no")])
        assert ([one.path for one in problems], "content/articles/starting-out/a.md" in remedies(problems)[0]) == (
            ["content/articles/saying-no/a.md"], True,
        )  # fmt: skip
