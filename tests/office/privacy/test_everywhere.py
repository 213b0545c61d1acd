"""One person who is in every store at once: after erasing, no byte below private/ and content/ tells of her."""

from __future__ import annotations

import email
import json
import quopri
from pathlib import Path

import pytest
from asking import erase, export
from clients import Room, people
from entering import NEW
from queueing import NOW, comment, files_of, sent

from content_library.library import load
from hub_core.settings import HubSettings
from office.follow.tasks import notify_task
from office.follow.wishes import all_wishes, by_number, confirm
from office.inbox.decide import Desk
from office.inbox.record import Submission
from office.inbox.store import Store
from office.links.asking import Answer
from office.links.found import Place
from office.links.saved import Checked, report, save
from office.links.saved import load as load_report
from office.newsletter.readers import Readers
from office.newsletter.sending import export_task
from office.newsletter.signing_up import confirm_task

pytestmark = pytest.mark.both_databases

HER = "zephyrine@quellmark.example"
NAME = {"name": "Zephyrine Quellmark", "email": HER}
SLUG = "zephyrine-quellmark"
WEBSITE = "https://quellmark.example/"


def decide(desk: Desk, submission: Submission, action: str = "approve") -> str:
    """Let something in and decide on it; give the file that it became."""
    before = {one.id for one in desk.store.queue(("new", "suspected"), limit=500)}
    desk.store.add([submission])
    [number] = {one.id for one in desk.store.queue(("new", "suspected"), limit=500)} - before
    return str(getattr(desk, action)(number).file)


def in_the_comments(root: Path, desk: Desk) -> None:
    answered = decide(desk, comment(text="What helped me was a list.", website=WEBSITE, notify="yes", **NAME))
    decide(desk, comment(text="An answer.", name="Otto", email="otto@otto.example", reply_to=Path(answered).stem))
    [number] = [one.id for one in desk.store.queue(("approved",), "comment") if one.submission.email == HER]
    desk.reply(number, "Thank you for this.")
    decide(desk, comment(text="Not answered.", **NAME))
    decide(desk, comment(text="Rude.", **NAME), "reject")
    decide(desk, comment(text="Cheap things.", **NAME), "spam")
    desk.store.add([comment(text="It waits.", **NAME), comment(text="I agree.", name="Ana", email="ana@ana.example", reply_to=Path(answered).stem)])
    [waiting] = [one.id for one in desk.store.queue() if one.submission.fields["text"] == "It waits."]
    desk.edit(waiting, {"text": "It still waits."})
    notify_task(root)
    [wish] = all_wishes(desk.store)
    confirm(desk.store, wish, NOW)
    notify_task(root)
    assert by_number(desk.store, wish.id) is not None
    assert len(list((root / "private/mail/answers").glob("*.eml"))) >= 2


def in_the_newsletter(root: Path, store: Store) -> None:
    store.add([sent("newsletter", {"email": HER}), sent("newsletter", {"email": "otto@otto.example"})])
    confirm_task(root)
    Readers(store).confirm_by_hand([HER, "otto@otto.example"], NOW)
    export_task(root, clock=lambda: NOW)
    (root / "private/mail/refused-2026-11-20.txt").write_text(f"otto@otto.example\n{HER.upper()}\n", encoding="utf-8")


def in_the_leads(root: Path, store: Store, desk: Desk) -> None:
    people(root)
    room = Room(root, store)
    own = room.ask(**NAME, task="Bookkeeping for Quellmark.")
    room.leads.offer(own, "rita-sample", text="Bookkeeping, five hours a week.")
    room.leads.answer(own, "accept")
    room.leads.introduce(own)
    room.leads.book.take(own, "note", note="Zephyrine rang.")
    entry = {**NEW, **NAME, "services": "book keeping", "tools": "Xero", "website": WEBSITE}
    assert decide(desk, sent("list-me", entry)) == f"content/members/{SLUG}.md"
    with (root / "private/addresses.yaml").open("a", encoding="utf-8") as book:
        book.write(f"{SLUG}: {HER}\n")
    other = room.ask(name="Ana Silva", email="ana@ana.example", task="Bookkeeping for a shop.")
    room.leads.offer(other, SLUG, text="Bookkeeping for a shop.")
    room.leads.book.take(other, "decline", detail="capacity", note="Zephyrine here: I am full until May.", by_link=True)
    decide(desk, sent("contact", {**NAME, "message": "A question."}))


