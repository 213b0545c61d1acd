"""What a rating shows. With too few votes it shows how many are missing and no number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .model import WORDS, Rating


class RatingRow(NamedTuple):
    """How many gave a number of stars; `percent` is rounded."""

    stars: int
    words: str
    number: int  # not `count`: that is a method of every tuple
    percent: int


@dataclass(frozen=True, slots=True)
class RatingView:
    """The rating of an article."""

    shown: bool
    average: str
    count: int
    needed: int
    rows: tuple[RatingRow, ...]


def rating_view(rating: Rating | None, votes_to_show: int) -> RatingView:
    """Give the rating; it is shown from `votes_to_show` votes on."""
    count = rating.count if rating else 0
    if rating is None or count < votes_to_show:
        return RatingView(False, "", count, votes_to_show - count, ())
    rows = tuple(
        RatingRow(stars, WORDS[stars], number, round(100 * number / count)) for stars, number in rating.votes
    )
    return RatingView(True, f"{rating.average:.1f}", count, 0, rows)
