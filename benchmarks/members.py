"""A directory of thousands: its build from nothing, and the look that finds that nothing has changed.

    python -m benchmarks.members [--members 10000]

Seconds are of processor time on this machine.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from office.workbench import stamp

from . import builds
from .builds import BuildFailedError
from .measures import Say
from .plan import NOW, Plan

BAR, LOOK_BAR = 12.0, 1.0


def measure(folder: Path, members: int, say: Say) -> dict[str, float]:
    """Give the seconds of reading, of writing, of the whole build, and of the look at an unchanged site. Raises BuildFailedError."""
    say(f"writing {members:,} member files")
    build = builds.ours(folder, Plan(articles=1, members=members))
    say("building from nothing")
    figures = build.run(keep=True)
    root = build.output.parent
    (root / "conf.py").write_text(build.settings.read_text(encoding="utf-8"), encoding="utf-8")
    (root / "plugins").mkdir()
    (root / ".cache").mkdir()
    environment = dict(os.environ)
    before = stamp.inputs(root, "conf.py", environment)
    if before is None:
        raise BuildFailedError("the files of the build cannot be looked at")
    holds = (NOW.isoformat(), NOW.replace(hour=23).isoformat())
    stamp.keep(root, "conf.py", environment, before, before.newest + 2_000_000_000, holds, [], build.output)
    say("looking whether it stands")
    began = time.process_time()
    stands = stamp.stands(root, build.output, stamp.inputs(root, "conf.py", environment), NOW)
    look = time.process_time() - began
    if stands is None:
        raise BuildFailedError("a site in which nothing changed was not known as such")
    return {"read": figures.parts["read"], "write": figures.parts["write"], "whole": figures.cpu, "look": look, "pages": figures.pages}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; give 1 when the build failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.members", description="Measure a large directory.")
    parser.add_argument("--members", type=int, default=10_000, metavar="M", help="member files (10000)")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        try:
            found = measure(Path(folder), options.members, lambda what: print(f"{what} ..."))
        except BuildFailedError as failure:
            print(f"The build failed:\n{failure}")
            return 1
    print(f"{options.members:,} members, {found['pages']:,.0f} pages")
    print(f"reading and checking  {found['read']:6.1f} s")
    print(f"writing               {found['write']:6.1f} s")
    print(f"from nothing          {found['whole']:6.1f} s   (the bar is {BAR:.0f} s)")
    print(f"nothing has changed   {found['look']:6.2f} s   (the bar is {LOOK_BAR:.0f} s)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
