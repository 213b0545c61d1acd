"""Scoring what came in: once each, in batches, onto the right pile."""

from __future__ import annotations

from pathlib import Path

import pytest
from queueing import COMMENT, NOW, comment, rating, rows_of

from office.inbox import scoring
from office.inbox.decide import Desk
from office.inbox.learner import MIN_LESSONS
from office.inbox.scoring import read_phrases, score_new
from office.inbox.spam import PHRASES
from office.inbox.store import Store
from office.inbox.tables import submissions

pytestmark = pytest.mark.both_databases


def scored(store: Store) -> dict[int, tuple[str, tuple[str, ...]]]:
    return {one.id: (one.state, one.reasons) for one in store.queue(("new", "suspected"), limit=10_000)}


def test_suspected_spam_goes_to_its_own_pile_with_reasons(store: Store) -> None:
    store.add([comment(), comment(text="Rank on Google with my SEO services")])

    assert score_new(store, language="en-GB") == 1
    assert scored(store) == {1: ("new", ()), 2: ("suspected", ("says “rank on google”, “seo service”",))}


def test_is_done_once(store: Store) -> None:
    store.add([comment(spam="the service")])

    assert [score_new(store, language="en"), score_new(store, language="en")] == [1, 0]


@pytest.mark.parametrize("batch", [2, 3, 500])
def test_a_text_that_many_send_is_noticed_across_batches(store: Store, monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    monkeypatch.setattr(scoring, "_BATCH", batch)
    store.add([comment(name=f"Name {n}", email=f"a{n}@mara.example") for n in range(5)])
    score_new(store, language="en")

    reasons = [reasons for _, reasons in scored(store).values()]
    assert reasons == [(), *((f"text seen {times} before",) for times in ("once", "twice", "3 times", "4 times"))]


def test_votes_and_short_thanks_are_no_repeated_texts(store: Store) -> None:
    store.add([rating(str(n)) for n in range(9)])
    store.add([comment(text="Thank you!", name=f"Name {n}", email="") for n in range(9)])

    assert score_new(store, language="en") == 0


def test_the_owners_decisions_count(store: Store, desk: Desk) -> None:
    store.add([comment(text=f"Glossy brochures printed overnight {n}", name=f"A{n}") for n in range(MIN_LESSONS)])
    store.add([comment(text=f"Our client read the letter gladly {n}", name=f"B{n}") for n in range(MIN_LESSONS)])
    for one in store.queue(limit=100):
        (desk.spam if "Glossy" in one.submission.fields["text"] else desk.approve)(one.id)
    store.add([comment(text="Brochures, glossy ones, printed for you"), comment(text="My client read the letter")])

    assert score_new(store, language="en") == 1
    assert "like what you called spam before" in store.queue(("suspected",))[0].reasons[0]


def test_what_was_decided_on_is_left_alone(store: Store, desk: Desk) -> None:
    store.add([comment(text="Casino casino casino")])
    desk.reject(1)
    score_new(store, language="en")

    stored = store.get(1)
    assert stored is not None
    assert (stored.state, stored.score) == ("rejected", 0.0)


def test_the_owners_phrases_come_from_a_file(private: Path, store: Store) -> None:
    assert read_phrases(private) == (PHRASES, [])
    private.mkdir(exist_ok=True)
    (private / "phrases.txt").write_text("# mine\n\nsecond week\ncasino\n", encoding="utf-8")
    phrases, wrong = read_phrases(private)
    store.add([comment()])

    assert (phrases[-1], phrases.count("casino"), wrong) == ("second week", 1, [])
    assert score_new(store, language="en", phrases=phrases) == 1


def test_a_broken_file_of_phrases_is_said(private: Path) -> None:
    private.mkdir()
    (private / "phrases.txt").write_bytes(b"\xff\xfe")

    assert read_phrases(private)[1] == ["private/phrases.txt:1: this is not UTF-8; save the file with the encoding UTF-8"]


def test_the_record_stays_what_it_was(store: Store) -> None:
    store.add([comment("basin", "1", NOW)])
    before = [row[:11] for row in rows_of(store, submissions)]
    score_new(store, language="en")

    assert [row[:11] for row in rows_of(store, submissions)] == before
    assert store.queue()[0].submission.fields == COMMENT
