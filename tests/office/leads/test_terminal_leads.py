"""The tasks that begin with `leads.`: what they say, what they refuse, and that no address is in it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from clients import REQUEST, Room

from office.inbox.record import Submission
from office.leads import tasks
from office.workbench import say

CONFLICTS = "conflicts:\n  - {member: jo-sample, domain: silvaceramics.example, reason: \"Does the books next door.\"}\n"


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line for line in "".join(capsys.readouterr()).splitlines() if line.strip()]


class TestTheWay:
    def test_a_lead_goes_from_the_inbox_to_its_outcome(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        number = str(room.ask())
        steps: list[tuple[Callable[[], int], str]] = [
            (lambda: tasks.match_task(room.root, number, clock=room.clock), "Who could take it, the best first:"),
            (lambda: tasks.offer_task(room.root, number, "rita-sample", clock=room.clock), "1: offered to Rita Sample."),
            (lambda: tasks.answer_task(room.root, number, "decline", "capacity", clock=room.clock), "1: Rita Sample declined: no room for it now."),
            (lambda: tasks.offer_task(room.root, number, "jo-sample", clock=room.clock), "1: offered to Jo Sample."),
            (lambda: tasks.answer_task(room.root, number, "accept", clock=room.clock), "1: Jo Sample accepted."),
            (lambda: tasks.introduce_task(room.root, number, clock=room.clock), "1: introduced to Jo Sample."),
            (lambda: tasks.note_task(room.root, number, "She prefers mornings.", clock=room.clock), "1: a note was kept."),
            (lambda: tasks.close_task(room.root, number, "hired", clock=room.clock), "1: closed: they work together."),
            (lambda: tasks.undo_task(room.root, number, clock=room.clock), "1: taken back: closed: they work together. It is introduced again."),
        ]
        for step, said in steps:
            assert step() == say.DONE
            found = lines(capsys)
            assert said in found
            assert not any(re.search(r"@|\\+351", line) for line in found)

    def test_the_match_says_who_was_left_out_and_why(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        (room.root / "private/conflicts.yaml").write_text(CONFLICTS)
        tasks.match_task(room.root, str(room.ask()), clock=room.clock)
        found = lines(capsys)
        assert found[-3] == "Left out, for your eyes only:"
        assert sorted(found[-2:]) == [
            "     jo-sample  Jo Sample: a conflict of interest (Does the books next door.)",
            "     pia-sample  Pia Sample: the client asked to leave out: Pia Sample",
        ]
        assert any(re.match(r"  1\. rita-sample  Rita Sample \(no lead yet\): does: bookkeeping, Xero; hours overlap 8 h", line) for line in found)

    def test_the_match_says_whom_the_client_would_avoid_in_her_own_words(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        tasks.match_task(room.root, str(room.ask(avoid="Not Pia,\nshe knows why. pia@pia.example")), clock=room.clock)
        assert lines(capsys)[0] == "Not to hear about it, in the client's words: Not Pia, she knows why. [left out]"

    def test_a_lead_is_shown_without_the_addresses_that_stand_in_notes(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        number = room.ask()
        room.leads.offer(number, "rita-sample")
        room.leads.book.take(number, "accept", note="Ring me: +351 912 345 678, or rita@private.example.", by_link=True)
        tasks.show_task(room.root, str(number), clock=room.clock)
        assert "    Ring me: [left out], or [left out]." in lines(capsys)

    def test_a_lead_is_shown_with_its_steps_and_without_its_addresses(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        number = room.introduced()
        tasks.show_task(room.root, str(number), clock=room.clock)
        text = "\n".join(lines(capsys))
        assert ("introduced to Rita Sample" in text, "Consent to pass the details on: yes" in text) == (True, True)
        assert "Write to [left out]." in text
        assert "@" not in text

    @pytest.mark.parametrize(("phone", "last"), [("", []), ("+351 912 345 678", ["Telephone: +351 912 345 678"])])
    def test_a_lead_says_where_the_client_is_reached_to_the_owner_who_asks(
        self, room: Room, capsys: pytest.CaptureFixture[str], phone: str, last: list[str]
    ) -> None:
        tasks.show_task(room.root, str(room.ask(phone=phone)), clock=room.clock, who=True)
        shown = lines(capsys)
        assert shown[shown.index("E-mail: mara@silvaceramics.example") :] == ["E-mail: mara@silvaceramics.example", *last]

    def test_the_list_says_no_address_either(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        room.ask(task="Ring +351 912 345 678 or write to mara@silvaceramics.example.")
        tasks.list_task(room.root, clock=room.clock)
        assert lines(capsys)[0].endswith("Ring [left out] or write to [left out].")

    def test_the_list_cuts_a_long_task_behind_a_word_and_marks_it(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        room.ask(task="A newsletter every Thursday for my shop at the harbour, and ring me: +351 912 345 678.")
        tasks.list_task(room.root, clock=room.clock)
        assert lines(capsys)[0].endswith("  A newsletter every Thursday for my shop at the harbour, and …")

    def test_consent_that_came_later_opens_the_way(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        number = str(room.leads.approached({**REQUEST, "consent": ""}))
        with pytest.raises(say.Stop, match="consent to pass the details on is not on record"):
            tasks.offer_task(room.root, number, "rita-sample", clock=room.clock)
        tasks.consent_task(room.root, number, clock=room.clock)
        assert tasks.offer_task(room.root, number, "rita-sample", clock=room.clock) == say.DONE


class TestWhatWaits:
    @pytest.mark.parametrize("task", [tasks.list_task, tasks.due_task])
    def test_in_the_inbox_is_said_with_the_leads(self, room: Room, task: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
        room.store.add([Submission("receiver", "", "referral-request", room.clock.now, REQUEST)])
        task(room.root, clock=room.clock)
        assert "1 request more waits in the inbox; inbox.review or the Desk opens them." in lines(capsys)

    def test_for_an_answer_is_said_with_what_to_do(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        room.leads.offer(room.ask(), "rita-sample")
        room.clock.later(days=2)
        tasks.due_task(room.root, clock=room.clock)
        assert "No answer: ask her, or note a no with leads.answer 1 decline --reason other and offer it to the next." in lines(capsys)

    def test_looking_ahead_drafts_nothing(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        number = room.introduced()
        before = list((room.root / "private/mail/leads").iterdir())
        tasks.due_task(room.root, "2026-04-01", clock=room.clock)
        assert (list((room.root / "private/mail/leads").iterdir()), room.state(number)) == (before, "introduced")
        assert any("ask how it goes" in line for line in lines(capsys))


class TestWhatIsWrong:
    def test_a_step_out_of_turn_is_met_with_what_comes_first(self, room: Room) -> None:
        number = str(room.ask())
        tasks.offer_task(room.root, number, "rita-sample", clock=room.clock)
        with pytest.raises(say.Stop, match=r"an offer needs it to be matched; record the answer first with leads\.answer, or take the offer back with leads\.undo"):
            tasks.offer_task(room.root, number, "jo-sample", clock=room.clock)

    def test_what_is_closed_is_said_to_be_closed_and_how_it_opens(self, room: Room) -> None:
        number = str(room.ask())
        tasks.close_task(room.root, number, "hired", clock=room.clock)
        with pytest.raises(say.Stop, match=r"lead 1: it is closed; leads\.undo opens it again$"):
            tasks.close_task(room.root, number, "hired", clock=room.clock)

    def test_sums_for_a_folder_ask_for_a_file_in_it(self, room: Room) -> None:
        with pytest.raises(say.Stop, match=r"private is a folder; name a file in it, like private/leads\.csv"):
            tasks.report_task(room.root, str(room.root / "private"), clock=room.clock)

    def test_a_misspelt_line_of_the_addresses_is_told_where_an_address_is_lacking(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        (room.root / "private/addresses.yaml").write_text("jo-sample: jo@jo.example\nrita-sampel: rita@rita.example\nlong-gone: x@x.example\n")
        tasks.offer_task(room.root, str(room.ask()), "rita-sample", clock=room.clock)
        said = [line for line in capsys.readouterr().err.splitlines() if "addresses.yaml:" in line]
        assert said == ["  private/addresses.yaml:2: 'rita-sampel' is not a known member; did you mean 'rita-sample'?"]

    @pytest.mark.parametrize(
        ("call", "said"),
        [
            (lambda root: tasks.show_task(root, ""), "Which lead?"), (lambda root: tasks.show_task(root, "-1"), "Which lead?"),
            (lambda root: tasks.show_task(root, "٣"), "Which lead?"), (lambda root: tasks.show_task(root, "999999999"), "there is no lead 999999999"),
            (lambda root: tasks.offer_task(root, "1", ""), "To whom?"), (lambda root: tasks.offer_task(root, "1", "rita-smaple"), "did you mean 'rita-sample'"),
            (lambda root: tasks.answer_task(root, "1", "acept"), "did you mean 'accept'"), (lambda root: tasks.close_task(root, "1", "hird"), "did you mean 'hired'"),
            (lambda root: tasks.list_task(root, "ofered"), "did you mean 'offered'"), (lambda root: tasks.due_task(root, "tomorrow"), "--on is a date"),
            (lambda root: tasks.note_task(root, "1", "  "), "Which words?"), (lambda root: tasks.handover_task(root, ""), "To which colleague?"),
        ],
    )  # fmt: skip
    def test_is_said_with_what_to_write_and_changes_nothing(self, room: Room, call: Callable[..., int], said: str) -> None:
        number = room.ask()
        with pytest.raises(say.Stop, match=re.escape(said)):
            call(room.root)
        assert room.leads.book.events(number) == []


TOLD = {name: value for name, value in REQUEST.items() if name in ("name", "email", "task")}


class TestAHandover:
    def test_to_a_misspelt_colleague_opens_no_lead(self, room: Room) -> None:
        with pytest.raises(say.Stop, match="did you mean 'rita-sample'"):
            tasks.handover_task(room.root, "rita-smaple", fields=TOLD, clock=room.clock)
        assert room.leads.book.all() == []

    def test_that_is_refused_says_where_the_request_is_kept(self, room: Room) -> None:
        (room.root / "private/conflicts.yaml").write_text(CONFLICTS, encoding="utf-8")
        with pytest.raises(say.Stop) as stopped:
            tasks.handover_task(room.root, "jo-sample", fields=TOLD, clock=room.clock)
        assert stopped.value.lines == (
            "lead 1: Jo Sample is left out: a conflict of interest",
            "What was asked is kept as lead 1; for another colleague add --lead 1 and leave the rest out.",
        )
        assert tasks.handover_task(room.root, "rita-sample", lead="1", clock=room.clock) == say.DONE

    def test_of_an_open_lead_notes_the_consent_that_is_told_with_it(self, room: Room) -> None:
        number = room.leads.approached({**TOLD, "consent": ""})
        tasks.handover_task(room.root, "rita-sample", lead=str(number), fields={"consent": "yes"}, clock=room.clock)
        assert [one.step for one in room.leads.book.events(number)] == ["consent", "match", "hand-over"]

    def test_without_consent_says_how_it_goes_on_after_her_yes(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        tasks.handover_task(room.root, "rita-sample", fields={**TOLD, "consent": ""}, clock=room.clock)
        assert capsys.readouterr().out.splitlines()[-1] == "When the client says yes: leads.handover rita-sample --lead 1 --consent"

    def test_of_an_open_lead_takes_no_second_client(self, room: Room) -> None:
        number = room.leads.approached({**TOLD, "consent": "yes"})
        with pytest.raises(say.Stop, match="says already who asks and for what; leave out --name, --email"):
            tasks.handover_task(room.root, "rita-sample", lead=str(number), fields={"name": "Ana", "email": "ana@ana.example"}, clock=room.clock)
        assert room.leads.book.events(number) == []
