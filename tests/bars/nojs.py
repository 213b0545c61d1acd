"""Bar: with scripts off a page keeps its text, its forms work, and it shows no control that does nothing."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from .built import Findings
from .chrome import Bench

LEAST_SHARE = 0.98
LIMIT = ">= 98 % of the text, every form usable, no dead controls"
SCRIPT = Path(__file__).parent / "scripts" / "nojs.js"


def nojs(bench: Bench) -> Findings:
    """Figures: the share of each page's words that is there without scripts. Faults: less, failing forms."""
    findings = Findings()
    for page, (with_scripts, without) in zip(
        bench.pages, bench.chrome.run(lambda b: _looks(b, bench)), strict=True
    ):
        words, left = _words(with_scripts["text"]), _words(without["text"])
        share = (words & left).total() / max(1, words.total())
        findings.figures[page.address] = f"{share:.1%}"
        if share < LEAST_SHARE:
            lost = ", ".join(list(words - left)[:5])
            findings.fault(page.address, f"{share:.1%} of the text without scripts; not there: {lost}")
        for what in without["faults"]:
            findings.fault(page.address, what)
    return findings


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w{3,}", text.lower()))


def _looks(browser: Browser, bench: Bench) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """What each page shows with scripts on and off: its visible text and the faults of its controls."""
    script = SCRIPT.read_text(encoding="utf-8")
    contexts = [browser.new_context(java_script_enabled=enabled) for enabled in (True, False)]
    tabs = [context.new_page() for context in contexts]
    found = []
    for page in bench.pages:
        looks = []
        # A page that names no script cannot differ: it is looked at once.
        for tab in tabs if page.tree.xpath("//script[@src]") else tabs[1:]:
            tab.goto(bench.address(page), wait_until="load")
            looks.append(tab.evaluate(script))
        found.append((looks[0], looks[-1]))
    for context in contexts:
        context.close()
    return found
