"""Bar: axe-core finds nothing, WCAG 2.2 A and AA and best practice, light and dark, 320 and 1280 px wide."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser

from .built import Findings
from .chrome import Bench

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (320, 1280)
HEIGHT = 800
TABS = 2
LIMIT = "0 findings: light and dark, 320 and 1280 px"

SCRIPT = Path(__file__).parent / "scripts" / "axe.js"


def axe_source() -> str:
    """axe-core as the package axe-playwright-python ships it."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def axe(bench: Bench) -> Findings:
    """Faults: every axe violation, and every page that scrolls sideways at 320 px (WCAG 1.4.10)."""
    findings = Findings()
    settings: dict[tuple[str, str, str], list[str]] = {}
    for address, setting, node in bench.chrome.run(lambda browser: list(_violations(browser, bench))):
        key = (address, node["rule"], node["target"])
        settings.setdefault(key, []).append(f"{setting}: {node['message']}")
    for (address, rule, target), seen in settings.items():
        more = f" and in {len(seen) - 1} more setting(s)" if len(seen) > 1 else ""
        findings.fault(address, f"{rule} {target} at {seen[0]}{more}")
    for page in bench.pages:
        findings.figures[page.address] = str(len(findings.faults.get(page.address, [])))
    return findings


def _violations(browser: Browser, bench: Bench) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(address, setting, finding) of every page. Two pages at a time: each tab has its own process, and axe works
    in both at once."""
    source, script = axe_source(), SCRIPT.read_text(encoding="utf-8")
    contexts = [browser.new_context(reduced_motion="reduce") for _ in range(TABS)]
    tabs = [context.new_page() for context in contexts]
    for start in range(0, len(bench.pages), TABS):
        pairs = list(zip(tabs, bench.pages[start : start + TABS], strict=False))
        for tab, page in pairs:
            tab.goto(bench.address(page), wait_until="load")
            tab.evaluate(source)
        for scheme, width in itertools.product(SCHEMES, WIDTHS):
            for tab, _ in pairs:
                tab.emulate_media(color_scheme=scheme)
                tab.set_viewport_size({"width": width, "height": HEIGHT})
                tab.evaluate(f"() => {{ window.axeFindings = ({script})(); }}")
            for tab, page in pairs:
                for node in tab.evaluate("() => window.axeFindings"):
                    yield page.address, f"{scheme} {width} px", node
    for context in contexts:
        context.close()
