"""One at a time: a lock between processes that a crash releases. Standard library only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def only_one(file: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a lock on `file` while the block runs. `waiting` is called once when another process holds it.

    The file stays behind, empty: deleting it would let two processes lock two different files. A file system
    without locks (some network drives) is taken as it is, without protection. Raises OSError when the file
    cannot be made.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "a+b") as handle:
        if not _lock(handle, wait=False):
            waiting()
            _lock(handle, wait=True)
        try:
            yield
        finally:
            _unlock(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes], *, wait: bool) -> bool:
        """Windows locks bytes, not files, and its waiting lock gives up after ten seconds: ask again."""
        while True:
            handle.seek(0)
            try:
                msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
            else:
                return True

    def _unlock(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: IO[bytes], *, wait: bool) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # this file system has no locks
            return True
        return True

    def _unlock(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)

