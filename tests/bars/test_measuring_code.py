"""The parts that the bars stand on: addresses and files, the choice of pages, the browser's place, the report."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from .broken.breaks import SOUND
from .built import BuiltSite, Findings
from .chrome import find_chromium, missing_chromium
from .page_types import page_types
from .quality_page import Row, quality_page
from .serve import STRICT_POLICY, SiteServer, compressed

SITE = BuiltSite(SOUND)


class TestBuiltSite:
    def test_finds_the_file_that_a_server_would_send(self) -> None:
        found = {address: SITE.file_for(address) for address in ("/", "/about/", "/style.css?v=1#x")}

        assert found == {
            "/": SOUND / "index.html",
            "/about/": SOUND / "about" / "index.html",
            "/style.css?v=1#x": SOUND / "style.css",
        }

    @pytest.mark.parametrize("address", ["/about", "/none/", "/../breaks.py", "/feeds/"])
    def test_finds_nothing_where_a_server_has_nothing(self, address: str) -> None:
        assert SITE.file_for(address) is None

    def test_knows_its_own_addresses_from_those_of_others(self) -> None:
        site = BuiltSite(SOUND, "https://a.example/hub")

        assert site.local("https://a.example/hub/about/#main") == "/about/"
        assert site.local("https://a.example/hub") == "/"
        assert site.local("https://a.example/hubbub/") is None


class TestFindings:
    def test_fold_what_many_pages_share(self) -> None:
        findings = Findings()
        for page in ("/", "/a/", "/b/"):
            findings.fault(page, "no  icon")
        findings.fault("/a/", "no title")

        assert findings.problems == ["/: no icon", "/a/: no icon", "/a/: no title", "/b/: no icon"]
        assert findings.summary == ["/ and 2 more: no icon", "/a/: no title"]


class TestPageTypes:
    def test_take_the_heaviest_page_of_a_type_and_every_form(self, tmp_path: Path) -> None:
        pages = {
            "index.html": "<main>Home</main>",
            "articles/short/index.html": "<main><p>Short</p><p id=comment-1></p><p id=comment-2></p></main>",
            "articles/long/index.html": f"<main>{'long ' * 99}</main>",
            "articles/index.html": "<main>All</main>",
            "articles/page/2/index.html": "<main>More</main>",
            "ask/index.html": "<main><form method=post action=/forms/referral-request></form></main>",
            "privacy/index.html": "<main>Nothing is kept</main>",
        }
        for name, text in pages.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")

        chosen = page_types(BuiltSite(tmp_path))

        assert {name: [page.address for page in found] for name, found in chosen.items()} == {
            "home": ["/"],
            "all articles": ["/articles/", "/articles/page/2/"],
            "article": ["/articles/long/", "/articles/short/"],
            "page": ["/privacy/"],
            "form referral-request": ["/ask/"],
        }


class TestSiteServer:
    def test_sends_pages_with_the_policy_and_its_own_address(self) -> None:
        with SiteServer(SITE) as server, urlopen(server.url + "/about/") as answer:
            text = answer.read().decode()

            assert answer.headers["Content-Security-Policy"] == STRICT_POLICY
            assert SITE.origin not in text
            assert f'href="{server.url}/about/"' in text

    def test_weighs_text_packed_and_pictures_as_they_are(self) -> None:
        assert compressed(b"a" * 1000, ".html") < 20
        assert compressed(b"a" * 1000, ".webp") == 1000


class TestFindChromium:
    def test_takes_the_program_that_the_environment_names(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WARM_HANDOFF_CHROMIUM", sys.executable)

        assert find_chromium() == sys.executable
        assert missing_chromium() == ""

    def test_says_when_the_named_program_is_not_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WARM_HANDOFF_CHROMIUM", "/none/chromium")

        assert missing_chromium() == "WARM_HANDOFF_CHROMIUM names /none/chromium, which is not there"


class TestQualityPage:
    def test_shows_the_worst_figure_of_each_bar_and_its_verdict(self) -> None:
        weight = Findings(figures={"/": "9.8 KB, 3 requests", "/about/": "12.1 KB, 2 requests"})
        lighthouse = Findings(figures={"/": "100 / 100 / 100 / 100", "/about/": "100 / 97 / 100 / 100"})
        lighthouse.fault("/about/", "accessibility 97: label")

        text = quality_page(SITE, [Row("weight", "<= 14 KB", weight), Row("Lighthouse", "100", lighthouse)])

        assert "| weight | <= 14 KB | 12.1 KB, 2 requests | holds |" in text
        assert "| Lighthouse | 100 | 100 / 97 / 100 / 100 | **1 fault** |" in text
        assert "| home | `/` | 9.8 KB, 3 requests | 100 / 100 / 100 / 100 |" in text
        assert text.endswith("## Faults\n\n- Lighthouse: /about/: accessibility 97: label\n")
