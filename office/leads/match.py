"""Who could take a lead, in which order and why; and who was left out, and why, for the owner alone. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from va_directory.matching import Asked, Candidate, rank, understand
from va_directory.wording import Words, find, plain, tokens

from .conflicts import Client, Conflict, applies
from .request import need_of

_NO = re.compile(r"\b(?:any|except|excluding|never|no|not|nobody|nothing|without)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:mother|father|sister|brother|son|daughter|parent|cousin)s?[ -]in[ -]laws?\b|\bin-laws?\b", re.IGNORECASE)
# A note on a request is long and the names in it few; a name of one short word would be found in anything.
_SHORTEST_NAME = 4
_TO_SETTLE = ("with limits", "hours do not overlap", "over the budget", "budget not comparable", "speaks some")


@dataclass(frozen=True, slots=True)
class Colleague:
    """What matching knows of a member. `names` are hers and her business's, and the hosts of her links; `lead` is the
    moment of the last lead that she was offered, in UTC, or None."""

    candidate: Candidate
    name: str
    confirmed: dt.date
    names: tuple[str, ...] = ()
    back: dt.date | None = None

    @property
    def slug(self) -> str:
        """Give the member's file name."""
        return self.candidate.slug


@dataclass(frozen=True, slots=True)
class Place:
    """A member who could take the lead."""

    slug: str
    name: str
    score: int
    reasons: tuple[str, ...]
    last_lead: dt.datetime | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A member who was left out. `secret` is the owner's own reason from conflicts.yaml, or ""."""

    slug: str
    name: str
    why: str
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A lead's match. `others` is how many do nothing of what is asked; `untold` what could not be read in the request."""

    places: tuple[Place, ...]
    left_out: tuple[LeftOut, ...]
    others: int
    untold: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def match(
    fields: Mapping[str, str], colleagues: Sequence[Colleague], words: Words, day: dt.date, *,
    conflicts: Iterable[Conflict] = (), last: Mapping[str, dt.datetime] | None = None, refused: Mapping[str, str] | None = None,
    confirmed_for: int = 365, named: str = "",
) -> Match:  # fmt: skip
    """Rank the members for a request on a day.

    `last` has the moment, in UTC, at which a member was last offered a lead; `refused` those who had this one already,
    with what became of it. An entry holds `confirmed_for` days. `named` is whom the owner has in mind herself: she is looked at
    even when she does nothing of what is asked, for a conflict is one all the same.
    """
    need, untold = need_of(fields, day)
    asked = understand(need, words)
    last, refused = last or {}, refused or {}
    blocked = in_conflict(fields, asked.industries, conflicts, day)
    avoid = _Avoid(fields.get("avoid", ""), words)
    by_slug = {one.slug: one for one in colleagues}
    turn = {slug: int(at.timestamp()) for slug, at in last.items()}
    places: list[Place] = []
    out: list[LeftOut] = []
    wished = fields.get("member", "")
    if wished and wished not in by_slug:
        untold.append("somebody in mind: she is not in the directory")
    # Whoever does nothing of what is asked fits nowhere: she is counted, and the ranking is spared her.
    wanted = {*asked.services, *asked.tools}
    known = (wished, named)
    near = [one.candidate for one in colleagues if not wanted or one.slug in known or _does(one.candidate, wanted)]
    others = len(colleagues) - len(near)
    for one in rank(need, near, words, day, turn):
        if not one.fits and one.slug not in known:
            others += 1
            continue
        colleague = by_slug[one.slug]
        later = colleague.back is not None and colleague.back > day
        why, secret = "", ""
        if one.slug in blocked:
            why, secret = "a conflict of interest", blocked[one.slug]
        elif named := avoid.touches(colleague):
            why = f"the client asked to leave out: {named}"
        elif one.slug in refused:
            why = refused[one.slug]
        elif one.declines:
            why = f"declines such work: {', '.join(one.declines)}"
        elif colleague.candidate.availability == "full":
            why = "full at present" + (f", and has room from {colleague.back}" if later else "")
        elif colleague.candidate.availability == "on-leave":
            why = f"on leave until {colleague.back}" if later else f"on leave, and was to be back on {colleague.back}: ask her"
        elif (day - colleague.confirmed).days > confirmed_for:
            why = f"not confirmed since {colleague.confirmed}"
        if why:
            out.append(LeftOut(one.slug, colleague.name, why, secret))
            continue
        first = ("the client has her in mind",) if one.slug == wished else ()
        reasons = (*first, *one.reasons, *((f"has room from {colleague.back}",) if later else ()))
        places.append(Place(one.slug, colleague.name, one.score, reasons, last.get(one.slug)))
    places.sort(key=lambda place: place.slug != wished)  # whom the client names comes first; the rest keeps its order
    return Match(tuple(places), tuple(out), others, tuple(untold), tuple(_names(asked, words)))


