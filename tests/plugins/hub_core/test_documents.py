"""Content files: both headers, broken files, and the way from a field to its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub_core.documents import MAX_BYTES, Document, parse_document, read_document, read_text
from hub_core.problems import Problem

from ..make import places

SHOWN = "content/articles/saying-no/a.md"
YAML = "---\ntitle: A\ntags: [x, y]\nrate:\n  amount: 3\n---\nThe text.\nMore.\n"
PELICAN = "Title: A\nDate: 2026-03-01\nTags: x, y\nModified: 2026-03-02\nAuthors: Jo Sample\n\nThe text.\n"


def read(text: str) -> Document:
    document, problems = parse_document(text, SHOWN)
    assert problems == []
    assert document is not None
    return document


def problems_of(text: str) -> list[Problem]:
    return parse_document(text, SHOWN)[1]


class TestYamlHeader:
    def test_the_fields_the_body_and_its_first_line_are_given(self) -> None:
        document = read(YAML)
        assert (document.data, document.body, document.body_line) == (
            {"title": "A", "tags": ["x", "y"], "rate": {"amount": 3}}, "The text.\nMore.\n", 7,
        )  # fmt: skip

    def test_the_slug_is_the_file_name(self) -> None:
        assert read(YAML).slug == "a"

    def test_a_header_without_fields_is_empty(self) -> None:
        assert read("---\n---\nText.\n").data == {}

    def test_spaces_after_the_lines_of_hyphens_do_no_harm(self) -> None:
        assert read("---  \ntitle: A\n---\t\nText.\n").data == {"title": "A"}

    def test_a_line_of_hyphens_in_the_body_stays_in_the_body(self) -> None:
        assert read("---\ntitle: A\n---\none\n\n---\n\ntwo\n").body == "one\n\n---\n\ntwo\n"

    def test_a_missing_end_is_a_problem_at_the_first_line(self) -> None:
        assert places(problems_of("---\ntitle: A\n\nText.\n")) == [(1, "")]

    def test_an_error_in_the_header_is_told_at_its_line_in_the_file(self) -> None:
        assert places(problems_of("---\ntitle: A\ntitle: B\n---\n")) == [(3, "title")]

    @pytest.mark.parametrize("header", ["- a\n- b", "only words", "12"])
    def test_a_header_that_is_no_fields_is_a_problem(self, header: str) -> None:
        document, problems = parse_document(f"---\n{header}\n---\nText.\n", SHOWN)
        assert (document, places(problems)) == (None, [(2, "")])

    @pytest.mark.parametrize("text", ["", "\n", "Just words.\n", "# A heading\n", "\n---\ntitle: A\n---\n"])
    def test_a_file_without_a_header_is_a_problem_at_its_first_line(self, text: str) -> None:
        document, problems = parse_document(text, SHOWN)
        assert (document, places(problems)) == (None, [(1, "")])


class TestPelicanHeader:
    def test_the_fields_are_read_and_the_old_names_become_the_new(self) -> None:
        document = read(PELICAN)
        assert (document.data, document.body, document.body_line, document.is_yaml) == (
            {"title": "A", "date": "2026-03-01", "tags": ["x", "y"], "updated": "2026-03-02", "author": "Jo Sample"},
            "The text.\n", 7, False,
        )  # fmt: skip

    def test_quotes_around_a_value_are_dropped(self) -> None:
        assert read("Title: \"A: b\"\nSummary: 'c'\n\nx\n").data == {"title": "A: b", "summary": "c"}

    def test_an_indented_line_goes_on_with_the_value_above_it(self) -> None:
        assert read("Title: A long\n    title\n\nx\n").data == {"title": "A long title"}

    @pytest.mark.parametrize("item", ["- x", "  - x", "    - x", "\t- x"])
    def test_a_list_is_a_problem_so_that_a_draft_below_it_is_not_published(self, item: str) -> None:
        assert places(problems_of(f"Title: A\nTags:\n{item}\nStatus: draft\n\nText.\n")) == [(3, "tags")]

    def test_a_field_given_twice_is_a_problem_at_its_line(self) -> None:
        assert places(problems_of("Title: A\nDate: 2026-03-01\nTitle: B\n\nx\n")) == [(3, "title")]

    def test_an_old_and_a_new_name_of_one_field_are_the_field_given_twice(self) -> None:
        assert places(problems_of("Title: A\nAuthor: Jo\nAuthors: Mo\n\nx\n")) == [(3, "author")]

    def test_a_line_that_is_no_field_is_a_problem_at_its_line(self) -> None:
        assert places(problems_of("Title: A\nno field here\n\nText.\n")) == [(2, "title")]


class TestStrayHeader:
    @pytest.mark.parametrize("line", ["status: draft", "Status : draft", "Date: 2026-03-01", "tags: a, b", "AUTHORS: x"])
    def test_a_body_that_opens_like_a_header_is_a_problem_at_its_line(self, line: str) -> None:
        name = line.split(":")[0].strip().lower()
        assert places(problems_of(f"---\ntitle: A\n---\n\n{line}\n\nText.\n")) == [(5, name)]

    def test_it_is_a_problem_under_pelican_s_header_too(self) -> None:
        assert places(problems_of("Title: A\n\nstatus: draft\n\nText.\n")) == [(3, "status")]

    @pytest.mark.parametrize("line", ["Remember: breathe.", "Status quo.", "Parts: three", "datestamp: x"])
    def test_a_sentence_with_a_colon_is_no_header(self, line: str) -> None:
        assert read(f"---\ntitle: A\n---\n{line}\n").body == f"{line}\n"

    def test_a_line_further_down_is_text(self) -> None:
        assert read("---\ntitle: A\n---\nText.\n\nstatus: draft\n").body == "Text.\n\nstatus: draft\n"


class TestLostWords:
    @pytest.mark.parametrize("value", ["The #1 mistake", "Calls #work"])
    def test_words_behind_a_sign_that_begins_a_remark_are_a_problem_at_their_line(self, value: str) -> None:
        assert places(problems_of(f"---\ntags: [a]\ntitle: {value}\n---\nText.\n")) == [(3, "title")]

    @pytest.mark.parametrize("value", ['"The #1 mistake"', "'The #1 mistake'", "2026-09-14  # a Monday", "C#", "[a, b] # two", "# nothing"])
    def test_a_value_in_quotes_and_a_remark_on_purpose_are_none(self, value: str) -> None:
        assert problems_of(f"---\ntitle: {value}\n---\nText.\n") == []


class TestLineOf:
    @pytest.mark.parametrize(
        ("name", "line"),
        [("title", 2), ("tags", 3), ("tags.1", 3), ("rate.amount", 5), ("rate.unit", 4), ("missing", 1), ("", 1)],
    )
    def test_a_field_has_its_line_or_that_of_the_field_around_it_or_the_first(self, name: str, line: int) -> None:
        assert read(YAML).line_of(name) == line

    @pytest.mark.parametrize(("name", "line"), [("title", 1), ("tags.0", 3), ("updated", 4), ("author", 5), ("x", 1)])
    def test_a_field_of_pelican_s_header_has_its_line(self, name: str, line: int) -> None:
        assert read(PELICAN).line_of(name) == line

    def test_a_problem_stands_at_the_line_of_its_field(self) -> None:
        assert read(YAML).problem("rate.amount", "is odd") == Problem(SHOWN, 5, "rate.amount", "is odd")

    @pytest.mark.parametrize(("needle", "line"), [("The", 7), ("More", 8), ("not there", 7), ("", 7)])
    def test_a_problem_of_the_body_stands_where_the_needle_does_or_at_the_first_line(self, needle: str, line: int) -> None:
        assert read(YAML).body_problem(needle, "is odd").line == line

    def test_a_needle_is_looked_for_as_a_word_before_it_is_looked_for_within_one(self) -> None:
        document = read("---\ntitle: A\n---\nsee /tips/more/\nand /tips/ too\n")
        assert document.body_problem("/tips/", "is odd").line == 5


class TestReading:
    def put(self, folder: Path, content: bytes) -> Path:
        file = folder / "a.md"
        file.write_bytes(content)
        return file

    def test_windows_line_ends_are_read_as_line_ends(self, tmp_path: Path) -> None:
        document, problems = read_document(self.put(tmp_path, b"---\r\ntitle: A\r\n---\r\nOne.\r\nTwo.\r\n"), SHOWN)
        assert (document and (document.data, document.body), problems) == (({"title": "A"}, "One.\nTwo.\n"), [])

    def test_old_line_ends_are_read_as_line_ends(self, tmp_path: Path) -> None:
        assert read_text(self.put(tmp_path, b"a\rb"), SHOWN) == ("a\nb", [])

    def test_a_byte_order_mark_is_dropped(self, tmp_path: Path) -> None:
        assert read_text(self.put(tmp_path, b"\xef\xbb\xbftitle"), SHOWN) == ("title", [])

    def test_bytes_that_are_not_utf_8_are_a_problem_at_their_line(self, tmp_path: Path) -> None:
        text, problems = read_text(self.put(tmp_path, b"one\ntwo\nfa\xe7ade\n"), SHOWN)
        assert (text, places(problems)) == (None, [(3, "")])

    @pytest.mark.parametrize("character", ["\0", "\x08", "\x0c", "\x1b", "\x7f", "\x92", "\ufffe"])
    def test_a_control_character_is_a_problem_at_its_line(self, tmp_path: Path, character: str) -> None:
        text, problems = read_text(self.put(tmp_path, f"one\r\ntwo{character}\n".encode()), SHOWN)
        assert (text, places(problems)) == (None, [(2, "")])
        assert ("NUL" if character == "\0" else f"U+{ord(character):04X}") in problems[0].remedy

    def test_a_file_of_the_largest_size_is_read(self, tmp_path: Path) -> None:
        assert read_text(self.put(tmp_path, b"x" * MAX_BYTES), SHOWN)[1] == []

    def test_a_larger_file_is_a_problem_and_not_read(self, tmp_path: Path) -> None:
        text, problems = read_text(self.put(tmp_path, b"x" * (MAX_BYTES + 1)), SHOWN)
        assert (text, places(problems)) == (None, [(1, "")])

    def test_a_file_that_is_not_there_is_a_problem(self, tmp_path: Path) -> None:
        text, problems = read_text(tmp_path / "none.md", SHOWN)
        assert (text, places(problems)) == (None, [(1, "")])

    def test_a_folder_in_place_of_a_file_is_a_problem(self, tmp_path: Path) -> None:
        text, problems = read_document(tmp_path, SHOWN)
        assert (text, places(problems)) == (None, [(1, "")])

    def test_a_problem_names_the_shown_path_and_not_the_machine_s(self, tmp_path: Path) -> None:
        assert str(tmp_path) not in str(read_text(tmp_path / "none.md", SHOWN)[1][0])
