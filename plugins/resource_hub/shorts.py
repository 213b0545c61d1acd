"""What the tips and the offers show, as plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.views import DateView, Link
from hub_core.vocabulary import Vocabulary

from .model import AUDIENCES, Offer, Tip

MAX_BESIDE = 5  # other tips on the same topic, below one


@dataclass(frozen=True, slots=True)
class TipView:
    """A tip."""

    slug: str
    href: str
    title: str
    html: Markup
    topic: Link
    author: Link | None
    date: DateView


@dataclass(frozen=True, slots=True)
class TipPageView:
    """A tip's own page."""

    tip: TipView
    older: Link | None
    newer: Link | None
    beside: tuple[Link, ...]
    feed: Link


@dataclass(frozen=True, slots=True)
class TipsView:
    """A stream of tips, newest first: all of them, or those on a topic. `topics` are the others, with their numbers."""

    title: str
    intro: str
    tips: tuple[TipView, ...]
    topics: tuple[tuple[Link, int], ...]
    feed: Link


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer that runs today. `gone` is the moment after its last day, with its zone; a page left standing goes by it."""

    slug: str
    href: str
    title: str
    html: Markup
    code: str | None
    until: DateView
    gone: str
    audience: str
    by: Link | None
    resource: Link | None
    disclosure: str


@dataclass(frozen=True, slots=True)
class OffersView:
    """Offers that run today, those that end first in front. `gone` is the moment at which the last of them goes, or ""."""

    offers: tuple[OfferView, ...]
    gone: str


class Shorts:
    """Makes the views of tips, newest first, and of the offers that run. `zone` is the site's."""

    def __init__(
        self, tips: Sequence[Tip], offers: Sequence[Offer], vocabulary: Vocabulary, addresses: Addresses,
        people: Mapping[str, Link], resources: Mapping[str, Link], zone: str, name: str,
    ) -> None:  # fmt: skip
        self.tips, self.vocabulary, self.addresses, self.people, self.resources = tips, vocabulary, addresses, people, resources
        self.running = sorted(offers, key=lambda one: (one.front.until, one.slug))
        self.zone = ZoneInfo(zone)
        self.feed = Link(f"{name}: tips", addresses.href(at.FEED_TIPS))
        self.by_topic = {
            slug: found for slug in vocabulary.tip_topics if (found := [tip for tip in tips if tip.topic == slug])
        }

    def tip(self, tip: Tip) -> TipView:
        """Give a tip."""
        author = self.people.get(tip.front.author) if tip.front.author else None
        return TipView(
            tip.slug, self.addresses.href(at.tip(tip.slug)), tip.front.title, tip.text.html, self._topic(tip.topic), author,
            DateView.of(tip.front.date),
        )  # fmt: skip

    def of_the_day(self, day: dt.date) -> TipView | None:
        """Give the tip of a day: each has its turn, and the same day always has the same."""
        return self.tip(self.tips[day.toordinal() % len(self.tips)]) if self.tips else None

    def page(self, tip: Tip) -> TipPageView:
        """Give a tip's own page."""
        place = self.tips.index(tip)
        newer = self._link(self.tips[place - 1]) if place else None
        older = self._link(self.tips[place + 1]) if place + 1 < len(self.tips) else None
        beside = [self._link(one) for one in self.by_topic[tip.topic] if one.slug != tip.slug]
        return TipPageView(self.tip(tip), older, newer, tuple(beside[:MAX_BESIDE]), self.feed)

    def stream(self) -> TipsView:
        """Give all tips."""
        many = len(self.tips)
        number = f"{many} short tips" if many > 1 else "Short tips"
        intro = f"{number}, each for one moment of a working day." + (" The home page has another every day." if many > 1 else "")
        return self._stream("Tips", intro, self.tips)

    def topic(self, slug: str) -> TipsView:
        """Give the tips on a topic."""
        entry, found = self.vocabulary.tip_topics.entries[slug], self.by_topic[slug]
        intro = entry.description or f"What is worth knowing in a few sentences: {len(found)} of {len(self.tips)} tip{'s' if len(self.tips) != 1 else ''}."
        return self._stream(f"Tips: {entry.name}", intro, found)

    def _stream(self, title: str, intro: str, tips: Iterable[Tip]) -> TipsView:
        topics = tuple((self._topic(slug), len(found)) for slug, found in self.by_topic.items())
        return TipsView(title, intro, tuple(self.tip(tip) for tip in tips), topics, self.feed)

    def _topic(self, slug: str) -> Link:
        return Link(self.vocabulary.tip_topics.name(slug), self.addresses.href(at.tip_topic(slug)))

    def _link(self, tip: Tip) -> Link:
        return Link(tip.front.title, self.addresses.href(at.tip(tip.slug)))

    def offer(self, offer: Offer) -> OfferView:
        """Give an offer."""
        front = offer.front
        return OfferView(
            slug=offer.slug,
            href=self.addresses.href(at.offer(offer.slug)),
            title=front.title,
            html=offer.text.html,
            code=front.code,
            until=DateView.of(front.until),
            gone=day_after(front.until, self.zone).isoformat(),
            audience=AUDIENCES[front.audience],
            by=self.people.get(front.by),
            resource=self.resources.get(front.resource) if front.resource else None,
            disclosure=front.disclosure,
        )

    def offers(self) -> OffersView:
        """Give all offers that run."""
        return self._offers(self.running)

    def offers_of(self, member: str) -> OffersView:
        """Give what a member offers now."""
        return self._offers([one for one in self.running if one.front.by == member])

    def offers_for(self, resource: str) -> OffersView:
        """Give what is offered now for a resource."""
        return self._offers([one for one in self.running if one.front.resource == resource])

    def _offers(self, found: Sequence[Offer]) -> OffersView:
        views = tuple(self.offer(one) for one in found)
        return OffersView(views, views[-1].gone if views else "")


def day_after(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Give the moment at which a day is over in a zone."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone)
