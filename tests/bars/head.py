"""Bar: every page says what it is: language, title, description, address and picture; one h1, one main."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from .built import BuiltSite, Findings, Page

LIMIT = "title, description, address, og and h1 on every page, each its own"

TITLE_LENGTH = range(3, 101)
DESCRIPTION_LENGTH = range(40, 201)
OG_TYPES = frozenset({"website", "article", "profile"})


def head(site: BuiltSite) -> Findings:
    """Faults of every page, and of pages that share a title, a description or a canonical address."""
    findings = Findings()
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for page in site.pages:
        for what in _faults(site, page):
            findings.fault(page.address, what)
        owners["title", _title(page)].append(page.address)
        if not page.noindex:
            owners["description", page.meta("description")].append(page.address)
            owners["canonical address", page.canonical].append(page.address)
    for (what, value), pages in owners.items():
        for address in pages[1:] if value else ():
            findings.fault(address, f"shares its {what} with {pages[0]}: {value!r}")
    return findings


def _title(page: Page) -> str:
    return " ".join((page.tree.findtext(".//title") or "").split())


def _faults(site: BuiltSite, page: Page) -> Iterator[str]:
    tree, description = page.tree, page.meta("description")
    if not tree.get("lang"):
        yield "<html> has no lang"
    if b'<meta charset="utf-8"' not in page.file.read_bytes()[:1024].lower():
        yield "no <meta charset> in the first 1024 bytes"
    if len(_title(page)) not in TITLE_LENGTH:
        yield f"title of {len(_title(page))} characters"
    if len(description) not in DESCRIPTION_LENGTH:
        yield f"description of {len(description)} characters, wanted 40 to 200"
    viewport = page.meta("viewport")
    if "width=device-width" not in viewport or "user-scalable" in viewport or "maximum-scale" in viewport:
        yield f"viewport {viewport!r}"
    if not tree.xpath("//link[contains(concat(' ', @rel, ' '), ' icon ')]/@href"):
        yield "no icon"
    for element, wanted in (("h1", 1), ("main", 1), ("title", 1)):
        count = len(tree.xpath(f"//{element}[not(ancestor::svg)]"))
        if count != wanted:
            yield f"{count} <{element}>, wanted {wanted}"
    if any(not heading.text_content().strip() for heading in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")):
        yield "a heading without text"
    yield from _address_faults(site, page)
    yield from _skipped_levels(page)


def _address_faults(site: BuiltSite, page: Page) -> Iterator[str]:
    """Canonical address and Open Graph. A syndicated article's canonical address is where it first stood."""
    canonical, shown = page.canonical, page.meta("og:url")
    if len(page.tree.xpath("//link[@rel='canonical']")) > 1:
        yield "several canonical addresses"
    if page.noindex and not canonical:
        pass  # a page that is not to be listed needs no address to be listed under
    elif not canonical.startswith("https://"):
        yield f"canonical address {canonical!r} is not a whole https address"
    elif site.local(canonical) is not None and canonical != page.url:
        yield f"canonical address {canonical!r} is not the page's own"
    if shown and canonical and shown != canonical and shown != page.url:
        yield f"og:url {shown!r} is neither the canonical nor the page's own address"
    for name in ("og:title", "og:description", "og:image", "og:image:alt", "og:url"):
        if not page.meta(name):
            yield f"no {name}"
    if page.meta("og:type") not in OG_TYPES:
        yield f"og:type {page.meta('og:type')!r}"
    if page.meta("og:image") and not urlsplit(page.meta("og:image")).scheme:
        yield "og:image is not a whole address"


def _skipped_levels(page: Page) -> Iterator[str]:
    """Headings go down one level at a time."""
    last = 0
    for heading in page.tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6"):
        level = int(heading.tag[1])
        if level > last + 1:
            yield f"<{heading.tag}> {heading.text_content().strip()[:40]!r} follows <h{last}>"
        last = level
