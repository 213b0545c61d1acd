"""How the office speaks in a terminal, and how a task ends early. Standard library only."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable

DONE = 0
TROUBLE = 1  # something in the content or on the machine must be mended
MISUSE = 2  # the command line asks for something that does not exist
FAULT = 70  # the office itself is broken (EX_SOFTWARE in sysexits.h)
INTERRUPTED = 130  # Ctrl-C, as shells count it


class Stop(Exception):  # noqa: N818 - it ends a task, which is not always an error
    """Ends a task with lines for the person at the terminal and an exit code."""

    def __init__(self, *lines: str, code: int = TROUBLE) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
        self.code = code


def out(*lines: str) -> None:
    """Print lines that answer the task."""
    for line in lines:
        print(line, flush=True)


def err(*lines: str) -> None:
    """Print lines about trouble or progress, apart from the answer."""
    for line in lines:
        print(line, file=sys.stderr, flush=True)


def calm_streams() -> None:
    """Let a terminal that cannot show a letter show a stand-in instead of raising UnicodeEncodeError."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def disk_trouble(error: OSError) -> str:
    """Say in one line what the disk refused. The path is named, the content of a file never is."""
    where = f": {error.filename}" if error.filename else ""
    if error.errno == errno.ENOSPC or getattr(error, "winerror", None) == 112:
        return f"The disk is full{where}. Free some space and run this again."
    if error.errno == errno.EROFS:
        return f"The disk can only be read{where}. Move the project to a folder you can write to."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Permission denied{where}. Is the file open elsewhere, or does the folder belong to another user?"
    return f"{error.strerror or type(error).__name__}{where}"


def plural(count: int, one: str, many: str = "") -> str:
    """Give `1 page` or `3 pages`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def seconds(duration: float) -> str:
    """Give a duration in seconds as `0.8 s` or `12 s`."""
    return f"{duration:.1f} s" if duration < 10 else f"{duration:.0f} s"


def shown(path: str | os.PathLike[str], root: str | os.PathLike[str]) -> str:
    """Give a path as it is named to people: from the project's folder, with forward slashes."""
    try:
        return os.path.relpath(path, root).replace(os.sep, "/")
    except ValueError:  # another drive on Windows
        return os.fspath(path)


def any_of(words: Iterable[str], last: str = "or") -> str:
    """Give `a, b or c`."""
    listed = list(words)
    return f" {last} ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)
