"""A finished folder in the place of an old one, so that there is a whole one at every moment but an instant.

Beside `output` lie `.output-new-<random>` while a build runs and `.output-old` while it is switched. A crash leaves
one of four states, and `recover` leads back from each:

- `.output-new-*` beside `output`: the build did not finish; it goes.
- `.output-old` beside `output`: the switch was done; the old one goes.
- `.output-old` without `output`: the crash came between the two renames; the old one goes back.
- neither: nothing happened.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from pathlib import Path

_TRIES = 20
_PAUSE = 0.05  # seconds; on Windows a virus scanner or a server may hold a file for a moment


def new_folder(target: Path) -> Path:
    """Make an empty folder beside `target` to build into.

    Its name is new each time: a child that outlived its parent must not write into the next build.
    """
    folder = target.with_name(f".{target.name}-new-{secrets.token_hex(4)}")
    folder.mkdir()
    return folder


def _old_folder(target: Path) -> Path:
    return target.with_name(f".{target.name}-old")


def recover(target: Path) -> None:
    """Clear away what a crash left and bring back the last good folder. Call it with the build's lock held."""
    old = _old_folder(target)
    if old.exists() and not target.exists():
        _rename(old, target)
    for folder in (old, *target.parent.glob(f".{target.name}-new-*")):
        remove(folder)


def switch(new: Path, target: Path) -> None:
    """Put the finished folder `new` in the place of `target`. Raises OSError; `target` is then as it was."""
    old = _old_folder(target)
    had_one = target.exists()
    if had_one:
        _rename(target, old)
    try:
        _rename(new, target)
    except OSError:
        if had_one:
            _rename(old, target)
        raise
    remove(old)


def _rename(source: Path, goal: Path) -> None:
    for remaining in range(_TRIES, -1, -1):
        try:
            source.rename(goal)
        except PermissionError:
            if os.name != "nt" or not remaining:
                raise
            time.sleep(_PAUSE)
        else:
            return


def remove(folder: Path) -> None:
    """Delete a folder as far as that is possible now."""
    # What cannot be deleted now (a file open on Windows) is in nobody's way; the next build tries again.
    with contextlib.suppress(OSError):
        shutil.rmtree(folder)
