"""A PostgreSQL server of this machine's own that lives as long as a test run. Nothing of it is kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PLACES = ("", *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True))
# What is lost in a power cut is lost with the test: the disk need not be waited for.
QUICK = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


class NoServerError(Exception):
    """No server can be started here; the message says why."""


def program(name: str) -> str | None:
    """Give the path of one of PostgreSQL's programs, which Debian keeps apart, or None."""
    return next((found for place in PLACES if (found := shutil.which(name, path=place or None))), None)


def _has_user(name: str) -> bool:
    import pwd

    return any(one.pw_name == name for one in pwd.getpwall())


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give the address of its database. Raises NoServerError."""
    initdb, postgres = program("initdb"), program("postgres")
    if not initdb or not postgres:
        raise NoServerError("there is no PostgreSQL server on this machine")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path must be short
    as_user: dict[str, str] = {}
    if os.name != "nt" and os.geteuid() == 0:  # the server refuses to run as root
        if not _has_user("postgres"):
            raise NoServerError("there is no user to run a PostgreSQL server as")
        as_user = {"user": "postgres"}
        shutil.chown(folder, "postgres")
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **as_user}
    try:
        subprocess.run([initdb, "-D", str(folder / "data"), "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"], check=True, **quiet)
    except (PermissionError, subprocess.CalledProcessError) as error:
        shutil.rmtree(folder)
        raise NoServerError("no PostgreSQL server can be started here") from error
    running = subprocess.Popen([postgres, "-D", str(folder / "data"), "-h", "", "-k", str(folder), *QUICK], **quiet)
    try:
        looking = threading.Event()
        for _ in range(200):
            if (folder / ".s.PGSQL.5432").exists():
                break
            looking.wait(0.1)
        yield f"postgresql://owner@/postgres?host={folder}"
    finally:
        running.terminate()
        running.wait()
        shutil.rmtree(folder)
