"""What is said before and after somebody is erased, and what an export holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from asking import FOLDER, MARA, OTHER, erase, export, follow, keep, publish
from queueing import comment, files_of, rows_of, sent

from office.inbox.decide import Desk
from office.inbox.store import Store
from office.inbox.tables import submissions
from office.privacy import tasks as privacy
from office.workbench import say


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
