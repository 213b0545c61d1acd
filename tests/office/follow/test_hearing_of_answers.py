"""A reader asks to hear of answers: first her yes, then a letter for each answer, once, and a way out in one press."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from asgi_client import ask
from hearing import MARA, asked, confirmed, drafted, link_in, press, publish
from queueing import rows_of
from submitting import NOW

from forms.catalogue import COMMENT
from forms.model import validate
from office.follow.tasks import decide_task, followers_task, notify_task
from office.follow.wishes import DAYS_TO_CONFIRM, by_number
from office.inbox.decide import Desk
from office.inbox.store import Store
from office.inbox.tables import followers
from office.privacy import tasks as privacy
from office.receiver.app import Receiver
from office.workbench import say

pytestmark = pytest.mark.both_databases

BASE = {"article": "a-first-month", "text": "Yes.", "name": "Mara"}


class TestTheForm:
    def test_a_tick_without_an_address_is_a_mistake_at_the_address(self) -> None:
        assert validate(COMMENT, {**BASE, "notify": "yes"})[1] == [("email", "Please fill this in too, or take back “Tell me by mail of answers”.")]

    def test_a_tick_with_an_address_is_taken(self) -> None:
        assert validate(COMMENT, {**BASE, "notify": "yes", "email": MARA})[1] == []


class TestHerYes:
    def test_is_asked_for_before_anything_else(self, root: Path, desk: Desk) -> None:
        publish(desk, "An answer.", parent=asked(desk))
        notify_task(root)
        assert [(one["To"], one["Subject"]) for one in drafted(root)] == [(MARA, "Shall we tell you of answers to your comment?")]

    def test_is_asked_for_once(self, root: Path, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
        asked(desk)
        notify_task(root)
        capsys.readouterr()
        notify_task(root)
        assert capsys.readouterr().out == "No letter is due.\n"

    def test_is_not_asked_for_where_the_box_was_not_ticked(self, root: Path, desk: Desk) -> None:
        publish(desk, "No letters, please.", email=MARA)
        notify_task(root)
        assert drafted(root) == []

    def test_is_not_given_by_opening_the_link(self, root: Path, desk: Desk, receiver: Receiver) -> None:
        asked(desk)
        notify_task(root)
        answer = ask(receiver.app(), "GET", link_in(drafted(root)[0]))
        wish = by_number(desk.store, 1)
        assert wish is not None
        assert (answer.status, "Yes, tell me" in answer.text, wish.confirmed) == (200, True, None)

    def test_is_given_by_a_press(self, root: Path, desk: Desk, receiver: Receiver) -> None:
        asked(desk)
        notify_task(root)
        answer = press(receiver, link_in(drafted(root)[0]), do="confirm")
        wish = by_number(desk.store, 1)
        assert wish is not None
        assert (answer.status, "We will tell you" in answer.text, wish.is_heard) == (200, True, True)

    def test_comes_too_late_after_two_weeks(self, root: Path, desk: Desk, receiver: Receiver) -> None:
        asked(desk)
        notify_task(root)
        long_ago = (NOW - dt.timedelta(days=DAYS_TO_CONFIRM + 1)).replace(tzinfo=None)
        with desk.store.writing() as connection:
            connection.execute(sa.update(followers).values(asked=long_ago))
        answer = press(receiver, link_in(drafted(root)[0]), do="confirm")
        wish = by_number(desk.store, 1)
        assert wish is not None
        assert (answer.status, wish.confirmed) == (410, None)

    @pytest.mark.parametrize("token", ["x", "x" * 500, "%2e%2e", "é"])
    def test_no_made_up_link_leads_anywhere(self, receiver: Receiver, desk: Desk, token: str) -> None:
        assert ask(receiver.app(), "GET", f"/follow/{token}").status == 404


class TestALetterOfAnAnswer:
    def test_says_who_wrote_what_and_where_it_stands(self, root: Path, desk: Desk, receiver: Receiver) -> None:
        first, link = confirmed(root, desk, receiver)
        publish(desk, "The second week is for *lists*.", parent=first)
        notify_task(root)
        [letter] = [one for one in drafted(root) if "answered" in one["Subject"]]
        assert letter.get_content() == (
            "Hello Mara,\n\nOtto wrote below your comment on “A first month”:\n\n> The second week is for *lists*.\n\n"
            "Read it in its place, and answer:\n"
            f"http://127.0.0.1:8000/articles/a-first-month/#comment-2026-11-21-otto-1\n\n"
            "You get this letter because you asked to hear of answers. To hear no more of them:\n"
            f"http://127.0.0.1:8000/forms{link}\n\nWarm Handoff\n"
        )

    def test_comes_for_an_answer_to_an_answer_too(self, root: Path, desk: Desk, receiver: Receiver) -> None:
        first, _ = confirmed(root, desk, receiver)
        publish(desk, "And the third week?", parent=publish(desk, "The second is for lists.", parent=first))
        notify_task(root)
        assert len(drafted(root)) == 3

    def test_does_not_come_for_her_own_answer_nor_for_another_thread(self, root: Path, desk: Desk, receiver: Receiver) -> None:
        first, _ = confirmed(root, desk, receiver)
        publish(desk, "To myself: lists.", parent=first, email=MARA, name="Mara")
        publish(desk, "Quite another matter.")
        notify_task(root)
        assert len(drafted(root)) == 1

    def test_keeps_its_header_whole_whatever_the_writer_calls_herself(self, root: Path, desk: Desk, receiver: Receiver) -> None:
        first, _ = confirmed(root, desk, receiver)
        publish(desk, "Lists.", parent=first, name="=?utf-8?q?=0ABcc=3A_x=40x.example?=")
        notify_task(root)
        letter = drafted(root)[-1]
        assert (letter["Bcc"], {one["Subject"] for one in drafted(root)} >= {"An answer on Warm Handoff"}) == (None, True)

    def test_is_not_drafted_again_once_its_draft_was_sent_by_hand_and_deleted(self, root: Path, desk: Desk, receiver: Receiver) -> None:
        first, _ = confirmed(root, desk, receiver)
        publish(desk, "Lists.", parent=first)
        notify_task(root)
        for file in (root / "private/mail/answers").glob("*.eml"):
            file.unlink()
        notify_task(root)
        assert drafted(root) == []

    def test_is_ended_by_the_one_press_of_a_mail_program(self, root: Path, desk: Desk, receiver: Receiver) -> None:
        first, link = confirmed(root, desk, receiver)
        publish(desk, "Lists.", parent=first)
        notify_task(root)
        [letter] = [one for one in drafted(root) if one["List-Unsubscribe"]]
        assert letter["List-Unsubscribe"] == f"<http://127.0.0.1:8000/forms{link}>"
        press(receiver, link, **{"List-Unsubscribe": "One-Click"})
        publish(desk, "More lists.", parent=first)
        notify_task(root)
        assert len(drafted(root)) == 2

    def test_can_be_begun_again(self, root: Path, desk: Desk, receiver: Receiver) -> None:
        _, link = confirmed(root, desk, receiver)
        press(receiver, link, do="end")
        press(receiver, link, do="confirm")
        wish = by_number(desk.store, 1)
        assert wish is not None
        assert wish.is_heard

    def test_names_a_word_to_answer_with_where_no_receiver_is_there(self, root: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        settings = root / "pelicanconf.py"
        settings.write_text('HUB = {"owner": "jo-sample", "form_service": "netlify"}\nSITEURL = "https://hub.example"\n')
        asked(desk)
        notify_task(root)
        text = drafted(root)[0].get_content()
        assert ("If that was you, answer this letter with the word YES (number 1).\n" in text, "link" in text) == (True, False)


class TestTheOtherTasks:
    def test_a_dry_run_writes_nothing(self, root: Path, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
        asked(desk)
        notify_task(root, dry_run=True)
        assert (drafted(root), rows_of(desk.store, followers)) == ([], [])

    def test_a_dry_run_counts_the_wishes_that_no_run_took_in_yet(self, root: Path, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
        asked(desk)
        notify_task(root, dry_run=True)
        assert capsys.readouterr().out.splitlines() == [
            "A new wish on a-first-month: a letter that asks for her yes.", "1 letter due. Nothing was written: this was a dry run.",
        ]  # fmt: skip

    def test_the_list_shows_no_address(self, root: Path, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
        asked(desk)
        followers_task(root)
        said = capsys.readouterr().out
        assert "a-first-month  2026-11-21-mara-1  not asked yet" in said
        assert MARA not in said

    def test_a_yes_and_a_no_by_mail_are_noted(self, root: Path, desk: Desk) -> None:
        asked(desk)
        notify_task(root)
        states = []
        for confirm in (True, False):
            decide_task(root, ["1"], confirm=confirm)
            wish = by_number(desk.store, 1)
            assert wish is not None
            states.append(wish.is_heard)
        assert states == [True, False]

    def test_a_number_that_there_is_not_is_told(self, root: Path, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
        assert decide_task(root, ["7"], confirm=True) == say.TROUBLE
        assert capsys.readouterr().err == "7: there is no such wish; comments.followers lists them.\n"


class TestPrivacy:
    def test_no_file_of_the_site_holds_the_address(self, root: Path, desk: Desk, store: Store) -> None:
        asked(desk)
        notify_task(root)
        assert [file for file in (root / "content").rglob("*.md") if MARA in file.read_text(encoding="utf-8")] == []

    def test_erasing_her_takes_her_wish_and_her_letters(self, root: Path, desk: Desk) -> None:
        asked(desk)
        notify_task(root)
        privacy.erase_task(root, [MARA], yes=True)
        assert (rows_of(desk.store, followers), drafted(root)) == ([], [])
