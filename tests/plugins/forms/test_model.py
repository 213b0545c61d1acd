"""What a visitor may send."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.catalogue import FORMS
from forms.model import HONEYPOT, LINE, LONG, Field, Form, validate

HIDDEN_MARKS = ["\0", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\u2069", "\ud800", "\ufffe"]


def form(*fields: Field) -> Form:
    return Form("a-form", "A form", "Send", "/thanks/", fields)


def errors(field: Field, value: str) -> list[str]:
    return [remedy for _, remedy in validate(form(field), {field.name: value})[1]]


def cleaned(field: Field, value: str) -> dict[str, str]:
    values, wrong = validate(form(field), {field.name: value})
    assert wrong == []
    return values


class TestRequired:
    @pytest.mark.parametrize(
        ("kind", "remedy"),
        [
            ("text", "Please fill in “A”."),
            ("textarea", "Please fill in “A”."),
            ("radio", "Please choose an answer for “A”."),
            ("select", "Please choose an answer for “A”."),
            ("checkbox", "Please tick this box; without it we cannot go on."),
        ],
    )
    @pytest.mark.parametrize("value", [None, "", "  \n\t "])
    def test_a_required_field_that_is_empty_is_asked_for(self, kind: str, remedy: str, value: str | None) -> None:
        field = Field("a", "A", kind, required=True)  # type: ignore[arg-type]
        assert validate(form(field), {} if value is None else {"a": value}) == ({}, [("a", remedy)])

    def test_an_optional_field_that_is_empty_is_left_out(self) -> None:
        assert cleaned(Field("a", "A"), " ") == {}

    def test_every_mistake_is_told_in_the_order_of_the_fields(self) -> None:
        two = form(Field("b", "B", required=True), Field("a", "A", "email"))
        assert [name for name, _ in validate(two, {"a": "x"})[1]] == ["b", "a"]


class TestCleaning:
    def test_a_field_that_the_form_does_not_have_is_dropped(self) -> None:
        assert validate(form(Field("a", "A")), {"a": "x", "b": "y", HONEYPOT: "z"}) == ({"a": "x"}, [])

    def test_space_around_a_value_is_taken_off(self) -> None:
        assert cleaned(Field("a", "A"), "  x y \n") == {"a": "x y"}

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
    def test_a_line_end_of_any_system_is_one_newline(self, end: str) -> None:
        assert cleaned(Field("a", "A", "textarea"), f"x{end}y") == {"a": "x\ny"}

    def test_a_value_with_a_mistake_is_not_among_the_cleaned(self) -> None:
        assert validate(form(Field("a", "A", "email")), {"a": "x"})[0] == {}


class TestLimits:
    @pytest.mark.parametrize("length", [LINE, LONG, 1])
    def test_a_value_of_the_longest_length_is_taken(self, length: int) -> None:
        assert errors(Field("a", "A", maxlength=length), "é" * length) == []

    def test_a_longer_value_is_told_its_length(self) -> None:
        assert errors(Field("a", "A", maxlength=3), "abcd") == ["This is too long: 4 characters. Please keep it under 3."]

    @pytest.mark.parametrize("kind", ["text", "email", "url", "select", "hidden", "date"])
    def test_only_a_text_area_takes_more_than_one_line(self, kind: str) -> None:
        assert errors(Field("a", "A", kind), "x\ny") == ["Please write this on one line."]  # type: ignore[arg-type]

    def test_a_tab_may_stand_in_a_text(self) -> None:
        assert errors(Field("a", "A", "textarea"), "x\ty\nz") == []

    @pytest.mark.parametrize("kind", ["text", "textarea", "email", "hidden"])
    @pytest.mark.parametrize("mark", HIDDEN_MARKS)
    def test_a_character_that_nobody_sees_is_refused(self, kind: str, mark: str) -> None:
        assert len(errors(Field("a", "A", kind), f"x{mark}y")) == 1  # type: ignore[arg-type]

    @pytest.mark.parametrize("text", ["שלום", "مرحبا\u200f", "नमस्ते", "👩\u200d💻", "a\u00a0b"])
    def test_every_script_and_what_it_needs_is_taken(self, text: str) -> None:
        assert errors(Field("a", "A", "textarea"), text) == []


class TestEmail:
    @pytest.mark.parametrize("address", ["jo@a.example", "jo.sample+hub@mail.a.example", "jö@bücher.example", "o_x-1@a-b.example"])
    def test_an_address_is_taken(self, address: str) -> None:
        assert errors(Field("a", "A", "email"), address) == []

    @pytest.mark.parametrize(
        "address",
        ["jo", "jo@", "@a.example", "jo@a", "jo@a.", "jo@a.b", "jo@@a.example", "jo a@a.example", "jo@a.example, mo@a.example",
         "Jo <jo@a.example>", "jo@a.example;x", '"jo"@a.example', "jo@a.example\nBcc: x@a.example",
         "=?utf-8?q?jo?=@a.example"],
    )  # fmt: skip
    def test_what_is_no_single_address_is_refused(self, address: str) -> None:
        assert len(errors(Field("a", "A", "email"), address)) == 1


class TestUrl:
    @pytest.mark.parametrize("address", ["https://a.example", "http://a.example/b?c=d#e"])
    def test_an_address_is_taken(self, address: str) -> None:
        assert errors(Field("a", "A", "url"), address) == []

    @pytest.mark.parametrize("address", ["a.example", "javascript:alert(1)", "ftp://a.example", "https://", "https://u:p@a.example", "https://a b.example"])
    def test_what_is_no_web_address_is_refused(self, address: str) -> None:
        assert errors(Field("a", "A", "url"), address) == ["This does not look like a web address. It should begin with https://."]


class TestDate:
    def test_a_day_is_taken(self) -> None:
        assert errors(Field("a", "A", "date"), "2028-02-29") == []

    @pytest.mark.parametrize("day", ["2026-02-29", "2026-13-01", "14.9.2026", "20260914", "2026-W10-1", "٢٠٢٦-٠٩-١٤", "soon"])
    def test_what_is_no_day_of_the_calendar_is_refused(self, day: str) -> None:
        assert errors(Field("a", "A", "date"), day) == ["Please write the date as year-month-day, like 2026-09-14."]


class TestChoices:
    RADIO = Field("a", "A", "radio", options=(("1", "One"), ("2", "Two")))
    OPEN = Field("a", "A", "select", options=(("", "None"),), open_options=True)

    @pytest.mark.parametrize("field", [RADIO, Field("a", "A", "select", options=(("1", "One"),))])
    def test_an_answer_that_was_offered_is_taken(self, field: Field) -> None:
        assert errors(field, "1") == []

    @pytest.mark.parametrize("value", ["3", "One", "1\n2", "11"])
    def test_an_answer_that_was_not_is_refused(self, value: str) -> None:
        assert len(errors(self.RADIO, value)) == 1

    @pytest.mark.parametrize(("value", "wrong"), [("yes", 0), ("on", 1), ("no", 1)])
    def test_a_ticked_box_says_yes(self, value: str, wrong: int) -> None:
        assert len(errors(Field("a", "A", "checkbox"), value)) == wrong

    @pytest.mark.parametrize("value", ["a-first-month", "2026-09-15-mara-1", "x" * 100])
    def test_an_answer_from_the_content_has_the_form_of_a_file_name(self, value: str) -> None:
        assert errors(self.OPEN, value) == []

    @pytest.mark.parametrize("value", ["../etc/passwd", "A", "a/b", "a b", "x" * 101, "é"])
    def test_an_answer_in_another_form_is_refused(self, value: str) -> None:
        assert len(errors(self.OPEN, value)) == 1

    @pytest.mark.parametrize("value", ["../a", "a/b", "a\\b", "%2e%2e", "a.b"])
    def test_a_hidden_name_of_a_file_cannot_lead_elsewhere(self, value: str) -> None:
        assert len(errors(Field("a", "A", "hidden", open_options=True), value)) == 1


class TestAnything:
    ANY = st.one_of(st.text(), st.text(st.characters()), st.text(st.sampled_from("\0\x07\r\n\t\x85\u2028\u202e\ud800a@.:/-1")))

    @pytest.mark.parametrize("one", FORMS.values(), ids=lambda one: one.id)
    @settings(max_examples=25)
    @given(data=st.data())
    def test_every_form_takes_anything_and_gives_back_only_its_fields_without_control_characters(self, one: Form, data: st.DataObject) -> None:
        sent = data.draw(st.dictionaries(st.sampled_from([*sorted(one.names), "other"]), self.ANY))
        values, wrong = validate(one, sent)
        assert set(values) | {name for name, _ in wrong} <= one.names
        assert not set(values) & {name for name, _ in wrong}
        for value in values.values():
            assert value.encode("utf-8")
            assert [letter for letter in value if unicodedata.category(letter) in ("Cc", "Zl", "Zp") and letter not in "\n\t"] == []
