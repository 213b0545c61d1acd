"""What the resource hub, the tips and the offers show, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from markupsafe import Markup

from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.languages import language_name
from hub_core.views import DateView, Link
from hub_core.vocabulary import Vocabulary

from .letter import LetterView, letter_view
from .model import AUDIENCES, COSTS, KINDS, Resource

MAX_USERS = 12  # members named on a tool's page; the directory has the others
AFFILIATE = "We earn a commission when you buy through this link. It does not change the price or what we say."


@dataclass(frozen=True, slots=True)
class ResourceCard:
    """A resource in a list."""

    slug: str
    title: str
    href: str
    url: str | None
    host: str | None
    kind: Link
    category: Link
    cost: Link
    audience: str
    summary: str
    pick: bool
    affiliate: bool
    dead: DateView | None


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A resource's own page."""

    card: ResourceCard
    html: Markup
    author: str | None
    languages: str
    price: str | None
    checked: DateView | None
    alternatives: tuple[ResourceCard, ...]
    used_in: tuple[Link, ...]
    used_by: tuple[Link, ...]
    more_users: int
    text_href: str | None
    disclosure: str | None
    others: tuple[ResourceCard, ...]
    letter: LetterView | None


@dataclass(frozen=True, slots=True)
class ResourceHubView:
    """The hub, or the part of it of one category or kind."""

    kind: str
    kicker: str
    title: str
    intro: str
    groups: tuple[tuple[Link, str | None, tuple[ResourceCard, ...]], ...]
    categories: tuple[tuple[Link, int], ...]
    kinds: tuple[tuple[Link, int], ...]
    costs: tuple[tuple[Link, int], ...]
    picks: tuple[ResourceCard, ...]
    checklists: tuple[ResourceCard, ...]
    downloads_href: str | None
    total: int


@dataclass(frozen=True, slots=True)
class DownloadsView:
    """What the hub wrote itself, to print or to copy: `(kind, ((card, address of the plain text), ...))`."""

    groups: tuple[tuple[str, tuple[tuple[ResourceCard, str], ...]], ...]
    total: int


