"""The state machine of a lead: what may follow what, and that nothing leaves without consent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.leads.states import (
    FOLLOW_UPS,
    NEED_CONSENT,
    OUTCOMES,
    REASONS,
    STATES,
    STEPS,
    Position,
    StepError,
    may,
    step,
)

DETAILS = st.sampled_from(("", *REASONS, *OUTCOMES, *FOLLOW_UPS))
WALKS = st.lists(st.tuples(st.sampled_from(STEPS), DETAILS, st.sampled_from(("", "jo-sample"))), max_size=20)


def walk(now: Position, *steps: tuple[str, str]) -> Position:
    for what, detail in steps:
        now = step(now, what, member="jo-sample" if what == "offer" else "", detail=detail)
    return now


class TestTheWay:
    def test_a_lead_goes_from_new_to_hired(self) -> None:
        way = [("match", ""), ("offer", ""), ("accept", ""), ("introduce", ""), ("follow-up", "first"), ("close", "hired")]
        assert walk(Position(consent=True), *way) == Position("closed", "jo-sample", True, "hired")

    @pytest.mark.parametrize("reason", REASONS)
    def test_a_declined_lead_can_be_matched_again(self, reason: str) -> None:
        now = walk(Position(consent=True), ("match", ""), ("offer", ""), ("decline", reason), ("match", ""))
        assert now == Position("matched", "", True)

    def test_a_decline_needs_its_reason(self) -> None:
        with pytest.raises(StepError, match="say which: conflict, capacity, skill or other"):
            step(Position("offered", "jo-sample", True), "decline")

    def test_a_step_out_of_turn_says_what_it_needs(self) -> None:
        with pytest.raises(StepError, match="it is new, and an introduction needs it to be accepted"):
            step(Position(consent=True), "introduce")

    def test_a_closed_lead_takes_notes_alone(self) -> None:
        assert [one for one in STEPS if may(Position("closed", consent=True), one)] == ["note"]

    @given(WALKS)
    def test_whatever_is_tried_it_stands_in_a_known_state(self, steps: list[tuple[str, str, str]]) -> None:
        now = Position(consent=True)
        for what, detail, member in steps:
            try:
                now = step(now, what, member=member, detail=detail)
            except StepError:
                continue
        assert now.state in STATES
        assert (now.outcome in OUTCOMES) == (now.state == "closed")


class TestConsent:
    @given(st.sampled_from(sorted(NEED_CONSENT)), st.sampled_from(STATES))
    def test_nothing_that_passes_details_on_is_possible_without_it(self, what: str, state: str) -> None:
        with pytest.raises(StepError):
            step(Position(state, "jo-sample"), what, member="jo-sample")

    def test_once_on_record_it_opens_the_way(self) -> None:
        assert step(step(Position("matched"), "consent"), "offer", member="jo-sample").state == "offered"
