"""What stands under an article."""

from __future__ import annotations

from typing import Any

import pytest

from hub_core.views import Link
from static_comments.model import Comment
from static_comments.views import REMOVED, CommentsView, Opening, anchor, comments_view, reply_options

from ..make import ZONE, comment

FEED = Link("Comments", "/feeds/comments.atom.xml")


def view(*comments: Comment, **changes: Any) -> CommentsView:
    given: dict[str, Any] = {"author": "jo-sample", "members": {"jo-sample": "/members/jo-sample/"}, "zone": ZONE, "opening": Opening(True, None), "feed": FEED}
    return comments_view(comments, **given | changes)


class TestCommentsView:
    def test_open_comments_have_no_note(self) -> None:
        made = view(comment())
        assert (made.count, made.open, made.feed, made.note) == (1, True, FEED, None)

    def test_closed_comments_say_so_and_stay_to_be_read(self) -> None:
        made = view(comment(), opening=Opening(False, "Comments on this article are closed."))
        assert (made.count, made.open, made.note) == (1, False, "Comments on this article are closed.")

    def test_without_comments_nothing_is_counted(self) -> None:
        assert (view().count, view().threads) == (0, ())


class TestCommentView:
    def test_a_comment_shows_who_wrote_it_and_when_in_the_site_s_zone(self) -> None:
        made = view(comment(website="https://mara.example/")).threads[0]
        assert (made.anchor, made.author, made.website, made.date.iso, made.time_words, made.html) == (
            "comment-c-1", "Mara", "https://mara.example/", "2026-09-15T09:12:00+01:00", "15 September 2026, 09:12", "<p>Thank you.</p>",
        )  # fmt: skip

    def test_a_comment_sent_before_midnight_elsewhere_has_the_day_of_the_site(self) -> None:
        assert view(comment(date="2026-09-14T23:30:00-05:00")).threads[0].date.words == "15 September 2026"

    def test_a_removed_comment_shows_neither_name_nor_words_nor_links(self) -> None:
        made = view(comment(removed=True, website="https://mara.example/", member="jo-sample")).threads[0]
        assert (made.removed, made.author, made.html, made.website, made.member_href, made.is_author, made.portrait.initials) == (
            True, "Removed", REMOVED, None, None, False, "?",
        )  # fmt: skip

    def test_all_removed_comments_have_one_portrait(self) -> None:
        made = view(comment("a", removed=True), comment("b", author="Mo", removed=True)).threads
        assert made[0].portrait == made[1].portrait

    def test_an_answer_names_whom_it_answers(self) -> None:
        made = view(comment("a"), comment("b", body="1", author="Mo", reply_to="a")).threads[0]
        assert (made.reply_to_name, made.replies[0].reply_to_name) == (None, "Mara")

    def test_an_answer_to_a_removed_comment_does_not_name_its_writer(self) -> None:
        made = view(comment("a", removed=True), comment("b", body="1", reply_to="a")).threads[0]
        assert made.replies[0].reply_to_name == "a removed comment"

    @pytest.mark.parametrize(("member", "is_author"), [("jo-sample", True), ("ana-reis", False), (None, False)])
    def test_only_the_article_s_author_is_marked_as_such(self, member: str | None, is_author: bool) -> None:
        assert view(comment(member=member)).threads[0].is_author is is_author

    def test_a_visitor_who_writes_the_author_s_name_is_not_the_author(self) -> None:
        assert view(comment(author="jo-sample")).threads[0].is_author is False

    def test_a_member_s_name_leads_to_her_profile(self) -> None:
        assert view(comment(member="jo-sample")).threads[0].member_href == "/members/jo-sample/"

    def test_a_member_without_a_profile_is_named_without_a_link(self) -> None:
        assert view(comment(member="ana-reis")).threads[0].member_href is None

    def test_one_writer_has_one_portrait_whatever_the_case(self) -> None:
        made = view(comment("a"), comment("b", body="1", author="mara")).threads
        assert made[0].portrait == made[1].portrait

    def test_a_second_sending_is_named_so_that_old_links_still_lead_there(self) -> None:
        assert view(comment("a"), comment("b", date="2026-09-16")).threads[0].doubles == ("b",)

    def test_an_anchor_is_made_from_the_id(self) -> None:
        assert anchor("2026-09-15-mara-1") == "comment-2026-09-15-mara-1"


class TestReplyOptions:
    def options(self, *comments: Comment) -> list[tuple[str, str]]:
        return reply_options(view(*comments).threads)

    def test_every_comment_can_be_answered_in_the_order_of_the_page(self) -> None:
        made = [comment("a"), comment("b", body="Later.", date="2026-09-17"), comment("c", body="*Yes*!", author="Mo", reply_to="a")]
        assert self.options(*made) == [("a", "Mara: Thank you."), ("c", "Mo: Yes!"), ("b", "Mara: Later.")]

    def test_a_long_comment_is_cut_at_a_word(self) -> None:
        assert self.options(comment(body="This took me three years to learn the hard way.")) == [
            ("c-1", "Mara: This took me three years to learn the …")
        ]

    def test_a_removed_comment_cannot_be_answered_but_its_answers_can(self) -> None:
        assert self.options(comment("a", removed=True), comment("b", body="1", reply_to="a")) == [("b", "Mara: 1")]

    def test_a_writer_called_removed_can_be_answered(self) -> None:
        assert self.options(comment(author="Removed")) == [("c-1", "Removed: Thank you.")]

    def test_a_list_of_hundreds_is_cut_short(self) -> None:
        assert len(self.options(*(comment(f"c-{number}", body=f"{number}") for number in range(201)))) == 200