class Hub:
    """Makes the views of resources, tips and offers. `used_in` are the articles that link to a resource, `used_by` the
    members who work with a tool of the vocabulary.
    """

    def __init__(
        self,
        resources: Sequence[Resource],
        vocabulary: Vocabulary,
        addresses: Addresses,
        used_in: Mapping[str, Sequence[Link]],
        people: Mapping[str, Link],
        used_by: Mapping[str, Sequence[Link]] = MappingProxyType({}),
    ) -> None:
        self.vocabulary, self.addresses, self.used_in, self.people = vocabulary, addresses, used_in, people
        self.used_by = used_by
        self.resources = sorted(resources, key=lambda one: one.front.title.casefold())
        self.by_slug = {resource.slug: resource for resource in self.resources}
        self.by_category: dict[str, list[Resource]] = defaultdict(list)
        self.by_kind: dict[str, list[Resource]] = defaultdict(list)
        self.by_cost: dict[str, list[Resource]] = defaultdict(list)
        for resource in self.resources:
            self.by_category[resource.category].append(resource)
            self.by_kind[resource.front.kind].append(resource)
            self.by_cost[resource.front.cost].append(resource)
        self.cards = {resource.slug: self._card(resource) for resource in self.resources}

    def _card(self, resource: Resource) -> ResourceCard:
        front = resource.front
        audience = "both" if len(set(front.audience)) == 2 else front.audience[0]
        return ResourceCard(
            slug=resource.slug,
            title=front.title,
            href=self.addresses.href(at.resource(resource.slug)),
            url=front.url,
            host=(urlsplit(front.url).hostname or "").removeprefix("www.") if front.url else None,
            kind=Link(KINDS[front.kind][0], self.addresses.href(at.resource_kind(front.kind))),
            category=self.category_link(resource.category),
            cost=self.cost_link(front.cost),
            audience=AUDIENCES[audience],
            summary=front.summary,
            pick=front.pick,
            affiliate=front.affiliate,
            dead=DateView.of(front.dead) if front.dead else None,
        )

    def cost_link(self, cost: str) -> Link:
        """Give the link to the page of all that costs as much."""
        return Link(COSTS[cost], self.addresses.href(at.resource_cost(cost)))

    def category_link(self, slug: str) -> Link:
        """Give the link to a category's page."""
        return Link(self.vocabulary.resource_categories.name(slug), self.addresses.href(at.resource_category(slug)))

    def _cards(self, resources: Iterable[Resource]) -> tuple[ResourceCard, ...]:
        return tuple(self.cards[resource.slug] for resource in resources)

    def checklists(self) -> tuple[ResourceCard, ...]:
        """Give the hub's own checklists."""
        return self._cards(resource for resource in self.resources if resource.is_checklist)

    def picks(self) -> tuple[ResourceCard, ...]:
        """Give the owner's picks."""
        return self._cards(resource for resource in self.resources if resource.front.pick)

    def categories(self) -> list[str]:
        """Give the categories that have resources, in the vocabulary's order."""
        return [slug for slug in self.vocabulary.resource_categories if self.by_category.get(slug)]

    def kinds(self) -> list[str]:
        """Give the kinds that have resources."""
        return [kind for kind in KINDS if self.by_kind.get(kind)]

    def costs(self) -> list[str]:
        """Give the costs that have resources, the free ones first."""
        return [cost for cost in COSTS if self.by_cost.get(cost)]

    def resource(self, resource: Resource) -> ResourceView:
        """Give a resource's own page."""
        front = resource.front
        alternatives = [self.by_slug[slug] for slug in front.alternatives if slug in self.by_slug]
        shown = {resource.slug, *(one.slug for one in alternatives)}
        others = [one for one in self.by_category[resource.category] if one.slug not in shown]
        # Members name their tools in the vocabulary's words.
        tool = self.vocabulary.tools.find(front.title) or self.vocabulary.tools.find(resource.slug)
        users = tuple(self.used_by.get(tool, ())) if tool and front.kind == "tool" else ()
        return ResourceView(
            card=self.cards[resource.slug],
            html=resource.text.html,
            author=front.author,
            languages=", ".join(language_name(code) for code in front.languages),
            price=front.price,
            checked=DateView.of(front.checked) if front.checked else None,
            alternatives=self._cards(alternatives),
            used_in=tuple(self.used_in.get(resource.slug, ())),
            used_by=users[:MAX_USERS],
            more_users=max(0, len(users) - MAX_USERS),
            text_href=self.text_href(resource),
            disclosure=AFFILIATE if front.affiliate else None,
            others=self._cards(others[:4]),
            letter=letter_view(front),
        )

    def everything(self) -> ResourceHubView:
        """Give the hub with all resources by category."""
        groups = tuple(
            (self.category_link(slug), self.vocabulary.resource_categories.entries[slug].description,
             self._cards(self.by_category[slug]))
            for slug in self.categories()
        )  # fmt: skip
        intro = "Tools, books, people and official pages that earn their place in a working week, each with what it is for."
        return self._view("all", "", "Resources", intro, groups, len(self.resources))

    def category(self, slug: str) -> ResourceHubView:
        """Give the resources of a category, by kind."""
        entry = self.vocabulary.resource_categories.entries[slug]
        found = self.by_category[slug]
        groups = tuple(
            (Link(KINDS[kind][1], self.addresses.href(at.resource_kind(kind))), None,
             self._cards(one for one in found if one.front.kind == kind))
            for kind in KINDS if any(one.front.kind == kind for one in found)
        )  # fmt: skip
        return self._view("category", "Resources", entry.name, entry.description or "", groups, len(found))

    def kind(self, kind: str) -> ResourceHubView:
        """Give the resources of a kind, by category."""
        found = self.by_kind[kind]
        groups = tuple(
            (self.category_link(slug), None, self._cards(one for one in found if one.category == slug))
            for slug in self.categories() if any(one.category == slug for one in found)
        )  # fmt: skip
        many = KINDS[kind][1]
        return self._view("kind", "Resources", many, f"{many} in the hub, by what they are for.", groups, len(found))

    def cost(self, cost: str) -> ResourceHubView:
        """Give the resources of a cost, by category."""
        found = self.by_cost[cost]
        groups = tuple(
            (self.category_link(slug), None, self._cards(one for one in found if one.category == slug))
            for slug in self.categories() if any(one.category == slug for one in found)
        )  # fmt: skip
        return self._view("cost", "Resources", COSTS[cost], f"{COSTS[cost]}: what the hub has, by what it is for.", groups, len(found))

    def own(self) -> list[Resource]:
        """Give the hub's own checklists, letters and guides."""
        return [resource for resource in self.resources if resource.is_own]

    def text_href(self, resource: Resource) -> str | None:
        """Give the address of the plain text of one of the hub's own."""
        return self.addresses.href(at.resource_text(resource.slug)) if resource.is_own else None

    def downloads(self) -> DownloadsView:
        """Give all that can be taken along, by kind."""
        own = self.own()
        groups = tuple(
            (KINDS[kind][1], tuple((self.cards[one.slug], self.text_href(one) or "") for one in own if one.front.kind == kind))
            for kind in KINDS if any(one.front.kind == kind for one in own)
        )  # fmt: skip
        return DownloadsView(groups, len(own))

    def _view(
        self, kind: str, kicker: str, title: str, intro: str,
        groups: tuple[tuple[Link, str | None, tuple[ResourceCard, ...]], ...], total: int,
    ) -> ResourceHubView:  # fmt: skip
        return ResourceHubView(
            kind, kicker, title, intro, groups,
            tuple((self.category_link(slug), len(self.by_category[slug])) for slug in self.categories()),
            tuple((Link(KINDS[one][1], self.addresses.href(at.resource_kind(one))), len(self.by_kind[one])) for one in self.kinds()),
            tuple((self.cost_link(one), len(self.by_cost[one])) for one in self.costs()),
            self.picks(), self.checklists(), self.addresses.href(at.DOWNLOADS) if self.own() else None,
            total,
        )  # fmt: skip


def bare_address(url: str) -> str:
    """Give an address in the form in which two ways to write it are equal."""
    return url.partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/")
