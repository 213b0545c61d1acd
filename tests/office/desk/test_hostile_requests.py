"""Hostile text in any field of a request, from the form to the mails: it is asked back, or it stays text and the lead goes its way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest
from asgi_client import App
from hostile import COUNTED_OUT, EVIL, HOSTILE
from owner import NOW, Owner
from submitting import REPOSITORY, post

from forms.catalogue import FORMS
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from office.desk.app import DeskApp
from office.receiver.app import Receiver
from office.receiver.choices import ContentChoices
from office.receiver.pages import Pages

REFERRAL = FORMS["referral-request"]
SOUND = {
    "task": "Bookkeeping for a small charity, every week.", "service": "bookkeeping", "hours": "5 a week", "budget": "30-45 EUR/hr",
    "time_zone": "Lisbon", "name": "Ana Moura", "email": "ana@ana.example", "phone": "+351 912 345 678", "consent": "yes",
}  # fmt: skip
NEVER_TAKEN = {"control characters", "marks that turn the reading round", "other ends of lines", "very much of it", "one endless word"}
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
HEADERS = {"From", "To", "Subject", "Date", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding", "MIME-Version", "X-Unsent"}


@pytest.fixture
def forms(root: Path) -> Iterator[Receiver]:
    """The receiver beside the Desk, on the same inbox."""
    (root / "private").mkdir(exist_ok=True)
    (root / "private/addresses.yaml").write_text("jo-sample: jo@jo.example\n")
    pages = Pages(REPOSITORY / "theme/templates", root / "output", Addresses("http://127.0.0.1:8000"), HubSettings(), ContentChoices(root / "content", 300))
    receiver = Receiver(FORMS, root / "private", pages, clock=lambda: NOW, posts_a_minute=10_000)
    yield receiver
    receiver.close()


class _Live(HTMLParser):
    """What in a page could act: tags, and attributes that run or take the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.acting: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.acting += [tag] if tag in ("script", "img", "iframe", "object", "style") else []
        self.acting += [name for name, _ in attrs if name.startswith("on") or name in ("autofocus", "style")]

    def handle_endtag(self, tag: str) -> None:
        self.tags[tag] -= 1


def faults(page: str) -> list[str]:
    """Give what is wrong with a page: what acts in it, what is not closed, and signs that no page may hold."""
    live = _Live()
    live.feed(page)
    found = live.acting + [tag for tag in ("form", "textarea", "main", "html", "ol", "details") if live.tags[tag]]
    return found + [repr(sign) for sign in _UNSEEN.findall(page)] + [COUNTED_OUT] * page.count(COUNTED_OUT)


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_field_of_a_request_breaks_a_page_a_mail_or_a_lead(
    opened: tuple[DeskApp, App], owner: Owner, forms: Receiver, root: Path, kind: str
) -> None:
    store, text, taken = opened[0].store, HOSTILE[kind], 0
    for field in REFERRAL.fields:
        answer = post(forms, {**SOUND, field.name: text}, "referral-request")
        assert answer.status in (303, 422), field.name
        if answer.status == 422:  # asked back: everything is still there, and nothing of it is live
            assert faults(answer.text) == [], field.name
            assert all(value in answer.text for name, value in SOUND.items() if name in ("task", "hours") and name != field.name)
            continue
        taken += 1
        [entry] = store.queue(("new", "suspected"), "referral-request")
        assert faults(owner.open("/desk/" if entry.state == "new" else "/desk/?pile=suspected")) == []
        owner.send("/desk/decide", {"one": f"approve {entry.id}"})
        assert faults(owner.open("/desk/leads/")) == []
        lead = f"/desk/leads/{taken}"
        assert faults(owner.open(lead)) == [], field.name
        owner.send(f"{lead}/offer", {"member": "jo-sample"})
        if "Nothing was changed" in owner.text:  # what could tell who she is goes to nobody; the owner says it herself
            owner.send(f"{lead}/offer", {"member": "jo-sample", "text": "Bookkeeping, every week."})
        assert faults(owner.page) == [], field.name
        owner.send(f"{lead}/answer", {"answer": "accept"})
        owner.send(f"{lead}/introduce")
        assert faults(owner.page) == [], field.name
        assert "Introduced: Jo Sample" in owner.text, field.name
    mails = list((root / "private/mail/leads").glob("*.eml"))
    if taken:
        assert COUNTED_OUT not in "".join(file.read_text(encoding="ascii") for file in mails)
    assert (len(mails), taken == 0) == (2 * taken, kind in NEVER_TAKEN)
    for file in mails:
        mail = message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default)
        assert set(mail.keys()) <= HEADERS
        assert EVIL not in str(mail["To"])
        assert set(str(mail["To"]).split(", ")) <= {"jo@jo.example", "ana@ana.example"}
        assert mail["Subject"].isprintable()
