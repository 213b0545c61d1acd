"""The tasks that run somebody else's program in the environment: pytest, ruff, mypy, the measurements."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from . import say
from .bootstrap import TESTS, Environment

_ROOM = 4 * 1024**3  # bytes, four times what a run of all tests leaves


def _prepare(root: Path) -> None:
    """Install what the tests need; in an environment of somebody's own choice, take it as it is."""
    environment = Environment(root)
    if environment.is_current():
        environment.ensure(TESTS)


def _call(root: Path, *command: str) -> int:
    """Run a program with the terminal as it is and give its exit code; one that was killed counts as shells count."""
    code = subprocess.run([sys.executable, "-m", *command], cwd=root, check=False).returncode
    return code if code >= 0 else 128 - code


def _split(args: str) -> list[str]:
    try:
        return shlex.split(args, posix=os.name != "nt")
    except ValueError:
        raise say.Stop("--args has an opening quote without a closing one.", code=say.MISUSE) from None


def test(root: Path, args: str) -> int:
    """Run the tests, in two processes, and keep pytest's exit code. `args` goes on to pytest; `-n 0` there makes it one process."""
    extra = _split(args)
    _prepare(root)
    if "TMPDIR" not in os.environ and (memory := _memory()):
        os.environ["TMPDIR"] = memory
    # In their order: the files with few tests, which would come last else, are those of the browser, and take longest.
    return _call(root, "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", *extra)


def _memory(folder: str = "/dev/shm") -> str:  # noqa: S108 (pytest makes a folder of its own there, for its user alone)
    """Give the folder whose files a Linux system keeps in memory, or "" where none has room: most tests wait for a disk otherwise."""
    try:
        facts = os.statvfs(folder)
    except (AttributeError, OSError):
        return ""
    has_room = facts.f_bavail * facts.f_frsize >= _ROOM
    return folder if has_room and not facts.f_flag & os.ST_NOEXEC and os.access(folder, os.W_OK) else ""


def quality(root: Path, args: str) -> int:
    """Measure the built site against the bars."""
    extra = _split(args)
    _prepare(root)
    return _call(root, "tests.bars", *extra)


def bench(root: Path, args: str) -> int:
    """Measure the speed of builds."""
    extra = _split(args)
    _prepare(root)
    return _call(root, "benchmarks", *extra)


def lint(root: Path, *, fix: bool) -> int:
    """Check style and types; both run, and the first that finds something gives the exit code."""
    _prepare(root)
    style = _call(root, "ruff", "check", *(["--fix"] if fix else []), ".")
    types = _call(root, "mypy")
    return style or types
