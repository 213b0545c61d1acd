"""The tasks `newsletter.send` and `newsletter.export`: an issue to all confirmed readers, each once, or their list for a service."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from collections import Counter
from contextlib import nullcontext
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from rich.progress import Progress

from content_library.library import load
from editorial.issues import Issue
from hub_core.atomic import write_text
from hub_core.clock import build_time
from office.inbox.opening import utc_now
from office.post.outbox import MAIL
from office.post.sending import Mailer, SendError, connected
from office.workbench import say
from office.workbench.site import lead_home

from .mails import CUT_AT, Press, issue_mail
from .readers import Reader, batches
from .signing_up import Clock, Office, opened

EXPORTS = "exports"
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def send_task(
    root: Path, *, issue: str = "", send: bool = False, replace_drafts: bool = False, dry_run: bool = False, clock: Clock = utc_now
) -> int:
    """Draft or send an issue, the newest if none is named, to every confirmed reader who has not had it."""
    with opened(root) as office:
        found = _issue(office, issue)
        settings, addresses = office.facts.settings, office.facts.addresses
        now = clock()
        mail = issue_mail(found, settings, addresses)
        if mail.kilobytes > CUT_AT:
            say.err(f"“{found.front.title}” has {mail.kilobytes} KB. Gmail cuts a mail off at some {CUT_AT} KB, and the link to leave with it: make it shorter.")
        press = Press(mail, sender=office.mail.sender, now=now)
        readers = {_key(found, one): one for one in office.readers.confirmed()}
        known = office.log.known(readers)
        folder = office.private / MAIL / f"newsletter-{found.slug}"
        again = {key for key, state in known.items() if state == "drafted" and send and replace_drafts and _draft(folder, readers[key]).is_file()}
        due = [one for key, one in readers.items() if key not in known or key in again]
        had = Counter(state for key, state in known.items() if key not in again)
        if dry_run:
            say.out(f"“{found.front.title}” is due to {say.plural(len(due), 'reader')}. Nothing was written: this was a dry run.", *_had(had, send=send))
            return say.DONE
        if not office.links.leave(Reader(0, "", now), now):
            raise say.Stop("Without a receiver readers leave by mail, so WARM_HANDOFF_MAIL_FROM must say to whom.")
        if due:
            lead_home(addresses, send=send)
        work = _Sending(office, found, press, folder, now)
        try:
            with connected(office.mail) if send and due else nullcontext() as mailer, Progress(transient=True, disable=len(due) < 200) as bar:
                task = bar.add_task("Letters", total=len(due))
                for some in batches(due):
                    work.send(some, mailer) if mailer else work.draft(some)
                    bar.advance(task, len(some))
        except SendError as error:
            raise say.Stop(*work.account(had, send=send), f"{error.strerror}. Run this again; it goes on where it was.") from error
        say.out(*work.account(had, send=send))
        return say.TROUBLE if work.refused else say.DONE


class _Sending:
    """One issue on its way out."""

    def __init__(self, office: Office, issue: Issue, press: Press, folder: Path, now: dt.datetime) -> None:
        self.office, self.issue, self.press, self.folder, self.now = office, issue, press, folder, now
        self.gone = 0
        self.refused: list[str] = []

    def draft(self, some: list[Reader]) -> None:
        """Write the drafts of a batch, wait for the disk once, and only then note them. Cut off before, they are written again."""
        for folder in (self.office.private, self.office.private / MAIL, self.folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files = [_draft(self.folder, one) for one in some]
        for file, one in zip(files, some, strict=True):
            half = f"{file}.half"
            with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(self.press.letter(one.email, self._leave(one), draft=True))
            os.replace(half, file)
        _sync(files)
        self.office.log.all_drafted([_key(self.issue, one) for one in some], self.now)
        self.gone += len(some)

    def send(self, some: list[Reader], mailer: Mailer) -> None:
        """Send the letters of a batch one by one; who left since the last batch gets none."""
        still = {one.id for one in self.office.readers.confirmed()}
        for one in some:
            if one.id not in still:
                continue
            _draft(self.folder, one).unlink(missing_ok=True)  # first, so that nobody sends by hand what is being sent
            content = self.press.letter(one.email, self._leave(one))
            message = message_from_bytes(content, policy=default)
            try:
                self.gone += self.office.log.send(_key(self.issue, one), message, mailer, self.now)
            except SendError as error:
                if error.temporary:
                    raise
                self.refused.append(one.email)

    def account(self, had: Counter[str], *, send: bool) -> list[str]:
        """Give what was done in words, without an address."""
        root = self.office.root
        what = "sent" if send else f"drafted in {say.shown(self.folder, root)}/"
        lines = [f"“{self.issue.front.title}”: {say.plural(self.gone, 'letter')} {what}.", *_had(had, send=send)]
        if self.refused:
            file = self.office.private / MAIL / f"refused-{self.issue.slug}.txt"
            write_text(file, "".join(f"{one}\n" for one in self.refused), mode=0o600)
            lines.append(f"The server refused {say.plural(len(self.refused), 'address', 'addresses')}, listed in {say.shown(file, root)}. Look at them; newsletter.bounced --file takes them off the list.")
        return lines

    def _leave(self, reader: Reader) -> str:
        return self.office.links.leave(reader, self.now)


def export_task(root: Path, *, clock: Clock = utc_now) -> int:
    """Write the confirmed readers as a CSV file for a list service, into private/exports/."""
    with opened(root) as office:
        readers = office.readers.confirmed()
        safe = [one for one in readers if not one.email.startswith(_RUN_BY_SPREADSHEETS)]
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        table.writerow(("email", "signed_up"))
        table.writerows((one.email, f"{one.asked:%Y-%m-%d}") for one in safe)
        file = office.private / EXPORTS / f"newsletter-{clock():%Y%m%dT%H%M%SZ}.csv"
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_text(file, text.getvalue(), mode=0o600)
        say.out(f"{say.plural(len(safe), 'reader')} written to {say.shown(file, root)}. Delete it once the service has it.")
        if left := len(readers) - len(safe):
            say.out(f"{left} left out: a spreadsheet would run an address that begins with one of = + - @. Add them to the service by hand.")
    return say.DONE


def _issue(office: Office, slug: str) -> Issue:
    facts = office.facts
    library, problems = load(office.root / "content", facts.settings, build_time(facts.settings.time_zone), facts.addresses)
    wrong = [str(one) for one in problems if not one.is_note]
    if wrong:
        raise say.Stop(*wrong, "Mend these first; nothing was sent.")
    issues = {one.slug: one for one in library.issues}
    if not issues:
        raise say.Stop("There is no published issue. The task digest writes one.")
    if slug and slug not in issues:
        raise say.Stop(f"There is no published issue of this day. There are {say.any_of(list(issues)[:10], 'and')}.", code=say.MISUSE)
    return issues[slug] if slug else library.issues[0]


def _key(issue: Issue, reader: Reader) -> str:
    return f"newsletter:{issue.slug}:{reader.id}"


def _draft(folder: Path, reader: Reader) -> Path:
    return folder / f"{reader.id}.eml"


def _had(had: Counter[str], *, send: bool) -> list[str]:
    lines = []
    if had["sent"]:
        lines.append(f"{had['sent']} had it before.")
    if had["drafted"]:
        more = " Where you have not sent them yourself, --replace-drafts sends them." if send else ""
        lines.append(f"{had['drafted']} had it drafted before, and are left alone.{more}")
    if had["sending"]:
        lines.append(f"{had['sending']} may have got it when a run was cut off. It is not sent to them again.")
    return lines


def _sync(files: list[Path]) -> None:
    """Wait until the files are on the disk: with one call where the system has it, which is many times faster than one each."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for file in files:
        with file.open("rb+") as opened_file:
            os.fsync(opened_file.fileno())
