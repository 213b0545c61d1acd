"""The comments of an article on its page, in its head and in its feed."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from site_pages.article import ArticleView, article_meta, article_view
from site_pages.files import output_files
from site_pages.frame import mark, script_path, scripts

from ..make import SETTINGS, article, comment
from .make_site import site

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/feeds/comments/a.atom.xml"
PAGE = "https://hub.example/articles/a/"


def files(**shelves: Any) -> dict[str, str]:
    return dict(output_files(site(**shelves), Path("no-theme"), {}))


class TestFeed:
    def test_only_an_article_with_a_comment_to_show_has_one(self) -> None:
        made = files(articles=(article("a"), article("b"), article("c")), comments=(comment("c-1", "a"), comment("c-2", "b", removed=True)))
        assert [path for path in made if path.startswith("/feeds/comments/")] == [FEED]

    def test_it_holds_the_article_s_comments_alone_newest_first(self) -> None:
        comments = (comment("c-1", "a"), comment("c-2", "a", "Later.", date="2026-09-17"), comment("c-3", "b"))
        feed = ET.fromstring(files(articles=(article("a"), article("b")), comments=comments)[FEED])
        assert [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")] == [f"{PAGE}#comment-c-2", f"{PAGE}#comment-c-1"]

    def test_it_names_the_article_and_itself(self) -> None:
        feed = ET.fromstring(files(articles=(article("a"),), comments=(comment("c-1", "a"),))[FEED])
        assert (feed.findtext(f"{ATOM}id"), feed.findtext(f"{ATOM}title")) == (
            f"https://hub.example{FEED}", "Warm Handoff: comments on “A first month”",
        )  # fmt: skip

    def test_it_is_no_longer_than_other_feeds(self) -> None:
        comments = tuple(comment(f"c-{number}", "a", f"Number {number}.") for number in range(40))
        feed = ET.fromstring(files(articles=(article("a"),), comments=comments)[FEED])
        assert len(feed.findall(f"{ATOM}entry")) == SETTINGS.feed_entries

    def test_the_page_offers_it_to_readers_and_to_their_programs(self) -> None:
        one = article("a")
        made = site(articles=(one,), comments=(comment("c-1", "a"),))
        view = article_view(made, one)
        own = view.comments.own_feed
        assert own is not None
        assert (own.href, article_meta(made, one, view).feeds[-1].href, article_meta(made, one, view).feeds[-1].label) == (
            FEED, FEED, "Comments on “A first month”",
        )  # fmt: skip


class TestClosing:
    def shown(self, days: int, **changes: Any) -> ArticleView:
        one = article("a", **changes)
        return article_view(site(settings=SETTINGS.model_copy(update={"comments_open_days": days}), articles=(one,)), one)

    def test_after_the_set_time_the_form_is_gone_and_the_day_is_said(self) -> None:
        view = self.shown(30, date="2026-03-01")
        assert (view.comment_form, view.comments.note) == (None, "Comments on this article closed on 31 March 2026.")

    def test_before_it_the_form_is_there(self) -> None:
        view = self.shown(30, date="2026-11-01")
        assert (view.comment_form is not None, view.comments.note) == (True, "Comments are open until 1 December 2026.")


def test_a_script_has_an_address_with_a_mark() -> None:
    assert script_path({}, "reply.js") == "/theme/js/reply.js?v=0"
    assert script_path({"reply.js": "1"}, "reply.js") == f"/theme/js/reply.js?v={mark(b'1')}"


def theme_with(folder: Path, **texts: str) -> Path:
    (folder / "static" / "js").mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / "static" / "js" / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_what_a_script_imports_has_its_mark(tmp_path: Path) -> None:
    made = scripts(theme_with(tmp_path, a='import { b } from "./b.js";', b="export const b = 1;"))
    assert made == {"a.js": f'import {{ b }} from "./b.js?v={mark(b"export const b = 1;")}";', "b.js": "export const b = 1;"}


def test_a_change_far_down_changes_the_address_of_what_pages_name(tmp_path: Path) -> None:
    parts = {"a": 'import "x"; import { b } from "./b.js";', "b": 'import { c } from "./c.js";', "c": "1"}
    before, after = (script_path(scripts(theme_with(tmp_path, **parts | {"c": text})), "a.js") for text in ("1", "2"))
    assert before != after


def test_scripts_in_a_ring_and_absent_ones_are_published_all_the_same(tmp_path: Path) -> None:
    made = scripts(theme_with(tmp_path, a='import { b } from "./b.js";', b='import { a } from "./a.js"; import { c } from "./gone.js";'))
    assert sorted(made) == ["a.js", "b.js"]
    assert '"./gone.js"' in made["b.js"]
