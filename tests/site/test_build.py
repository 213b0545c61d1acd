"""What every build must do: the same bytes from the same files, nothing that is not public, and no fault passed over."""

from __future__ import annotations

import html
import json
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree
from lxml import html as parser

from hub_core.documents import read_document
from tests.site.building import NOW, ROOT, SMALL, Built, build
from tests.site.conftest import CONTENT, PRIVATE_WORDS

ATOM = "{http://www.w3.org/2005/Atom}"
EMAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
TITLE = 'The <b>small</b> print & "what it says"'
SUMMARY = "Three sentences that belong at the end of every letter of <agreement>, and one that has no business there & never had."
GUEST = "Pat O'Neil & Daughters"


def _words(text: str) -> str:
    """Give a text with its entities read and its white space made single."""
    return " ".join(html.unescape(text).replace("’", "'").split())


def _visible(page: str) -> str:
    """Give the words of a page that a reader sees, without those of scripts and of choices in forms."""
    tree = parser.fromstring(page)
    for element in tree.xpath("//script | //select | //head"):
        element.drop_tree()
    return _words(tree.text_content())


class TestTwoBuilds:
    """One input, another hash seed, time zone, working directory and, for the small site, another folder: the same bytes."""

    def test_the_shipped_site(self, shipped: Built, shipped_again: Built) -> None:
        assert _differing(shipped, shipped_again) == []

    def test_the_small_site(self, small: Built, small_again: Built) -> None:
        assert _differing(small, small_again) == []


def _differing(one: Built, other: Built) -> list[str]:
    # Pagefind reads its pages in several threads and numbers them as they come: its files find the same and are not the same.
    first, second = (
        {name: content for name, content in built.files().items() if not name.startswith("search/index/")} for built in (one, other)
    )
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


class TestNotPublic:
    @pytest.mark.parametrize(
        "word",
        [
            "marmalade",
            "quincefeather",
            "a-letter-not-yet-sent",
            "gingerbread",
            "tinselberry",
            "next-month",
            "thistlewort",
        ],
        ids=[
            "draft: title",
            "draft: text",
            "draft: name",
            "scheduled: title",
            "scheduled: text",
            "scheduled: name",
            "removed comment",
        ],
    )
    def test_words_that_wait_or_were_removed_are_nowhere(self, word: str, small: Built) -> None:
        sources = (file.read_text(encoding="utf-8") for file in (SMALL / "content").rglob("*.md"))
        assert any(word in text.casefold() for text in sources) or list(
            (SMALL / "content").rglob(f"{word}.md")
        )

        assert [name for name, text in small.texts().items() if word in text.casefold() or word in name] == []

    def test_machines_are_told_of_a_rating_exactly_where_readers_see_it(self, shipped: Built) -> None:
        pages = {name: text for name, text in shipped.texts().items() if name.endswith(".html")}
        told = {name for name, text in pages.items() if '"aggregateRating"' in text}
        shown = {name for name, text in pages.items() if "<caption><b>" in text}

        assert told == shown != set()
        assert any("Not yet rated: " in text for text in pages.values())

    def test_an_offer_that_has_ended_is_nowhere_and_one_that_runs_is_there(self, shipped: Built) -> None:
        texts = {name: _words(re.sub(r"<[^>]+>", "", text)) for name, text in shipped.texts().items()}
        running, ended = _offers()

        assert running
        assert ended
        for piece in running:
            assert any(piece in text for text in texts.values()), piece
        for piece in ended:
            assert [name for name, text in texts.items() if piece in text] == [], piece

    @pytest.mark.parametrize("site", ["shipped", "small"])
    def test_no_page_holds_an_e_mail_address(self, site: str, request: pytest.FixtureRequest) -> None:
        built: Built = request.getfixturevalue(site)

        assert {
            name: found
            for name, text in built.texts().items()
            if (found := EMAIL.findall(html.unescape(unquote(text))))
        } == {}

    def test_nothing_private_is_opened_or_published(self, small_again: Built) -> None:
        folder = small_again.out.parent
        opened = (folder / "opened.txt").read_text(encoding="utf-8").splitlines()
        words = [part.strip().encode() for part in PRIVATE_WORDS.split(",")]

        assert any(path.endswith("mira-stone.md") for path in opened), "the watch must see what is opened"
        assert [path for path in opened if "private" in Path(path).parts] == []
        assert [
            name for name, content in small_again.files().items() if any(word in content for word in words)
        ] == []


