"""Scores what has come in and has no score yet, some hundreds at a time; what looks like spam goes to its own pile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from hub_core.documents import read_text

from .learner import Learner
from .spam import PHRASES, score
from .store import Store, stored_of
from .tables import submissions

OWN_PHRASES = "phrases.txt"
_BATCH = 500


def read_phrases(private: Path) -> tuple[tuple[str, ...], list[str]]:
    """Give the phrases that spam is known by, with the owner's own from `private/phrases.txt`, and lines on mistakes.

    The file has one phrase a line; a line that begins with `#` is a remark.
    """
    file = private / OWN_PHRASES
    if not file.is_file():
        return PHRASES, []
    text, problems = read_text(file, f"private/{OWN_PHRASES}")
    lines = [line.strip() for line in (text or "").split("\n")]
    own = [line for line in lines if line and not line.startswith("#")]
    return tuple(dict.fromkeys((*PHRASES, *own))), [str(problem) for problem in problems]


def score_new(store: Store, *, language: str, phrases: Sequence[str] = PHRASES) -> int:
    """Score every submission that waits without a score, and give how many are suspected of being spam.

    `language` is the site's, as a BCP 47 code. A score is only ever given to what nobody has decided on.
    Killed in between, the next call goes on where this one stopped.
    """
    learner, suspected = Learner(store), 0
    while True:
        with store.engine.connect() as connection:  # only reads: what comes in meanwhile need not wait for the thinking
            query = (
                sa.select(submissions)
                .where(submissions.c.scored.is_(False), submissions.c.state.in_(("new", "suspected")))
                .order_by(submissions.c.id)
                .limit(_BATCH)
            )
            rows = connection.execute(query).all()
            if not rows:
                return suspected
            batch = [stored_of(row).submission for row in rows]
            before = _seen_before(connection, rows)
            opinions = learner.opinions([one.said for one in batch], connection)
        updates = []
        for row, one, seen, opinion in zip(rows, batch, before, opinions, strict=True):
            found = score(one, seen_before=seen, opinion=opinion, language=language, phrases=phrases)
            state = "suspected" if found.suspected else row.state
            suspected += state == "suspected"
            updates.append(
                {"which": row.id, "from": row.state, "to": state, "value": found.value, "why": "\n".join(found.reasons)}
            )
        with store.writing() as connection:
            connection.execute(_KEEP, updates)


# What somebody decided on meanwhile is left as it is: its state is another.
_KEEP = (
    sa.update(submissions)
    .where(submissions.c.id == sa.bindparam("which"), submissions.c.state == sa.bindparam("from"), submissions.c.scored.is_(False))
    .values(state=sa.bindparam("to"), score=sa.bindparam("value"), reasons=sa.bindparam("why"), scored=True)
)


def _seen_before(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> list[int]:
    """Give for each row how many earlier submissions have the same text. `rows` are in the order of their ids."""
    keys = {row.text_key for row in rows if row.text_key}
    query = (
        sa.select(submissions.c.text_key, sa.func.count())
        .where(submissions.c.text_key.in_(keys), submissions.c.id < rows[0].id)
        .group_by(submissions.c.text_key)
    )
    counts: Counter[str] = Counter()
    if keys:
        for row in connection.execute(query):
            counts[row[0]] = row[1]
    found = []
    for row in rows:
        found.append(counts[row.text_key] if row.text_key else 0)
        counts[row.text_key] += 1
    return found
