"""The tasks that run somebody else's program in the environment: pytest, ruff, mypy, the measurements."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from . import say
from .bootstrap import TESTS, Environment


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
    return _call(root, "pytest", "-n", "2", "--dist", "loadfile", *extra)


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
