"""What the owner does with a lead: opening, offering, introducing and handing over."""

from __future__ import annotations

import json

import pytest
from clients import REQUEST, Room, add_member, read, text_of

from office.inbox.decide import Desk
from office.leads.book import LeadError
from office.leads.letters import quoted

pytestmark = pytest.mark.both_databases

OFFER = """\
Dear Rita Sample,

somebody asked Warm Handoff for a VA, and I think of you. This is the task, in the client's words:

> Bookkeeping in Xero for [left out]'s shop [left out]. Write to [left out].

Service: Bookkeeping
Hours: 5 a week
Budget: 30-45 EUR/hr
Start: 2026-04-01
Time zone: Europe/Lisbon

Why I think of you:
- does: bookkeeping, Xero
- hours overlap 8 h
- within the budget: 38 EUR an hour

You do not see who it is yet. If you say yes, I introduce the two of you in one mail. If it would be a conflict of interest, or there is no room for it now, say no: nothing else follows from that.

Please answer by 4 March 2026, with this link. It is yours alone and needs no account:

"""
INTRODUCTION = """\
Dear Mara Silva, dear Rita Sample,

you asked us for a VA, and Rita Sample has read about your task and would like to take it on. From here on you deal with each other directly.

For Mara Silva: Rita Sample. Keeps books that balance.
Profile: https://hub.example/members/rita-sample/
Working hours: 09:00-17:00, Europe/Lisbon
Languages: English (native)
Rate: 38 EUR an hour
Availability: Open now

Why I think that you suit each other:
- does: bookkeeping, Xero
- hours overlap 8 h
- within the budget: 38 EUR an hour

For Rita Sample, what was asked:

> Bookkeeping in Xero for Mara's shop Silva Ceramics. Write to mara@silvaceramics.example.

Service: Bookkeeping
Hours: 5 a week
Budget: 30-45 EUR/hr
Start: 2026-04-01
Time zone: Lisbon
Mara Silva can be reached by mail, mara@silvaceramics.example.

Rita Sample, please write to Mara Silva first, within a working day. I will ask you both soon how it began.

Jo Sample
Warm Handoff
"""
CONFLICTS = """\
conflicts:
  - {member: jo-sample, domain: silvaceramics.example, until: 2026-12-31, reason: "Does the books of the shop next door."}
"""


def does_diaries_alone(room: Room, name: str) -> None:
    """Change a member's file so that she does nothing of what is asked."""
    words = room.root / "content/vocabulary.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("\ntools:\n", '\n  diaries: {name: "Diaries", group: finance}\ntools:\n'), encoding="utf-8")
    add_member(room.root, name, services="[diaries]")


class TestOpening:
    def test_a_request_that_was_approved_is_a_lead(self, room: Room) -> None:
        assert room.leads.book.get(room.ask()).fields == REQUEST

    def test_one_that_waits_is_counted_and_is_none_yet(self, room: Room) -> None:
        room.ask()
        Desk(room.root, room.store, zone="Europe/Lisbon", owner="jo-sample", clock=room.clock).undo()
        room.leads.book.gather()
        assert (room.leads.book.all(), room.leads.book.waiting()) == ([], 1)

    def test_an_approval_taken_back_later_leaves_a_lead_with_steps(self, room: Room) -> None:
        number = room.ask()
        room.leads.book.take(number, "note", note="Called her.")
        Desk(room.root, room.store, zone="Europe/Lisbon", owner="jo-sample", clock=room.clock).undo()
        room.leads.book.gather()
        assert room.state(number) == "new"

    def test_gathering_twice_opens_nothing_twice(self, room: Room) -> None:
        room.ask()
        assert (room.leads.book.gather(), len(room.leads.book.all())) == (0, 1)


