"""The letters of a lead, sent: through a real mail server, each once; one that is refused stays as a draft, and the lead goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clients import REQUEST, Room, read
from mail_server import Kept, mail_server

from office.leads.tasks import due_task, handover_task, introduce_task, offer_task
from office.post.sending import SENDER, SERVER
from office.privacy.tasks import erase_task
from office.workbench import say

FROM = "Jo <office@hub.example>"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """A mail server that the tasks are told of."""
    with mail_server() as (url, kept):
        monkeypatch.setenv(SERVER, url)
        monkeypatch.setenv(SENDER, FROM)
        yield kept


def drafts(room: Room) -> list[Path]:
    return sorted((room.root / "private/mail/leads").glob("*.eml"))


def offered(room: Room, **changed: str) -> int:
    number = room.ask(**changed)
    assert offer_task(room.root, str(number), "rita-sample", send=True, clock=room.clock) == say.DONE
    return number


def introduced(room: Room) -> int:
    number = offered(room)
    room.leads.answer(number, "accept")
    assert introduce_task(room.root, str(number), send=True, clock=room.clock) == say.DONE
    return number


class TestWhatIsSent:
    def test_the_letter_of_a_lead_goes_though_one_with_its_number_was_erased(self, room: Room, box: Kept) -> None:
        first = offered(room)
        erase_task(room.root, [REQUEST["email"]], yes=True)
        assert offered(room, name="Ana Cole", email="ana@ana.example", task="Bookkeeping, weekly.") == first
        assert (len(box.messages), drafts(room)) == (2, [])

    def test_an_offer_goes_to_the_member_with_her_link_and_leaves_no_draft(self, room: Room, box: Kept) -> None:
        number = offered(room)
        [mail] = box.messages
        assert (mail["To"], mail["From"], mail["X-Unsent"], drafts(room), room.state(number)) == ("rita@rita.example", FROM, None, [], "offered")
        assert "http://127.0.0.1:8000/forms/answer/" in mail.get_content()
        assert "Mara" not in mail.as_string()

    def test_the_introduction_is_one_mail_to_both(self, room: Room, box: Kept) -> None:
        introduced(room)
        assert box.messages[-1]["To"] == "mara@silvaceramics.example, rita@rita.example"
        assert box.messages[-1].get_content().replace("\r\n", "\n").startswith("Dear Mara Silva, dear Rita Sample,\n")

    def test_a_handover_is_a_no_to_the_client_and_a_note_to_the_colleague(self, room: Room, box: Kept) -> None:
        assert handover_task(room.root, "rita-sample", fields=REQUEST, send=True, clock=room.clock) == say.DONE
        assert [(mail["To"], mail["Subject"]) for mail in box.messages] == [
            ("mara@silvaceramics.example", "I cannot take this on, but I know who might"), ("rita@rita.example", "Somebody for you, whom I could not take"),
        ]  # fmt: skip

    def test_what_is_due_goes_out_once_however_often_it_is_asked_for(self, room: Room, box: Kept) -> None:
        introduced(room)
        room.clock.later(days=3)
        before = len(box.messages)
        assert [due_task(room.root, send=True, clock=room.clock) for _ in range(3)] == [say.DONE] * 3
        assert [mail["To"] for mail in box.messages[before:]] == ["mara@silvaceramics.example", "rita@rita.example"]
        assert drafts(room) == []

    def test_a_client_whom_nobody_took_is_told_once_with_the_directory(self, room: Room, box: Kept) -> None:
        room.ask()
        room.clock.later(days=12)
        for _ in range(2):
            due_task(room.root, send=True, clock=room.clock)
        [mail] = box.messages
        assert (mail["To"], "http://127.0.0.1:8000/find-a-va/" in mail.get_content()) == ("mara@silvaceramics.example", True)

    def test_nothing_that_is_said_shows_an_address(self, room: Room, box: Kept, capsys: pytest.CaptureFixture[str]) -> None:
        introduced(room)
        assert "@" not in "".join(capsys.readouterr())

    def test_without_send_nothing_goes_out(self, room: Room, box: Kept) -> None:
        offer_task(room.root, str(room.ask()), "rita-sample", clock=room.clock)
        assert (box.messages, len(drafts(room))) == ([], 1)


class TestARefusal:
    @pytest.mark.parametrize("address", ["no-box@rita.example", "later-box@rita.example"])
    def test_keeps_the_offer_as_a_draft_and_on_record(self, room: Room, box: Kept, address: str, capsys: pytest.CaptureFixture[str]) -> None:
        (room.root / "private/addresses.yaml").write_text(f"rita-sample: {address}\n")
        number = room.ask()
        assert offer_task(room.root, str(number), "rita-sample", send=True, clock=room.clock) == say.TROUBLE
        [file] = drafts(room)
        said = capsys.readouterr().err
        assert (room.state(number), read(file)["To"], read(file)["X-Unsent"]) == ("offered", address, "1")
        assert (f"not sent, and left as a draft: private/mail/leads/{file.name}: " in said, address in said) == (True, False)

    def test_of_one_of_two_addresses_leaves_a_draft_for_her_alone(self, room: Room, box: Kept, capsys: pytest.CaptureFixture[str]) -> None:
        number = offered(room)
        room.leads.answer(number, "accept")
        (room.root / "private/addresses.yaml").write_text("rita-sample: no-box@rita.example\n")
        assert introduce_task(room.root, str(number), send=True, clock=room.clock) == say.TROUBLE
        [file] = drafts(room)
        assert (len(box.messages), read(file)["To"], read(file)["X-Unsent"]) == (2, "no-box@rita.example", "1")
        assert "whoever else it is to has it" in capsys.readouterr().err

    def test_of_one_of_two_letters_sends_the_other_and_keeps_the_one(self, room: Room, box: Kept) -> None:
        introduced(room)
        (room.root / "private/addresses.yaml").write_text("rita-sample: no-box@rita.example\n")
        room.clock.later(days=3)
        assert due_task(room.root, send=True, clock=room.clock) == say.TROUBLE
        assert (box.messages[-1]["To"], [read(file)["To"] for file in drafts(room)]) == ("mara@silvaceramics.example", ["no-box@rita.example"])

    def test_of_one_lead_s_letter_does_not_keep_the_others_from_theirs(self, room: Room, box: Kept) -> None:
        for name, address in (("Ana", "no-box@ana.example"), ("Bea", "bea@bea.example")):
            room.ask(name=name, email=address, task=f"Bookkeeping for {name}.")
        room.clock.later(days=12)
        assert due_task(room.root, send=True, clock=room.clock) == say.TROUBLE
        assert ([mail["To"] for mail in box.messages], [read(file)["To"] for file in drafts(room)]) == (["bea@bea.example"], ["no-box@ana.example"])

    def test_of_all_by_a_server_that_is_not_there_loses_nothing(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        with mail_server() as (url, _):
            monkeypatch.setenv(SERVER, url)
        monkeypatch.setenv(SENDER, FROM)
        number = room.ask()
        with pytest.raises(say.Stop, match="cannot be reached"):
            offer_task(room.root, str(number), "rita-sample", send=True, clock=room.clock)
        assert (len(drafts(room)), room.state(number)) == (1, "offered")

    def test_when_something_is_due_leaves_it_due(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        with mail_server() as (url, _):
            monkeypatch.setenv(SERVER, url)
        monkeypatch.setenv(SENDER, FROM)
        room.ask()
        room.clock.later(days=12)
        with pytest.raises(say.Stop, match="cannot be reached"):
            due_task(room.root, send=True, clock=room.clock)
        assert ([one.kind for one in room.leads.due()], drafts(room)) == (["tell"], [])

    def test_by_a_setting_that_is_wrong_says_which_and_keeps_the_draft(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(SERVER, "mail.example.org")
        with pytest.raises(say.Stop, match=SERVER):
            offer_task(room.root, str(room.ask()), "rita-sample", send=True, clock=room.clock)
        assert len(drafts(room)) == 1

    def test_for_want_of_an_address_keeps_the_draft_and_says_so(self, room: Room, box: Kept, capsys: pytest.CaptureFixture[str]) -> None:
        (room.root / "private/addresses.yaml").unlink()
        assert offer_task(room.root, str(room.ask()), "rita-sample", send=True, clock=room.clock) == say.TROUBLE
        assert (box.messages, len(drafts(room)), "not sent, for it lacks an address" in capsys.readouterr().err) == ([], 1, True)
