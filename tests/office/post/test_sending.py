"""Sending: from settings in the environment, through a real server on this machine."""

from __future__ import annotations

import datetime as dt
import socket
from pathlib import Path

import pytest
import sqlalchemy as sa
from mail_server import mail_server

from office.inbox.store import SETTING, open_store
from office.inbox.tables import letters
from office.post.letters import Letter, compose
from office.post.outbox import SentLog, draft
from office.post.sending import PASSWORD, SENDER, SERVER, SendError, connected, read_mail_settings

NOW = dt.datetime(2026, 9, 25, 8, 12, tzinfo=dt.UTC)
FROM = "Ines <ines@example.org>"


def message(to: str = "noor@example.org"):
    return compose(Letter("Hello", "Good morning.\n", (to,)), sender=FROM, now=NOW)


class TestSettings:
    def test_none_is_no_mistake(self) -> None:
        settings, mistakes = read_mail_settings({})
        assert (settings.host, mistakes) == ("", [])

    def test_a_server_with_tls_has_its_port(self) -> None:
        settings, mistakes = read_mail_settings({SERVER: "smtps://ines%40example.org@mail.example.org", SENDER: FROM, PASSWORD: "s"})
        assert (settings.host, settings.port, settings.user, settings.is_tls, mistakes) == ("mail.example.org", 465, "ines@example.org", True, [])

    @pytest.mark.parametrize("given", ["mail.example.org", "https://mail.example.org", "smtp://", "smtp://host:none", "smtps://u:secret-word@host"])
    def test_a_mistake_is_told_without_what_was_given(self, given: str) -> None:
        _, mistakes = read_mail_settings({SERVER: given, SENDER: FROM})
        assert len(mistakes) == 1
        assert "secret-word" not in mistakes[0]

    def test_a_sender_that_is_no_address_is_a_mistake(self) -> None:
        assert read_mail_settings({SENDER: "Ines"})[1] == [f"{SENDER}: is no address; write it like “Ines Carvalho <ines@example.org>”"]


class TestConnected:
    def test_each_letter_has_a_number_of_its_own_from_the_senders_domain(self) -> None:
        with mail_server() as (url, kept), connected(read_mail_settings({SERVER: url, SENDER: FROM})[0]) as mailer:
            for _ in range(2):
                mailer.send(message())
        numbers = {str(one["Message-ID"]) for one in kept.messages}
        assert (len(numbers), {one.rpartition("@")[2] for one in numbers}) == (2, {"example.org>"})

    def test_a_letter_arrives(self) -> None:
        with mail_server() as (url, kept):
            settings, _ = read_mail_settings({SERVER: url, SENDER: FROM})
            with connected(settings) as mailer:
                mailer.send(message())
        assert [(one["From"], one["To"], one.get_content().replace("\r\n", "\n")) for one in kept.messages] == [(FROM, "noor@example.org", "Good morning.\n")]

    @pytest.mark.parametrize(("address", "temporary"), [("no-box@example.org", False), ("later-box@example.org", True)])
    def test_a_refused_address_is_told_without_it(self, address: str, temporary: bool) -> None:
        with mail_server() as (url, _):
            settings, _ = read_mail_settings({SERVER: url, SENDER: FROM})
            with connected(settings) as mailer, pytest.raises(SendError) as caught:
                mailer.send(message(address))
        assert (caught.value.temporary, address in str(caught.value)) == (temporary, False)

    def test_a_server_that_asks_for_no_user_is_not_said_to_be_out_of_reach(self) -> None:
        with mail_server() as (url, _):
            settings, _ = read_mail_settings({SERVER: url.replace("//", "//ines@"), SENDER: FROM, PASSWORD: "secret-word"})
            with pytest.raises(SendError, match="takes no user and password on port") as caught, connected(settings):
                pass
        assert (caught.value.temporary, "secret-word" in str(caught.value)) == (False, False)

    def test_a_server_that_is_not_there_is_told_in_words(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers
            settings, _ = read_mail_settings({SERVER: f"smtp://127.0.0.1:{taken.getsockname()[1]}", SENDER: FROM})
            with pytest.raises(SendError, match="cannot be reached"), connected(settings):
                pass

    def test_without_a_server_it_says_which_setting(self) -> None:
        with pytest.raises(SendError, match=SERVER), connected(read_mail_settings({})[0]):
            pass


class TestSentLog:
    @pytest.fixture
    def log(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.delenv(SETTING, raising=False)
        store = open_store(tmp_path / "private")
        yield SentLog(store)
        store.close()

    def test_a_letter_goes_once(self, log: SentLog) -> None:
        with mail_server() as (url, kept), connected(read_mail_settings({SERVER: url, SENDER: FROM})[0]) as mailer:
            assert [log.send("digest:1:noor", message(), mailer, NOW) for _ in range(3)] == [True, False, False]
        assert len(kept.messages) == 1

    def test_a_refused_letter_can_be_tried_again(self, log: SentLog) -> None:
        with mail_server() as (url, _), connected(read_mail_settings({SERVER: url, SENDER: FROM})[0]) as mailer:
            with pytest.raises(SendError):
                log.send("digest:1:noor", message("no-box@example.org"), mailer, NOW)
            assert log.send("digest:1:noor", message(), mailer, NOW)

    def test_a_letter_whose_sending_was_cut_off_is_not_sent_again(self, log: SentLog) -> None:
        with log.store.writing() as connection:
            connection.execute(sa.insert(letters).values(key="digest:1:noor", state="sending", at=NOW.replace(tzinfo=None)))
        with mail_server() as (url, kept), connected(read_mail_settings({SERVER: url, SENDER: FROM})[0]) as mailer:
            assert not log.send("digest:1:noor", message(), mailer, NOW)
        assert kept.messages == []

    def test_a_draft_can_still_be_sent(self, log: SentLog) -> None:
        log.drafted("digest:1:noor", NOW)
        with mail_server() as (url, kept), connected(read_mail_settings({SERVER: url, SENDER: FROM})[0]) as mailer:
            assert log.send("digest:1:noor", message(), mailer, NOW)
        assert (len(kept.messages), log.known(["digest:1:noor", "digest:2:noor"])) == (1, {"digest:1:noor": "sent"})


class TestDraft:
    def test_it_lies_in_private_under_a_plain_name(self, tmp_path: Path) -> None:
        file = draft(tmp_path / "private", "replies", "../../Ärger über 12", message())
        assert file.relative_to(tmp_path).as_posix() == "private/mail/replies/rger-ber-12.eml"
