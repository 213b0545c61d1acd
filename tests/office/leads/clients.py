"""A client's request, three members who could take it, and the leads room of their small checkout."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from small_site import MEMBER

from hub_core.addresses import Addresses
from office.inbox.decide import Desk
from office.inbox.record import Submission
from office.inbox.store import Store
from office.leads.leads import Done, Leads, Mail
from office.workbench.site import read_facts

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)  # a Monday
REQUEST = {
    "task": "Bookkeeping in Xero for Mara's shop Silva Ceramics. Write to mara@silvaceramics.example.",
    "service": "bookkeeping", "hours": "5 a week", "budget": "30-45 EUR/hr", "start": "2026-04-01", "time_zone": "Lisbon",
    "avoid": "Please not Pia Sample.", "name": "Mara Silva", "email": "mara@silvaceramics.example", "consent": "yes",
}  # fmt: skip
ADDRESSES = "jo-sample: jo@jo.example\nrita-sample: rita@rita.example\n"


@dataclass
class Clock:
    """A clock that a test moves."""

    now: dt.datetime = NOW

    def __call__(self) -> dt.datetime:
        return self.now

    def later(self, **time: float) -> None:
        self.now += dt.timedelta(**time)


def add_member(root: Path, name: str, **changed: str) -> str:
    """Write a member's file like Jo's, under another name and with some lines changed; give her slug."""
    slug = name.lower().replace(" ", "-")
    lines = [line for line in MEMBER.replace("Jo Sample", name).splitlines() if line.partition(":")[0] not in changed]
    lines[1:1] = [f"{key}: {value}" for key, value in changed.items()]
    (root / "content/members" / f"{slug}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return slug


def people(root: Path) -> None:
    """Add Rita and Pia to Jo, with tools, and the address book."""
    for name in ("Jo Sample", "Rita Sample", "Pia Sample"):
        add_member(root, name, tools="[xero]", rate="{amount: 38, currency: EUR}")
    (root / "private").mkdir(exist_ok=True)
    (root / "private/addresses.yaml").write_text(ADDRESSES, encoding="utf-8")


@dataclass
class Room:
    """The leads room with its store and clock."""

    root: Path
    store: Store
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        settings = read_facts(self.root).settings
        self.leads = Leads(self.root, self.store, settings, Addresses("https://hub.example"), self.clock, "Jo <office@hub.example>")

    def ask(self, **changed: str) -> int:
        """Send a request, approve it in the inbox, and give its lead's number."""
        fields = {name: value for name, value in {**REQUEST, **changed}.items() if value}
        self.store.add([Submission("receiver", "", "referral-request", self.clock.now, fields)])
        newest = self.store.queue(("new",), "referral-request")[-1]
        Desk(self.root, self.store, zone="Europe/Lisbon", owner="jo-sample", clock=self.clock).approve(newest.id)
        self.leads.book.gather()
        return self.leads.book.all()[-1].id

    def introduced(self) -> int:
        """Bring a request as far as the introduction to Rita."""
        number = self.ask()
        self.leads.offer(number, "rita-sample")
        self.leads.answer(number, "accept")
        self.leads.introduce(number)
        return number

    def state(self, number: int) -> str:
        return self.leads.book.get(number).position.state


def read(mail: Mail | Path) -> EmailMessage:
    """Read a draft as a mail program does."""
    data = (mail.file if isinstance(mail, Mail) else mail).read_bytes()
    return message_from_bytes(data, _class=EmailMessage, policy=default)


def text_of(done: Done, number: int = 0) -> str:
    """Give the body of a step's draft."""
    return str(read(done.mails[number]).get_content())
