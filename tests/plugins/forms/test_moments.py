"""The dates of form services, and of the exports that people make of them."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.services.moments import AMBIGUOUS, UNREADABLE, moment

SEPTEMBER = dt.datetime(2026, 9, 14, 8, 30, tzinfo=dt.UTC)


class TestRead:
    @pytest.mark.parametrize(
        "written",
        [
            "2026-09-14T08:30:00Z", "2026-09-14T08:30:00.000Z", "2026-09-14T10:30:00+02:00", "2026-09-14 08:30", "2026-09-14 08:30:00",
            "2026-09-14 08:30:00 UTC", "2026-09-14 08:30:00 +0000", "2026-09-14T08:30:00.000000", "2026-09-14 8:30 AM",
            1789374600, "1789374600", 1789374600.0, 1789374600000, "1789374600000",
            "Mon, 14 Sep 2026 10:30:00 +0200", "Mon Sep 14 2026 10:30:00 GMT+0200 (Central European Summer Time)",
            "Sep 14, 2026 08:30 AM", "September 14, 2026 8:30 AM", "September 14, 2026 at 8:30 AM", "14 Sep 2026 08:30", "2026/09/14 08:30",
            "14/09/2026 08:30", "9/14/2026 8:30 AM", "9/14/2026, 8:30:00 AM", "14.09.2026 08:30", " 2026-09-14  08:30 ",
            {"date": "2026-09-14 08:30:00.000000", "timezone_type": 3, "timezone": "UTC"},
            {"date": "2026-09-14 09:30:00.000000", "timezone_type": 3, "timezone": "Europe/Lisbon"},
            {"date": "2026-09-14 10:30:00.000000", "timezone_type": 1, "timezone": "+02:00"},
        ],
        ids=str,
    )  # fmt: skip
    def test_every_way_of_writing_one_moment(self, written: object) -> None:
        assert moment(written) == SEPTEMBER

    def test_the_zone_is_for_what_names_none(self) -> None:
        assert moment("2026-09-14 09:30", "Europe/Lisbon") == SEPTEMBER
        assert moment("2026-09-14T08:30:00Z", "Europe/Lisbon") == SEPTEMBER

    @pytest.mark.parametrize("nothing", [None, "", "  "])
    def test_nothing_is_nothing(self, nothing: object) -> None:
        assert moment(nothing) is None

    def test_a_date_that_reads_both_ways_needs_an_order(self) -> None:
        with pytest.raises(ValueError, match="two ways"):
            moment("03/04/2026")
        assert [str(moment("03/04/2026", order=order))[:10] for order in ("dmy", "mdy")] == ["2026-04-03", "2026-03-04"]
        assert str(moment("04/04/2026"))[:10] == "2026-04-04"

    @pytest.mark.parametrize("written", ["yesterday", "2026-13-40", "0001-01-01", "9999-12-31T23:59:59-12:00", "1" * 5000, True, [], {"date": {}}, {"date": "2026-09-14", "timezone": "Mars/Olympus"}, "31/31/2026", float("nan"), float("inf"), "12345"])
    def test_what_cannot_be_read_says_so_without_a_quotation(self, written: object) -> None:
        with pytest.raises(ValueError) as error:
            moment(written)
        assert str(error.value) == UNREADABLE

    @given(st.text(max_size=40) | st.floats() | st.integers() | st.dictionaries(st.sampled_from(["date", "timezone"]), st.text(max_size=20)))
    def test_nothing_else_ever_happens(self, written: object) -> None:
        with suppress(ValueError):
            at = moment(written)
            assert at is None or 1989 < at.year < 2102

    def test_the_two_reasons_differ(self) -> None:
        assert AMBIGUOUS != UNREADABLE
