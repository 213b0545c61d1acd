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
from pathlib import Path

import pytest
from served import PATIENCE, Served

REPOSITORY = Path(__file__).resolve().parents[2]
SERVE = "import sys; from pathlib import Path; from office.serve import server; sys.exit(server.task(Path(sys.argv[1]), host='127.0.0.1', port=0))"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("served") / "a hub"
    root.mkdir()
    for name in ("content", "theme", "plugins"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pelicanconf.py", root)
    environment = {**os.environ, "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'plugins'}", "PYTHONUNBUFFERED": "1"}
    environment.pop("WARM_HANDOFF_DATABASE", None)
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(root)], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
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
