"""Which addresses stand in a text, where, and which are left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.links.found import Place, addresses_in, collect, is_left_out


class TestAddressesInAText:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("See https://a.org/b.", ["https://a.org/b"]),
            ("[a](https://a.org/b_(c)) and", ["https://a.org/b_(c)"]),
            ("([a](https://a.org/b))", ["https://a.org/b"]),
            ("[a](https://a.org/b)[^1] or", ["https://a.org/b"]),
            ("url: {name: A, url: https://a.org/b}", ["https://a.org/b"]),
            ('url: "https://a.org/?q=1&r=2#top"', ["https://a.org/?q=1&r=2#top"]),
            ("<https://a.org/>, *https://b.org/*", ["https://a.org/", "https://b.org/"]),
            ("`https://a.org/` and\n```\nhttps://b.org/\n```\n", []),
            ("mailto:jo@a.org ftp://a.org/", []),
        ],
    )
    def test_an_address_ends_where_the_sentence_takes_over(self, text: str, found: list[str]) -> None:
        assert [address for address, _ in addresses_in(text)] == found

    def test_each_has_its_line(self) -> None:
        assert addresses_in("one\nhttps://a.org/\n\nhttps://a.org/") == [("https://a.org/", 2), ("https://a.org/", 4)]

    @given(st.text(alphabet="https://a.()[]{}*`\n ", max_size=80))
    def test_what_is_found_stands_in_the_text(self, text: str) -> None:
        assert all(address in text.split("\n")[line - 1] for address, line in addresses_in(text))


class TestAFolder:
    def test_an_address_has_all_its_places_and_visitors_are_left_alone(self, tmp_path: Path) -> None:
        for name in ("articles/saying-no/a.md", "resources/b.md", "comments/a/c.md"):
            file = tmp_path / "content" / name
            file.parent.mkdir(parents=True)
            file.write_text("---\nurl: https://a.org/\n---\nhttps://hub.org/own/\n", encoding="utf-8")
        assert collect(tmp_path / "content", "hub.org") == {
            "https://a.org/": (Place("content/articles/saying-no/a.md", 2), Place("content/resources/b.md", 2))
        }

    @pytest.mark.parametrize("host", ["hub.org", "jo.example", "www.example.com", "example.org", "localhost", "[half"])
    def test_the_site_s_own_and_names_for_examples_are_left_out(self, host: str) -> None:
        assert is_left_out(f"https://{host}/", "hub.org")
