"""A member asks to pause, to leave or to come back with the site's form; the owner presses one button, and the site follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asgi_client import App
from owner import NOW, Owner, content
from small_site import MEMBER
from submitting import REPOSITORY, post

from forms.catalogue import FORMS
from forms.model import HONEYPOT
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from office.desk.app import DeskApp
from office.receiver.app import Receiver
from office.receiver.choices import ContentChoices
from office.receiver.pages import Pages
from office.workbench import check

RITA = "content/members/rita-sample.md"
REQUEST = {"task": "Bookkeeping, every week.", "service": "bookkeeping", "name": "Ana", "email": "ana@ana.example", "consent": "yes"}


@pytest.fixture
def forms(root: Path, opened: tuple[DeskApp, App]) -> Iterator[Receiver]:
    """The receiver beside the Desk; Rita is a member besides Jo, who sends callers on to her."""
    (root / RITA).write_text(MEMBER.replace("Jo Sample", "Rita Sample"))
    jo = root / "content/members/jo-sample.md"
    jo.write_text(jo.read_text().replace("since: 2014", "since: 2014\nrefers_to: [rita-sample]"))
    pages = Pages(REPOSITORY / "theme/templates", root / "output", Addresses("http://127.0.0.1:8000"), HubSettings(), ContentChoices(root / "content", 300))
    receiver = Receiver(FORMS, root / "private", pages, clock=lambda: NOW, posts_a_minute=1_000)
    yield receiver
    receiver.close()


def wish(forms: Receiver, owner: Owner, number: int = 1, **fields: str) -> None:
    """Send the form as Rita, and decide on it in the Desk."""
    given = {"member": "Rita Sample", "email": "rita@rita.example", **fields}
    assert post(forms, given, "pause-entry").status == 303
    owner.open("/desk/")
    assert "Look at its file" in owner.text
    owner.open(f"/desk/entries/{number}")
    if f'value="approve {number}"' in owner.page:
        owner.send("/desk/decide", {"one": f"approve {number}"})


def who_could(desk: DeskApp, forms: Receiver, owner: Owner) -> tuple[list[str], list[str]]:
    """Give whom a client's request would be offered to, and why others are left out."""
    assert post(forms, REQUEST, "referral-request").status == 303
    [entry] = desk.store.queue(("new", "suspected"), "referral-request")
    owner.open("/desk/" if entry.state == "new" else "/desk/?pile=suspected")
    owner.send("/desk/decide", {"one": f"approve {entry.id}"})
    owner.open("/desk/leads/")
    assert desk.leads
    found = desk.leads.leads.match(1)
    return [one.slug for one in found.places], [f"{one.slug}: {one.why}" for one in found.left_out]


class TestAPause:
    def test_marks_her_entry_until_the_day_and_sends_no_client(self, opened: tuple[DeskApp, App], forms: Receiver, owner: Owner, root: Path) -> None:
        wish(forms, owner, wish="pause", until="2027-01-11")
        assert "available_from: 2027-01-11" in (root / RITA).read_text()
        assert check.check(root, NOW).problems == ()
        assert who_could(opened[0], forms, owner) == (["jo-sample"], ["rita-sample: on leave until 2027-01-11"])

    def test_without_a_day_is_asked_back_and_mended_in_the_desk(self, forms: Receiver, owner: Owner, root: Path) -> None:
        before = (root / RITA).read_text()
        wish(forms, owner, wish="pause")
        assert "There is no file yet: until which day?" in owner.text
        assert (root / RITA).read_text() == before
        owner.send("/desk/entries/1/edit", {"until": "2027-01-11", "wish": "pause"})
        assert "Pause the entry" in owner.text
        owner.send("/desk/decide", {"one": "approve 1"})
        assert "availability: on-leave" in (root / RITA).read_text()

    def test_is_shown_as_the_lines_that_change_and_with_who_asks(self, forms: Receiver, owner: Owner, root: Path) -> None:
        (root / "private/addresses.yaml").write_text("rita-sample: rita@rita.example\n")
        for number, (email, said) in enumerate((("RITA@rita.example", "It comes from her address"), ("x@x.example", "It does not come from her address")), 1):
            post(forms, {"member": "Rita Sample", "wish": "pause", "until": f"2027-01-1{number}", "email": email}, "pause-entry")
            owner.open(f"/desk/entries/{number}")
            assert (f"+ available_from: 2027-01-1{number}" in owner.text, said in owner.text) == (True, True)

    def test_is_taken_back_to_the_letter(self, forms: Receiver, owner: Owner, root: Path) -> None:
        before = content(root)
        wish(forms, owner, wish="pause", until="2027-01-11")
        owner.send("/desk/undo")
        assert content(root) == before


    def test_of_which_half_is_missing_can_still_be_read(self, opened: tuple[DeskApp, App], forms: Receiver, owner: Owner) -> None:
        assert post(forms, {"member": "Rita Sample", HONEYPOT: "x"}, "pause-entry").status == 303
        owner.open("/desk/entries/1")
        assert "There is no file yet: what would she like?" in owner.text


class TestLeaving:
    def test_takes_her_page_down_and_out_of_every_match(self, opened: tuple[DeskApp, App], forms: Receiver, owner: Owner, root: Path) -> None:
        wish(forms, owner, wish="leave")
        assert "\nstatus: draft\n" in (root / RITA).read_text()
        assert check.check(root, NOW).problems == ()  # though a colleague sends callers on to her
        assert who_could(opened[0], forms, owner) == (["jo-sample"], [])

    def test_is_taken_back_to_the_letter(self, forms: Receiver, owner: Owner, root: Path) -> None:
        before = content(root)
        wish(forms, owner, wish="leave")
        owner.send("/desk/undo")
        assert content(root) == before

    def test_names_the_pages_that_link_to_hers_before_it_is_done(self, forms: Receiver, owner: Owner, root: Path) -> None:
        article = root / "content/articles/starting-out/a-first-month.md"
        article.write_text(article.read_text() + "\nAsk [Rita](/members/rita-sample/).\n")
        assert post(forms, {"member": "Rita Sample", "wish": "leave", "email": "rita@rita.example"}, "pause-entry").status == 303
        owner.open("/desk/entries/1")
        assert "content/articles/starting-out/a-first-month.md links to her page" in owner.text
        owner.send("/desk/decide", {"one": "approve 1"})
        assert [line.partition(":")[0] for line in check.check(root, NOW).problems] == ["content/articles/starting-out/a-first-month.md"]

    def test_of_whoever_wrote_an_article_is_not_done_unnoticed(self, forms: Receiver, owner: Owner, root: Path) -> None:
        before = content(root)
        wish(forms, owner, member="Jo Sample", wish="leave")
        assert "There is no file yet: she has written articles" in owner.text
        assert content(root) == before


class TestComingBack:
    def test_opens_the_entry_and_counts_as_confirmed(self, opened: tuple[DeskApp, App], forms: Receiver, owner: Owner, root: Path) -> None:
        wish(forms, owner, wish="leave")
        wish(forms, owner, 2, wish="back", note="Hello again.")
        assert "confirmed: 2026-11-21" in (root / RITA).read_text()
        assert check.check(root, NOW).problems == ()
        assert sorted(who_could(opened[0], forms, owner)[0]) == ["jo-sample", "rita-sample"]
