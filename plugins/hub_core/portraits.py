"""A portrait for everyone: initials on a woven pattern that comes from the slug alone, never from an e-mail."""

from __future__ import annotations

import hashlib
import html
from functools import lru_cache

from markupsafe import Markup

from .views import PictureView, Portrait

# Six grounds of the theme; the colours are in its style sheet, so that dark mode draws its own.
GROUNDS = 6


def initials(name: str) -> str:
    """Give one or two letters: of the first and the last word that begin with a letter."""
    words = [word for word in name.split() if word[0].isalpha()]
    if not words:
        return "?"
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0].upper()[0] for word in ends)  # the capital of one letter can be two: ß


def numbers(slug: str) -> tuple[int, ...]:
    """Give what is drawn for a slug: the ground, and the four heights at which two threads begin and end."""
    seed = hashlib.sha256(slug.encode("utf-8")).digest()
    return seed[0] % GROUNDS, *(8 + seed[index] % 48 for index in range(1, 5))


@lru_cache(maxsize=16_384)  # who comments once does so again
def portrait(slug: str, name: str, picture: PictureView | None = None) -> Portrait:
    """Give the portrait of a person. The same slug gives the same drawing on every machine."""
    letters = initials(name)
    # Two threads that cross the ground; where they meet differs from person to person.
    ground, a, b, c, d = numbers(slug)
    svg = (
        f'<svg class="portrait g{ground}" viewBox="0 0 64 64" width="64" height="64" aria-hidden="true">'
        f'<path d="M0 {a}C24 {b} 40 {c} 64 {d}M0 {d}C20 {c} 44 {b} 64 {a}"/>'
        f'<text x="32" y="40">{html.escape(letters)}</text></svg>'
    )
    return Portrait(letters, Markup(svg), picture)  # noqa: S704 (built here, initials escaped)
