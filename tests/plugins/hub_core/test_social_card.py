"""The picture beside a shared link: drawn once, the same each time, and none where a letter is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hub_core.social_card import _WIDTH, SIZE, Press, _fitted, _font

GROUND = Path(__file__).resolve().parents[3] / "theme" / "static" / "img" / "social-card.png"
LONG = "When a project goes off the rails: what to say first, what to do next, and what to let go of in the end, at last"


def ink(file: Path) -> set[int]:
    """Give the rows in which something dark is written."""
    with Image.open(file) as opened:
        grey = opened.convert("L")
    return {y for y in range(grey.height) if min(grey.crop((0, y, grey.width, y + 1)).tobytes()) < 90}


class TestCard:
    def press(self, folder: Path) -> Press:
        return Press(GROUND, folder / "cards")

    def test_it_has_the_size_that_previews_take(self, tmp_path: Path) -> None:
        made = self.press(tmp_path).card("Saying no", "A short one", "Mara")
        assert made is not None
        with Image.open(made[1]) as opened:
            assert (opened.format, opened.size) == ("PNG", SIZE)

    def test_two_presses_draw_the_same_bytes(self, tmp_path: Path) -> None:
        one, two = (self.press(tmp_path / name).card("Saying no", LONG, "Mara") for name in "ab")
        assert one is not None
        assert two is not None
        assert one[1].read_bytes() == two[1].read_bytes()

    def test_a_second_time_nothing_is_drawn(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        first = self.press(tmp_path).card("Saying no", "A short one", "Mara")
        monkeypatch.setattr(Press, "_draw", lambda *_: pytest.fail("it was drawn twice"))
        assert self.press(tmp_path).card("Saying no", "A short one", "Mara") == first

    def test_other_words_have_another_file(self, tmp_path: Path) -> None:
        press = self.press(tmp_path)
        assert len({press.card("Saying no", title, "Mara") for title in ("One", "Two")}) == 2

    def test_the_longest_title_stays_above_the_drawing(self, tmp_path: Path) -> None:
        made = self.press(tmp_path).card("Saying no", f"{LONG} {LONG}", "Mara")
        assert made is not None
        rows = ink(made[1])
        assert not rows & set(range(376, 398))

    def test_a_title_in_letters_that_the_font_lacks_has_no_card(self, tmp_path: Path) -> None:
        assert self.press(tmp_path).card("Saying no", "断る", "Mara") is None


class TestFitted:
    @settings(max_examples=50)
    @given(st.text(alphabet="abcdefghij WM—é", min_size=1, max_size=140))
    def test_no_title_takes_more_than_three_lines(self, title: str) -> None:
        assert len(_fitted(title)[0]) <= 3

    @pytest.mark.parametrize(
        "title",
        ["Donaudampfschifffahrtsgesellschaftskapitän", "W" * 120, f"On https://example.org/{'a-very-long-address/' * 4}", LONG, "A " + "M" * 60],
    )
    def test_no_line_is_wider_than_the_card(self, title: str) -> None:
        lines, size = _fitted(title)
        assert [line for line in lines if _font("Semibold", size).getlength(line) > _WIDTH] == []
