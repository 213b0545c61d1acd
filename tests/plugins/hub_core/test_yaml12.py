"""YAML 1.2's core schema, the lines of fields, and what is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_core.yaml12 import MAX_DEPTH, YamlError, load

# What a file can hold: no control characters, no halves of characters, no line ends that only YAML 1.1 knows.
PRINTABLE = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\ufffe\uffff")
LINES = st.text(st.one_of(PRINTABLE, st.sampled_from("\n\t")), max_size=40)
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-(10**17), 10**17), LINES)
NESTED = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(LINES, inner, max_size=4), max_leaves=12)


def error(text: str) -> YamlError:
    with pytest.raises(YamlError) as caught:
        load(text)
    return caught.value


class TestScalars:
    @pytest.mark.parametrize("word", ["no", "No", "NO", "yes", "Yes", "on", "On", "off", "y", "n", "tRUE", "nULL"])
    def test_a_word_that_older_yaml_read_as_a_boolean_stays_text(self, word: str) -> None:
        assert load(f"answer: {word}") == {"answer": word}

    @pytest.mark.parametrize("day", ["2026-09-14", "2026-09-14 09:30", "2026-09-14T09:30:00Z", "20-09"])
    def test_a_date_stays_text(self, day: str) -> None:
        assert load(f"date: {day}") == {"date": day}

    @pytest.mark.parametrize("value", ["12:30", "1:30:00", "1_000", "0b101", "1.2.3", "+", ".", "+351 912", "1,5", "٣"])
    def test_what_only_looks_like_a_number_stays_text(self, value: str) -> None:
        assert load(f"value: {value}") == {"value": value}

    @pytest.mark.parametrize(
        ("written", "number"),
        [("0", 0), ("14", 14), ("-3", -3), ("+7", 7), ("014", 14), ("0o14", 12), ("0x1F", 31), ("-0", 0)],
    )
    def test_an_integer_is_read_by_the_rules_of_yaml_1_2(self, written: str, number: int) -> None:
        value = load(f"value: {written}")["value"]
        assert (value, type(value)) == (number, int)

    @pytest.mark.parametrize(
        ("written", "number"), [("1.5", 1.5), ("-.5", -0.5), ("1.", 1.0), ("1e3", 1000.0), ("6.02E+23", 6.02e23)]
    )
    def test_a_float_is_read_by_the_rules_of_yaml_1_2(self, written: str, number: float) -> None:
        value = load(f"value: {written}")["value"]
        assert (value, type(value)) == (number, float)

    @pytest.mark.parametrize("written", [".inf", "-.inf", ".nan", "3519123456781234567"])
    def test_a_number_that_no_field_can_hold_stays_text(self, written: str) -> None:
        assert load(f"value: {written}") == {"value": written}

    @pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
    def test_nothing_is_none(self, written: str) -> None:
        assert load(f"value: {written}") == {"value": None}

    @pytest.mark.parametrize(
        ("written", "value"),
        [("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False)],
    )
    def test_the_two_booleans_are_read_in_three_spellings(self, written: str, value: bool) -> None:
        assert load(f"value: {written}")["value"] is value

    @pytest.mark.parametrize("quoted", ['"true"', "'true'", '"12"', "'~'", '""'])
    def test_what_stands_in_quotes_is_text(self, quoted: str) -> None:
        assert load(f"value: {quoted}") == {"value": quoted[1:-1]}

    def test_a_block_scalar_is_text(self) -> None:
        assert load("kept: |\n  12\n  13\nfolded: >-\n  one\n  two\n") == {"kept": "12\n13\n", "folded": "one two"}

    def test_a_name_is_text_whatever_it_looks_like(self) -> None:
        assert load("5: 9\ntrue: 1\nnull: 2\n") == {"5": 9, "true": 1, "null": 2}

    @pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n"])
    def test_a_text_without_a_value_is_none(self, text: str) -> None:
        assert load(text) is None

    def test_a_merge_sign_is_a_name_like_any_other(self) -> None:
        assert load("<<: {a: 1}") == {"<<": {"a": 1}}


class TestLines:
    def test_every_field_has_its_line_in_lists_and_in_lists_of_fields(self) -> None:
        lines: dict[str, int] = {}
        load("title: x\nlanguages:\n  - code: en\n    level: native\n  - {code: fr, level: B2}\nrate:\n  unit:\n    name: hour\n", lines)
        assert lines == {
            "title": 1,
            "languages": 2,
            "languages.0": 3,
            "languages.0.code": 3,
            "languages.0.level": 4,
            "languages.1": 5,
            "languages.1.code": 5,
            "languages.1.level": 5,
            "rate": 6,
            "rate.unit": 7,
            "rate.unit.name": 8,
        }

    def test_lists_within_lists_have_their_lines(self) -> None:
        lines: dict[str, int] = {}
        load("a:\n- - x\n  - y\n- - z\n", lines)
        assert lines == {"a": 1, "a.0": 2, "a.0.0": 2, "a.0.1": 3, "a.1": 4, "a.1.0": 4}

    def test_a_value_of_many_lines_does_not_move_the_fields_below_it(self) -> None:
        lines: dict[str, int] = {}
        load("a: >\n  one\n\n  two\nb: 1\n", lines)
        assert lines == {"a": 1, "b": 5}


class TestRefused:
    @pytest.mark.parametrize(
        ("text", "line", "field"),
        [
            ("a: 1\nb: 2\na: 3\n", 3, "a"),
            ("a:\n  b: 1\n  c: 2\n  b: 3\n", 4, "a.b"),
            ("a: {b: 1, b: 2}\n", 1, "a.b"),
            ("a:\n- b: 1\n- c: 1\n  c: 2\n", 4, "a.1.c"),
            ('5: 1\n"5": 2\n', 2, "5"),
        ],
    )
    def test_a_duplicate_key_is_a_problem_at_its_line(self, text: str, line: int, field: str) -> None:
        found = error(text)
        assert (found.line, found.field) == (line, field)

    @pytest.mark.parametrize("value", ["&x 1", "&x [1]", "&x {b: 1}", "*x", "!!str 1", "!tag 1", "! 1", "!!python/none ''"])
    def test_an_anchor_an_alias_and_a_tag_are_refused_at_their_line(self, value: str) -> None:
        assert error(f"title: x\nvalue: {value}\n").line == 2

    @pytest.mark.parametrize("name", ["&x a", "*x ", "!!str a", "? [a]\n", "? {a: 1}\n", "[a]"])
    def test_a_name_that_is_more_than_plain_text_is_refused(self, name: str) -> None:
        assert error(f"{name}: 1").line == 1

    def test_a_small_text_cannot_become_a_large_value(self) -> None:
        assert error("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n").line == 1

    @pytest.mark.parametrize("text", ["a: 1\nb:\n\tc: 2\n", "a: 1\nb:\n\t- c\n", "a: 1\n\n\tb: 2\n"])
    def test_a_tab_that_indents_is_named_at_its_line(self, text: str) -> None:
        found = error(text)
        assert (found.line, found.remedy) == (3, "a tab cannot be used to indent; use spaces")

    @pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ufffe", "\ud800"])
    def test_a_character_that_cannot_be_seen_is_refused_at_its_line(self, character: str) -> None:
        found = error(f"a: 1\nb: x{character}y\n")
        assert (found.line, f"U+{ord(character):04X}" in found.remedy) == (2, True)

    @pytest.mark.parametrize("escape", ["\\0", "\\a", "\\x1b", "\\e", "\\N", "\\x7f", "\\u202e", "\\uffff"])
    def test_an_escape_does_not_bring_a_control_character_in(self, escape: str) -> None:
        assert error(f'a: 1\nb: "x{escape}y"\n').line == 2

    def test_an_escape_does_not_bring_a_control_character_into_a_name(self) -> None:
        assert error('a: 1\n"x\\ay": 1\n').line == 2

    @pytest.mark.parametrize(("escape", "character"), [("\\n", "\n"), ("\\t", "\t"), ("\\u2014", "—"), ("\\/", "/")])
    def test_an_escape_for_a_character_of_a_text_is_read(self, escape: str, character: str) -> None:
        assert load(f'a: "{escape}"') == {"a": character}

    @pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "a: 1\n---\n", "a: 1\n--- b\n"])
    def test_a_second_document_is_refused_at_its_line(self, text: str) -> None:
        assert error(text).line == 2

    @pytest.mark.parametrize("text", ["[" * 5000, "- " * 5000 + "x", "{a: " * 5000, "? " * 5000])
    def test_a_text_that_is_nested_without_end_is_refused_and_not_followed(self, text: str) -> None:
        assert error(text).line == 1

    def test_a_text_nested_as_deep_as_allowed_is_read(self) -> None:
        value = load("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
        assert json.dumps(value) == "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)

    def test_a_quote_without_an_end_is_told_where_it_opens(self) -> None:
        assert error('a: 1\nb: "x\nc: 2\nd: 3\n').line == 2

    def test_a_colon_in_a_value_is_told_at_its_line(self) -> None:
        found = error("a: 1\ntitle: Saying no: a guide\n")
        assert (found.line, found.remedy) == (2, 'a value with a colon in it needs quotes, like title: "Saying no: a guide"')

    def test_the_error_says_its_remedy(self) -> None:
        found = error("a: *b")
        assert str(found) == found.remedy


class TestAnyText:
    @given(st.dictionaries(LINES, LINES, max_size=6))
    def test_a_dict_of_text_written_as_json_is_read_as_it_was(self, value: dict[str, str]) -> None:
        assert load(json.dumps(value, ensure_ascii=False)) == value

    @given(NESTED)
    def test_values_within_values_written_as_json_are_read_as_they_were(self, value: object) -> None:
        assert load(json.dumps({"value": value}, ensure_ascii=False, indent=1)) == {"value": value}

    @given(st.one_of(st.text(), st.text("ab01:-?[]{},#&*!|>'\"%@` \n\t\\.~", max_size=60)))
    def test_a_text_gives_a_value_or_an_error_with_a_line_of_the_text(self, text: str) -> None:
        line = 1
        try:
            load(text)
        except YamlError as found:
            line = found.line
        assert 1 <= line <= len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
