"""Each step of a lead is dated, and can be taken back with what it wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from clients import NOW, REQUEST, Room

from office.leads.book import LeadError
from office.leads.states import STEPS

pytestmark = pytest.mark.both_databases


def without_consent(room: Room) -> int:
    number = room.leads.approached({**REQUEST, "consent": ""})
    room.leads.matched(number)
    return number


def matched(room: Room) -> int:
    number = room.ask()
    room.leads.matched(number)
    return number


def offered(room: Room) -> int:
    number = room.ask()
    room.leads.offer(number, "rita-sample")
    return number


def accepted(room: Room) -> int:
    number = offered(room)
    room.leads.answer(number, "accept")
    return number


def asked_after(room: Room, number: int) -> None:
    room.clock.later(days=14)
    room.leads.draft_due(room.leads.due()[0])


def told(room: Room, number: int) -> None:
    room.clock.later(days=14)
    room.leads.draft_due(next(one for one in room.leads.due() if one.kind == "tell"))


# Each step: what brings a lead to where it can be taken, and the step itself.
UNDONE: dict[str, tuple[Callable[[Room], int], Callable[[Room, int], object]]] = {
    "match": (Room.ask, lambda room, number: room.leads.matched(number)),
    "offer": (matched, lambda room, number: room.leads.offer(number, "rita-sample")),
    "accept": (offered, lambda room, number: room.leads.answer(number, "accept")),
    "decline": (offered, lambda room, number: room.leads.answer(number, "decline", "skill", "Not hers.")),
    "introduce": (accepted, lambda room, number: room.leads.introduce(number)),
    "hand-over": (matched, lambda room, number: room.leads.hand_over(number, "rita-sample")),
    "point-to": (without_consent, lambda room, number: room.leads.hand_over(number, "rita-sample")),
    "follow-up": (Room.introduced, asked_after),
    "tell": (Room.ask, told),
    "close": (Room.introduced, lambda room, number: room.leads.book.take(number, "close", detail="elsewhere")),
    "note": (Room.ask, lambda room, number: room.leads.book.take(number, "note", note="Mine.")),
    "consent": (without_consent, lambda room, number: room.leads.book.take(number, "consent")),
}  # fmt: skip


class TestUndo:
    def test_every_step_is_taken_back_exactly(self, room: Room) -> None:
        number = room.ask()
        seen = [room.leads.book.get(number)]
        for act in (
            lambda: room.leads.matched(number), lambda: room.leads.offer(number, "rita-sample"), lambda: room.leads.answer(number, "accept"),
            lambda: room.leads.introduce(number), lambda: room.leads.book.take(number, "close", detail="hired"),
        ):  # fmt: skip
            act()
            seen.append(room.leads.book.get(number))
        for before in reversed(seen[:-1]):
            room.leads.book.undo(number)
            assert room.leads.book.get(number) == before
        assert room.leads.book.undo(number) is None

    @pytest.mark.parametrize("what", STEPS)
    def test_each_step_that_there_is_can_be_taken_back(self, room: Room, what: str) -> None:
        number = UNDONE[what][0](room)
        before, drafts = room.leads.book.get(number), sorted((room.root / "private").glob("mail/*/*"))
        UNDONE[what][1](room, number)
        assert [one.step for one in room.leads.book.events(number)][-1] == what
        room.clock.later(minutes=1)
        undone = room.leads.book.undo(number)
        assert (undone and undone[1], room.leads.book.get(number)) == ([], before)
        assert sorted((room.root / "private").glob("mail/*/*")) == drafts

    def test_the_draft_goes_with_its_step(self, room: Room) -> None:
        number = room.ask()
        file = room.leads.offer(number, "rita-sample").mails[0].file
        room.leads.book.undo(number)
        assert not file.exists()

    def test_a_draft_that_was_changed_is_left_and_told(self, room: Room) -> None:
        number = room.ask()
        file = room.leads.offer(number, "rita-sample").mails[0].file
        file.write_text("mine", encoding="utf-8")
        undone = room.leads.book.undo(number)
        assert undone
        assert "was changed since, and is left" in undone[1][0]

    def test_steps_are_dated_in_utc(self, room: Room) -> None:
        number = room.introduced()
        assert {one.at for one in room.leads.book.events(number)} == {NOW.astimezone(dt.UTC)}

    def test_what_came_after_the_step_that_was_seen_is_not_taken_back_for_it(self, room: Room) -> None:
        number = offered(room)
        seen = room.leads.book.events(number)[-1].id
        room.leads.answer(number, "accept")
        with pytest.raises(LeadError, match="the last step is another by now"):
            room.leads.book.undo(number, seen)
        assert room.state(number) == "accepted"
