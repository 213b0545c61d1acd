"""Photographs made smaller: AVIF and WebP in a few widths, once, kept in a cache under a name made from their content.

What a camera writes beside the picture (the place, the day, the device) is not in what is made. Drawings (SVG) and moving
pictures stay as they are.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import PIL
from PIL import Image, ImageOps, UnidentifiedImageError

from .atomic import write_bytes
from .pictures import MAX_PIXELS

WIDE = (480, 960, 1600)  # for a picture in the column of a text, on telephones and sharp screens
SMALL = (192, 384)  # for a portrait
RASTER = (".png", ".jpg", ".jpeg", ".webp", ".avif")
_GPS = 0x8825  # the EXIF directory with the place
# Quality where a photograph still looks like itself; measured on portraits and desks. The key holds all of it, so that
# a change makes every picture anew.
_AVIF = {"quality": 50, "speed": 7}
_WEBP = {"quality": 72, "method": 4}
_RECIPE = f"1 {PIL.__version__} {_AVIF} {_WEBP}"
_KINDS = (("avif", "AVIF", _AVIF), ("webp", "WEBP", _WEBP))


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture that was made: its name below content/, its width in pixels, and the file in the cache that holds it."""

    name: str
    kind: str
    width: int
    file: Path


@dataclass(frozen=True, slots=True)
class Print:
    """What became of a picture: its size as it is seen, and its renditions, the narrowest first of each kind."""

    size: tuple[int, int]
    renditions: tuple[Rendition, ...]


def develop(file: Path, name: str, widths: Sequence[int], cache: Path) -> Print | str:
    """Give the print of the picture `name` (`images/desk.jpg`), made now or found in `cache`, or what to do about it."""
    content = file.read_bytes()
    key = hashlib.sha256(f"{_RECIPE} {widths}".encode() + content).hexdigest()[:20]
    record = cache / f"{key}.json"
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
        found = _print(name, key, known, cache)
        if all(one.file.is_file() for one in found.renditions):
            return found
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not made yet, or not whole
    try:
        made = _make(file, key, widths, cache)
        if isinstance(made, str):
            return made
        write_bytes(record, json.dumps(made).encode())
    except OSError as error:
        return f"cannot be made smaller: {error.strerror or 'it is broken; save it anew'}"
    return _print(name, key, made, cache)


def _make(file: Path, key: str, widths: Sequence[int], cache: Path) -> dict[str, list[int]] | str:
    try:
        with Image.open(file) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                return f"has {opened.width} x {opened.height} pixels; make it smaller first, 2,000 pixels wide are plenty"
            if opened.getexif().get_ifd(_GPS):
                return "holds the place where it was taken (GPS), and everybody could read it; save it anew without it"
            if getattr(opened, "n_frames", 1) > 1:
                return {"size": list(opened.size), "widths": []}
            picture = ImageOps.exif_transpose(opened)
            alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
            picture = picture.convert("RGBA" if alpha else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError, EOFError) as error:
        return f"cannot be read as a picture ({type(error).__name__}); save it anew"
    wanted = sorted({min(width, picture.width) for width in widths})
    cache.mkdir(parents=True, exist_ok=True)
    for width in wanted:
        height = max(1, round(picture.height * width / picture.width))
        resized = picture if width == picture.width else picture.resize((width, height), Image.Resampling.LANCZOS)
        for ending, kind, options in _KINDS:
            half = cache / f".{key}-{width}.{os.getpid()}.{ending}"
            try:
                resized.save(half, kind, **options)
                os.replace(half, cache / f"{key}-{width}.{ending}")
            finally:
                half.unlink(missing_ok=True)
    return {"size": [picture.width, picture.height], "widths": wanted}


def _print(name: str, key: str, known: dict[str, list[int]], cache: Path) -> Print:
    width, height = known["size"]
    stem = PurePosixPath(name).with_suffix("").as_posix()
    return Print(
        (width, height),
        tuple(
            Rendition(f"{stem}.{key[:8]}-{one}.{ending}", ending, one, cache / f"{key}-{one}.{ending}")
            for ending, _, _ in _KINDS
            for one in known["widths"]
        ),
    )
