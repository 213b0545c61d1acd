"""Whether the built site still stands: nothing that goes into it has changed, nor what came out, nor has a date passed.

A stale page is worse than a second, so every doubt means to build. Compared are, for each file of the content, the theme and
the plugins, its size, its inode and both of its times (a file that was put back with an old date has a new time of change); the
settings and the whole environment but for what terminals add; the Python and the packages; the moment until which the site
holds, which the build says; and the output itself. Standard library only, and no Pelican.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import runpy
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = ".cache/build-stamp.json"
HOLDS = "WARM_HANDOFF_HOLDS"  # the file in which a build says until when its site holds
_NOISE = ("_", "PWD", "OLDPWD", "SHLVL", "TERM", "COLORTERM", "COLUMNS", "LINES", "WINDOWID", "TERM_PROGRAM", "INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID", HOLDS)
_JUST_NOW = 1_000_000_000  # nanoseconds; two changes within one tick of a file system's clock look like one
_DEEPEST = 40  # folders; a link to a folder above must not be followed for ever


@dataclass(frozen=True, slots=True)
class Seen:
    """The mark of some files, and when the newest of them changed, in nanoseconds."""

    mark: str
    newest: int


def seen(folders: Iterable[Path]) -> Seen:
    """Look at all files below some folders. Raises OSError."""
    digest, newest = hashlib.sha256(), 0
    for folder in folders:
        digest.update(f"{folder}\0".encode("utf-8", "surrogateescape"))
        for name, stat in _walk(folder, "", 0):
            digest.update(f"{name}\0{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}\n".encode("utf-8", "surrogateescape"))
            newest = max(newest, stat.st_ctime_ns)
    return Seen(digest.hexdigest(), newest)


def _walk(folder: Path | str, below: str, depth: int) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        name = f"{below}{entry.name}"
        if entry.is_dir() and depth < _DEEPEST:
            yield from _walk(entry.path, f"{name}/", depth + 1)
        else:
            yield name, entry.stat()


def inputs(root: Path, settings: str, environment: Mapping[str, str]) -> Seen | None:
    """Look at all that goes into a build but the time; None when that cannot be known, as with settings that do not run."""
    try:
        table = runpy.run_path(str(root / settings))
        theme = Path(str(table.get("THEME", "theme")))
        folders = {root / "content", root / theme, root / "plugins", *(root / str(path) for path in table.get("PLUGIN_PATHS", ()))}
        files = seen(sorted(folders))
        around = [
            sys.version, settings, sorted(os.listdir(sysconfig.get_path("purelib"))),
            sorted((name, value) for name, value in environment.items() if name not in _NOISE),
            [(file.name, file.read_text(encoding="utf-8")) for file in sorted(root.glob("*.py"))],
        ]  # fmt: skip
    except Exception:  # noqa: BLE001 - settings are Python and may raise anything; the build will say what
        return None
    return Seen(hashlib.sha256((files.mark + json.dumps(around)).encode("utf-8", "surrogateescape")).hexdigest(), files.newest)


def stands(root: Path, output: Path, now: Seen | None, moment: dt.datetime) -> tuple[str, ...] | None:
    """Give the lines of the last build when its site still stands at a moment (with a time zone), else None."""
    if now is None:
        return None
    try:
        stamp = json.loads((root / FILE).read_text(encoding="utf-8"))
        until, since = dt.datetime.fromisoformat(stamp["until"]), dt.datetime.fromisoformat(stamp["since"])
        holds = stamp["inputs"] == now.mark and since <= moment < until and stamp["output"] == seen([output]).mark
        return tuple(str(line) for line in stamp["lines"]) if holds else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def due(root: Path) -> str:
    """Give the line of the last build on when the site has to be built again, or ""."""
    try:
        return str(json.loads((root / FILE).read_text(encoding="utf-8")).get("due", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def keep(
    root: Path, settings: str, environment: Mapping[str, str], before: Seen | None, began: int, holds: tuple[str, str, str], lines: Iterable[str],
    output: Path,
) -> None:  # fmt: skip
    """Write the stamp of a build, unless something changed while it ran or just before.

    `began` is its beginning in nanoseconds since 1970; `holds` are the moments from which and until which its site holds, and
    the line that says why.
    """
    after = inputs(root, settings, environment)
    if before is None or after != before or before.newest > began - _JUST_NOW:
        return
    stamp = {"inputs": before.mark, "output": seen([output]).mark, "since": holds[0], "until": holds[1], "due": holds[2], "lines": list(lines)}
    (root / FILE).write_text(json.dumps(stamp), encoding="utf-8")
