"""When comments close."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from static_comments.views import comments_view, opening

from ..make import ZONE, comment

HERE = ZoneInfo(ZONE)
PUBLISHED = dt.datetime(2026, 9, 1, 9, 30, tzinfo=HERE)


class TestOpening:
    def test_the_article_s_own_word_comes_first(self) -> None:
        made = opening(False, PUBLISHED, 30, PUBLISHED)
        assert (made.is_open, made.note) == (False, "Comments on this article are closed.")

    def test_without_a_number_of_days_they_stay_open_and_nothing_is_said(self) -> None:
        made = opening(True, PUBLISHED, 0, PUBLISHED + dt.timedelta(days=9_999))
        assert (made.is_open, made.note) == (True, None)

    @pytest.mark.parametrize(
        ("now", "is_open", "note"),
        [
            (dt.datetime(2026, 9, 1, 9, 30, tzinfo=HERE), True, "Comments are open until 15 September 2026."),
            (dt.datetime(2026, 9, 15, 23, 59, tzinfo=HERE), True, "Comments are open until 15 September 2026."),
            (dt.datetime(2026, 9, 16, 0, 0, tzinfo=HERE), False, "Comments on this article closed on 15 September 2026."),
            # 00:30 in Lisbon, though still the day before in UTC.
            (dt.datetime(2026, 9, 15, 23, 30, tzinfo=dt.UTC), False, "Comments on this article closed on 15 September 2026."),
        ],
    )
    def test_the_last_day_is_a_whole_one_in_the_site_s_zone(self, now: dt.datetime, is_open: bool, note: str) -> None:
        made = opening(True, PUBLISHED, 14, now)
        assert (made.is_open, made.note) == (is_open, note)


class TestOwnFeed:
    def href(self, *found: object) -> str | None:
        made = comments_view(
            found, author="", members={}, zone=ZONE, opening=opening(True, PUBLISHED, 0, PUBLISHED), feed=None, own_feed="/f.xml"  # type: ignore[arg-type]
        )
        return made.own_feed.href if made.own_feed else None

    def test_an_article_with_a_comment_has_one(self) -> None:
        assert self.href(comment()) == "/f.xml"

    def test_an_article_without_a_comment_to_show_has_none(self) -> None:
        assert (self.href(), self.href(comment(removed=True))) == (None, None)
