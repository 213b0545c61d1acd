"""Article and page files, read alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from editorial.model import Article
from editorial.parse import is_public, parse_article, parse_page
from forms.catalogue import FORMS
from hub_core.problems import Problem
from hub_core.vocabulary import Vocabulary

from ..make import NOW, SUMMARY, ZONE, article, article_document, document, page, places, remedies, vocabulary


def problems_of(folder: str = "starting-out", name: str = "a-first-month", **changes: Any) -> list[Problem]:
    made, problems = parse_article(article_document(name, folder, **changes), folder, vocabulary(), ZONE)
    assert (made is None) == bool(problems)
    return problems


class TestArticle:
    def test_an_article_has_its_slug_its_category_and_its_tags_as_slugs(self) -> None:
        made = article(tags=["candour", "First clients"])
        assert (made.slug, made.category, made.tags) == ("a-first-month", "starting-out", ("honesty", "first-clients"))

    def test_a_day_without_a_zone_is_midnight_of_the_site_s(self) -> None:
        assert article(date="2026-07-01").date.isoformat() == "2026-07-01T00:00:00+01:00"

    def test_a_moment_with_a_zone_keeps_it(self) -> None:
        assert article(date="2026-07-01T09:30:00Z").date == dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.UTC)

    def test_an_article_was_changed_when_it_was_updated(self) -> None:
        assert article(date="2026-03-01", updated="2026-05-01").changed.date() == dt.date(2026, 5, 1)

    def test_an_article_without_an_update_was_changed_when_it_was_published(self) -> None:
        assert article(date="2026-03-01").changed.date() == dt.date(2026, 3, 1)

    def test_a_series_is_found_by_any_spelling(self) -> None:
        assert article(series="the-warm-handoff", part=1).front.series == "the-warm-handoff"

    def test_a_published_article_with_open_comments_is_the_rule(self) -> None:
        made = article()
        assert (made.front.status, made.front.comments) == ("published", "open")

    @pytest.mark.parametrize(
        ("changes", "where"),
        [
            ({"title": None}, (1, "title")),
            ({"summary": "Short."}, (5, "summary")),
            ({"author": None}, (1, "author")),
            ({"date": "soon"}, (3, "date")),
            ({"updated": "2026-02-01"}, (6, "updated")),
            ({"tags": ["honesty", "weather"]}, (6, "tags.1")),
            ({"tags": "honesty"}, (6, "tags")),
            ({"updated_note": "New prices."}, (6, "updated_note")),
            ({"licence": "GPL-3.0"}, (6, "licence")),
            ({"aliases": ["https://old.example/a/"]}, (6, "aliases.0")),
            ({"aliases": ["/a/../b/"]}, (6, "aliases.0")),
            ({"aliases": ["/old page/"]}, (6, "aliases.0")),
            ({"aliases": ["/old"]}, (6, "aliases.0")),
            ({"guest": {"links": [{"name": "One", "url": "https://a.example/"}] * 4}}, (6, "guest.links")),
            ({"status": "hidden"}, (6, "status")),
            ({"series": "the-warm-handoff"}, (6, "series")),
            ({"series": "nothing-like-it", "part": 1}, (6, "series")),
            ({"part": 2}, (6, "part")),
            ({"series": "the-warm-handoff", "part": 0}, (7, "part")),
            ({"series": "the-warm-handoff", "part": 100}, (7, "part")),
            ({"picture": "images/a.svg"}, (6, "picture")),
            ({"picture_alt": "A hand"}, (6, "picture_alt")),
            ({"picture": "../a.svg", "picture_alt": "A hand"}, (6, "picture")),
            ({"category": "saying-no"}, (6, "category")),
            ({"slug": "another"}, (6, "slug")),
            ({"licence": "WTFPL"}, (6, "licence")),
            ({"source": {"name": "A paper", "url": "paper.example"}}, (6, "source.url")),
            ({"sauce": "x"}, (6, "sauce")),
        ],
    )
    def test_a_mistake_is_a_problem_at_its_line(self, changes: dict[str, Any], where: tuple[int, str]) -> None:
        assert places(problems_of(**changes)) == [where]

    @pytest.mark.parametrize("category", ["starting-out", "Starting out", "STARTING OUT"])
    def test_the_folder_s_name_may_be_repeated_in_any_spelling(self, category: str) -> None:
        assert problems_of(category=category) == []

    def test_the_file_s_name_may_be_repeated(self) -> None:
        made, problems = parse_article(article_document("a", slug="a"), "starting-out", vocabulary(), ZONE)
        assert (made is not None, problems) == (True, [])

    def test_a_folder_that_is_no_category_is_a_problem_with_the_nearest(self) -> None:
        problems = problems_of(folder="saying-non")
        assert (places(problems), "did you mean 'saying-no'?" in remedies(problems)[0]) == ([(1, "category")], True)

    def test_a_file_name_that_could_not_be_an_address_is_a_problem(self) -> None:
        assert places(problems_of(name="A first month")) == [(1, "")]

    def test_every_problem_of_a_file_is_told_at_once(self) -> None:
        assert places(problems_of(folder="weather", tags=["x"], part=2)) == [(1, "category"), (6, "tags.0"), (7, "part")]

    def test_a_vocabulary_that_could_not_be_read_makes_no_word_wrong(self) -> None:
        made, problems = parse_article(article_document(tags=["anything"]), "anywhere", Vocabulary.empty(), ZONE)
        assert (made is not None, problems) == (True, [])


class TestPage:
    def problems_of(self, slug: str, **changes: Any) -> list[Problem]:
        made_from = document(f"content/pages/{slug}.md", {"title": "About us", "summary": SUMMARY} | changes)
        return parse_page(made_from, slug, frozenset(FORMS))[1]

    @pytest.mark.parametrize("slug", ["about", "thanks/comment", "404", "a/b/c"])
    def test_a_page_has_the_slug_of_its_folders_and_file(self, slug: str) -> None:
        assert page(slug).slug == slug

    @pytest.mark.parametrize("slug", ["articles", "search", "members/jo", "forms/comment", "theme", "files/x"])
    def test_a_page_cannot_take_the_place_of_a_part_of_the_site(self, slug: str) -> None:
        assert places(self.problems_of(slug)) == [(1, "")]

    @pytest.mark.parametrize("slug", ["Thanks/comment", "my pages/about", "a/B/c", "..x/y"])
    def test_a_folder_that_could_not_be_in_an_address_is_a_problem(self, slug: str) -> None:
        assert places(self.problems_of(slug)) == [(1, "")]

    def test_a_form_that_the_site_has_can_be_shown(self) -> None:
        assert page(form="contact").front.form == "contact"

    def test_a_form_that_it_has_not_is_a_problem_with_the_nearest(self) -> None:
        problems = self.problems_of("about", form="contacts")
        assert (places(problems), remedies(problems)) == ([(4, "form")], ["'contacts' is not a known form; did you mean 'contact'?"])


class TestIsPublic:
    def made(self, **changes: Any) -> Article:
        return article(**changes)

    def test_an_article_of_the_past_is_public(self) -> None:
        assert is_public(self.made(date="2026-11-20"), NOW)

    def test_an_article_is_public_from_its_very_moment_on(self) -> None:
        assert is_public(self.made(date=NOW.isoformat()), NOW)

    def test_an_article_of_the_future_is_not(self) -> None:
        assert not is_public(self.made(date="2026-11-21 12:01"), NOW)

    def test_a_moment_elsewhere_is_compared_as_a_moment(self) -> None:
        assert not is_public(self.made(date="2026-11-21T11:30:00-01:00"), NOW)

    def test_a_draft_never_is(self) -> None:
        assert not is_public(self.made(status="draft", date="2026-02-01"), NOW)
