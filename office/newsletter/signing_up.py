"""The tasks that readers come and go by: newsletter.confirm, newsletter.join, newsletter.leave and newsletter.bounced."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import sqlalchemy as sa
from rich.progress import track

from office.inbox.opening import utc_now
from office.inbox.store import Store, open_store
from office.post.letters import Letter, LetterError, compose, write
from office.post.links import open_signer
from office.post.outbox import SentLog, draft, file_of
from office.post.sending import MailSettings, SendError, connected, read_mail_settings
from office.workbench import say
from office.workbench.build import PREVIEW, PUBLISH
from office.workbench.site import SiteFacts, lead_home, read_facts

from .links import Links, receiver_base
from .readers import HOLDS, Reader, Readers, seconds

Clock = Callable[[], dt.datetime]
KIND = "newsletter-confirm"
_LARGEST = 20_000_000  # bytes of a file of bounces
_AN_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Office:
    """What the newsletter's tasks work with."""

    root: Path
    facts: SiteFacts
    store: Store
    readers: Readers
    log: SentLog
    mail: MailSettings
    links: Links

    @property
    def private(self) -> Path:
        """The folder of everything private."""
        return self.root / "private"


@contextmanager
def opened(root: Path) -> Iterator[Office]:
    """Open the database and the settings, those for publishing. Trouble ends the task in words."""
    facts = read_facts(root, PUBLISH if (root / PUBLISH).is_file() else PREVIEW)
    mail, wrong = read_mail_settings()
    if facts.mistakes or wrong:
        raise say.Stop(*facts.mistakes, *wrong)
    with closing(open_store(root / "private")) as store:
        links = Links(open_signer(root / "private"), receiver_base(facts.settings, facts.addresses), mail.sender)
        try:
            yield Office(root, facts, store, Readers(store), SentLog(store), mail, links)
        except LetterError as error:
            raise say.Stop(f"{error}.") from error
        except sa.exc.SQLAlchemyError as error:
            raise say.Stop(f"The office's database gave up: {type(error).__name__}. Run this again; it goes on where it was.") from error


def confirm_task(root: Path, *, send: bool = False, dry_run: bool = False, clock: Clock = utc_now) -> int:
    """Take the wishes from the inbox and draft or send each a letter that asks whether it was meant."""
    with opened(root) as office:
        new = 0 if dry_run else office.readers.take_in()
        waiting = {_key(one): one for one in office.readers.waiting()}
        known = office.log.known(waiting)
        # A draft that is gone was sent by hand and deleted. One that still lies there is sent in its place.
        unsent = [(key, one) for key, one in waiting.items() if key not in known or (send and known[key] == "drafted" and _draft(office, one).is_file())]
        unclear = sum(state == "sending" for state in known.values())
        if dry_run:
            say.out(f"{say.plural(len(unsent) + office.readers.to_take_in(), 'letter')} would ask for a yes. Nothing was written.")
            return say.DONE
        if unsent and not office.links.base and not office.mail.sender:
            raise say.Stop("Without a receiver readers say yes by mail, so WARM_HANDOFF_MAIL_FROM must say to whom, like: Ines Carvalho <ines@example.org>")
        if unsent:
            lead_home(office.facts.addresses, send=send)
        try:
            gone, refused = _write_all(office, unsent, send=send, now=clock())
        except SendError as error:
            raise say.Stop(f"{error.strerror}. Run this again; nobody is asked twice.") from error
        counts = office.readers.counts()
        what = "sent" if send else f"drafted in private/mail/{KIND}/"
        say.out(f"{say.plural(new, 'new wish', 'new wishes')}; {say.plural(gone, 'letter')} {what}.")
        if refused:
            say.out(f"{refused} could not be sent: the server refused the address.")
        if unclear:
            say.out(f"{unclear} may have been sent when a run was cut off. They are not sent again.")
        say.out(f"Readers: {counts.confirmed} confirmed, {counts.waiting} asked, {counts.ended} off the list.")
    return say.DONE


