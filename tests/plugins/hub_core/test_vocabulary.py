"""The closed lists of words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_core.problems import Problem
from hub_core.vocabulary import Entry, Terms, Vocabulary, fold, in_text, read_vocabulary

from ..make import document, places, remedies, vocabulary

SHOWN = "content/vocabulary.yaml"
SERVICES = """\
categories:
  starting-out: {name: "Starting out"}
service_groups:
  finance: {name: "Finance"}
services:
  bookkeeping: {name: "Bookkeeping", group: finance, synonyms: ["book-keeping"]}
"""


def read(folder: Path, text: str | bytes) -> tuple[Vocabulary, list[Problem]]:
    file = folder / "vocabulary.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_vocabulary(file, SHOWN)


class TestFold:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Book-keeping", "bookkeeping"), ("café", "CAFE"), ("E mail", "e-mail"), ("Straße", "STRASSE"),
            ("ISA / Admin", "isa admin"), ("ﬁnance", "finance"), ("Ｘero", "xero"), ("𝕏ero", "xero"),
        ],
    )  # fmt: skip
    def test_spellings_of_one_word_fold_to_one_form(self, one: str, other: str) -> None:
        assert fold(one) == fold(other)

    def test_different_words_stay_apart(self) -> None:
        assert fold("invoicing") != fold("invoices")

    def test_letters_of_every_script_count(self) -> None:
        assert fold("簿記 ") == "簿記"

    @given(st.text(alphabet=st.characters(max_codepoint=127)))
    def test_plain_letters_fold_the_same_beside_others(self, word: str) -> None:
        assert f"{fold(word)}簿" == fold(f"{word}簿")


class TestTerms:
    @pytest.mark.parametrize("word", ["bookkeeping", "Bookkeeping", "book-keeping", "BOOK KEEPING"])
    def test_every_spelling_finds_the_one_slug(self, word: str) -> None:
        assert vocabulary().services.find(word) == "bookkeeping"

    def test_an_unknown_word_finds_nothing(self) -> None:
        assert vocabulary().services.find("juggling") is None

    def test_a_slug_and_a_name_win_over_another_entry_s_synonym(self) -> None:
        terms = Terms.of("tools", {"a": Entry(name="Alpha"), "b": Entry(name="Beta", synonyms=("alpha", "A"))})
        assert (terms.find("alpha"), terms.find("A")) == ("a", "a")

    def test_the_entries_come_in_the_order_of_the_file(self) -> None:
        assert list(vocabulary().services) == ["bookkeeping", "invoicing", "calendar", "inbox"]

    def test_a_list_is_read_without_doubles_in_its_order(self) -> None:
        made = document("content/x/a.md", {})
        assert vocabulary().tags.resolve(made, "tags", ["First clients", "candour", "honesty"]) == (("first-clients", "honesty"), [])

    def test_an_unknown_word_of_a_list_is_a_problem_with_its_place(self) -> None:
        made = document("content/x/a.md", {"tags": ["honesty", "honsty"]})
        slugs, problems = vocabulary().tags.resolve(made, "tags", ["honesty", "honsty"])
        assert (slugs, places(problems), remedies(problems)) == (
            ("honesty",), [(2, "tags.1")],
            ["'honsty' is not a known tag; did you mean 'honesty'? (the list is tags in content/vocabulary.yaml)"],
        )  # fmt: skip

    def test_one_unknown_word_is_given_back_with_a_problem(self) -> None:
        made = document("content/x/a.md", {"topic": "weather"})
        word, problems = vocabulary().tip_topics.resolve_one(made, "topic", "weather")
        assert (word, places(problems), remedies(problems)) == (
            "weather", [(2, "topic")],
            ["'weather' is not a known topic; use one of: money, habits (the list is tip_topics in content/vocabulary.yaml)"],
        )  # fmt: skip

    def test_one_known_word_is_given_as_its_slug(self) -> None:
        assert vocabulary().tip_topics.resolve_one(document("content/x/a.md", {}), "topic", "Money") == ("money", [])


class TestReading:
    def test_a_file_is_read_into_its_sections(self, tmp_path: Path) -> None:
        words, problems = read(tmp_path, SERVICES)
        assert (problems, words.services.name("bookkeeping"), words.services.find("book keeping")) == ([], "Bookkeeping", "bookkeeping")

    def test_sections_that_are_left_out_are_empty(self, tmp_path: Path) -> None:
        words, _ = read(tmp_path, SERVICES)
        assert (list(words.tools), "xero" in words.tools) == ([], False)

    def test_a_missing_file_is_a_problem(self, tmp_path: Path) -> None:
        assert places(read_vocabulary(tmp_path / "none.yaml", SHOWN)[1]) == [(1, "")]

    def test_a_file_that_cannot_be_read_makes_no_other_word_wrong(self, tmp_path: Path) -> None:
        words, problems = read(tmp_path, "categories: [\n")
        assert (len(problems), words.tags.find("anything")) == (1, "anything")

    @pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", ""])
    def test_a_file_that_is_no_lists_of_words_is_a_problem(self, tmp_path: Path, text: str) -> None:
        assert places(read(tmp_path, text)[1]) == [(1, "")]

    def test_bytes_that_are_not_utf_8_are_a_problem_at_their_line(self, tmp_path: Path) -> None:
        assert places(read(tmp_path, b"categories:\n  caf\xe9: {name: x}\n")[1]) == [(2, "")]

    def test_a_yaml_error_is_told_at_its_line(self, tmp_path: Path) -> None:
        assert read(tmp_path, SERVICES + "services:\n  x: {name: X}\n")[1][0].line == 7

    def test_a_misspelt_field_of_an_entry_is_told_with_the_nearest_name(self, tmp_path: Path) -> None:
        _, problems = read(tmp_path, SERVICES + "tools:\n  xero: {name: Xero, synonym: [x]}\n")
        assert [(one.line, one.field, one.remedy) for one in problems] == [(8, "tools.xero.synonym", "did you mean synonyms?")]

    def test_a_section_that_is_unknown_is_told_with_the_nearest_name(self, tmp_path: Path) -> None:
        assert remedies(read(tmp_path, SERVICES + "industry:\n  x: {name: X}\n")[1]) == ["did you mean industries?"]

    def test_a_name_that_could_not_be_an_address_is_a_problem_at_its_line(self, tmp_path: Path) -> None:
        assert places(read(tmp_path, SERVICES + "tools:\n  Google Docs: {name: Docs}\n")[1]) == [(8, "tools.Google Docs")]

    @pytest.mark.parametrize("entry", ['{name: "Book keeping"}', '{name: "X", synonyms: [Book-Keeping]}'])
    def test_one_spelling_under_two_entries_is_a_clash_at_the_second(self, tmp_path: Path, entry: str) -> None:
        assert places(read(tmp_path, SERVICES + f"  accounts: {entry[:-1]}, group: finance}}\n")[1]) == [(7, "services.accounts")]

    def test_one_spelling_in_two_sections_is_no_clash(self, tmp_path: Path) -> None:
        assert read(tmp_path, SERVICES + "industries:\n  bookkeeping: {name: Bookkeeping}\n")[1] == []

    def test_an_entry_may_name_its_own_slug_as_a_synonym(self, tmp_path: Path) -> None:
        assert read(tmp_path, SERVICES + "tools:\n  xero: {name: Xero, synonyms: [xero, XERO]}\n")[1] == []

    def test_a_group_that_is_not_there_is_a_problem_with_the_nearest_name(self, tmp_path: Path) -> None:
        _, problems = read(tmp_path, SERVICES + "  payroll: {name: Payroll, group: finances}\n")
        assert [(one.line, one.field, one.remedy) for one in problems] == [
            (7, "services.payroll.group", "'finances' is not a known service group; did you mean 'finance'?")
        ]

    def test_a_service_without_a_group_is_a_problem_at_the_service(self, tmp_path: Path) -> None:
        assert places(read(tmp_path, SERVICES + "  payroll: {name: Payroll}\n")[1]) == [(7, "services.payroll.group")]


@pytest.mark.parametrize(
    ("name", "said"),
    [("Conflict of interest", "conflict of interest"), ("CRM upkeep", "CRM upkeep"), ("NGOs", "NGOs"), ("SEO", "SEO"), ("1Password", "1Password"), ("", "")],
)
def test_a_name_in_a_sentence_keeps_the_capitals_that_are_its_own(name: str, said: str) -> None:
    assert in_text(name) == said