def in_files(root: Path) -> None:
    private = root / "private"
    (private / "inbox/contact").mkdir(parents=True)
    (private / "inbox/contact/20260925T081200123456Z-5f0c1d9a7e3b2846.json").write_text(json.dumps({"form": "contact", "fields": NAME}), encoding="utf-8")
    (private / "inbox/contact/.20260925.json.ab12cd34").write_text(json.dumps({"fields": NAME}), encoding="utf-8")
    (private / ".editing-ab12cd34").mkdir()
    (private / ".editing-ab12cd34/text.md").write_text("Zephyrine Quellmark wrote this", encoding="utf-8")
    (private / "mail/newsletter-2026-11-20").mkdir(parents=True)
    (private / "mail/newsletter-2026-11-20/7.eml.half").write_text(f"To: {HER}\n", encoding="utf-8")
    answer = Answer("dead", "nobody answers", 0, "", 0.1)
    entries = [
        Checked(WEBSITE, (Place(f"content/members/{SLUG}.md", 12),), answer, NOW),
        Checked("https://other.example/", (Place("content/members/jo-sample.md", 3),), answer, NOW),
    ]
    save(private, report(NOW, entries))


def everywhere(root: Path, store: Store, desk: Desk) -> None:
    in_the_leads(root, store, desk)
    in_the_comments(root, desk)
    in_the_newsletter(root, store)
    in_files(root)
    export(root, HER)


def traces(root: Path) -> list[str]:
    """Give the files in which something of her stands, as it lies there or in a mail's or JSON's own writing."""
    found = []
    for folder in ("private", "content"):
        for file in sorted((root / folder).rglob("*")):
            content = file.read_bytes() if file.is_file() else b""
            shown = b"\n".join((content, quopri.decodestring(content), file.name.encode())).lower()
            if any(word in shown for word in (b"zephyrine", b"quellmark")):
                found.append(file.relative_to(root).as_posix())
    return found


def test_she_is_everywhere_before_and_nowhere_after(
    root: Path, private: Path, store: Store, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    everywhere(root, store, desk)
    assert len(traces(root)) > 15
    capsys.readouterr()

    assert erase(root, HER) == 0
    assert traces(root) == []
    said = capsys.readouterr()
    assert (HER in said.out + said.err, "in use" in said.err) == (False, False)


def test_what_is_left_is_whole(root: Path, private: Path, store: Store, desk: Desk) -> None:
    everywhere(root, store, desk)
    erase(root, HER)

    _, problems = load(root / "content", HubSettings(owner="jo-sample"), NOW)
    assert [str(one) for one in problems if not one.is_note] == []
    assert sorted(name for name in files_of(root) if "/comments/" in name) == [
        f"content/comments/a-first-month/2026-11-21-{name}.md" for name in ("jo-sample-1", "otto-1", "removed-1")
    ]
    [ana] = [one for one in store.queue() if one.submission.fields.get("name") == "Ana"]
    assert desk.approve(ana.id).file.endswith("-ana-1.md")
    assert "otto@otto.example" in next((private / "exports").glob("newsletter-*.csv")).read_text()
    assert [one.address for one in (load_report(private) or report(NOW, [])).entries] == ["https://other.example/"]
    assert [(one.step, one.member) for one in Room(root, store).leads.book.events()] == [
        ("match", ""), ("offer", "former-member"), ("decline", "former-member"),
    ]  # fmt: skip


def test_erased_twice_there_is_nothing_the_second_time(root: Path, store: Store, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    everywhere(root, store, desk)
    erase(root, HER)
    capsys.readouterr()
    erase(root, HER)

    assert capsys.readouterr().out == "Nothing here belongs to this address.\n"


def test_an_entry_that_others_name_stays_and_is_named(root: Path, store: Store, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    in_the_leads(root, store, desk)
    jo = root / "content/members/jo-sample.md"
    jo.write_text(jo.read_text().replace("confirmed:", f"refers_to: [{SLUG}]\nconfirmed:", 1))
    erase(root, HER)

    assert (root / f"content/members/{SLUG}.md").is_file()
    assert "changed with it: content/members/jo-sample.md" in capsys.readouterr().out


def test_an_entry_that_she_did_not_make_stays(root: Path, store: Store, desk: Desk) -> None:
    decide(desk, sent("change-entry", {"member": "Jo Sample", "email": HER, "rate": "40 EUR an hour", "consent": "yes"}))
    erase(root, HER)

    assert (root / "content/members/jo-sample.md").is_file()


def test_a_wish_with_a_number_that_was_hers_is_asked_for_its_yes(root: Path, store: Store, desk: Desk) -> None:
    decide(desk, comment(text="Mine.", notify="yes", **NAME))
    notify_task(root)
    erase(root, HER)
    decide(desk, comment(text="Somebody else’s.", notify="yes", name="Otto", email="otto@otto.example"))
    notify_task(root)
    [draft] = (root / "private/mail/answers").glob("*.eml")

    assert email.message_from_bytes(draft.read_bytes())["To"] == "otto@otto.example"
