"""The lists of the directory: who stands in which, in which order, and on how many pages."""

from __future__ import annotations

import pytest

from hub_core.views import Link
from va_directory.facets import KINDS, MEMBERS_ON_A_PAGE, Listings
from va_directory.matching import daily
from va_directory.model import Member
from va_directory.views import Directory

from ..make import ADDRESSES, TODAY, member, vocabulary

ANA = member("ana", services=["bookkeeping", "inbox"], tools=["xero"], languages=[{"code": "pt-BR", "level": "native"}])
BEA = member("bea", services=["bookkeeping"], industries=["charities"], time_zone="Asia/Kolkata", availability="full")


def listings(*members: Member, most: int = 300) -> Listings:
    return Listings(Directory(members, vocabulary(), ADDRESSES, TODAY), most)


def slugs(made: Listings, kind: str, slug: str) -> list[str]:
    return [card.slug for view in made.of(kind, slug) for card in view.members]


class TestKinds:
    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            ("service", ["bookkeeping", "inbox"]), ("tool", ["xero"]), ("industry", ["charities"]), ("language", ["en", "pt-br"]),
            ("hours", ["uk", "central-europe", "india"]), ("availability", ["open", "full"]),
        ],
    )  # fmt: skip
    def test_each_has_the_words_that_somebody_lists_and_no_other(self, kind: str, words: list[str]) -> None:
        assert sorted(listings(ANA, BEA).by_kind[kind]) == sorted(words)

    def test_hours_count_from_four_hours_in_common_on(self) -> None:
        made = listings(member("ana", hours="09:00-13:00"), member("bea", hours="09:00-12:59"))

        assert [one.slug for one in made.by_kind["hours"]["uk"]] == ["ana"]

    def test_every_kind_has_a_name(self) -> None:
        assert set(listings(ANA).by_kind) == set(KINDS)

    def test_a_language_is_called_by_its_name(self) -> None:
        assert listings(ANA).link("language", "pt-br") == Link("Portuguese (Brazil)", "/find-a-va/language/pt-br/")


    def test_a_language_without_a_region_is_spoken_by_whoever_speaks_one_of_its_regions(self) -> None:
        bea = member("bea", languages=[{"code": "pt", "level": "C1"}])
        made = listings(ANA, bea)

        assert [sorted(slugs(made, "language", code)) for code in ("pt", "pt-br")] == [["ana", "bea"], ["ana"]]
        assert made.link("language", "pt").label == "Portuguese"


class TestEverybody:
    def test_is_in_the_directory(self) -> None:
        (view,) = listings(ANA, BEA).everybody()

        assert (view.total, sorted(card.slug for card in view.members)) == (2, ["ana", "bea"])

    def test_services_stand_in_their_groups_with_counts_and_those_of_nobody_are_left_out(self) -> None:
        assert [(shelf.name, [(link.label, count) for link, count in shelf.words]) for shelf in listings(ANA, BEA).services()] == [
            ("Finance", [("Bookkeeping", 2)]), ("Administration", [("Inbox care", 1)]),
        ]  # fmt: skip

    def test_an_empty_directory_has_one_page_without_ways_on(self) -> None:
        (view,) = listings().everybody()

        assert (view.shelves, view.members, view.total) == ((), (), 0)


class TestAPart:
    def test_has_its_members_and_the_words_beside_it_that_somebody_lists(self) -> None:
        (view,) = listings(ANA, BEA, member("cleo", services=["invoicing"])).of("service", "bookkeeping")

        assert (view.title, view.intro, sorted(card.slug for card in view.members), view.others) == (
            "Bookkeeping", "Members who offer bookkeeping.", ["ana", "bea"], (Link("Invoicing", "/services/invoicing/"),),
        )  # fmt: skip

    def test_its_members_stand_in_the_order_of_the_day(self) -> None:
        names = ("ana", "bea", "cleo", "dina", "eva", "fay")

        assert slugs(listings(*map(member, names)), "service", "bookkeeping") == sorted(names, key=lambda slug: daily(slug, TODAY))

    def test_a_few_words_need_no_page_of_words(self) -> None:
        assert listings(ANA).words_of("language") is None

    def test_the_page_of_many_words_has_them_all(self) -> None:
        codes = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv")
        every = listings(*(member(f"m-{code}", languages=[{"code": code, "level": "native"}]) for code in codes)).words_of("language")

        assert every is not None
        assert [link.label for link, _ in every.shelves[0].words] == [
            "Dutch", "English", "French", "German", "Italian", "Polish", "Portuguese", "Spanish", "Swedish",
        ]  # fmt: skip


class TestPages:
    MANY = tuple(member(f"m-{number}") for number in range(MEMBERS_ON_A_PAGE * 2 + 1))

    def test_a_small_directory_is_one_list(self) -> None:
        assert len(list(listings(*self.MANY, most=len(self.MANY)).everybody())) == 1

    def test_a_large_one_has_pages_and_nobody_is_lost_or_doubled(self) -> None:
        views = list(listings(*self.MANY, most=len(self.MANY) - 1).everybody())

        assert [len(view.members) for view in views] == [MEMBERS_ON_A_PAGE, MEMBERS_ON_A_PAGE, 1]
        assert len({card.slug for view in views for card in view.members}) == len(self.MANY)

    def test_pages_lead_to_each_other(self) -> None:
        views = list(listings(*self.MANY, most=10).of("service", "bookkeeping"))

        assert [(view.path, view.heading, view.previous, view.next) for view in views[1:]] == [
            ("/services/bookkeeping/page/2/", "Bookkeeping, page 2", Link("Before", "/services/bookkeeping/"),
             Link("More people", "/services/bookkeeping/page/3/")),
            ("/services/bookkeeping/page/3/", "Bookkeeping, page 3", Link("Before", "/services/bookkeeping/page/2/"), None),
        ]  # fmt: skip
