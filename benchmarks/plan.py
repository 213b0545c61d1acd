"""What a corpus holds, and what its parts must agree on."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from . import words

# The moment that a build of this content calls now (SOURCE_DATE_EPOCH). Everything in it is earlier.
NOW = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)
ARTICLES_A_SERIES = 50  # of so many articles three belong to a series of their own


@dataclass(frozen=True, slots=True)
class Plan:
    """How much content to make. `owner` is the first member's slug."""

    articles: int
    members: int
    seed: int = 1
    owner: str = "ada-ashdown-0"

    def drawn(self, *what: object) -> random.Random:
        """Give the generator for one thing; what is drawn for another does not change it."""
        return random.Random(":".join(map(str, (self.seed, *what))))


def member_slug(plan: Plan, number: int) -> str:
    """Give a member's file name; the first member owns the site."""
    return plan.owner if number == 0 else f"{member_name(plan, number).lower().replace(' ', '-')}-{number}"


def member_name(plan: Plan, number: int) -> str:
    """Give a member's name; two may have the same one."""
    draw = plan.drawn("name", number)
    return f"{draw.choice(words.FIRST_NAMES)} {draw.choice(words.LAST_NAMES)}"
