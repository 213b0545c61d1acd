"""Gives a score to what came in without one, beside the page that is being shown: a large import takes a while."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import sqlalchemy as sa

from office.inbox.scoring import read_phrases, score_new
from office.inbox.store import Store
from office.inbox.tables import submissions

_log = logging.getLogger("office.desk")
PATIENCE = 0.1  # seconds that a page waits; a few submissions are scored within


class Scorer:
    """Scores in one thread at a time. `language` is the site's, as a BCP 47 code."""

    def __init__(self, store: Store, private: Path, language: str) -> None:
        self.store, self.private, self.language = store, private, language
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Score what waits without a score, and come back after PATIENCE at the latest."""
        waiting = sa.select(submissions.c.id).where(
            submissions.c.scored.is_(False), submissions.c.state.in_(("new", "suspected"))
        )
        with self.store.engine.connect() as connection:
            if connection.execute(waiting.limit(1)).first() is None:
                return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="scores", daemon=True)
                self._thread.start()
            thread = self._thread
        thread.join(PATIENCE)

    def _work(self) -> None:
        try:
            score_new(self.store, language=self.language, phrases=read_phrases(self.private)[0])
        except (OSError, sa.exc.SQLAlchemyError) as error:  # tried again when the queue is opened the next time
            _log.warning("What came in could not be scored: %s", type(error).__name__)
