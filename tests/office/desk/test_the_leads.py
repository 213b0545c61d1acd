"""The leads behind the Desk's door: the list, one lead and its steps, what is due, the report, and who may press what."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from asgi_client import App
from owner import FORM, NOW, Owner, enter

from hub_core.addresses import Addresses
from office.desk.app import DeskApp
from office.inbox.record import Submission

ASKED = {
    "task": "Bookkeeping for Acme Toys, please. <script>alert(1)</script>", "service": "bookkeeping", "name": "Mara <b>Acme</b>",
    "email": "mara@acmetoys.example", "consent": "yes",
}  # fmt: skip
SECRET = "Does the books next door."


@pytest.fixture
def asked(opened: tuple[DeskApp, App], owner: Owner) -> Owner:
    """An owner who has opened the one lead that there is."""
    store = opened[0].store
    store.add([Submission("receiver", "", "referral-request", NOW, ASKED)])
    owner.open("/desk/")
    owner.send("/desk/decide", {"one": "approve 1"})
    owner.open("/desk/leads/")
    owner.open("/desk/leads/1")
    return owner


def offer(owner: Owner) -> None:
    owner.send("/desk/leads/1/offer", {"member": "jo-sample"})


class TestTheList:
    def test_a_request_that_is_opened_in_the_queue_stands_in_it(self, asked: Owner) -> None:
        assert 'href="/desk/leads/1"' in asked.open("/desk/leads/")

    def test_a_list_that_is_cut_off_says_how_many_are_not_on_it(self, asked: Owner, opened: tuple[DeskApp, App], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("office.desk.leads._MOST", 1)
        desk = opened[0].leads
        assert desk
        desk.leads.approached({**ASKED, "name": "Ana Cole", "email": "ana@ana.example", "task": "Bookkeeping, weekly."})
        asked.open("/desk/leads/")
        assert "1 newer is not on this page; the task leads.list prints all." in asked.text

    def test_empty_it_says_where_leads_come_from(self, owner: Owner) -> None:
        assert "No lead stands here" in owner.open("/desk/leads/")


class TestOneLead:
    def test_what_the_client_wrote_is_shown_and_never_run(self, asked: Owner) -> None:
        assert "<script" not in asked.page
        assert "Mara &lt;b&gt;Acme&lt;/b&gt;" in asked.page

    def test_who_could_take_it_stands_with_the_reasons(self, asked: Owner) -> None:
        assert "Jo Sample does: bookkeeping" in asked.text

    def test_who_is_left_out_stands_with_the_owners_reason(self, asked: Owner, root: Path) -> None:
        (root / "private/conflicts.yaml").write_text(f'conflicts:\n  - {{member: jo-sample, domain: acmetoys.example, reason: "{SECRET}"}}\n', encoding="utf-8")
        asked.open("/desk/leads/1")
        assert "Jo Sample : a conflict of interest. " + SECRET in asked.text

    def test_a_mistake_in_the_conflicts_is_told_and_nobody_is_ranked(self, asked: Owner, root: Path) -> None:
        (root / "private/conflicts.yaml").write_text("conflicts:\n  - {member: nobody, domain: a.example}\n", encoding="utf-8")
        asked.open("/desk/leads/1")
        assert "private/conflicts.yaml:2" in asked.text
        assert "Draft the offer" not in asked.text

    def test_a_member_whose_file_cannot_be_read_is_not_passed_over_in_silence(self, asked: Owner, root: Path) -> None:
        (root / "content/members/pia-sample.md").write_text("---\nname: Pia Sample\n---\n", encoding="utf-8")
        asked.open("/desk/leads/1")
        assert "is not looked at: content/members/pia-sample.md:1: headline: is missing" in asked.text

    def test_the_offer_is_drafted_and_shown_as_it_is(self, asked: Owner, root: Path) -> None:
        offer(asked)
        shown = re.search(r"<pre[^>]*>(.*?)</pre>", asked.page, re.DOTALL)
        assert shown
        assert "[left out]" in shown[1]
        assert not re.search("mara|acme", shown[1], re.IGNORECASE)
        assert len(list((root / "private/mail/leads").iterdir())) == 1

    def test_before_one_more_than_is_promised_the_owner_is_told_and_ticks_it(self, opened: tuple[DeskApp, App], asked: Owner, root: Path) -> None:
        desk = opened[0].leads
        assert desk
        desk.leads.settings = desk.leads.settings.model_copy(update={"lead_most_offers": 1})
        member = root / "content/members/jo-sample.md"
        (root / "content/members/pia-sample.md").write_text(member.read_text(encoding="utf-8").replace("Jo Sample", "Pia Sample"), encoding="utf-8")
        offer(asked)
        asked.send("/desk/leads/1/answer", {"answer": "decline", "reason": "capacity"})
        assert "One colleague was asked already (Jo Sample), and /ask/ promises that it is no more." in asked.text
        asked.send("/desk/leads/1/offer", {"member": "pia-sample"})
        assert "Nothing was changed." in asked.text
        asked.send("/desk/leads/1/offer", {"member": "pia-sample", "one_more": "yes"})
        assert "Offered: Pia Sample" in asked.text

    def test_an_answer_and_the_introduction_follow(self, asked: Owner) -> None:
        offer(asked)
        asked.send("/desk/leads/1/answer", {"answer": "accept"})
        asked.send("/desk/leads/1/introduce")
        assert "Introduced: Jo Sample" in asked.text

    def test_a_no_without_its_reason_changes_nothing(self, asked: Owner) -> None:
        offer(asked)
        asked.send("/desk/leads/1/answer", {"answer": "decline"})
        assert "Nothing was changed." in asked.text
        assert "Give the reason: conflict, capacity, skill, other." in asked.text
        assert "Offered: Jo Sample" in asked.text

    def test_own_words_for_an_offer_are_asked_for_where_one_can_be_made(self, asked: Owner, opened: tuple[DeskApp, App]) -> None:
        own = "Say the task in your own words"
        desk = opened[0].leads
        assert desk
        number = desk.leads.approached({"name": "Pia Client", "email": "pia@client.example", "task": "Bookkeeping."})
        assert [own in asked.open(f"/desk/leads/{one}") for one in (1, number)] == [True, False]

    def test_the_last_step_is_taken_back(self, asked: Owner, root: Path) -> None:
        offer(asked)
        asked.send("/desk/leads/1/undo")
        assert "Taken back: offered to Jo Sample" in asked.text
        assert list((root / "private/mail/leads").iterdir()) == []

    def test_undo_pressed_twice_takes_one_step_back(self, opened: tuple[DeskApp, App], asked: Owner) -> None:
        offer(asked)
        desk = opened[0].leads
        assert desk
        last = str(desk.leads.book.events(1)[-1].id)
        asked.send("/desk/leads/1/undo", {"last": last})
        asked.send("/desk/leads/1/undo", {"last": last})
        assert "The last step is another by now; look at it, and then decide." in asked.text
        assert [one.step for one in desk.leads.book.events(1)] == ["match"]

    def test_undo_leaves_an_answer_that_came_while_the_page_was_open(self, opened: tuple[DeskApp, App], asked: Owner) -> None:
        offer(asked)
        desk = opened[0].leads
        assert desk
        desk.leads.book.take(1, "accept", by_link=True)
        asked.send("/desk/leads/1/undo")
        assert desk.leads.book.get(1).position.state == "accepted"

    def test_a_note_is_kept_and_the_lead_can_be_closed(self, asked: Owner) -> None:
        asked.send("/desk/leads/1/note", {"note": "Called <her>."})
        asked.send("/desk/leads/1/close", {"outcome": "elsewhere"})
        assert "Called &lt;her&gt;." in asked.page
        assert "the client went elsewhere" in asked.text

    @pytest.mark.parametrize("number", ["2", "99999999999", "9" * 30])
    def test_one_that_is_not_there_is_told(self, asked: Owner, number: str) -> None:
        mark = re.search(r'name="mark" value="([^"]+)"', asked.open("/desk/leads/1"))
        body = urlencode({"mark": mark[1] if mark else ""}).encode()
        sent = [asked.ask("POST", f"/desk/leads/{number}/{act}", body, **{"content-type": FORM}).status for act in ("undo", "introduce")]
        assert [asked.ask("GET", f"/desk/leads/{number}").status, *sent] == [404, 404, 404]


class TestWhatIsDue:
    def test_falls_due_as_the_clock_moves_and_is_drafted_once(self, opened: tuple[DeskApp, App], asked: Owner, root: Path) -> None:
        leads = opened[0].leads
        assert leads
        leads.leads.clock = leads.leads.book.clock = lambda: NOW + dt.timedelta(days=20)
        asked.open("/desk/leads/due")
        assert "tell the client that nobody took it yet" in asked.text
        asked.send("/desk/leads/due")
        assert "Nothing is due today." in asked.text
        assert len(list((root / "private/mail/leads").iterdir())) == 1


class TestTheReport:
    def test_draws_the_months_without_style_or_script(self, asked: Owner) -> None:
        page = asked.open("/desk/leads/report")
        assert page.count("<rect") == 2
        assert not re.search(r"<script|\sstyle=|<style", page)


class TestTheDoor:
    @pytest.mark.parametrize("act", ["offer", "answer", "introduce", "note", "close", "undo", "consent", "hand-over"])
    def test_no_step_is_taken_without_the_desks_mark(self, asked: Owner, act: str) -> None:
        body = b"member=jo-sample&note=x&outcome=hired&answer=accept"
        answer = asked.ask("POST", f"/desk/leads/1/{act}", body, **{"content-type": "application/x-www-form-urlencoded"})
        assert answer.status == 403
        assert "Nothing yet." in (asked.open("/desk/leads/1"), asked.text)[1]

    def test_nobody_reads_a_lead_without_the_link(self, opened: tuple[DeskApp, App], asked: Owner) -> None:
        assert Owner(opened[1]).ask("GET", "/desk/leads/1").status == 403

    def test_the_owner_comes_in_with_it(self, opened: tuple[DeskApp, App], asked: Owner) -> None:
        assert "Lead 1" in enter(*opened).open("/desk/leads/1")


def test_the_two_buttons_beside_a_member_are_told_apart(asked: Owner) -> None:
    assert "Hand it over is for a client who asked you yourself: it tells the client that you cannot take it" in " ".join(asked.text.split())


@pytest.mark.parametrize(("address", "is_told"), [("https://warm-handoff.example", True), ("https://hub.example", False)])
def test_a_draft_whose_links_lead_to_the_samples_address_says_so(asked: Owner, opened: tuple[DeskApp, App], address: str, is_told: bool) -> None:
    assert opened[0].leads
    opened[0].leads.leads.addresses = Addresses(address)
    offer(asked)
    assert ("Write your site’s address into the last line of publishconf.py" in asked.text) == is_told
