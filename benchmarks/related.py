"""What related articles cost: their share of a build from nothing, and how the time grows with the number of articles.

    python -m benchmarks.related [--articles 4000] [--most 10000] [--skip-build]

Processor seconds; the share is the figure to judge by (at most 10 % at 4,000 articles), and the time for one article should
stay the same from size to size.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from . import corpus
from .builds import ROOT, ours
from .plan import Plan

sys.path[:0] = [str(ROOT / "plugins")]


def seconds(articles: int, seed: int = 1) -> float:
    """Give the processor seconds that related articles take, among so many of the benchmark's articles."""
    from editorial.related import Text, related

    texts = [Text(one.slug, one.title, one.tags, f"<p>{one.body}</p>") for one in corpus.posts(Plan(articles, 40, seed))]
    begun = time.process_time()
    found = related(texts)
    took = time.process_time() - begun
    if len(found) != articles:
        raise RuntimeError("an article was left out")
    return took


def share(articles: int, took: float) -> float:
    """Give which part of the whole build's processor time that is."""
    with tempfile.TemporaryDirectory() as folder:
        return took / ours(Path(folder), Plan(articles, 40)).run().cpu


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.related", description="Measure related articles.")
    parser.add_argument("--articles", type=int, default=4000, help="the size of the build")
    parser.add_argument("--most", type=int, default=10_000, help="the largest number of articles")
    parser.add_argument("--skip-build", action="store_true", help="leave the build out")
    options = parser.parse_args(argv)
    sizes = sorted({max(2, options.articles // 4), options.articles, options.most})
    table = Table("Articles", "Processor", "For one", "Of a build from nothing", title="Related articles", title_justify="left")
    for size in sizes:
        took = seconds(size)
        part = f"{share(size, took):.1%}" if size == options.articles and not options.skip_build else ""
        table.add_row(f"{size:,}", f"{took:.2f} s", f"{1000 * took / size:.2f} ms", part)
    Console().print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
