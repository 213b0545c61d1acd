"""Bar: axe-core finds nothing, WCAG 2.2 A and AA and best practice, light and dark, 320 and 1280 px wide."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from .built import Findings
from .chrome import Bench

SCHEMES = ("light", "dark")
WIDTHS = (320, 1280)
HEIGHT = 800
LIMIT = "0 findings: light and dark, 320 and 1280 px"

SCRIPT = Path(__file__).parent / "scripts" / "axe.js"


def axe_source() -> str:
    """axe-core as the package axe-playwright-python ships it."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def axe(bench: Bench) -> Findings:
    """Faults: every axe violation, and every page that scrolls sideways at 320 px (WCAG 1.4.10)."""
    findings = Findings()
    settings: dict[tuple[str, str, str], list[str]] = {}
    for page, setting, node in bench.chrome.run(lambda browser: list(_violations(browser, bench))):
        key = (page, node["rule"], node["target"])
        settings.setdefault(key, []).append(f"{setting}: {node['message']}")
    for (address, rule, target), seen in settings.items():
        more = f" and in {len(seen) - 1} more setting(s)" if len(seen) > 1 else ""
        findings.fault(address, f"{rule} {target} at {seen[0]}{more}")
    for page in bench.pages:
        findings.figures[page.address] = str(len(findings.faults.get(page.address, [])))
    return findings


def _violations(browser: Browser, bench: Bench) -> Iterator[tuple[str, str, dict[str, Any]]]:
    source, script = axe_source(), SCRIPT.read_text(encoding="utf-8")
    context = browser.new_context(reduced_motion="reduce")
    tab = context.new_page()
    for page in bench.pages:
        tab.goto(bench.address(page), wait_until="load")
        tab.evaluate(source)
        for scheme in SCHEMES:
            tab.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                tab.set_viewport_size({"width": width, "height": HEIGHT})
                for node in tab.evaluate(script):
                    yield page.address, f"{scheme} {width} px", node
    context.close()
