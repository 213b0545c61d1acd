"""Running tasks through invoke inside the environment, and ending each of them in words instead of a traceback."""

from __future__ import annotations

import copy
import inspect
import os
import sys
import textwrap
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec

from invoke.collection import Collection
from invoke.exceptions import Exit, ParseError
from invoke.parser.argument import Argument
from invoke.program import Program

from . import say
from .bootstrap import COMMAND

ROOT = Path(__file__).resolve().parents[2]
TRACE = "WARM_HANDOFF_TRACE"
_WIDTH = 100

P = ParamSpec("P")


def main(tasks: Collection, argv: Sequence[str]) -> None:
    """Run the tasks that a command line names. Ends the process on trouble, with the task's exit code."""
    _Program(name="tasks.py", binary=COMMAND, namespace=tasks).run(["tasks.py", *gathered(tasks, _asked(tasks, argv))])


def _asked(tasks: Collection, argv: Sequence[str]) -> Sequence[str]:
    """Let `NAME --help` show help whatever else stands there: invoke would take `--help` for the word that a task needs."""
    return ["--help", argv[0]] if argv and argv[0] in tasks.task_names and "--help" in argv[1:] else argv


class _Program(Program):
    def parse_tasks(self) -> None:
        """Read the words of a command line. invoke gives a flag's value to `int` and lets what that says through."""
        try:
            super().parse_tasks()
        except ParseError as error:
            raise Exit(_misread(error), say.MISUSE) from None
        except ValueError as error:
            given = str(error).rpartition(": ")[2]
            raise Exit(f"{given} is not a number, and stands where one is wanted. {COMMAND} TASK --help shows a task's flags.", say.MISUSE) from None

    def print_task_help(self, name: str) -> None:
        """Print a task's words and flags: first what stands behind its name, then the flags."""
        context = self.parser.contexts[name]
        words = [one for one in context.args.values() if _is_word(one)]
        flags = [one for one in context.args.values() if not _is_word(one)]
        usage = " ".join([self.binary, name, *map(_word, words), *(["[flags]"] if flags else [])])
        say.out(f"{usage}\n\n{inspect.getdoc(self.collection[name]) or ''}")
        if lines := [*((_word(one), one.help) for one in words), *((_shown_flag(one), one.help) for one in flags)]:
            say.out("")
            widest = max(len(name) for name, _ in lines) + 2
            for spelled, words_on_it in lines:
                text, indent = f"{spelled:<{widest}}{words_on_it}", " " * (widest + 2)
                say.out(textwrap.fill(text, width=_WIDTH, break_on_hyphens=False, initial_indent="  ", subsequent_indent=indent))


def _misread(error: ParseError) -> str:
    """Say what a command line lacks, or has too much of."""
    context = error.context
    name = (context.name if context else "") or "TASK"
    more = f"{COMMAND} {name} --help shows all of it."
    if missing := list(context.missing_positional_args) if context else []:
        return "\n".join([*(f"{name} wants {_word(one)} too. {one.help}" for one in missing), more])
    given = str(error).removeprefix("No idea what ").removesuffix(" is!")
    return f"{name} has nothing called {given}. {more}" if given != str(error) else f"{error} {more}"


def _is_word(argument: Argument) -> bool:
    """Whether it stands behind the task's name, without a flag."""
    return argument.positional or argument.kind is list


def _word(argument: Argument) -> str:
    return str(argument.name).upper() + (" ..." if argument.kind is list else "")


def _shown_flag(argument: Argument) -> str:
    value = {str: "WORDS", int: "NUMBER"}.get(argument.kind, "")
    names = sorted(_flags(argument), key=len)
    return ", ".join(names) + (f"={value}" if value else "")


def gathered(tasks: Collection, argv: Sequence[str]) -> list[str]:
    """Give a command line in which the bare words after a task that takes many, such as numbers, are its flag's values.

    `inbox.approve 12 15` becomes `inbox.approve --ids 12 --ids 15`: invoke would take the second word for a task.
    """
    if not argv or argv[0] not in tasks.task_names:
        return list(argv)
    called = copy.copy(tasks[argv[0]])
    called.help = dict(called.help)  # invoke empties it as it reads it
    if not called.iterable:
        return list(argv)
    many = f"--{called.iterable[0].replace('_', '-')}"
    with_value = {flag for one in called.get_arguments() if one.takes_value for flag in _flags(one)}
    found, words, value = [argv[0]], iter(argv[1:]), ""
    for word in words:
        if value:
            found.append(word)
            value = ""
        elif word.startswith("-") and word != "-":
            found.append(word)
            value = word if word in with_value else ""
        else:
            found += [many, word]
    return found


def _flags(argument: Argument) -> list[str]:
    return [f"-{name}" if len(name) == 1 else f"--{name.replace('_', '-')}" for name in argument.names]


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
