"""A checkout with the shipped content, served as an owner serves it, for the tests that go through it in a browser."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
ARTICLE = "/articles/a-first-month-as-a-va/"
PATIENCE = 90.0  # seconds for a build on a busy machine
SERVE = "import sys; from pathlib import Path; from office.serve import server; sys.exit(server.task(Path(sys.argv[1]), host='127.0.0.1', port=0))"
# The same with a clock that stands at the moment in a file, and that the test moves by writing another.
SERVE_AT = """
import datetime as dt, sys
from pathlib import Path
from office.serve import server
root, hands = Path(sys.argv[1]), Path(sys.argv[2])
sys.exit(server.task(root, host="127.0.0.1", port=0, clock=lambda: dt.datetime.fromisoformat(hands.read_text())))
"""


@dataclass(frozen=True)
class Served:
    """A checkout with the shipped content that `serve` serves: its folder, its address, and the Desk's link."""

    root: Path
    url: str
    link: str


def checkout(root: Path, *more: str) -> Path:
    """Copy what a site is made of into a new folder, and give it. `more` are further files of the repository."""
    root.mkdir()
    for name in ("content", "theme", "plugins"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", *more):
        shutil.copy(REPOSITORY / name, root)
    return root


@contextmanager
def serving(root: Path, *, hands: Path | None = None, **environment: str) -> Iterator[Served]:
    """Serve a checkout in a process of its own until the end. `hands` is the file with the moment that its clock shows."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("WARM_HANDOFF_")}
    given = {**inherited, "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'plugins'}", "PYTHONUNBUFFERED": "1", **environment}
    command = [sys.executable, "-c", SERVE_AT, str(root), str(hands)] if hands else [sys.executable, "-c", SERVE, str(root)]
    server = subprocess.Popen(command, env=given, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines: queue.Queue[str] = queue.Queue()
    assert server.stdout
    out = server.stdout
    reading = threading.Thread(target=lambda: [lines.put(line) for line in out], daemon=True)
    reading.start()

    def line_with(words: str) -> str:
        said = []
        while True:
            said.append(lines.get(timeout=PATIENCE))
            if words in said[-1]:
                return said[-1]
            assert server.poll() is None, said

    try:
        url = line_with("Preview at ").split()[2].rstrip("/")
        link = line_with("The Desk").split()[-1]
        line_with("Built in")
        yield Served(root, url, link)
        server.send_signal(signal.SIGINT)
        server.wait(30)
    finally:
        server.kill()
        server.wait()
        reading.join(10)
        out.close()
