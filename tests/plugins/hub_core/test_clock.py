"""What time it is, for a build that can be repeated."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from hub_core.clock import at_midnight, build_time, day_in_words, day_short, in_zone


class TestBuildTime:
    def test_the_source_date_is_the_time_of_the_build_in_the_site_s_zone(self) -> None:
        built = build_time("America/New_York", {"SOURCE_DATE_EPOCH": "1790000000"})
        assert (built.isoformat(), built.tzinfo) == ("2026-09-21T10:13:20-04:00", ZoneInfo("America/New_York"))

    @pytest.mark.parametrize("given", ["0", " 0 ", "00"])
    def test_the_first_second_is_a_time(self, given: str) -> None:
        assert build_time("UTC", {"SOURCE_DATE_EPOCH": given}) == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

    @pytest.mark.parametrize("given", ["yesterday", "-1", "1.5", "2026-09-14", "1e9", "9" * 12, "9" * 400])
    def test_a_source_date_that_is_no_whole_second_is_refused(self, given: str) -> None:
        with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH"):
            build_time("UTC", {"SOURCE_DATE_EPOCH": given})

    def test_a_source_date_of_the_far_future_is_a_time(self) -> None:
        assert build_time("UTC", {"SOURCE_DATE_EPOCH": "9" * 11}).year == 5138

    @pytest.mark.parametrize("environment", [{}, {"SOURCE_DATE_EPOCH": ""}, {"SOURCE_DATE_EPOCH": "  "}])
    def test_without_a_source_date_it_is_now_in_whole_seconds(self, environment: dict[str, str]) -> None:
        before = dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
        built = build_time("Asia/Kolkata", environment)
        assert (before <= built <= dt.datetime.now(tz=dt.UTC), built.microsecond, built.tzinfo) == (True, 0, ZoneInfo("Asia/Kolkata"))


class TestZones:
    def test_a_moment_without_a_zone_is_in_the_site_s(self) -> None:
        naive = dt.datetime(2026, 7, 1, 9, 0)  # noqa: DTZ001 - that is the case
        assert in_zone(naive, "Europe/Lisbon").isoformat() == "2026-07-01T09:00:00+01:00"

    def test_a_moment_with_a_zone_keeps_it(self) -> None:
        moment = dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)
        assert in_zone(moment, "Europe/Lisbon") is moment

    def test_a_day_begins_at_midnight_of_its_zone(self) -> None:
        assert at_midnight(dt.date(2026, 1, 5), "Asia/Kolkata").isoformat() == "2026-01-05T00:00:00+05:30"


class TestWords:
    def test_a_day_is_written_the_same_on_every_machine(self) -> None:
        assert (day_in_words(dt.date(2026, 9, 4)), day_short(dt.date(2026, 9, 4))) == ("4 September 2026", "4 Sep 2026")

    def test_every_month_has_its_name(self) -> None:
        assert [day_in_words(dt.date(2026, month, 1)).split()[1] for month in range(1, 13)] == [
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ]  # fmt: skip
