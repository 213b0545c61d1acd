"""What the hub, the tips and the offers show."""

from __future__ import annotations

import pytest

from hub_core.addresses import Addresses
from hub_core.views import Link
from resource_hub.model import Resource
from resource_hub.views import AFFILIATE, Hub, bare_address

from ..make import ADDRESSES, checklist, resource, vocabulary

FOLDER = Addresses("https://a.example/hub", "/hub")


def hub(
    *resources: Resource, addresses: Addresses = ADDRESSES, used_in: dict[str, list[Link]] | None = None,
    used_by: dict[str, list[Link]] | None = None,
) -> Hub:  # fmt: skip
    people = {"jo-sample": Link("Jo Sample", "/members/jo-sample/")}
    return Hub(resources, vocabulary(), addresses, used_in or {}, people, used_by or {})


class TestCard:
    def test_a_card_shows_the_resource_in_words(self) -> None:
        card = hub(resource(cost="freemium", audience=["vas", "clients"]), addresses=FOLDER).cards["a-tool"]
        assert (card.href, card.kind, card.category, card.cost, card.audience) == (
            "/hub/resources/a-tool/", Link("Tool", "/hub/resources/kind/tool/"), Link("First steps", "/hub/resources/category/first-steps/"),
            Link("Free, with paid plans", "/hub/resources/cost/freemium/"), "For VAs and clients",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("audience", "words"), [(["vas"], "For VAs"), (["clients"], "For clients"), (["clients", "vas"], "For VAs and clients"), (["vas", "vas"], "For VAs")]
    )
    def test_the_audience_is_said_in_words(self, audience: list[str], words: str) -> None:
        assert hub(resource(audience=audience)).cards["a-tool"].audience == words

    @pytest.mark.parametrize(
        ("url", "host"), [("https://www.tool.example/a", "tool.example"), ("https://app.tool.example:8443/", "app.tool.example")]
    )
    def test_the_host_is_shown_without_www_and_port(self, url: str, host: str) -> None:
        assert hub(resource(url=url)).cards["a-tool"].host == host

    def test_the_hub_s_own_have_no_host(self) -> None:
        card = hub(checklist()).cards["a-checklist"]
        assert (card.url, card.host) == (None, None)


class TestHub:
    def test_resources_stand_by_title_whatever_their_case(self) -> None:
        made = hub(resource("c", title="beta"), resource("a", title="Alpha"), resource("b", title="Éclair"), resource("d", title="gamma"))
        assert [one.front.title for one in made.resources][:3] == ["Alpha", "beta", "gamma"]

    def test_categories_without_resources_are_left_out_and_the_others_in_the_vocabulary_s_order(self) -> None:
        assert (hub(resource(category="writing")).categories(), hub(resource("a", category="writing"), resource("b")).categories()) == (
            ["writing"], ["first-steps", "writing"],
        )  # fmt: skip

    def test_kinds_without_resources_are_left_out(self) -> None:
        assert hub(resource(), checklist()).kinds() == ["tool", "checklist"]

    def test_the_whole_hub_is_grouped_by_category(self) -> None:
        view = hub(resource("a"), resource("b", category="writing"), checklist()).everything()
        assert (view.total, [(link.label, intro, [card.slug for card in cards]) for link, intro, cards in view.groups]) == (
            3, [("First steps", "Before the first client.", ["a-checklist", "a"]), ("Writing", None, ["b"])],
        )  # fmt: skip

    def test_a_category_is_grouped_by_kind(self) -> None:
        view = hub(resource("a"), resource("b", category="writing"), checklist()).category("first-steps")
        assert (view.title, view.total, [(link.label, [card.slug for card in cards]) for link, _, cards in view.groups]) == (
            "First steps", 2, [("Tools", ["a"]), ("Checklists", ["a-checklist"])],
        )  # fmt: skip

    def test_a_kind_is_grouped_by_category(self) -> None:
        view = hub(resource("a"), resource("b", category="writing"), checklist()).kind("tool")
        assert (view.title, view.total, [(link.label, [card.slug for card in cards]) for link, _, cards in view.groups]) == (
            "Tools", 2, [("First steps", ["a"]), ("Writing", ["b"])],
        )  # fmt: skip

    def test_every_list_counts_all_resources_beside_its_own(self) -> None:
        view = hub(resource("a"), resource("b", category="writing")).category("writing")
        assert ([(link.label, count) for link, count in view.categories], [(link.label, count) for link, count in view.kinds]) == (
            [("First steps", 1), ("Writing", 1)], [("Tools", 2)],
        )  # fmt: skip

    def test_the_picks_and_the_hub_s_checklists_are_found(self) -> None:
        made = hub(resource("a", pick=True), resource("b"), checklist(), resource("c", kind="checklist"))
        assert ([card.slug for card in made.picks()], [card.slug for card in made.checklists()]) == (["a"], ["a-checklist"])

    def test_an_empty_hub_has_no_groups(self) -> None:
        view = hub().everything()
        assert (view.groups, view.categories, view.total) == ((), (), 0)


