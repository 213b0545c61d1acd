"""Until when a site holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from content_library.holds import holds_until

from ..make import NOW, SETTINGS, ZONE, article, library

HERE = ZoneInfo(ZONE)


class TestHoldsUntil:
    def test_the_day_ends_it(self) -> None:
        assert holds_until(library(), SETTINGS, NOW) == dt.datetime(2026, 11, 22, tzinfo=HERE)

    def test_an_article_that_waits_for_its_moment_ends_it_sooner(self) -> None:
        moment = dt.datetime(2026, 11, 21, 15, 30, tzinfo=HERE)
        waiting = replace(library(), scheduled=(moment, moment + dt.timedelta(days=9)))
        assert holds_until(waiting, SETTINGS, NOW) == moment

    def test_comments_that_close_by_the_clock_of_another_place_end_it_sooner(self) -> None:
        one = article(date="2026-11-01 09:00+01:00")
        settings = SETTINGS.model_copy(update={"comments_open_days": 20})
        moved = replace(one, date=one.date.astimezone(dt.timezone(dt.timedelta(hours=1))))
        assert holds_until(library(articles=(moved,)), settings, NOW) == dt.datetime(2026, 11, 21, 23, tzinfo=dt.UTC)
