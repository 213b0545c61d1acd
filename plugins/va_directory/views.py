"""What the directory shows of a member, as plain data."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from markupsafe import Markup

from editorial.views import ArticleCard
from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.clock import day_in_words
from hub_core.languages import language_name
from hub_core.portraits import portrait
from hub_core.settings import HubSettings
from hub_core.views import DateView, Link, PictureView, Portrait
from hub_core.vocabulary import Vocabulary

from .matching import in_turn
from .model import AVAILABILITY, CLAIMS, DAYS, UNITS, Member
from .rates import amount
from .standing import listed, standing

_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEVEL_WORDS = {
    "native": "native", "C2": "mastery (C2)", "C1": "advanced (C1)", "B2": "fluent for work (B2)",
    "B1": "everyday (B1)", "A2": "basic (A2)", "A1": "beginner (A1)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member in a list."""

    href: str
    slug: str
    name: str
    business: str | None
    headline: str
    portrait: Portrait
    services: tuple[Link, ...]
    more_services: int
    languages: str
    place: str
    rate: str
    availability: str
    availability_words: str
    sample: bool
    confirmed: DateView | None = None  # where that lies so far back that readers should know


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """A service on a profile; its link has no address where the service has no page."""

    link: Link
    description: str | None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim that was checked."""

    label: str
    by: str
    date: DateView
    expires: DateView | None


@dataclass(frozen=True, slots=True)
class MemberView:
    """A profile."""

    card: MemberCard
    picture: PictureView | None
    html: Markup
    services: tuple[ServiceEntry, ...]
    tools: tuple[str, ...]
    industries: tuple[str, ...]
    languages: str
    hours_words: str
    zone_words: str
    experience_words: str
    rate_words: str
    minimum: str | None
    declines: tuple[str, ...]
    refers_to: tuple[Link, ...]
    links: tuple[Link, ...]
    claims: tuple[ClaimView, ...]
    confirmed: DateView
    articles: tuple[ArticleCard, ...]
    sample: bool
    is_listed: bool
    card_href: str
    data_href: str


@lru_cache(maxsize=1_024)
def offset_words(zone: str, year: int) -> str:
    """Give a zone's offsets from UTC in winter and summer of a year: `UTC+0 / +1`, `UTC+5:30`."""
    offsets = []
    for month in (1, 7):
        delta = dt.datetime(year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() or dt.timedelta()
        minutes = int(delta.total_seconds() // 60)
        hours, rest = divmod(abs(minutes), 60)
        offsets.append(f"{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else ""))
    first, second = offsets
    return f"UTC{first}" + (f" / {second}" if second != first else "")


def city(zone: str) -> str:
    """Give the place that a zone is named after: `America/New_York` is New York."""
    return zone.rpartition("/")[2].replace("_", " ")


def days_words(days: Iterable[str]) -> str:
    """Give working days in words, runs of three or more joined: `Monday to Thursday, Saturday`."""
    numbers = sorted({DAYS.index(day) for day in days})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words: list[str] = []
    for run in runs:
        if len(run) > 2:
            words.append(f"{_DAY_NAMES[run[0]]} to {_DAY_NAMES[run[-1]]}")
        else:
            words += [_DAY_NAMES[number] for number in run]
    return ", ".join(words)


class Directory:
    """Makes the views of members; `today` is the build's day in the site's time zone.

    Whoever has not confirmed her entry for too long keeps her profile and is in no list: `members` are the others.
    """

    def __init__(
        self, members: Sequence[Member], vocabulary: Vocabulary, addresses: Addresses, today: dt.date,
        settings: HubSettings | None = None,
    ) -> None:  # fmt: skip
        self.vocabulary, self.addresses, self.today = vocabulary, addresses, today
        self.settings = settings or HubSettings()
        self.members = in_turn(listed(members, today, self.settings), today)
        self.by_slug: Mapping[str, Member] = {member.slug: member for member in members}
        self.by_service: dict[str, list[Member]] = defaultdict(list)
        for member in self.members:
            for service in member.services:
                self.by_service[service].append(member)
        # Each service once, for all who offer it.
        self.services = {
            slug: ServiceEntry(Link(entry.name, addresses.href(at.service(slug))), entry.description)
            for slug, entry in vocabulary.services.entries.items()
        }
        self.cards = {member.slug: self._card(member) for member in members}

    def picture(self, member: Member) -> PictureView | None:
        """Give the picture that a member gave."""
        if member.front.picture is None or member.picture_size is None:
            return None
        width, height = member.picture_size
        src = self.addresses.href(at.file(member.front.picture))
        return PictureView(src, member.front.picture_alt or "", width, height, member.picture_sources)

    def _card(self, member: Member) -> MemberCard:
        front = member.front
        return MemberCard(
            href=self.addresses.href(at.member(member.slug)),
            slug=member.slug,
            name=front.name,
            business=front.business,
            headline=front.headline,
            portrait=portrait(member.slug, front.name, self.picture(member)),
            services=tuple(self.services[slug].link for slug in member.services[:3]),
            more_services=max(0, len(member.services) - 3),
            languages=", ".join(
                language_name(one.code) + ("" if one.level == "native" else f" ({one.level})") for one in front.languages
            ),
            place=f"{city(front.time_zone)}, {offset_words(front.time_zone, self.today.year)}",
            rate=self._rate(member),
            availability=front.availability,
            availability_words=self._availability(member),
            sample=front.sample,
            confirmed=None if standing(member, self.today, self.settings) == "current" else DateView.of(front.confirmed),
        )

    def _entry(self, service: str) -> ServiceEntry:
        """Give a service for a profile; one that nobody listed offers has no page to lead to."""
        entry = self.services[service]
        return entry if service in self.by_service else replace(entry, link=Link(entry.link.label, ""))

    @staticmethod
    def _rate(member: Member) -> str:
        rate = member.front.rate
        return f"{amount(rate.amount)} {rate.currency} {UNITS[rate.unit]}" if rate else "Rate on request"

    def _availability(self, member: Member) -> str:
        front = member.front
        words = AVAILABILITY[front.availability]
        if front.available_from is None or front.available_from <= self.today:
            return words
        joint = "until" if front.availability == "on-leave" else "from"
        return f"{'Open' if front.availability == 'open' else words} {joint} {day_in_words(front.available_from)}"

    def profile(self, member: Member, articles: Sequence[ArticleCard]) -> MemberView:
        """Give a member's profile with the articles she wrote. Claims that have run out are not shown."""
        front = member.front
        years = self.today.year - front.since
        colleagues = [self.by_slug[slug] for slug in front.refers_to if slug in self.by_slug]
        return MemberView(
            card=self.cards[member.slug],
            picture=self.picture(member),
            html=member.html,
            services=tuple(self._entry(slug) for slug in member.services),
            tools=tuple(self.vocabulary.tools.name(slug) for slug in member.tools),
            industries=tuple(self.vocabulary.industries.name(slug) for slug in member.industries),
            languages="; ".join(f"{language_name(one.code)}, {_LEVEL_WORDS[one.level]}" for one in front.languages),
            hours_words=f"{days_words(front.days)}, {front.hours[:5]} to {front.hours[6:]}",
            zone_words=f"{city(front.time_zone)} time ({offset_words(front.time_zone, self.today.year)})",
            experience_words=f"Since {front.since}" + (f", {years} year{'s' if years != 1 else ''}" if years else ""),
            rate_words=self._rate(member),
            minimum=front.rate.minimum if front.rate else None,
            declines=front.declines,
            refers_to=tuple(Link(one.front.name, self.addresses.href(at.member(one.slug))) for one in colleagues),
            links=tuple(Link(link.name, link.url) for link in front.links),
            claims=tuple(
                ClaimView(CLAIMS[c.claim], c.by, DateView.of(c.date), DateView.of(c.expires) if c.expires else None)
                for c in front.claims
                if c.expires is None or c.expires >= self.today
            ),
            confirmed=DateView.of(front.confirmed),
            articles=tuple(articles),
            sample=front.sample,
            is_listed=standing(member, self.today, self.settings) != "hidden",
            card_href=self.addresses.href(at.member_card(member.slug)),
            data_href=self.addresses.href(at.member_data(member.slug)),
        )
