"""What the owner does with a lead: each act takes a step and drafts its mails, all of it or nothing.

    with opened(root) as leads:
        leads.offer(12, "jo-sample")
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

from forms.services import receiver
from hub_core import addresses as paths
from hub_core.addresses import Addresses
from hub_core.problems import one_of, stopping
from hub_core.settings import HubSettings
from office.inbox.record import accept
from office.inbox.store import Store
from office.post.addresses import misspelt, read_addresses
from office.post.letters import Letter, LetterError, compose
from office.post.links import Signer, open_signer
from office.post.outbox import draft
from va_directory.matching import understand
from va_directory.model import Member

from .book import FORM, Book, Event, Lead, LeadError
from .conflicts import FILE as CONFLICTS
from .conflicts import Conflict, read_conflicts
from .due import Due, due, working_days_after
from .letters import Sheet
from .match import Match, asked_for, in_conflict, match, weighed, why_she
from .request import need_of
from .roster import Reader, Roster, colleague
from .states import REASONS, StepError, step

PURPOSE = "lead-answer"
ANSWER = "answer/"  # below the receiver's address


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that was drafted. `is_whole` is False when an address is missing, so that it cannot be sent by itself."""

    key: str
    file: Path
    message: EmailMessage
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken, with its mails."""

    event: Event
    mails: tuple[Mail, ...] = ()


class Leads:
    """The leads of one checkout. `addresses` are the published site's; `sender` stands in the drafts, or is ""."""

    def __init__(
        self, root: Path, store: Store, settings: HubSettings, addresses: Addresses, clock: Callable[[], dt.datetime], sender: str = ""
    ) -> None:
        self.private, self.settings, self.addresses, self.clock, self.sender = root / "private", settings, addresses, clock, sender
        self.book = Book(store, self.private, clock)
        self.reader = Reader(root / "content")

    @property
    def today(self) -> dt.date:
        """Give the day in the site's time zone."""
        return self.clock().astimezone(ZoneInfo(self.settings.time_zone)).date()

    def match(self, number: int, named: str = "") -> Match:
        """Rank the members for a lead, and look at whom the owner names; nothing is written.

        Raises LeadError, with all that is wrong in conflicts.yaml.
        """
        lead, roster = self.book.get(number), self.reader.read()
        refused = {}
        for one in self.book.events(number):
            if one.step == "offer":
                refused[one.member] = "has the offer, and has not answered"
            elif one.step == "decline":
                refused[one.member] = f"has declined this lead: {REASONS[one.detail]}"
            elif one.step in ("accept", "hand-over", "introduce"):
                refused[one.member] = "has taken this lead"
        return match(
            lead.fields, roster.colleagues(self.today), roster.words, self.today,
            conflicts=self._conflicts(roster), last=self.book.last_leads(), refused=refused,
            confirmed_for=min(self.settings.marked_after_days, self.settings.hidden_after_days), named=named,
        )  # fmt: skip

    def matched(self, number: int) -> tuple[Match, Event | None]:
        """Rank the members, and note that a new or declined lead was matched."""
        found = self.match(number)
        if self.book.get(number).position.state in ("new", "declined"):
            return found, self.book.take(number, "match")
        return found, None

    def enough(self, number: int) -> str:
        """Say that a lead was offered to as many as the site promises, or "" while there is room for one more."""
        asked, name = self.book.asked(number), self.reader.read().name
        if len(asked) < self.settings.lead_most_offers:
            return ""
        some = "One colleague was" if len(asked) == 1 else f"{len(asked)} colleagues were"
        return f"{some} asked already ({', '.join(map(name, asked))}), and {paths.ASK} promises that it is no more."

    def offer(self, number: int, slug: str, text: str = "", *, one_more: bool = False) -> Done:
        """Draft the mail that offers a lead to a member who may have it. `text` stands in for the task.

        `one_more` goes on when as many as the site promises were asked before.
        """
        lead = self.book.get(number)
        _allowed(lead, "offer", slug)
        found = self.match(number)
        roster, member = self._member(slug)
        place = next((one for one in found.places if one.slug == slug), None)
        if place is None:
            out = next((one for one in found.left_out if one.slug == slug), None)
            raise LeadError(f"lead {number}: {member.front.name} is left out: {out.why if out else 'does nothing of what is asked'}")
        if not one_more and slug not in self.book.asked(number) and (enough := self.enough(number)):
            raise LeadError(f"lead {number}: {enough} {_ONE_MORE}")
        sheet = self._sheet(roster)
        until = working_days_after(self.today, self.settings.lead_answer_days)
        reasons, settle = weighed(place.reasons)
        sheet.offer(lead, member, link="", until=until, text=text)  # what cannot be sent changes nothing
        if lead.position.state in ("new", "declined"):
            self.book.take(number, "match")

        def letters(event: int) -> Iterable[tuple[str, Letter, int]]:
            link = self._link(number, event, slug, until)
            yield f"offer-{slug}", sheet.offer(lead, member, reasons=reasons, settle=settle, link=link, until=until, text=text), 1

        return self._take(number, "offer", letters, member=slug)

    def answer(self, number: int, answer: str, reason: str = "", note: str = "") -> Done:
        """Record what a member answered: `accept`, or `decline` with a reason."""
        if answer not in ("accept", "decline"):
            raise LeadError(one_of(answer, ("accept", "decline"), what="answer"))
        if answer == "decline" and reason not in REASONS:
            raise LeadError(one_of(reason, REASONS, what="reason") if reason else f"give the reason: {', '.join(REASONS)}")
        return Done(self.book.take(number, answer, detail=reason if answer == "decline" else "", note=note))

    def introduce(self, number: int) -> Done:
        """Draft the one mail to both."""
        lead = self.book.get(number)
        _allowed(lead, "introduce")
        roster, member = self._member(lead.position.member)
        need, _ = need_of(lead.fields, self.today)
        if member.slug in in_conflict(lead.fields, understand(need, roster.words).industries, self._conflicts(roster), self.today):
            raise LeadError(f"lead {number}: private/{CONFLICTS} says by now that {member.front.name} has a conflict of interest with this client. {_MET}")
        reasons, settle = weighed(why_she(lead.fields, colleague(member, self.today), roster.words, self.today))
        letter = self._sheet(roster).introduction(lead, member, reasons=reasons, settle=settle)
        return self._take(number, "introduce", lambda _: [(f"introduction-{member.slug}", letter, 2)])

    def hand_over(self, number: int, slug: str) -> Done:
        """Refuse a client who asked the owner herself, and name a colleague to her; tell the colleague what is allowed."""
        lead = self.book.get(number)
        what = "hand-over" if lead.position.consent else "point-to"
        _allowed(lead, what, slug)
        roster, member = self._member(slug)
        out = next((one for one in self.match(number, named=slug).left_out if one.slug == slug), None)
        if out:
            raise LeadError(f"lead {number}: {member.front.name} is left out: {out.why}")
        sheet = self._sheet(roster)
        again = lead.position.consent and any(one.step == "point-to" and one.member == slug for one in self.book.events(number))
        letters = [(f"refusal-{slug}", sheet.refusal(lead, member, again=again), 1), (f"handover-{slug}", sheet.handover(lead, member, again=again), 1)]
        if lead.position.state in ("new", "declined"):
            self.book.take(number, "match")
        return self._take(number, what, lambda _: letters, member=slug)

    def approached(self, fields: dict[str, str]) -> int:
        """Open a lead for a client who asked the owner herself, by telephone or mail; give its number. Raises LeadError.

        The fields are the form's; without `consent` nothing of them leaves.
        """
        submission, refusal = accept("handover", FORM, {**fields, "consent": "yes"}, self.clock())
        if submission is None:
            raise LeadError(refusal)
        kept = dict(submission.fields)
        if fields.get("consent") != "yes":
            del kept["consent"]
        return self.book.add(type(submission)("handover", "", FORM, submission.received, kept))

    def due(self, today: dt.date | None = None) -> list[Due]:
        """Give what is due by a day, today if left out."""
        return due(self.book.all(), self.book.events(), self.settings, today or self.today)

    def draft_due(self, one: Due) -> Done | None:
        """Draft the mails of one thing that is due; an unanswered offer has none."""
        if one.kind == "answer":
            return None
        roster = self.reader.read()
        lead, sheet = self.book.get(one.lead), self._sheet(roster)
        if one.kind == "tell":
            on = lead.submission.received.astimezone(ZoneInfo(self.settings.time_zone)).date()
            letter = sheet.nobody(lead, on, asked_for(lead.fields, roster.words, self.today))
            return self._take(one.lead, "tell", lambda _: [("nobody", letter, 1)])
        begun = next(event for event in reversed(self.book.events(one.lead)) if event.step in ("introduce", "hand-over"))
        on = begun.at.astimezone(ZoneInfo(self.settings.time_zone)).date()
        letters = [(f"{one.which}-{whom}", letter, 1) for whom, letter in sheet.follow_up(lead, one.member, one.which, on)]
        return self._take(one.lead, "follow-up", lambda _: letters, detail=one.which)

    def signer(self) -> Signer:
        """Give what signs and reads the links of offers."""
        return open_signer(self.private)

    def _link(self, number: int, event: int, slug: str, until: dt.date) -> str:
        """Give the address of a member's answer, or "" when no receiver of ours would take it."""
        if self.settings.service_of(FORM) != "receiver":
            return ""
        # A day more than the letter says: an answer on the last evening, wherever she lives, is in time.
        ends = dt.datetime.combine(until + dt.timedelta(days=2), dt.time(), ZoneInfo(self.settings.time_zone))
        return receiver.base(self.settings, self.addresses) + ANSWER + self.signer().token(PURPOSE, [number, event, slug], ends)

    def _conflicts(self, roster: Roster) -> tuple[Conflict, ...]:
        conflicts, problems = read_conflicts(self.private, self._files(), roster.vocabulary)
        if problems:
            raise LeadError("\n".join(map(str, [*stopping(problems), _NO_MATCH])))
        return conflicts

    def misspelt_addresses(self) -> list[str]:
        """Give the lines of the members' addresses that look misspelt; for when an address is lacking."""
        return misspelt(self.private, self._files())

    def _files(self) -> list[str]:
        """Give the slugs of all members' files, drafts among them."""
        return [file.stem for file in (self.reader.content / "members").glob("*.md")]

    def member(self, slug: str) -> Member:
        """Give a published member. Raises LeadError with the nearest name."""
        return self._member(slug)[1]

    def _member(self, slug: str) -> tuple[Roster, Member]:
        roster = self.reader.read()
        if slug not in roster.members:
            raise LeadError(one_of(slug, roster.members, what="member"))
        return roster, roster.members[slug]

    def _sheet(self, roster: Roster) -> Sheet:
        contacts, problems = read_addresses(self.private)
        if problems:
            raise LeadError("\n".join(map(str, problems)))
        return Sheet(self.private, self.settings, self.addresses, roster, contacts)

    def _take(
        self, number: int, what: str, letters: Callable[[int], Iterable[tuple[str, Letter, int]]], *, member: str = "", detail: str = ""
    ) -> Done:
        """Take a step with its letters: each has its name, and how many addresses it needs."""
        mails: list[Mail] = []

        def make(event: int) -> list[Path]:
            for name, letter, people in letters(event):
                message = compose(letter, sender=self.sender, now=self.clock())
                file = draft(self.private, "leads", f"lead-{number}-{event}-{name}", message)
                mails.append(Mail(f"lead:{number}:{event}:{name}"[:200], file, message, len(letter.to) == people))
            return [mail.file for mail in mails]

        try:
            event = self.book.take(number, what, member=member, detail=detail, make=make)
        except (LeadError, LetterError, OSError):
            for mail in mails:
                mail.file.unlink(missing_ok=True)
            raise
        return Done(event, tuple(mails))


_NO_MATCH = "Nothing is matched until this is right: a conflict that is not read would be a conflict that is not kept."
_ONE_MORE = "Ask the client first; when she agrees, add --one-more, or tick it in the Desk."
_MET = "Take her answer back with leads.undo and look for somebody else, or take the entry out if it does not hold."



def _allowed(lead: Lead, what: str, slug: str = "") -> None:
    """Raise LeadError in the state machine's words. A new or declined lead is matched on the way."""
    now = lead.position
    try:
        step(replace(now, state="matched") if now.state in ("new", "declined") else now, what, member=slug)
    except StepError as error:
        raise LeadError(f"lead {lead.id}: {error}") from error
