"""Builds the shipped site the way a person publishes it, in a child process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .built import ORIGIN, BuiltSite

PROJECT = Path(__file__).resolve().parents[2]
SECONDS = 300


class BuildError(Exception):
    """The build stopped. The text is what it said, shortened to its last lines."""


def build_site(out: Path, origin: str = ORIGIN) -> BuiltSite:
    """Build `content/` with the publishing settings into `out`, for the address `origin`.

    Raises BuildError when the build ends with an error or without a home page.
    """
    command = [sys.executable, "-m", "pelican", "content", "-s", "publishconf.py", "-o", str(out)]
    done = subprocess.run(
        [*command, "--fatal", "errors"],
        cwd=PROJECT,
        env={**os.environ, "SITEURL": origin, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise BuildError("\n".join(done.stdout.strip().splitlines()[-30:]))
    if not (out / "index.html").is_file():
        raise BuildError(f"the build ended well, but wrote no home page into {out.name}/")
    return BuiltSite(out, origin)
