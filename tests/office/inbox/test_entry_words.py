"""What people write in free text: read for certain, or asked back in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hub_core.documents import Document
from hub_core.schema import validate
from hub_core.vocabulary import Entry, Terms
from office.inbox.entries import figures, words
from va_directory.model import MemberFile

TOOLS = Terms.of("tools", {"quickbooks": Entry(name="QuickBooks", synonyms=("quick books", "qbo")), "xero": Entry(name="Xero")})


class TestRates:
    @pytest.mark.parametrize(
        ("text", "read"),
        [
            ("38 EUR an hour", (38, "EUR", "hour")), ("€38/h", (38, "EUR", "hour")), ("US$ 45 per hour", (45, "USD", "hour")),
            ("1,250.50 USD monthly", (1250.5, "USD", "month")), ("1.250 eur a month", (1250, "EUR", "month")),
            ("37,50 € per hour", (37.5, "EUR", "hour")), ("£200 a day.", (200, "GBP", "day")), ("900 PLN per project", (900, "PLN", "project")),
        ],
    )  # fmt: skip
    def test_in_many_spellings_are_read(self, text: str, read: tuple[float, str, str]) -> None:
        assert figures.rate(text) == (dict(zip(("amount", "currency", "unit"), read, strict=True)), [])

    def test_keep_their_minimum(self) -> None:
        found, wrong = figures.rate("38 EUR an hour, minimum 10 hours a month")
        assert (found and found["minimum"], wrong) == ("10 hours a month", [])

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("30-45 $/hr", "a range"), ("30 to 45 EUR an hour", "a range"), ("45 $/hr", "several countries"), ("45", "which currency"),
            ("45 EUR", "for an hour"), ("negotiable", "not clear"), ("25 pounds an hour", "several countries"), ("EUR an hour", "no amount"),
            ("38 EUR an hour plus VAT", "not clear"),
        ],
    )  # fmt: skip
    def test_that_are_not_certain_are_asked_back(self, text: str, said: str) -> None:
        found, (line,) = figures.rate(text)
        assert found is None
        assert said in line
        assert "like 38 EUR an hour" in line


class TestHours:
    @pytest.mark.parametrize(
        ("text", "span", "days"),
        [
            ("9 to 15, Monday to Thursday", "09:00-15:00", "mon tue wed thu"), ("9am-5pm", "09:00-17:00", ""),
            ("1-5pm Mon-Fri", "13:00-17:00", "mon tue wed thu fri"), ("Mon, Wed and Fri 8.30 to 12", "08:30-12:00", "mon wed fri"),
            ("22:00–06:00 daily", "22:00-06:00", "mon tue wed thu fri sat sun"), ("weekends 9:00 until 13:00", "09:00-13:00", "sat sun"),
            ("Sat to Mon, 10-14", "10:00-14:00", "mon sat sun"), ("12pm to 6pm", "12:00-18:00", ""),
        ],
    )  # fmt: skip
    def test_in_many_spellings_are_read(self, text: str, span: str, days: str) -> None:
        assert figures.hours(text) == (span, days.split(), [])

    @pytest.mark.parametrize("text", ["9 to 5", "flexible", "9-12 and 14-17", "25 to 30", "9 to 17 UTC", "9 to 9", "13pm to 15pm"])
    def test_that_are_not_certain_are_asked_back(self, text: str) -> None:
        span, days, (line,) = figures.hours(text)
        assert (span, days) == ("", [])
        assert "like 09:00-15:00" in line


class TestLanguages:
    def test_are_read_with_their_levels(self) -> None:
        found, wrong = words.languages("English (native), French - B2; Brazilian Portuguese: c1 and Tagalog mother tongue")
        assert (found, wrong) == ([{"code": code, "level": level} for code, level in (
            ("en", "native"), ("fr", "B2"), ("pt-BR", "C1"), ("tl", "native"))], [])  # fmt: skip

    @pytest.mark.parametrize("text", ["French", "Fluent French", "German B1/B2", "Klingon (native)", "French B2, French C1"])
    def test_without_a_certain_level_or_name_are_asked_back(self, text: str) -> None:
        assert words.languages(text)[1]


class TestPlaces:
    @pytest.mark.parametrize(
        ("text", "zone"),
        [("Lisbon", "Europe/Lisbon"), ("europe/lisbon", "Europe/Lisbon"), ("Porto, Portugal", "Europe/Lisbon"), ("São Paulo", "America/Sao_Paulo"),
         ("New York (USA)", "America/New_York"), ("Mumbai", "Asia/Kolkata")],
    )  # fmt: skip
    def test_become_time_zones(self, text: str, zone: str) -> None:
        assert words.zone(text) == (zone, [])

    @pytest.mark.parametrize(("text", "said"), [("GMT+1", "largest"), ("CET", "large city"), ("Lisbn", "Europe/Lisbon"), ("Nowhere", "large city")])
    def test_that_are_none_are_asked_back(self, text: str, said: str) -> None:
        found, (line,) = words.zone(text)
        assert found == ""
        assert "large city" in line or said in line


class TestTerms:
    def test_are_found_in_odd_spellings(self) -> None:
        assert words.terms("- Quick-Books\n• XERO, qbo", TOOLS) == (["quickbooks", "xero"], [])

    def test_that_are_unknown_get_the_nearest(self) -> None:
        found, (line,) = words.terms("Xerro", TOOLS)
        assert (found, "did you mean Xero?" in line) == ([], True)

    def test_that_resemble_nothing_are_asked_back_in_two_sentences(self) -> None:
        assert words.terms("Abracadabra", TOOLS)[1] == ["“Abracadabra” is no tool of content/vocabulary.yaml; take it out. Or add it there."]


class TestAnyText:
    @given(some.text(max_size=200))
    def test_is_read_or_asked_back_and_what_is_read_is_valid(self, text: str) -> None:
        rate, no_rate = figures.rate(text)
        span, days, no_hours = figures.hours(text)
        languages, _ = words.languages(text)
        zone, no_zone = words.zone(text)
        assert (rate is None) == bool(no_rate)
        assert (span == "") == bool(no_hours)
        assert (zone == "") == bool(no_zone)
        data = {
            "name": "Jo", "headline": "Keeps the books", "services": ["a"], "languages": languages or [{"code": "en", "level": "native"}],
            "time_zone": zone or "UTC", "hours": span or "09:00-17:00", "since": 2020, "availability": "open", "confirmed": "2026-01-01",
            "joined": "2026-01-01", **({"days": days} if days else {}), **({"rate": rate} if rate and 0 < float(rate["amount"]) < 1e8 else {}),
        }  # fmt: skip
        minimum = str(rate.get("minimum", "")) if rate else ""
        assert len(minimum) > 80 or validate(MemberFile, Document("a.md", "a", data, "", 1))[1] == []
