"""A small learner: naive Bayes over words, trained by the owner's own decisions and by nothing else.

Paul Graham's "A Plan for Spam" made the method known; the counts are smoothed as Gary Robinson proposed, so that a
word seen once does not decide anything.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import sqlalchemy as sa

from .store import Store
from .tables import words

LESSONS = ("approve", "spam")  # the decisions that it learns from
MIN_LESSONS = 8  # of each kind, before the learner says anything
_TOTAL = " lessons"  # the row that counts whole submissions; no word has a space
_WORD = re.compile(r"[^\W_]{3,24}", re.UNICODE)
LONGEST = 60  # signs of a word, as the table has it
_STRENGTH, _ASSUMED = 1.0, 0.5
_MOST_TELLING = 15
_AT_ONCE = 5_000  # values in one query


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely it is spam by its words, 0 to 1, and the words that say so most; 0.5 means no opinion."""

    probability: float
    telling: tuple[str, ...]


def words_of(text: str) -> set[str]:
    """Give the words that the learner looks at, each once."""
    return {word.casefold()[:LONGEST] for word in _WORD.findall(text)}  # a folded letter can be three


class Learner:
    """Reads and writes the counts. `learn` and `forget` are part of the decision's own transaction."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def learn(self, connection: sa.Connection, action: str, text: str) -> None:
        """Count the words of a decided submission: approved ones are ham."""
        self._count(connection, action, text, 1)

    def forget(self, connection: sa.Connection, action: str, text: str) -> None:
        """Take back what `learn` counted, when a decision is undone."""
        self._count(connection, action, text, -1)

    def _count(self, connection: sa.Connection, action: str, text: str, step: int) -> None:
        if action not in LESSONS or not text:
            return
        column = words.c.spam if action == "spam" else words.c.ham
        found = sorted({*words_of(text), _TOTAL})
        present = set(connection.scalars(sa.select(words.c.word).where(words.c.word.in_(found))))
        missing = [{"word": word, "spam": 0, "ham": 0} for word in found if word not in present]
        if missing:
            connection.execute(sa.insert(words), missing)
        connection.execute(sa.update(words).where(words.c.word.in_(found)).values({column: column + step}))

    def opinion(self, text: str) -> Opinion:
        """Give what the learner thinks of a text."""
        with self.store.engine.connect() as connection:
            return self.opinions([text], connection)[0]

    def opinions(self, texts: Sequence[str], connection: sa.Connection) -> list[Opinion]:
        """Give what the learner thinks of each of some texts."""
        lessons = _counts(connection, {_TOTAL}).get(_TOTAL, (0, 0))
        if min(lessons) < MIN_LESSONS:
            return [Opinion(0.5, ())] * len(texts)
        found = [words_of(text) for text in texts]
        counts = _counts(connection, set().union(*found))
        return [judge(one, counts, lessons) for one in found]


def _counts(connection: sa.Connection, wanted: Set[str]) -> dict[str, tuple[int, int]]:
    listed = sorted(wanted)
    counts: dict[str, tuple[int, int]] = {}
    for at in range(0, len(listed), _AT_ONCE):
        query = sa.select(words.c.word, words.c.spam, words.c.ham).where(words.c.word.in_(listed[at : at + _AT_ONCE]))
        counts |= {word: (spam, ham) for word, spam, ham in connection.execute(query)}
    return counts


def judge(found: Iterable[str], counts: Mapping[str, tuple[int, int]], lessons: tuple[int, int]) -> Opinion:
    """Give the opinion from the counts. `lessons` are how many submissions of spam and ham were learnt."""
    spam_lessons, ham_lessons = lessons
    if spam_lessons < MIN_LESSONS or ham_lessons < MIN_LESSONS:
        return Opinion(0.5, ())
    scores: list[tuple[float, str]] = []
    for word in found:
        spam, ham = counts.get(word, (0, 0))
        if spam + ham == 0:
            continue
        in_spam, in_ham = spam / spam_lessons, ham / ham_lessons
        raw = in_spam / (in_spam + in_ham)
        scores.append(((_STRENGTH * _ASSUMED + (spam + ham) * raw) / (_STRENGTH + spam + ham), word))
    scores.sort(key=lambda one: (-abs(one[0] - 0.5), one[1]))
    strongest = scores[:_MOST_TELLING]
    if not strongest:
        return Opinion(0.5, ())
    log_odds = sum(math.log(score) - math.log(1 - score) for score, _ in strongest)
    probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
    return Opinion(probability, tuple(word for score, word in strongest if score > 0.6)[:3])
