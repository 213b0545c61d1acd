"""The page /ask/ promises at most three colleagues, one after the other. The office keeps it, and says so before a fourth."""

from __future__ import annotations

from pathlib import Path

import pytest
from clients import Room, add_member

from hub_core.settings import HubSettings
from office.leads import tasks
from office.leads.book import LeadError
from office.workbench import say

pytestmark = pytest.mark.both_databases

REPOSITORY = Path(__file__).resolve().parents[3]
THREE = ("rita-sample", "jo-sample", "pia-sample")
ENOUGH = "lead 1: 3 colleagues were asked already (Rita Sample, Jo Sample, Pia Sample), and /ask/ promises that it is no more."


def declined_by(room: Room, *slugs: str) -> int:
    """Bring a request as far as the no of some members, with a fourth member to ask."""
    add_member(room.root, "Ana Sample", tools="[xero]")
    number = room.ask(avoid="")
    for slug in slugs:
        room.leads.offer(number, slug)
        room.leads.answer(number, "decline", "capacity")
    return number


@pytest.mark.parametrize("page", ["ask.md", "thanks/referral-request.md"])
def test_the_shipped_pages_promise_what_the_setting_has(page: str) -> None:
    text = " ".join((REPOSITORY / "content/pages" / page).read_text(encoding="utf-8").split())
    assert ("at most three colleagues, one after the other" in text, HubSettings().lead_most_offers) == (True, 3)


def test_the_shipped_page_says_when_the_two_are_asked_how_it_goes() -> None:
    text = " ".join((REPOSITORY / "content/pages/ask.md").read_text(encoding="utf-8").split())
    now = HubSettings()
    assert "after three working days, two weeks and three months" in text
    assert (now.follow_up_days, now.follow_up_weeks, now.follow_up_months) == (3, 2, 3)


class TestAFourth:
    def test_is_not_asked_before_the_owner_is_told(self, room: Room) -> None:
        number = declined_by(room, *THREE)
        with pytest.raises(LeadError) as raised:
            room.leads.offer(number, "ana-sample")
        assert (str(raised.value).startswith(ENOUGH), room.state(number), len(room.leads.book.asked(number))) == (True, "declined", 3)

    def test_is_asked_when_the_owner_goes_on(self, room: Room) -> None:
        number = declined_by(room, *THREE)
        room.leads.offer(number, "ana-sample", one_more=True)
        assert room.state(number) == "offered"

    def test_is_the_third_when_an_offer_was_taken_back(self, room: Room) -> None:
        number = declined_by(room, *THREE[:2])
        room.leads.offer(number, "pia-sample")
        room.leads.book.undo(number)
        room.leads.offer(number, "ana-sample")
        assert room.state(number) == "offered"

    def test_comes_sooner_or_later_as_the_setting_says(self, room: Room) -> None:
        number = declined_by(room, "rita-sample")
        room.leads.settings = room.leads.settings.model_copy(update={"lead_most_offers": 1})
        with pytest.raises(LeadError, match=r"One colleague was asked already \(Rita Sample\)"):
            room.leads.offer(number, "jo-sample")

    def test_is_told_at_the_terminal_and_asked_with_a_flag(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        number = str(declined_by(room, *THREE))
        with pytest.raises(say.Stop) as stopped:
            tasks.offer_task(room.root, number, "ana-sample", clock=room.clock)
        assert stopped.value.lines[0] == f"{ENOUGH} Ask the client first; when she agrees, add --one-more, or tick it in the Desk."
        tasks.offer_task(room.root, number, "ana-sample", clock=room.clock, one_more=True)
        assert "1: offered to Ana Sample." in capsys.readouterr().out


class TestTheClient:
    def test_is_told_at_once_when_all_three_said_no(self, room: Room) -> None:
        declined_by(room, *THREE)
        assert [(one.kind, one.day) for one in room.leads.due()] == [("tell", room.leads.today)]

    def test_is_told_at_once_also_when_the_owner_looked_for_a_fourth_and_found_nobody(self, room: Room) -> None:
        room.leads.matched(declined_by(room, *THREE))
        assert [(one.kind, one.day) for one in room.leads.due()] == [("tell", room.leads.today)]

    def test_is_told_of_nobody_without_the_name_of_who_said_no_last(self, room: Room) -> None:
        declined_by(room, *THREE)
        assert [one.member for one in room.leads.due()] == [""]

    def test_is_not_told_yet_when_there_is_somebody_to_ask(self, room: Room) -> None:
        declined_by(room, *THREE[:2])
        assert room.leads.due() == []
