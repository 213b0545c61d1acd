"""What comments cost a build: the same articles with and without them, in turn, in one run.

    python -m benchmarks.comments [--articles 4000] [--comments 20000] [--repeat 1]

Prints the ratio of the processor time of the two builds. At most 1.15 is the bar.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import words
from .builds import Build, ours
from .corpus import posts
from .plan import Plan
from .words import sentence

BAR = 1.15
_IN_A_THREAD = 50  # comments of one article, every second one an answer


def talk(plan: Plan, number: int) -> Iterator[tuple[str, str]]:
    """Give `number` comment files, fifty below each of the newest articles and more where there are too few."""
    articles = list(posts(plan))[: max(1, -(-number // _IN_A_THREAD))]
    left = number
    for at, post in enumerate(articles):
        count = left // (len(articles) - at)
        left -= count
        draw, first = plan.drawn("talk", at), ""
        for each in range(count):
            moment = post.date + dt.timedelta(minutes=each + 1)
            name = f"{moment:%Y-%m-%d}-guest-{each}"
            answers = f"reply_to: {first}\n" if each % 2 else ""
            first = first if each % 2 else name
            head = f'author: "{draw.choice(words.FIRST_NAMES)} {each}"\ndate: "{moment:%Y-%m-%dT%H:%M:%SZ}"\n{answers}'
            yield f"comments/{post.slug}/{name}.md", f"---\n{head}---\n{sentence(draw)} {sentence(draw)} ({at}.{each})\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.comments", description="Measure what comments cost a build.")
    parser.add_argument("--articles", type=int, default=4_000)
    parser.add_argument("--comments", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=1)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        without, with_them = _pair(Path(folder), Plan(options.articles, 40), options.comments)
        pairs = []
        for turn in range(options.repeat):
            print(f"Building {options.articles} articles without and with {options.comments} comments, round {turn + 1} ...", file=sys.stderr)
            if turn % 2:
                second, first = with_them.run().cpu, without.run().cpu
            else:
                first, second = without.run().cpu, with_them.run().cpu
            pairs.append((first, second))
    ratio = statistics.median(two / one for one, two in pairs)
    print(
        f"{options.comments} comments on {options.articles} articles: {ratio:.2f} x the processor time of a build without"
        f" ({'; '.join(f'{one:.1f} and {two:.1f} s' for one, two in pairs)}). The bar is {BAR}."
    )
    return 0


def _pair(folder: Path, plan: Plan, number: int) -> tuple[Build, Build]:
    without, with_them = ours(folder / "without", plan), ours(folder / "with", plan)
    for one in (folder / "without", folder / "with"):
        shutil.rmtree(one / "ours" / "content" / "comments", ignore_errors=True)
    content = folder / "with" / "ours" / "content"
    for name, text in talk(plan, number):
        file = content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return without, with_them


if __name__ == "__main__":
    raise SystemExit(main())
