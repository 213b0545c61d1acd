"""The four measurements, each as ratios between things measured in the same run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from . import builds
from .builds import ROOT, Build, BuildFailedError, Figures
from .corpus import write_content
from .plan import Plan

MEMBERS = 40  # in the builds that are compared: articles are what grows there
GROWTH = 4
Say = Callable[[str], None]
Result = dict[str, Any]


def _plan(articles: int) -> Plan:
    return Plan(articles, MEMBERS)


def _in_turn(runs: dict[str, Build], repeat: int, say: Say) -> dict[str, list[Figures]]:
    """Run builds in turn, every other round backwards, so that a machine that slows down slows all of them."""
    figures: dict[str, list[Figures]] = {name: [] for name in runs}
    for number in range(repeat):
        order = list(runs) if number % 2 == 0 else list(reversed(runs))
        for name in order:
            say(f"{name}, {number + 1} of {repeat}")
            figures[name].append(runs[name].run())
    return figures


def _middle(figures: Sequence[Figures], value: Callable[[Figures], float]) -> float:
    return median(value(one) for one in figures)


def whole_builds(folder: Path, sizes: Sequence[int], repeat: int, say: Say) -> list[Result]:
    """Compare whole builds of the same articles with plain Pelican's, size by size."""
    results: list[Result] = []
    for size in sizes:
        say(f"writing {size} articles")
        place = folder / f"whole-{size}"
        runs = {
            f"this project, {size} articles": builds.ours(place, _plan(size)),
            f"plain Pelican, {size} articles": builds.plain(place, _plan(size)),
        }
        ours, plain = _in_turn(runs, repeat, say).values()

        def ratio(value: Callable[[Figures], float], ours: list[Figures] = ours, plain: list[Figures] = plain) -> float:
            below = _middle(plain, value)
            return _middle(ours, value) / below if below else 0.0

        results.append({
            "articles": size, "pages": ours[0].pages, "plain_pages": plain[0].pages,
            "processor": ratio(lambda one: one.cpu), "clock": ratio(lambda one: one.wall), "peak": ratio(lambda one: one.peak),
            "seconds": _middle(ours, lambda one: one.cpu),
        })  # fmt: skip
    return results


def growth(folder: Path, size: int, repeat: int, say: Say) -> list[Result]:
    """Give the work per page at `size` articles and at four times as many, in units of the first."""
    say(f"writing {size * GROWTH} articles")
    runs = {f"{n} articles": builds.ours(folder / f"growth-{n}", _plan(n)) for n in (size, size * GROWTH)}
    small, large = _in_turn(runs, repeat, say).values()

    def per_page(figures: list[Figures]) -> float:
        return _middle(figures, lambda one: one.work / one.pages)

    return [
        {"articles": n, "pages": figures[0].pages, "per_page": per_page(figures) / per_page(small),
         "milliseconds": per_page(figures) * 1000}
        for n, figures in ((size, small), (size * GROWTH, large))
    ]  # fmt: skip


def shipped(folder: Path, repeat: int, say: Say) -> Result:
    """Split the build of the repository's own content into start-up and work, in units of `import pelican`."""
    figures = _in_turn({"the shipped site": builds.shipped(folder)}, repeat, say)["the shipped site"]
    unit = _middle(figures, lambda one: one.parts["import"])
    names = ("python", "import", "plugins", "read", "write")
    parts = {name: _middle(figures, lambda one, name=name: one.parts[name]) for name in names}  # type: ignore[misc]
    start, work = _middle(figures, lambda one: one.start), _middle(figures, lambda one: one.work)
    return {
        "pages": figures[0].pages, "parts": {name: value / unit for name, value in parts.items()},
        "start": start / unit, "work": work / unit, "work_to_start": work / start,
        "seconds": {"start": start, "work": work, **parts},
    }  # fmt: skip


def reading(folder: Path, members: int, repeat: int, say: Say) -> Result:
    """Read member files beside PyYAML's loader on the same headers; give each part in units of that."""
    say(f"writing {members} members")
    content, report = folder / "members" / "content", folder / "members.json"
    write_content(content, Plan(articles=1, members=members))
    say(f"reading {members} members, {repeat} times")
    command = [sys.executable, "-m", "benchmarks.reading", str(content), str(repeat), str(report)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "plugins"), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise BuildFailedError(done.stderr.strip())
    rounds: list[dict[str, float]] = json.loads(report.read_text(encoding="utf-8"))

    def ratio(*parts: str) -> float:
        return median(sum(one[part] for part in parts) / one["yardstick"] for one in rounds)

    size = sum(len(file.read_bytes().partition(b"\n---\n")[0]) for file in (content / "members").iterdir()) / members
    return {
        "members": members, "header_bytes": round(size),
        "read": ratio("read"), "yaml": ratio("yaml"), "model": ratio("model"),
        "together": ratio("read", "yaml", "model"), "bio": ratio("bio"),
        "seconds": median(one["read"] + one["yaml"] + one["model"] for one in rounds),
        "yardstick_seconds": median(one["yardstick"] for one in rounds),
    }  # fmt: skip
