"""The whole of content/: what is published, and every problem of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_library.library import Library, load
from hub_core.problems import Problem

from ..make import NOW, SETTINGS
from . import folder
from .folder import png

ARTICLE = "articles/saying-no/a.md"
WALL = "images/wall.png"
PICTURE = {"picture": WALL, "picture_alt": "A wall"}
RING = {"comments/a-first-month/a.md": folder.comment(reply_to="b"), "comments/a-first-month/b.md": folder.comment("Other.", reply_to="a")}


def read(root: Path, files: dict[str, str | bytes] | None = None) -> tuple[Library, list[Problem]]:
    return load(folder.make(root, files), SETTINGS, NOW)


def problems_of(root: Path, files: dict[str, str | bytes]) -> list[tuple[str, int, str]]:
    return [(one.path.removeprefix("content/"), one.line, one.field) for one in read(root, files)[1]]


def slugs(library: Library, shelf: str) -> list[str]:
    return [one.slug for one in getattr(library, shelf)]


class TestWhatIsPublished:
    def test_the_smallest_content_has_no_problem(self, tmp_path: Path) -> None:
        library, problems = read(tmp_path)
        assert (problems, slugs(library, "articles"), slugs(library, "members")) == ([], ["a-first-month"], ["jo-sample"])

    def test_every_room_is_read(self, tmp_path: Path) -> None:
        library, problems = read(tmp_path, {
            "pages/thanks/comment.md": folder.page(), "resources/a-tool.md": folder.resource(), "tips/a-tip.md": folder.tip(),
            "offers/an-offer.md": folder.offer(), "comments/a-first-month/c-1.md": folder.comment(),
            "ratings/a-first-month.yaml": "updated: 2026-11-01\nvotes: {5: 1}\n",
        })  # fmt: skip
        assert (problems, [slugs(library, shelf) for shelf in ("pages", "resources", "tips", "offers")]) == (
            [], [["thanks/comment"], ["a-tool"], ["a-tip"], ["an-offer"]],
        )  # fmt: skip
        assert ([one.id for one in library.comments], [one.article for one in library.ratings]) == (["c-1"], ["a-first-month"])

    def test_articles_and_tips_stand_newest_first(self, tmp_path: Path) -> None:
        library, _ = read(tmp_path, {
            "articles/saying-no/b.md": folder.article(date="2026-04-01"), "articles/saying-no/c.md": folder.article(date="2026-02-01"),
            "articles/saying-no/d.md": folder.article(date="2026-04-01"),
            "tips/old.md": folder.tip(date="2026-02-01"), "tips/new.md": folder.tip(date="2026-05-01"),
        })  # fmt: skip
        assert (slugs(library, "articles"), slugs(library, "tips")) == (["d", "b", "a-first-month", "c"], ["new", "old"])

    def test_texts_are_rendered_with_the_site_s_addresses(self, tmp_path: Path) -> None:
        library, _ = read(tmp_path, {"pages/about.md": folder.page("See [the tips](/tips/).\n")})
        assert (library.pages[0].text.html, library.pages[0].text.links) == ('<p>See <a href="/tips/">the tips</a>.</p>', ("/tips/",))

    def test_pictures_are_measured(self, tmp_path: Path) -> None:
        library, _ = read(tmp_path, {
            ARTICLE: folder.article(picture="images/a.svg", picture_alt="A hand"), "images/a.svg": folder.SVG,
            "members/ana.md": folder.member(picture="images/a.svg", picture_alt="Ana"),
        })  # fmt: skip
        assert ([one.picture_size for one in library.articles], [one.picture_size for one in library.members]) == (
            [None, (40, 30)], [(40, 30), None],
        )  # fmt: skip


class TestWhatIsNot:
    @pytest.mark.parametrize(
        ("shelf", "name", "text"),
        [
            ("articles", "articles/saying-no/x.md", folder.article(status="draft")),
            ("pages", "pages/x.md", folder.page(status="draft")),
            ("members", "members/x.md", folder.member(status="draft")),
            ("resources", "resources/x.md", folder.resource(status="draft")),
            ("tips", "tips/x.md", folder.tip(status="draft")),
            ("offers", "offers/x.md", folder.offer(status="draft")),
        ],
    )
    def test_a_draft_is_never_in_the_library(self, tmp_path: Path, shelf: str, name: str, text: str) -> None:
        library, problems = read(tmp_path, {name: text})
        assert ("x" in slugs(library, shelf), problems) == (False, [])

    def test_a_draft_in_pelican_s_header_is_not_either(self, tmp_path: Path) -> None:
        text = "Title: A draft\nDate: 2026-03-01\nAuthor: Jo Guest\nSummary: What the first month as a virtual assistant is like.\nStatus: draft\n\nText.\n"
        library, problems = read(tmp_path, {ARTICLE: text})
        assert (slugs(library, "articles"), problems) == (["a-first-month"], [])

    def test_a_draft_behind_a_list_in_pelican_s_header_is_a_problem_and_not_published(self, tmp_path: Path) -> None:
        text = "Title: A draft\nDate: 2026-03-01\nTags:\n- honesty\nStatus: draft\n\nText.\n"
        library, problems = read(tmp_path, {ARTICLE: text})
        assert (slugs(library, "articles"), "tags" in [one.field for one in problems]) == (["a-first-month"], True)

    def test_a_scheduled_article_waits_and_is_a_note(self, tmp_path: Path) -> None:
        library, problems = read(tmp_path, {ARTICLE: folder.article(date="2026-11-21 12:01")})
        assert (slugs(library, "articles"), [(one.field, one.is_note) for one in problems]) == (["a-first-month"], [("date", True)])

    @pytest.mark.parametrize(("first", "last"), [("2026-12-01", "2026-12-31"), ("2026-01-01", "2026-11-20")])
    def test_an_offer_of_another_time_is_not_shown(self, tmp_path: Path, first: str, last: str) -> None:
        library, _ = read(tmp_path, {"offers/x.md": folder.offer(**{"from": first, "until": last})})
        assert slugs(library, "offers") == []

    def test_comments_of_an_article_that_waits_wait_with_it(self, tmp_path: Path) -> None:
        library, problems = read(tmp_path, {ARTICLE: folder.article(status="draft"), "comments/a/c-1.md": folder.comment()})
        assert (library.comments, problems) == ((), [])


class TestLinksToDrafts:
    @pytest.mark.parametrize(
        ("name", "text", "link"),
        [
            ("articles/saying-no/x.md", folder.article(status="draft"), "{filename}/articles/saying-no/x.md"),
            ("articles/saying-no/x.md", folder.article(status="draft"), "/articles/x/"),
            ("articles/saying-no/x.md", folder.article(date="2026-12-24"), "{filename}/articles/saying-no/x.md"),
            ("articles/saying-no/x.md", folder.article(date="2026-12-24"), "/articles/x/"),
            ("pages/x.md", folder.page(status="draft"), "/x/"),
            ("members/x.md", folder.member(status="draft"), "{filename}/members/x.md"),
            ("members/x.md", folder.member(status="draft"), "/members/x/"),
            ("resources/x.md", folder.resource(status="draft"), "/resources/x/"),
            ("tips/x.md", folder.tip(status="draft"), "{filename}/tips/x.md"),
        ],
    )
    def test_a_link_to_what_is_not_published_is_a_problem_at_its_line(self, tmp_path: Path, name: str, text: str, link: str) -> None:
        problems = read(tmp_path, {name: text, "pages/about.md": folder.page(f"One.\n\n[a]({link})\n")})[1]
        assert [(one.path, one.line) for one in problems if not one.is_note] == [("content/pages/about.md", 7)]

    @pytest.mark.parametrize("link", ["/category/saying-no/", "/tag/honesty/"])
    def test_a_list_that_only_a_draft_stands_in_has_no_page(self, tmp_path: Path, link: str) -> None:
        files = {ARTICLE: folder.article(status="draft", tags=["honesty"]), "pages/about.md": folder.page(f"[a]({link})\n")}
        assert problems_of(tmp_path, files) == [("pages/about.md", 5, "text")]

    @pytest.mark.parametrize(("votes", "problems"), [(2, [("pages/about.md", 5, "text")]), (3, [])])
    def test_the_list_of_the_best_rated_can_be_linked_to_when_something_is_rated(self, tmp_path: Path, votes: int, problems: list[tuple[str, int, str]]) -> None:
        rating = f"updated: 2026-11-01\nvotes: {{5: {votes}}}\n"
        files = {"ratings/a-first-month.yaml": rating, "pages/about.md": folder.page("[a](/articles/best-rated/)\n")}
        assert problems_of(tmp_path, files) == problems

    @pytest.mark.parametrize("link", ["/category/saying-no/", "/tag/honesty/", "/author/jo-sample/", "/archive/2026/", "/services/bookkeeping/", "/resources/kind/tool/", "/resources/category/writing/"])
    def test_a_list_that_something_stands_in_can_be_linked_to(self, tmp_path: Path, link: str) -> None:
        files = {ARTICLE: folder.article(tags=["honesty"]), "resources/a.md": folder.resource(), "pages/about.md": folder.page(f"[a]({link})\n")}
        assert problems_of(tmp_path, files) == []


class TestProblems:
    @pytest.mark.parametrize(
        ("files", "found"),
        [
            ({"vocabulary.yaml": "categories: {starting-out: {nmae: x}}"}, "vocabulary.yaml"),
            ({ARTICLE: "no header"}, ARTICLE),
            ({ARTICLE: b"---\ntitle: \xe9\n---\n"}, ARTICLE),
            ({ARTICLE: folder.article(author="nobody-known")}, ARTICLE),
            ({ARTICLE: folder.article(series="the-warm-handoff", part=2)}, ARTICLE),
            ({"articles/saying-no/a-first-month.md": folder.article()}, "articles/starting-out/a-first-month.md"),
            ({ARTICLE: folder.article("[a](/none/)\n")}, ARTICLE),
            ({ARTICLE: folder.article("[a](/none/)\n", status="draft")}, ARTICLE),
            ({ARTICLE: folder.article("[a](/none/)\n", date="2026-12-24")}, ARTICLE),
            ({ARTICLE: folder.article("<script>\n")}, ARTICLE),
            ({ARTICLE: folder.article(picture="images/none.svg", picture_alt="x")}, ARTICLE),
            ({ARTICLE: folder.article(picture="images/none.svg", picture_alt="x", date="2026-12-24")}, ARTICLE),
            ({ARTICLE: folder.article(picture="images/none.svg", picture_alt="x", status="draft")}, ARTICLE),
            ({"members/x.md": folder.member(picture="images/none.svg", picture_alt="x", status="draft")}, "members/x.md"),
            ({"members/x.md": folder.member(refers_to=["nobody"])}, "members/x.md"),
            ({"members/x.md": folder.member(business="x@a.example")}, "members/x.md"),
            ({"pages/x.md": folder.page("[a](/none/)\n")}, "pages/x.md"),
            ({"resources/x.md": folder.resource("[a](/none/)\n")}, "resources/x.md"),
            ({"resources/x.md": folder.resource(alternatives=["none"])}, "resources/x.md"),
            ({"tips/x.md": folder.tip("[a](/none/)\n")}, "tips/x.md"),
            ({"tips/x.md": folder.tip(author="nobody")}, "tips/x.md"),
            ({"offers/x.md": folder.offer(by="nobody")}, "offers/x.md"),
            ({"comments/none/x.md": folder.comment()}, "comments/none/x.md"),
            (RING, "comments/a-first-month/a.md"),
            ({"ratings/none.yaml": "updated: 2026-11-01\nvotes: {5: 1}\n"}, "ratings/none.yaml"),
            ({"stray.txt": "x"}, "stray.txt"),
        ],
    )
    def test_a_mistake_anywhere_is_found_and_named(self, tmp_path: Path, files: dict[str, str | bytes], found: str) -> None:
        problems = [one for one in read(tmp_path, files)[1] if not one.is_note]
        assert {one.path for one in problems} == {f"content/{found}"}

    @pytest.mark.parametrize("made", [PICTURE | {"body": "Words.\n"}, {"body": f"Words.\n\n![A wall]({{static}}/{WALL})\n"}], ids=["above the text", "in it"])
    @pytest.mark.parametrize(
        ("content", "remedy"),
        [
            (png(9_000, 5_000), "has 9000 x 5000 pixels; make it smaller first, 2,000 pixels wide are plenty"),
            (png(40, 30) + b"\0" * 5_000_000, "is larger than 5 MB; make it smaller first"),
            (b"<!doctype html><title>Not found</title>", "cannot be read as a picture; an SVG needs width and height, others must be whole files"),
        ],
        ids=["pixels", "bytes", "no picture"],
    )
    def test_a_picture_that_cannot_be_shown_is_told_where_it_is_named(self, tmp_path: Path, made: dict[str, str], content: bytes, remedy: str) -> None:
        problems = read(tmp_path, {ARTICLE: folder.article(**made), WALL: content})[1]
        assert [(one.path, one.remedy) for one in problems if not one.is_note] == [(f"content/{ARTICLE}", remedy)]

    def test_all_problems_are_told_sorted_by_file_and_line_and_then_the_notes(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "tips/x.md": folder.tip(topic="weather", author="nobody"), "resources/b.md": folder.resource("a\n[a](/none/)\n\n[b](/also-none/)\n"),
            ARTICLE: folder.article(date="2026-12-24"), "stray.txt": "x", "resources/a.md": "no header",
        }  # fmt: skip
        assert problems_of(tmp_path, files) == [
            ("resources/a.md", 1, ""), ("resources/b.md", 11, "text"), ("resources/b.md", 13, "text"), ("stray.txt", 1, ""),
            ("tips/x.md", 4, "topic"), (ARTICLE, 3, "date"),
        ]  # fmt: skip

    def test_whoever_points_at_a_broken_file_is_not_wrong_as_well(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "members/jo-sample.md": "no header", "articles/starting-out/a-first-month.md": folder.article("[me](/members/jo-sample/)\n"),
            "tips/x.md": folder.tip(author="jo-sample"), "comments/a-first-month/b.md": folder.comment(reply_to="a"),
            "comments/a-first-month/a.md": "no header",
        }  # fmt: skip
        assert problems_of(tmp_path, files) == [("comments/a-first-month/a.md", 1, ""), ("members/jo-sample.md", 1, "")]

    def test_a_vocabulary_that_cannot_be_read_is_the_only_problem(self, tmp_path: Path) -> None:
        assert {path for path, _, _ in problems_of(tmp_path, {"vocabulary.yaml": "categories: [\n"})} == {"vocabulary.yaml"}

    def test_a_comment_may_begin_with_a_word_and_a_colon(self, tmp_path: Path) -> None:
        assert problems_of(tmp_path, {"comments/a-first-month/a.md": folder.comment("Summary: I liked it.\n")}) == []

    def test_an_owner_who_is_not_there_is_a_problem_of_the_settings(self, tmp_path: Path) -> None:
        settings = SETTINGS.model_copy(update={"owner": "jo-sampel"})
        problems = load(folder.make(tmp_path), settings, NOW)[1]
        assert [(one.path, one.field) for one in problems] == [("pelicanconf.py", "HUB.owner")]

    def test_a_folder_that_is_not_there_is_one_problem(self, tmp_path: Path) -> None:
        library, problems = load(tmp_path / "content", SETTINGS, NOW)
        assert (library.articles, [one.path for one in problems]) == ((), ["content"])

    def test_reading_twice_gives_the_same(self, tmp_path: Path) -> None:
        content = folder.make(tmp_path, {"tips/x.md": folder.tip(topic="weather"), "stray.txt": "x"})
        assert load(content, SETTINGS, NOW)[1] == load(content, SETTINGS, NOW)[1]

    def test_nothing_is_written(self, tmp_path: Path) -> None:
        content = folder.make(tmp_path)
        before = sorted(tmp_path.rglob("*"))
        load(content, SETTINGS, NOW)
        assert sorted(tmp_path.rglob("*")) == before
