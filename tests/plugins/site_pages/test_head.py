"""Heads of pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hub_core.addresses import Addresses
from hub_core.views import Link, Meta
from site_pages.head import MAX_DESCRIPTION, Head, shortened

from ..make import SETTINGS

HEAD = Head(SETTINGS, Addresses("https://a.example/hub", "/hub"))


def graph(meta: Meta) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = json.loads(meta.json_ld.split(">", 1)[1].rsplit("<", 1)[0])["@graph"]
    return nodes


class TestPage:
    PAGE = HEAD.page("/tips/a/", "A tip", "What it says.", trail=[("Tips", "/tips/")], section="tips")

    def test_the_title_names_the_page_and_the_site(self) -> None:
        assert (self.PAGE.title, self.PAGE.heading) == ("A tip · Warm Handoff", "A tip")

    def test_the_home_page_s_title_is_its_own(self) -> None:
        assert HEAD.page("/", "Warm Handoff", "x").title == "Warm Handoff"

    def test_a_title_can_be_given(self) -> None:
        assert HEAD.page("/a/", "A", "x", title="Another").title == "Another"

    def test_addresses_for_machines_are_absolute(self) -> None:
        assert (self.PAGE.canonical, self.PAGE.og_image) == ("https://a.example/hub/tips/a/", "https://a.example/hub/theme/img/social-card.png")

    def test_a_page_first_published_elsewhere_names_that_address(self) -> None:
        assert HEAD.page("/a/", "A", "x", canonical="https://paper.example/a/").canonical == "https://paper.example/a/"

    def test_breadcrumbs_lead_from_home_and_end_at_the_page_without_a_link(self) -> None:
        assert self.PAGE.breadcrumbs == (Link("Home", "/hub/"), Link("Tips", "/hub/tips/"), Link("A tip", ""))

    def test_the_home_page_has_no_breadcrumbs(self) -> None:
        meta = HEAD.page("/", "Warm Handoff", "x")
        assert (meta.breadcrumbs, [node["@type"] for node in graph(meta)]) == ((), ["WebPage"])

    def test_machines_are_told_the_page_and_its_breadcrumbs(self) -> None:
        page, crumbs = graph(self.PAGE)
        assert (page["@type"], page["url"], page["name"], page["inLanguage"], [one["item"] for one in crumbs["itemListElement"]]) == (
            "WebPage", "https://a.example/hub/tips/a/", "A tip", "en-GB",
            ["https://a.example/hub/", "https://a.example/hub/tips/", "https://a.example/hub/tips/a/"],
        )  # fmt: skip

    def test_the_first_node_is_what_the_page_is_about_and_the_others_stand_beside_it(self) -> None:
        page, other, _ = graph(HEAD.page("/a/", "A", "x", nodes=[{"@type": "Person"}, {"@type": "Service"}], kind="ProfilePage"))
        assert (page["@type"], page["mainEntity"], other) == ("ProfilePage", {"@type": "Person"}, {"@type": "Service"})

    def test_a_page_that_brings_its_own_nodes_has_no_other(self) -> None:
        nodes = graph(HEAD.page("/a/", "A", "x", nodes=[{"@type": "BlogPosting"}], kind=""))
        assert [node["@type"] for node in nodes] == ["BlogPosting", "BreadcrumbList"]

    def test_the_site_s_feed_comes_first(self) -> None:
        meta = HEAD.page("/a/", "A", "x", feeds=[Link("More", "/hub/feeds/x.atom.xml")])
        assert meta.feeds == (Link("Warm Handoff: all articles", "/hub/feeds/all.atom.xml"), Link("More", "/hub/feeds/x.atom.xml"))

    def test_search_engines_may_come_unless_told_otherwise(self) -> None:
        assert (self.PAGE.robots, HEAD.page("/a/", "A", "x", robots="noindex").robots) == (None, "noindex")

    def test_no_words_break_out_of_what_machines_read(self) -> None:
        meta = HEAD.page("/a/", "</script><script>alert(1)</script>", "<!-- ]]>")
        assert (meta.json_ld.count("<"), graph(meta)[0]["name"]) == (2, "</script><script>alert(1)</script>")


class TestShortened:
    @pytest.mark.parametrize("text", ["", "Short.", "x" * MAX_DESCRIPTION])
    def test_a_text_that_fits_stays_as_it_is(self, text: str) -> None:
        assert shortened(text) == text

    def test_a_longer_text_is_cut_at_a_word_without_a_comma(self) -> None:
        assert shortened("word, " * 40) == "word, " * 32 + "word…"

    @pytest.mark.parametrize("text", ["word " * 100, "x" * 500, "a, b; c: " * 60])
    def test_a_cut_text_fits(self, text: str) -> None:
        assert (len(shortened(text)) <= MAX_DESCRIPTION, shortened(text)[-1]) == (True, "…")
