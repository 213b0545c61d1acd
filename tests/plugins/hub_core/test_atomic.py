"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hub_core.atomic import write_bytes, write_text


@contextmanager
def a_full_disk(room: int) -> Iterator[None]:
    """Let no file grow above `room` bytes, as a full disk would."""
    resource = pytest.importorskip("resource")  # Windows has none
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class TestWriting:
    def test_the_file_holds_what_was_given(self, tmp_path: Path) -> None:
        write_text(tmp_path / "a.txt", "ç\n")
        assert (tmp_path / "a.txt").read_bytes() == b"\xc3\xa7\n"

    def test_an_old_file_is_replaced(self, tmp_path: Path) -> None:
        write_bytes(tmp_path / "a", b"a long old content")
        write_bytes(tmp_path / "a", b"new")
        assert (tmp_path / "a").read_bytes() == b"new"

    def test_folders_are_made(self, tmp_path: Path) -> None:
        write_text(tmp_path / "a" / "b" / "c.txt", "x")
        assert (tmp_path / "a" / "b" / "c.txt").read_text() == "x"

    def test_nothing_else_is_left_beside_it(self, tmp_path: Path) -> None:
        write_text(tmp_path / "a.txt", "x")
        assert os.listdir(tmp_path) == ["a.txt"]

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
    def test_a_file_is_for_its_owner_to_write_and_for_all_to_read(self, tmp_path: Path) -> None:
        write_text(tmp_path / "a", "x")
        write_bytes(tmp_path / "b", b"x")
        assert [(tmp_path / name).stat().st_mode & 0o777 for name in "ab"] == [0o644, 0o644]

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
    @pytest.mark.parametrize("mode", [0o644, 0o600])
    def test_the_file_has_the_permissions_asked_for(self, tmp_path: Path, mode: int) -> None:
        write_text(tmp_path / "a", "x")
        write_text(tmp_path / "a", "y", mode)
        assert (tmp_path / "a").stat().st_mode & 0o777 == mode

    def test_a_link_to_a_file_is_replaced_and_its_file_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "real").write_text("old")
        (tmp_path / "link").symlink_to("real")
        write_text(tmp_path / "link", "new")
        assert ((tmp_path / "real").read_text(), (tmp_path / "link").read_text()) == ("old", "new")


class TestFailing:
    def test_the_old_file_survives_a_full_disk_and_no_piece_is_left(self, tmp_path: Path) -> None:
        write_text(tmp_path / "a", "old")
        with a_full_disk(10), pytest.raises(OSError, match="too large"):
            write_text(tmp_path / "a", "x" * 100_000)
        assert ((tmp_path / "a").read_text(), os.listdir(tmp_path)) == ("old", ["a"])

    def test_the_old_file_survives_a_text_that_cannot_be_written(self, tmp_path: Path) -> None:
        write_text(tmp_path / "a", "old")
        with pytest.raises(UnicodeEncodeError):
            write_text(tmp_path / "a", "half a character: \ud800")
        assert ((tmp_path / "a").read_text(), os.listdir(tmp_path)) == ("old", ["a"])

    def test_a_folder_in_the_place_of_the_file_stays_and_no_piece_is_left(self, tmp_path: Path) -> None:
        (tmp_path / "a" / "b").mkdir(parents=True)
        with pytest.raises(OSError, match="directory"):
            write_text(tmp_path / "a", "x")
        assert (os.listdir(tmp_path), os.listdir(tmp_path / "a")) == (["a"], ["b"])
