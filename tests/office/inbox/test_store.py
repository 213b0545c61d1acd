"""The queue: what is new, what is known, what is counted, and that nothing is lost when it stops."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from queueing import COMMENT, NOW, comment, rating, rows_of, sent

from office.inbox.account import Account, Refusal
from office.inbox.record import Submission
from office.inbox.store import SETTING, Store, StoreError, open_store
from office.inbox.tables import submissions

pytestmark = pytest.mark.both_databases


def spread(account: Account) -> tuple[int, int, int]:
    return account.new, account.known, account.refused


class TestAdding:
    def test_twice_is_adding_once(self, store: Store) -> None:
        export = [comment("formspree", f"id-{number}", text=f"Comment {number}") for number in range(1_200)]

        assert spread(store.add(export)) == (1_200, 0, 0)
        assert spread(store.add(export)) == (0, 1_200, 0)
        assert store.counts() == {("new", "comment"): 1_200}

    def test_a_webhook_that_comes_15_times_is_one(self, store: Store) -> None:
        accounts = [store.add([comment("basin", "7", at=NOW + dt.timedelta(days=day))]) for day in range(15)]

        assert sum(one.new for one in accounts) == 1

    def test_a_comment_sent_twice_by_an_impatient_visitor_is_one(self, store: Store) -> None:
        again = comment("netlify", "2", at=NOW + dt.timedelta(seconds=4))

        assert spread(store.add([comment("netlify", "1"), again])) == (1, 1, 0)

    def test_the_same_words_from_two_services_are_one(self, store: Store) -> None:
        store.add([comment("formspree", "a")])

        assert store.add([comment("import", at=NOW + dt.timedelta(hours=11))]).known == 1

    def test_the_same_words_a_week_later_are_two(self, store: Store) -> None:
        assert store.add([comment(), comment(at=NOW + dt.timedelta(days=7))]).new == 2

    def test_every_vote_counts(self, store: Store) -> None:
        assert store.add([rating(f"vote-{number}") for number in range(7)]).new == 7
        assert store.add([rating("vote-3")]).known == 1

    def test_spam_of_any_length_keeps_nothing_else_out(self, store: Store) -> None:
        odd = sent("contact", {"name": "x", "email": "x" * 400 + "@mara.example"}, spam="\ud800\0 what the service says")

        assert store.add([odd, comment()]).new == 2
        assert [one.submission.spam for one in store.queue(("suspected",))] == [" what the service says"]

    def test_an_id_of_another_service_or_form_is_another(self, store: Store) -> None:
        subscriber = sent("newsletter", {"email": "mara@mara.example"}, "basin", "1")

        assert store.add([comment("basin", "1"), comment("formcarry", "1", text="Other"), subscriber]).new == 3

    def test_what_a_service_calls_spam_waits_apart(self, store: Store) -> None:
        store.add([comment(spam="the service")])

        assert store.counts() == {("suspected", "comment"): 1}

    def test_gives_back_what_was_put_in(self, store: Store) -> None:
        given_in = comment("basin", "1:2:3", name="Зоя 🙂", text="=1+1\n---\n\"'\\")
        store.add([given_in])

        (stored,) = store.queue()
        assert stored.submission == given_in

    def test_by_many_at_once_doubles_nothing(self, private: Path, store: Store) -> None:
        export = [comment("formspree", f"id-{number}", text=f"Comment {number}") for number in range(300)]
        accounts: list[Account] = []

        def work() -> None:
            own = open_store(private)
            accounts.append(own.add(export))
            own.close()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

        assert sum(one.new for one in accounts) == 300 == len(rows_of(store, submissions))


class TestAnAccount:
    @pytest.mark.file_alone  # it opens a database in memory itself
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        some.lists(
            some.tuples(some.sampled_from(["", "a", "b", "c"]), some.sampled_from(["One", "one.", "Two"]), some.integers(0, 40)),
            max_size=30,
        )
    )
    def test_adds_up(self, tmp_path: Path, rows: list[tuple[str, str, int]]) -> None:
        store = open_store(tmp_path, "sqlite://")
        try:
            export = [comment("x", given, at=NOW + dt.timedelta(hours=hours), text=text) for given, text, hours in rows]
            account, again = store.add(export), store.add(export)

            assert account.read == len(rows) == again.read
            assert (again.new, again.known) == (0, len(rows))
            assert account.new == len(rows_of(store, submissions))
        finally:
            store.close()

    def test_counts_refusals_with_their_places(self) -> None:
        account = Account(2, 1, 1)
        account.add(Account(1, 0, 1))

        assert str(account) == "6 read: 3 new, 1 already known, 2 refused"
        assert str(Refusal("export.csv:17", "name: Please fill in “Your name”.")) == "export.csv:17: name: Please fill in “Your name”."


class TestTheQueue:
    def test_comes_oldest_first_a_page_at_a_time(self, store: Store) -> None:
        store.add([comment(text=f"Comment {day}", at=NOW - dt.timedelta(days=day)) for day in range(5)])

        assert [one.submission.fields["text"] for one in store.queue(limit=2, offset=1)] == ["Comment 3", "Comment 2"]

    def test_is_of_one_form_or_all(self, store: Store) -> None:
        store.add([comment(), rating("1")])

        assert [one.submission.form for one in store.queue(form="rating")] == ["rating"]
        assert store.get(99) is None

    def test_shows_what_is_nearly_the_same(self, store: Store) -> None:
        store.add([comment(), comment(text=COMMENT["text"].upper()), comment(text="Something else entirely.")])
        one, near, other = store.queue()

        found = store.near([one.near_key, other.near_key])
        assert found == {one.near_key: [one.id, near.id], other.near_key: [other.id]}


@pytest.mark.file_alone
class TestTheDatabase:
    def test_is_readable_by_its_owner_alone(self, private: Path) -> None:
        private.mkdir(mode=0o755)
        open_store(private).close()

        if os.name != "nt":
            assert {file.stat().st_mode & 0o077 for file in (private, private / "office.db")} == {0}

    def test_survives_a_power_cut(self, store: Store) -> None:
        with store.engine.connect() as connection:
            found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]

        assert found == ["wal", 2]

    def test_of_an_earlier_version_gets_its_new_columns(self, private: Path, store: Store) -> None:
        store.add([comment()])
        store.close()
        with sqlite3.connect(private / "office.db") as old:
            for index in ("ix_submissions_scored", "ix_submissions_text_key"):
                old.execute(f"DROP INDEX {index}")
            for column in ("scored", "text_key"):
                old.execute(f"ALTER TABLE submissions DROP COLUMN {column}")
        old.close()

        again = open_store(private)
        assert again.queue()[0].submission == comment()
        assert {index["name"] for index in sa.inspect(again.engine).get_indexes("submissions")} >= {"ix_submissions_scored"}
        again.close()

    def test_can_be_another_one(self, private: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(SETTING, f"sqlite:///{tmp_path / 'team.db'}")
        open_store(private).close()

        assert (tmp_path / "team.db").is_file()
        assert not private.exists()

    @pytest.mark.parametrize(
        ("address", "words"),
        [
            ("nonsense", "is no address of a database"),
            ("sqlite:////proc/none/x.db", "Cannot open the database that WARM_HANDOFF_DATABASE names"),
        ],
    )
    def test_says_why_it_cannot_be_opened(self, private: Path, address: str, words: str) -> None:
        with pytest.raises(StoreError) as caught:
            open_store(private, address)
        assert words in caught.value.strerror

    def test_that_is_none_is_said_in_words(self, private: Path) -> None:
        private.mkdir()
        (private / "office.db").write_text("No database, but a longer text than a header has. " * 20)

        with pytest.raises(StoreError, match=r"private/office\.db"):
            open_store(private)


class TestABrokenImport:
    def test_keeps_what_was_counted_and_is_simply_run_again(self, store: Store) -> None:
        export = [comment("basin", str(number), text=f"Comment {number}") for number in range(900)]

        def cut_off() -> list[Submission]:
            yield from export[:700]
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            store.add(cut_off())
        assert len(rows_of(store, submissions)) == 500
        assert spread(store.add(export)) == (400, 500, 0)
