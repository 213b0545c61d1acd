"""The whole site as views."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hub_core.addresses import Addresses
from hub_core.views import Link

from ..make import SETTINGS, article, comment, member, page, resource
from .make_site import site

FOLDER = Addresses("https://a.example/hub", "/hub")


class TestAuthors:
    def test_a_member_has_a_profile_and_a_guest_has_none(self) -> None:
        authors = site(articles=(article("a"), article("b", author="Mo Guest"))).authors
        assert [(slug, one.name, one.profile_href, one.guest) for slug, one in authors.items()] == [
            ("jo-sample", "Jo Sample", "/members/jo-sample/", False), ("mo-guest", "Mo Guest", None, True),
        ]  # fmt: skip

    def test_an_author_shows_at_most_three_links(self) -> None:
        many = member(links=[{"name": f"Page {number}", "url": "https://jo.example/"} for number in range(6)])
        made = site(articles=(article(),), members=(many,))
        assert [link.label for link in made.authors["jo-sample"].links] == ["Page 0", "Page 1", "Page 2"]


class TestNeighbours:
    ARTICLES = tuple(article(slug, title=f"Title {slug}") for slug in ("new", "middle", "old"))

    @pytest.mark.parametrize(
        ("number", "older", "newer"),
        [(0, Link("Title middle", "/articles/middle/"), None), (1, Link("Title old", "/articles/old/"), Link("Title new", "/articles/new/")),
         (2, None, Link("Title middle", "/articles/middle/"))],
    )  # fmt: skip
    def test_an_article_has_the_older_and_the_newer_beside_it(self, number: int, older: Link | None, newer: Link | None) -> None:
        assert site(articles=self.ARTICLES).neighbours(self.ARTICLES[number]) == (older, newer)

    def test_a_single_article_has_none(self) -> None:
        only = article()
        assert site(articles=(only,)).neighbours(only) == (None, None)


class TestCards:
    def test_a_card_counts_comments_without_doubles_and_removed_ones(self) -> None:
        comments = (comment("a"), comment("b", date="2026-09-16"), comment("c", body="x", removed=True), comment("d", body="y"))
        assert site(articles=(article(),), comments=comments).cards["a-first-month"].comments == 2

    def test_comments_stand_under_their_own_article(self) -> None:
        made = site(articles=(article("a"), article("b")), comments=(comment("c-1", "a"), comment("c-2", "b", body="x")))
        assert {slug: [one.id for one in view.threads] for slug, view in made.comments.items()} == {"a": ["c-1"], "b": ["c-2"]}

    def test_closed_comments_are_closed(self) -> None:
        assert site(articles=(article(comments="closed"),)).comments["a-first-month"].open is False


class TestUsedIn:
    def test_a_resource_knows_the_articles_that_link_to_it(self) -> None:
        made = site(
            resources=(resource("a"), resource("b")),
            articles=(article("x", title="One", links=("/resources/a/", "/about/")), article("y", title="Two", links=("/resources/a/",))),
        )
        assert [link.label for link in made.hub.resource(made.hub.by_slug["a"]).used_in] == ["One", "Two"]
        assert made.hub.resource(made.hub.by_slug["b"]).used_in == ()

    def test_a_link_to_its_own_address_counts_and_an_article_counts_once(self) -> None:
        both = article("x", title="One", links=("/resources/a-tool/",))
        both = replace(both, text=replace(both.text, outside=("http://www.tool.example", "https://other.example/")))
        made = site(resources=(resource(),), articles=(both,))
        assert [link.label for link in made.hub.resource(made.hub.by_slug["a-tool"]).used_in] == ["One"]

    def test_a_tool_knows_the_members_who_list_it(self) -> None:
        made = site(resources=(resource("xero"),), members=(member(tools=["Xero"]), member("mo", name="Mo")))
        assert [link.label for link in made.hub.resource(made.hub.by_slug["xero"]).used_by] == ["Jo Sample"]


class TestPages:
    def view(self, slug: str = "about", shelves: dict[str, Any] | None = None, **changes: Any) -> Any:
        made = page(slug, **changes)
        return site(pages=(made,), **(shelves or {})).page(made)

    @pytest.mark.parametrize(("slug", "kind", "robots"), [("about", "page", None), ("404", "404", "noindex"), ("thanks/comment", "thanks", "noindex")])
    def test_pages_that_nobody_should_find_are_kept_out_of_search_engines(self, slug: str, kind: str, robots: str | None) -> None:
        view, meta = self.view(slug)
        assert (view.kind, meta.robots) == (kind, robots)

    def test_a_page_can_ask_to_be_kept_out(self) -> None:
        assert self.view(noindex=True)[1].robots == "noindex"

    def test_a_page_without_a_form_has_none(self) -> None:
        assert self.view()[0].form is None

    def test_a_page_shows_its_form(self) -> None:
        assert self.view("contact", form="contact")[0].form.id == "contact"

    def options(self, members: int) -> dict[str, list[str]]:
        settings = SETTINGS.model_copy(update={"members_on_one_page": 10})
        shelf = tuple(member(f"m-{number:03}", name=f"Name {number:03}", services=["inbox", "bookkeeping"]) for number in range(members))
        view, _ = self.view("ask", {"members": shelf, "settings": settings}, form="referral-request")
        return {one.name: [value for value, _ in one.options] for one in view.form.fields if one.kind == "select" and one.name in ("service", "member")}

    def test_who_asks_for_a_va_can_choose_an_offered_service_and_a_member_by_name(self) -> None:
        assert self.options(2) == {"service": ["", "bookkeeping", "inbox"], "member": ["", "m-000", "m-001"]}

    def test_in_a_directory_of_more_than_a_page_nobody_has_to_scroll_through_names(self) -> None:
        assert list(self.options(11)) == ["service"]

    def test_without_members_nothing_is_offered_to_choose_from(self) -> None:
        assert self.options(0) == {}


class TestListings:
    @pytest.mark.parametrize(
        ("kind", "slug", "feed"),
        [("all", "", "/hub/feeds/all.atom.xml"), ("category", "saying-no", "/hub/feeds/category/saying-no.atom.xml"),
         ("author", "jo", "/hub/feeds/author/jo.atom.xml"), ("tag", "honesty", None), ("series", "x", None), ("archive", "2026", None)],
    )  # fmt: skip
    def test_all_articles_a_category_and_an_author_have_a_feed(self, kind: str, slug: str, feed: str | None) -> None:
        link = site(addresses=FOLDER).feed_link(kind, slug, "x")
        assert (link and link.href) == feed

    def test_the_other_categories_are_linked_and_not_the_present_one(self) -> None:
        made = site(articles=(article("a"), article("b", "saying-no")))
        assert made.other_listings("category", "saying-no") == (Link("Starting out", "/category/starting-out/"),)

    def test_the_other_tags_are_linked_and_not_the_present_one(self) -> None:
        made = site(articles=(article(tags=["honesty", "first-clients"]),))
        assert made.other_listings("tag", "honesty") == (Link("First clients", "/tag/first-clients/"),)

    def test_beside_all_articles_stand_the_categories_and_the_years(self) -> None:
        labels = [link.label for link in site(articles=(article(),)).other_listings("all", "")]
        assert labels[-1].startswith("Published in 20")
        assert len(labels) == 2
