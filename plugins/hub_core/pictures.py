"""The size of a picture file, and whether it is one."""

from __future__ import annotations

from pathlib import Path

import imagesize

KINDS = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
MAX_BYTES = 5_000_000
MAX_PIXELS = 40_000_000  # a picture of more fills the memory of a small machine, the owner's as well as a reader's


def measure(file: Path) -> tuple[int, int] | str:
    """Give width and height in pixels, or what is wrong with the file, as a remedy."""
    if file.suffix.lower() not in KINDS:
        return f"is not a picture that browsers show; use one of {', '.join(KINDS)}"
    if not file.is_file():
        return "there is no such file; check the name, or put the picture under content/images/"
    if file.stat().st_size > MAX_BYTES:
        return f"is larger than {MAX_BYTES // 1_000_000} MB; make it smaller first"
    try:
        width, height = imagesize.get(str(file))
    except (ValueError, OSError, SyntaxError):
        width = height = -1
    if width <= 0 or height <= 0:
        return "cannot be read as a picture; an SVG needs width and height, others must be whole files"
    if width * height > MAX_PIXELS and file.suffix.lower() != ".svg":
        return f"has {width} x {height} pixels; make it smaller first, 2,000 pixels wide are plenty"
    return int(width), int(height)
