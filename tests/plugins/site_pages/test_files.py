"""The files that are not pages."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from hub_core.addresses import Addresses
from site_pages.files import output_files, sitemap

from ..make import SETTINGS, article, comment, page
from .make_site import site

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def files(pages: dict[str, dt.datetime | None] | None = None, pages_of_content: Any = (), **shelves: Any) -> dict[str, str]:
    return dict(output_files(site(pages=pages_of_content, **shelves), Path("no-theme"), pages or {}))


def entries(text: str) -> list[ET.Element]:
    return ET.fromstring(text).findall(f"{ATOM}entry")


def ids(text: str) -> list[str | None]:
    return [entry.findtext(f"{ATOM}id") for entry in entries(text)]


class TestFormerAddresses:
    MOVED = article("a", title="A <first> month", aliases=["/2019/05/a/", "/old.html"])

    def test_the_moment_from_which_the_site_has_to_be_built_again_is_there_in_utc(self) -> None:
        assert files()["/next-build.txt"] == "2026-11-22T00:00:00Z\n"

    def test_each_has_a_page_that_sends_readers_on_and_is_not_indexed(self) -> None:
        made = files(articles=(self.MOVED,))["/2019/05/a/"]
        assert [part in made for part in (
            '<meta http-equiv="refresh" content="0; url=/articles/a/">', '<link rel="canonical" href="https://hub.example/articles/a/">',
            '<meta name="robots" content="noindex">', "A &lt;first&gt; month",
        )] == [True] * 4  # fmt: skip

    def test_hosts_that_can_are_told_to_do_it_themselves(self) -> None:
        assert files(articles=(self.MOVED,))["/_redirects"] == "/2019/05/a/ /articles/a/ 301\n/old.html /articles/a/ 301\n"

    def test_a_page_has_them_too(self) -> None:
        assert "/impressum.html" in files(pages_of_content=(page(aliases=["/impressum.html"]),))


class TestWhichFiles:
    def test_an_empty_site_has_its_feeds_its_data_its_map_and_its_style(self) -> None:
        assert list(files()) == [
            "/feeds/all.atom.xml", "/feeds/tips.atom.xml", "/feeds/comments.atom.xml", "/members/jo-sample.vcf", "/members/jo-sample.json", "/directory.json",
            "/feeds/members.atom.xml", "/sitemap.xml", "/robots.txt", "/next-build.txt", "/theme/site.css", "/theme/text.css",
            "/find-a-va/index.json", "/find-a-va/people.json", "/find-a-va/texts.json",
        ]  # fmt: skip

    def test_every_category_and_author_with_an_article_has_a_feed(self) -> None:
        made = files(articles=(article("a"), article("b", "saying-no", author="Mo Guest", tags=["honesty"])))
        assert [path for path in made if path.startswith(("/feeds/category", "/feeds/author"))] == [
            "/feeds/author/jo-sample.atom.xml", "/feeds/author/mo-guest.atom.xml",
            "/feeds/category/saying-no.atom.xml", "/feeds/category/starting-out.atom.xml",
        ]  # fmt: skip

    def test_every_feed_is_well_formed_and_names_itself(self) -> None:
        made = files(articles=(article("a"), article("b", "saying-no", author="Mo Guest")), comments=(comment("c-1", "a"),))
        for path, text in made.items():
            if path.startswith("/feeds/"):
                assert ET.fromstring(text).findtext(f"{ATOM}id") == f"https://hub.example{path}"

    def test_robots_are_shown_the_map(self) -> None:
        assert files()["/robots.txt"] == "User-agent: *\nAllow: /\n\nSitemap: https://hub.example/sitemap.xml\n"


class TestFeeds:
    def test_an_article_is_told_whole_with_absolute_addresses(self) -> None:
        one = article()
        one = replace(one, text=replace(one.text, html=Markup('<p><a href="/hub/tips/">Tips</a></p>')))
        text = files(articles=(one,), addresses=Addresses("https://a.example/hub", "/hub"))["/feeds/all.atom.xml"]
        assert entries(text)[0].findtext(f"{ATOM}content") == '<p><a href="https://a.example/hub/tips/">Tips</a></p>'

    def test_a_feed_holds_the_newest_entries_and_no_more_than_set(self) -> None:
        articles = tuple(article(f"a-{number:02}") for number in range(40))
        made = files(articles=articles)
        assert ids(made["/feeds/all.atom.xml"]) == [f"https://hub.example/articles/a-{number:02}/" for number in range(SETTINGS.feed_entries)]

    def test_an_author_s_feed_holds_the_author_s_articles_alone(self) -> None:
        made = files(articles=(article("a"), article("b", author="Mo Guest")))
        assert ids(made["/feeds/author/mo-guest.atom.xml"]) == ["https://hub.example/articles/b/"]

    def test_the_comments_feed_is_newest_first_without_doubles_and_removed_ones(self) -> None:
        comments = (
            comment("a"), comment("b", date="2026-09-16"), comment("c", body="1", date="2026-09-18"), comment("d", body="2", date="2026-09-17", removed=True),
        )  # fmt: skip
        text = files(articles=(article(),), comments=comments)["/feeds/comments.atom.xml"]
        page = "https://hub.example/articles/a-first-month/"
        assert (ids(text), entries(text)[0].findtext(f"{ATOM}title")) == ([f"{page}#comment-c", f"{page}#comment-a"], "Mara on “A first month”")


class TestSitemap:
    def test_paths_are_sorted_absolute_and_escaped_with_the_day_of_change_where_it_is_known(self) -> None:
        changed = dt.datetime(2026, 5, 1, 23, 0, tzinfo=dt.UTC)
        made = ET.fromstring(sitemap(site(), {"/tips/": None, "/articles/a/": changed, "/a&b/": None}))
        assert [(one.findtext(f"{MAP}loc"), one.findtext(f"{MAP}lastmod")) for one in made] == [
            ("https://hub.example/a&b/", None), ("https://hub.example/articles/a/", "2026-05-01"), ("https://hub.example/tips/", None),
        ]  # fmt: skip

    def test_a_map_of_nothing_is_still_a_map(self) -> None:
        made = ET.fromstring(sitemap(site(), {}))
        assert (made.tag, list(made)) == (f"{MAP}urlset", [])
