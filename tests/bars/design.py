"""Bar: what axe and Lighthouse do not see: edges of fields, focus marks, targets, length of the lines."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from .built import Findings, Page
from .chrome import Bench

LIMIT = "edges 3:1, focus marks, targets 24 px, lines <= 75 characters, text >= 16 px, skip link, dark mode"

# (scheme, width in px, whether focus is tried there): a phone, a tablet, a desk. axe looks at 320 px.
LOOKS: tuple[tuple[Literal["light", "dark"], int, bool], ...] = (
    ("light", 390, True),
    ("light", 768, False),
    ("light", 1280, True),
    ("dark", 390, False),
    ("dark", 1280, True),
)
SCRIPTS = Path(__file__).parent / "scripts"
# What the first Tab reaches: whether it leads to the main text, and whether it can be seen now.
SKIP_LINK = """() => {
  const first = document.activeElement;
  const target = first?.hash ? document.getElementById(first.hash.slice(1)) : null;
  const box = first?.getBoundingClientRect();
  const shown = Boolean(box) && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.width > 1;
  const leadsToMain = Boolean(target?.closest("main") || target?.querySelector("main"));
  return { leadsToMain, shown };
}"""


def design(bench: Bench) -> Findings:
    """Figures: the longest mean line of each page. Faults: all of `LIMIT`, and sideways scroll."""
    findings = Findings()
    bench.chrome.run(lambda browser: _look(browser, bench, findings))
    return findings


def _look(browser: Browser, bench: Bench, findings: Findings) -> None:
    context = browser.new_context(reduced_motion="reduce")
    tab = context.new_page()
    colour, look, focus = (
        (SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in ("colour", "design", "focus")
    )
    for page in bench.pages:
        backgrounds: dict[str, float] = {}
        longest = 0
        settings: dict[str, list[str]] = {}
        tab.goto(bench.address(page), wait_until="load")
        _skip_link(tab, page, findings)
        tab.evaluate(colour)
        for scheme, width, with_focus in LOOKS:
            tab.emulate_media(color_scheme=scheme)
            tab.set_viewport_size({"width": width, "height": 844})
            seen = tab.evaluate(look)
            faults = seen["faults"] + (tab.evaluate(focus) if with_focus else [])
            for subject, what in faults:
                settings.setdefault(subject, []).append(f"{what} ({scheme}, {width} px)")
            longest = max(longest, seen["longest"])
            backgrounds[scheme] = seen["background"]
        for subject, whats in settings.items():
            more = f" and {len(whats) - 1} more" if len(whats) > 1 else ""
            findings.fault(page.address, f"{subject} {whats[0]}{more}")
        if backgrounds["dark"] >= backgrounds["light"]:
            findings.fault(page.address, "dark mode does not darken the page")
        findings.figures[page.address] = f"{longest} characters"
    context.close()


def _skip_link(tab: Tab, page: Page, findings: Findings) -> None:
    tab.keyboard.press("Tab")
    first = tab.evaluate(SKIP_LINK)
    if not first["leadsToMain"]:
        findings.fault(page.address, "the first Tab does not reach a link to the main text")
    elif not first["shown"]:
        findings.fault(page.address, "the skip link has the focus and cannot be seen")
