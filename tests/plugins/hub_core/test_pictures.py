"""Sizes of picture files, and files that are none."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_core.pictures import MAX_BYTES, measure

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'
SIGNATURES = [b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff\xe0", b"RIFF\0\0\0\0WEBPVP8 ", b"\0\0\0\x20ftypavif", b"<?xml", b"<svg", b"II*\0", b""]


def put(folder: Path, name: str, content: bytes | str) -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def png(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


class TestSizes:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.png", png(40, 30)),
            ("a.PNG", png(40, 30)),
            ("a.gif", b"GIF89a" + struct.pack("<HH", 40, 30) + b"\0" * 20),
            ("a.svg", SVG.format('width="40" height="30"')),
            ("a.svg", SVG.format('width="40px" height="30px"')),
            ("a.svg", '<?xml version="1.0"?>\n<!-- drawn by hand -->\n' + SVG.format('width="40" height="30"')),
        ],
    )
    def test_a_picture_gives_its_width_and_height(self, tmp_path: Path, name: str, content: bytes | str) -> None:
        assert measure(put(tmp_path, name, content)) == (40, 30)


class TestWhatIsNone:
    @pytest.mark.parametrize("name", ["a.txt", "a.bmp", "a", "a.svg.zip"])
    def test_a_file_that_browsers_do_not_show_is_told_the_kinds_that_they_do(self, tmp_path: Path, name: str) -> None:
        assert ".svg, .png" in str(measure(put(tmp_path, name, png(1, 1))))

    def test_a_file_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        assert str(measure(tmp_path / "none.svg")).startswith("there is no such file")

    def test_a_folder_is_no_picture(self, tmp_path: Path) -> None:
        (tmp_path / "a.svg").mkdir()
        assert str(measure(tmp_path / "a.svg")).startswith("there is no such file")

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.svg", SVG.format('viewBox="0 0 40 30"')),
            ("a.svg", SVG.format('width="100%" height="100%"')),
            ("a.svg", SVG.format('width="0" height="30"')),
            ("a.svg", SVG.format('width="nan" height="30"')),
            ("a.svg", SVG.format('width="1e999" height="30"')),
            ("a.svg", "<svg"),
            ("a.png", png(40, 30)[:20]),
            ("a.png", b""),
            ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
            ("a.webp", b"<html></html>"),
        ],
    )
    def test_a_file_without_a_size_is_told_that_it_cannot_be_read(self, tmp_path: Path, name: str, content: bytes | str) -> None:
        assert str(measure(put(tmp_path, name, content))).startswith("cannot be read as a picture")

    def test_a_picture_that_is_too_large_is_told(self, tmp_path: Path) -> None:
        file = put(tmp_path, "a.png", png(40, 30))
        with file.open("r+b") as handle:
            handle.truncate(MAX_BYTES + 1)
        assert measure(file) == "is larger than 5 MB; make it smaller first"

    @pytest.mark.parametrize(("name", "content"), [("a.png", png(9_000, 5_000)), ("a.gif", b"GIF89a" + struct.pack("<HH", 9_000, 5_000) + b"\0" * 20)])
    def test_a_picture_of_too_many_pixels_is_told_from_its_first_bytes(self, tmp_path: Path, name: str, content: bytes) -> None:
        assert str(measure(put(tmp_path, name, content))).startswith("has 9000 x 5000 pixels")

    def test_a_drawing_may_have_any_size(self, tmp_path: Path) -> None:
        assert measure(put(tmp_path, "a.svg", SVG.format('width="9000" height="5000"'))) == (9_000, 5_000)

    @given(st.sampled_from(SIGNATURES), st.binary(max_size=80))
    def test_no_bytes_make_the_measuring_fail(self, tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes) -> None:
        file = put(tmp_path_factory.getbasetemp(), "any.png", start + rest)
        size = measure(file)
        assert isinstance(size, str) or min(size) > 0
