"""What the index knows of a page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from site_search.records import Record, pages, record_page, stamp

ONE = Record("/members/jo/", "Members", "Jo", "Keeps books.", "<p>Text</p>", ("Bookkeeping",), ("Bookkeeping",), ("book keeper",))


def test_synonyms_are_among_the_words() -> None:
    assert "Also found under: book keeper." in record_page(ONE, "en")


def test_kind_and_subjects_are_filters_whatever_signs_they_hold() -> None:
    tree = html.fromstring(record_page(replace(ONE, subjects=('Time, "money": both',)), "en"))
    assert [(one.get("data-pagefind-filter"), one.get("data-is")) for one in tree.iter("i")] == [
        ("kind[data-is]", "Members"), ("subject[data-is]", 'Time, "money": both'),
    ]  # fmt: skip


@given(st.text(alphabet="ab<>&\"' ", max_size=20))
def test_a_title_is_text_and_never_html(title: str) -> None:
    tree = html.fromstring(record_page(replace(ONE, title=f"x{title}x"), "en"))
    assert tree.findtext(".//h1") == f"x{title}x"


def test_a_page_is_the_file_that_its_address_names() -> None:
    assert list(pages([ONE], "en")) == ["members/jo/index.html"]


@pytest.mark.parametrize("changes", [{"html": "<p>Other</p>"}, {"title": "Joe"}, {"path": "/members/joe/"}, {"synonyms": ()}])
def test_any_other_word_is_another_stamp(changes: dict[str, str]) -> None:
    assert stamp(pages([ONE], "en"), "1") != stamp(pages([replace(ONE, **changes)], "en"), "1")


def test_another_version_of_the_program_is_another_stamp_and_the_order_is_none() -> None:
    two = replace(ONE, path="/members/ann/")
    assert stamp(pages([ONE, two], "en"), "1") == stamp(pages([two, ONE], "en"), "1") != stamp(pages([ONE, two], "en"), "2")
