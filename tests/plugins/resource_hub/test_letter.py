"""The letter of a checklist: its pieces, and what can be wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_core.problems import Problem
from plugins.make import checklist, places, remedies, resource_document, vocabulary
from resource_hub.letter import letter_view
from resource_hub.model import ResourceFile
from resource_hub.parse import parse_resource

NAME = {"blank": "name", "label": "The name", "step": 1}
BODY = "## One\n\n- [ ] A box.\n\n```\n## no heading\n```\n\n## Two\n"


def problems_of(letter: str | None = "Dear [name],", blanks: Any = (NAME,), **changes: Any) -> list[Problem]:
    fields = {"url": None, "kind": "checklist", "letter": letter, "blanks": list(blanks)} | changes
    made = resource_document("a-checklist", **fields)
    return parse_resource(replace(made, body=BODY), vocabulary())[1]


class TestMistakes:
    def test_a_letter_with_its_fields_is_none(self) -> None:
        assert problems_of() == []

    def test_a_blank_without_a_field(self) -> None:
        assert remedies(problems_of("[name] [day]")) == ["[day] has no field; add it to blanks, or write it without brackets"]

    def test_a_field_without_a_blank_names_the_likely_one(self) -> None:
        assert "the letter has no [naem]; did you mean [name]?" in remedies(problems_of(blanks=[NAME | {"blank": "naem"}]))

    def test_two_fields_for_one_blank(self) -> None:
        assert remedies(problems_of(blanks=[NAME, NAME])) == ["[name] has a field already; keep one"]

    def test_a_step_that_the_text_does_not_have_and_a_fence_has_none(self) -> None:
        assert [one.field for one in problems_of(blanks=[NAME | {"step": 3}])] == ["blanks.0.step"]

    def test_fields_without_a_letter(self) -> None:
        assert [one.field for one in problems_of(None)] == ["blanks"]

    @pytest.mark.parametrize("changes", [{"kind": "guide"}, {"url": "https://a.example/"}])
    def test_a_letter_in_what_is_no_checklist_of_the_hub_s_own(self, changes: dict[str, Any]) -> None:
        assert [one.field for one in problems_of(**changes)] == ["letter"]

    def test_are_told_at_their_line(self) -> None:
        assert places(problems_of(blanks=[NAME | {"step": 9}]))[0][0] > 1


class TestPieces:
    def view(self, letter: str, *blanks: dict[str, Any]) -> Any:
        front = checklist().front.model_copy(update={"letter": letter})
        return letter_view(ResourceFile.model_validate({**front.model_dump(exclude_none=True), "blanks": list(blanks)}))

    def test_a_blank_has_the_id_of_its_field_wherever_it_stands(self) -> None:
        made = self.view("Dear [name], or [name]", NAME)
        assert made.pieces == (("Dear ", ""), ("[name]", "blank-1"), (", or ", ""), ("[name]", "blank-1"), ("", ""))

    def test_a_resource_without_a_letter_shows_none(self) -> None:
        assert letter_view(checklist().front) is None

    @given(st.text("[]name \n.", max_size=80))
    def test_together_are_the_letter_whatever_it_holds(self, text: str) -> None:
        made = self.view(f"x{text}x", NAME)
        assert "".join(words for words, _ in made.pieces) == f"x{text}x"
