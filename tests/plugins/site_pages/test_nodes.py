"""JSON-LD of the things that this site is about."""

from __future__ import annotations

from typing import Any

import pytest

from hub_core.jsonld import pruned
from ratings.views import RatingView
from site_pages import nodes
from static_comments.views import Opening, comments_view

from ..make import ADDRESSES, ZONE, article, comment, member, resource, vocabulary

UNRATED = RatingView(shown=False, average="", count=1, needed=2, rows=())
RATED = RatingView(shown=True, average="4.5", count=4, needed=0, rows=())


def posting(rating: RatingView = UNRATED, **changes: Any) -> dict[str, Any]:
    author, publisher = {"@type": "Person", "name": "Jo"}, {"@type": "Organization"}
    node: dict[str, Any] = pruned(nodes.blog_posting(
        article(**changes), author, publisher, [], 0, rating, ADDRESSES, vocabulary(), "en-GB"
    ))  # fmt: skip
    return node


class TestArticle:
    def test_an_article_says_what_search_engines_ask_for(self) -> None:
        node = posting(tags=["candour"], updated="2026-05-01")
        assert {key: node[key] for key in ("@type", "url", "headline", "image", "datePublished", "dateModified", "articleSection", "keywords")} == {
            "@type": "BlogPosting", "url": "https://hub.example/articles/a-first-month/", "headline": "A first month",
            "image": "https://hub.example/theme/img/social-card.png", "datePublished": "2026-03-01T00:00:00+00:00",
            "dateModified": "2026-05-01T00:00:00+01:00", "articleSection": "Starting out", "keywords": ["Honesty"],
        }  # fmt: skip

    def test_an_article_s_own_picture_is_its_image(self) -> None:
        assert posting(picture="images/my hand.svg", picture_alt="x")["image"] == "https://hub.example/images/my%20hand.svg"

    def test_a_rating_that_the_page_does_not_show_is_not_told(self) -> None:
        assert "aggregateRating" not in posting()

    def test_a_rating_that_the_page_shows_is_told(self) -> None:
        assert posting(RATED)["aggregateRating"] == {
            "@type": "AggregateRating", "ratingValue": "4.5", "ratingCount": 4, "bestRating": 5, "worstRating": 1,
        }  # fmt: skip

    @pytest.mark.parametrize(("licence", "address"), [("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"), ("all-rights-reserved", None), (None, None)])
    def test_a_licence_with_an_address_is_told(self, licence: str | None, address: str | None) -> None:
        assert posting(licence=licence).get("license") == address

    def test_an_article_from_elsewhere_names_its_source(self) -> None:
        assert posting(source={"name": "A paper", "url": "https://paper.example/a/"})["isBasedOn"] == "https://paper.example/a/"


class TestComments:
    def views(self, number: int = 2) -> Any:
        made = [comment("c-0", removed=True), *(comment(f"c-{one}", body=f"*Words* {one}.", reply_to="c-0", website="https://mara.example/") for one in range(1, number))]
        return comments_view(made, author="jo-sample", members={}, zone=ZONE, opening=Opening(True, None), feed=None).threads

    def test_removed_comments_are_left_out_and_their_answers_kept(self) -> None:
        assert [one.id for one in nodes.flat(self.views())] == ["c-1"]

    def test_a_writer_called_removed_is_kept(self) -> None:
        views = comments_view([comment(author="Removed")], author="", members={}, zone=ZONE, opening=Opening(True, None), feed=None).threads
        assert len(nodes.flat(views)) == 1

    def test_a_comment_is_told_in_plain_words(self) -> None:
        assert nodes.comment_node(nodes.flat(self.views())[0], "https://hub.example/articles/a/") == {
            "@type": "Comment", "url": "https://hub.example/articles/a/#comment-c-1", "datePublished": "2026-09-15T09:12:00+01:00",
            "author": {"@type": "Person", "name": "Mara", "url": "https://mara.example/"}, "text": "Words 1.",
        }  # fmt: skip

    def test_only_some_of_many_comments_are_told_and_all_are_counted(self) -> None:
        node = nodes.blog_posting(article(), {}, {}, self.views(60), 59, UNRATED, ADDRESSES, vocabulary(), "en")
        assert (len(node["comment"]), node["commentCount"]) == (nodes.MAX_COMMENTS, 59)


class TestMember:
    def test_a_member_is_a_service_to_hire_at_a_price(self) -> None:
        made = member(business="Sample Office", services=["bookkeeping", "inbox"], rate={"amount": 38, "currency": "EUR", "unit": "hour"})
        node = nodes.professional_service(made, ADDRESSES, vocabulary())
        price = {"@type": "UnitPriceSpecification", "price": 38, "priceCurrency": "EUR", "unitCode": "HUR"}
        assert (node["name"], node["areaServed"], node["priceRange"], node["makesOffer"]) == (
            "Sample Office", "Lisbon", "38 EUR",
            [
                {"@type": "Offer", "itemOffered": {"@type": "Service", "name": name}, "priceSpecification": price}
                for name in ("Bookkeeping", "Inbox care")
            ],
        )  # fmt: skip

    def test_a_price_by_the_project_has_no_unit(self) -> None:
        node = nodes.professional_service(member(rate={"amount": 900, "currency": "EUR", "unit": "project"}), ADDRESSES, vocabulary())
        assert "unitCode" not in node["makesOffer"][0]["priceSpecification"]

    def test_without_a_rate_no_price_is_told(self) -> None:
        node = nodes.professional_service(member(), ADDRESSES, vocabulary())
        assert (node["priceRange"], "priceSpecification" in node["makesOffer"][0], node["name"]) == (None, False, "Jo Sample")

    def test_a_rate_in_millions_is_written_in_full(self) -> None:
        made = member(rate={"amount": 1_234_567, "currency": "IDR", "unit": "month"})
        assert nodes.professional_service(made, ADDRESSES, vocabulary())["priceRange"] == "1234567 IDR"

    def test_a_person_is_told_with_her_pages(self) -> None:
        made = member(links=[{"name": "Site", "url": "https://jo.example/"}])
        node = nodes.member_person(made, ADDRESSES)
        assert (node["@type"], node["url"], node["sameAs"], node["knowsLanguage"]) == (
            "Person", "https://hub.example/members/jo-sample/", ["https://jo.example/"], ["en"],
        )  # fmt: skip


class TestResource:
    @pytest.mark.parametrize(
        ("kind", "node_type"),
        [
            ("book", "Book"), ("course", "Course"), ("association", "Organization"), ("tool", "SoftwareApplication"),
            ("guide", "CreativeWork"), ("template", "CreativeWork"), ("checklist", "CreativeWork"), ("official", "CreativeWork"),
        ],
    )  # fmt: skip
    def test_every_kind_has_a_type(self, kind: str, node_type: str) -> None:
        assert nodes.resource_node(resource(kind=kind), ADDRESSES)["@type"] == node_type

    def test_the_hub_s_own_has_its_page_as_its_address(self) -> None:
        assert nodes.resource_node(resource(kind="guide", url=None), ADDRESSES)["url"] == "https://hub.example/resources/a-tool/"

    def test_a_book_names_who_wrote_it(self) -> None:
        assert nodes.resource_node(resource(kind="book", author="Ana Reis"), ADDRESSES)["author"] == {"@type": "Person", "name": "Ana Reis"}

    def test_a_tool_has_no_language_and_a_book_has(self) -> None:
        assert ["inLanguage" in nodes.resource_node(resource(kind=kind), ADDRESSES) for kind in ("tool", "book")] == [False, True]
