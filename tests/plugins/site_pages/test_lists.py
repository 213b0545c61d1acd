"""The pages that have no file of their own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from site_pages.lists import MAX_IN_JSON_LD, output_pages
from site_pages.site import OutputPage

from ..make import SETTINGS, article, checklist, member, offer, page, resource, tip
from .make_site import site


def pages(**shelves: Any) -> dict[str, OutputPage]:
    return {one.path: one for one in output_pages(site(**shelves))}


def view(path: str, **shelves: Any) -> Any:
    return pages(**shelves)[path].view


def graph(one: OutputPage) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = json.loads(one.meta.json_ld.split(">", 1)[1].rsplit("<", 1)[0])["@graph"]
    return nodes


FULL: dict[str, Any] = {
    "articles": (article("a", tags=["honesty"], series="the-warm-handoff", part=1), article("b", "saying-no", author="Mo Guest")),
    "members": (member(),),
    "resources": (resource(), checklist()),
    "tips": (tip(),),
    "offers": (offer(),),
    "pages": (page(), page("thanks/comment", noindex=True)),
}


class TestWhichPages:
    def test_every_list_that_has_something_in_it_is_a_page(self) -> None:
        assert sorted(pages(**FULL)) == [
            "/", "/archive/2026/", "/articles/", "/author/jo-sample/", "/author/mo-guest/", "/category/saying-no/", "/category/starting-out/",
            "/find-a-va/", "/find-a-va/availability/open/", "/find-a-va/hours/central-europe/", "/find-a-va/hours/uk/",
            "/find-a-va/language/en/", "/members/jo-sample/", "/offers/", "/resources/", "/resources/a-checklist/", "/resources/a-tool/",
            "/resources/category/first-steps/", "/resources/cost/free/", "/resources/downloads/", "/resources/kind/checklist/", "/resources/kind/tool/", "/search/",
            "/series/the-warm-handoff/", "/services/bookkeeping/", "/tag/honesty/", "/tips/", "/tips/a-tip/", "/tips/topic/money/",
        ]  # fmt: skip

    def test_an_empty_site_has_its_main_pages(self) -> None:
        assert sorted(pages(members=())) == ["/", "/articles/", "/find-a-va/", "/offers/", "/resources/", "/search/", "/tips/"]

    def test_no_path_is_written_twice(self) -> None:
        made = [one.path for one in output_pages(site(**FULL))]
        assert len(made) == len(set(made))

    @pytest.mark.parametrize("shelves", [FULL, {"members": ()}], ids=["full", "empty"])
    def test_every_page_tells_machines_what_it_is_and_nothing_empty(self, shelves: dict[str, Any]) -> None:
        assert [one.path for one in pages(**shelves).values() if not all("@type" in node for node in graph(one))] == []

    @pytest.mark.parametrize("shelves", [FULL, {"members": ()}], ids=["full", "empty"])
    def test_every_page_has_a_title_a_description_and_its_own_address(self, shelves: dict[str, Any]) -> None:
        for one in pages(**shelves).values():
            assert (bool(one.meta.title), bool(one.meta.description), one.meta.canonical) == (True, True, f"https://hub.example{one.path}")

    def test_no_two_pages_have_the_same_title(self) -> None:
        titles = [one.meta.title for one in output_pages(site(**FULL))]
        assert [title for title in titles if titles.count(title) > 1] == []


class TestListing:
    MANY = tuple(article(f"a-{number:02}", title=f"Title {number}") for number in range(17))

    def test_a_listing_is_cut_into_pages_that_hold_every_article_once(self) -> None:
        made = pages(articles=self.MANY)
        shown = [[card.title for card in made[path].view.items] for path in ("/articles/", "/articles/page/2/", "/articles/page/3/")]  # type: ignore[attr-defined]
        assert ([len(one) for one in shown], [title for one in shown for title in one]) == ([8, 8, 1], [one.front.title for one in self.MANY])

    def test_an_exact_number_of_articles_makes_no_empty_page(self) -> None:
        assert "/articles/page/3/" not in pages(articles=self.MANY[:16])

    def test_a_listing_s_later_pages_say_which_they_are(self) -> None:
        made = pages(articles=self.MANY)
        assert [made[path].meta.heading for path in ("/articles/", "/articles/page/2/")] == ["All articles", "All articles, page 2"]

    def test_the_way_to_a_listing_leads_over_all_articles(self) -> None:
        made = pages(**FULL)
        assert [[link.label for link in made[path].meta.breadcrumbs] for path in ("/articles/", "/category/saying-no/")] == [
            ["Home", "All articles"], ["Home", "Articles", "Saying no"],
        ]  # fmt: skip

    def test_an_author_s_listing_shows_the_author(self) -> None:
        listing = view("/author/mo-guest/", **FULL)
        assert (listing.title, listing.author.guest, listing.feed.href) == ("Mo Guest", True, "/feeds/author/mo-guest.atom.xml")

    def test_a_list_of_one_is_described_as_one(self) -> None:
        made = pages(**FULL | {"members": (member(),), "resources": (resource(),)})
        assert [made[path].meta.description.split(". ")[0] for path in ("/find-a-va/", "/resources/")] == [
            "1 virtual assistant with what they do, their hours, languages and rates", "Resources: 1 entry",
        ]  # fmt: skip

    def test_only_a_series_is_numbered(self) -> None:
        made = pages(**FULL)
        assert [path for path, one in made.items() if one.template == "listing" and one.view.numbered] == ["/series/the-warm-handoff/"]  # type: ignore[attr-defined]

    def test_machines_are_told_no_more_than_a_page_of_names(self) -> None:
        members = tuple(member(f"m-{number:02}") for number in range(MAX_IN_JSON_LD + 5))
        listed = graph(pages(members=members)["/find-a-va/"])[0]["mainEntity"]
        assert listed["numberOfItems"] == MAX_IN_JSON_LD


class TestHome:
    def test_the_newest_article_leads_and_five_follow(self) -> None:
        home = view("/", articles=TestListing.MANY)
        assert (home.lead.title, [card.title for card in home.recent]) == ("Title 0", ["Title 1", "Title 2", "Title 3", "Title 4", "Title 5"])

    def test_an_empty_site_has_an_empty_home(self) -> None:
        home = view("/", members=())
        assert (home.lead, home.recent, home.tip, home.offer, home.members, home.member_count) == (None, (), None, None, (), 0)

    def test_only_members_with_room_for_clients_are_shown_and_all_are_counted(self) -> None:
        members = (member("ana", availability="full"), member("bea"), member("cleo"), member("dina"), member("eva"))
        home = view("/", members=members)
        assert (len(home.members), "ana" in [card.slug for card in home.members], home.member_count) == (3, False, 5)

    def test_the_tip_of_the_day_is_one_of_the_tips_and_the_same_all_day(self) -> None:
        tips = tuple(tip(f"t-{number}") for number in range(5))
        assert view("/", tips=tips).tip == view("/", tips=tips).tip

    def test_series_checklists_picks_and_the_offer_are_shown(self) -> None:
        home = view("/", **FULL | {"resources": (resource(pick=True), checklist())})
        assert ([one.title for one in home.series], [one.slug for one in home.checklists], [one.slug for one in home.picks], home.offer.title) == (
            ["The warm handoff"], ["a-checklist"], ["a-tool"], "An hour free",
        )  # fmt: skip

    def test_a_category_without_articles_is_not_shown(self) -> None:
        home = view("/", articles=(article(),))
        assert [(link.label, count) for link, _, count in home.categories] == [("Starting out", 1)]


class TestMembersAndResources:
    def test_a_profile_shows_the_five_newest_articles_of_the_member(self) -> None:
        profile = view("/members/jo-sample/", articles=TestListing.MANY)
        assert [card.title for card in profile.articles] == [f"Title {number}" for number in range(5)]

    def test_the_hub_s_own_checklist_has_a_page_to_print(self) -> None:
        made = pages(**FULL)
        assert [made[f"/resources/{slug}/"].template for slug in ("a-checklist", "a-tool")] == ["checklist", "resource"]


class TestSearch:
    def groups(self, **shelves: Any) -> dict[str, list[str]]:
        return {group.slug: [entry.title for entry in group.entries] for group in view("/search/", **shelves).groups}

    def test_everything_that_can_be_found_is_in_the_list(self) -> None:
        assert self.groups(**FULL) == {
            "articles": ["A first month", "A first month"], "resources": ["A checklist", "A tool"], "members": ["Jo Sample"], "tips": ["A tip"],
            "pages": ["About us"],
        }  # fmt: skip

    def test_a_page_that_is_kept_out_of_search_engines_is_kept_out_of_ours(self) -> None:
        assert self.groups(members=(), pages=(page(noindex=True),)) == {}

    @pytest.mark.parametrize("slug", ["404", "thanks/comment"])
    def test_what_follows_an_unknown_address_or_a_form_is_in_no_list(self, slug: str) -> None:
        assert self.groups(members=(), pages=(page(slug),)) == {}

    @pytest.mark.parametrize(("number", "shown"), [(10, [f"Name {at:02}" for at in range(10)]), (11, ["Find a VA"])])
    def test_members_stand_by_name_and_above_a_page_of_them_the_directory_stands_for_them(self, number: int, shown: list[str]) -> None:
        members = tuple(member(f"m-{at:02}", name=f"Name {number - 1 - at:02}") for at in range(number))
        assert self.groups(members=members, settings=SETTINGS.model_copy(update={"members_on_one_page": 10}))["members"] == shown
