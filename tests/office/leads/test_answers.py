"""The page behind a member's link: looking changes nothing, one answer counts, and a dead link is told in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from asgi_client import Answer, ask
from clients import Room, text_of
from submitting import FORM, REPOSITORY

from forms.catalogue import FORMS
from hub_core.addresses import Addresses
from office.receiver.app import Receiver
from office.receiver.pages import Pages

pytestmark = pytest.mark.both_databases


@pytest.fixture
def door(room: Room) -> Iterator[Receiver]:
    pages = Pages(REPOSITORY / "theme" / "templates", room.root / "output", Addresses("https://hub.example"), room.leads.settings)
    receiver = Receiver(FORMS, room.root / "private", pages, clock=room.clock, posts_a_minute=1_000)
    yield receiver
    receiver.close()


def offered(room: Room, member: str = "rita-sample", number: int = 0) -> tuple[int, str]:
    """Offer a lead; give its number and the path of the link, below /forms."""
    number = number or room.ask()
    text = text_of(room.leads.offer(number, member))
    found = re.search(r"https://hub\.example/forms(/answer/\S+)", text)
    assert found
    return number, found[1]


def see(door: Receiver, path: str) -> Answer:
    return ask(door.app(), "GET", path)


def send(door: Receiver, path: str, **fields: str) -> Answer:
    return ask(door.app(), "POST", path, headers={"content-type": FORM}, body=urlencode(fields).encode())


class TestTheLink:
    def test_shows_a_small_form_and_nothing_of_the_client(self, room: Room, door: Receiver) -> None:
        answer = see(door, offered(room)[1])
        assert (answer.status, "Would you take this client?" in answer.text) == (200, True)
        assert not re.search("Mara|Silva|Xero", answer.text)

    def test_looking_changes_nothing(self, room: Room, door: Receiver) -> None:
        number, path = offered(room)
        before = room.leads.book.events()
        see(door, path)
        assert (room.state(number), room.leads.book.events()) == ("offered", before)

    def test_a_yes_is_recorded_as_her_own(self, room: Room, door: Receiver) -> None:
        number, path = offered(room)
        answer = send(door, path, answer="accept")
        last = room.leads.book.events(number)[-1]
        assert (answer.status, room.state(number), last.by_link, last.member) == (303, "accepted", True, "rita-sample")

    def test_a_no_is_recorded_with_its_reason_and_her_words(self, room: Room, door: Receiver) -> None:
        number, path = offered(room)
        send(door, path, answer="decline", reason="conflict", note="I know them.\x00")
        last = room.leads.book.events(number)[-1]
        assert (room.state(number), last.detail, last.note) == ("declined", "conflict", "I know them.")

    def test_a_no_without_a_reason_is_asked_for_it_and_keeps_the_words(self, room: Room, door: Receiver) -> None:
        number, path = offered(room)
        answer = send(door, path, answer="decline", note="<b>words</b>")
        assert (answer.status, room.state(number)) == (422, "offered")
        assert "&lt;b&gt;words&lt;/b&gt;" in answer.text

    def test_a_reason_without_a_no_stays_chosen(self, room: Room, door: Receiver) -> None:
        _, path = offered(room)
        answer = send(door, path, reason="capacity")
        assert (answer.status, '<option value="capacity" selected>' in answer.text) == (422, True)

    def test_a_second_answer_is_told_what_is_on_record(self, room: Room, door: Receiver) -> None:
        number, path = offered(room)
        send(door, path, answer="accept")
        again = send(door, path, answer="decline", reason="skill")
        assert ("You said yes" in again.text, room.state(number)) == (True, "accepted")

    def test_after_an_undo_it_is_dead(self, room: Room, door: Receiver) -> None:
        number, path = offered(room)
        room.leads.book.undo(number)
        answer = send(door, path, answer="accept")
        assert (answer.status, "does not stand any more" in answer.text, room.state(number)) == (410, True, "matched")

    def test_of_an_earlier_offer_does_not_answer_a_later_one(self, room: Room, door: Receiver) -> None:
        number, path = offered(room)
        room.leads.book.undo(number)
        later = offered(room, number=number)[1]
        assert (send(door, path, answer="accept").status, see(door, later).status, room.state(number)) == (410, 200, "offered")

    def test_of_who_declined_says_so_while_the_next_one_thinks(self, room: Room, door: Receiver) -> None:
        number, path = offered(room)
        send(door, path, answer="decline", reason="capacity")
        offered(room, "jo-sample", number)
        assert "You said no" in send(door, path, answer="accept").text
        assert room.state(number) == "offered"

    def test_past_its_day_is_told_so(self, room: Room, door: Receiver) -> None:
        number, path = offered(room)
        room.clock.later(days=5)
        answer = send(door, path, answer="accept")
        assert (answer.status, "This link has expired" in answer.text, room.state(number)) == (410, True, "offered")

    @pytest.mark.parametrize("token", ["x", "a.b", "WzFd.abc", "%00", "…" * 3, "A" * 5000])
    def test_that_is_forged_is_told_in_plain_words(self, room: Room, door: Receiver, token: str) -> None:
        offered(room)
        answer = see(door, f"/answer/{token}")
        assert (answer.status, "This link does not work" in answer.text) == (404, True)

    def test_of_another_purpose_is_forged(self, room: Room, door: Receiver) -> None:
        offered(room)
        token = room.leads.signer().token("newsletter", [1, 2, "rita-sample"], room.clock.now.replace(year=2030))
        assert see(door, f"/answer/{token}").status == 404

    def test_sent_from_another_site_is_not_taken(self, room: Room, door: Receiver) -> None:
        number, path = offered(room)
        answer = ask(door.app(), "POST", path, headers={"content-type": FORM, "origin": "https://evil.example"}, body=b"answer=accept")
        assert (answer.status, room.state(number)) == (403, "offered")

    def test_says_nothing_to_others_through_headers(self, room: Room, door: Receiver) -> None:
        headers = see(door, offered(room)[1]).headers
        assert (headers["referrer-policy"], headers["cache-control"]) == ("same-origin", "no-store")
