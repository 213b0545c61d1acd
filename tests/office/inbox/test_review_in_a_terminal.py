"""`inbox.review` as an owner runs it: the task itself behind a terminal, key by key."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from queueing import comment, files_of

from office.inbox.store import Store, open_store

pty = pytest.importorskip("pty", reason="this system has no such terminals")
REPOSITORY = Path(__file__).resolve().parents[3]
TASK = (
    # Ctrl-C reaches it as it does in a terminal, also where whoever runs the tests ignores it and hands that on.
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "import sys; from pathlib import Path; sys.path[:0] = [sys.argv[2], sys.argv[2] + '/plugins']; "
    "from office.workbench.program import run; from office.inbox.review import review_task; "
    "run(review_task, Path(sys.argv[1]), suspected=len(sys.argv) > 3, can_ask=sys.stdin.isatty())"
)
PROMPT = "\n> "
PATIENCE = 60.0


class Terminal:
    """A person at a terminal: types when she is asked, and reads what stands there."""

    def __init__(self, end: int) -> None:
        self.end, self.shown = end, ""

    def read_until(self, words: str) -> str:
        """Wait until some words stand there that did not before, and give all that came with them."""
        start, until = len(self.shown), time.monotonic() + PATIENCE
        while words not in self.shown[start:]:
            if not select.select([self.end], [], [], max(0.0, until - time.monotonic()))[0]:
                raise AssertionError(self.shown[start:])
            try:
                self.shown += os.read(self.end, 65_536).decode().replace("\r\n", "\n")
            except OSError:  # the other end has closed
                break
        return self.shown[start:]

    def type(self, keys: str, until: str = PROMPT) -> str:
        """Type a line, and give what is shown until the next question."""
        os.write(self.end, f"{keys}\n".encode())
        return self.read_until(until)


@contextmanager
def reviewing(root: Path, *more: str) -> Iterator[tuple[Terminal, subprocess.Popen[bytes]]]:
    ours, theirs = pty.openpty()
    given = {name: value for name, value in os.environ.items() if not name.startswith("WARM_HANDOFF_") and name not in ("VISUAL", "EDITOR")}
    process = subprocess.Popen(
        [sys.executable, "-c", TASK, str(root), str(REPOSITORY), *more], stdin=theirs, stdout=theirs, stderr=theirs,
        env={**given, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "50"}, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        yield Terminal(ours), process
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def end_by_ctrl_c(process: subprocess.Popen[bytes]) -> int:
    """Give its exit code. One that comes in the instant before Python waits for a key goes unnoticed, so a person presses again."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        os.killpg(process.pid, signal.SIGINT)
        try:
            return process.wait(5)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("it goes on")


@pytest.fixture
def waiting(root: Path, private: Path) -> Iterator[Store]:
    with closing(open_store(private)) as store:
        store.add([comment(text="The first one."), comment(text="Bad manners."), comment(text="the FIRST one"), comment(text="Wrogn word.")])
        yield store


def states(store: Store) -> dict[int, str]:
    return {number: one.state for number in range(1, 6) if (one := store.get(number))}


def test_every_key_does_what_it_says(root: Path, waiting: Store) -> None:
    before = files_of(root)
    with reviewing(root) as (terminal, process):
        shown = terminal.read_until(PROMPT)
        assert all(words in shown for words in ("On “A first month”, 0 published so far", "The first one.", "Spam score", "Nearly the same: 3"))
        assert "\x1b[" in shown  # in colour, since somebody looks
        assert "mara@mara.example" in terminal.type("w")
        assert "Bad manners." in terminal.type("a")
        assert states(waiting)[1] == "approved"
        assert "1: no longer approved" in terminal.type("u")
        assert files_of(root) == before
        assert "Bad manners." in terminal.type("k")
        assert "the FIRST one" in terminal.type("r")
        assert "Wrogn word." in terminal.type("s")
        terminal.type("e", until="[text]")
        terminal.type("text", until="alone ends it.")
        terminal.type("Right word.", until="Right word.")
        assert "Right word." in terminal.type(".")
        terminal.type("y", until="alone ends it.")
        terminal.type("Thank you.", until="Thank you.")
        assert "Nothing is left" in terminal.type(".")
        terminal.type("u")  # the reply is taken back, and the comment stands
        assert "is as it was before" in terminal.shown
        terminal.type("q", until="still waiting.")
        assert process.wait(PATIENCE) == 0

    assert states(waiting) == {1: "new", 2: "rejected", 3: "spam", 4: "approved"}
    assert [re.sub(r".*/", "", name) for name in files_of(root) if "/comments/" in name] == ["2026-11-21-mara-1.md"]


def test_a_key_that_is_none_and_the_end_of_input_change_nothing(root: Path, waiting: Store) -> None:
    with reviewing(root) as (terminal, process):
        terminal.read_until(PROMPT)
        assert "Choose one of the keys." in terminal.type("\x1b[A")
        os.write(terminal.end, b"\x04")  # Ctrl-D
        terminal.read_until("still waiting.")
        assert process.wait(PATIENCE) == 0

    assert set(states(waiting).values()) == {"new"}


def test_ctrl_c_ends_it_without_a_traceback(root: Path, waiting: Store) -> None:
    with reviewing(root) as (terminal, process):
        terminal.read_until(PROMPT)
        terminal.type("a")
        assert end_by_ctrl_c(process) != 0
        terminal.read_until("\0")

    assert "Traceback" not in terminal.shown
    assert states(waiting)[1] == "approved"
