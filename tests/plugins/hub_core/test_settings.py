"""The site's own settings."""

from __future__ import annotations

import pytest

from hub_core.settings import HubSettings, read_settings


class TestReading:
    def test_an_empty_table_gives_the_defaults(self) -> None:
        assert read_settings({}) == (HubSettings(), [])

    def test_what_is_set_is_taken(self) -> None:
        settings, mistakes = read_settings({"name": "My hub", "articles_per_page": 12, "form_ids": {"comment": "abc"}})
        assert (settings.name, settings.articles_per_page, settings.form_ids, mistakes) == ("My hub", 12, {"comment": "abc"}, [])

    @pytest.mark.parametrize(
        ("table", "line"),
        [
            ({"nmae": "x"}, "pelicanconf.py:1: HUB.nmae: did you mean name?"),
            ({"articles_per_page": 2}, "pelicanconf.py:1: HUB.articles_per_page: must be 3 or more"),
            ({"owner": "Ines Carvalho"}, "pelicanconf.py:1: HUB.owner: must be a short name of a-z, 0-9 and single hyphens, like jo-sample"),
            ({"language": "en_GB"}, "pelicanconf.py:1: HUB.language: is not a language code; use one like en, pt or zh-Hant"),
            ({"form_service": "formspre"}, "pelicanconf.py:1: HUB.form_service: 'formspre' is not a known value; did you mean 'formspree'?"),
        ],
    )
    def test_a_mistake_is_told_in_a_line_and_the_defaults_are_given(self, table: dict[str, object], line: str) -> None:
        assert read_settings(table) == (HubSettings(), [line])

    def test_every_mistake_is_told(self) -> None:
        assert len(read_settings({"articles_per_page": 2, "words_a_minute": 1, "x": 1})[1]) == 3

    @pytest.mark.parametrize("zone", ["Lisbon", "UTC+1", "", "../etc/passwd", "/etc/localtime", "Europe", "a\0b", "x" * 5000])
    def test_a_zone_that_is_none_is_a_mistake_and_no_crash(self, zone: str) -> None:
        settings, mistakes = read_settings({"time_zone": zone})
        assert (settings.time_zone, len(mistakes)) == ("Europe/Lisbon", 1)

    @pytest.mark.parametrize("zone", ["UTC", "America/Argentina/Buenos_Aires", "Asia/Kolkata"])
    def test_a_zone_of_the_iana_database_is_taken(self, zone: str) -> None:
        assert read_settings({"time_zone": zone})[0].time_zone == zone

    def test_every_setting_says_what_it_does(self) -> None:
        assert [name for name, field in HubSettings.model_fields.items() if not field.description] == []
