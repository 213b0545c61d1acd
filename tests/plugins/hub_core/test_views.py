"""Plain data of every page."""

from __future__ import annotations

import datetime as dt

from hub_core.views import DateView


class TestDateView:
    def test_a_day_is_for_machines_and_for_readers(self) -> None:
        assert DateView.of(dt.date(2026, 9, 4)) == DateView("2026-09-04", "4 September 2026", "4 Sep 2026")

    def test_a_moment_keeps_its_time_and_zone_for_machines(self) -> None:
        moment = dt.datetime(2026, 9, 4, 8, 12, tzinfo=dt.UTC)
        assert DateView.of(moment) == DateView("2026-09-04T08:12:00+00:00", "4 September 2026", "4 Sep 2026")
