"""What a client's own words about money and place say to the ranking."""

from __future__ import annotations

import pytest

from office.leads.request import budget_of, zone_of


class TestTheBudget:
    @pytest.mark.parametrize(
        ("said", "most"),
        [
            ("30-45 $/hr", (45, "USD")), ("$30 to $45 an hour", (45, "USD")), ("up to 40 EUR/h", (40, "EUR")), ("37,50 € per hour", (37.5, "EUR")),
            ("£25 hourly", (25, "GBP")), ("A$60/hour", (60, "AUD")), ("٣٠ EUR/h", (30, "EUR")),
            ("1,500 JPY/hour", (1500, "JPY")), ("PHP 1 200/hr", (1200, "PHP")), ("$1.250,50 an hour", (1250.5, "USD")),
            ("we would try 30 EUR an hour", (30, "EUR")), ("900 TRY/h", (900, "TRY")), ("30 eur/h", (30, "EUR")),
            ("12,345,678 NGN/h", (12345678, "NGN")),
        ],
    )  # fmt: skip
    def test_is_the_most_for_an_hour_in_its_currency(self, said: str, most: tuple[float, str]) -> None:
        assert budget_of(said) == most

    @pytest.mark.parametrize("said", ["up to 40 hours at 25 EUR an hour", "10 hours a week, 20 to 25 EUR an hour", "20-40h/week, 25 €/h"])
    def test_is_not_the_number_of_hours(self, said: str) -> None:
        assert budget_of(said) == (25, "EUR")

    @pytest.mark.parametrize("said", ["", "500 EUR a month", "45 an hour", "30 EUR or 35 USD an hour", "what it takes", "30, 40 or 50 EUR an hour", "x" * 5_000])
    def test_that_is_none_for_an_hour_is_left_to_the_reader(self, said: str) -> None:
        assert budget_of(said) is None


class TestThePlace:
    @pytest.mark.parametrize("said", ["Lisbon", "lisbon, Portugal", "Europe/Lisbon", "europe lisbon", "LISBON (PT)"])
    def test_is_found_as_people_write_it(self, said: str) -> None:
        assert zone_of(said) == "Europe/Lisbon"

    @pytest.mark.parametrize(("said", "where"), [("Leeds", "Europe/London"), ("Manchester, UK", "Europe/London"), ("Porto", "Europe/Lisbon")])
    def test_of_a_town_is_the_one_that_it_has_for_members_too(self, said: str, where: str) -> None:
        assert zone_of(said) == where

    @pytest.mark.parametrize("said", ["", "Mars/Olympus", "UTC+99", "../../etc/passwd", "\x00", "=?utf-8?q?x?=", "x" * 5_000])
    def test_that_is_none_is_none(self, said: str) -> None:
        assert zone_of(said) == ""
