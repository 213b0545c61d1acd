"""The learner: what it says, when it says nothing, and that it forgets what is undone."""

from __future__ import annotations

import pytest
from queueing import rows_of

from office.inbox.learner import MIN_LESSONS, Learner, judge, words_of
from office.inbox.store import Store
from office.inbox.tables import words

pytestmark = pytest.mark.both_databases


def taught(store: Store, spam: int = MIN_LESSONS, ham: int = MIN_LESSONS) -> Learner:
    learner = Learner(store)
    with store.writing() as connection:
        for number in range(spam):
            learner.learn(connection, "spam", f"Cheap watches shipped today number{number}")
        for number in range(ham):
            learner.learn(connection, "approve", f"My clients liked the handover note number{number}")
    return learner


def test_says_nothing_before_it_has_seen_enough(store: Store) -> None:
    assert taught(store, ham=MIN_LESSONS - 1).opinion("Cheap watches").probability == 0.5


def test_learns_words_of_letters_that_grow_when_their_case_is_folded(store: Store) -> None:
    with store.writing() as connection:
        Learner(store).learn(connection, "spam", "\u0390" * 24)

    assert max(len(row[0]) for row in rows_of(store, words)) == 60


def test_knows_spam_and_the_words_that_tell(store: Store) -> None:
    opinion = taught(store).opinion("CHEAP watches for you")

    assert opinion.probability > 0.9
    assert set(opinion.telling) == {"cheap", "watches"}


def test_knows_what_is_none(store: Store) -> None:
    assert taught(store).opinion("the clients and the handover").probability < 0.1


def test_has_no_opinion_on_words_it_never_saw(store: Store) -> None:
    assert taught(store).opinion("Quite different words entirely").probability == 0.5
    assert taught(store).opinion("").probability == 0.5


def test_forgets_exactly_what_it_learnt(store: Store) -> None:
    learner = taught(store)
    before = rows_of(store, words)
    with store.writing() as connection:
        learner.learn(connection, "spam", "Cheap handover")
        learner.forget(connection, "spam", "Cheap handover")

    assert rows_of(store, words) == before


def test_learns_nothing_from_other_decisions(store: Store) -> None:
    learner = Learner(store)
    with store.writing() as connection:
        for action in ("reject", "edit", "done"):
            learner.learn(connection, action, "Some words here")

    assert rows_of(store, words) == []


def test_gives_the_same_opinions_one_by_one_and_together(store: Store) -> None:
    learner = taught(store)
    texts = ["Cheap", "handover cheap", "", "nothing known"]

    with store.engine.connect() as connection:
        assert learner.opinions(texts, connection) == [learner.opinion(text) for text in texts]


def test_a_word_seen_once_decides_nothing() -> None:
    assert judge({"watches"}, {"watches": (1, 0)}, (20, 20)).probability <= 0.75


def test_looks_at_words_of_every_script_once_each() -> None:
    assert words_of("Ja ja, Зоя Зоя! It is e-mail_ed 12345") == {"зоя", "mail", "12345"}
