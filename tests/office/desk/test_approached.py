"""A client who telephoned or wrote to the owner herself: in the Desk she becomes a lead, and the refusal a referral."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from asgi_client import App
from owner import Owner

from office.desk.app import DeskApp

TOLD = {"name": "Mara Acme", "email": "mara@acmetoys.example", "task": "Bookkeeping for Acme Toys, five hours a week.", "service": "bookkeeping"}


@pytest.fixture
def at_form(owner: Owner) -> Owner:
    """An owner who came to the form from the list of leads."""
    assert 'href="/desk/leads/new"' in owner.open("/desk/leads/")
    owner.open("/desk/leads/new")
    return owner


def letters(root: Path) -> dict[str, EmailMessage]:
    """Give the drafts by whom they are for."""
    files = (root / "private" / "mail" / "leads").glob("*.eml")
    read = [email.message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default) for file in files]
    return {"client" if "mara@" in str(one["To"]) else "colleague": one for one in read}


def test_what_she_said_opens_a_lead_whose_page_finds_colleagues(at_form: Owner) -> None:
    answer = at_form.send("/desk/leads/new", TOLD)
    assert answer.status == 303
    assert at_form.path.startswith("/desk/leads/1?")
    assert "The lead is open. Choose a colleague below." in at_form.text
    assert "Jo Sample" in at_form.text


def hand_over(owner: Owner) -> None:
    """Press the button of the first lead that says no and names Jo; its `formaction` says where it goes."""
    assert 'formaction="/desk/leads/1/hand-over"' in owner.page
    owner.page = owner.page.replace('action="/desk/leads/1/offer"', 'action="/desk/leads/1/hand-over"')
    owner.send("/desk/leads/1/hand-over", {"member": "jo-sample"})


def test_without_her_yes_the_colleague_learns_nothing_of_her(at_form: Owner, root: Path) -> None:
    at_form.send("/desk/leads/new", TOLD)
    hand_over(at_form)
    drafted = letters(root)
    assert "Jo Sample" in drafted["client"].get_content()
    assert not any(word in drafted["colleague"].get_content() for word in ("Mara", "Acme", "acmetoys", "five hours"))


def test_with_her_yes_one_press_drafts_the_kind_no_and_the_note(at_form: Owner, root: Path) -> None:
    at_form.send("/desk/leads/new", {**TOLD, "consent": "yes"})
    hand_over(at_form)
    drafted = letters(root)
    assert "Jo Sample" in drafted["client"].get_content()
    assert "five hours a week" in drafted["colleague"].get_content()


@pytest.mark.parametrize("lacking", ["name", "email", "task"])
def test_what_lacks_is_named_and_the_rest_is_still_there(at_form: Owner, lacking: str) -> None:
    at_form.send("/desk/leads/new", {**TOLD, "budget": "EUR 400", lacking: " "})
    assert at_form.path.startswith("/desk/leads/new?")
    assert f'<a href="#approached-{lacking}">' in at_form.page
    assert 'value="EUR 400"' in at_form.page
    assert "No lead stands here" in at_form.open("/desk/leads/")


def test_hostile_words_come_back_as_words(at_form: Owner) -> None:
    at_form.send("/desk/leads/new", {**TOLD, "email": '"><script>alert(1)</script>', "task": "</textarea><script>alert(1)</script>"})
    assert "<script" not in at_form.page
    assert "&lt;/textarea&gt;" in at_form.page


def test_the_same_twice_is_one_lead(at_form: Owner, opened: tuple[DeskApp, App]) -> None:
    for _ in range(2):
        at_form.open("/desk/leads/new")
        at_form.send("/desk/leads/new", TOLD)
    assert at_form.path.startswith("/desk/leads/1?")
    assert opened[0].leads
    assert opened[0].leads.open == 1


def test_no_other_page_may_send_it(at_form: Owner) -> None:
    assert at_form.ask("POST", "/desk/leads/new", b"name=Mara&email=m@m.example&task=x", **{"content-type": "application/x-www-form-urlencoded"}).status == 403
