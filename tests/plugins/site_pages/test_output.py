"""The files of the built site, put into their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_pages.output import Output, WrittenTwiceError


def test_a_file_is_written_as_it_is_given(tmp_path: Path) -> None:
    text = "é💡\r\n\n" + "long " * 100_000
    file = Output(str(tmp_path)).write("a/b/index.html", text)

    assert Path(file) == tmp_path / "a/b/index.html"
    assert Path(file).read_bytes() == text.encode("utf-8")


def test_what_an_earlier_build_left_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("a longer page of the day before", encoding="utf-8")
    Output(str(tmp_path)).write("index.html", "short")

    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "short"


def test_two_pages_of_one_address_are_an_error(tmp_path: Path) -> None:
    output = Output(str(tmp_path))
    output.write("a.html", "first")

    with pytest.raises(WrittenTwiceError, match=r"a\.html would be written twice"):
        output.write("a.html", "second")
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "first"


@pytest.mark.parametrize("order", [(True, False), (False, True)])
def test_what_overrides_stands_whichever_comes_first(tmp_path: Path, order: tuple[bool, bool]) -> None:
    output = Output(str(tmp_path))
    for overriding in order:
        output.write("a.html", "the one that overrides" if overriding else "the other", overriding=overriding)

    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "the one that overrides"


def test_a_page_is_overridden_once(tmp_path: Path) -> None:
    output = Output(str(tmp_path))
    output.write("a.html", "x", overriding=True)

    with pytest.raises(WrittenTwiceError):
        output.write("a.html", "y", overriding=True)


def test_a_folder_that_cannot_be_written_to_is_said_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file where a folder should be", encoding="utf-8")

    with pytest.raises(OSError, match="a"):
        Output(str(tmp_path)).write("a/index.html", "x")
