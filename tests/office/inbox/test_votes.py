"""One vote for each person and article, the latest: counted, taken back, and taken out with everything else of a person."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from pathlib import Path

import pytest
from queueing import NOW, rating, rows_of, sent

from hub_core.yaml12 import load
from office.inbox.decide import DecisionError, Desk
from office.inbox.record import Submission
from office.inbox.store import Store
from office.inbox.tables import decisions, submissions
from office.inbox.votes import remark, take_out
from office.privacy.tasks import erase_task

pytestmark = pytest.mark.both_databases

MARA, OTTO = "mara@mara.example", "otto@otto.example"
FILE = "content/ratings/a-first-month.yaml"
BY_HAND = "# counted on paper\nupdated: 2026-09-01\nvotes:\n  5: 2\n"


def vote(email: str, stars: int, minute: int, **fields: str) -> Submission:
    """Give a vote that was sent so many minutes after NOW."""
    return rating(f"{email}-{minute}", NOW + dt.timedelta(minutes=minute), email=email, stars=str(stars), **fields)


def waiting(store: Store, *votes: Submission) -> list[int]:
    """Put votes into the queue and give their numbers, in the order given."""
    known = {one.id for one in store.queue(limit=1_000)}
    store.add(votes)
    return sorted({one.id for one in store.queue(limit=1_000)} - known)


def counted(root: Path, name: str = FILE) -> dict[int, int]:
    """Give how many gave each number of stars, without those that nobody gave."""
    file = root / name
    votes = load(file.read_text(encoding="utf-8"))["votes"] if file.exists() else {}
    return {int(stars): number for stars, number in votes.items() if number}


class TestOnePerson:
    def test_has_one_vote_and_the_latest_counts(self, root: Path, store: Store, desk: Desk) -> None:
        for number in waiting(store, vote(MARA, 5, 0), vote(OTTO, 5, 1), vote(MARA, 2, 2)):
            desk.approve(number)

        assert counted(root) == {5: 1, 2: 1}

    def test_who_comes_back_to_her_first_vote_has_it(self, root: Path, store: Store, desk: Desk) -> None:
        for number in waiting(store, vote(MARA, 5, 0), vote(MARA, 2, 1), vote(MARA, 5, 2)):
            desk.approve(number)

        assert counted(root) == {5: 1}

    def test_is_known_however_she_writes_her_address(self, root: Path, store: Store, desk: Desk) -> None:
        for number in waiting(store, vote(MARA, 5, 0), vote("Mara@MARA.example", 4, 1)):
            desk.approve(number)

        assert counted(root) == {4: 1}

    def test_has_a_vote_on_each_article(self, root: Path, store: Store, desk: Desk) -> None:
        (root / "content/articles/starting-out/b.md").write_bytes((root / "content/articles/starting-out/a-first-month.md").read_bytes())
        for number in waiting(store, vote(MARA, 5, 0), vote(MARA, 2, 1, article="b")):
            desk.approve(number)

        assert (counted(root), counted(root, "content/ratings/b.yaml")) == ({5: 1}, {2: 1})

    def test_counts_with_the_vote_that_she_sent_last_whatever_is_decided_first(self, root: Path, store: Store, desk: Desk) -> None:
        first, second = waiting(store, vote(MARA, 5, 0), vote(MARA, 2, 1))
        desk.approve(second)
        before = (root / FILE).read_bytes()
        desk.approve(first)

        assert (counted(root), (root / FILE).read_bytes()) == ({2: 1}, before)

    def test_a_vote_that_was_rejected_takes_no_other_s_place(self, root: Path, store: Store, desk: Desk) -> None:
        first, second = waiting(store, vote(MARA, 5, 0), vote(MARA, 1, 1))
        desk.approve(first)
        desk.reject(second)

        assert counted(root) == {5: 1}

    def test_without_an_address_nobody_can_be_told_from_another(self, root: Path, store: Store, desk: Desk) -> None:
        for number in waiting(store, *(rating(f"{n}", NOW + dt.timedelta(minutes=n)) for n in range(3))):
            desk.approve(number)

        assert counted(root) == {5: 3}

    def test_stands_nowhere_in_the_file(self, root: Path, store: Store, desk: Desk) -> None:
        for number in waiting(store, vote(MARA, 5, 0), vote(OTTO, 4, 1)):
            desk.approve(number)

        assert (root / FILE).read_text() == "updated: 2026-11-21\nvotes: {5: 1, 4: 1, 3: 0, 2: 0, 1: 0}\n"

    def test_a_file_that_was_changed_by_hand_never_counts_below_nothing(self, root: Path, store: Store, desk: Desk) -> None:
        first, second = waiting(store, vote(MARA, 5, 0), vote(MARA, 2, 1))
        desk.approve(first)
        (root / FILE).write_text(BY_HAND.replace("5: 2", "4: 2"))
        desk.approve(second)

        assert counted(root) == {4: 2, 2: 1}


def test_a_vote_on_a_name_that_no_file_can_have_is_refused_without_telling_it(store: Store, desk: Desk) -> None:
    store.add([sent("rating", {"article": "x" * 4_000, "stars": "5"}, spam="the service")])

    with pytest.raises(DecisionError, match="This is too long") as refused:
        desk.approve(1)
    assert "xxx" not in str(refused.value)


class TestTheOwner:
    @pytest.mark.parametrize(
        ("given", "says"),
        [
            (vote(MARA, 2, 1), "This person has voted before, with 5. This vote takes its place."),
            (vote(MARA, 2, -1), "A later vote of this person counts already, with 5. This one will change nothing."),
            (vote(OTTO, 2, 1), ""),
            (vote(MARA, 2, 1, article="b"), ""),
            (rating("x"), "It came without an address, so nobody can tell whether this person has voted before."),
        ],
        ids=["later", "earlier", "another", "elsewhere", "nobody"],
    )
    def test_is_told_what_becomes_of_a_vote(self, store: Store, desk: Desk, given: Submission, says: str) -> None:
        desk.approve(waiting(store, vote(MARA, 5, 0))[0])
        with store.engine.connect() as connection:
            assert remark(connection, given) == says


# People, each vote's stars, when it was sent and when it was decided: in an order that the seed draws.
def some_votes(seed: int) -> list[tuple[str, int, int]]:
    drawn = random.Random(seed)
    minutes = drawn.sample(range(100), 14)
    return [(drawn.choice((MARA, OTTO, "ada@ada.example", "")), drawn.randint(1, 5), minute) for minute in minutes]


def approve_all(store: Store, desk: Desk, votes: list[tuple[str, int, int]]) -> None:
    for email, stars, minute in votes:
        at = NOW + dt.timedelta(minutes=minute)
        one = vote(email, stars, minute) if email else rating(f"nobody-{minute}", at, stars=str(stars))
        desk.approve(waiting(store, one)[0])


def model(votes: list[tuple[str, int, int]]) -> dict[int, int]:
    """What should be counted: of each address the vote that was sent last, of nobody all."""
    latest = {email: stars for email, stars, _ in sorted(votes, key=lambda one: one[2]) if email}
    return dict(Counter([*latest.values(), *(stars for email, stars, _ in votes if not email)]))


def with_paper(votes: dict[int, int]) -> dict[int, int]:
    return dict(Counter(votes) + Counter({5: 2}))


@pytest.mark.parametrize("seed", range(12))
class TestAnyVotes:
    def test_count_as_the_rule_says_and_are_undone_to_the_byte(self, root: Path, store: Store, desk: Desk, seed: int) -> None:
        (root / FILE).parent.mkdir(exist_ok=True)
        (root / FILE).write_text(BY_HAND)
        votes, before = some_votes(seed), [BY_HAND]
        for number in range(len(votes)):
            approve_all(store, desk, votes[number : number + 1])
            assert counted(root) == with_paper(model(votes[: number + 1]))
            before.append((root / FILE).read_text())
        for text in reversed(before):
            assert (root / FILE).read_text() == text
            desk.undo()

        assert {row.state for row in store.queue(("new", "approved"), limit=100) if row.state != "new"} == set()

    def test_of_an_erased_person_are_as_if_never_cast_and_the_others_can_still_be_undone(
        self, root: Path, store: Store, desk: Desk, seed: int
    ) -> None:
        (root / FILE).parent.mkdir(exist_ok=True)
        (root / FILE).write_text(BY_HAND)
        votes = some_votes(seed)
        approve_all(store, desk, votes)
        assert erase_task(root, [MARA], yes=True, clock=lambda: NOW) == 0
        left = [one for one in votes if one[0] != MARA]

        for number in range(len(left), 0, -1):
            assert counted(root) == with_paper(model(left[:number]))
            assert desk.undo() is not None
        assert (counted(root), desk.undo(), desk.left) == ({5: 2}, None, [])
        assert MARA not in str(rows_of(store, submissions)) + str(rows_of(store, decisions))


class TestErasing:
    def test_says_in_which_file_a_vote_counted(self, root: Path, store: Store, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
        for number in waiting(store, vote(MARA, 5, 0), vote(OTTO, 4, 1)):
            desk.approve(number)
        erase_task(root, [MARA], dry_run=True, clock=lambda: NOW)
        assert counted(root) == {5: 1, 4: 1}
        erase_task(root, [MARA], yes=True, clock=lambda: NOW)

        said = capsys.readouterr().out
        assert (said.count(f"1 counted vote: {FILE}"), said.count(f"{FILE}: her vote taken out")) == (2, 2)
        assert counted(root) == {4: 1}

    def test_of_the_only_voter_takes_the_file_with_it(self, root: Path, store: Store, desk: Desk) -> None:
        desk.approve(waiting(store, vote(MARA, 5, 0))[0])
        erase_task(root, [MARA], yes=True, clock=lambda: NOW)

        assert not (root / FILE).exists()

    def test_a_vote_that_waits_was_never_counted_and_takes_nothing_out(self, root: Path, store: Store, desk: Desk) -> None:
        first, _ = waiting(store, vote(OTTO, 5, 0), vote(MARA, 5, 1))
        desk.approve(first)
        erase_task(root, [MARA], yes=True, clock=lambda: NOW)

        assert counted(root) == {5: 1}

    def test_cut_off_before_its_end_takes_nothing_out_twice(self, root: Path, store: Store, desk: Desk) -> None:
        for number in waiting(store, vote(MARA, 5, 0), vote(OTTO, 5, 1), vote("ada@ada.example", 5, 2)):
            desk.approve(number)
        hers = [one.id for one in store.queue(("approved",)) if one.submission.email == MARA]
        with store.writing() as connection:
            take_out(root, connection, hers)
            connection.rollback()  # as when it is killed here
        assert counted(root) == {5: 2}
        erase_task(root, [MARA], yes=True, clock=lambda: NOW)

        assert counted(root) == {5: 2}

    def test_leaves_what_was_changed_by_hand_but_for_the_vote(self, root: Path, store: Store, desk: Desk) -> None:
        desk.approve(waiting(store, vote(MARA, 5, 0))[0])
        (root / FILE).write_text("updated: 2026-11-22\nvotes: {5: 8, 1: 3}\n")
        erase_task(root, [MARA], yes=True, clock=lambda: NOW)

        assert counted(root) == {5: 7, 1: 3}
