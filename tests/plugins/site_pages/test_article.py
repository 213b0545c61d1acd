"""An article's page and its head."""

from __future__ import annotations

import json
from typing import Any

from editorial.model import Article
from site_pages.article import ArticleView, article_meta, article_view

from ..make import article, checklist, comment
from .make_site import site


def shown(one: Article, **shelves: Any) -> ArticleView:
    return article_view(site(**{"articles": (one,)} | shelves), one)


class TestView:
    def test_an_article_is_shown_with_its_words_and_its_forms(self) -> None:
        view = shown(article(tags=["honesty"], updated="2026-05-01"))
        assert (view.href, view.title, view.date.iso, view.updated and view.updated.iso, view.author.name, view.rating.needed) == (
            "/articles/a-first-month/", "A first month", "2026-03-01", "2026-05-01", "Jo Sample", 3,
        )  # fmt: skip

    def test_the_forms_know_the_article(self) -> None:
        view = shown(article())
        assert view.comment_form is not None
        assert [form.hidden for form in (view.comment_form, view.rating_form)] == [(("article", "a-first-month"),)] * 2

    def test_a_closed_article_can_be_rated_and_not_commented_on(self) -> None:
        view = shown(article(comments="closed"))
        assert (view.comment_form, view.rating_form.id) == (None, "rating")

    def test_the_comments_can_be_answered(self) -> None:
        view = shown(article(), comments=(comment(),))
        assert view.comment_form is not None
        assert [one.options for one in view.comment_form.fields if one.name == "reply_to"] == [(("", "The article"), ("c-1", "Mara: Thank you."))]

    def test_the_hub_s_checklists_that_the_text_links_to_stand_beside_it(self) -> None:
        one = article(links=("/resources/second/", "/about/", "/resources/first/", "/resources/a-tool/"))
        view = shown(one, resources=(checklist("first"), checklist("second"), checklist("third")))
        assert [card.slug for card in view.checklists] == ["second", "first"]


class TestMeta:
    def meta(self, one: Article) -> Any:
        made = site(articles=(one,))
        return article_meta(made, one, article_view(made, one))

    def test_an_article_says_when_it_was_published_and_changed(self) -> None:
        meta = self.meta(article(date="2026-03-01", updated="2026-05-01"))
        assert (meta.og_type, meta.published, meta.modified) == ("article", "2026-03-01T00:00:00+00:00", "2026-05-01T00:00:00+01:00")

    def test_the_way_to_an_article_leads_over_its_category(self) -> None:
        assert [link.label for link in self.meta(article()).breadcrumbs] == ["Home", "Starting out", "A first month"]

    def test_an_article_from_elsewhere_names_that_address_as_the_one_that_counts(self) -> None:
        source = {"name": "A paper", "url": "https://paper.example/a/", "canonical": "https://jo.example/a/"}
        assert self.meta(article(source=source)).canonical == "https://jo.example/a/"

    def test_an_article_of_our_own_counts_itself(self) -> None:
        assert self.meta(article()).canonical == "https://hub.example/articles/a-first-month/"

    def test_the_category_s_feed_is_offered(self) -> None:
        assert [link.href for link in self.meta(article()).feeds] == ["/feeds/all.atom.xml", "/feeds/category/starting-out.atom.xml"]

    def test_machines_are_told_an_author_with_a_page_and_a_publisher(self) -> None:
        node = json.loads(self.meta(article(author="Mo Guest")).json_ld.split(">", 1)[1].rsplit("<", 1)[0])["@graph"][0]
        assert (node["author"], node["publisher"]) == (
            {"@type": "Person", "name": "Mo Guest", "url": "https://hub.example/author/mo-guest/"},
            {"@id": site().head.organization()["@id"]},
        )
