"""Who fits what a client needs, in which order, and why. docs/ranking.md is the specification of this file.

    words = Words.of(plain_words(vocabulary, codes))            # wording.py
    need = Need(task="Bookkeeping in Xero", hours=window("Europe/London", "09:00-17:00", day))
    everybody = [candidate(member, day) for member in members]  # those who are listed
    for one in rank(need, everybody, words, day):
        print(one.slug, one.score, one.words)

The page does the same in theme/static/js/ranking.js. tests/fixtures/ranking/cases.json holds both to one order and to
the same words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .hours import Window, hours_words, overlap, window
from .model import AVAILABILITY, UNITS, Member
from .rates import amount
from .wording import KINDS, Words, content, find, resolve, singular, tokens

LEVELS_FOR_WORK = frozenset(("native", "C2", "C1", "B2"))
_POINTS = {"services": 30, "tools": 12, "industries": 8, "languages": 15}
_SOME_LANGUAGE = 5
_MINUTES_A_POINT, _MOST_HOURS = 20, 15  # five hours together are enough for anybody
_WITHIN, _OVER = 5, -10
_DECLINED = -10
_WAITING = -10


@dataclass(frozen=True, slots=True)
class Need:
    """What a client needs. All is optional.

    `task` is in the client's words. The lists hold slugs or any spelling that the vocabulary knows, `languages` codes
    or names. `hours` are the client's working hours (see `hours.window`). `budget` is the most the client pays for an
    hour: an amount and the currency's code.
    """

    task: str = ""
    services: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    hours: Window | None = None
    budget: tuple[float, str] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A need in the directory's words: slugs, what was chosen first and then what the task names. `unknown` was chosen,
    and is no word of the directory."""

    services: tuple[str, ...]
    tools: tuple[str, ...]
    industries: tuple[str, ...]
    languages: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Tell whether no word of the directory was asked for."""
        return not (self.services or self.tools or self.industries or self.languages)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the ranking knows of a member. Services, tools and industries are slugs; `hours` hold on the day of the ranking."""

    slug: str
    services: tuple[str, ...]
    tools: tuple[str, ...]
    industries: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]
    hours: Window
    availability: str
    declines: tuple[str, ...] = ()
    rate: tuple[float, str, str] | None = None  # amount, currency, unit


@dataclass(frozen=True, slots=True)
class Ranked:
    """A member in her place, with the reasons.

    `fits` is False for whoever does nothing of what was asked; `declines` are the lines of her own that the need
    touches; `overlap` are minutes a day, None without the client's hours.
    """

    slug: str
    score: int
    fits: bool
    declines: tuple[str, ...]
    overlap: int | None
    reasons: tuple[str, ...]

    @property
    def words(self) -> str:
        """Give the reasons as one line."""
        return "; ".join(self.reasons)


def candidate(member: Member, day: dt.date) -> Candidate:
    """Give what the ranking needs of a member, on a day. Only members who are listed belong into a ranking."""
    front = member.front
    rate = front.rate
    return Candidate(
        slug=member.slug, services=member.services, tools=member.tools, industries=member.industries,
        languages=tuple((one.code, one.level) for one in front.languages),
        hours=window(front.time_zone, front.hours, day), availability=front.availability, declines=front.declines,
        rate=(rate.amount, rate.currency, rate.unit) if rate else None,
    )  # fmt: skip


def _fnv(text: str, lot: int = 0x811C9DC5) -> int:
    for byte in text.encode():
        lot = (lot ^ byte) * 0x01000193 & 0xFFFFFFFF
    return lot


@lru_cache(maxsize=16)
def _of_day(day: dt.date) -> int:
    return _fnv(day.isoformat())