def _write_all(office: Office, unsent: Sequence[tuple[str, Reader]], *, send: bool, now: dt.datetime) -> tuple[int, int]:
    gone = refused = 0
    with connected(office.mail) if send and unsent else nullcontext() as mailer:
        for key, reader in track(unsent, "Asking", transient=True, disable=len(unsent) < 20):
            subject, text = write(KIND, _values(office, reader, now), office.private)
            message = compose(Letter(subject, text, (reader.email,)), sender=office.mail.sender, now=now)
            if mailer is None:
                draft(office.private, KIND, _draft(office, reader).stem, message)
                office.log.drafted(key, now)
                gone += 1
                continue
            _draft(office, reader).unlink(missing_ok=True)  # nobody sends by hand what is being sent
            try:
                gone += office.log.send(key, message, mailer, now)
            except SendError as error:
                if error.temporary:
                    raise
                refused += 1
    return gone, refused


def _draft(office: Office, reader: Reader) -> Path:
    return file_of(office.private, KIND, f"{reader.id}-{seconds(reader.asked)}")


def _key(reader: Reader) -> str:
    return f"{KIND}:{reader.id}:{seconds(reader.asked)}"


def _values(office: Office, reader: Reader, now: dt.datetime) -> dict[str, object]:
    return {
        "site": office.facts.settings.name, "home": office.facts.addresses.absolute("/"), "by_mail": not office.links.base,
        "link": office.links.join(reader, now), "until": f"{now + HOLDS:%d %B %Y}".lstrip("0"),
    }  # fmt: skip


def join_task(root: Path, addresses: Sequence[str], clock: Clock = utc_now) -> int:
    """Confirm readers who said yes in a mail. They must have asked by the form before."""
    wanted = _given(addresses)
    with opened(root) as office:
        office.readers.take_in()
        joined, unknown = office.readers.confirm_by_hand(wanted, clock())
    say.out(f"Confirmed: {joined}.", *([f"Not waiting for a yes: {unknown}."] if unknown else []))
    return say.TROUBLE if unknown else say.DONE


def leave_task(root: Path, addresses: Sequence[str], clock: Clock = utc_now) -> int:
    """Take addresses off the list for good, whether they are on it or not."""
    wanted = _given(addresses)
    with opened(root) as office:
        office.readers.take_in()
        ended, before = office.readers.end(wanted, "left", clock())
    say.out(f"Off the list: {ended}.", *([f"Were off it before: {before}."] if before else []))
    return say.DONE


def bounced_task(root: Path, addresses: Sequence[str], file: str = "", clock: Clock = utc_now) -> int:
    """Take addresses off the list that mail comes back from: named, or found in a file."""
    if not addresses and not file:
        raise say.Stop("Name the addresses after the task, or a file with --file.", code=say.MISUSE)
    wanted = set(_given(addresses)) if addresses else set()
    if file:
        wanted |= bounces(_content(Path(file)))
    with opened(root) as office:
        ended, other = office.readers.end(wanted, "bounced", clock(), only_known=True)
    say.out(f"Off the list: {ended}.", *([f"Not on the list: {other}."] if other else []))
    return say.DONE


def bounces(content: bytes) -> set[str]:
    """Give the addresses in a file: a report that a mail could not be delivered, or any list as text or CSV.

    Of a report only what failed for good counts, not what is tried again.
    """
    message = message_from_bytes(content)
    reports = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    if reports:
        blocks = [block for part in reports for block in part.get_payload() if isinstance(block, Message)]
        failed = [one for one in blocks if str(one.get("Action", "")).strip().lower() == "failed" and str(one.get("Status", "5")).strip().startswith("5")]
        text = " ".join(str(one.get("Final-Recipient", "")).rpartition(";")[2] for one in failed)
    else:
        text = content.decode("utf-8", "replace")
    return {one.casefold() for one in _AN_ADDRESS.findall(text)}


def _content(file: Path) -> bytes:
    if not file.is_file():
        raise say.Stop("There is no such file. Give its path after --file.", code=say.MISUSE)
    if file.stat().st_size > _LARGEST:
        raise say.Stop(f"The file is larger than {_LARGEST // 1_000_000} MB. Cut it into smaller ones.", code=say.MISUSE)
    return file.read_bytes()


def _given(addresses: Sequence[str]) -> list[str]:
    if not addresses or not all(re.fullmatch(r"[^@\s]+@[^@\s]+", one.strip()) for one in addresses):
        raise say.Stop("Name one or more e-mail addresses after the task, each like name@example.org.", code=say.MISUSE)
    return [one.strip().casefold() for one in addresses]
