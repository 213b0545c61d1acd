"""What the directory shows, and in which order."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from hub_core.addresses import Addresses
from hub_core.views import Link
from va_directory.model import LanguageSkill, Member
from va_directory.rates import amount
from va_directory.views import Directory, MemberView, city, days_words, offset_words

from ..make import ADDRESSES, TODAY, member, vocabulary

FOLDER = Addresses("https://a.example/hub", "/hub")


def directory(*members: Member, addresses: Addresses = ADDRESSES) -> Directory:
    return Directory(members, vocabulary(), addresses, TODAY)


def profile(**changes: Any) -> MemberView:
    made = member(**changes)
    return directory(made).profile(made, [])


class TestWords:
    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (("mon", "tue", "wed", "thu", "fri"), "Monday to Friday"),
            (("mon", "tue", "wed", "thu", "sat"), "Monday to Thursday, Saturday"),
            (("mon", "tue"), "Monday, Tuesday"),
            (("sat", "mon", "fri", "mon"), "Monday, Friday, Saturday"),
            (("mon", "wed", "fri", "sat", "sun"), "Monday, Wednesday, Friday to Sunday"),
            (("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "Monday to Sunday"),
            (("sun",), "Sunday"),
            ((), ""),
        ],
    )
    def test_working_days_are_said_with_longer_runs_joined(self, days: tuple[str, ...], words: str) -> None:
        assert days_words(days) == words

    @pytest.mark.parametrize(
        ("zone", "words"),
        [
            ("Europe/Lisbon", "UTC+0 / +1"),
            ("Asia/Kolkata", "UTC+5:30"),
            ("America/New_York", "UTC-5 / -4"),
            ("America/St_Johns", "UTC-3:30 / -2:30"),
            ("Australia/Sydney", "UTC+11 / +10"),
            ("Asia/Kathmandu", "UTC+5:45"),
            ("UTC", "UTC+0"),
        ],
    )
    def test_a_zone_s_offsets_are_said_for_both_halves_of_the_year(self, zone: str, words: str) -> None:
        assert offset_words(zone, 2026) == words

    @pytest.mark.parametrize(
        ("value", "words"),
        [(38, "38"), (38.0, "38"), (38.5, "38.50"), (1200, "1200"), (9999.5, "9999.50"), (10_000, "10,000"), (1_250_000, "1,250,000"), (0.5, "0.50")],
    )
    def test_an_amount_is_whole_where_it_is_and_grouped_from_ten_thousand_on(self, value: float, words: str) -> None:
        assert amount(value) == words

    @pytest.mark.parametrize(
        ("zone", "place"), [("America/New_York", "New York"), ("America/Argentina/Buenos_Aires", "Buenos Aires"), ("UTC", "UTC")]
    )
    def test_a_zone_is_named_after_its_place(self, zone: str, place: str) -> None:
        assert city(zone) == place


class TestCard:
    def test_a_card_shows_the_member_in_short(self) -> None:
        made = member(
            services=["bookkeeping", "invoicing", "calendar", "inbox"], rate={"amount": 38, "currency": "EUR"},
            languages=[{"code": "pt", "level": "native"}, {"code": "en", "level": "C1"}],
        )  # fmt: skip
        card = directory(made, addresses=FOLDER).cards["jo-sample"]
        assert (card.href, card.place, card.rate, card.languages, [link.label for link in card.services], card.more_services, card.sample) == (
            "/hub/members/jo-sample/", "Lisbon, UTC+0 / +1", "38 EUR an hour", "Portuguese, English (C1)",
            ["Bookkeeping", "Invoicing", "Calendar care"], 1, True,
        )  # fmt: skip

    def test_without_a_rate_the_rate_is_on_request(self) -> None:
        assert directory(member()).cards["jo-sample"].rate == "Rate on request"

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"availability": "open"}, "Open now"),
            ({"availability": "open", "available_from": "2027-01-11"}, "Open from 11 January 2027"),
            ({"availability": "open", "available_from": "2026-11-21"}, "Open now"),
            ({"availability": "waiting-list"}, "Waiting list"),
            ({"availability": "full"}, "Full at present"),
            ({"availability": "on-leave", "available_from": "2027-01-11"}, "On leave until 11 January 2027"),
        ],
    )
    def test_availability_is_said_with_the_day_it_changes(self, changes: dict[str, Any], words: str) -> None:
        assert directory(member(**changes)).cards["jo-sample"].availability_words == words


class TestProfile:
    def test_a_claim_that_has_run_out_is_not_shown(self) -> None:
        claim = {"claim": "insured", "date": "2026-03-01", "by": "Certificate seen"}
        view = profile(claims=[
            claim | {"expires": "2026-11-20"}, claim | {"claim": "backup", "expires": "2026-11-21"}, claim | {"claim": "references"},
        ])  # fmt: skip
        assert [(one.label, one.expires and one.expires.iso) for one in view.claims] == [
            ("A named colleague covers for absence", "2026-11-21"), ("References checked", None),
        ]  # fmt: skip

    @pytest.mark.parametrize(("since", "words"), [(2014, "Since 2014, 12 years"), (2025, "Since 2025, 1 year"), (2026, "Since 2026")])
    def test_experience_is_counted_in_years(self, since: int, words: str) -> None:
        assert profile(since=since).experience_words == words

    def test_hours_zone_and_rate_are_said_in_words(self) -> None:
        view = profile(hours="09:00-15:30", days=["mon", "tue", "wed"], rate={"amount": 12_000, "currency": "JPY", "unit": "day", "minimum": "two days"})
        assert (view.hours_words, view.zone_words, view.rate_words, view.minimum) == (
            "Monday to Wednesday, 09:00 to 15:30", "Lisbon time (UTC+0 / +1)", "12,000 JPY a day", "two days",
        )  # fmt: skip

    def test_languages_are_said_with_their_level(self) -> None:
        assert profile(languages=[{"code": "en", "level": "native"}, {"code": "fr", "level": "B2"}]).languages == (
            "English, native; French, fluent for work (B2)"
        )

    @pytest.mark.parametrize("level", get_args(LanguageSkill.model_fields["level"].annotation))
    def test_every_level_has_its_words(self, level: str) -> None:
        assert level in profile(languages=[{"code": "en", "level": level}]).languages

    def test_a_colleague_who_is_not_published_is_left_out(self) -> None:
        made = member(refers_to=["ana", "gone"])
        assert directory(made, member("ana", name="Ana Reis")).profile(made, []).refers_to == (Link("Ana Reis", "/members/ana/"),)

    def test_a_service_brings_its_description(self) -> None:
        view = profile(services=["invoicing", "bookkeeping"])
        assert [(one.link.label, one.description) for one in view.services] == [("Invoicing", "Invoices that are paid."), ("Bookkeeping", None)]

