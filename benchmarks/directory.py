"""The directory at ten thousand members: the size of its index, what a filter takes in the browser's engine, and a lead's ranking.

    python -m benchmarks.directory [--members 10000]

Reads a corpus of benchmarks.corpus without building the site. Sizes do not depend on the machine; times are for orientation,
apart from the two bars: 300 KB gzipped for the index, 5 ms for a filter.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "plugins"))

from content_library.library import load  # noqa: E402
from hub_core.addresses import Addresses  # noqa: E402
from hub_core.settings import HubSettings  # noqa: E402
from va_directory.facets import Listings  # noqa: E402
from va_directory.hours import window  # noqa: E402
from va_directory.index import Columns  # noqa: E402
from va_directory.matching import Need, candidate, rank  # noqa: E402
from va_directory.views import Directory  # noqa: E402
from va_directory.wording import Words, plain_words  # noqa: E402

from .corpus import write_content  # noqa: E402
from .plan import NOW, Plan  # noqa: E402

MOST_KB, MOST_MILLISECONDS = 300, 5


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.directory", description=__doc__)
    parser.add_argument("--members", type=int, default=10_000, help="how many members (10000)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder, "content")
        write_content(content, Plan(articles=8, members=given.members))
        settings = HubSettings(owner="ada-ashdown-0")
        library, problems = load(content, settings, NOW)
        stopping = [str(one) for one in problems if not one.is_note]
        if stopping:
            print("\n".join(stopping[:5]))
            return 1
        addresses, day = Addresses("https://a.example"), NOW.date()
        listings = Listings(Directory(library.members, library.vocabulary, addresses, day), settings.members_on_one_page)
        before = time.process_time()
        files = Columns(listings).files()
        row("the three files written", f"{time.process_time() - before:.1f} s")
        for name, text in files.items():
            Path(folder, f"{name}.json").write_text(text, encoding="utf-8")
            packed = len(gzip.compress(text.encode(), 9)) / 1024
            bar = f" (bar: {MOST_KB} KB)" if name == "index" else ""
            row(f"{name}.json, gzipped", f"{packed:.0f} KB{bar}")
        scripts = (ROOT / "theme/static/js").as_uri()
        done = subprocess.run(
            ["node", str(Path(__file__).with_name("directory.mjs")), folder, scripts],
            capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        for name, value in json.loads(done.stdout).items():
            bar = f" (bar: {MOST_MILLISECONDS} ms)" if name.startswith(("three", "a word")) else ""
            row(f"in the page: {name}", str(value) if name == "members" else f"{value:.2f} ms{bar}")
        words = Words.of(plain_words(library.vocabulary, (one.code for member in library.members for one in member.front.languages)))
        need = Need(task="Bookkeeping in Xero, and payroll", hours=window("Europe/London", "09:00-17:00", day))
        row("in the office: a lead ranked, from members to reasons", f"{ranked(library.members, need, words, day):.2f} s (bar: 0.3 s)")
    return 0


def ranked(members: tuple, need: Need, words: Words, day: dt.date) -> float:  # type: ignore[type-arg]
    """Give the middle of five runs, in seconds of processor time."""
    times = []
    for _ in range(5):
        before = time.process_time()
        rank(need, [candidate(member, day) for member in members], words, day)
        times.append(time.process_time() - before)
    return sorted(times)[2]


def row(name: str, value: str) -> None:
    """Print a line of the table."""
    print(f"{name:70} {value}")


if __name__ == "__main__":
    sys.exit(main())
