"""Measures the shipped site against every bar, Lighthouse included, and writes `docs/quality.md`.

Run it with `python -m tests.bars.report`; the `quality` task calls `main()`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from . import html_nu, lighthouse, nodetools
from .build import PROJECT, BuildFailed, build_site
from .built import BuiltSite, Findings
from .chrome import Bench, measuring
from .every import BROWSER_BARS, FILE_BARS
from .page_types import page_types
from .quality_page import Row, quality_page

PAGE = PROJECT / "docs" / "quality.md"
SHOWN_FAULTS = 40


def main(write: bool = True) -> int:
    """Build, measure, print a table, write `docs/quality.md`. Gives the exit code: 1 when anything falls short.

    2 when the site could not be built or a tool is missing; `docs/quality.md` is left as it is then.
    """
    console = Console()
    jar, no_jar = nodetools.nu_jar()
    command, no_lighthouse = nodetools.lighthouse_command()
    for missing in filter(None, (no_jar, no_lighthouse)):
        console.print(f"[bold red]{missing}")
    if jar is None or command is None:
        return 2
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            with console.status("Building the site"):
                site = build_site(Path(folder) / "output")
            with measuring(site) as bench:
                rows = _measured(console, bench, jar, command)
        except (BuildFailed, LookupError, RuntimeError) as error:
            console.print(f"[bold red]{error}", highlight=False)
            return 2
        console.print(_table(rows))
        faults = [problem for row in rows for problem in row.findings.problems]
        for problem in faults[:SHOWN_FAULTS]:
            console.print(f"  {problem}", highlight=False, markup=False)
        if len(faults) > SHOWN_FAULTS:
            console.print(f"  and {len(faults) - SHOWN_FAULTS} more")
        if write:
            PAGE.parent.mkdir(exist_ok=True)
            PAGE.write_text(quality_page(site, rows), encoding="utf-8", newline="\n")
            console.print(f"Wrote {PAGE.relative_to(PROJECT).as_posix()}")
    return 1 if faults else 0


def _measured(console: Console, bench: Bench, jar: Path, command: list[str]) -> list[Row]:
    """One row a bar, measured one after the other with a line of progress."""
    heaviest = Bench(bench.site, tuple(pages[0] for pages in page_types(bench.site).values()), bench.chrome, bench.url)
    rows = []
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=len(FILE_BARS) + len(BROWSER_BARS) + 1 + len(heaviest.pages))

        def measure(name: str, limit: str, work: Callable[[], Findings]) -> None:
            progress.update(task, description=name)
            rows.append(Row(name, limit, work()))

        def step(page: object = None) -> None:
            progress.advance(task)

        measure("HTML and CSS", html_nu.LIMIT, lambda: html_nu.html_nu(bench.site, jar))
        step()
        for bar in FILE_BARS:
            measure(bar.name, bar.limit, lambda bar=bar: bar.measure(bench.site))  # type: ignore[misc]
            step()
        for bar in BROWSER_BARS:
            measure(bar.name, bar.limit, lambda bar=bar: bar.measure(bench))  # type: ignore[misc]
            step()
        measure("Lighthouse", lighthouse.LIMIT, lambda: lighthouse.lighthouse(heaviest, command, step))
    return rows


def _table(rows: list[Row]) -> Table:
    table = Table(title="The bars of the built site", title_justify="left")
    for heading in ("Bar", "Wanted", "Worst measured", "Faults"):
        table.add_column(heading)
    for row in rows:
        count = len(row.findings.problems)
        table.add_row(row.name, row.limit, row.worst, f"[red]{count}" if count else "[green]0")
    return table


if __name__ == "__main__":
    sys.exit(main())
