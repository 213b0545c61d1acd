"""A directory of thousands: its build from nothing, the weight of its pages, and the look that finds that nothing has changed.

    python -m benchmarks.members [--members 10000]

Seconds are of processor time on this machine; weights are gzipped as a web server does it.
"""

from __future__ import annotations

import argparse
import gzip
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
WEIGHT_BAR = 10.0  # KB of one page
LEVEL = 6  # of gzip, as nginx and Caddy have it or better


def heaviest(output: Path) -> tuple[float, str]:
    """Give the weight in KB and the address of the heaviest page."""
    pages = {f"/{file.parent.relative_to(output).as_posix()}/": len(gzip.compress(file.read_bytes(), LEVEL)) / 1024 for file in output.rglob("index.html")}
    most = max(pages, key=pages.__getitem__)
    return pages[most], most


def measure(folder: Path, members: int, say: Say) -> tuple[dict[str, float], Path]:
    """Give the seconds of reading, of writing, of the whole build, and of the look at an unchanged site, and the built site.

    Raises BuildFailedError.
    """
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
    holds = (NOW.isoformat(), NOW.replace(hour=23).isoformat(), "tomorrow")
    stamp.keep(root, "conf.py", environment, before, before.newest + 2_000_000_000, holds, [], build.output)
    say("looking whether it stands")
    began = time.process_time()
    stands = stamp.stands(root, build.output, stamp.inputs(root, "conf.py", environment), NOW)
    look = time.process_time() - began
    if stands is None:
        raise BuildFailedError("a site in which nothing changed was not known as such")
    found = {"read": figures.parts["read"], "write": figures.parts["write"], "whole": figures.cpu, "look": look, "pages": figures.pages}
    return found, build.output


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; give 1 when the build failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.members", description="Measure a large directory.")
    parser.add_argument("--members", type=int, default=10_000, metavar="M", help="member files (10000)")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        try:
            found, output = measure(Path(folder), options.members, lambda what: print(f"{what} ..."))
            weight, page = heaviest(output)
        except BuildFailedError as failure:
            print(f"The build failed:\n{failure}")
            return 1
    print(f"{options.members:,} members, {found['pages']:,.0f} pages")
    print(f"reading and checking  {found['read']:6.1f} s")
    print(f"writing               {found['write']:6.1f} s")
    print(f"from nothing          {found['whole']:6.1f} s   (the bar is {BAR:.0f} s)")
    print(f"nothing has changed   {found['look']:6.2f} s   (the bar is {LOOK_BAR:.0f} s)")
    print(f"heaviest page         {weight:6.1f} KB  (the bar is {WEIGHT_BAR:.0f} KB): {page}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