def weighed(reasons: Iterable[str]) -> tuple[list[str], list[str]]:
    """Part what the ranking says of a member into what speaks for her, and what the two have to settle between them.

    What is not known of her, and what lies between the client and the owner, is neither.
    """
    said = [one for one in reasons if not one.startswith(("declines", "not known", "the client"))]
    against = [one for one in said if one.startswith(_TO_SETTLE)]
    return [one for one in said if one not in against], against


def why_she(fields: Mapping[str, str], colleague: Colleague, words: Words, day: dt.date) -> tuple[str, ...]:
    """Give what the ranking says of one member for a request, whatever became of it meanwhile."""
    need, _ = need_of(fields, day)
    return rank(need, [colleague.candidate], words, day, {})[0].reasons


def asked_for(fields: Mapping[str, str], words: Words, day: dt.date) -> list[str]:
    """Give the names of what a request asks for, as far as it was understood."""
    return _names(understand(need_of(fields, day)[0], words), words)


def _names(asked: Asked, words: Words) -> list[str]:
    return [words.name(kind, slug) for kind in ("services", "tools", "industries", "languages") for slug in getattr(asked, kind)]


def in_conflict(fields: Mapping[str, str], industries: Iterable[str], conflicts: Iterable[Conflict], day: dt.date) -> dict[str, str]:
    """Give the members who must not hear of a client on a day, each with the owner's own reason."""
    client = Client.of(fields, industries)
    blocked: dict[str, str] = {}
    for conflict in conflicts:
        if applies(conflict, client, day):
            blocked.setdefault(conflict.member, conflict.reason or "no reason is noted")
    return blocked


def _does(member: Candidate, wanted: set[str]) -> bool:
    return not (wanted.isdisjoint(member.services) and wanted.isdisjoint(member.tools))


class _Avoid:
    """What the client wrote under "Who must not hear about this?"."""

    def __init__(self, text: str, words: Words) -> None:
        self.words = words
        read = tokens(_NO.sub(" ", text))  # "no agencies for law" names law all the same
        trades = tokens(_RELATIVE.sub(" ", _NO.sub(" ", text)))  # a sister-in-law is no trade
        self.industries = frozenset(find(trades, words)["industries"]) if text else frozenset()
        self.said = f" {' '.join(one.low for one in read)} "

    def touches(self, colleague: Colleague) -> str:
        """Give in the client's words what keeps a member out, or ""."""
        if len(self.said) < _SHORTEST_NAME:
            return ""
        for name in colleague.names:
            start = plain(name[:3]).lower()
            if start.isalnum() and start not in self.said:  # most are not in it, and taking a name apart takes longer
                continue
            spaced = " ".join(one.low for one in tokens(name))
            if len(spaced) >= _SHORTEST_NAME and f" {spaced} " in self.said:
                return name
        hit = next((one for one in colleague.candidate.industries if one in self.industries), "")
        return self.words.name("industries", hit) if hit else ""
