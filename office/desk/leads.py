"""The Desk's pages of the leads: the list, one lead with its match and mails, what is due, and the report's chart."""

from __future__ import annotations

import asyncio
import email
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from hub_core.clock import day_in_words
from office.leads.book import LARGEST_ID, Event, Lead, LeadError
from office.leads.due import KINDS, ahead
from office.leads.leads import Done, Leads
from office.leads.match import Match
from office.leads.report import COLUMNS, chart, rows, summarise
from office.leads.showing import said_of
from office.leads.states import OUTCOMES, REASONS, STATES, may
from office.post.letters import LetterError
from office.receiver.choices import ContentChoices
from office.workbench.site import sample_address

from . import approached, queue
from .acts import NOT_TAKEN, Note, Notes
from .door import PATH, Refused
from .pages import Pages
from .views import Reader, clean, moment

HOME = f"{PATH}leads/"
_OPEN = tuple(state for state in STATES if state != "closed")
_MOST = 200  # leads on the page of a state
Fields = Callable[[Request], Awaitable[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class MailView:
    """A drafted mail as it lies there: its headers that people read, and its body. `file` is where."""

    file: str
    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step in words, when it was taken, the owner's or the member's words, and the mails it drafted."""

    words: str
    at: str
    at_iso: str
    note: str
    mails: tuple[MailView, ...]
    gone: tuple[str, ...]


class LeadDesk:
    """The leads behind the Desk's door. `fields` reads a form and refuses one that is not the Desk's own."""

    def __init__(self, leads: Leads, pages: Pages, reader: Reader, notes: Notes, fields: Fields, choices: ContentChoices) -> None:
        self.leads, self.pages, self.reader, self.notes, self.fields, self.choices = leads, pages, reader, notes, fields, choices
        self.routes = [
            Route("/leads/", self.show_list, methods=["GET"]),
            Route("/leads/new", self.show_new, methods=["GET"]),
            Route("/leads/new", self.open_new, methods=["POST"]),
            Route("/leads/due", self.show_due, methods=["GET"]),
            Route("/leads/due", self.draft_due, methods=["POST"]),
            Route("/leads/report", self.show_report, methods=["GET"]),
            Route("/leads/{number:int}", self.show_lead, methods=["GET"]),
            Route("/leads/{number:int}/{act}", self.act, methods=["POST"]),
        ]

    @property
    def open(self) -> int:
        """Give how many leads are not closed."""
        return sum(count for state, count in self.leads.book.counts().items() if state != "closed")

    def show_list(self, request: Request) -> Response:
        """The leads that are open, or those of one state."""
        self.leads.book.gather()  # what was approved at the terminal meanwhile
        state = request.query_params.get("state", "")
        state = state if state in STATES else ""
        counts = self.leads.book.counts()
        found = self.leads.book.all((state,) if state else _OPEN, limit=_MOST)
        total = counts.get(state, 0) if state else self.open
        due = {one.lead: KINDS[one.kind] for one in self.leads.due()}
        listed = [
            {
                "id": one.id, "title": self._title(one), "state": one.position.outcome or one.position.state,
                "came": moment(one.submission.received, self.leads.settings.time_zone), "member": self._name(one.position.member),
                "task": clean(" ".join(one.fields.get("task", "").split()))[:200], "due": due.get(one.id, ""),
            }
            for one in found
        ]  # fmt: skip
        states = [(one, counts[one], one == state) for one in STATES if counts.get(one)]
        return self._page(
            request, "leads.html", title="Leads", listed=listed, states=states, state=state, waiting=self.leads.book.waiting(),
            due=len(due), at_leads=True, more=total - len(found),
        )  # fmt: skip

    def show_new(self, request: Request) -> Response:
        """The form for a client who asked the owner herself."""
        note = self.notes.get(request.query_params.get("note", ""))
        draft, errors = (note.draft, note.errors) if note else ({}, ())
        values = {name: clean(value) for name, value in draft.items()}
        fields = approached.controls(self.pages, self.choices(approached.APPROACHED, values)["service"], values, errors)
        wrong = [(one.id, one.error) for one in fields if one.error]
        return self._page(request, "approached.html", title=approached.APPROACHED.title, fields=fields, wrong=wrong)

    async def open_new(self, request: Request) -> Response:
        """Open the lead that the form tells of, and show it."""
        fields = await self.fields(request)
        if errors := approached.mistakes(fields):
            return self._see(f"{HOME}new", Note(NOT_TAKEN, True, draft=fields, errors=tuple(errors)))
        try:
            number = await asyncio.to_thread(self.leads.approached, fields)
        except LeadError as error:
            return self._see(f"{HOME}new", Note(NOT_TAKEN, True, (_sentence(str(error)),), draft=fields))
        return self._see(f"{HOME}{number}", Note("The lead is open. Choose a colleague below."))

    def show_lead(self, request: Request) -> Response:
        """One lead: the request, who could take it, who was left out, its steps and mails."""
        lead = self._get(request)
        entry = queue.entry(self.leads.book.store, lead.number)
        if entry is None:
            raise Refused(404, "No such lead", "Its request is not in the inbox any more.")
        found: Match | None = None
        trouble: list[str] = []
        now = lead.position
        if now.state in ("new", "matched", "declined"):
            try:
                found = self.leads.match(lead.id)
            except LeadError as error:
                trouble = str(error).split("\n")
        events = self.leads.book.events(lead.id)
        note = self.notes.get(request.query_params.get("note", ""))
        ready = now.state in ("new", "declined")
        return self._page(
            request, "lead.html", title=self._title(lead), lead=lead, entry=self.reader.entry(entry, whole=True), match=found,
            trouble=trouble, phone=clean(lead.fields.get("phone", "")),
            lasts={one.slug: moment(one.last_lead, self.leads.settings.time_zone) for one in (found.places if found else ()) if one.last_lead},
            steps=[self._step(one) for one in reversed(events)], last_step=events[-1].id if events else 0, member=self._name(now.member),
            enough=self.leads.enough(lead.id) if found else "", unread=[str(one) for one in self.leads.reader.read().problems] if found else [],
            can_offer=now.consent and (ready or now.state == "matched"), can={one: may(now, one) for one in ("accept", "introduce", "close", "consent")},
            reasons=REASONS, outcomes=OUTCOMES, draft=dict(note.draft) if note and note.is_trouble else {},
            ahead=[(day_in_words(one.day), KINDS[one.kind]) for one in ahead(lead, events, self.leads.settings)],
        )  # fmt: skip

    def show_due(self, request: Request) -> Response:
        """What is due today and before."""
        found = [
            (one.lead, day_in_words(one.day), one.day.isoformat(), KINDS[one.kind], one.which, self._name(one.member), one.kind != "answer")
            for one in self.leads.due()
        ]
        return self._page(request, "due.html", title="What is due", due=found)

    async def draft_due(self, request: Request) -> Response:
        """Draft the mails of all that is due."""
        await self.fields(request)
        return self._see(f"{HOME}due", await asyncio.to_thread(self._draft_due))

    def show_report(self, request: Request) -> Response:
        """The months as a chart and a table, and the members."""
        report = summarise(self.leads.book.all(), self.leads.book.events(), self.leads.settings.time_zone)
        return self._page(
            request, "report.html", title="The leads, summed up", chart=chart(report.months) if report.months else None,
            columns=COLUMNS, months=rows(report.months), members=rows(report.members, self._name),
        )  # fmt: skip

    async def act(self, request: Request) -> Response:
        """Take one step."""
        fields = await self.fields(request)
        number, act = (await asyncio.to_thread(self._get, request)).id, request.path_params["act"]
        note = await asyncio.to_thread(self._act, number, act, fields)
        return self._see(f"{HOME}{number}", note)

    def _act(self, number: int, act: str, fields: Mapping[str, str]) -> Note:
        leads, member, words = self.leads, fields.get("member", ""), fields.get("note", "").strip()
        acts: dict[str, Callable[[], Done]] = {
            "offer": lambda: leads.offer(number, member, fields.get("text", "").strip(), one_more=fields.get("one_more") == "yes"),
            "hand-over": lambda: leads.hand_over(number, member),
            "answer": lambda: leads.answer(number, fields.get("answer", ""), fields.get("reason", ""), words),
            "introduce": lambda: leads.introduce(number),
            "consent": lambda: Done(leads.book.take(number, "consent")),
            "note": lambda: Done(leads.book.take(number, "note", note=words)),
            "close": lambda: Done(leads.book.take(number, "close", detail=fields.get("outcome", ""), note=words)),
        }
        if act == "undo":
            return self._undo(number, fields.get("last", ""))
        if act not in acts:
            raise Refused(404, "Nothing here", "The Desk has no such step.")
        if act == "note" and not words:
            return Note("Write the note first. Nothing was changed.", True)
        try:
            done = acts[act]()
        except (LeadError, LetterError) as error:
            return Note("Nothing was changed.", True, tuple(map(_sentence, str(error).split("\n"))), draft=dict(fields))
        except OSError as error:
            return Note("Nothing was changed.", True, (f"The draft could not be written: {error.strerror or type(error).__name__}.",))
        return self._done(done)

    def _done(self, done: Done) -> Note:
        said = said_of(done.event, self._name)
        lines = [f"{self._shown(mail.file)} {'is drafted' if mail.is_whole else 'lacks an address; fill it in before you send it'}." for mail in done.mails]
        lines += [] if all(mail.is_whole for mail in done.mails) else self.leads.misspelt_addresses()
        if done.mails and (line := sample_address(self.leads.addresses)):
            lines.append(line)
        return Note(f"{said[:1].upper()}{said[1:]}.", lines=tuple(lines))

    def _undo(self, number: int, last: str) -> Note:
        try:
            self.leads.book.get(number)
            undone = self.leads.book.undo(number, int(last) if last.isascii() and last.isdecimal() else 0)
        except LeadError as error:
            return Note("Nothing was changed.", True, (_sentence(str(error)),))
        if undone is None:
            return Note("There is no step to take back.", True)
        event, left = undone
        return Note(f"Taken back: {said_of(event, self._name)}. The lead is as it was before.", bool(left), tuple(left))

    def _draft_due(self) -> Note:
        lines: list[str] = []
        trouble = False
        for one in self.leads.due():
            try:
                done = self.leads.draft_due(one)
            except (LeadError, LetterError, OSError) as error:
                lines.append(f"Lead {one.lead}: {getattr(error, 'strerror', '') or error}")
                trouble = True
                continue
            lines += [f"Lead {one.lead}: {self._shown(mail.file)}" for mail in done.mails] if done else []
        return Note("Drafted." if lines and not trouble else "Not all of it could be drafted." if trouble else "There was nothing to draft.", trouble, tuple(lines))

    def _get(self, request: Request) -> Lead:
        number = request.path_params["number"]
        try:
            return self.leads.book.get(number if number <= LARGEST_ID else 0)
        except LeadError:
            raise Refused(404, "No such lead", "There is no lead with this number. The list shows those that there are.") from None

    def _title(self, lead: Lead) -> str:
        name = clean(lead.fields.get("name", "")).strip()[:80]
        return f"Lead {lead.id}, {name}" if name else f"Lead {lead.id}"

    def _name(self, slug: str) -> str:
        return self.leads.reader.read().name(slug) if slug else ""

    def _shown(self, file: Path) -> str:
        return f"private/{file.relative_to(self.leads.private).as_posix()}"

    def _step(self, event: Event) -> StepView:
        zone = self.leads.settings.time_zone
        words = said_of(event, self._name)
        files = [self.leads.private / path for path, _ in event.drafts]
        return StepView(
            f"{words[:1].upper()}{words[1:]}", moment(event.at, zone), event.at.isoformat(timespec="seconds"), clean(event.note),
            tuple(self._mail(file) for file in files if file.is_file()), tuple(self._shown(file) for file in files if not file.is_file()),
        )  # fmt: skip

    def _mail(self, file: Path) -> MailView:
        message = email.message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default)
        body = message.get_body(("plain",))
        text = body.get_content() if body else ""
        return MailView(self._shown(file), clean(str(message["To"] or "")), clean(str(message["Subject"] or "")), clean(text))

    def _see(self, path: str, note: Note) -> Response:
        return RedirectResponse(f"{path}?note={self.notes.keep(note)}", 303)

    def _page(self, request: Request, template: str, *, title: str, **values: object) -> Response:
        counts = self.leads.book.store.counts()
        piles = [(name, sum(number for (state, _), number in counts.items() if state in states)) for name, states in queue.PILES.items()]
        note = self.notes.get(request.query_params.get("note", ""))
        page = self.pages.render(
            template, title=title, note=note, last=None, piles=piles, pile="leads", open_leads=self.open, place_fields=(), **values
        )
        return HTMLResponse(page)


def _sentence(words: str) -> str:
    """Give what the terminal says behind its `task:` as a sentence of its own; a file with its line stays as it is."""
    if words.startswith("private/"):
        return words
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '?')) else '.'}"
