"""Builds a content folder in a child process, the way the tests of the site need it."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
SMALL = FIXTURES / "small"
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote to `out`, its exit code, and all that it said."""

    out: Path
    code: int
    said: str

    def files(self) -> dict[str, bytes]:
        """Give every file that was written, by its path with forward slashes."""
        found = sorted(file for file in self.out.rglob("*") if file.is_file())
        return {file.relative_to(self.out).as_posix(): file.read_bytes() for file in found}

    def texts(self) -> dict[str, str]:
        """Give the files that hold text; pictures other than SVG are left out."""
        texts = {}
        for name, content in self.files().items():
            try:
                texts[name] = content.decode("utf-8")
            except UnicodeDecodeError:
                continue
        return texts


def build(
    content: Path, settings: Path, out: Path, *, url: str = "https://x.example", folder: Path = ROOT,
    environment: Mapping[str, str] = MappingProxyType({}), more: Sequence[str] = (),
) -> Built:  # fmt: skip
    """Build `content` for the address `url` at noon of 21 November 2026 (UTC), with `folder` as the working directory."""
    done = subprocess.run(
        [sys.executable, "-m", "pelican", content, "-s", settings, "-o", out, "--fatal", "errors", *more],
        cwd=folder,
        env={
            **os.environ,
            "SITEURL": url,
            "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
            "NO_COLOR": "1",
            "COLUMNS": "4000",  # a long message stays on one line
            **environment,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    return Built(out, done.returncode, done.stdout)
