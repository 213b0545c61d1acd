"""Bar: pictures have a small format and a written size, and wait when they lie below the first screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser

from .built import Findings
from .chrome import Bench
from .weight import PHONE

LIMIT = "AVIF, WebP or SVG, with width and height, lazy below the first screen"

SMALL_FORMATS = (".avif", ".webp", ".svg")
# What the browser chose for each picture, where it lies, and whether its box has the picture's proportions.
LOOK = """() => [...document.images].map((image) => {
  const box = image.getBoundingClientRect();
  const drawn = image.naturalHeight && box.height ? image.naturalWidth / image.naturalHeight : 0;
  const written = image.getAttribute("width") / image.getAttribute("height");
  return {
    source: image.currentSrc || image.src,
    sized: image.hasAttribute("width") && image.hasAttribute("height"),
    bent: drawn && written && Math.abs(written / drawn - 1) > 0.03,
    below: box.top + scrollY > innerHeight,
    lazy: image.loading === "lazy",
  };
})"""


def images(bench: Bench) -> Findings:
    """Faults of the pictures on each page, seen on a phone."""
    findings = Findings()
    for address, pictures in bench.chrome.run(lambda browser: list(_look(browser, bench))):
        for picture in pictures:
            name = picture["source"].removeprefix(bench.url)
            if not name.split("?")[0].endswith(SMALL_FORMATS):
                findings.fault(address, f"{name} is not {', '.join(SMALL_FORMATS)}")
            if not picture["sized"]:
                findings.fault(address, f"{name} has no width and height")
            if picture["bent"]:
                findings.fault(address, f"{name}: width and height are not the picture's proportions")
            if picture["below"] and not picture["lazy"]:
                findings.fault(address, f'{name} lies below the first screen without loading="lazy"')
        findings.figures[address] = f"{len(pictures)} pictures"
    return findings


def _look(browser: Browser, bench: Bench) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    context = browser.new_context(viewport=PHONE)
    tab = context.new_page()
    for page in bench.pages:
        if page.tree.xpath("//img"):
            tab.goto(bench.address(page), wait_until="load")
            yield page.address, tab.evaluate(LOOK)
    context.close()
