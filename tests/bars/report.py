"""Measures the shipped site against every bar, Lighthouse included, and writes `docs/quality.md`.

The `quality` task runs it as `python -m tests.bars`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from . import html_nu, lighthouse, nodetools
from .build import PROJECT, BuildError, build_site
from .built import Findings
from .chrome import Bench, measuring
from .every import BROWSER_BARS, FILE_BARS
from .page_types import page_types
from .quality_page import Row, quality_page

PAGE = PROJECT / "docs" / "quality.md"
SHOWN_FAULTS = 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, measure, print a table, write `docs/quality.md`. Gives the exit code: 1 if anything falls short.

    2 when the site could not be built or a tool is missing; `docs/quality.md` is left as it is then.
    """
    parser = argparse.ArgumentParser(prog="quality", description="Measure the built site against every bar.")
    parser.add_argument(
        "--quick", action="store_true", help="leave Lighthouse out; docs/quality.md stays as it is"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="measure all, and leave docs/quality.md as it is"
    )
    options = parser.parse_args(arguments)
    console = Console()
    jar, no_jar = nodetools.nu_jar()
    command, no_lighthouse = (None, "") if options.quick else nodetools.lighthouse_command()
    for missing in filter(None, (no_jar, no_lighthouse)):
        console.print(f"[bold red]{missing}")
    if jar is None or no_lighthouse:
        return 2
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            with console.status("Building the site"):
                site = build_site(Path(folder) / "output")
            with measuring(site) as bench:
                rows = _measured(console, bench, jar, command)
        except (BuildError, LookupError, RuntimeError) as error:
            console.print(str(error), style="bold red", highlight=False, markup=False)
            return 2
        _show(console, rows)
        if not (options.quick or options.dry_run):
            PAGE.parent.mkdir(exist_ok=True)
            PAGE.write_text(quality_page(site, rows), encoding="utf-8", newline="\n")
            console.print(f"Wrote {PAGE.relative_to(PROJECT).as_posix()}")
    return 1 if any(row.findings.problems for row in rows) else 0


def _measured(console: Console, bench: Bench, jar: Path, command: list[str] | None) -> list[Row]:
    """One row a bar, measured one after the other with a line of progress."""
    heaviest = Bench(
        bench.site, tuple(pages[0] for pages in page_types(bench.site).values()), bench.chrome, bench.url
    )
    jobs: list[tuple[str, str, Callable[[], Findings]]] = [
        ("HTML and CSS", html_nu.LIMIT, partial(html_nu.html_nu, bench.site, jar)),
        *((bar.name, bar.limit, partial(bar.measure, bench.site)) for bar in FILE_BARS),
        *((bar.name, bar.limit, partial(bar.measure, bench)) for bar in BROWSER_BARS),
    ]
    rows = []
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=len(jobs) + (len(heaviest.pages) if command else 0))
        if command:
            step = partial(progress.advance, task)
            jobs.append(
                ("Lighthouse", lighthouse.LIMIT, partial(lighthouse.lighthouse, heaviest, command, step))
            )
        for name, limit, work in jobs:
            progress.update(task, description=name)
            rows.append(Row(name, limit, work()))
            progress.advance(task)
    return rows


def _show(console: Console, rows: list[Row]) -> None:
    """The table of all bars, and the first faults below it."""
    table = Table(title="The bars of the built site", title_justify="left")
    for heading in ("Bar", "Wanted", "Worst measured", "Faults"):
        table.add_column(heading)
    for row in rows:
        count = len(row.findings.summary)
        table.add_row(row.name, row.limit, row.worst, f"[red]{count}" if count else "[green]0")
    console.print(table)
    faults = [f"{row.name}: {problem}" for row in rows for problem in row.findings.summary]
    for fault in faults[:SHOWN_FAULTS]:
        console.print(f"  {fault}", highlight=False, markup=False, soft_wrap=True)
    if len(faults) > SHOWN_FAULTS:
        console.print(f"  and {len(faults) - SHOWN_FAULTS} more")
