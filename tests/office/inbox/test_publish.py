"""A submission as a file: whatever was sent, the check takes the file, and no address is in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some
from queueing import COMMENT, NOW, comment, rating
from small_site import make_site

from content_library.library import load
from hub_core.settings import HubSettings
from office.inbox.publish import PublishError, comment_file
from office.inbox.record import accept
from office.inbox.votes import rating_file
from office.workbench.front_matter import quoted

ARTICLES = frozenset({"a-first-month"})
HOSTILE = some.sampled_from([
    "---", "\n---\n", "---\ntitle: x\n---", "status: draft", "!!python/object:os.system", "&a *a", "=?utf-8?q?=0ABcc=3A?=",
    "Bcc: a@b.example", "\u202e", "\u200f", "\u2028", "\x85", "\r\n", "\x00", "\ud800", "\ufeff", "<script>", "{% raw %}",
    "{static}/x", "]]>", '"', "\\", "'", ": ", " #", "```", "    ", "\t", "= + - @", "[a](javascript:alert(1))", "null", "~",
])  # fmt: skip
TEXTS = some.lists(HOSTILE | some.text(max_size=8), max_size=8).map("".join)


def problems_of(root: Path) -> list[str]:
    settings_of = HubSettings(owner="jo-sample")
    return [str(one) for one in load(root / "content", settings_of, dt.datetime(2026, 11, 22, tzinfo=dt.UTC))[1] if not one.is_note]


class TestAComment:
    def test_is_a_file_without_the_address(self) -> None:
        file = comment_file(comment(website="https://mara.example/"), articles=ARTICLES, taken=set(), zone="Europe/Lisbon")

        assert file.path == "content/comments/a-first-month/2026-11-21-mara-1.md"
        assert file.text == (
            '---\nauthor: "Mara"\ndate: "2026-11-21T09:30:15Z"\nwebsite: "https://mara.example/"\n---\n'
            "The list for the second week is what I had been missing.\n"
        )

    def test_gets_the_next_free_number(self) -> None:
        taken = {f"content/comments/a-first-month/2026-11-21-mara-{number}.md" for number in (1, 2)}

        assert comment_file(comment(), articles=ARTICLES, taken=taken, zone="UTC").path.endswith("-mara-3.md")

    @pytest.mark.parametrize(("name", "slug"), [("Åsa Ström", "asa-strom"), ("Зоя", "reader"), ("../../etc", "etc"), ("x" * 80, "x" * 24)])
    def test_has_a_name_of_plain_letters(self, name: str, slug: str) -> None:
        path = comment_file(comment(name=name), articles=ARTICLES, taken=set(), zone="UTC").path

        assert path == f"content/comments/a-first-month/2026-11-21-{slug}-1.md"

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"article": "gone"}, "its article is not on the site"),
            ({"reply_to": "2026-01-01-x-1"}, "it answers a comment that is not published"),
            ({"name": "Mara@Mara.example"}, "its sender's own e-mail address"),
            ({"text": "Write to mara@mara.example"}, "its sender's own e-mail address"),
        ],
    )
    def test_is_refused_with_what_to_do(self, fields: dict[str, str], words: str) -> None:
        with pytest.raises(PublishError, match=words):
            comment_file(comment(**fields), articles=ARTICLES, taken=set(), zone="UTC")

    def test_that_came_in_as_spam_with_mistakes_is_refused_in_words(self) -> None:
        found, _ = accept("receiver", "comment", {"text": "Only this"}, NOW, spam="honeypot")
        assert found is not None

        with pytest.raises(PublishError, match="Please fill in “Your name”"):
            comment_file(found, articles=ARTICLES, taken=set(), zone="UTC")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_site(tmp_path_factory.mktemp("hostile"))
    assert problems_of(root) == []
    return root


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=TEXTS, text=TEXTS, website=some.sampled_from(["", "https://mara.example/?a=: #b", "https://mara.example/\"x"]), flag=some.sampled_from(["", "x"]))
def test_whatever_was_written_the_check_takes_the_file(site: Path, name: str, text: str, website: str, flag: str) -> None:
    fields = {**COMMENT, "name": "N" + name, "text": "T" + text, "website": website, "email": "hidden-address@mara.example"}
    found, _ = accept("receiver", "comment", fields, NOW, spam=flag)  # with a flag, nothing is refused here
    if found is None:
        return
    try:
        file = comment_file(found, articles=ARTICLES, taken=set(), zone="UTC")
    except PublishError:
        return
    target = site / file.path
    assert target.resolve().is_relative_to(site / "content/comments/a-first-month")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.text.encode())
    try:
        assert problems_of(site) == []
        assert "hidden-address" not in file.text
    finally:
        target.unlink()


class TestARating:
    def test_begins_a_file(self) -> None:
        file = rating_file(rating(), articles=ARTICLES, present=None, today=NOW.date())

        assert (file.path, file.text) == (
            "content/ratings/a-first-month.yaml",
            "updated: 2026-11-21\nvotes: {5: 1, 4: 0, 3: 0, 2: 0, 1: 0}\n",
        )

    def test_is_added_to_the_others(self, site: Path) -> None:
        file = rating_file(rating(stars="3"), articles=ARTICLES, present="updated: 2026-09-01\nvotes:\n  5: 9\n  3: 1\n", today=NOW.date())

        assert file.text.endswith("votes: {5: 9, 4: 0, 3: 2, 2: 0, 1: 0}\n")
        (site / "content/ratings").mkdir(exist_ok=True)
        (site / file.path).write_text(file.text)
        assert problems_of(site) == []
        (site / file.path).unlink()

    @pytest.mark.parametrize("present", ["votes: many", "votes: {5: x}", "votes: {6: 1}", "votes: {5: true}", "- 1", "", "a: [", "updated: 1"])
    def test_loses_no_vote_of_a_file_with_a_problem(self, present: str) -> None:
        with pytest.raises(PublishError, match="has a problem"):
            rating_file(rating(), articles=ARTICLES, present=present, today=NOW.date())


@given(some.text(alphabet=some.characters(exclude_categories=["Cs", "Cc"])))
def test_a_quoted_text_reads_back(text: str) -> None:
    from hub_core.yaml12 import load as load_yaml

    assume("\ufffe" not in text and "\uffff" not in text)
    assert load_yaml(f"a: {quoted(text)}") == {"a": text}