def daily(slug: str, day: dt.date) -> int:
    """Give a member's lot of a day, from 0 to 2**32 - 1. Over time everybody has each place equally often.

    FNV-1a, then the finish of MurmurHash3, without which neighbouring days give neighbouring lots.
    """
    lot = _fnv(slug, _of_day(day))
    lot = (lot ^ lot >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    lot = (lot ^ lot >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return lot ^ lot >> 16


def understand(need: Need, words: Words) -> Asked:
    """Give a need in the directory's words."""
    found = find(tokens(need.task), words)
    unknown: list[str] = []
    for kind in KINDS:
        terms = getattr(words, kind)
        slugs: dict[str, None] = {}
        for word in getattr(need, kind):
            slug = resolve(terms, word)
            if slug is None:
                unknown.append(word)
            else:
                slugs[slug] = None
        found[kind] = tuple(slugs | dict.fromkeys(found[kind]))
    return Asked(**found, unknown=tuple(unknown))


def rank(
    need: Need, members: Iterable[Candidate], words: Words, day: dt.date, turn: Mapping[str, int] | None = None
) -> list[Ranked]:
    """Give all members in their order, with the reasons; those with `fits` False come last.

    Who is full or on leave stands behind everybody else who fits. Equals are ordered by `turn` (the lowest first,
    0 for a member who is not in it), then by the lot of the day, then by slug. Nobody is left out: that is for the caller, who
    has `fits`, `declines` and the members' availability.
    """
    ranking, turns = _Ranking(need, words), turn or {}
    keyed = []
    for member in members:
        one = ranking.of(member)
        away = member.availability in ("full", "on-leave")
        keyed.append(((not one.fits, away, -one.score, turns.get(one.slug, 0), daily(one.slug, day), one.slug), one))
    keyed.sort(key=lambda pair: pair[0])
    return [one for _, one in keyed]


class _Ranking:
    """One need, against one member after another."""

    def __init__(self, need: Need, words: Words) -> None:
        self.need, self.words, self.asked = need, words, understand(need, words)
        text = tokens(need.task)
        self.stems = frozenset(content(text))
        self.singles = frozenset(singular(one.low) for one in text)
        self.names = {kind: [(slug, words.name(kind, slug)) for slug in getattr(self.asked, kind)] for kind in KINDS}
        self.wanted = {*self.asked.services, *self.asked.tools, *self.asked.industries}
        # The same lines of what people decline stand in many files; each is read once.
        self.lines: dict[str, tuple[frozenset[str], bool]] = {}

    def of(self, member: Candidate) -> Ranked:
        """Give a member's points and reasons."""
        need, asked = self.need, self.asked
        refused, limits = self._declined(member)
        met: dict[str, list[str]] = {}
        unknown: list[str] = []
        score = 0
        for kind, has in (("services", member.services), ("tools", member.tools), ("industries", member.industries)):
            found: list[str] = []
            for slug, name in self.names[kind]:
                if slug in has:
                    found.append(name)
                    score += _POINTS[kind]
                elif slug not in refused:
                    unknown.append(name)
            met[kind] = found
        speaks, some = [], []
        for code, name in self.names["languages"]:
            level = _level(member, code)
            if level is None:
                unknown.append(name)
            elif level in LEVELS_FOR_WORK:
                speaks.append(name)
                score += _POINTS["languages"]
            else:
                some.append(f"{name} ({level})")
                score += _SOME_LANGUAGE
        does = met["services"] + met["tools"]
        heads = (("does", does), ("knows", met["industries"]), ("speaks", speaks), ("speaks some", some))
        reasons = [f"{what}: {', '.join(named)}" for what, named in heads if named]
        together = overlap(need.hours, member.hours) if need.hours else None
        if together is not None:
            score += min(together // _MINUTES_A_POINT, _MOST_HOURS)
            reasons.append(f"hours overlap {hours_words(together)}" if together else "hours do not overlap")
        if need.budget:
            points, reason = _budget(need.budget, member.rate)
            score += points
            reasons.append(reason)
        if member.availability != "open":
            score += _WAITING
            reasons.append(AVAILABILITY[member.availability].lower())
        lines = tuple(dict.fromkeys(refused.values()))
        if lines or limits:
            score += _DECLINED * len(lines)
            reasons += [f"declines: {line}" for line in lines] + [f"with limits: {line}" for line in limits]
        if unknown:
            reasons.append(f"not known: {', '.join(unknown)}")
        fits = bool(does) if asked.services or asked.tools else asked.nothing or bool(met["industries"] or speaks or some)
        return Ranked(member.slug, score, fits, lines, together, tuple(reasons))

    def _declined(self, member: Candidate) -> tuple[dict[str, str], list[str]]:
        """Give what a member declines of what is asked, by slug or line, and the lines that limit what she does.

        A line about something that she lists herself is a limit of it, not a no.
        """
        refused: dict[str, str] = {}
        limits: list[str] = []
        for line in member.declines:
            touched, said = self.lines.get(line) or self._line(line)
            if not (touched or said):
                continue
            others = [slug for slug in touched if not (slug in member.services or slug in member.tools or slug in member.industries)]
            if others:
                refused |= dict.fromkeys(others, line)
            elif touched:
                limits.append(line)
            else:
                refused[line] = line
        return refused, limits

    def _line(self, line: str) -> tuple[frozenset[str], bool]:
        """Give what of the need a line names, and whether the task says all of the line's words."""
        text = tokens(line)
        found = find(text, self.words)
        parts = frozenset(content(text))
        said = singular(text[0].low) in self.singles if len(text) == 1 else bool(parts) and parts <= self.stems
        self.lines[line] = frozenset((*found["services"], *found["tools"], *found["industries"])) & self.wanted, said
        return self.lines[line]


def _level(member: Candidate, code: str) -> str | None:
    """Give how well a member speaks a language; one without a region stands for all of its regions."""
    return next((level for own, level in member.languages if code in (own, own.partition("-")[0])), None)


def _budget(budget: tuple[float, str], rate: tuple[float, str, str] | None) -> tuple[int, str]:
    most, currency = budget
    if rate is None:
        return 0, "rate on request"
    shown = f"{amount(rate[0]).removesuffix('.00')} {rate[1]} {UNITS[rate[2]]}"
    if rate[1] != currency or rate[2] != "hour":
        return 0, f"budget not comparable: {shown}"
    return (_WITHIN, f"within the budget: {shown}") if rate[0] <= most else (_OVER, f"over the budget: {shown}")


def in_turn(members: Sequence[Member], day: dt.date) -> list[Member]:
    """Give members in the order of lists on a day: who has room first, and among equals the lot of the day."""
    order = {"open": 0, "waiting-list": 1, "full": 2, "on-leave": 3}
    return sorted(members, key=lambda one: (order[one.front.availability], daily(one.slug, day), one.slug))
