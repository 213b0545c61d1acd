"""What the shipped content must keep, so that every part of the site has something to show."""

from __future__ import annotations

import re
import runpy
from collections import Counter

import pytest

from content_library.library import Library, load
from forms.catalogue import FORMS
from hub_core.documents import read_document
from hub_core.problems import Problem, notes, stopping
from hub_core.settings import read_settings
from office.follow.wishes import DAYS_TO_CONFIRM
from office.inbox.tables import followers, subscribers
from office.newsletter.readers import HOLDS
from static_comments.threads import doubles
from tests.site.building import NOW, ROOT
from va_directory.wording import Words, find, plain_words, tokens

CONTENT = ROOT / "content"
CHECKLISTS = {
    "checklist-after-a-rejection", "checklist-before-a-consultation", "checklist-handing-over-a-lead",
    "checklist-when-things-go-wrong",
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> tuple[Library, list[Problem]]:
    """The shipped content as it is read at noon of 21 November 2026."""
    settings, mistakes = read_settings(runpy.run_path(str(ROOT / "pelicanconf.py"))["HUB"])
    assert mistakes == []
    return load(CONTENT, settings, NOW)


@pytest.fixture(scope="module")
def library(read: tuple[Library, list[Problem]]) -> Library:
    return read[0]


def test_nothing_is_wrong_with_it(read: tuple[Library, list[Problem]]) -> None:
    assert [str(problem) for problem in stopping(read[1])] == []


def test_its_notes_are_those_of_the_examples(read: tuple[Library, list[Problem]]) -> None:
    """A comment sent twice, a claim that ran out and an offer that ended are there to be seen working."""
    assert Counter(note.path.split("/")[1] for note in notes(read[1])) == {
        "comments": 1,
        "members": 1,
        "offers": 1,
    }


def test_articles(library: Library) -> None:
    assert len(library.articles) >= 12
    assert len({article.category for article in library.articles}) == 4
    assert {
        article.slug: article.text.words
        for article in library.articles
        if not 700 <= article.text.words <= 1500
    } == {}


def test_every_category_series_and_tag_has_an_article(library: Library) -> None:
    words = library.vocabulary

    assert {article.category for article in library.articles} == set(words.categories)
    assert {article.front.series for article in library.articles} - {None} == set(words.series)
    assert {tag for article in library.articles for tag in article.tags} == set(words.tags)


def test_resources(library: Library) -> None:
    assert len(library.resources) >= 40
    assert {resource.slug for resource in library.resources if resource.is_checklist} == CHECKLISTS
    assert {resource.category for resource in library.resources} == set(
        library.vocabulary.resource_categories
    )
    assert 1 <= sum(resource.front.pick for resource in library.resources) <= 6


def test_tips(library: Library) -> None:
    assert len(library.tips) >= 15
    assert {tip.topic for tip in library.tips} == set(library.vocabulary.tip_topics)


def test_offers(library: Library) -> None:
    documents = [read_document(file, file.name)[0] for file in sorted((CONTENT / "offers").glob("*.md"))]
    days = [str(document.data["until"]) for document in documents if document]

    assert sorted(day < NOW.date().isoformat() for day in days) == [False, False, True]
    assert sorted(offer.front.resource or "" for offer in library.offers) == ["", "calendly"]


def test_members(library: Library) -> None:
    fronts = [member.front for member in library.members]

    assert len(fronts) >= 30
    assert all(front.sample for front in fronts), "the members are invented, and say so"
    assert any(front.picture for front in fronts)
    assert any(not front.picture for front in fronts)
    assert [front.availability for front in fronts].count("on-leave") == 1
    assert {front.availability for front in fronts} == {"open", "waiting-list", "full", "on-leave"}


def test_comments(library: Library) -> None:
    assert len(library.comments) >= 25
    assert len(doubles(library.comments)) == 1
    assert any(comment.front.reply_to for comment in library.comments)
    assert any(comment.front.member for comment in library.comments)


def test_ratings(library: Library) -> None:
    few = [rating.article for rating in library.ratings if rating.count < 3]

    assert len(few) == 1
    assert len(library.ratings) > len(few)


SAID_OF_READERS = {
    "the-newsletter": (subscribers, {"email": "your address", "asked": "when you asked", "confirmed": "when you said yes", "ended": "when it ended", "reason": "mail came back"}),
    "letters-about-answers-to-your-comment": (
        followers,
        {
            "email": "your address", "article": "which article", "comment": "which comment", "token": "a secret in the link", "asked": "when we asked",
            "confirmed": "when you said yes", "ended": "when it ended",
        },
    ),
}  # fmt: skip


class TestThePrivacyPage:
    """What it says of letters is what the office does; whoever gives a table a column says on the page what for."""

    @pytest.fixture
    def parts(self, library: Library) -> dict[str, str]:
        [page] = [one for one in library.pages if one.slug == "privacy"]
        split = re.split(r'<h2 id="([^"]*)">', str(page.text.html))
        return {name: " ".join(text.split()) for name, text in zip(split[1::2], split[2::2], strict=True)}

    @pytest.mark.parametrize("part", SAID_OF_READERS)
    def test_names_everything_that_is_kept_of_a_reader(self, parts: dict[str, str], part: str) -> None:
        table, said = SAID_OF_READERS[part]
        assert {one.name for one in table.columns} - {"id"} == set(said)
        assert [words for words in said.values() if words not in parts[part]] == []

    @pytest.mark.parametrize(("part", "days"), [("the-newsletter", HOLDS.days), ("letters-about-answers-to-your-comment", DAYS_TO_CONFIRM)])
    def test_says_how_long_a_link_can_be_confirmed(self, parts: dict[str, str], part: str, days: int) -> None:
        assert f"for {days} days" in parts[part]


    def test_names_every_form(self, library: Library) -> None:
        [page] = [one for one in library.pages if one.slug == "privacy"]
        rows = " ".join(re.findall(r"<tr>\s*<td>(.*?)</td>", str(page.text.html))).lower()
        named = {form.id: {"list-me": "list me", "suggest-resource": "suggest a resource"}.get(form.id, form.title.lower()) for form in FORMS.values()}
        named |= {"comment": "comment", "rating": "rating", "newsletter": "newsletter", "contact": "contact"}
        assert [identity for identity, words in named.items() if words not in rows] == []


def test_whoever_signs_up_for_the_newsletter_is_told_of_the_letter_that_asks_for_her_yes(library: Library) -> None:
    told = {page.slug: " ".join(str(page.text.html).split()) for page in library.pages if page.slug in ("newsletter", "thanks/newsletter")}
    assert [slug for slug, text in told.items() if "asks whether it was you" not in text] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "My mail is ana@ana.example.", "We estimate ten hours a week.", "I need support for my client work.", "Please call me in a minute.", "We are a small team.",
        "In return I can offer little.", "We appointed a new director.", "Write to me by mail, not by phone.", "A list of things that I keep by hand.",
    ],
)  # fmt: skip
def test_an_everyday_sentence_names_no_service_and_no_tool(library: Library, sentence: str) -> None:
    words = Words.of(plain_words(library.vocabulary, ["en"]))
    assert (found := find(tokens(sentence), words))["services"] + found["tools"] == ()
