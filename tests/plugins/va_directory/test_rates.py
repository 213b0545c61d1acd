"""Rates in words: what is certain is read, what is not is answered with the form to use."""

from __future__ import annotations

import pytest

from va_directory.rates import in_words


class TestInWords:
    @pytest.mark.parametrize(
        ("text", "fields"),
        [
            ("38 EUR an hour", (38, "EUR", "hour")),
            ("€38.50/hr", (38.5, "EUR", "hour")),
            ("38 EUR", (38, "EUR", "hour")),
            ("1,200 PLN per month", (1200, "PLN", "month")),
            ("£250 a day", (250, "GBP", "day")),
            ("38,50 € an hour", (38.5, "EUR", "hour")),
            ("1 200,5 PLN per month", (1200.5, "PLN", "month")),
        ],
    )
    def test_one_amount_in_one_currency_is_read(self, text: str, fields: tuple[float, str, str]) -> None:
        found = in_words(text)[0]
        assert found is not None
        assert tuple(found.values()) == fields

    @pytest.mark.parametrize("text", ["30-45 $/hr", "$38", "38", "EUR", "38 EUR or 40 USD", "1.200 EUR", "38 EUR an hour or a day", "0 EUR", ""])
    def test_what_could_mean_two_things_is_not(self, text: str) -> None:
        assert in_words(text)[0] is None

    def test_the_remedy_is_the_form_to_use(self) -> None:
        assert in_words("30-45 $/hr")[1].endswith("like {amount: 30, currency: USD, unit: hour}")
