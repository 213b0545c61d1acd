"""The page and the files for those who publish an article again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from markupsafe import Markup

from editorial.model import Article
from hub_core.addresses import Addresses
from site_pages.article import article_view
from site_pages.republish import republish_files, republish_pages

from ..make import article
from .make_site import site

FOLDER = Addresses("https://a.example/hub", "/hub")
SOURCE = {"name": "Jo's notes", "url": "https://jo.example/first/"}


def free(**changes: Any) -> Article:
    made = article("a", **{"title": "A <first> month", "licence": "CC-BY-4.0"} | changes)
    html = Markup('<h2 id="x">Week one</h2>\n<p>See <a href="/hub/tips/">the tips</a> &amp; wait.</p>')
    return replace(made, text=replace(made.text, html=html))


def files(made: Article) -> dict[str, str]:
    return dict(republish_files(site(articles=(made,), addresses=FOLDER)))


class TestWhoMay:
    @pytest.mark.parametrize(
        ("changes", "may"),
        [
            ({}, True),
            ({"licence": "CC0-1.0"}, True),
            ({"licence": None}, False),
            ({"licence": "all-rights-reserved"}, False),
            ({"source": SOURCE}, True),
            ({"source": {**SOURCE, "licence": "CC-BY-4.0"}}, True),
            ({"source": {**SOURCE, "licence": "all-rights-reserved"}}, False),
        ],
    )
    def test_the_licence_decides_and_that_of_the_source_can_forbid(self, changes: dict[str, Any], may: bool) -> None:
        assert free(**changes).may_be_republished is may

    @pytest.mark.parametrize(("licence", "href"), [("CC-BY-4.0", "/articles/a/republish/"), ("all-rights-reserved", None)])
    def test_an_article_leads_there_only_when_it_may(self, licence: str, href: str | None) -> None:
        made = free(licence=licence)
        assert article_view(site(articles=(made,)), made).republish_href == href

    def test_without_a_licence_there_is_neither_page_nor_file(self) -> None:
        made = site(articles=(free(licence=None),))
        assert (list(republish_pages(made)), list(republish_files(made))) == ([], [])


class TestThePage:
    def test_is_not_for_search_engines(self) -> None:
        [page] = republish_pages(site(articles=(free(),)))
        assert (page.path, page.meta.robots) == ("/articles/a/republish/", "noindex")

    def test_names_the_three_files_and_the_canonical_line(self) -> None:
        [page] = republish_pages(site(articles=(free(),), addresses=FOLDER))
        view: Any = page.view
        assert ([link.href for link, _, _ in view.files], view.canonical) == (
            [f"/hub/articles/a/republish/{form}.txt" for form in ("html", "markdown", "plain")],
            '<link rel="canonical" href="https://a.example/hub/articles/a/">',
        )  # fmt: skip

    def test_what_was_first_published_elsewhere_names_that_place(self) -> None:
        [page] = republish_pages(site(articles=(free(source={**SOURCE, "canonical": "https://jo.example/own/"}),)))
        view: Any = page.view
        assert "first published at Jo's notes (https://jo.example/own/)" in view.note


class TestTheFiles:
    def test_html_has_whole_addresses_title_source_and_canonical_line(self) -> None:
        assert files(free())["/articles/a/republish/html.txt"] == (
            '<!-- For the head of your page: <link rel="canonical" href="https://a.example/hub/articles/a/"> -->\n'
            "<h1>A &lt;first&gt; month</h1>\n"
            '<h2 id="x">Week one</h2>\n<p>See <a href="https://a.example/hub/tips/">the tips</a> &amp; wait.</p>\n'
            "<p>“A &lt;first&gt; month” by Jo Sample was first published at "
            '<a href="https://a.example/hub/articles/a/">Warm Handoff</a> and stands here under '
            '<a href="https://creativecommons.org/licenses/by/4.0/">Creative Commons Attribution 4.0</a>.</p>\n'
        )

    def test_a_footnote_in_the_html_is_reached_and_left_again(self) -> None:
        note = '<p>Wait.<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p><p id="fn:1">Why. <a href="#fnref:1">↩</a></p>'
        made = free()
        assert note in files(replace(made, text=replace(made.text, html=Markup(note))))["/articles/a/republish/html.txt"]

    def test_markdown_and_plain_text_have_the_same(self) -> None:
        made = files(free())
        assert "## Week one\n\nSee [the tips](https://a.example/hub/tips/) & wait.\n" in made["/articles/a/republish/markdown.txt"]
        assert "Week one\n--------\n\nSee the tips (https://a.example/hub/tips/) & wait.\n" in made["/articles/a/republish/plain.txt"]

    @pytest.mark.parametrize("form", ["html", "markdown", "plain"])
    def test_each_names_author_licence_and_canonical_address(self, form: str) -> None:
        text = files(free())[f"/articles/a/republish/{form}.txt"]
        assert [part in text for part in ("Jo Sample", "https://creativecommons.org/licenses/by/4.0/", "https://a.example/hub/articles/a/")] == [True] * 3
