"""Bar: the sitemap keeps the rules of sitemaps.org and lists every page to be indexed, and no other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lxml import etree

from .built import BuiltSite, Findings

LIMIT = "valid, every page to be indexed and no other, named in robots.txt"

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# From the protocol's page: the elements of <url> and their values, and the limits of one file.
FREQUENCIES = frozenset({"always", "hourly", "daily", "weekly", "monthly", "yearly", "never"})
MOST_ADDRESSES = 50_000
MOST_BYTES = 52_428_800
LONGEST_ADDRESS = 2_048
DAY = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")


def sitemap(site: BuiltSite) -> Findings:
    """Faults of `/sitemap.xml` (an index and its parts too), of robots.txt, and of pages that are missing."""
    findings = Findings()
    listed: list[str] = []
    for what in _read(site, site.origin + "/sitemap.xml", listed):
        findings.fault("/sitemap.xml", what)
    for address, count in Counter(listed).items():
        if count > 1:
            findings.fault("/sitemap.xml", f"lists {address} {count} times")
    pages = {page.url: page for page in site.pages}
    for address in dict.fromkeys(listed):
        page = pages.get(address)
        if page is None:
            findings.fault("/sitemap.xml", f"lists {address}, which is no page of the site")
        elif page.noindex:
            findings.fault("/sitemap.xml", f"lists {address}, which says noindex")
        elif page.canonical != address:
            findings.fault("/sitemap.xml", f"lists {address}, whose canonical address is {page.canonical}")
    for url, page in pages.items():
        if url not in listed and not page.noindex and page.canonical == url:
            findings.fault(page.address, "is to be indexed, but the sitemap does not list it")
    findings.figures["/sitemap.xml"] = f"{len(listed)} addresses"
    robots = site.root / "robots.txt"
    lines = robots.read_text(encoding="utf-8").splitlines() if robots.is_file() else []
    named = [line.split(":", 1)[1].strip() for line in lines if line.lower().startswith("sitemap:")]
    if named != [site.origin + "/sitemap.xml"]:
        findings.fault("/robots.txt", f"names {named or 'no sitemap'}, wanted {site.origin}/sitemap.xml")
    return findings


def _read(site: BuiltSite, url: str, listed: list[str]) -> Iterator[str]:
    """The faults of one sitemap file; its page addresses are added to `listed`."""
    file = site.file_for(site.local(url) or "/nowhere")
    if file is None:
        yield f"{url} is not there"
        return
    try:
        root = etree.fromstring(file.read_bytes())
    except etree.XMLSyntaxError as error:
        yield f"{file.name} is not well-formed: {error}"
        return
    if root.tag == NAMESPACE + "sitemapindex":
        for part in root.iterfind(f"{NAMESPACE}sitemap/{NAMESPACE}loc"):
            yield from _read(site, (part.text or "").strip(), listed)
    elif root.tag == NAMESPACE + "urlset":
        yield from _size_faults(file, len(root))
        for entry in root:
            yield from _entry_faults(site, entry, listed)
    else:
        yield f"{file.name} has the root {root.tag}"


def _size_faults(file: Path, count: int) -> Iterator[str]:
    if count > MOST_ADDRESSES or file.stat().st_size > MOST_BYTES:
        yield f"{file.name} has {count} addresses in {file.stat().st_size} bytes: too many for one file"
    if not count:
        yield f"{file.name} lists nothing"


def _entry_faults(site: BuiltSite, entry: etree._Element, listed: list[str]) -> Iterator[str]:
    """The rules for one `<url>`."""
    parts = Counter(str(child.tag).removeprefix(NAMESPACE) for child in entry)
    values = {str(child.tag).removeprefix(NAMESPACE): (child.text or "").strip() for child in entry}
    address = values.get("loc", "")
    name = address or "an entry"
    if str(entry.tag) != NAMESPACE + "url":
        yield f"{name}: <{entry.tag}> where <url> belongs"
    for part, count in parts.items():
        known = part in ("loc", "lastmod", "changefreq", "priority") or part.startswith("{")
        if not known or (count > 1 and not part.startswith("{")):
            yield f"{name}: {count} <{part}>"
    if not address.startswith(site.origin + "/") or len(address) >= LONGEST_ADDRESS:
        yield f"{name}: not a whole address of this site"
    else:
        listed.append(address)
    if not _is_day(values.get("lastmod", "2000")):
        yield f"{name}: lastmod {values['lastmod']!r} is not a W3C date"
    if values.get("changefreq", "never") not in FREQUENCIES:
        yield f"{name}: changefreq {values['changefreq']!r}"
    if not re.fullmatch(r"0(\.\d+)?|1(\.0+)?", values.get("priority", "0.5")):
        yield f"{name}: priority {values['priority']!r}"


def _is_day(text: str) -> bool:
    """Whether a text has one of the W3C date forms and names a day that exists."""
    try:
        return bool(DAY.fullmatch(text) and date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:
        return False
