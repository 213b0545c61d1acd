"""The lists of the directory: everybody, and the members who share a service, a tool, a language, hours and so on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from editorial.views import PageLink
from hub_core import addresses as at
from hub_core.languages import language_name
from hub_core.views import Link
from hub_core.vocabulary import in_text

from .hours import overlap, window
from .model import AVAILABILITY, Member
from .views import Directory, MemberCard

MEMBERS_ON_A_PAGE = 32  # in a directory that is too large for one list; keeps every page under 10 KB gzipped
SHOWN = 8  # words of a kind that the directory's page names; the kind's own page has them all
WORKING_DAY = "09:00-17:00"
ENOUGH = 4 * 60  # minutes in common
REGIONS = {
    "uk": ("the UK", "Europe/London"),
    "central-europe": ("Central Europe", "Europe/Berlin"),
    "us-east": ("the US East Coast", "America/New_York"),
    "us-west": ("the US West Coast", "America/Los_Angeles"),
    "india": ("India", "Asia/Kolkata"),
    "australia": ("Eastern Australia", "Australia/Sydney"),
}
# Kind -> what its words are called. The kinds are parts of addresses.
KINDS = {
    "service": "Services", "tool": "Tools", "industry": "Trades they know", "language": "Languages",
    "hours": "Working hours in common", "availability": "Who has room",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """Words of one kind or group, each with the number of its members; `rest` leads to all of them."""

    name: str
    words: tuple[tuple[Link, int], ...]
    rest: Link | None = None


@dataclass(frozen=True, slots=True)
class Finder:
    """What the directory's page loads at the first use of its search: addresses."""

    script: str
    module: str
    sheet: str
    index: str
    people: str
    texts: str
    members: str


