"""Builds to compare: this project and plain Pelican, each as a child process under the same conditions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .corpus import write_content, write_plain
from .plan import NOW, Plan

ROOT = Path(__file__).resolve().parents[1]
PAGINATION = 10

# The site as it is published, with other content and without cards and index, which are made once and kept. `owner` is one of its members.
_OURS = """\
import sys
sys.path.insert(0, {root!r})
from publishconf import *
HUB = {{**HUB, "owner": {owner!r}, "articles_per_page": {pagination}, "social_cards": False, "search_index": False}}
PATH, OUTPUT_PATH = {content!r}, {output!r}
"""
_SHIPPED = """\
import sys
sys.path.insert(0, {root!r})
from publishconf import *
OUTPUT_PATH = {output!r}
"""
# Pelican with the theme that does least, listings of the same length, and one feed.
_PLAIN = """\
PATH, OUTPUT_PATH, THEME, PLUGINS = {content!r}, {output!r}, "simple", []
SITENAME, SITEURL, TIMEZONE, DEFAULT_LANG = "Plain", "https://plain.example", "Europe/Lisbon", "en"
ARTICLE_PATHS, USE_FOLDER_AS_CATEGORY = ["articles"], False
ARTICLE_URL, ARTICLE_SAVE_AS = "articles/{{slug}}/", "articles/{{slug}}/index.html"
DEFAULT_PAGINATION = {pagination}
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
LOAD_CONTENT_CACHE = CACHE_CONTENT = False
"""


class BuildFailedError(Exception):
    """A build that was to be measured did not succeed; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One build: seconds on the clock, seconds of processor time by part, megabytes at the peak, HTML pages."""

    wall: float
    cpu: float
    parts: dict[str, float]
    peak: float
    pages: int

    @property
    def start(self) -> float:
        """Processor time before any content is read: Python, Pelican and the plugins."""
        return self.parts["python"] + self.parts["import"] + self.parts["plugins"]

    @property
    def work(self) -> float:
        """Processor time beyond that."""
        return self.parts["read"] + self.parts["write"]


@dataclass(frozen=True, slots=True)
class Build:
    """A build that can be run again and again. `epoch` is its moment (SOURCE_DATE_EPOCH), None for the clock's."""

    settings: Path
    output: Path
    epoch: int | None

    def run(self, *, keep: bool = False) -> Figures:
        """Build once into an empty folder, and with `keep` leave it there. Raises BuildFailedError.

        What was built before is moved aside, not removed: for minutes after thousands of files went, ext4 looks past each of
        their numbers for every file that it makes, and a build right after another would pay several seconds for that.
        """
        report = self.settings.with_suffix(".json")
        environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
        environment |= {"PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "4000"}
        if self.epoch is not None:
            environment["SOURCE_DATE_EPOCH"] = str(self.epoch)
        said = self.settings.with_suffix(".txt")
        command = [sys.executable, "-m", "benchmarks.build_once", str(self.settings), str(report)]
        with said.open("wb") as log:
            began = time.perf_counter()
            child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
            code, cpu, peak = _ended(child)
            wall = time.perf_counter() - began
        if code:
            raise BuildFailedError(said.read_text(encoding="utf-8", errors="replace").strip())
        parts = json.loads(report.read_text(encoding="utf-8"))
        pages = sum(1 for _ in self.output.rglob("*.html"))
        if not keep:
            self.output.rename(Path(tempfile.mkdtemp(prefix="built-", dir=self.settings.parent), "output"))
        return Figures(wall, cpu or sum(parts.values()), parts, peak, pages)


def _ended(child: subprocess.Popen[bytes]) -> tuple[int, float, float]:
    """Wait for a child; give its exit code, processor seconds and peak megabytes (0 where the system does not say)."""
    if not hasattr(os, "wait4"):
        return child.wait(), 0.0, 0.0
    try:
        _, status, usage = os.wait4(child.pid, 0)
    except BaseException:
        child.kill()
        child.wait()
        raise
    child.returncode = os.waitstatus_to_exitcode(status)
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return child.returncode, usage.ru_utime + usage.ru_stime, kilobytes / 1024


def ours(folder: Path, plan: Plan) -> Build:
    """Write a corpus and give the project's build of it."""
    write_content(folder / "ours" / "content", plan)
    return _build(folder, "ours", _OURS, owner=plan.owner)


def plain(folder: Path, plan: Plan) -> Build:
    """Write the same articles and give plain Pelican's build of them."""
    write_plain(folder / "plain" / "content", plan)
    return _build(folder, "plain", _PLAIN)


def shipped(folder: Path) -> Build:
    """Give the build of this repository's own content, at the clock's moment."""
    return _build(folder, "shipped", _SHIPPED, epoch=None)


def _build(folder: Path, name: str, settings: str, owner: str = "", epoch: int | None = int(NOW.timestamp())) -> Build:
    folder.mkdir(parents=True, exist_ok=True)
    output, file = folder / name / "output", folder / f"{name}_settings.py"
    text = settings.format(
        root=str(ROOT), content=str(folder / name / "content"), output=str(output), owner=owner, pagination=PAGINATION
    )
    file.write_text(text, encoding="utf-8")
    return Build(file, output, epoch)