def _offers() -> tuple[list[str], list[str]]:
    """Give the pieces of text of the offers that run and of those that have ended."""
    running: list[str] = []
    ended: list[str] = []
    for file in sorted((CONTENT / "offers").glob("*.md")):
        document, _ = read_document(file, file.name)
        assert document
        pieces = [document.data["title"], document.data["disclosure"]]
        # Links and smart quotes stand between the pieces that a page shows as they were written.
        pieces += re.split(r"\[[^]]*\]\([^)]*\)|[\"'’]|--", document.body.replace("\n", " "))
        day = NOW.date().isoformat()
        (ended if str(document.data["until"]) < day else running).extend(
            _words(one) for one in pieces if len(one.strip()) > 15
        )
    return running, ended


class TestCommentSentTwice:
    @pytest.mark.parametrize(
        ("site", "article", "words"),
        [
            ("small", "the-first-hour", "The two questions were enough"),
            (
                "shipped",
                "turning-a-conflict-of-interest-into-a-referral",
                "The caller was a dental supplier, my client is another one.",
            ),
        ],
    )
    def test_it_is_shown_once(
        self, site: str, article: str, words: str, request: pytest.FixtureRequest
    ) -> None:
        built: Built = request.getfixturevalue(site)
        texts = built.texts()
        comments = etree.fromstring(texts["feeds/comments.atom.xml"].encode())
        entries = [
            _words(parser.fromstring(entry.findtext(f"{ATOM}content")).text_content())
            for entry in comments.iter(f"{ATOM}entry")
        ]
        ld = [
            one["text"]
            for node in _json_ld(texts[f"articles/{article}/index.html"])
            for one in node.get("comment", [])
        ]

        assert _visible(texts[f"articles/{article}/index.html"]).count(words) == 1
        assert sum(words in text for text in entries) == 1
        assert sum(words in text for text in ld) == 1

    def test_an_answer_to_the_second_stands_under_the_first(self, small: Built) -> None:
        page = parser.fromstring(small.texts()["articles/the-first-hour/index.html"])

        (answer,) = page.xpath("//*[@id='comment-2026-09-16-mira-1']")

        assert answer.xpath("ancestor::*[@id='comment-2026-09-15-hanna-1']")


class TestAutoescape:
    """One article's title, summary and author hold `<`, `&` and quotes."""

    def test_no_page_takes_the_title_for_html(self, small: Built) -> None:
        for name, text in small.texts().items():
            assert "<b>small</b>" not in text, name
            assert "<agreement>" not in text, name

    def test_the_article_says_it_as_written(self, small: Built) -> None:
        page = parser.fromstring(small.texts()["articles/the-small-print/index.html"])

        assert page.xpath("string(//h1)").strip() == TITLE
        assert page.xpath("string(//title)").startswith(TITLE)
        assert page.xpath("string(//meta[@property='og:title']/@content)") == TITLE
        assert page.xpath("string(//meta[@name='description']/@content)") == SUMMARY
        assert GUEST in page.text_content()

    @pytest.mark.parametrize(
        "address", ["", "articles/", "category/clients/", "tag/letters/", "archive/2026/", "search/"]
    )
    def test_every_list_says_it_as_written(self, address: str, small: Built) -> None:
        page = parser.fromstring(small.texts()[f"{address}index.html"])

        links = page.xpath("//main//a[contains(@href, '/the-small-print/')]")

        assert TITLE in [_words(link.text_content()) for link in links]

    def test_the_feeds_say_it_as_written(self, small: Built) -> None:
        feed = etree.fromstring(small.texts()["feeds/all.atom.xml"].encode())
        (entry,) = (one for one in feed.iter(f"{ATOM}entry") if "small-print" in one.findtext(f"{ATOM}id"))

        assert entry.findtext(f"{ATOM}title") == TITLE
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == GUEST
        assert html.unescape(entry.findtext(f"{ATOM}summary")) == SUMMARY

    def test_the_json_ld_says_it_as_written(self, small: Built) -> None:
        nodes = list(_json_ld(small.texts()["articles/the-small-print/index.html"]))
        posting = next(node for node in nodes if node["@type"] == "BlogPosting")
        crumbs = next(node for node in nodes if node["@type"] == "BreadcrumbList")

        assert (posting["headline"], posting["description"], posting["author"]["name"]) == (
            TITLE,
            SUMMARY,
            GUEST,
        )
        assert crumbs["itemListElement"][-1]["name"] == TITLE

    def test_a_readers_script_is_text(self, small: Built) -> None:
        page = parser.fromstring(small.texts()["articles/the-first-hour/index.html"])

        assert [
            one.text for one in page.iter("script") if "alert" in (one.text or "") and not one.get("type")
        ] == []
        assert '<script>alert("no")</script>' in page.text_content()


