"""How an entry stands: what is marked, hidden, warned of, and when that changes by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from hub_core.settings import HubSettings
from va_directory.standing import changes_of, listed, remarks, standing

from ..make import TODAY, member

SETTINGS = HubSettings(claim_warning_days=30, marked_after_days=365, hidden_after_days=548)
CLAIM = {"claim": "insured", "date": "2026-03-01", "by": "Certificate seen"}


def ago(days: int) -> str:
    return (TODAY - dt.timedelta(days=days)).isoformat()


class TestStanding:
    @pytest.mark.parametrize(
        ("days", "state"), [(0, "current"), (365, "current"), (366, "marked"), (548, "marked"), (549, "hidden")]
    )
    def test_it_goes_by_the_days_since_she_confirmed_it(self, days: int, state: str) -> None:
        assert standing(member(confirmed=ago(days), joined=ago(900)), TODAY, SETTINGS) == state

    def test_who_is_hidden_is_not_listed(self) -> None:
        people = [member("a", confirmed=ago(549)), member("b", confirmed=ago(400)), member("c")]
        assert [one.slug for one in listed(people, TODAY, SETTINGS)] == ["b", "c"]


class TestRemarks:
    def said(self, **changes: Any) -> list[tuple[str, bool]]:
        return [(one.field, one.is_note) for one in remarks([member(**changes)], TODAY, SETTINGS)]

    @pytest.mark.parametrize("expires", [ago(1), ago(0), ago(-30)])
    def test_a_claim_that_has_run_out_or_soon_will_is_a_note(self, expires: str) -> None:
        assert self.said(claims=[CLAIM, CLAIM | {"expires": expires}]) == [("claims.1.expires", True)]

    def test_a_claim_that_holds_for_longer_is_none(self) -> None:
        assert self.said(claims=[CLAIM | {"expires": ago(-31)}]) == []

    @pytest.mark.parametrize("days", [366, 549])
    def test_an_entry_that_is_marked_or_hidden_is_a_note(self, days: int) -> None:
        assert self.said(confirmed=ago(days)) == [("confirmed", True)]

    def test_a_language_code_that_readers_would_see_as_it_is_is_a_note(self) -> None:
        languages = [{"code": code, "level": "native"} for code in ("pt-BR", "sp", "yue")]
        (one,) = remarks([member(languages=languages)], TODAY, SETTINGS)
        assert (one.field, one.remedy) == ("languages.1.code", "'sp' has no name here, so readers see it as it is; check it: Spanish is es, Greek el")

    def test_a_draft_needs_no_confirmation(self) -> None:
        assert self.said(confirmed=ago(549), status="draft") == []


class TestChanges:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"confirmed": ago(0)}, (TODAY + dt.timedelta(days=366), "Jo Sample is marked as not confirmed")),
            ({"confirmed": ago(366)}, (TODAY + dt.timedelta(days=183), "Jo Sample leaves the directory")),
            ({"claims": [CLAIM | {"expires": ago(0)}]}, (TODAY + dt.timedelta(days=1), "a claim of Jo Sample runs out")),
            ({"availability": "on-leave", "available_from": ago(-3)}, (TODAY + dt.timedelta(days=3), "Jo Sample takes clients again")),
        ],
    )
    def test_the_first_to_come_is_the_first_day_on_which_a_page_would_differ(self, changes: dict[str, Any], expected: tuple[dt.date, str]) -> None:
        assert min(one for one in changes_of(member(**changes), SETTINGS) if one[0] > TODAY) == expected