class TestResourcePage:
    def test_languages_and_the_day_of_the_check_are_said_in_words(self) -> None:
        made = resource(languages=["en", "pt-BR"], checked="2026-11-10", cost="paid", price="from 9 EUR")
        view = hub(made).resource(made)
        assert (view.languages, view.checked and view.checked.words, view.price) == ("English, Portuguese (Brazil)", "10 November 2026", "from 9 EUR")

    def test_an_alternative_that_is_not_published_is_left_out(self) -> None:
        made = resource("a", alternatives=["b", "draft"])
        assert [card.slug for card in hub(made, resource("b")).resource(made).alternatives] == ["b"]

    def test_others_of_the_category_are_neither_itself_nor_its_alternatives_and_at_most_four(self) -> None:
        made = resource("a", alternatives=["b"])
        rest = [resource(slug, title=f"Tool {slug}") for slug in "bcdefgh"]
        assert [card.slug for card in hub(made, *rest).resource(made).others] == ["c", "d", "e", "f"]

    def test_the_articles_that_use_it_are_linked(self) -> None:
        made = resource()
        assert hub(made, used_in={"a-tool": [Link("A first month", "/articles/a/")]}).resource(made).used_in == (Link("A first month", "/articles/a/"),)

    @pytest.mark.parametrize(("affiliate", "said"), [(True, AFFILIATE), (False, None)])
    def test_a_link_that_the_hub_earns_from_is_said_to_be_one(self, affiliate: bool, said: str | None) -> None:
        made = resource(affiliate=affiliate)
        assert hub(made).resource(made).disclosure == said


class TestUsers:
    def test_a_tool_names_the_members_who_list_it(self) -> None:
        made = resource("xero-books", title="Xero")
        assert hub(made, used_by={"xero": [Link("Jo", "/members/jo/")]}).resource(made).used_by == (Link("Jo", "/members/jo/"),)

    def test_what_only_bears_a_tool_s_name_has_no_users(self) -> None:
        made = resource("xero", kind="book", title="Xero")
        assert hub(made, used_by={"xero": [Link("Jo", "/members/jo/")]}).resource(made).used_by == ()

    def test_a_tool_of_many_members_names_twelve_and_counts_the_others(self) -> None:
        made = resource("xero")
        view = hub(made, used_by={"xero": [Link(f"VA {number}", "/") for number in range(15)]}).resource(made)
        assert (len(view.used_by), view.more_users) == (12, 3)


class TestCosts:
    def test_a_cost_has_its_page_by_category(self) -> None:
        view = hub(resource("a", cost="paid"), resource("b", category="writing", cost="paid"), resource("c")).cost("paid")
        assert (view.title, view.total, [(link.label, [card.slug for card in cards]) for link, _, cards in view.groups]) == (
            "Paid", 2, [("First steps", ["a"]), ("Writing", ["b"])],
        )  # fmt: skip

    def test_costs_without_resources_are_left_out(self) -> None:
        assert hub(resource(cost="paid"), resource("b")).costs() == ["free", "paid"]


class TestDownloads:
    def test_the_hub_s_own_are_there_by_kind_with_their_plain_text(self) -> None:
        letter = resource("a-letter", url=None, kind="template", title="A letter")
        view = hub(checklist(), letter, resource()).downloads()
        assert (view.total, [(kind, [(card.slug, href) for card, href in cards]) for kind, cards in view.groups]) == (2, [
            ("Letter templates", [("a-letter", "/resources/a-letter/a-letter.txt")]),
            ("Checklists", [("a-checklist", "/resources/a-checklist/a-checklist.txt")]),
        ])  # fmt: skip

    def test_what_lies_elsewhere_is_not_to_be_taken_along(self) -> None:
        made = resource()
        assert (hub(made).resource(made).text_href, hub(made).everything().downloads_href) == (None, None)


@pytest.mark.parametrize("other", ["http://www.tool.example/a/", "https://tool.example/a#top", "https://tool.example/a"])
def test_two_ways_to_write_an_address_are_one(other: str) -> None:
    assert bare_address(other) == bare_address("https://tool.example/a/")
