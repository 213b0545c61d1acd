"""What the owner's presses do: publish, reject, spam, take back, many at once, and after a kill."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from asgi_client import App
from owner import MARA, NOW, Owner, comment, content, enter, open_here

from office.desk.app import DeskApp
from office.inbox.record import Submission
from office.inbox.store import Store
from office.inbox.tables import decisions


def state(store: Store, number: int = 1) -> str:
    found = store.get(number)
    assert found is not None
    return found.state


class TestOne:
    @pytest.mark.parametrize(("action", "after", "words"), [("approve", "approved", "Published: comment from Mara."), ("reject", "rejected", "Rejected: comment from Mara."), ("spam", "spam", "Called spam: comment from Mara.")])
    @pytest.mark.parametrize("page", ["/desk/", "/desk/entries/1"])
    def test_is_decided_and_taken_back(self, root: Path, owner: Owner, store: Store, action: str, after: str, words: str, page: str) -> None:
        store.add([comment()])
        before = content(root)
        owner.open(page)

        assert owner.send("/desk/decide", {"one": f"{action} 1"}).status == 303
        assert (state(store), (root / MARA).is_file()) == (after, action == "approve")
        assert words in owner.text
        assert "Nothing waits for you" in owner.text
        assert owner.send("/desk/undo").status == 303
        assert state(store) == "new"
        assert content(root) == before
        assert "Taken back. It is as it was before." in owner.text

    def test_publishing_leaves_the_address_out(self, root: Path, owner: Owner, store: Store) -> None:
        store.add([comment()])
        owner.open("/desk/")
        owner.send("/desk/decide", {"one": "approve 1"})

        assert b"mara.example" not in (root / MARA).read_bytes()

    def test_other_forms_are_done(self, owner: Owner, store: Store) -> None:
        store.add([Submission("x", "1", "contact", NOW, {"name": "Ana", "email": "ana@ana.example", "message": "Hello"})])
        owner.open("/desk/entries/1")
        owner.send("/desk/decide", {"one": "approve 1"})

        assert state(store) == "done"
        assert "Done: message from Ana." in owner.text

    def test_a_rating_is_counted(self, root: Path, owner: Owner, store: Store) -> None:
        store.add([Submission("x", "1", "rating", NOW, {"article": "a-first-month", "stars": "5"})])
        owner.open("/desk/")
        owner.send("/desk/decide", {"one": "approve 1"})

        assert "5: 1" in (root / "content/ratings/a-first-month.yaml").read_text()
        assert "Counted: rating." in owner.text

    def test_that_cannot_be_published_says_why_and_stays(self, owner: Owner, store: Store) -> None:
        store.add([comment(article="gone")])
        owner.open("/desk/entries/1")
        assert "Its article is not on the site." in owner.text
        owner.send("/desk/decide", {"one": "approve 1"})

        assert owner.path.startswith("/desk/entries/1?")
        assert "Its article is not on the site; reject it, or restore the article." in owner.text
        assert state(store) == "new"

    def test_twice_changes_nothing_more(self, owner: Owner, store: Store) -> None:
        store.add([comment()])
        first = owner.open("/desk/")
        owner.send("/desk/decide", {"one": "reject 1"})
        owner.page = first
        owner.send("/desk/decide", {"one": "approve 1"})

        assert state(store) == "rejected"
        assert "1 is rejected already; undo that first." in owner.text

    @pytest.mark.parametrize("one", ["approve", "approve x", "fly 1", "approve 99", "approve 99999999999999999", "undo 1", "approve ¹"])
    def test_nonsense_changes_nothing_and_is_words(self, owner: Owner, store: Store, one: str) -> None:
        store.add([comment()])
        owner.open("/desk/")

        assert owner.send("/desk/decide", {"one": one}).status == 303
        assert "Nothing was changed." in owner.text
        assert state(store) == "new"


    def test_marked_as_spam_without_a_name_can_be_read_and_not_published(self, owner: Owner, store: Store) -> None:
        store.add([Submission("x", "1", "comment", NOW, {"article": "a-first-month", "text": "Hi"}, spam="honeypot")])
        owner.open("/desk/entries/1")
        assert "It cannot be published as it is" in owner.text
        owner.send("/desk/decide", {"one": "approve 1"})

        assert "Nothing was changed." in owner.text
        assert state(store) == "suspected"


class TestManyAtOnce:
    def test_are_decided_and_taken_back_together(self, root: Path, owner: Owner, store: Store) -> None:
        store.add([comment(n, name=f"N{n}") for n in range(4)])
        before = content(root)
        owner.open("/desk/")
        owner.send("/desk/decide", [("action", "approve"), *(("entry", str(n)) for n in (1, 2, 4))])

        assert [state(store, n) for n in (1, 2, 3, 4)] == ["approved", "approved", "new", "approved"]
        assert "Published: 3." in owner.text
        assert "Undo all 3" in owner.text
        owner.send("/desk/undo")
        assert [state(store, n) for n in (1, 2, 3, 4)] == ["new"] * 4
        assert content(root) == before
        assert "3 decisions were taken back" in owner.text

    def test_what_cannot_be_decided_is_named_and_the_rest_is(self, owner: Owner, store: Store) -> None:
        store.add([comment(0), comment(1, article="gone")])
        owner.open("/desk/")
        owner.send("/desk/decide", [("action", "approve"), ("entry", "1"), ("entry", "2")])

        assert "Published: 1." in owner.text
        assert "Entry 2: Its article is not on the site" in owner.text

    @pytest.mark.parametrize(("fields", "words"), [([("entry", "1")], "Choose what to do"), ([("action", "spam")], "Tick at least one")])
    def test_without_a_choice_changes_nothing(self, owner: Owner, store: Store, fields: list[tuple[str, str]], words: str) -> None:
        store.add([comment()])
        owner.open("/desk/")
        owner.send("/desk/decide", fields)

        assert words in owner.text
        assert state(store) == "new"

    def test_a_full_page_fits_into_one_form(self, owner: Owner, store: Store) -> None:
        store.add([comment(n, text=f"Word {n} of many.") for n in range(51)])
        owner.open("/desk/?form=comment")
        owner.send("/desk/decide", [("action", "reject"), ("alike", "yes"), *(("entry", str(n)) for n in range(1, 51))])

        assert "Rejected: 50." in owner.text


class TestTakingBack:
    def test_only_ever_touches_what_the_button_named(self, owner: Owner, store: Store) -> None:
        store.add([comment(0), comment(1)])
        owner.open("/desk/")
        owner.send("/desk/decide", {"one": "reject 1"})
        page = owner.page
        owner.send("/desk/decide", {"one": "reject 2"})
        owner.page = page
        owner.send("/desk/undo")

        assert [state(store, n) for n in (1, 2)] == ["rejected", "rejected"]
        assert "not the last decision any more" in owner.text

    def test_is_refused_when_somebody_changed_the_file(self, root: Path, owner: Owner, store: Store) -> None:
        store.add([comment()])
        owner.open("/desk/")
        owner.send("/desk/decide", {"one": "approve 1"})
        (root / MARA).write_text("changed by hand")
        owner.send("/desk/undo")

        assert "was changed since" in owner.text
        assert (root / MARA).read_text() == "changed by hand"

    def test_is_offered_later_too(self, owner: Owner, store: Store) -> None:
        store.add([comment()])
        owner.open("/desk/")
        owner.send("/desk/decide", {"one": "reject 1"})
        owner.open("/desk/?pile=decided")
        assert "Rejected on 21 November 2026, 09:30: Comment from Mara" in owner.text
        owner.send("/desk/undo")

        assert state(store) == "new"


class TestAfterAKill:
    def test_a_decision_without_its_file_is_carried_out_at_the_next_opening(
        self, root: Path, owner: Owner, store: Store, opened: tuple[DeskApp, App], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.add([comment()])
        owner.open("/desk/")
        monkeypatch.setattr("office.inbox.decide.write_text", _killed)
        with pytest.raises(SystemExit):
            owner.send("/desk/decide", {"one": "approve 1"})
        monkeypatch.undo()
        assert not (root / MARA).exists()
        store.close()

        desk, app = open_here(root)
        assert (root / MARA).is_file()
        again = enter(desk, app)
        assert "Published on 21 November 2026" in " ".join(re.sub(r"<[^>]*>", "", again.open("/desk/?pile=decided")).split())
        with desk.store.engine.connect() as connection:
            assert connection.scalars(sa.select(decisions.c.carried_out)).all() == [True]
        desk.store.close()

    @pytest.mark.parametrize("fault", ["no_room", "no_text"])
    def test_trouble_at_the_opening_is_one_line_and_the_queue_can_be_read(
        self, root: Path, owner: Owner, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: str
    ) -> None:
        store.add([comment()])
        owner.open("/desk/")
        monkeypatch.setattr("office.inbox.decide.write_text", _full)
        owner.send("/desk/decide", {"one": "approve 1"})
        if fault == "no_text":
            (root / MARA).parent.mkdir(parents=True)
            (root / MARA).write_bytes(b"\xff")
        desk, app = open_here(root)

        assert capsys.readouterr().err.count("A decision of the last time could not be written yet: ") == 1
        assert "Comment from Mara" in enter(desk, app).open("/desk/?pile=decided")
        desk.store.close()

    def test_a_full_disk_is_said_and_made_up_for(self, root: Path, owner: Owner, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        store.add([comment(0), comment(1)])
        owner.open("/desk/")
        with monkeypatch.context() as full:
            full.setattr("office.inbox.decide.write_text", _full)
            owner.send("/desk/decide", {"one": "approve 1"})
        assert "No space left on device" in owner.text
        owner.send("/desk/decide", {"one": "reject 2"})

        assert (root / MARA).is_file()

    def test_a_fault_is_words_and_no_traceback(self, owner: Owner, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
        store.add([comment()])
        monkeypatch.setattr("office.desk.queue.page", _fault)
        answer = owner.ask("GET", "/desk/")

        assert (answer.status, "A fault in the Desk" in answer.text, "Mara" in answer.text + caplog.text) == (500, True, False)

    def test_a_database_that_is_busy_is_words(self, owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("office.desk.queue.page", _busy)

        assert owner.ask("GET", "/desk/").status == 503


def _killed(*_: object) -> None:
    raise SystemExit(9)


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def _fault(*_: object) -> None:
    raise RuntimeError("Mara")


def _busy(*_: object) -> None:
    raise sa.exc.OperationalError("select", {}, Exception("database is locked"))


@pytest.mark.parametrize(
    ("form", "fields", "said"),
    [
        ("referral-request", {"task": "Books.", "name": "Ana", "email": "ana@ana.example", "consent": "yes"}, "It is a lead now: leads.list shows it, and the Desk has it under Leads."),
        ("suggest-resource", {"title": "X", "url": "https://x.example/", "why": "Good.", "connection": "no"}, "If it is good, new.resource begins its entry. Who left an address was promised an answer either way."),
    ],
)
def test_says_how_it_goes_on_where_the_inbox_does_not_finish_it(owner: Owner, store: Store, form: str, fields: dict[str, str], said: str) -> None:
    store.add([Submission("x", "1", form, NOW, fields)])
    owner.open("/desk/")
    owner.send("/desk/decide", {"one": "approve 1"})

    assert said in owner.text
