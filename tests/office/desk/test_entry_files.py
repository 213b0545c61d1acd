"""Entries and articles in the Desk: the file before the decision, what is wrong with it, and the decision."""

from __future__ import annotations

from pathlib import Path

from owner import NOW, Owner

from office.inbox.record import Submission
from office.inbox.store import Store

NEW = {
    "name": "Mara Quell", "email": "mara@mara.example", "headline": "Keeps <small> books in order", "services": "book keeping",
    "languages": "English (native)", "time_zone": "Lisbon", "hours": "9 to 15, Monday to Thursday", "since": "2019",
    "rate": "38 EUR an hour", "availability": "open", "bio": "I keep books.", "consent": "yes",
}  # fmt: skip
ENTRY = "content/members/mara-quell.md"
JO = "content/members/jo-sample.md"


def entry(**fields: str) -> Submission:
    return Submission("receiver", "", "list-me", NOW, {**NEW, **fields})


class TestANewEntry:
    def test_is_shown_as_its_file_and_published(self, root: Path, owner: Owner, store: Store) -> None:
        store.add([entry()])
        owner.open("/desk/entries/1")

        assert "Keeps &lt;small&gt; books in order" in owner.page
        assert ENTRY in owner.page
        owner.send("/desk/decide", {"one": "approve 1"})
        assert "Keeps <small> books in order" in (root / ENTRY).read_text()
        owner.send("/desk/undo")
        assert not (root / ENTRY).exists()

    def test_that_a_check_would_refuse_cannot_be_published_before_it_is_mended(self, root: Path, owner: Owner, store: Store) -> None:
        store.add([entry(hours="flexible")])
        owner.open("/desk/entries/1")

        assert "there are no hours in it" in owner.text
        assert f"{ENTRY}:1: hours: is missing" in owner.text
        assert 'value="approve 1"' not in owner.page
        assert 'value="draft 1"' not in owner.page
        fixed = {name: NEW[name] for name in ("availability", "consent", "hours")}  # what a browser sends as it stands in the form
        owner.send("/desk/entries/1/edit", fixed)
        assert 'value="approve 1"' in owner.page

    def test_with_what_cannot_be_read_is_offered_as_a_draft_alone(self, root: Path, owner: Owner, store: Store) -> None:
        store.add([entry(rate="30-45 $/hr")])
        owner.open("/desk/entries/1")

        assert 'value="approve 1"' not in owner.page
        owner.send("/desk/decide", {"one": "draft 1"})
        assert "status: draft" in (root / ENTRY).read_text()
        assert "Kept as a draft" in owner.text

    def test_in_the_queue_leads_to_its_file_first(self, owner: Owner, store: Store) -> None:
        store.add([entry()])
        owner.open("/desk/")

        assert "Look at its file" in owner.text
        assert 'value="approve 1"' not in owner.page


class TestAChange:
    def test_is_shown_beside_what_is_there(self, owner: Owner, store: Store) -> None:
        fields = {"member": "Jo Sample", "email": "jo@jo.example", "hours": "10:00-17:00, weekdays", "consent": "yes"}
        store.add([Submission("receiver", "", "change-entry", NOW, fields)])
        owner.open("/desk/entries/1")

        assert "<del>− hours: &#34;<b>09</b>:00-17:00&#34;</del>" in owner.page
        assert "<ins>+ hours: &#34;<b>10</b>:00-17:00&#34;</ins>" in owner.page
        assert "does not know her address" in owner.text

    def test_of_nobody_says_what_to_do(self, owner: Owner, store: Store) -> None:
        store.add([Submission("receiver", "", "change-entry", NOW, {"member": "Nobody", "email": "a@b.example", "consent": "yes"})])
        owner.open("/desk/entries/1")

        assert "There is no file yet: there is no such member" in owner.text
