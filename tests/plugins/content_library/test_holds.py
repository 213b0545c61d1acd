"""Until when a site holds, what changes then, and how a build says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from content_library.holds import changes, due_line, holds_until
from content_library.library import load

from ..make import NOW, SETTINGS, ZONE, article, library, member, offer, tip
from . import folder

HERE = ZoneInfo(ZONE)
MIDNIGHT = dt.datetime(2026, 11, 22, tzinfo=HERE)
TIPS = (tip("a"), tip("b"))


def said(**shelves: Any) -> list[tuple[dt.datetime, str]]:
    """Give the changes that are not of every day."""
    return [(one.moment, one.what) for one in changes(library(**shelves), SETTINGS, NOW) if not one.is_daily]


class TestHoldsUntil:
    def test_the_day_ends_it(self) -> None:
        assert holds_until(library(), SETTINGS, NOW) == MIDNIGHT

    def test_an_article_that_waits_for_its_moment_ends_it_sooner(self) -> None:
        moment = dt.datetime(2026, 11, 21, 15, 30, tzinfo=HERE)
        waiting = replace(library(), awaited=((moment + dt.timedelta(days=9), "b"), (moment, "a")))
        assert holds_until(waiting, SETTINGS, NOW) == moment

    def test_comments_that_close_by_the_clock_of_another_place_end_it_sooner(self) -> None:
        one = article(date="2026-11-01 09:00+01:00")
        settings = SETTINGS.model_copy(update={"comments_open_days": 20})
        moved = replace(one, date=one.date.astimezone(dt.timezone(dt.timedelta(hours=1))))
        assert holds_until(library(articles=(moved,)), settings, NOW) == dt.datetime(2026, 11, 21, 23, tzinfo=dt.UTC)


class TestChanges:
    @pytest.mark.parametrize(
        ("files", "expected"),
        [
            (
                {"articles/saying-no/b.md": folder.article(title="The second", date="2026-11-23 08:00")},
                (dt.datetime(2026, 11, 23, 8, tzinfo=HERE), "the article “The second” appears"),
            ),
            (
                {"offers/x.md": folder.offer(**{"from": "2026-11-23", "until": "2026-11-30"})},
                (dt.datetime(2026, 11, 23, tzinfo=HERE), "the offer “An hour” begins"),
            ),
            (
                {"offers/x.md": folder.offer(until="2026-11-22")},
                (dt.datetime(2026, 11, 23, tzinfo=HERE), "the offer “An hour” ends"),
            ),
            (
                {"members/jo-sample.md": folder.member(availability="on-leave", available_from="2026-11-23")},
                (dt.datetime(2026, 11, 23, tzinfo=HERE), "Jo Sample takes clients again"),
            ),
        ],
        ids=["article", "offer-begins", "offer-ends", "member"],
    )
    def test_whatever_the_files_set_a_moment_for_is_one(self, tmp_path: Path, files: dict[str, str | bytes], expected: tuple[dt.datetime, str]) -> None:
        read, _ = load(folder.make(tmp_path, files), SETTINGS, NOW)
        first = next(one for one in changes(read, SETTINGS, NOW) if not one.is_daily)
        assert (first.moment, first.what) == expected

    @pytest.mark.parametrize("status", ["draft", "published"])
    def test_a_draft_is_none(self, tmp_path: Path, status: str) -> None:
        read, _ = load(folder.make(tmp_path, {"offers/x.md": folder.offer(status=status, **{"from": "2026-11-23"})}), SETTINGS, NOW)
        assert ("the offer “An hour” begins" in [one.what for one in changes(read, SETTINGS, NOW)]) is (status == "published")

    def test_what_has_happened_is_none(self) -> None:
        assert said(members=(member(confirmed="2020-01-01"),)) == []

    def test_the_last_day_of_an_offer_is_a_whole_one(self) -> None:
        assert said(members=(), offers=(offer(title="An hour", until="2026-11-21"),)) == [(MIDNIGHT, "the offer “An hour” ends")]


class TestDueLine:
    def line(self, **shelves: Any) -> str:
        return due_line(changes(library(**{"members": ()} | shelves), SETTINGS, NOW), SETTINGS)

    def test_names_the_moment_its_zone_and_what_changes(self) -> None:
        assert self.line(tips=TIPS, offers=(offer(title="An hour", until="2026-11-21"),)) == (
            "The next build is due on 22 November 2026 at 00:00 (Europe/Lisbon): the offer “An hour” ends and the tip of the day changes."
        )

    def test_behind_what_comes_every_day_it_names_the_next_that_does_not(self) -> None:
        assert self.line(tips=TIPS, offers=(offer(title="An hour", until="2026-11-30"),)) == (
            "The next build is due on 22 November 2026 at 00:00 (Europe/Lisbon): the tip of the day changes."
            " What comes after that is on 1 December 2026 at 00:00: the offer “An hour” ends."
        )

    def test_many_changes_of_one_moment_are_counted(self) -> None:
        many = tuple(offer(f"o-{number}", title=f"Offer {number}", until="2026-11-21") for number in range(5))
        assert self.line(offers=many).endswith("the offer “Offer 0” ends, the offer “Offer 1” ends and 4 more changes.")

    def test_a_site_with_nothing_to_turn_has_another_day(self) -> None:
        assert self.line() == "The next build is due on 22 November 2026 at 00:00 (Europe/Lisbon): another day begins."
