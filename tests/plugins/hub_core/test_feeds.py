"""Atom feeds, by the rules of RFC 4287."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_core.feeds import FeedEntry, absolute_html, atom

PIECES = [
    "<p>", "</p>", "words", " ", "&amp;", "&lt;", "&rsquo;", "&#39;", '<a href="/tips/">', "<a href='/a?b=1&amp;c=2'>", "<a href=/x>", '<a href="#x" id="y">',
    '<a title="a > b" href="https://a.example/">', "</a>", '<img alt="a &quot;b&quot;" src="/a.svg">', "<br>", '<code>href="/x"</code>', '<b data-href="/x">',
]  # fmt: skip
ATOM = "{http://www.w3.org/2005/Atom}"
BUILT = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)
PUBLISHED = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
ENTRY = FeedEntry(
    title="A < B & “C”",
    link="https://hub.example/articles/a/",
    html="<p>It&rsquo;s <em>fine</em> ]]></p>",
    author="Jo Sample",
    published=PUBLISHED,
    updated=PUBLISHED + dt.timedelta(days=1),
    summary="In short.",
    categories=("Starting out",),
)


def feed(*entries: FeedEntry) -> ET.Element:
    text = atom("The hub", "https://hub.example/", "https://hub.example/feeds/all.atom.xml", entries, language="en-GB", built=BUILT)
    return ET.fromstring(text)


def text(element: ET.Element, path: str) -> str | None:
    return element.findtext(path.replace("atom:", ATOM))


def test_a_summary_is_read_as_it_was_written() -> None:
    """Atom lets a reader take it for HTML, and the feed says so."""
    summary = feed(replace(ENTRY, summary="Below <30 EUR> & on")).find(f"{ATOM}entry/{ATOM}summary")
    assert summary is not None
    assert (summary.get("type"), read(summary.text or "")) == ("html", [("", [], "Below <30 EUR> & on")])


class Reader(HTMLParser):
    """Tags with their attributes, and words, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[tuple[str, str | None]], str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, attrs, ""))

    def handle_data(self, data: str) -> None:
        if self.seen and not self.seen[-1][0]:
            data = self.seen.pop()[2] + data
        self.seen.append(("", [], data))


def read(html: str) -> list[tuple[str, list[tuple[str, str | None]], str]]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


class TestFeed:
    def test_the_feed_says_its_title_id_language_and_both_addresses(self) -> None:
        made = feed(ENTRY)
        links = {link.get("rel"): link.get("href") for link in made.findall(f"{ATOM}link")}
        assert (made.tag, text(made, "atom:title"), text(made, "atom:id"), made.get("{http://www.w3.org/XML/1998/namespace}lang"), links) == (
            f"{ATOM}feed", "The hub", "https://hub.example/feeds/all.atom.xml", "en-GB",
            {"alternate": "https://hub.example/", "self": "https://hub.example/feeds/all.atom.xml"},
        )  # fmt: skip

    def test_the_feed_is_as_new_as_its_newest_change(self) -> None:
        older = replace(ENTRY, link="https://hub.example/b/", updated=PUBLISHED)
        assert text(feed(older, ENTRY), "atom:updated") == "2026-03-02T09:00:00+01:00"

    def test_an_empty_feed_takes_the_date_it_is_given(self) -> None:
        assert text(feed(), "atom:updated") == "2026-11-21T12:00:00+00:00"

    def test_the_same_entries_give_the_same_bytes(self) -> None:
        assert ET.tostring(feed(ENTRY)) == ET.tostring(feed(ENTRY))


class TestEntry:
    @pytest.mark.parametrize(
        ("path", "value"),
        [
            ("atom:title", "A < B & “C”"),
            ("atom:id", "https://hub.example/articles/a/"),
            ("atom:published", "2026-03-01T09:00:00+01:00"),
            ("atom:updated", "2026-03-02T09:00:00+01:00"),
            ("atom:author/atom:name", "Jo Sample"),
            ("atom:summary", "In short."),
            ("atom:content", "<p>It&rsquo;s <em>fine</em> ]]></p>"),
        ],
    )
    def test_an_entry_says_what_it_is(self, path: str, value: str) -> None:
        entry = feed(ENTRY).find(f"{ATOM}entry")
        assert entry is not None
        assert text(entry, path) == value

    def test_the_content_is_declared_as_html(self) -> None:
        content = feed(ENTRY).find(f"{ATOM}entry/{ATOM}content")
        assert content is not None
        assert content.get("type") == "html"

    def test_an_entry_without_a_summary_has_none(self) -> None:
        assert text(feed(replace(ENTRY, summary="")), "atom:entry/atom:summary") is None

    def test_the_entries_stand_in_the_order_given(self) -> None:
        made = feed(replace(ENTRY, link="https://hub.example/b/"), ENTRY)
        assert [text(entry, "atom:id") for entry in made.findall(f"{ATOM}entry")] == ["https://hub.example/b/", "https://hub.example/articles/a/"]


class TestAbsoluteHtml:
    @pytest.mark.parametrize(
        ("html", "whole"),
        [
            ('<a href="/tips/">a</a>', '<a href="https://hub.example/tips/">a</a>'),
            ('<img alt="a" src="/images/a.svg">', '<img alt="a" src="https://hub.example/images/a.svg"/>'),
            ('<a href="https://a.example/">a</a>', '<a href="https://a.example/">a</a>'),
            ('<a href="//a.example/">a</a>', '<a href="//a.example/">a</a>'),
            ('<a href="mailto:jo@a.example">a</a>', '<a href="mailto:jo@a.example">a</a>'),
            ('<a href="#fn:1">1</a>', "<a>1</a>"),
            ("<img alt='say \"no\"' src='/a.svg'>", "<img alt='say \"no\"' src=\"https://hub.example/a.svg\"/>"),
            ('<img alt="a > b" src=/a.svg>', '<img alt="a > b" src="https://hub.example/a.svg"/>'),
            ('<!-- <a href="/tips/"> -->', '<!-- <a href="/tips/"> -->'),
            ("a<br>b<hr>", "a<br/>b<hr/>"),
            ("It&rsquo;s &lt;b&gt; &amp; &#8217;", "It’s &lt;b&gt; &amp; ’"),
            ("a < b & c", "a < b & c"),
            ('<code>href="/tips/"</code>', '<code>href="/tips/"</code>'),
            ('<picture><source srcset="/a.avif 480w" type="image/avif"><img src="/a.jpg"></picture>', '<picture><img src="https://hub.example/a.jpg"/></picture>'),
            ("", ""),
        ],
    )
    def test_addresses_are_whole_and_places_on_the_page_are_no_links(self, html: str, whole: str) -> None:
        assert absolute_html(html, "https://hub.example") == whole

    @given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
    def test_nothing_else_is_changed(self, html: str) -> None:
        assert read(absolute_html(html, "https://hub.example")) == [
            (tag, [(name, f"https://hub.example{value}" if name in ("href", "src") and value and value[0] == "/" else value)
                   for name, value in attributes if not (name in ("href", "src") and value and value[0] == "#")], words)
            for tag, attributes, words in read(html)
        ]  # fmt: skip

    def test_an_address_that_has_the_site_s_folder_in_it_gets_the_host_alone(self) -> None:
        assert absolute_html('<a href="/hub/tips/">a</a>', "https://a.example/hub") == '<a href="https://a.example/hub/tips/">a</a>'
