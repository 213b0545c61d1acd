"""Which file belongs to what."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_library.walk import Files, walk


def walked(root: Path, *names: str) -> Files:
    content = root / "content"
    content.mkdir()
    for name in names:
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text("x")
    return walk(content)


class TestRooms:
    @pytest.mark.parametrize(
        ("name", "room", "slug"),
        [
            ("articles/saying-no/a.md", "articles", "a"),
            ("pages/about.md", "pages", "about"),
            ("pages/thanks/comment.md", "pages", "comment"),
            ("pages/a/b/c.md", "pages", "c"),
            ("members/jo.md", "members", "jo"),
            ("resources/a.md", "resources", "a"),
            ("tips/a.md", "tips", "a"),
            ("offers/a.md", "offers", "a"),
            ("comments/an-article/c-1.md", "comments", "c-1"),
            ("ratings/an-article.yaml", "ratings", "an-article"),
        ],
    )
    def test_a_file_in_its_place_is_in_its_room(self, tmp_path: Path, name: str, room: str, slug: str) -> None:
        files = walked(tmp_path, name)
        assert (files.of(room), files.slugs(room), files.problems) == ((name,), (slug,), ())

    def test_the_files_of_a_room_are_sorted(self, tmp_path: Path) -> None:
        assert walked(tmp_path, "tips/b.md", "tips/a.md", "tips/c.md").of("tips") == ("tips/a.md", "tips/b.md", "tips/c.md")

    @pytest.mark.parametrize("name", ["images/a.svg", "images/members/jo.JPG", "files/a.pdf", "files/deep/down/a.zip"])
    def test_what_is_copied_as_it_is_is_known(self, tmp_path: Path, name: str) -> None:
        files = walked(tmp_path, name)
        assert (files.static, files.problems) == (frozenset({name}), ())

    def test_the_vocabulary_is_in_no_room_and_no_stray(self, tmp_path: Path) -> None:
        files = walked(tmp_path, "vocabulary.yaml")
        assert (files.static, files.problems, [files.of(room) for room in files.rooms if files.of(room)]) == (frozenset(), (), [])

    def test_a_room_that_nobody_knows_is_empty(self, tmp_path: Path) -> None:
        assert walked(tmp_path).of("cellar") == ()


class TestStrays:
    @pytest.mark.parametrize(
        "name",
        [
            "readme.md", "articles/a.md", "articles/saying-no/deep/a.md", "articles/saying-no/a.txt", "articles/saying-no/a.MD", "members/a/jo.md",
            "members/jo.yaml", "ratings/a.md", "ratings/a.yml", "comments/c-1.md", "pages/a/b/c/d.md", "images/a.pdf", "images/a.md",
            "drafts/a.md", "article/saying-no/a.md",
        ],
    )  # fmt: skip
    def test_a_file_that_belongs_to_nothing_is_a_problem_and_in_no_room(self, tmp_path: Path, name: str) -> None:
        files = walked(tmp_path, name)
        assert ([one.path for one in files.problems], [files.of(room) for room in files.rooms if files.of(room)]) == ([f"content/{name}"], [])

    def test_a_misspelt_folder_is_told_the_nearest(self, tmp_path: Path) -> None:
        assert walked(tmp_path, "article/saying-no/a.md").problems[0].remedy == "no part of the site reads article/; did you mean articles/?"

    def test_a_folder_that_is_not_there_is_a_problem(self, tmp_path: Path) -> None:
        files = walk(tmp_path / "content")
        assert ([one.path for one in files.problems], files.of("articles")) == (["content"], ())

    def test_an_empty_folder_is_none(self, tmp_path: Path) -> None:
        assert walked(tmp_path).problems == ()


class TestLitter:
    @pytest.mark.parametrize(
        "name",
        [
            "tips/.a.md.swp", "tips/a.md~", "tips/a.md.bak", "tips/a.swp", "tips/a.orig", "tips/a.tmp", "tips/.DS_Store", "tips/#a.md#",
            "images/Thumbs.db", "images/desktop.ini", ".git/config", ".hidden/a.md", "tips/.obsidian/x.md",
        ],
    )  # fmt: skip
    def test_what_editors_and_systems_leave_behind_is_passed_over(self, tmp_path: Path, name: str) -> None:
        files = walked(tmp_path, name)
        assert (files.problems, files.static, [files.of(room) for room in files.rooms if files.of(room)]) == ((), frozenset(), [])
