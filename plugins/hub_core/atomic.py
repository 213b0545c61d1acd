"""Files that are either there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_bytes(target: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file by way of a temporary one beside it, synced before the rename; folders are made.

    Raises OSError; the old file, if there was one, then still stands.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def write_text(target: Path, content: str, mode: int = 0o644) -> None:
    """Write UTF-8 text with `\\n` line ends, as write_bytes does."""
    write_bytes(target, content.encode("utf-8"), mode)


def _sync_folder(folder: Path) -> None:
    """A rename is only safe from a power cut once its folder is synced; Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
