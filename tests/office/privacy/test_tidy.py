"""What was kept for as long as the privacy page says goes; what nobody has read, and what is not over, stays."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from asking import MARA, OTHER
from clients import Clock, Room, people
from entering import entry
from queueing import NOW, comment, files_of, rating, rows_of, sent

from office.follow.tasks import notify_task
from office.follow.wishes import all_wishes, confirm, end
from office.inbox.decide import Desk
from office.inbox.record import Submission
from office.inbox.store import Store
from office.inbox.tables import forgotten, lead_events, leads, submissions, words
from office.newsletter.readers import Counts, Readers
from office.newsletter.signing_up import confirm_task
from office.privacy import tidy as work
from office.privacy.tasks import erase_task
from office.workbench import say

pytestmark = pytest.mark.both_databases


def tidy(root: Path, *, days: float = 0, months: int = 0, **changes: Any) -> int:
    """Tidy some days or months after NOW. A month has 30.5 days here: nothing below depends on one."""
    at = NOW + dt.timedelta(days=days + 30.5 * months)
    return work.tidy_task(root, **({"yes": True, "clock": lambda: at} | changes))


def decided(desk: Desk, submission: Submission, action: str) -> int:
    """Let something in and decide on it at NOW; give its number."""
    desk.store.add([submission])
    number = desk.store.queue(("new", "suspected"), limit=1000)[-1].id
    getattr(desk, action)(number)
    return number


def left(store: Store) -> list[tuple[str, str]]:
    return [(one.submission.form, one.state) for one in store.queue(("new", "suspected", "approved", "rejected", "spam", "done"), limit=1000)]


class TestSubmissions:
    @pytest.mark.parametrize("action", ["reject", "spam"])
    @pytest.mark.parametrize(("days", "stays"), [(29.9, 1), (30.1, 0)])
    def test_refused_go_after_their_days(self, root: Path, store: Store, desk: Desk, action: str, days: float, stays: int) -> None:
        decided(desk, comment(), action)
        tidy(root, days=days)

        assert len(left(store)) == stays

    def test_the_days_count_from_the_decision(self, root: Path, store: Store, desk: Desk) -> None:
        decided(desk, comment(at=NOW - dt.timedelta(days=300)), "reject")
        tidy(root, days=20)

        assert len(left(store)) == 1

    def test_what_nobody_decided_on_stays_and_is_said(self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        store.add([comment(), comment(text="Casino", spam="the service")])
        tidy(root, months=60)

        assert sorted(left(store)) == [("comment", "new"), ("comment", "suspected")]
        assert "Waiting for a decision for longer than spam is kept: 2, 1 of them suspected" in capsys.readouterr().out

    @pytest.mark.parametrize(("months", "stays"), [(11, 1), (13, 0)])
    def test_a_message_goes_a_year_after_it_is_done(self, root: Path, store: Store, desk: Desk, months: int, stays: int) -> None:
        decided(desk, sent("contact", {"name": "Mara", "email": MARA, "message": "A question"}), "approve")
        tidy(root, months=months)

        assert len(left(store)) == stays

    @pytest.mark.file_alone
    @pytest.mark.parametrize(("months", "email"), [(11, MARA), (13, "")])
    def test_a_vote_stays_counted_and_is_nobody_s_after_a_year(
        self, root: Path, private: Path, store: Store, desk: Desk, months: int, email: str
    ) -> None:
        number = decided(desk, rating("1", email=MARA), "approve")
        before = files_of(root)
        tidy(root, months=months)
        stored = store.get(number)

        assert stored is not None
        assert (stored.submission.email, stored.state, files_of(root)) == (email, "approved", before)
        assert any(MARA.encode() in file.read_bytes() for file in private.iterdir() if file.is_file()) is bool(email)

    @pytest.mark.file_alone
    def test_a_comment_stays_without_the_address_behind_it(self, root: Path, private: Path, store: Store, desk: Desk) -> None:
        number = decided(desk, comment(), "approve")
        before = files_of(root)
        tidy(root, months=13)
        stored = store.get(number)

        assert stored is not None
        assert (stored.submission.email, stored.state, files_of(root)) == ("", "approved", before)
        assert [file.name for file in private.iterdir() if file.is_file() and MARA.encode() in file.read_bytes()] == []

    def test_nor_does_an_edit_before_it_hold_the_address(self, root: Path, private: Path, store: Store, desk: Desk) -> None:
        store.add([comment()])
        desk.edit(1, {"text": "Other words."})
        desk.approve(1)
        tidy(root, months=13)
        desk.undo()
        desk.undo()
        stored = store.get(1)

        assert stored is not None
        assert (stored.submission.fields["text"][:8], "email" in stored.submission.fields) == ("The list", False)

    def test_the_address_stays_while_she_hears_of_answers(self, root: Path, store: Store, desk: Desk) -> None:
        number = decided(desk, comment(notify="yes"), "approve")
        notify_task(root)
        confirm(store, all_wishes(store)[0], NOW)
        tidy(root, months=13)
        stored = store.get(number)

        assert stored is not None
        assert (stored.submission.email, len(all_wishes(store))) == (MARA, 1)


class TestMembers:
    def test_private_data_stays_with_the_entry_and_some_months_more(self, root: Path, store: Store, desk: Desk) -> None:
        decided(desk, entry(), "approve")
        file = root / "content/members/mara-quell.md"
        tidy(root, months=30)
        assert left(store) == [("list-me", "approved")]

        text = file.read_text()
        file.unlink()
        tidy(root, months=31)  # sees that it is gone
        tidy(root, months=42)
        assert left(store) == [("list-me", "approved")]

        tidy(root, months=44)
        assert (left(store), bool(text)) == ([], True)

    def test_an_entry_that_comes_back_begins_anew(self, root: Path, store: Store, desk: Desk) -> None:
        decided(desk, entry(), "approve")
        file = root / "content/members/mara-quell.md"
        text = file.read_text()
        for months, there in ((1, False), (10, True), (14, False), (25, False)):
            file.write_text(text) if there else file.unlink(missing_ok=True)
            tidy(root, months=months)

        assert left(store) == [("list-me", "approved")]

    def test_her_line_in_the_address_book_goes_with_it(self, root: Path, private: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        private.mkdir(exist_ok=True)
        (private / "addresses.yaml").write_text(f"# by hand\njo-sample: {OTHER}\nmara-quell: {MARA}\n", encoding="utf-8")
        tidy(root)
        tidy(root, months=13)

        assert (private / "addresses.yaml").read_text() == f"# by hand\njo-sample: {OTHER}\n"
        assert "mara" not in capsys.readouterr().out.lower()


class TestLeads:
    def room(self, root: Path, store: Store) -> Room:
        people(root)
        return Room(root, store, Clock(NOW))

    def test_a_closed_one_goes_with_its_steps_its_request_and_its_drafts(self, root: Path, private: Path, store: Store) -> None:
        room = self.room(root, store)
        number = room.introduced()
        room.leads.book.take(number, "close", detail="hired")
        tidy(root, months=11)
        assert len(rows_of(store, leads)) == 1

        for file in (private / "mail/leads").iterdir():
            os.utime(file, (4e9, 4e9))  # not old themselves
        tidy(root, months=13)
        assert (left(store), rows_of(store, leads), rows_of(store, lead_events)) == ([], [], [])
        assert list((private / "mail/leads").iterdir()) == []

    def test_an_open_one_stays_and_is_said(self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        self.room(root, store).introduced()
        tidy(root, months=40)

        assert len(rows_of(store, leads)) == 1
        assert "Old requests for a VA that are not closed: 1." in capsys.readouterr().out


class TestWishes:
    @pytest.mark.parametrize("more", [[], [comment(email=MARA)]])
    def test_the_mark_of_a_sign_up_that_went_goes_with_an_erasure(self, root: Path, store: Store, more: list[Submission]) -> None:
        store.add([sent("newsletter", {"email": one}) for one in (MARA, OTHER)])
        confirm_task(root, clock=lambda: NOW)
        tidy(root, days=31)
        store.add(more)
        erase_task(root, [MARA.upper()], yes=True)

        assert len(rows_of(store, forgotten)) == 1

    def test_a_sign_up_without_a_yes_goes_and_is_not_asked_again(self, root: Path, store: Store) -> None:
        store.add([sent("newsletter", {"email": MARA})])
        confirm_task(root, clock=lambda: NOW)
        tidy(root, days=29)
        assert Readers(store).counts() == Counts(0, 1, 0)

        tidy(root, days=31)
        confirm_task(root, clock=lambda: NOW)
        assert (Readers(store).counts(), left(store)) == (Counts(0, 0, 0), [])

    def test_a_service_that_gives_the_same_form_again_does_not_bring_it_back(self, root: Path, store: Store) -> None:
        again = [sent("newsletter", {"email": MARA}, "formspree"), comment("basin", "7"), comment("formspree")]
        store.add(again[:2])
        desk_number = store.queue(form="comment")[0].id
        Desk(root, store, zone="Europe/Lisbon", owner="jo-sample", clock=lambda: NOW).reject(desk_number)
        Readers(store).take_in()
        tidy(root, days=31)

        assert (left(store), store.add(again).known) == ([], 3)

    def test_a_reader_stays_when_her_form_goes_and_is_not_asked_again(self, root: Path, store: Store) -> None:
        store.add([sent("newsletter", {"email": MARA})])
        readers = Readers(store)
        readers.take_in()
        readers.confirm_by_hand([MARA], NOW)
        tidy(root, months=13)

        assert (left(store), readers.take_in(), readers.counts()) == ([], 0, Counts(1, 0, 0))

    def test_who_had_left_and_asked_again_is_as_before(self, root: Path, store: Store) -> None:
        readers = Readers(store)
        readers.end([MARA], "left", NOW - dt.timedelta(days=9))
        store.add([sent("newsletter", {"email": MARA})])
        readers.take_in()
        assert readers.counts() == Counts(0, 1, 1)

        tidy(root, days=31)
        readers.take_in()
        assert readers.counts() == Counts(0, 0, 1)

    @pytest.mark.parametrize("ended", [False, True])
    def test_a_wish_without_a_yes_or_at_its_end_goes_and_is_not_made_again(self, root: Path, store: Store, desk: Desk, ended: bool) -> None:
        decided(desk, comment(notify="yes"), "approve")
        notify_task(root)
        [wish] = all_wishes(store)
        if ended:
            confirm(store, wish, NOW)
            end(store, wish, NOW)
        asked = (wish.asked or all_wishes(store)[0].asked or NOW) - NOW
        tidy(root, days=asked.days + (200 if ended else 20))
        assert len(all_wishes(store)) == 1

        tidy(root, days=asked.days + (400 if ended else 40))
        notify_task(root)
        assert all_wishes(store) == []


class TestFiles:
    def test_old_drafts_exports_and_halves_go_and_what_is_by_hand_stays(self, root: Path, private: Path, store: Store) -> None:
        names = ["mail/answers/1-asks.eml", "mail/refused-2026-11-20.txt", "exports/20260101T000000Z.json", "inbox/contact/.x.json.ab12"]
        for name in [*names, "phrases.txt", "letters/lead-offer.txt", "mappings/comment.yaml", "mail/answers/2-asks.eml"]:
            file = private / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("x", encoding="utf-8")
            at = (NOW - dt.timedelta(days=91)).timestamp() if not name.endswith("2-asks.eml") else NOW.timestamp()
            os.utime(file, (at, at))
        tidy(root)

        assert [name for name in names if (private / name).exists()] == []
        assert sorted(file.name for file in private.rglob("*") if file.is_file() and not file.name.startswith("office.db")) == [
            "2-asks.eml", "comment.yaml", "lead-offer.txt", "phrases.txt",
        ]  # fmt: skip

    def test_an_old_draft_that_went_is_not_drafted_again(self, root: Path, private: Path, store: Store, desk: Desk) -> None:
        decided(desk, comment(notify="yes"), "approve")
        notify_task(root)
        confirm(store, all_wishes(store)[0], NOW)
        decided(desk, comment(text="An answer.", name="Otto", email=OTHER, reply_to="2026-11-21-mara-1"), "approve")
        notify_task(root)
        for file in (private / "mail/answers").iterdir():
            os.utime(file, (1, 1))
        tidy(root, months=11)
        notify_task(root)

        assert list((private / "mail/answers").iterdir()) == []


class TestTheLearner:
    def test_forgets_a_word_that_stood_in_one_text_and_keeps_what_spam_has_in_common(self, root: Path, store: Store, desk: Desk) -> None:
        for name in ("Zephyrine", "Archibald"):
            decided(desk, comment(text=f"Casino for {name}", name=name), "spam")
        tidy(root, days=31)

        known = {row[0] for row in rows_of(store, words)}
        assert (known & {"zephyrine", "archibald", "casino"}, left(store)) == ({"casino"}, [])


def test_cut_off_between_the_files_and_the_rows_it_is_done_by_doing_it_again(
    root: Path, store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(desk, comment(), "spam")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(work, "_end_wishes", killed)
        with pytest.raises(KeyboardInterrupt):
            tidy(root, days=31)
    assert len(rows_of(store, submissions)) == 1

    assert tidy(root, days=31) == say.DONE
    assert rows_of(store, submissions) == []
