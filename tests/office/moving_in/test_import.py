"""Saved pages of three makes, and what becomes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_site import make_site

from content_library.library import load
from hub_core.settings import HubSettings
from office.moving_in.article import Draft, draft_of
from office.moving_in.facts import date_in
from office.moving_in.reading import decoded
from office.moving_in.task import task
from office.workbench import say

PAGES = Path(__file__).resolve().parents[2] / "fixtures/moving_in"
TODAY = dt.date(2026, 11, 21)


def draft(name: str, members: Mapping[str, str] | None = None) -> Draft:
    made = draft_of((PAGES / f"{name}.html").read_bytes(), "saying-no", TODAY, members or {}, with_comments=True)
    assert made is not None
    return made


def article(made: Draft) -> str:
    return next(iter(made.files.values()))


class TestAWordPressPost:
    def test_title_author_moment_and_place_are_found(self) -> None:
        assert draft("wordpress").account[1:5] == (
            "Title: Five minutes before the call", "Author: Nell Harrow", "Date: 2014-03-11T08:30+00:00",
            "First published at: The Kitchen Desk https://kitchendesk.example/2014/03/five-minutes/",
        )  # fmt: skip

    def test_the_text_keeps_its_form_and_its_links_are_whole(self) -> None:
        text = article(draft("wordpress"))
        assert [part in text for part in (
            "*lower*", "[a choir](https://kitchendesk.example/2013/11/choir/)", "## What lies on the desk", "- a glass of water", "> If they ask",
        )] == [True] * 5  # fmt: skip

    def test_share_buttons_related_links_and_addresses_of_people_are_left(self) -> None:
        text = article(draft("wordpress"))
        assert [part in text for part in ("Share this", "Ten minutes after", "nell@", "newsletter", "Tagged")] == [False] * 5

    def test_a_doubled_comment_is_taken_once_and_a_notice_of_a_link_not_at_all(self) -> None:
        made = draft("wordpress")
        assert "Comments: 4 found, 1 of them doubled and folded, 2 taken, 1 left." in made.account
        assert len(made.files) == 3

    def test_an_answer_stays_one_and_a_comment_keeps_its_moment(self) -> None:
        first, answer = list(draft("wordpress").files.values())[1:]
        assert ("2014-03-12T09:00:00+00:00" in first, 'reply_to: "2014-03-12-mina-1"' in answer) == (True, True)

    def test_a_member_is_written_like_her_file(self) -> None:
        assert "author: nell-harrow" in article(draft("wordpress", {"nell harrow": "nell-harrow"}))

    def test_a_picture_is_left_and_named(self) -> None:
        assert any("https://kitchendesk.example/wp-content/uploads/desk.jpg" in line for line in draft("wordpress").account)


    def test_a_picture_that_is_written_into_the_page_is_named_without_its_letters(self) -> None:
        words = "<p>" + "words of an article " * 20 + "</p>"
        page = f"<title>A page</title><article><h1>A page</h1>{words}<img src=' data:image/png;base64,{'A' * 5_000}'></article>"
        made = draft_of(page.encode(), "saying-no", dt.date(2026, 11, 21), {})
        assert made
        [line] = [line for line in made.account if "picture" in line]
        assert line.endswith("put in: one in the page itself")


class TestAnArticleDirectory:
    def test_the_rating_box_and_the_author_box_are_left_and_said(self) -> None:
        made = draft("directory")
        [left] = [line for line in made.account if line.startswith("Left out:")]
        assert ("rating box" in left, "author box" in left, "17 votes" in article(made), "since 2001" in article(made)) == (True, True, False, False)

    def test_three_links_of_the_author_are_kept_for_her_box(self) -> None:
        assert article(draft("directory")).count("{name: ") == 4  # the source, and three of hers

    def test_the_day_stands_as_words_in_the_line_about_it(self) -> None:
        assert "Date: 2009-06-02" in draft("directory").account


class TestAPageOfTheNineties:
    def test_windows_1252_is_read_though_nobody_says_so(self) -> None:
        text = article(draft("nineties"))
        assert ("“Good morning” – said slowly" in text, "€ 200" in text, "Mrs. Grün" in text) == (True, True, True)

    def test_it_is_found_between_tables_and_fonts(self) -> None:
        made = draft("nineties")
        assert [part in article(made) for part in ("Let it ring twice", "**Then ask**", "My links", "Welcome", "Mail me")] == [True, True, False, False, False]

    def test_where_it_was_saved_from_makes_links_whole(self) -> None:
        assert "[my forms](http://www.oldoffice.example/~ruth/forms.htm)" in article(draft("nineties"))

    def test_who_wrote_it_and_when_stand_at_its_foot(self) -> None:
        assert draft("nineties").account[2:4] == ("Author: Ruth Calder", "Date: 1999-05-12")


class TestDecoding:
    @pytest.mark.parametrize(
        ("raw", "encoding"),
        [
            ("<meta charset=utf-8>é".encode(), "utf-8"),
            ("é".encode(), "utf-8"),
            (b"\x93a\x94", "windows-1252"),
            (b"<meta charset=iso-8859-1>\x93", "windows-1252"),
            (b"<meta charset=utf-8>\x93", "windows-1252"),
            (b"<meta charset=no-such>\xe9", "windows-1252"),
            ("é".encode("utf-16"), "utf-16"),
            ("<meta charset=koi8-r>да".encode("koi8-r"), "koi8-r"),
        ],
    )
    def test_a_page_is_read_as_browsers_read_it(self, raw: bytes, encoding: str) -> None:
        assert decoded(raw)[1] == encoding


class TestDates:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("Posted on March 3rd, 2011", dt.date(2011, 3, 3)), ("3 Mar. 2011", dt.date(2011, 3, 3)), ("on 2011-03-03", dt.date(2011, 3, 3)),
            ("04/03/2011", None), ("February 30, 2011", None), ("May be", None),
        ],
    )  # fmt: skip
    def test_a_day_is_taken_when_there_is_one_way_to_read_it(self, text: str, day: dt.date | None) -> None:
        assert date_in(text) == day


class TestAnyPage:
    @given(st.binary(max_size=300))
    def test_whatever_it_holds_there_is_a_draft_or_none(self, raw: bytes) -> None:
        draft_of(b"<title>T</title><p>" + raw, "saying-no", TODAY, {})

    @pytest.mark.parametrize("raw", [b"", b"<html></html>", b"<title>Only a title</title>"])
    def test_a_page_without_text_gives_none(self, raw: bytes) -> None:
        assert draft_of(raw, "saying-no", TODAY, {}) is None


class TestTheTask:
    def run(self, root: Path, name: str = "wordpress", **options: Any) -> int:
        return task(root, [str(PAGES / f"{name}.html")], **{"category": "saying-no", **options})

    @pytest.mark.parametrize("name", ["wordpress", "directory", "nineties"])
    def test_what_it_writes_is_accepted_by_the_check(self, tmp_path: Path, name: str) -> None:
        root = make_site(tmp_path)
        code = self.run(root, name, comments=True)
        _, problems = load(root / "content", HubSettings(owner="jo-sample"), dt.datetime(2026, 11, 21, tzinfo=dt.UTC))
        assert (code, [str(one) for one in problems if not one.is_note]) == (0, [])

    def test_a_dry_run_writes_nothing_and_says_what_it_would(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        root = make_site(tmp_path)
        self.run(root, dry_run=True)
        assert (list(root.glob("content/articles/saying-no/*")), "five-minutes-before-the-call.md" in capsys.readouterr().out) == ([], True)

    def test_comments_are_taken_only_when_asked_for(self, tmp_path: Path) -> None:
        root = make_site(tmp_path)
        self.run(root)
        assert not (root / "content/comments").exists()

    def test_an_article_that_is_there_is_not_overwritten(self, tmp_path: Path) -> None:
        root = make_site(tmp_path)
        self.run(root)
        file = root / "content/articles/saying-no/five-minutes-before-the-call.md"
        file.write_text("mine", encoding="utf-8")
        assert (self.run(root), file.read_text(encoding="utf-8")) == (1, "mine")

    @pytest.mark.parametrize("category", ["", "weather"])
    def test_it_asks_for_a_category_that_exists(self, tmp_path: Path, category: str) -> None:
        with pytest.raises(say.Stop):
            self.run(make_site(tmp_path), category=category)

    @pytest.mark.parametrize("name", ["not-there.html", "content"])
    def test_a_page_that_cannot_be_read_keeps_no_other_from_being_imported(self, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        root = make_site(tmp_path)
        code = task(root, [str(root / name), str(PAGES / "nineties.html")], category="saying-no")
        assert (code, len(list(root.glob("content/articles/saying-no/*"))), "Not imported" in capsys.readouterr().err) == (1, 1, True)
