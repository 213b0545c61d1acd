"""How fast the site is built, in tables of ratios.

    python -m benchmarks.run [--articles 200 1000] [--members 10000] [--repeat 3] [--json FILE]

A ratio compares two things that this one run measured in turn on this one machine. Seconds stand beside some of
them for orientation; they say more about the machine than about the site.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from . import measures
from .builds import BuildFailedError
from .measures import Result

BAR = 1.3  # times plain Pelican: more than that at a thousand articles is a fault


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and give the exit code: 0, or 1 when a build that was to be measured failed."""
    options = _options(argv)
    out, err = Console(), Console(stderr=True)
    try:
        with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
            figures = _measure(Path(folder), options, err)
    except BuildFailedError as failure:
        err.print(f"A build that was to be measured failed:\n{failure}", markup=False, highlight=False)
        return 1
    for table in _tables(figures):
        out.print()
        out.print(table)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    def count(text: str) -> int:
        value = int(text)
        if value < 1:
            raise ValueError
        return value

    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description="Measure builds, as ratios within one run.")
    parser.add_argument("--articles", type=count, nargs="+", default=[200, 1000], metavar="N", help="sizes to compare (200 1000)")
    parser.add_argument("--members", type=count, default=10_000, metavar="M", help="member files to read (10000)")
    parser.add_argument("--repeat", type=count, default=3, metavar="R", help="measure so often; the median counts (3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args(argv)


def _measure(folder: Path, options: argparse.Namespace, err: Console) -> Result:
    sizes, repeat = sorted(set(options.articles)), options.repeat
    # One step for each build or corpus; reading is one for all its rounds.
    steps = len(sizes) * (1 + 2 * repeat) + 1 + 2 * repeat + repeat + 2
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task("", total=steps)
        done = -1

        def say(what: str) -> None:
            nonlocal done
            done += 1
            progress.update(task, description=what, completed=done)
            if not err.is_terminal:
                err.print(f"{done + 1}/{steps} {what}", highlight=False)

        return {
            "conditions": {
                "python": platform.python_version(), "pelican": version("pelican"), "system": sys.platform,
                "processors": os.cpu_count(), "repeat": repeat,
            },
            "whole": measures.whole_builds(folder, sizes, repeat, say),
            "growth": measures.growth(folder, sizes[-1], repeat, say),
            "shipped": measures.shipped(folder, repeat, say),
            "reading": measures.reading(folder, options.members, repeat, say),
        }  # fmt: skip


def _tables(figures: Result) -> list[Table]:
    return [_whole(figures["whole"]), _growth(figures["growth"]), _shipped(figures["shipped"]), _reading(figures["reading"])]


def _table(title: str, caption: str, *columns: str) -> Table:
    table = Table(title=title, caption=caption, title_justify="left", caption_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    return table


def _times(value: float) -> str:
    return f"{value:.2f} ×" if value else "not known"


def _whole(rows: list[Result]) -> Table:
    table = _table(
        "A whole build, against plain Pelican with its simple theme on the same articles",
        f"1 × is plain Pelican. The bar at 1,000 articles is {BAR} × of its processor time.",
        "Articles", "Pages, here / plain", "Processor time", "Clock", "Peak memory",
    )  # fmt: skip
    for row in rows:
        pages = f"{row['pages']:,} / {row['plain_pages']:,}"
        table.add_row(f"{row['articles']:,}", pages, _times(row["processor"]), _times(row["clock"]), _times(row["peak"]))
    return table


def _growth(rows: list[Result]) -> Table:
    table = _table(
        "Work per page as articles grow",
        "1 × is the smaller site. Near 1 means that no page pays for the number of articles.",
        "Articles", "Pages", "Work per page", "On this machine",
    )  # fmt: skip
    for row in rows:
        table.add_row(f"{row['articles']:,}", f"{row['pages']:,}", _times(row["per_page"]), f"{row['milliseconds']:.1f} ms")
    return table


def _shipped(row: Result) -> Table:
    table = _table(
        f"The site of this repository, {row['pages']:,} pages",
        "1 × is `import pelican`. Start is over before a content file is read; work is the rest.",
        "Part", "Processor time", "On this machine",
    )  # fmt: skip
    seconds = row["seconds"]
    labels = {
        "python": "Python itself", "import": "import pelican", "plugins": "settings and plugins",
        "read": "reading and checking content", "write": "making and writing pages",
    }  # fmt: skip
    for name, label in labels.items():
        table.add_row(label, _times(row["parts"][name]), f"{seconds[name]:.2f} s")
    table.add_section()
    table.add_row("start", _times(row["start"]), f"{seconds['start']:.2f} s")
    table.add_row("work", _times(row["work"]), f"{seconds['work']:.2f} s")
    return table


def _reading(row: Result) -> Table:
    table = _table(
        f"Reading {row['members']:,} member files with headers of {row['header_bytes']} bytes",
        "1 × is PyYAML's CSafeLoader on the same headers, which neither opens a file nor checks a value.",
        "Part", "Processor time", "On this machine",
    )  # fmt: skip
    unit = row["yardstick_seconds"]
    labels = {"read": "opening and decoding", "yaml": "splitting and YAML", "model": "checking and model"}
    for name, label in labels.items():
        table.add_row(label, _times(row[name]), f"{row[name] * unit:.2f} s")
    table.add_section()
    table.add_row("together", _times(row["together"]), f"{row['seconds']:.2f} s")
    table.add_row("the bios, besides", _times(row["bio"]), f"{row['bio'] * unit:.2f} s")
    return table


if __name__ == "__main__":
    raise SystemExit(main())
