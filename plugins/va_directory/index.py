"""What the directory's scripts load at their first use: columns of short words, made to be packed small.

`index.json` is what filters, counts and overlaps need; `people.json` what cards, the comparison and the ranking need
besides; `texts.json` the words of names, headlines and bios, for the search over everything. Each holds all members who are listed, in one
order. theme/static/js/directory-index.js reads them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from hub_core.json_text import json_text
from hub_core.portraits import numbers

from .facets import Listings
from .model import AVAILABILITY, Member
from .wording import KINDS, different_words, plain, plain_words

FORMAT = 1
LEVELS = ("native", "C2", "C1", "B2", "B1", "A2", "A1")
# One sign for a number: JSON escapes none of these, and a common word costs a few bits when it is packed.
_SIGNS = "".join(chr(code) for code in range(35, 127) if code != 92)
_FIRST_YEAR = 1970


def sign(number: int) -> str:
    """Give the sign of a number from 0 on; beyond 90 letters of other scripts serve."""
    return _SIGNS[number] if number < len(_SIGNS) else chr(0x100 + number - len(_SIGNS))


def usual_slug(name: str) -> str:
    """Give the slug that most people of a name have; only other ones stand in the index."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")


class Columns:
    """Members as columns. `listings` knows who is listed, and by which words."""

    def __init__(self, listings: Listings) -> None:
        self.directory = listings.directory
        self.members: Sequence[Member] = sorted(self.directory.members, key=lambda one: one.slug)
        self.words = plain_words(self.directory.vocabulary, (one.code for member in self.members for one in member.front.languages))

    def index(self) -> dict[str, Any]:
        """Give the columns for filters: with all spellings of the words, and the groups of services."""
        numbers_of = {kind: {row[0]: sign(place) for place, row in enumerate(self.words[kind])} for kind in KINDS}
        zones = self._table(member.front.time_zone for member in self.members)
        hours = self._table(member.front.hours for member in self.members)
        groups = self.directory.vocabulary.service_groups
        services = self.directory.vocabulary.services

        def joined(kind: str, rows: Iterable[Iterable[str]]) -> str:
            return " ".join("".join(numbers_of[kind][slug] for slug in row) for row in rows)

        return {
            "format": FORMAT,
            "day": self.directory.today.isoformat(),
            "words": self.words,
            "groups": [[entry.name, [one for one, service in services.entries.items() if service.group == slug]] for slug, entry in groups.entries.items()],
            "zones": list(zones),
            "hours": list(hours),
            "names": "\n".join(member.front.name for member in self.members),
            "slugs": "\n".join("" if member.slug == usual_slug(member.front.name) else member.slug for member in self.members),
            "services": joined("services", (member.services for member in self.members)),
            "tools": joined("tools", (member.tools for member in self.members)),
            "industries": joined("industries", (member.industries for member in self.members)),
            "languages": " ".join(
                "".join(numbers_of["languages"][one.code] + str(LEVELS.index(one.level)) for one in member.front.languages)
                for member in self.members
            ),
            "zone": "".join(zones[member.front.time_zone] for member in self.members),
            "hour": "".join(hours[member.front.hours] for member in self.members),
            "availability": "".join(str(list(AVAILABILITY).index(member.front.availability)) for member in self.members),
            "since": "".join(sign(member.front.since - _FIRST_YEAR) for member in self.members),
            "rates": "\n".join(self._rate(member) for member in self.members),
        }  # fmt: skip

    def people(self) -> dict[str, Any]:
        """Give what cards show besides, and the lines of what members decline."""
        cards = self.directory.cards
        return {
            "headlines": [member.front.headline for member in self.members],
            "businesses": [member.front.business or "" for member in self.members],
            "declines": [list(member.front.declines) for member in self.members],
            "samples": "".join("1" if member.front.sample else "0" for member in self.members),
            "days": [" ".join(member.front.days) for member in self.members],
            # Only what the plain word does not say: "Open from 11 January 2027".
            "now": {
                place: cards[member.slug].availability_words for place, member in enumerate(self.members)
                if cards[member.slug].availability_words != AVAILABILITY[member.front.availability]
            },
            "portraits": "".join("".join(map(sign, numbers(member.slug))) for member in self.members),
        }  # fmt: skip

    def texts(self) -> dict[str, Any]:
        """Give every word of names, businesses, headlines and bios with the members who use it, as steps from place to place."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, member in enumerate(self.members):
            front = member.front
            text = f"{front.name} {front.business or ''} {front.headline} {member.words}"
            for word in different_words(text):
                found[word].append(place)
        words = sorted(found, key=lambda word: word.encode("utf-16-be"))  # as a browser sorts them
        return {"words": " ".join(words), "steps": [self._steps(found[word]) for word in words]}

    @staticmethod
    def _steps(places: Sequence[int]) -> list[int]:
        return [place - before for place, before in zip(places, (0, *places), strict=False)]

    @staticmethod
    def _table(values: Iterable[str]) -> dict[str, str]:
        return {value: sign(place) for place, value in enumerate(sorted(set(values)))}

    @staticmethod
    def _rate(member: Member) -> str:
        rate = member.front.rate
        return f"{rate.amount:.12g} {rate.currency}" + ("" if rate.unit == "hour" else f" {rate.unit}") if rate else ""

    def files(self) -> dict[str, str]:
        """Give the text of each file, by its name without the ending."""
        made = {"index": self.index(), "people": self.people(), "texts": self.texts()}
        return {name: json_text(value) + "\n" for name, value in made.items()}
