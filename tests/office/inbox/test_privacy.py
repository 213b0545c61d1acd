"""What is held of one person: given to her whole, or gone from everywhere, and never told with her address."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from queueing import NOW, comment, desk_of, files_of, rating, rows_of, sent

from content_library.library import load
from hub_core.settings import HubSettings
from office import privacy
from office.inbox.decide import Desk
from office.inbox.store import Store, open_store
from office.inbox.tables import decisions, followers, submissions, words
from office.workbench import say

MARA, OTHER = "mara@mara.example", "otto@otto.example"
FOLDER = "content/comments/a-first-month"


def erase(root: Path, email: str = MARA, **changes: Any) -> int:
    return privacy.erase_task(root, [email], **({"yes": True, "clock": lambda: NOW} | changes))


def export(root: Path, email: str = MARA) -> dict[str, Any]:
    assert privacy.export_task(root, [email], clock=lambda: NOW) == 0
    [file] = (root / "private" / "exports").glob("*.json")
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def publish(store: Store, desk: Desk, text: str, *, parent: str = "", **fields: str) -> str:
    """Let a comment in and approve it; give its path."""
    before = {row[0] for row in rows_of(store, submissions)}
    store.add([comment(text=text, reply_to=parent, **fields)])
    [number] = {row[0] for row in rows_of(store, submissions)} - before
    return desk.approve(number).file


def keep(private: Path, email: str, folder: str = "inbox") -> Path:
    """A file of the receiver that was not read into the queue yet."""
    file = private / folder / "newsletter" / f"{len(list(private.rglob('*.json')))}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"form": "newsletter", "fields": {"email": email}}))
    return file


def follow(store: Store, email: str) -> None:
    with store.writing() as connection:
        connection.execute(sa.insert(followers).values(email=email, article="a-first-month", comment="x", token=f"secret-{email}"))


class TestErasing:
    def test_everything_that_she_sent_goes_and_what_others_sent_stays(self, root: Path, private: Path, store: Store, desk: Desk) -> None:
        hers = publish(store, desk, "From Mara.")
        his = publish(store, desk, "From Otto.", name="Otto", email=OTHER)
        store.add([sent("newsletter", {"email": "Mara@Mara.example"}), sent("newsletter", {"email": OTHER}), rating("1")])
        files = [keep(private, one, folder) for one in (" MARA@mara.example", OTHER) for folder in ("inbox", "spam")]
        for one in (MARA, OTHER):
            follow(store, one)

        assert erase(root) == 0
        left = rows_of(store, submissions)
        assert len(left) == 3
        assert [row[2] for row in rows_of(store, decisions)] == [one.id for one in store.queue(("approved",))]
        assert [row[1] for row in rows_of(store, followers)] == [OTHER]
        assert [file.exists() for file in files] == [False, False, True, True]
        assert [(root / path).exists() for path in (hers, his)] == [False, True]

    def test_the_files_of_the_queue_hold_no_trace_of_her(self, root: Path, private: Path, store: Store, desk: Desk) -> None:
        publish(store, desk, "A rare word: onomatopoetikon.")
        follow(store, MARA)
        erase(root)

        kept = b"".join(file.read_bytes() for file in private.rglob("*") if file.is_file())
        assert (b"onomatopoetikon." in kept, MARA.encode() in kept) == (False, False)

    def test_the_counts_of_words_stay(self, root: Path, store: Store, desk: Desk) -> None:
        publish(store, desk, "From Mara.")
        before = rows_of(store, words)
        erase(root)

        assert rows_of(store, words) == before != []

    def test_a_comment_that_was_answered_keeps_its_place_alone(self, root: Path, store: Store, desk: Desk) -> None:
        first = publish(store, desk, "First.", name="Otto", email=OTHER)
        hers = publish(store, desk, "From Mara.", parent=Path(first).stem, website="https://mara.example/")
        answer = publish(store, desk, "An answer.", name="Otto", email=OTHER, parent=Path(hers).stem)
        erase(root)

        assert (root / hers).read_text() == (
            f'---\nauthor: "Removed"\ndate: "2026-11-21T09:30:15Z"\nreply_to: "{Path(first).stem}"\nremoved: true\n---\n'
        )
        assert (root / answer).is_file()
        _, problems = load(root / "content", HubSettings(owner="jo-sample"), NOW)
        assert problems == []

    def test_her_answers_to_herself_hold_nothing_back(self, root: Path, store: Store, desk: Desk) -> None:
        first = publish(store, desk, "First.")
        publish(store, desk, "Second.", parent=Path(first).stem)
        erase(root)

        assert [name for name in files_of(root) if "/comments/" in name] == []

    @pytest.mark.parametrize("line", ["replyto: {id}", 'replyTo: "{id}"', "reply_to: '{id}'  # her"])
    def test_an_answer_is_seen_in_any_form(self, root: Path, store: Store, desk: Desk, line: str) -> None:
        hers = publish(store, desk, "From Mara.")
        (root / FOLDER / "by-hand.md").write_text(f"author: Otto\ndate: 2026-11-21\n{line.format(id=Path(hers).stem)}\n\nYes.\n")
        erase(root)

        assert "removed: true" in (root / hers).read_text()

    def test_the_owner_s_answer_stays(self, root: Path, store: Store, desk: Desk) -> None:
        hers = publish(store, desk, "From Mara.")
        answer = desk.reply(rows_of(store, submissions)[0][0], "Thank you.").file
        erase(root)

        assert ("removed: true" in (root / hers).read_text(), (root / answer).is_file()) == (True, True)

    def test_a_file_that_came_to_somebody_else_under_the_same_name_stays(self, root: Path, store: Store, desk: Desk) -> None:
        hers = publish(store, desk, "From Mara.")
        (root / hers).unlink()
        assert publish(store, desk, "From another Mara.", email=OTHER) == hers
        erase(root)

        assert "another Mara" in (root / hers).read_text()

    def test_cut_off_between_the_files_and_the_rows_it_is_done_by_doing_it_again(
        self, root: Path, store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hers = publish(store, desk, "From Mara.")

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as cut:
            cut.setattr(sa, "delete", killed)
            with pytest.raises(KeyboardInterrupt):
                erase(root)
        assert ((root / hers).exists(), len(rows_of(store, submissions))) == (False, 1)

        assert erase(root) == 0
        assert rows_of(store, submissions) == []

    def test_an_earlier_export_goes_too(self, root: Path, store: Store) -> None:
        store.add([comment()])
        export(root)
        erase(root)

        assert list((root / "private/exports").iterdir()) == []

    def test_another_file_with_the_address_is_named_and_left(self, root: Path, private: Path, capsys: pytest.CaptureFixture[str]) -> None:
        private.mkdir()
        (private / "notes.txt").write_text(f"Call {MARA.title()}")
        erase(root)

        assert "private/notes.txt: the address stands in this file too" in capsys.readouterr().out
        assert (private / "notes.txt").exists()


class TestAsking:
    def test_a_dry_run_changes_nothing_and_says_what_would_go(
        self, root: Path, store: Store, desk: Desk, capsys: pytest.CaptureFixture[str]
    ) -> None:
        hers = publish(store, desk, "From Mara.")
        before = (files_of(root), rows_of(store, submissions))
        erase(root, yes=False, dry_run=True)

        assert (files_of(root), rows_of(store, submissions)) == before
        assert f"{hers}: deleted" in capsys.readouterr().out

    @pytest.mark.parametrize(("answer", "left"), [("", 1), ("n", 1), ("y", 0), ("YES ", 0)])
    def test_it_asks_first(self, root: Path, store: Store, answer: str, left: int) -> None:
        store.add([comment()])
        erase(root, yes=False, ask=lambda _: answer)

        assert len(rows_of(store, submissions)) == left

    def test_with_nobody_to_ask_it_stops(self, root: Path, store: Store) -> None:
        store.add([comment()])
        with pytest.raises(say.Stop):
            erase(root, yes=False, can_ask=False)

        assert len(rows_of(store, submissions)) == 1

    @pytest.mark.parametrize("email", ["", "mara", "@", "mara@", "a b@c.example", "a@b@c"])
    def test_what_is_no_address_is_refused_and_not_repeated(self, root: Path, email: str) -> None:
        with pytest.raises(say.Stop) as stop:
            erase(root, email)
        assert stop.value.lines == ("Name one e-mail address after the task, the whole of it, like name@example.org.",)

    @pytest.mark.parametrize("emails", [[], [MARA, OTHER]])
    def test_one_address_is_asked_for_and_no_more(self, root: Path, emails: list[str]) -> None:
        for work in (privacy.export_task, privacy.erase_task):
            with pytest.raises(say.Stop) as stop:
                work(root, emails)
            assert stop.value.code == say.MISUSE

    def test_where_nothing_is_nothing_is_made(self, root: Path, private: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert (erase(root), privacy.export_task(root, [MARA])) == (0, 0)
        assert (private.exists(), capsys.readouterr().out) == (False, "Nothing here belongs to this address.\n" * 2)


class TestTelling:
    def test_a_database_that_gives_up_is_told_in_words(self, root: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        store.add([comment()])

        def broken(*_: object) -> None:
            raise sa.exc.OperationalError(f"SELECT {MARA}", {}, ValueError(MARA))

        monkeypatch.setattr(privacy, "find", broken)
        with pytest.raises(say.Stop) as stop:
            erase(root)
        assert stop.value.lines == ("The inbox's database gave up: OperationalError. Run this again; it goes on where it was.",)

    def test_the_account_adds_up_and_names_no_address_and_no_words(
        self, root: Path, private: Path, store: Store, desk: Desk, capsys: pytest.CaptureFixture[str]
    ) -> None:
        publish(store, desk, "From Mara.")
        store.add([sent("newsletter", {"email": MARA})])
        keep(private, MARA)
        follow(store, MARA)
        export(root)
        capsys.readouterr()
        erase(root)

        said = capsys.readouterr()
        assert said.out.splitlines()[:6] == [
            "2 submissions (1 comment, 1 newsletter)", "1 decision on them, with the texts they kept", "1 request to hear of replies",
            "1 file of the receiver", "1 earlier export", f"1 published comment: {FOLDER}/2026-11-21-mara-1.md",
        ]  # fmt: skip
        assert [word for word in ("mara@", "From Mara") if word in said.out + said.err] == []


class TestExport:
    def test_it_holds_all_that_she_sent_and_what_became_of_it(self, root: Path, private: Path, store: Store, desk: Desk) -> None:
        hers = publish(store, desk, "From Mara.")
        store.add([comment(text="From Otto.", name="Otto", email=OTHER)])
        keep(private, MARA)
        follow(store, MARA)
        found = export(root)

        assert [one["fields"]["text"] for one in found["submissions"]] == ["From Mara."]
        assert [(one["action"], one["before"]["state"]) for one in found["decisions"]] == [("approve", "new")]
        assert [(one["article"], "token" in one) for one in found["follows"]] == [("a-first-month", False)]
        assert [one["form"] for one in found["received"]] == ["newsletter"]
        assert [one["file"] for one in found["comments"]] == [hers]
        assert (found["made"], OTHER in json.dumps(found)) == ("2026-11-21T09:30:15+00:00", False)

    def test_its_owner_alone_can_read_it_and_its_name_tells_nothing(self, root: Path, store: Store) -> None:
        store.add([comment()])
        export(root)

        [file] = (root / "private/exports").iterdir()
        assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777, "mara" in file.name) == (0o600, 0o700, False)

    def test_it_changes_nothing(self, root: Path, store: Store, desk: Desk) -> None:
        publish(store, desk, "From Mara.")
        before = (files_of(root), rows_of(store, submissions))
        export(root)

        assert (files_of(root), rows_of(store, submissions)) == before


def test_a_queue_that_is_open_elsewhere_is_erased_all_the_same(root: Path, private: Path) -> None:
    one, other = open_store(private), open_store(private)
    try:
        desk_of(root, one)
        one.add([comment()])
        with other.engine.connect() as connection:
            connection.execute(sa.select(submissions)).all()
            erase(root)
        assert rows_of(other, submissions) == []
    finally:
        one.close()
        other.close()
