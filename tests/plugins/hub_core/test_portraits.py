"""Portraits that come from a slug alone."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_core.portraits import GROUNDS, initials, portrait
from hub_core.views import PictureView


class TestInitials:
    @pytest.mark.parametrize(
        ("name", "letters"),
        [
            ("Jo Sample", "JS"), ("jo", "J"), ("Ana de la Cruz", "AC"), ("Jean-Luc Picard", "JP"), ("  Jo   Sample ", "JS"),
            ("élodie ångström", "ÉÅ"), ("李 明", "李明"), ("ßeta", "S"), ("Jo (the boss)", "JB"), ("3 Kittens Office", "KO"),
            ("", "?"), ("   ", "?"), ("123 456", "?"), ("♥ ★", "?"), ("Jo 🎉", "J"),
        ],
    )  # fmt: skip
    def test_a_name_gives_one_or_two_letters_or_a_question_mark(self, name: str, letters: str) -> None:
        assert initials(name) == letters

    @given(st.text())
    def test_every_name_gives_one_or_two_characters(self, name: str) -> None:
        assert len(initials(name)) in (1, 2)


class TestPortrait:
    def test_the_same_slug_gives_the_same_drawing_whatever_is_written_on_it(self) -> None:
        assert str(portrait("jo", "Jo Sample").svg).replace(">JS<", ">XY<") == str(portrait("jo", "Xan Young").svg)

    def test_the_drawing_is_the_same_on_every_machine(self) -> None:
        assert portrait("jo-sample", "Jo").svg == (
            '<svg class="portrait g4" viewBox="0 0 64 64" width="64" height="64" aria-hidden="true">'
            '<path d="M0 43C24 13 40 43 64 19M0 19C20 43 44 13 64 43"/><text x="32" y="40">J</text></svg>'
        )

    def test_other_slugs_give_other_drawings(self) -> None:
        assert len({portrait(f"member-{number}", "Jo").svg for number in range(200)}) > 190

    def test_every_ground_is_used(self) -> None:
        grounds = {str(portrait(f"member-{number}", "Jo").svg)[len('<svg class="portrait ') :][:2] for number in range(200)}
        assert grounds == {f"g{number}" for number in range(GROUNDS)}

    @given(st.text(), st.text())
    def test_no_name_breaks_the_drawing(self, slug: str, name: str) -> None:
        drawing = str(portrait(slug, name).svg)
        assert ET.fromstring(drawing).tag == "svg"

    def test_a_picture_that_was_given_is_kept_beside_it(self) -> None:
        picture = PictureView("/images/jo.svg", "Jo", 64, 64)
        assert (portrait("jo", "Jo", picture).picture, portrait("jo", "Jo").picture) == (picture, None)
