"""A site whose address has a folder, https://x.example/hub: every link in pages, feeds and style sheets stays below it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml import html as parser

from tests.site.building import Built

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML_ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "cite")


class TestUnderAFolder:
    """The shipped site for https://x.example/hub."""

    def test_every_link_stays_below_it_and_leads_to_a_file(self, shipped_below: Built) -> None:
        files = shipped_below.files().keys()
        wrong = []
        for name, text in shipped_below.texts().items():
            if name.endswith(".html"):
                wrong += [f"{name}: {link}" for link in _inside(text) if not _is_file(link, files)]

        assert wrong == []

    def test_every_whole_address_names_it(self, shipped_below: Built) -> None:
        outside = re.compile(r"https?://x\.example(?!/hub(?![\w-]))")

        assert [name for name, text in shipped_below.texts().items() if outside.search(text)] == []
        assert "https://x.example/hub/sitemap.xml" in shipped_below.texts()["robots.txt"]

    def test_the_feeds_point_below_it(self, shipped_below: Built) -> None:
        wrong = []
        for name, text in shipped_below.texts().items():
            if name.endswith(".atom.xml"):
                for content in etree.fromstring(text.encode()).iter(f"{ATOM}content"):
                    wrong += [f"{name}: {link}" for link in _inside(f"<div>{content.text}</div>")]

        assert wrong == [], "a link in a feed has its whole address"


def _inside(page: str) -> Iterator[str]:
    """Give the addresses in a page that name no host, apart from places on the page itself."""
    for element in parser.fromstring(page).iter(etree.Element):
        found = [element.get(name, "") for name in XHTML_ATTRIBUTES]
        found += [part.split()[0] for part in element.get("srcset", "").split(",") if part.strip()]
        yield from (link for link in found if link and not link.startswith("#") and not urlsplit(link).scheme)


def _is_file(link: str, files: Collection[str]) -> bool:
    path = unquote(urlsplit(link).path)
    if path.startswith("/hub/forms/"):
        return True  # the form service answers these
    relative = path.removeprefix("/hub/") + ("index.html" if path.endswith("/") else "")
    return path.startswith("/hub/") and relative in files
