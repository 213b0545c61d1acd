"""What falls due when, as the clock is moved, and the letters that are drafted then."""

from __future__ import annotations

import datetime as dt

import pytest
from clients import REQUEST, Room, read, text_of

from office.leads.due import ahead, months_after, working_days_after


class TestDays:
    @pytest.mark.parametrize(("day", "number", "then"), [("2026-03-02", 3, "2026-03-05"), ("2026-03-05", 3, "2026-03-10"), ("2026-03-07", 1, "2026-03-09"), ("2026-03-02", 0, "2026-03-02")])
    def test_working_days_leave_out_the_weekend(self, day: str, number: int, then: str) -> None:
        assert working_days_after(dt.date.fromisoformat(day), number) == dt.date.fromisoformat(then)

    @pytest.mark.parametrize(("day", "number", "then"), [("2026-03-02", 3, "2026-06-02"), ("2026-11-30", 3, "2027-02-28"), ("2026-12-15", 1, "2027-01-15")])
    def test_months_end_on_the_same_day_or_the_last(self, day: str, number: int, then: str) -> None:
        assert months_after(dt.date.fromisoformat(day), number) == dt.date.fromisoformat(then)


class TestFollowUps:
    @pytest.mark.parametrize(("days", "which"), [(2, []), (3, ["first"]), (13, ["first"]), (14, ["second"]), (91, ["second"]), (92, ["third"])])
    def test_fall_due_after_three_working_days_two_weeks_and_three_months(self, room: Room, days: int, which: list[str]) -> None:
        room.introduced()
        room.clock.later(days=days)
        assert [one.which for one in room.leads.due()] == which

    def test_one_that_was_asked_is_not_due_again(self, room: Room) -> None:
        room.introduced()
        room.clock.later(days=3)
        for one in room.leads.due():
            room.leads.draft_due(one)
        assert room.leads.due() == []

    def test_both_are_asked_each_in_a_letter_of_their_own(self, room: Room) -> None:
        room.introduced()
        room.clock.later(days=3)
        done = room.leads.draft_due(room.leads.due()[0])
        assert done
        assert [read(one)["To"] for one in done.mails] == ["mara@silvaceramics.example", "rita@rita.example"]
        assert text_of(done) == (
            "Dear Mara Silva,\n\non 2 March 2026 I introduced you to Rita Sample.\n\n"
            "Have you heard from each other? If not, tell me, and I will see to it.\n\nJo Sample\nWarm Handoff\n"
        )

    @pytest.mark.parametrize(
        ("setting", "value", "day", "which"),
        [("follow_up_days", 5, "2026-03-09", "first"), ("follow_up_weeks", 3, "2026-03-23", "second"), ("follow_up_months", 1, "2026-04-02", "third")],
    )
    def test_the_owner_s_settings_say_when(self, room: Room, setting: str, value: int, day: str, which: str) -> None:
        number = room.introduced()
        room.leads.settings = room.leads.settings.model_copy(update={setting: value})
        found = ahead(room.leads.book.get(number), room.leads.book.events(number), room.leads.settings)
        assert (dt.date.fromisoformat(day), which) in [(one.day, one.which) for one in found]

    def test_the_owner_may_leave_one_out(self, room: Room) -> None:
        room.introduced()
        room.leads.settings = room.leads.settings.model_copy(update={"follow_up_days": 0})
        room.clock.later(days=4)
        assert room.leads.due() == []

    def test_a_closed_lead_is_asked_nothing(self, room: Room) -> None:
        room.leads.book.take(room.introduced(), "close", detail="hired")
        room.clock.later(days=200)
        assert room.leads.due() == []


class TestWhatNobodyTakes:
    def test_is_told_to_the_client_in_time_with_the_directory(self, room: Room) -> None:
        number = room.ask()
        room.clock.later(days=10)
        one = room.leads.due()[0]
        done = room.leads.draft_due(one)
        assert done
        assert (one.day, one.kind, room.state(number)) == (dt.date(2026, 3, 12), "tell", "new")
        assert "https://hub.example/find-a-va/" in text_of(done)

    def test_is_not_told_to_a_client_whom_a_colleague_was_named_to(self, room: Room) -> None:
        room.leads.hand_over(room.leads.approached({**REQUEST, "consent": ""}), "rita-sample")
        room.clock.later(days=20)
        assert room.leads.due() == []

    def test_is_told_once(self, room: Room) -> None:
        room.ask()
        room.clock.later(days=10)
        room.leads.draft_due(room.leads.due()[0])
        assert room.leads.due() == []

    def test_an_offer_without_an_answer_is_told_to_the_owner(self, room: Room) -> None:
        room.leads.offer(room.ask(), "rita-sample")
        room.clock.later(days=2)
        assert [(one.kind, one.member) for one in room.leads.due()] == [("answer", "rita-sample")]
