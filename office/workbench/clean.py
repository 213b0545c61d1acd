"""The task `clean`: deletes what can be made again, after asking. What is private or written by hand is not in its reach."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from . import say
from .build import OUTPUT

# Names in the project's folder; each can be made again from the rest.
_MADE = (OUTPUT, ".cache", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "__pycache__")
_LEFTOVERS = (f".{OUTPUT}-old", f".{OUTPUT}-new-*")
_CODE = ("plugins", "office", "tests", "benchmarks")  # the folders in which Python leaves its caches
_ENVIRONMENT = ".venv"


def targets(root: Path, *, everything: bool) -> list[Path]:
    """Give the folders that would be deleted, in a fixed order. `everything` adds the environment."""
    names = [*_MADE, _ENVIRONMENT] if everything else [*_MADE]
    found = [root / name for name in names if (root / name).exists()]
    for pattern in _LEFTOVERS:
        found += sorted(root.glob(pattern))
    for name in _CODE:
        found += sorted(_caches(root / name))
    return found


def _caches(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not folder.is_symlink():
        yield from (one for one in folder.rglob("__pycache__") if one.is_dir() and "node_modules" not in one.parts)


def delete(found: list[Path]) -> None:
    """Delete folders. A link is taken away, what it leads to stays. Raises OSError."""
    for one in found:
        if one.is_symlink() or one.is_file():
            one.unlink()
        else:
            shutil.rmtree(one)


def task(
    root: Path, *, everything: bool, yes: bool, dry_run: bool, ask: Callable[[str], str] = input, can_ask: bool = True
) -> int:
    """List what would go, ask, and delete it. `can_ask` says whether a person is at the terminal."""
    found = targets(root, everything=everything)
    if not found:
        say.out("Nothing to clean.")
        return say.DONE
    say.out(*(say.shown(one, root) + "/" for one in found))
    if dry_run:
        say.out(f"{say.plural(len(found), 'folder')} would be deleted.")
        return say.DONE
    if not yes:
        if not can_ask:
            raise say.Stop("Nobody is here to ask. Add --yes to delete these, or --dry-run only to list them.", code=say.MISUSE)
        if ask(f"Delete {say.plural(len(found), 'folder')}? [y/N] ").strip().lower() not in ("y", "yes"):
            say.out("Nothing was deleted.")
            return say.DONE
    delete(found)
    say.out(f"{say.plural(len(found), 'folder')} deleted.")
    return say.DONE
