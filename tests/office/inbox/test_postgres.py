"""The same queue in PostgreSQL, against a server of this machine's own that lives as long as the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from queueing import comment, desk_of, files_of, rows_of
from small_site import make_site

from office.inbox.account import Account
from office.inbox.scoring import score_new
from office.inbox.store import Store, open_store
from office.inbox.tables import metadata, submissions


@pytest.fixture
def team(postgres: str, private: Path) -> Iterator[Store]:
    store = open_store(private, postgres)
    yield store
    metadata.drop_all(store.engine)
    store.close()


def test_adding_twice_is_adding_once(team: Store) -> None:
    export = [comment("formspree", f"id-{number}", text=f"Comment {number}") for number in range(700)]

    assert (team.add(export).new, team.add(export).known) == (700, 700)
    assert team.queue(limit=1)[0].submission == export[0]


def test_by_many_moderators_at_once_doubles_nothing(team: Store, postgres: str, private: Path) -> None:
    export = [comment("formspree", f"id-{number}", text=f"Comment {number}") for number in range(300)]
    accounts: list[Account] = []

    def work() -> None:
        own = open_store(private, postgres)
        accounts.append(own.add(export))
        own.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sum(one.new for one in accounts) == 300 == len(rows_of(team, submissions))


def test_decides_scores_and_undoes(team: Store, root: Path) -> None:
    before = files_of(root)
    team.add([comment(), comment(text="Rank on Google with our casino 🙂")])
    desk = desk_of(root, team)

    assert score_new(team, language="en") == 1
    untouched = rows_of(team, submissions)
    assert desk.approve(1).file.endswith("2026-11-21-mara-1.md")
    desk.edit(2, {"text": "Other words"})
    desk.spam(2)
    for _ in range(3):
        desk.undo()
    assert (files_of(root), rows_of(team, submissions)) == (before, untouched)


def test_each_moderator_s_decisions_become_files_of_her_own_checkout(team: Store, postgres: str, tmp_path: Path) -> None:
    team.add([comment(name=f"{who} {number}", text=f"{who} says {number}") for who in ("Ana", "Ben") for number in range(40)])
    roots = {who: make_site(tmp_path / who) for who in ("Ana", "Ben")}

    def work(who: str) -> None:
        own = open_store(roots[who] / "private", postgres)
        desk = desk_of(roots[who], own)
        for one in own.queue(limit=100):
            if one.submission.fields["name"].startswith(who):
                desk.approve(one.id)
        own.close()

    threads = [threading.Thread(target=work, args=(who,)) for who in roots]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for who, root in roots.items():
        names = [file.stem.split("-")[3] for file in (root / "content/comments/a-first-month").glob("*.md")]
        assert names == [who.lower()] * 40


def test_a_server_that_is_not_there_is_said_without_its_password(private: Path) -> None:
    with pytest.raises(OSError, match="Cannot open the database") as caught:
        open_store(private, "postgresql://owner:secret@127.0.0.1:1/none?connect_timeout=2")
    assert "secret" not in str(caught.value)
