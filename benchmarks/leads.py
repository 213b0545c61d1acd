"""How fast a lead is matched.

    python -m benchmarks.leads [--members 10000] [--rounds 7]

The members are in memory, as the Desk keeps them; the ranking, the conflicts and the fair turn are in the time. It is
processor time, and the best of the rounds, each with another task.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "plugins")]
DAY = dt.date(2026, 11, 26)
BAR = 0.3  # seconds


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; give 1 when it is slower than the bar."""
    from office.leads.conflicts import Conflict
    from office.leads.match import match
    from office.leads.roster import Reader

    parser = argparse.ArgumentParser(prog="python -m benchmarks.leads", description="Measure the matching of a lead.")
    parser.add_argument("--members", type=int, default=10_000, help="how many members (10000)")
    parser.add_argument("--rounds", type=int, default=7, help="how often (7)")
    options = parser.parse_args(argv)
    roster = Reader(ROOT / "content").read()
    known, chance = roster.colleagues(DAY), random.Random(7)
    people = []
    for number in range(options.members):
        one = known[number % len(known)]
        slug = f"{one.slug}-{number}"
        tools = tuple(chance.sample(list(roster.vocabulary.tools), 5))
        people.append(replace(one, candidate=replace(one.candidate, slug=slug, tools=tools)))
    conflicts = [Conflict(member=one.slug, domain="acme.example") for one in people[::50]]
    last = {one.slug: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=number) for number, one in enumerate(people[::3])}
    times = []
    for number in range(options.rounds):
        fields = {
            "task": f"Bookkeeping in Xero and invoicing for a small shop, {number + 3} hours a week, in French.", "service": "bookkeeping",
            "time_zone": "Lisbon", "budget": "45 EUR an hour", "email": "a@acme.example", "avoid": "Nobody who works for law firms.",
        }  # fmt: skip
        start = time.process_time()
        found = match(fields, people, roster.words, DAY, conflicts=conflicts, last=last)
        times.append(time.process_time() - start)
    print(f"{options.members} members: {min(times):.3f} s of processor time (bar {BAR} s); {len(found.places)} could take it, {len(found.left_out)} left out")
    return int(min(times) > BAR)


if __name__ == "__main__":
    sys.exit(main())
