"""Running tasks through invoke inside the environment, and ending each of them in words instead of a traceback."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec

from invoke.collection import Collection
from invoke.program import Program

from . import say
from .bootstrap import COMMAND

ROOT = Path(__file__).resolve().parents[2]
TRACE = "WARM_HANDOFF_TRACE"

P = ParamSpec("P")


def main(tasks: Collection, argv: Sequence[str]) -> None:
    """Run the tasks that a command line names. Ends the process on trouble, with the task's exit code."""
    Program(name="tasks.py", binary=COMMAND, namespace=tasks).run(["tasks.py", *argv])


def run(work: Callable[P, int | None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Call the function behind a task and turn its end into an exit code; every failure becomes a line."""
    say.calm_streams()
    try:
        code = work(*args, **kwargs) or say.DONE
    except say.Stop as stop:
        say.err(*stop.lines)
        code = stop.code
    except (KeyboardInterrupt, EOFError):  # Ctrl-C, or Ctrl-D at a question
        code = say.INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe, such as `head`, has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = say.DONE
    except OSError as error:
        say.err(say.disk_trouble(error))
        code = say.TROUBLE
    except Exception as error:  # a fault of ours: still no traceback, but the way to one
        if os.environ.get(TRACE):
            raise
        say.err(_fault(error))
        code = say.FAULT
    if code:
        sys.exit(code)


def _fault(error: Exception) -> str:
    """Name the place without the message, which could quote what a visitor wrote."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{say.shown(place.filename, ROOT)}:{place.lineno}"
    return f"A fault in the office: {type(error).__name__} at {where}. {TRACE}=1 before the command shows all of it."
