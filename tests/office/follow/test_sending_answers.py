"""The letters of answers go through a mail server: each once, whatever happens on the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from aiosmtpd.smtp import Envelope
from hearing import MARA, asked, confirmed, drafted, publish
from mail_server import Kept, mail_server
from queueing import rows_of
from submitting import REPOSITORY

from office.follow.tasks import notify_task
from office.inbox.decide import Desk
from office.inbox.tables import letters
from office.post.sending import SENDER, SERVER
from office.receiver.app import Receiver
from office.workbench import say

pytestmark = pytest.mark.both_databases


async def taken(_kept: Kept, _server: object, _session: object, envelope: Envelope, address: str, _options: object) -> str:
    """Answer like a mail server that takes every address."""
    envelope.rcpt_tos.append(address)
    return "250 OK"


class TestSending:
    def test_each_letter_goes_once_through_the_mail_server(self, root: Path, desk: Desk, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
        first, _ = confirmed(root, desk, receiver)
        publish(desk, "Lists.", parent=first)
        with mail_server() as (url, kept):
            monkeypatch.setenv(SERVER, url)
            monkeypatch.setenv(SENDER, "Jo <jo@hub.example>")
            assert [notify_task(root, send=True) for _ in range(2)] == [0, 0]
        assert [(one["To"], one["Subject"]) for one in kept.messages] == [(MARA, "Otto answered on “A first month”")]

    def test_a_letter_that_was_going_when_the_run_was_killed_is_not_sent_again(self, root: Path, desk: Desk, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
        first, _ = confirmed(root, desk, receiver)
        publish(desk, "Lists.", parent=first)
        code = (
            f"import sys; sys.path[:0] = [{str(REPOSITORY)!r}, {str(REPOSITORY / 'plugins')!r}]\n"
            "import os; from pathlib import Path; from office.post.sending import Mailer\n"
            "Mailer.send = lambda self, message: os._exit(9)\n"
            f"from office.follow.tasks import notify_task; notify_task(Path({str(root)!r}), send=True)\n"
        )
        with mail_server() as (url, kept):
            monkeypatch.setenv(SERVER, url)
            monkeypatch.setenv(SENDER, "Jo <jo@hub.example>")
            assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
            assert [row[1] for row in rows_of(desk.store, letters) if row[0].startswith("answer:")] == ["sending"]
            notify_task(root, send=True)
        assert kept.messages == []

    def test_an_address_that_the_server_refuses_stops_nobody_else(self, root: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        publish(desk, "Who hears of it?", email="no-box@nobody.example", name="Nobody", notify="yes")
        asked(desk)
        with mail_server() as (url, kept):
            monkeypatch.setenv(SERVER, url)
            monkeypatch.setenv(SENDER, "Jo <jo@hub.example>")
            assert notify_task(root, send=True) == say.TROUBLE
        said = capsys.readouterr()
        assert [one["To"] for one in kept.messages] == [MARA]
        assert "nobody.example" not in said.out + said.err

    def test_a_yes_that_could_not_be_asked_for_is_asked_for_the_next_time(self, root: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        publish(desk, "Who hears of it?", email="later-box@nobody.example", name="Nobody", notify="yes")
        asked(desk)
        with mail_server() as (url, kept):
            monkeypatch.setenv(SERVER, url)
            monkeypatch.setenv(SENDER, "Jo <jo@hub.example>")
            with pytest.raises(say.Stop, match="the server refused the address"):
                notify_task(root, send=True)
            monkeypatch.setattr(type(kept), "handle_RCPT", taken)
            notify_task(root, send=True)
        assert sorted(one["To"] for one in kept.messages) == ["later-box@nobody.example", MARA]

    def test_a_draft_that_still_lies_there_is_sent_in_its_place_and_goes(self, root: Path, desk: Desk, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
        first, _ = confirmed(root, desk, receiver)
        for text in ("Lists.", "More lists."):
            publish(desk, text, parent=first)
        notify_task(root)
        by_hand = next(file for file in (root / "private/mail/answers").glob("*.eml") if "otto-1" in file.name)
        by_hand.unlink()
        with mail_server() as (url, kept):
            monkeypatch.setenv(SERVER, url)
            monkeypatch.setenv(SENDER, "Jo <jo@hub.example>")
            notify_task(root, send=True)
        assert ["> More lists." in one.get_content() for one in kept.messages] == [True]
        assert [one["Subject"] for one in drafted(root)] == ["Shall we tell you of answers to your comment?"]

    def test_without_a_server_it_says_what_to_set(self, root: Path, desk: Desk) -> None:
        asked(desk)
        with pytest.raises(say.Stop, match=SERVER):
            notify_task(root, send=True)
