"""An import and the process that scores beside it, each killed at several moments: nothing is lost, doubled, unscored or left running."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from office.inbox.listing import import_and_score
from office.inbox.store import DATABASE

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
PROGRAM = Path(__file__).parent / "importing.py"
COUNT = 6_000
PATIENCE = 60.0  # seconds on a busy machine


@dataclass
class Import:
    """An import in a process of its own, and the process beside it."""

    root: Path
    process: subprocess.Popen[str]
    beside: int

    def counts(self) -> tuple[int, int]:
        """Give how many submissions are in the database, and how many of them have a score."""
        file = self.root / "private" / DATABASE
        if not file.is_file():
            return 0, 0
        with closing(sqlite3.connect(file, timeout=30)) as connection:
            try:
                row: tuple[int, int] = connection.execute("SELECT count(*), coalesce(sum(scored), 0) FROM submissions").fetchone()
            except sqlite3.OperationalError:  # the table is being made
                return 0, 0
        return row


def until(true: Callable[[], bool]) -> None:
    """Look again and again until something is so, or fail."""
    looking = threading.Event()
    for _ in range(int(PATIENCE / 0.002)):
        if true():
            return
        looking.wait(0.002)
    raise AssertionError("it never came to this")


def is_running(number: int) -> bool:
    """Say whether a process still runs; one that ended and that nobody has asked for yet does not."""
    status = Path(f"/proc/{number}/stat")
    try:
        os.kill(number, 0)
        return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def export(root: Path) -> Path:
    said = ({"form": "comment", "article": "a-first-month", "name": "Mara", "text": f"Comment {n} on the list for the second week."} for n in range(COUNT))
    entries = [{"id": n, "created_at": "2026-09-19T07:30:00Z", "payload_params": one} for n, one in enumerate(said)]
    file = root.parent / "export.json"
    file.write_text(json.dumps({"submissions": entries}), encoding="utf-8")
    return file


@contextmanager
def importing(root: Path, export: Path) -> Iterator[Import]:
    with subprocess.Popen([sys.executable, str(PROGRAM), str(root), str(export)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield Import(root, process, int(process.stdout.readline()))
        finally:
            process.kill()


def each_once_and_scored(root: Path) -> bool:
    with closing(sqlite3.connect(root / "private" / DATABASE)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT count(*), count(DISTINCT id_key), sum(scored) FROM submissions").fetchone()
    return whole and rows == (COUNT, COUNT, COUNT)


@pytest.mark.parametrize("at", [0, 1, 1_500, 3_000])
def test_the_import_killed_and_run_again_has_each_once(root: Path, export: Path, at: int, capsys: pytest.CaptureFixture[str]) -> None:
    with importing(root, export) as work:
        until(lambda: work.counts()[0] >= at)
        work.process.kill()
        assert work.process.wait() == -signal.SIGKILL
        committed = work.counts()[0]
        until(lambda: not is_running(work.beside))  # by itself: its input has ended

    assert work.counts()[0] == committed < COUNT
    assert work.counts()[1] == committed  # what it left is scored to the end
    assert import_and_score(root, [str(export)]) == 0
    assert f"{COUNT} read: {COUNT - committed} new, {committed} already known, 0 refused." in capsys.readouterr().out
    assert each_once_and_scored(root)


@pytest.mark.parametrize("at", [0, 1, 2_000])
def test_the_process_beside_it_killed_costs_no_score(root: Path, export: Path, at: int) -> None:
    with importing(root, export) as work:
        until(lambda: work.counts()[1] >= at)
        os.kill(work.beside, signal.SIGKILL)
        assert work.process.wait(PATIENCE) == 0

    assert each_once_and_scored(root)
    assert not is_running(work.beside)


@pytest.mark.parametrize("at", [500, 3_000])
def test_both_killed_and_run_again_has_each_once(root: Path, export: Path, at: int) -> None:
    with importing(root, export) as work:
        until(lambda: work.counts()[0] >= at)
        os.kill(work.beside, signal.SIGKILL)
        work.process.kill()
        work.process.wait()
    until(lambda: not is_running(work.beside))

    assert import_and_score(root, [str(export)]) == 0
    assert each_once_and_scored(root)


def test_two_imports_of_the_same_file_at_once_have_each_once(root: Path, export: Path) -> None:
    with importing(root, export) as one, importing(root, export) as other:
        assert (one.process.wait(PATIENCE), other.process.wait(PATIENCE)) == (0, 0)

    assert each_once_and_scored(root)


def test_an_import_that_is_interrupted_leaves_no_process(root: Path, export: Path) -> None:
    with importing(root, export) as work:
        until(lambda: work.counts()[0] >= 500)
        work.process.send_signal(signal.SIGTERM)
        work.process.wait(PATIENCE)
        until(lambda: not is_running(work.beside))
