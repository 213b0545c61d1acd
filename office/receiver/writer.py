"""Writes what arrives into the inbox's database: one thread, and one transaction for all that wait at a moment.

A post is answered after the commit that holds it. Many at once share one commit, so that each waits for the disk
once and the disk is asked a few dozen times a second rather than hundreds of times.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from concurrent.futures import Future
from pathlib import Path

from office.inbox.record import Submission
from office.inbox.scoring import read_phrases, score_new
from office.inbox.store import Store, open_store

_log = logging.getLogger("office.receiver")
_AT_ONCE = 500
_IDLE = 0.3  # seconds without a post before what came is scored

_Waiting = tuple[Submission, "Future[None]"]


class Writer:
    """Keeps submissions. The database is opened when the first one comes. `language` is the site's."""

    def __init__(self, private: Path, language: str = "en") -> None:
        self.private, self.language = private, language
        self._waiting: queue.Queue[_Waiting | None] = queue.Queue()  # the thread's own: an end is meant for no other
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    async def keep(self, submission: Submission) -> None:
        """Come back when a submission is committed. Raises OSError when it could not be, and then it is not kept."""
        done: Future[None] = Future()
        with self._lock:
            if self._thread is None:
                self._waiting = queue.Queue()
                self._thread = threading.Thread(target=self._work, args=(self._waiting,), name="inbox", daemon=True)
                self._thread.start()
            self._waiting.put((submission, done))
        await asyncio.shield(asyncio.wrap_future(done))

    def close(self) -> None:
        """Finish what waits and close the database. A later post opens it again."""
        with self._lock:
            thread, self._thread = self._thread, None
            if thread is not None:
                self._waiting.put(None)
        if thread is not None:
            thread.join()

    def _work(self, waiting: queue.Queue[_Waiting | None]) -> None:
        store: Store | None = None
        unscored = False
        try:
            while True:
                try:
                    first = waiting.get(timeout=_IDLE if unscored else None)
                except queue.Empty:
                    unscored = False
                    self._score(store)
                    continue
                batch, ends = _batch(waiting, first)
                if batch:
                    try:
                        store = store or open_store(self.private)
                    except Exception as error:  # noqa: BLE001 - said to each visitor who waits; tried again at the next post
                        _fail(batch, error)
                    else:
                        _keep(store, batch)
                        unscored = True
                if ends:
                    return
        finally:
            if store:
                store.close()

    def _score(self, store: Store | None) -> None:
        if store is None:
            return
        try:
            score_new(store, language=self.language, phrases=read_phrases(self.private)[0])
        except Exception as error:  # noqa: BLE001 - the next posts must be kept; it is scored when the queue is opened
            _log.warning("What came in could not be scored: %s", type(error).__name__)


def _batch(waiting: queue.Queue[_Waiting | None], first: _Waiting | None) -> tuple[list[_Waiting], bool]:
    """Give all that wait, and whether the end was asked for."""
    batch: list[_Waiting] = []
    one = first
    while one is not None:
        batch.append(one)
        if len(batch) == _AT_ONCE:
            return batch, False
        try:
            one = waiting.get_nowait()
        except queue.Empty:
            return batch, False
    return batch, True


def _keep(store: Store, batch: list[_Waiting]) -> None:
    try:
        store.add(submission for submission, _ in batch)
    except Exception as error:  # noqa: BLE001 - the message may quote a visitor, so the kind is passed on alone
        if len(batch) == 1:
            _fail(batch, error)
            return
        for one in batch:  # one that cannot be kept must not take the others with it
            _keep(store, [one])
        return
    for _, done in batch:
        done.set_result(None)


def _fail(batch: list[_Waiting], error: Exception) -> None:
    words = error.strerror if isinstance(error, OSError) else None
    for _, done in batch:
        done.set_exception(OSError(0, words or type(error).__name__))
