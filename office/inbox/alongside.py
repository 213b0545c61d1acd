"""Scores a large import while it comes in: a process of its own beside the one that reads.

It ends when its standard input does, so it outlives no import, not even one that is killed. What it leaves unscored is
scored when the queue is next opened.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from .scoring import read_phrases, score_new
from .store import open_store

FROM_BYTES = 2_000_000  # fewer are scored sooner than another Python has started
_PAUSE = 0.3  # seconds between two looks at what has come in


@contextmanager
def scored_alongside(root: Path, language: str, files: Sequence[Path]) -> Iterator[None]:
    """Score what comes in meanwhile, when the files are large enough to be worth a process. `language` is the site's."""
    if sum(_size(file) for file in files) < FROM_BYTES:
        yield
        return
    here = Path(__file__).resolve().parents[2]
    path = os.pathsep.join((str(here), str(here / "plugins"), os.environ.get("PYTHONPATH", "")))
    helper = subprocess.Popen(
        [sys.executable, "-m", "office.inbox.alongside", str(root / "private"), language],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    try:
        yield
    finally:
        if helper.stdin:
            helper.stdin.close()
        helper.wait()


def _size(file: Path) -> int:
    """Give how many bytes of a file, or of all in a folder, will be read: one that is too large is refused."""
    from .reading.files import MAX_BYTES  # here, because the process that scores needs none of it

    try:
        sizes = [one.stat().st_size for one in (file.rglob("*") if file.is_dir() else [file])]
    except OSError:
        return 0
    return sum(size for size in sizes if size <= MAX_BYTES)


def main(private: Path, language: str) -> None:
    """Score what comes in until standard input ends, and once more then."""
    ended = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=wait, daemon=True).start()
    with closing(open_store(private)) as store:
        phrases = read_phrases(private)[0]
        while not ended.wait(_PAUSE):
            score_new(store, language=language, phrases=phrases)
        score_new(store, language=language, phrases=phrases)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), sys.argv[2])
    except (KeyboardInterrupt, OSError, sa.exc.SQLAlchemyError):  # the task itself scores what is left, and says what is wrong
        sys.exit(1)
