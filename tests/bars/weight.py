"""Bar: a page and all that it asks for fit into the first packets: a cold load on a phone."""

from __future__ import annotations

from playwright.sync_api import Browser, Request, ViewportSize

from .built import BuiltSite, Findings, Page
from .chrome import Bench
from .csp import SCROLL
from .page_types import type_of
from .serve import compressed

MOST_REQUESTS = 3
# Ten segments of 1,460 bytes are what a server may send before it has heard from the reader (RFC 6928);
# 14 KB, of 1,024 bytes each, are left when the headers are through.
MOST_BYTES = 14 * 1024
MOST_BYTES_OF_TEXT = 10 * 1024
TEXT_TYPES = frozenset({"home", "article"})
LIMIT = "<= 10 KB home and article text, <= 14 KB any page type, <= 3 requests; the icon, asked for once a site, apart"

PHONE = ViewportSize(width=412, height=823)
WAIT_MILLISECONDS, MOST_WAITS = 60, 50


def weight(bench: Bench) -> Findings:
    """Figures: brotli bytes and requests of each page, scrolled to its end. Faults: what is over the limits.

    Bytes are those of the files packed with brotli 11, not those that travelled, so that they repeat exactly.
    """
    findings = Findings()
    loads = bench.chrome.run(lambda browser: _cold_loads(browser, bench))
    for page, answers in zip(bench.pages, loads, strict=True):
        sizes = {address: _size(bench.site, address) for address in answers}
        total = sum(sizes.values())
        findings.figures[page.address] = f"{total / 1024:.1f} KB, {len(sizes)} requests"
        most = MOST_BYTES_OF_TEXT if _is_text(page, answers) else MOST_BYTES
        if total > most:
            parts = ", ".join(f"{address} {size:,}" for address, size in sizes.items())
            findings.fault(page.address, f"{total:,} bytes, wanted at most {most:,} ({parts})")
        if len(sizes) > MOST_REQUESTS:
            findings.fault(
                page.address, f"{len(sizes)} requests, wanted at most {MOST_REQUESTS}: {', '.join(sizes)}"
            )
    return findings


def _cold_loads(browser: Browser, bench: Bench) -> list[list[str]]:
    """For each page the addresses in the site that it asks for without a cache, in the order of asking."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=1.75, is_mobile=True, has_touch=True)
    tab = context.new_page()
    context.new_cdp_session(tab).send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked: list[Request] = []
    settled: list[Request] = []
    tab.on("request", lambda request: asked.append(request))
    tab.on("requestfinished", lambda request: settled.append(request))
    tab.on("requestfailed", lambda request: settled.append(request))
    loads = []
    for page in bench.pages:
        asked.clear()
        settled.clear()
        tab.goto(bench.address(page), wait_until="load")
        tab.evaluate(SCROLL)
        for _ in range(MOST_WAITS):
            tab.wait_for_timeout(WAIT_MILLISECONDS)
            if len(settled) == len(asked):
                break
        local = [
            request.url.removeprefix(bench.url)
            for request in asked
            if request.url.startswith(bench.url) and "/favicon." not in request.url
        ]
        loads.append(list(dict.fromkeys(local)))
    context.close()
    return loads


def _is_text(page: Page, addresses: list[str]) -> bool:
    """An article with a picture, or with what readers wrote below it, is more than its text."""
    if type_of(page) not in TEXT_TYPES:
        return False
    pictures = any("/images/" in address for address in addresses)
    return not pictures and not page.tree.xpath("//*[contains(@class, 'threads')]")


def _size(site: BuiltSite, address: str) -> int:
    """Bytes over the wire of the file behind an address; 0 for none (the links bar tells of it)."""
    file = site.file_for(address)
    return compressed(file.read_bytes(), file.suffix) if file else 0
