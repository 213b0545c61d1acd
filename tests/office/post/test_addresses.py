"""The members' addresses in private/addresses.yaml."""

from __future__ import annotations

from pathlib import Path

from office.post.addresses import read_addresses


class TestReadAddresses:
    def test_without_the_file_there_is_none(self, tmp_path: Path) -> None:
        assert read_addresses(tmp_path) == ({}, [])

    def test_each_line_is_a_member(self, tmp_path: Path) -> None:
        (tmp_path / "addresses.yaml").write_text("jo-sample: jo@example.org\nnoor-one: noor@example.org\n")
        assert read_addresses(tmp_path) == ({"jo-sample": "jo@example.org", "noor-one": "noor@example.org"}, [])

    def test_a_line_that_is_no_address_is_told_with_its_number_and_without_what_it_holds(self, tmp_path: Path) -> None:
        (tmp_path / "addresses.yaml").write_text("jo-sample: jo@example.org\nnoor-one: noor(at)example.org\n")
        found, problems = read_addresses(tmp_path)
        assert (found, [str(one) for one in problems]) == (
            {"jo-sample": "jo@example.org"},
            ["private/addresses.yaml:2: noor-one: is not one e-mail address; write it like jo@example.org"],
        )

    def test_a_file_that_is_no_list_of_lines_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "addresses.yaml").write_text("- jo@example.org\n")
        assert [one.line for one in read_addresses(tmp_path)[1]] == [1]
