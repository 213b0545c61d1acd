"""The text of `docs/quality.md`: what was measured, as tables. Without a date: equal results, equal bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .built import BuiltSite, Findings
from .page_types import page_types

# The bars whose figures are worth a column, and the figure that each page is asked for.
COLUMNS = ("weight", "axe", "without JavaScript", "design", "Lighthouse")
HEADINGS = {
    "weight": "Weight",
    "axe": "axe",
    "without JavaScript": "Without JavaScript",
    "design": "Longest lines",
}
# A smaller number is the worse one here.
LESS_IS_WORSE = frozenset({"without JavaScript", "Lighthouse"})

INTRODUCTION = """\
# What the pages measure

Written by `python3 tasks.py quality` from a fresh build of `content/`; do not edit it by hand. A kilobyte is
1,024 bytes, packed with brotli. Each page type is measured on its heaviest pages: the longest article, the
one with the most comments, the biggest list. `tests/README.md` says how each bar is measured.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar, what it wants, and what it found."""

    name: str
    limit: str
    findings: Findings

    @property
    def worst(self) -> str:
        """The worst figure of all pages, or an empty text for a bar without figures by page."""
        figures = [figure for figure in self.findings.figures.values() if self.name in COLUMNS]
        return sorted(figures, key=_number, reverse=self.name not in LESS_IS_WORSE)[0] if figures else ""


def _number(figure: str) -> float:
    """What figures are compared by: the smallest number of several scores, else the first."""
    numbers = [float(text) for text in re.findall(r"\d+(?:\.\d+)?", figure)]
    return min(numbers) if " / " in figure else numbers[0] if numbers else 0.0


def quality_page(site: BuiltSite, rows: list[Row]) -> str:
    """The whole page as Markdown: all bars, the figures by page type, and the faults where there are any."""
    lines = [
        INTRODUCTION,
        "## All bars",
        "",
        "| bar | wanted | worst measured | verdict |",
        "|---|---|---|---|",
    ]
    for row in rows:
        count = len(row.findings.summary)
        verdict = f"**{count} fault{'s' if count > 1 else ''}**" if count else "holds"
        lines.append(f"| {row.name} | {row.limit} | {row.worst or '-'} | {verdict} |")
    lines += ["", *_by_page_type(site, rows)]
    faults = [f"- {row.name}: {problem}" for row in rows for problem in row.findings.summary]
    if faults:
        lines += ["", "## Faults", "", *faults]
    return "\n".join(lines).rstrip() + "\n"


def _by_page_type(site: BuiltSite, rows: list[Row]) -> list[str]:
    """The table of figures: a line for each page that was measured."""
    shown = [row for row in rows if row.name in COLUMNS]
    headings = [HEADINGS.get(row.name, row.name) for row in shown]
    lines = ["## By page type", ""]
    lines.append(f"| page type | page | {' | '.join(headings)} |")
    lines.append("|---|---|" + "---|" * len(shown))
    for name, pages in page_types(site).items():
        for page in pages:
            figures = (row.findings.figures.get(page.address, "-") for row in shown)
            lines.append(f"| {name} | `{page.address}` | {' | '.join(figures)} |")
    lines += [
        "",
        "Lighthouse: performance / accessibility / best practices / SEO, on a simulated slow phone.",
    ]
    return lines
