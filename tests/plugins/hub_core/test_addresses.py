"""Where each page lives."""

from __future__ import annotations

import pytest

from hub_core import addresses as at
from hub_core.addresses import Addresses


class TestAddresses:
    def test_at_a_host_s_root_a_link_is_the_path(self) -> None:
        assert Addresses("https://hub.example").href("/tips/") == "/tips/"

    def test_in_a_folder_a_link_begins_with_the_folder(self) -> None:
        assert Addresses("https://a.example/hub", "/hub").href("/tips/") == "/hub/tips/"

    def test_an_absolute_address_is_the_site_s_and_the_path(self) -> None:
        assert Addresses("https://a.example/hub", "/hub").absolute("/tips/") == "https://a.example/hub/tips/"


class TestPaths:
    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            (at.article("a"), "/articles/a/"),
            (at.page("about"), "/about/"),
            (at.page("thanks/comment"), "/thanks/comment/"),
            (at.page("404"), "/404.html"),
            (at.listing("all", ""), "/articles/"),
            (at.listing("all", "", 2), "/articles/page/2/"),
            (at.listing("best", "", 2), "/articles/best-rated/page/2/"),
            (at.listing("category", "saying-no"), "/category/saying-no/"),
            (at.listing("tag", "honesty", 3), "/tag/honesty/page/3/"),
            (at.member("jo"), "/members/jo/"),
            (at.service("inbox"), "/services/inbox/"),
            (at.resource("a"), "/resources/a/"),
            (at.resource_category("a"), "/resources/category/a/"),
            (at.resource_kind("book"), "/resources/kind/book/"),
            (at.tip("a"), "/tips/a/"),
            (at.tip_topic("money"), "/tips/topic/money/"),
            (at.feed("author", "jo"), "/feeds/author/jo.atom.xml"),
            (at.file("images/a.svg"), "/images/a.svg"),
            (at.file("files/my form é.pdf"), "/files/my%20form%20%C3%A9.pdf"),
        ],
    )
    def test_every_kind_of_page_has_its_path(self, path: str, expected: str) -> None:
        assert path == expected

    @pytest.mark.parametrize(
        ("path", "file"),
        [("/", "index.html"), ("/tips/", "tips/index.html"), ("/404.html", "404.html"), ("/feeds/all.atom.xml", "feeds/all.atom.xml")],
    )
    def test_a_path_that_ends_in_a_slash_is_a_folder_s_page(self, path: str, file: str) -> None:
        assert at.save_as(path) == file

    @pytest.mark.parametrize(
        ("room", "path"),
        [
            ("articles", at.listing("all", "", 2)), ("articles", at.BEST_RATED),
            ("resources", at.DOWNLOADS), ("resources", at.resource_category("a")), ("resources", at.resource_kind("book")),
            ("resources", at.resource_cost("free")),
            ("tips", at.tip_topic("money")),
        ],
    )  # fmt: skip
    def test_no_file_can_take_the_place_of_a_list_that_lies_beside_it(self, room: str, path: str) -> None:
        assert path.split("/")[1:3] == [room, path.split("/")[2]]
        assert path.split("/")[2] in at.NAMES_TAKEN[room]

    @pytest.mark.parametrize("path", [at.ISSUES, at.issue("2026-11-19")])
    def test_no_page_of_the_content_can_lie_among_the_newsletter_s_issues(self, path: str) -> None:
        assert path.split("/")[1] in at.FOLDERS_TAKEN

    @pytest.mark.parametrize("path", [at.ARTICLES, at.RESOURCES, at.TIPS, at.FIND_A_VA, at.SEARCH, at.FORMS_PREFIX, at.FEED_ALL, at.SOCIAL_CARD])
    def test_no_page_of_the_content_can_take_the_place_of_a_part_of_the_site(self, path: str) -> None:
        assert path.split("/")[1] in at.TAKEN
