"""Bar: a page and all that it asks for fit into the first packets: bytes and requests of a cold load on a phone."""

from __future__ import annotations

from playwright.sync_api import Browser, Request

from .built import BuiltSite, Findings, Page
from .chrome import Bench
from .csp import SCROLL
from .page_types import type_of
from .serve import compressed

MOST_REQUESTS = 3
# Ten segments of 1,460 bytes are what a server may send before it has heard from the reader (RFC 6928); 14,000 of
# them are left when the headers are through. Kilobytes are of 1,000 bytes here.
MOST_BYTES = 14_000
MOST_BYTES_OF_TEXT = 10_000
TEXT_TYPES = frozenset({"home", "article"})
LIMIT = "<= 10 KB home and article, <= 14 KB any page type, <= 3 requests"

PHONE = {"width": 412, "height": 823}
WAIT_MILLISECONDS, MOST_WAITS = 60, 50


def weight(bench: Bench) -> Findings:
    """Figures: brotli bytes and requests of each page, scrolled to its end. Faults: what is over the limits.

    Bytes are those of the files packed with brotli 11, not those that travelled, so that they repeat exactly.
    """
    findings = Findings()
    loads = bench.chrome.run(lambda browser: [_cold_load(browser, bench, page) for page in bench.pages])
    for page, answers in zip(bench.pages, loads, strict=True):
        sizes = {address: _size(bench.site, address) for address in answers}
        total = sum(sizes.values())
        findings.figures[page.address] = f"{total / 1000:.1f} KB, {len(sizes)} requests"
        most = MOST_BYTES_OF_TEXT if type_of(page) in TEXT_TYPES else MOST_BYTES
        if total > most:
            parts = ", ".join(f"{address} {size:,}" for address, size in sizes.items())
            findings.fault(page.address, f"{total:,} bytes, wanted at most {most:,} ({parts})")
        if len(sizes) > MOST_REQUESTS:
            findings.fault(page.address, f"{len(sizes)} requests, wanted at most {MOST_REQUESTS}: {', '.join(sizes)}")
    return findings


def _cold_load(browser: Browser, bench: Bench, page: Page) -> list[str]:
    """The addresses in the site of everything a page asks for, with an empty cache, in the order of asking."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=1.75, is_mobile=True, has_touch=True)
    tab = context.new_page()
    asked: list[Request] = []
    settled: list[Request] = []
    tab.on("request", lambda request: asked.append(request))
    tab.on("requestfinished", lambda request: settled.append(request))
    tab.on("requestfailed", lambda request: settled.append(request))
    tab.goto(bench.address(page), wait_until="load")
    tab.evaluate(SCROLL)
    for _ in range(MOST_WAITS):
        tab.wait_for_timeout(WAIT_MILLISECONDS)
        if len(settled) == len(asked):
            break
    context.close()
    local = [request.url.removeprefix(bench.url) for request in asked if request.url.startswith(bench.url)]
    return list(dict.fromkeys(local))


def _size(site: BuiltSite, address: str) -> int:
    """Bytes over the wire of the file behind an address; 0 for one that is not there (the links bar tells of it)."""
    file = site.file_for(address)
    return compressed(file.read_bytes(), file.suffix) if file else 0