@dataclass(frozen=True, slots=True)
class DirectoryView:
    """One page of the directory or of a part of it. `shelves` are ways on; `path` is the page's own."""

    kind: str
    title: str
    intro: str
    members: tuple[MemberCard, ...]
    shelves: tuple[Shelf, ...]
    total: int
    others: tuple[Link, ...]
    path: str
    trail: tuple[tuple[str, str], ...] = ()
    page: int = 1
    pages: tuple[PageLink, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    finder: Finder | None = None

    @property
    def heading(self) -> str:
        """Give the title with the number of the page, where there is more than one."""
        return f"{self.title}, page {self.page}" if self.page > 1 else self.title


class Listings:
    """Makes the lists. Up to `most_in_one` members the directory is one list; above, each list has pages."""

    def __init__(self, directory: Directory, most_in_one: int) -> None:
        self.directory = directory
        self.on_a_page = MEMBERS_ON_A_PAGE if len(directory.members) > most_in_one else max(1, most_in_one)
        self.by_kind = self._sorted_out()

    def _sorted_out(self) -> Mapping[str, Mapping[str, Sequence[Member]]]:
        found: dict[str, dict[str, list[Member]]] = {kind: defaultdict(list) for kind in KINDS}
        day = self.directory.today
        listed = {one.code.lower() for member in self.directory.members for one in member.front.languages}
        clients = {slug: window(zone, WORKING_DAY, day) for slug, (_, zone) in REGIONS.items()}
        for member in self.directory.members:
            front = member.front
            own = window(front.time_zone, front.hours, day)
            for kind, words in (
                ("service", member.services), ("tool", member.tools), ("industry", member.industries),
                ("language", _spoken([one.code.lower() for one in front.languages], listed)),
                ("hours", [slug for slug, hours in clients.items() if overlap(hours, own) >= ENOUGH]),
                ("availability", [front.availability]),
            ):  # fmt: skip
                for word in words:
                    found[kind][word].append(member)
        vocabulary = self.directory.vocabulary
        orders: dict[str, Iterable[str]] = {
            "service": vocabulary.services, "tool": vocabulary.tools, "industry": vocabulary.industries,
            "language": sorted(found["language"], key=language_name), "hours": REGIONS, "availability": AVAILABILITY,
        }  # fmt: skip
        return {kind: {word: found[kind][word] for word in order if word in found[kind]} for kind, order in orders.items()}

    def name(self, kind: str, slug: str) -> str:
        """Give a word's name as readers see it."""
        words = self.directory.vocabulary
        if kind in ("service", "tool", "industry"):
            return {"service": words.services, "tool": words.tools, "industry": words.industries}[kind].name(slug)
        if kind == "language":
            spoken = (one.code for member in self.by_kind[kind][slug] for one in member.front.languages)
            return language_name(next(code for code in spoken if code.lower() == slug))
        return AVAILABILITY[slug] if kind == "availability" else f"Hours in common with {REGIONS[slug][0]}"

    def title(self, kind: str, slug: str) -> str:
        """Give the title of a word's page; a resource or a kind of resources may have the plain name."""
        name = self.name(kind, slug)
        return {
            "tool": f"VAs who work with {name}", "industry": f"VAs for {in_text(name)}", "language": f"VAs who work in {name}",
        }.get(kind, name)  # fmt: skip

    def link(self, kind: str, slug: str) -> Link:
        """Give the link to the members who share a word."""
        label = REGIONS[slug][0] if kind == "hours" else self.name(kind, slug)
        return Link(label[:1].upper() + label[1:], self.directory.addresses.href(at.facet(kind, slug)))

    def shelf(self, kind: str, most: int | None = None) -> Shelf:
        """Give the words of a kind with their counts, or the `most` that have most members and the way to the rest."""
        words = [(self.link(kind, slug), len(members)) for slug, members in self.by_kind[kind].items()]
        rest = None
        if most is not None and len(words) > most:
            rest = Link(f"All {len(words)}", self.directory.addresses.href(at.facets(kind)))
            chosen = sorted(words, key=lambda pair: -pair[1])[:most]
            words = [pair for pair in words if pair in chosen]
        return Shelf(KINDS[kind], tuple(words), rest)

    def services(self) -> tuple[Shelf, ...]:
        """Give the services by group, with counts; services that nobody offers are left out."""
        words = self.directory.vocabulary
        grouped: dict[str, list[tuple[Link, int]]] = defaultdict(list)
        for slug, members in self.by_kind["service"].items():
            grouped[words.services.entries[slug].group or ""].append((self.link("service", slug), len(members)))
        return tuple(
            Shelf(entry.name, tuple(grouped[slug])) for slug, entry in words.service_groups.entries.items() if grouped.get(slug)
        )

    def everybody(self) -> Iterator[DirectoryView]:
        """Give the pages of the whole directory."""
        kinds = [self.shelf(kind, SHOWN) for kind in ("hours", "availability", "language", "industry", "tool")]
        first = (*self.services(), *(shelf for shelf in kinds if shelf.words))
        yield from self._pages(
            "all", "", "Find a VA", "Everyone listed here works under their own name. Those with room for new clients come"
            " first, and who stands at the top changes every day.", self.directory.members, first, (), (),
        )  # fmt: skip

    def words_of(self, kind: str) -> DirectoryView | None:
        """Give the page of all words of a kind, where the directory's page names only some."""
        shelf = self.shelf(kind)
        if kind == "service" or len(shelf.words) <= SHOWN:
            return None
        intro = f"All {len(shelf.words)} that somebody in the directory lists, with the number of people behind each."
        return DirectoryView(
            "words", f"{KINDS[kind]}, all of them", intro, (), (shelf,), len(self.directory.members), (),
            at.facets(kind), (("Find a VA", at.FIND_A_VA),),
        )  # fmt: skip

    def of(self, kind: str, slug: str) -> Iterator[DirectoryView]:
        """Give the pages of the members who share a word, with the words beside it."""
        words = self.directory.vocabulary.services
        name, title, members = self.name(kind, slug), self.title(kind, slug), self.by_kind[kind][slug]
        entry = words.entries[slug] if kind == "service" else None
        beside = [
            other for other in self.by_kind[kind]
            if other != slug and (entry is None or words.entries[other].group == entry.group)
        ]  # fmt: skip
        if kind not in ("service", "hours", "availability"):
            beside = sorted(beside, key=lambda other: -len(self.by_kind[kind][other]))[:SHOWN]
        intro = {
            "service": (entry.description if entry else None) or f"Members who offer {in_text(name)}.",
            "tool": f"Members who list {name} among the tools they know well.",
            "industry": f"Members who know this trade: {in_text(name)}.",
            "language": f"Members who work in {name}. Each profile says how well.",
            "hours": "Members whose working hours share four hours or more with nine to five there, by today's clocks.",
            "availability": {
                "open": "Members who take new clients now.", "waiting-list": "Members who put new clients on a waiting list.",
                "full": "Members who take nobody at present. It changes, so it can pay to ask.",
                "on-leave": "Members who are away. Their profiles say until when.",
            }.get(slug, ""),
        }[kind]  # fmt: skip
        trail = [("Find a VA", at.FIND_A_VA)]
        if kind != "service" and len(self.by_kind[kind]) > SHOWN:
            trail.append((KINDS[kind], at.facets(kind)))
        yield from self._pages(kind, slug, title, intro, members, (), tuple(self.link(kind, other) for other in beside), tuple(trail))

    def _pages(
        self, kind: str, slug: str, title: str, intro: str, members: Sequence[Member], shelves: tuple[Shelf, ...],
        others: tuple[Link, ...], trail: tuple[tuple[str, str], ...],
    ) -> Iterator[DirectoryView]:  # fmt: skip
        count = max(1, -(-len(members) // self.on_a_page))

        def path(page: int) -> str:
            return at.facet(kind, slug, page)

        whole = DirectoryView(kind, title, intro, (), shelves, len(members), others, path(1), trail)
        href = self.directory.addresses.href
        for number in range(1, count + 1):
            near = sorted({1, count, *range(number - 3, number + 4)} & set(range(1, count + 1))) if count > 1 else []
            shown = members[(number - 1) * self.on_a_page : number * self.on_a_page]
            yield replace(
                whole,
                members=tuple(self.directory.cards[member.slug] for member in shown),
                shelves=shelves if number == 1 else (),
                path=path(number),
                page=number,
                pages=tuple(PageLink(page, href(path(page)), page == number) for page in near),
                previous=Link("Before", href(path(number - 1))) if number > 1 else None,
                next=Link("More people", href(path(number + 1))) if number < count else None,
            )


def _spoken(codes: Sequence[str], listed: Collection[str]) -> Iterable[str]:
    """Give a member's languages, with those without a region that somebody lists: such a one stands for all of its regions."""
    return dict.fromkeys([*codes, *(plain for code in codes if (plain := code.partition("-")[0]) in listed)])