class TestTheOffer:
    def test_calls_words_of_the_owner_s_not_the_client_s(self, room: Room) -> None:
        text = text_of(room.leads.offer(room.ask(), "rita-sample", "The books of a small shop."))
        assert "I think of you. This is the task:\n\n> The books of a small shop.\n" in text

    def test_says_all_but_who_the_client_is(self, room: Room) -> None:
        text = text_of(room.leads.offer(room.ask(), "rita-sample"))
        assert text.startswith(OFFER)

    def test_says_apart_from_the_reasons_what_may_not_fit(self, room: Room) -> None:
        text = text_of(room.leads.offer(room.ask(budget="20 EUR/hr"), "rita-sample"))
        assert "- hours overlap 8 h\n\nWhat may not fit:\n- over the budget: 38 EUR an hour\n\n" in text

    def test_goes_to_the_member_alone_from_the_owner(self, room: Room) -> None:
        mail = read(room.leads.offer(room.ask(), "rita-sample").mails[0])
        assert (mail["To"], mail["From"], mail["Subject"]) == ("rita@rita.example", "Jo <office@hub.example>", "Is this a client for you? Bookkeeping")

    @pytest.mark.parametrize("told", ["Mara", "Silva", "silvaceramics"])
    def test_holds_nothing_of_her_anywhere(self, room: Room, told: str) -> None:
        mail = room.leads.offer(room.ask(), "rita-sample").mails[0]
        assert told.lower() not in mail.file.read_text(encoding="utf-8").lower() + str(mail.file)

    def test_is_refused_without_the_clients_consent(self, room: Room) -> None:
        number = room.leads.approached({**REQUEST, "consent": ""})
        with pytest.raises(LeadError, match="consent to pass the details on is not on record"):
            room.leads.offer(number, "rita-sample")
        assert (room.state(number), list((room.root / "private").glob("mail/*/*"))) == ("new", [])

    def test_is_refused_to_whoever_is_left_out(self, room: Room) -> None:
        with pytest.raises(LeadError, match="Pia Sample is left out: the client asked to leave out"):
            room.leads.offer(room.ask(), "pia-sample")

    def test_is_refused_when_the_text_still_tells_who_she_is(self, room: Room) -> None:
        number = room.ask(task="Bookkeeping. I am M - a - r - a - S - i - l - v - a.")
        with pytest.raises(LeadError, match="write what the member should read yourself, with --text"):
            room.leads.offer(number, "rita-sample")

    def test_may_say_the_task_in_the_owners_words(self, room: Room) -> None:
        text = text_of(room.leads.offer(room.ask(), "rita-sample", "The books of a workshop, weekly."))
        assert "> The books of a workshop, weekly.\n" in text

    def test_with_a_hosted_form_service_asks_for_a_reply(self, room: Room) -> None:
        room.leads.settings = room.leads.settings.model_copy(update={"form_service": "formspree"})
        text = text_of(room.leads.offer(room.ask(), "rita-sample"))
        assert "Please answer this mail by 4 March 2026" in text
        assert "http" not in text

    def test_never_holds_the_reason_of_a_conflict(self, room: Room) -> None:
        (room.root / "private/conflicts.yaml").write_text(CONFLICTS, encoding="utf-8")
        number = room.introduced()
        room.leads.hand_over(room.ask(task="Bookkeeping, for a friend.", email="ana@ana.example", name="Ana"), "rita-sample")
        mails = "".join(file.read_text(encoding="utf-8") for file in (room.root / "private/mail/leads").iterdir())
        assert (room.state(number), "next door" in mails) == ("introduced", False)