def _json_ld(page: str) -> Iterator[dict[str, object]]:
    for script in parser.fromstring(page).xpath("//script[@type='application/ld+json']"):
        yield from json.loads(script.text)["@graph"]


class TestLinkPreviews:
    def test_an_article_says_when_it_was_published_and_changed(self, small: Built) -> None:
        page = parser.fromstring(small.texts()["articles/the-first-hour/index.html"])
        said = {one.get("property"): one.get("content") for one in page.xpath("//meta[starts-with(@property, 'article:')]")}
        data = next(one for one in json.loads(page.xpath("string(//script[@type='application/ld+json'])"))["@graph"] if one["@type"] == "BlogPosting")
        assert said == {"article:published_time": data["datePublished"], "article:modified_time": data["dateModified"]}


class TestFaultsOfTheProject:
    """A fault in settings or theme ends the build; it never leaves out a page without a word."""

    def test_every_plugin_named_is_loaded(self, small_again: Built) -> None:
        loaded = (small_again.out.parent / "plugins.txt").read_text(encoding="utf-8").splitlines()

        assert loaded == runpy.run_path(str(ROOT / "pelicanconf.py"))["PLUGINS"]

    def test_a_plugin_that_cannot_be_imported_ends_the_build(self, tmp_path: Path) -> None:
        result = self._build(tmp_path, 'PLUGINS = [*PLUGINS, "no_such_plugin"]\n')

        assert result.code != 0
        assert "no_such_plugin" in result.said
        assert not result.out.exists()

    @pytest.mark.parametrize("address", ["example.org", "ftp://example.org", "https://", "https://[example.org", ""])
    def test_an_address_of_the_site_that_is_none_is_said_in_words(self, tmp_path: Path, address: str) -> None:
        result = self._build(tmp_path, f"SITEURL = {address!r}\n")

        assert result.code != 0
        assert "pelicanconf.py:1: SITEURL: must be the whole address of the site, like https://example.org" in result.said.splitlines()
        assert "Traceback" not in result.said

    def test_a_name_that_a_template_does_not_know_ends_the_build(self, tmp_path: Path) -> None:
        page = (ROOT / "theme" / "templates" / "page.html").read_text(encoding="utf-8")
        (tmp_path / "page.html").write_text(
            page.replace("{% block main %}", "{% block main %}{{ no_such_name }}"), encoding="utf-8"
        )

        result = self._build(tmp_path, f"THEME_TEMPLATES_OVERRIDES = [{str(tmp_path)!r}]\n")

        assert result.code != 0
        assert "'no_such_name' is undefined" in result.said

    @staticmethod
    def _build(folder: Path, more: str) -> Built:
        settings = folder / "with_a_fault.py"
        start = f"import sys\nsys.path.insert(0, {str(SMALL)!r})\nfrom settings import *\n"
        settings.write_text(start + more, encoding="utf-8")
        return build(SMALL / "content", settings, folder / "out")
