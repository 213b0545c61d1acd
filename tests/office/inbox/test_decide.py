"""Decisions: each writes what it should, can be taken back exactly, and survives being cut off at any moment."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from queueing import COMMENT, comment, desk_of, files_of, rating, rows_of, sent
from small_site import make_site

from hub_core.yaml12 import load
from office.inbox import decide
from office.inbox.decide import DecisionError, Desk
from office.inbox.store import Store, open_store
from office.inbox.tables import decisions, submissions, words

pytestmark = pytest.mark.both_databases

PATH = "content/comments/a-first-month/2026-11-21-mara-1.md"
VOTES = "content/ratings/a-first-month.yaml"


def added(store: Store, *arrivals: object) -> list[int]:
    before = {row[0] for row in rows_of(store, submissions)}
    store.add(arrivals)  # type: ignore[arg-type]
    return [row[0] for row in rows_of(store, submissions) if row[0] not in before]


def state(store: Store, number: int) -> str:
    stored = store.get(number)
    assert stored is not None
    return stored.state


class TestApproving:
    def test_writes_the_comment_without_the_address(self, root: Path, store: Store, desk: Desk) -> None:
        (number,) = added(store, comment())
        done = desk.approve(number)

        assert (done.file, state(store, number)) == (PATH, "approved")
        assert "mara@" not in (root / PATH).read_text()

    def test_counts_a_vote(self, root: Path, store: Store, desk: Desk) -> None:
        for number in added(store, rating("1"), rating("2"), rating("3", stars="1")):
            desk.approve(number)

        assert load((root / VOTES).read_text())["votes"] == {"5": 2, "4": 0, "3": 0, "2": 0, "1": 1}

    def test_of_anything_else_marks_it_done(self, root: Path, store: Store, desk: Desk) -> None:
        before = files_of(root)
        (number,) = added(store, sent("newsletter", {"email": "mara@mara.example"}))

        assert desk.approve(number).action == "done"
        assert (state(store, number), files_of(root)) == ("done", before)

    def test_twice_is_refused(self, store: Store, desk: Desk) -> None:
        (number,) = added(store, comment())
        desk.approve(number)

        with pytest.raises(DecisionError, match="is approved already"):
            desk.approve(number)
        with pytest.raises(DecisionError, match="there is no submission 99"):
            desk.approve(99)

    def test_two_of_one_day_and_name_gives_them_two_files(self, store: Store, desk: Desk) -> None:
        files = [desk.approve(number).file for number in added(store, comment(), comment(text="And one more thing."))]

        assert files == [PATH, PATH.replace("-1.md", "-2.md")]

    def test_of_what_cannot_be_published_changes_nothing(self, root: Path, store: Store, desk: Desk) -> None:
        before = files_of(root)
        (number,) = added(store, comment(article="gone"))

        with pytest.raises(DecisionError, match="its article is not on the site"):
            desk.approve(number)
        assert (state(store, number), files_of(root), rows_of(store, decisions)) == ("new", before, [])

    def test_of_what_another_decided_on_meanwhile_is_refused(
        self, root: Path, store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (number,) = added(store, comment())
        stale = store.get(number)
        desk_of(root, store).spam(number)
        monkeypatch.setattr(store, "get", lambda _: stale)

        with pytest.raises(DecisionError, match="somebody else decided"):
            desk.approve(number)
        assert not (root / PATH).exists()


class TestRejectingAndSpam:
    def test_write_nothing(self, root: Path, store: Store, desk: Desk) -> None:
        before = files_of(root)
        one, other = added(store, comment(), comment(text="Buy now", spam="the service"))
        desk.reject(one)
        desk.spam(other)

        assert (state(store, one), state(store, other), files_of(root)) == ("rejected", "spam", before)

    def test_the_learner_sees_no_address(self, store: Store, desk: Desk) -> None:
        (number,) = added(store, comment())
        desk.spam(number)

        assert "example" not in {row[0] for row in rows_of(store, words)}
        assert "week" in {row[0] for row in rows_of(store, words)}


class TestEditing:
    def test_changes_what_is_published(self, root: Path, store: Store, desk: Desk) -> None:
        (number,) = added(store, comment())
        desk.edit(number, {"text": "Shorter."})
        desk.approve(number)

        assert (root / PATH).read_text().endswith("---\nShorter.\n")

    def test_passes_the_forms_own_rules(self, store: Store, desk: Desk) -> None:
        (number,) = added(store, comment())

        with pytest.raises(DecisionError, match="text: Please fill in"):
            desk.edit(number, {"text": " "})

    def test_does_not_make_the_same_entry_new_again(self, store: Store, desk: Desk) -> None:
        (number,) = added(store, comment("import"))
        desk.edit(number, {"text": "Shorter."})

        assert store.add([comment("import")]).known == 1

    def test_of_the_address_moves_it_in_the_queue_too(self, store: Store, desk: Desk) -> None:
        (number,) = added(store, comment())
        desk.edit(number, {"email": "new@mara.example"})

        with store.engine.connect() as connection:
            assert connection.scalars(submissions.select().with_only_columns(submissions.c.email)).all() == ["new@mara.example"]


class TestReplying:
    def test_writes_the_owners_answer_below(self, root: Path, store: Store, desk: Desk) -> None:
        (number,) = added(store, comment())
        desk.approve(number)
        text = (root / desk.reply(number, "Thank you, Mara.").file).read_text()

        assert 'author: "Jo Sample"' in text
        assert "reply_to: 2026-11-21-mara-1\nmember: jo-sample\n" in text

    def test_needs_a_published_comment(self, store: Store, desk: Desk) -> None:
        (number,) = added(store, comment())

        with pytest.raises(DecisionError, match="approve it first"):
            desk.reply(number, "Too early")


class TestUndoing:
    def test_without_a_decision_does_nothing(self, desk: Desk) -> None:
        assert desk.undo() is None

    @pytest.mark.file_alone  # it opens a database in memory itself
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(some.lists(some.sampled_from(["approve", "reject", "spam", "edit", "reply"]), max_size=8), some.booleans())
    def test_gives_back_every_byte_and_every_row(self, tmp_path_factory: pytest.TempPathFactory, actions: list[str], crlf: bool) -> None:
        root = make_site(tmp_path_factory.mktemp("undo"))
        (root / VOTES).parent.mkdir()
        (root / VOTES).write_bytes("\ufeffupdated: 2026-01-01\nvotes: {5: 1}\n".replace("\n", "\r\n" if crlf else "\n").removeprefix("\ufeff").encode())
        store = open_store(root / "private", "sqlite://")
        desk = desk_of(root, store)
        try:
            numbers = added(store, comment(), rating("1"), comment(text="Another, with other words."), rating("2", stars="2"))
            seen = []
            for at, action in enumerate(actions):
                before = (files_of(root), rows_of(store, submissions), learnt(store))
                number = numbers[at % len(numbers)]
                try:
                    getattr(desk, action)(number, *({"edit": [{"name": "Changed"}], "reply": ["An answer"]}.get(action, [])))
                except DecisionError:
                    continue
                seen.append(before)
            while seen:
                assert desk.undo() is not None
                assert (files_of(root), rows_of(store, submissions), learnt(store)) == seen.pop()
            assert desk.undo() is None
        finally:
            store.close()
            shutil.rmtree(root)

    def test_is_refused_when_the_file_was_changed_since(self, root: Path, store: Store, desk: Desk) -> None:
        (number,) = added(store, comment())
        desk.approve(number)
        (root / PATH).write_text((root / PATH).read_text() + "A line by hand.\n")

        with pytest.raises(DecisionError, match="was changed since"):
            desk.undo()
        assert "A line by hand." in (root / PATH).read_text()
        assert state(store, number) == "approved"

    def test_of_one_decision_takes_no_other_back_that_was_made_meanwhile(self, root: Path, store: Store, desk: Desk) -> None:
        first, second = added(store, comment(), comment(text="Another"))
        shown = desk.reject(first).number
        desk_of(root, store).reject(second)

        with pytest.raises(DecisionError, match="not the last decision any more"):
            desk.undo(shown)
        assert (state(store, first), state(store, second)) == ("rejected", "rejected")

    def test_leaves_no_empty_folder(self, root: Path, store: Store, desk: Desk) -> None:
        (number,) = added(store, comment())
        desk.approve(number)
        desk.undo()

        assert not (root / PATH).parent.exists()


def learnt(store: Store) -> list[tuple[object, ...]]:
    return [row for row in rows_of(store, words) if any(row[1:])]


class Cut(BaseException):
    """Stands for the program being killed."""


class TestCutOff:
    def cut(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def killed(*_: object) -> None:
            raise Cut

        monkeypatch.setattr(decide, "write_text", killed)

    def test_between_the_database_and_the_file_it_is_finished_at_the_next_start(
        self, root: Path, store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, other = added(store, comment(), rating("1"))
        with monkeypatch.context() as patch:
            self.cut(patch)
            for number in (one,):
                with pytest.raises(Cut):
                    desk.approve(number)
        assert (state(store, one), (root / PATH).exists()) == ("approved", False)

        again = desk_of(root, store)
        assert (again.recover(), again.recover(), again.left) == (1, 0, [])
        assert (root / PATH).is_file()
        again.approve(other)
        assert len(rows_of(store, decisions)) == 2

    def test_an_undo_is_finished_too(self, root: Path, store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        one, other = added(store, rating("1"), rating("2"))
        desk.approve(one)
        first = (root / VOTES).read_bytes()
        desk.approve(other)
        with monkeypatch.context() as patch:
            self.cut(patch)
            with pytest.raises(Cut):
                desk.undo()
        desk.recover()

        assert ((root / VOTES).read_bytes(), state(store, other)) == (first, "new")

    def test_after_the_file_and_before_the_mark_it_is_written_once(self, root: Path, store: Store, desk: Desk) -> None:
        for number in added(store, rating("1"), rating("2"), rating("3")):
            desk.approve(number)
        with store.writing() as connection:
            connection.execute(decisions.update().where(decisions.c.id > 1).values(carried_out=False))

        assert (desk.recover(), desk.left) == (2, [])
        assert load((root / VOTES).read_text())["votes"]["5"] == 3

    def test_it_does_not_write_over_what_was_changed_by_hand_meanwhile(
        self, root: Path, store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (number,) = added(store, rating("1"))
        with monkeypatch.context() as patch:
            self.cut(patch)
            with pytest.raises(Cut):
                desk.approve(number)
        (root / VOTES).parent.mkdir(exist_ok=True)
        (root / VOTES).write_text("updated: 2026-11-20\nvotes: {4: 7}\n")

        assert desk.recover() == 1
        assert desk.left == [f"{VOTES} was changed by hand before a decision could be written to it; see that it is right"]
        assert "4: 7" in (root / VOTES).read_text()

    def test_by_a_kill_at_any_moment_nothing_is_lost_or_doubled(self, root: Path, store: Store, desk: Desk) -> None:
        count, chance = 24, random.Random(7)
        store.add([comment(text=f"Comment number {n}", name=f"Writer {n}", email="") for n in range(count)])
        store.add([rating(f"vote-{n}") for n in range(count)])
        program = [sys.executable, str(Path(__file__).with_name("killed.py")), str(root)]
        for _ in range(5):
            with subprocess.Popen(program, stdout=subprocess.PIPE) as child:
                assert child.stdout is not None
                assert child.stdout.readline() == b"ready\n"
                time.sleep(chance.uniform(0, 0.2))
                child.kill()
            if not store.queue():
                break
        desk.recover()
        for stored in store.queue(limit=100):
            desk.approve(stored.id)

        texts = sorted(file.read_text().split("---\n")[2] for file in (root / "content/comments").rglob("*.md"))
        assert texts == sorted(f"Comment number {n}\n" for n in range(count))
        assert load((root / VOTES).read_text())["votes"]["5"] == count
        assert len(rows_of(store, decisions)) == 2 * count
        assert not list((root / "content").rglob(".*")), "half a file was left"


def test_a_decision_says_what_it_did(root: Path, store: Store, desk: Desk) -> None:
    (number,) = added(store, comment())
    done = desk.approve(number)

    assert (done.action, done.submission, done.file) == ("approve", number, PATH)
    assert json.loads(rows_of(store, decisions)[0][4])["state"] == "new"
    assert COMMENT["email"] not in rows_of(store, decisions)[0][4]