class TestTheIntroduction:
    def test_is_refused_when_a_conflict_was_noted_since_the_offer(self, room: Room) -> None:
        number = room.ask(avoid="")
        room.leads.offer(number, "jo-sample")
        room.leads.answer(number, "accept")
        (room.root / "private/conflicts.yaml").write_text(CONFLICTS, encoding="utf-8")
        with pytest.raises(LeadError, match=r"says by now that Jo Sample has a conflict of interest with this client") as raised:
            room.leads.introduce(number)
        assert (room.state(number), "next door" in str(raised.value)) == ("accepted", False)

    def test_tells_both_what_each_needs_to_know(self, room: Room) -> None:
        number = room.ask()
        room.leads.offer(number, "rita-sample")
        room.leads.answer(number, "accept")
        done = room.leads.introduce(number)
        assert (read(done.mails[0])["To"], text_of(done)) == ("mara@silvaceramics.example, rita@rita.example", INTRODUCTION)

    def test_says_apart_what_the_two_have_to_settle(self, room: Room) -> None:
        number = room.ask(budget="20 EUR/hr")
        room.leads.offer(number, "rita-sample")
        room.leads.answer(number, "accept")
        assert "- hours overlap 8 h\n\nWhat to talk about first:\n- over the budget: 38 EUR an hour\n\n" in text_of(room.leads.introduce(number))

    def test_says_the_telephone_first_when_the_client_wants_a_call(self, room: Room) -> None:
        number = room.ask(reply_by="telephone", phone="+351 912 345 678")
        room.leads.offer(number, "rita-sample")
        room.leads.answer(number, "accept")
        assert "can be reached by telephone, +351 912 345 678, or by mail, mara@silvaceramics.example." in text_of(room.leads.introduce(number))

    def test_is_refused_before_the_member_accepted(self, room: Room) -> None:
        number = room.ask()
        room.leads.offer(number, "rita-sample")
        with pytest.raises(LeadError, match="it is offered, and an introduction needs it to be accepted"):
            room.leads.introduce(number)

    def test_never_passes_on_whom_the_client_wants_to_avoid(self, room: Room) -> None:
        room.introduced()
        assert not any("Pia" in file.read_text(encoding="utf-8") for file in (room.root / "private/mail/leads").iterdir())


class TestHandingOver:
    @pytest.mark.parametrize("consent", ["yes", ""])
    def test_is_refused_for_a_conflict_of_somebody_who_does_none_of_what_is_asked(self, room: Room, consent: str) -> None:
        (room.root / "private/conflicts.yaml").write_text(CONFLICTS, encoding="utf-8")
        does_diaries_alone(room, "Jo Sample")
        number = room.leads.approached({**REQUEST, "consent": consent})
        with pytest.raises(LeadError, match="Jo Sample is left out: a conflict of interest"):
            room.leads.hand_over(number, "jo-sample")
        assert list((room.root / "private").glob("mail/*/*")) == []

    def test_is_the_owners_word_when_nothing_but_the_directory_is_against_it(self, room: Room) -> None:
        does_diaries_alone(room, "Rita Sample")
        number = room.leads.approached(REQUEST)
        room.leads.hand_over(number, "rita-sample")
        assert room.state(number) == "introduced"

    def test_with_consent_both_letters_go_out_and_the_client_is_introduced(self, room: Room) -> None:
        number = room.ask()
        done = room.leads.hand_over(number, "rita-sample")
        assert [read(one)["To"] for one in done.mails] == ["mara@silvaceramics.example", "rita@rita.example"]
        assert (room.state(number), "mara@silvaceramics.example" in text_of(done, 1)) == ("introduced", True)

    def test_the_client_gets_a_plain_no_and_the_colleagues_profile(self, room: Room) -> None:
        text = text_of(room.leads.hand_over(room.ask(), "rita-sample"))
        assert "I cannot take this task" in text
        assert "https://hub.example/members/rita-sample/" in text

    def test_without_consent_the_colleague_learns_nothing_about_the_client(self, room: Room) -> None:
        number = room.leads.approached({**REQUEST, "consent": ""})
        text = text_of(room.leads.hand_over(number, "rita-sample"), 1)
        assert (room.state(number), any(word in text for word in ("Mara", "Silva", "Xero", "5 a week"))) == ("matched", False)

    def test_with_the_consent_noted_later_it_goes_on(self, room: Room) -> None:
        number = room.leads.approached({**REQUEST, "consent": ""})
        room.leads.hand_over(number, "rita-sample")
        room.leads.book.take(number, "consent")
        room.leads.hand_over(number, "rita-sample")
        assert room.state(number) == "introduced"


def test_a_clients_lines_cannot_pass_for_the_letters_own() -> None:
    assert quoted("Hello\n\nTo accept:\u2028now\x0bthere") == "> Hello\n>\n> To accept:\n> now\n> there"


def test_no_private_word_reaches_a_letter(room: Room) -> None:
    number = room.ask()
    room.leads.book.take(number, "note", note="PRIVATE she haggles")
    room.leads.offer(number, "rita-sample")
    room.leads.answer(number, "accept", note="PRIVATE likes mornings")
    room.leads.introduce(number)
    assert "PRIVATE" not in json.dumps([file.read_text(encoding="utf-8") for file in (room.root / "private/mail/leads").iterdir()])
