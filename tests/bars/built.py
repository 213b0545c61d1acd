"""A built site on disk: its pages, their addresses, and the file behind an address. Used by every bar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml.html import HtmlElement

ORIGIN = "https://warm-handoff.example"


@dataclass(frozen=True)
class Page:
    """One HTML file of the site. `address` is its path in the site, such as `/about/` or `/404.html`."""

    address: str
    file: Path
    url: str

    @cached_property
    def tree(self) -> HtmlElement:
        """The parsed document. An empty file gives an empty `<html>`, so that a bar can report it."""
        text = self.file.read_bytes() or b"<html></html>"
        return lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(encoding="utf-8"))

    @cached_property
    def main_text(self) -> str:
        """The text of `<main>` with single spaces, or of the body when there is no `<main>`."""
        areas = self.tree.xpath("//main") or self.tree.xpath("//body") or [self.tree]
        return " ".join(areas[0].text_content().split())

    @cached_property
    def ids(self) -> list[str]:
        """All `id` values in document order, doubles included."""
        return [str(value) for value in self.tree.xpath("//@id")]

    @property
    def noindex(self) -> bool:
        """Whether the page asks search engines not to list it."""
        return "noindex" in self.meta("robots").lower()

    @property
    def canonical(self) -> str:
        """The address in `<link rel="canonical">`, or an empty string."""
        found = self.tree.xpath("//link[@rel='canonical']/@href")
        return str(found[0]).strip() if found else ""

    def meta(self, name: str) -> str:
        """The content of `<meta name=...>` or `<meta property=...>`, or an empty string."""
        found = self.tree.xpath("//meta[@name=$n or @property=$n]/@content", n=name)
        return str(found[0]).strip() if found else ""


@dataclass(frozen=True)
class BuiltSite:
    """A folder that a build has written, and the absolute address it was written for, no slash at its end."""

    root: Path
    origin: str = ORIGIN

    @cached_property
    def base(self) -> str:
        """The path part of the site's address: empty, or such as `/sub`."""
        return urlsplit(self.origin).path.rstrip("/")

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every HTML page, sorted by address."""
        found = []
        for file in self.root.rglob("*.html"):
            address = "/" + file.relative_to(self.root).as_posix()
            if address.endswith("/index.html"):
                address = address.removesuffix("index.html")
            found.append(Page(address, file, self.origin + address))
        return tuple(sorted(found, key=lambda page: page.address))

    @cached_property
    def by_file(self) -> dict[Path, Page]:
        """Pages by their file."""
        return {page.file: page for page in self.pages}

    def page(self, address: str) -> Page | None:
        """The page at an address inside the site, or None."""
        return next((page for page in self.pages if page.address == address), None)

    def local(self, url: str) -> str | None:
        """The path and query inside the site of an absolute address, or None when it lies outside.

        >>> BuiltSite(Path("."), "https://a.example/sub").local("https://a.example/sub/x/#y")
        '/x/'
        """
        bare = url.split("#")[0]
        if bare == self.origin:
            return "/"
        return bare.removeprefix(self.origin) if bare.startswith(self.origin + "/") else None

    def file_for(self, address: str) -> Path | None:
        """The file that a plain web server would send for an address inside the site, or None.

        Only `/x/` is looked for as `x/index.html`: a link without its last slash costs a redirect.
        """
        path = unquote(urlsplit(address).path).lstrip("/")
        file = self.root / path
        if file.is_dir() or not path:
            if path and not path.endswith("/"):
                return None
            file = file / "index.html"
        inside = ".." not in Path(path).parts
        return file if inside and file.is_file() else None

    def files(self, pattern: str) -> Iterator[tuple[str, Path]]:
        """Address and path of the files that match a glob, sorted."""
        for file in sorted(self.root.rglob(pattern)):
            yield "/" + file.relative_to(self.root).as_posix(), file


@dataclass
class Findings:
    """What one bar found: faults by page, and figures by page where the bar measures something."""

    faults: dict[str, list[str]] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)

    def fault(self, page: str, what: str) -> None:
        """Add one fault of a page, folded to one line. Doubles are dropped."""
        line = re.sub(r"\s+", " ", what).strip()
        known = self.faults.setdefault(page, [])
        if line not in known:
            known.append(line)

    @property
    def problems(self) -> list[str]:
        """All faults, one line each: `page: what`."""
        return [f"{page}: {what}" for page, whats in self.faults.items() for what in whats]

    @property
    def summary(self) -> list[str]:
        """The problems with those of many pages folded into one line: `page and 7 more: what`."""
        pages: dict[str, list[str]] = {}
        for page, whats in self.faults.items():
            for what in whats:
                pages.setdefault(what, []).append(page)
        more = {
            what: f" and {len(found) - 1} more" if len(found) > 1 else "" for what, found in pages.items()
        }
        return [f"{found[0]}{more[what]}: {what}" for what, found in pages.items()]
