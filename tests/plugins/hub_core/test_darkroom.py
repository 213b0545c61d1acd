"""Photographs made smaller, once, and what cannot be made smaller."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image

from hub_core import darkroom
from hub_core.darkroom import Print, develop

GPS, ORIENTATION = 0x8825, 0x0112


def photograph(file: Path, width: int = 1200, height: int = 800, **options: object) -> Path:
    """A picture with soft colours and some grain, as a camera makes it."""
    grain = random.Random(7)
    small = Image.new("RGB", (60, 40))
    small.putdata([(120 + x * 2, 90 + y * 3, grain.randrange(60, 120)) for y in range(40) for x in range(60)])
    small.resize((width, height), Image.Resampling.BICUBIC).save(file, **options)
    return file


def made(file: Path, cache: Path, widths: tuple[int, ...] = (480, 960, 1600)) -> Print:
    found = develop(file, "images/desk.jpg", widths, cache)
    assert isinstance(found, Print), found
    return found


class TestDevelop:
    def test_a_photograph_is_made_in_two_formats_and_never_wider_than_it_is(self, tmp_path: Path) -> None:
        found = made(photograph(tmp_path / "a.jpg"), tmp_path / "cache")
        assert [(one.kind, one.width) for one in found.renditions] == [
            ("avif", 480), ("avif", 960), ("avif", 1200), ("webp", 480), ("webp", 960), ("webp", 1200),
        ]  # fmt: skip

    def test_each_file_is_what_its_name_says(self, tmp_path: Path) -> None:
        for one in made(photograph(tmp_path / "a.jpg"), tmp_path / "cache").renditions:
            with Image.open(one.file) as opened:
                assert (opened.format, opened.width) == (one.kind.upper(), one.width)

    def test_a_photograph_of_44_kb_becomes_a_quarter_of_it(self, tmp_path: Path) -> None:
        file = photograph(tmp_path / "a.jpg", quality=96)
        lightest = min(one.file.stat().st_size for one in made(file, tmp_path / "cache", (960,)).renditions)
        assert lightest <= file.stat().st_size / 4

    def test_a_second_time_nothing_is_made(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = photograph(tmp_path / "a.jpg")
        first = made(file, tmp_path / "cache")
        monkeypatch.setattr(darkroom, "_make", lambda *_: pytest.fail("it was made twice"))
        assert made(file, tmp_path / "cache") == first

    def test_a_lost_file_of_the_cache_is_made_again(self, tmp_path: Path) -> None:
        file = photograph(tmp_path / "a.jpg")
        lost = made(file, tmp_path / "cache").renditions[1].file
        lost.unlink()
        made(file, tmp_path / "cache")
        assert lost.is_file()

    def test_another_picture_under_the_same_name_has_other_addresses(self, tmp_path: Path) -> None:
        one = made(photograph(tmp_path / "a.jpg"), tmp_path / "cache")
        two = made(photograph(tmp_path / "a.jpg", 1000), tmp_path / "cache")
        assert not {each.name for each in one.renditions} & {each.name for each in two.renditions}

    def test_a_picture_that_was_taken_upright_stands_upright(self, tmp_path: Path) -> None:
        exif = Image.Exif()
        exif[ORIENTATION] = 6
        assert made(photograph(tmp_path / "a.jpg", exif=exif), tmp_path / "cache").size == (800, 1200)

    def test_what_the_camera_wrote_is_not_in_what_is_made(self, tmp_path: Path) -> None:
        exif = Image.Exif()
        exif[0x010F] = "A camera of mine"
        for one in made(photograph(tmp_path / "a.jpg", exif=exif), tmp_path / "cache").renditions:
            assert b"A camera of mine" not in one.file.read_bytes()

    def test_the_place_where_it_was_taken_is_a_problem(self, tmp_path: Path) -> None:
        exif = Image.Exif()
        exif[GPS] = {1: "N", 2: (38.0, 42.0, 0.0)}
        found = develop(photograph(tmp_path / "a.jpg", exif=exif), "images/a.jpg", (480,), tmp_path / "cache")
        assert "GPS" in str(found)

    def test_a_moving_picture_stays_as_it_is(self, tmp_path: Path) -> None:
        frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
        frames[0].save(tmp_path / "a.png", save_all=True, append_images=frames[1:])
        assert made(tmp_path / "a.png", tmp_path / "cache").renditions == ()

    def test_clear_parts_stay_clear(self, tmp_path: Path) -> None:
        Image.new("RGBA", (600, 300), (200, 0, 0, 0)).save(tmp_path / "a.png")
        for one in made(tmp_path / "a.png", tmp_path / "cache").renditions:
            with Image.open(one.file) as opened:
                assert opened.convert("RGBA").getpixel((5, 5))[3] == 0

    def test_a_picture_that_breaks_off_is_a_problem(self, tmp_path: Path) -> None:
        file = photograph(tmp_path / "a.jpg")
        file.write_bytes(file.read_bytes()[:2_000])
        assert "cannot be" in str(develop(file, "images/a.jpg", (480,), tmp_path / "cache"))

    def test_a_huge_picture_is_a_problem_before_it_is_opened(self, tmp_path: Path) -> None:
        Image.new("1", (9_000, 5_000)).save(tmp_path / "a.png")
        assert "9000 x 5000 pixels" in str(develop(tmp_path / "a.png", "images/a.png", (480,), tmp_path / "cache"))

    def test_nothing_half_made_stays_behind(self, tmp_path: Path) -> None:
        file = photograph(tmp_path / "a.jpg")
        file.write_bytes(file.read_bytes()[:2_000])
        develop(file, "images/a.jpg", (480,), tmp_path / "cache")
        assert not [one for one in tmp_path.glob("cache/*") if one.suffix != ".json"]
