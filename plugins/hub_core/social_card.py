"""The picture that stands beside a shared link: an article's title on the site's own card, drawn once and kept.

The ground is the theme's social-card.png, so a theme with another one has other cards. What is written stands above its
drawing, in a serif that is installed with the project: a machine's own fonts would give each machine another picture.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import font_source_serif_pro as serif
import PIL
from PIL import Image, ImageDraw, ImageFont

from .atomic import write_bytes

SIZE = (1200, 630)
_LEFT, _TOP, _WIDTH, _FREE = 92, 72, 1016, 372  # pixels; above _FREE the ground's own words are painted over
_SIZES = (88, 76, 66, 58, 50)  # of the title, until it fits
_INK, _QUIET, _GREEN = "#211b16", "#5a4f45", "#1d513c"  # the light page's colours, as in the ground
_COLOURS = 48
_NOWHERE = "\U0010fffe"  # a sign that no font has: what is drawn for it is drawn for every sign that a font lacks
_RECIPE = f"3 {PIL.__version__} {_SIZES} {_COLOURS}"


class Press:
    """Draws cards on a ground, and keeps them in `cache` by what stands on them."""

    def __init__(self, ground: Path, cache: Path) -> None:
        self._ground, self._cache = ground, cache
        self._mark = hashlib.sha256(_RECIPE.encode() + ground.read_bytes()).digest()
        self._blank: Image.Image | None = None
        self._palette: Image.Image | None = None

    def card(self, kicker: str, title: str, byline: str) -> tuple[str, Path] | None:
        """Give a card's key and its file, drawn now if need be; None where the font lacks a letter. Raises OSError."""
        if not all(_has(sign) for sign in {*kicker, *title, *byline}):
            return None
        key = hashlib.sha256("\x1f".join((kicker, title, byline)).encode() + self._mark).hexdigest()[:20]
        file = self._cache / f"{key}.png"
        if not file.is_file():
            write_bytes(file, self._draw(kicker, title, byline))
        return key[:8], file

    def _draw(self, kicker: str, title: str, byline: str) -> bytes:
        if self._blank is None:
            with Image.open(self._ground) as opened:
                self._blank = opened.convert("RGB").resize(SIZE)
            paper = self._blank.getpixel((4, 4))
            self._palette = self._blank.quantize(_COLOURS)
            ImageDraw.Draw(self._blank).rectangle((0, 0, SIZE[0], _FREE), fill=paper)
        card = self._blank.copy()
        pen = ImageDraw.Draw(card)
        pen.text((_LEFT, _TOP), kicker.upper(), fill=_GREEN, font=_font("Semibold", 26))
        lines, size = _fitted(title)
        y = _TOP + 48
        for line in lines:
            pen.text((_LEFT - size // 20, y), line, fill=_INK, font=_font("Semibold", size))
            y += round(size * 1.08)
        pen.text((_LEFT, y + 26), _cut(byline, _font("It", 32)), fill=_QUIET, font=_font("It", 32))
        kept = io.BytesIO()
        # Few colours, since ink on paper has few; the ground's own palette does for all cards, and is looked for once.
        card.quantize(palette=self._palette, dither=Image.Dither.NONE).save(kept, "PNG", compress_level=6)
        return kept.getvalue()


def _cut(line: str, font: ImageFont.FreeTypeFont) -> str:
    """Give as much of a line as the card has room for."""
    while font.getlength(line) > _WIDTH:
        line = f"{line.removesuffix('…')[:-1]}…"
    return line


def _fitted(title: str) -> tuple[list[str], int]:
    """Give the lines of a title and the largest size at which three are enough; what is longer still is cut."""
    for size in _SIZES:
        lines = _wrapped(title.split(), size)
        if len(lines) <= 3 and all(_fits(line, size) for line in lines):
            return lines, size
    size = _SIZES[-1]
    lines = _wrapped([part for word in title.split() for part in _parts(word, size)], size)
    if len(lines) <= 3:
        return lines, size
    whole = lines[2].rpartition(" ")[0]
    return [*lines[:2], f"{whole} …" if whole else _cut(f"{lines[2]}…", _font("Semibold", size))], size


def _fits(line: str, size: int) -> bool:
    return _font("Semibold", size).getlength(line) <= _WIDTH


def _parts(word: str, size: int) -> Iterator[str]:
    """Give a word in pieces that each fit on a line; nearly every word is one."""
    while not _fits(word, size):
        end = next(end for end in range(len(word) - 1, 0, -1) if end == 1 or _fits(word[:end], size))
        yield word[:end]
        word = word[end:]
    yield word


def _wrapped(words: Iterable[str], size: int) -> list[str]:
    font, lines = _font("Semibold", size), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or font.getlength(longer) <= _WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=16)
def _font(cut: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout needs no library of the system, so that a card is the same on every machine.
    return ImageFont.truetype(getattr(serif, f"SourceSerifPro{cut}"), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=2_000)
def _has(sign: str) -> bool:
    """Say whether both cuts have a sign: what a font lacks it draws as the same box each time."""
    return sign == " " or all(_drawn(_font(cut, 32), sign) != _drawn(_font(cut, 32), _NOWHERE) for cut in ("Semibold", "It"))


def _drawn(font: ImageFont.FreeTypeFont, sign: str) -> bytes:
    return bytes(font.getmask(sign))
