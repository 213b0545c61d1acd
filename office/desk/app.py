"""The Desk's ASGI application, mounted by `serve` at /desk/ while the preview is open to this machine alone.

Reading is GET, changing is POST with the Desk's own mark and is answered by a 303. It works without JavaScript and
has none. Nothing of what visitors sent is logged.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from forms.catalogue import FORMS
from forms.model import validate
from forms.views import form_view
from office.inbox.decide import Desk
from office.leads.leads import Leads
from office.links import saved as links
from office.receiver import intake
from office.receiver.choices import ContentChoices

from . import newsletter, queue
from .acts import NOT_TAKEN, Acts, Note, Notes
from .door import HEADERS, PATH, Door, Refused
from .file_view import file_view
from .leads import LeadDesk
from .pages import Pages
from .preview import preview
from .queue import LARGEST_ID, PILES, Place
from .scorer import Scorer
from .views import Reader, clean, form_name, groups, moment, owner_label, title

_log = logging.getLogger("office.desk")


class DeskApp:
    """The Desk as an ASGI application. `desk` carries the decisions out; the door says who may come in."""

    def __init__(
        self, root: Path, desk: Desk, pages: Pages, door: Door, scorer: Scorer | None = None, leads: Leads | None = None
    ) -> None:
        self.root, self.desk, self.pages, self.door, self.scorer = root, desk, pages, door, scorer
        self.store, self.acts, self.notes = desk.store, Acts(desk), Notes()
        self.reader = Reader(root, pages.addresses, desk.zone)
        self.choices = ContentChoices(root / "content", pages.settings.members_on_one_page)
        self.leads = LeadDesk(leads, pages, self.reader, self.notes, self.fields, self.choices) if leads else None
        self.router = Router(
            routes=[
                Route("/", self.show_queue, methods=["GET"]),
                Route("/entries/{number:int}", self.show_entry, methods=["GET"]),
                Route("/decide", self.decide, methods=["POST"]),
                Route("/links", self.show_links, methods=["GET"]),
                Route("/newsletter", self.show_newsletter, methods=["GET"]),
                Route("/newsletter/{day}", self.show_mail, methods=["GET"]),
                Route("/undo", self.undo, methods=["POST"]),
                Route("/entries/{number:int}/edit", self.edit, methods=["POST"]),
                Route("/entries/{number:int}/reply", self.reply, methods=["POST"]),
                *(self.leads.routes if self.leads else []),
                Route("/static/{name}", self.static, methods=["GET"]),
            ],
            redirect_slashes=False,
        )

    @property
    def link(self) -> str:
        """The path and query that open the Desk in a browser."""
        return f"{PATH}?token={self.door.token}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                given: list[tuple[bytes, bytes]] = message["headers"]  # type: ignore[assignment]  # as ASGI has it
                own = {name.lower() for name, _ in given}
                more = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*given, *(one for one in more if one[0] not in own)]
            await send(message)

        request = Request(scope, receive)
        try:
            answer = None if scope["path"].startswith(f"{PATH}static/") else self.door.enter(request)
            if answer is None:
                await self.router(scope, receive, send_with_headers)  # type: ignore[arg-type]  # a dict is a Message
                return
        except ClientDisconnect:
            return
        except Refused as refused:
            answer = self._words(refused.status, refused.title, refused.sentence)
        except HTTPException as error:
            answer = self._words(error.status_code, "Nothing here", "The Desk has no such page. Its queue is the way back.")
            answer.headers.update(error.headers or {})
        except sa.exc.OperationalError:
            answer = self._words(503, "Not just now", "The database in private/ is busy or cannot be reached. Please try again.")
        except Exception as error:  # noqa: BLE001 - logged by its kind: a message or a traceback may quote a visitor
            _log.error("The Desk failed: %s", type(error).__name__)
            answer = self._words(500, "A fault in the Desk", "Something went wrong on our side. What was decided before is kept.")
        await answer(scope, receive, send_with_headers)  # type: ignore[arg-type]

    def show_queue(self, request: Request) -> Response:
        """A page of the queue."""
        if self.scorer:
            self.scorer.begin()
        counts = self.store.counts()
        place = Place.of(request.query_params, FORMS)
        found = queue.page(self.store, place, counts)
        views = [self.reader.entry(one) for one in found.entries]
        shown = PILES[place.pile]
        forms = [
            (form_name(form), sum(counts.get((state, form), 0) for state in shown), place.href(form=form, after=""), form == place.form)
            for form in FORMS
        ]
        return self._page(
            request, place, "queue.html", title="The queue", groups=groups(views), forms=[one for one in forms if one[1]],
            every=place.href(form="", after=""), here=place, total=sum(number for _, number, _, _ in forms),
            following=place.href(after=found.following) if found.following else "",
            first=place.href(after="") if place.after else "", counts=counts,
        )  # fmt: skip

    def show_entry(self, request: Request) -> Response:
        """One entry, with its thread, and all that can be done with it."""
        place = Place.of(request.query_params, FORMS)
        number = request.path_params["number"]
        entry = queue.entry(self.store, number)
        if entry is None:
            raise Refused(404, "No such entry", "There is no entry with this number. The queue shows those that there are.")
        note = self.notes.get(request.query_params.get("note", ""))
        submission = entry.stored.submission
        view = self.reader.entry(entry, whole=True)
        file = entry.decision.file if entry.decision and submission.form == "comment" else ""
        seen = None
        if submission.form == "comment" and (view.waits or file):
            seen = preview(self.root, submission, file=file, zone=self.desk.zone, addresses=self.pages.addresses)
        becomes = file_view(self.desk, submission) if view.waits else None
        draft, errors = (dict(note.draft), note.errors) if note and note.entry == number else ({}, ())
        values = {name: clean(value) for name, value in {**submission.fields, **draft}.items()}
        choices = dict(self.choices(FORMS[submission.form], values)) if submission.form in FORMS else {}
        if seen:
            given = submission.fields.get("reply_to", "")
            missing = [(given, "A comment that is not published")] if given and given not in dict(seen.answerable) else []
            choices["reply_to"] = [*seen.answerable, *missing]
        own_service = self.pages.settings.model_copy(update={"form_service": "receiver", "form_services": {}})
        form = None
        if view.waits and submission.form in FORMS:
            form = form_view(
                FORMS[submission.form], self.pages.addresses, own_service, values=values, options=choices, errors=errors
            )
            # The hints are for visitors.
            form = replace(form, fields=tuple(replace(one, label=owner_label(one.label), hint=None) for one in form.fields))
        on_site = ""
        if file and view.about and view.about[1]:
            on_site = f"{view.about[1]}#comment-{Path(file).stem}"
        alike = [one for one in queue.same_words(self.store, [number], sum(PILES.values(), ()), 11) if one != number][:10]
        return self._page(
            request, place, "entry.html", title=view.title, entry=view, seen=seen, file=becomes, form=form, on_site=on_site,
            alike=alike, back=place.href(), wrong=[(one.id, one.error) for one in form.fields if one.error] if form else [], editing=bool(draft) and "reply" not in draft,
            answer=draft.get("reply", ""), view=SimpleNamespace(comments=seen.comments if seen else None, comment_form=None),
        )  # fmt: skip

    def show_links(self, request: Request) -> Response:
        """The last report on the site's outside addresses."""
        found = links.load(self.root / "private")
        return self._page(
            request, Place.of(request.query_params, FORMS), "links.html", title="The site’s links",
            checked=moment(found.at.astimezone(ZoneInfo(self.desk.zone)), self.desk.zone) if found else "", total=len(found.entries) if found else 0,
            kinds=[(verdict, found.of(verdict)) for verdict in links.VERDICTS] if found else [],
        )  # fmt: skip

    def show_newsletter(self, request: Request) -> Response:
        """The newsletter's readers in numbers, and its issues."""
        found = newsletter.shelf(self.root, self.store, self.pages.settings, self.pages.addresses)
        return self._page(request, Place.of(request.query_params, FORMS), "newsletter.html", title="The newsletter", shelf=found)

    def show_mail(self, request: Request) -> Response:
        """An issue as the mail that readers get."""
        found = newsletter.mail(self.root, self.pages.settings, self.pages.addresses, request.path_params["day"])
        if found is None:
            raise Refused(404, "No such issue", "There is no published issue of this day.")
        return HTMLResponse(found, headers={"Content-Security-Policy": newsletter.POLICY})

    async def decide(self, request: Request) -> Response:
        """One entry by its own button, or all that are ticked."""
        fields = await self.fields(request)
        place = Place.of(fields, FORMS)
        action, _, single = fields.get("one", "").partition(" ")
        numbers = _numbers(single)
        if not action:
            action, numbers = fields.get("action", ""), _numbers(fields.get("entry", ""))
            if fields.get("alike") and numbers:
                states = PILES[place.pile]
                more = await asyncio.to_thread(queue.same_words, self.store, numbers, states, queue.MOST_AT_ONCE)
                numbers += more
        note = await asyncio.to_thread(self.acts.decide, action, numbers)
        if note.is_trouble and not note.numbers and note.entry and fields.get("from") == "entry":
            return self._see(f"{PATH}entries/{note.entry}", place, note)
        return self._see(PATH, place, note)

    async def undo(self, request: Request) -> Response:
        """Take decisions back, and show the entry again when it was one."""
        fields = await self.fields(request)
        note = await asyncio.to_thread(self.acts.undo, _numbers(fields.get("numbers", "")))
        place = Place.of(fields, FORMS)
        return self._see(f"{PATH}entries/{note.entry}" if note.entry else PATH, place, note)

    async def edit(self, request: Request) -> Response:
        """Change what an entry says."""
        fields = await self.fields(request)
        number = request.path_params["number"]
        entry = await asyncio.to_thread(queue.entry, self.store, number)
        if entry is None or entry.stored.submission.form not in FORMS:
            raise Refused(404, "No such entry", "There is no entry with this number that could be changed.")
        form = FORMS[entry.stored.submission.form]
        # A box without its tick is not sent at all.
        given = {one.name: fields.get(one.name, "") for one in form.fields if one.name in fields or one.kind == "checkbox"}
        _, errors = validate(form, {**entry.stored.submission.fields, **given}, elsewhere=True)
        if errors:
            note = Note(NOT_TAKEN, True, entry=number, draft=given, errors=tuple(errors))
        else:
            note = await asyncio.to_thread(self.acts.edit, number, given)
        return self._see(f"{PATH}entries/{number}", Place.of(fields, FORMS), note)

    async def reply(self, request: Request) -> Response:
        """Answer a published comment."""
        fields = await self.fields(request)
        number = request.path_params["number"]
        if number > LARGEST_ID:
            raise Refused(404, "No such entry", "There is no entry with this number.")
        note = await asyncio.to_thread(self.acts.reply, number, fields.get("reply", ""))
        return self._see(f"{PATH}entries/{number}", Place.of(fields, FORMS), note)

    def static(self, request: Request) -> Response:
        """A style sheet or the icon; they hold nothing that is private."""
        found = self.pages.file(request.path_params["name"])
        if found is None:
            raise Refused(404, "Nothing here", "The Desk has no such file.")
        return Response(found[0], headers={"Content-Type": found[1]})

    async def fields(self, request: Request) -> dict[str, str]:
        """Read a form of the Desk. Raises Refused for any other."""
        try:
            fields = await intake.read(request)
        except intake.TooLarge:
            raise Refused(413, "Too long", f"This is more than {intake.MAX_BYTES // 1024} KB. Go back and shorten it.") from None
        except (intake.UnknownType, intake.Unreadable):
            raise Refused(400, "Not readable", "What arrived is no form of the Desk. Go back and try once more.") from None
        self.door.check(request, fields)
        return fields

    def _see(self, path: str, place: Place, note: Note) -> Response:
        return RedirectResponse(path + place.query(note=self.notes.keep(note)), 303)

    def _page(self, request: Request, at: Place, template: str, *, title: str, **values: object) -> Response:
        last = queue.last_decision(self.store)
        named = None
        if last and (about := queue.entry(self.store, last.submission)):
            named = (self.reader.decision(last), _title_of(about), last.number, last.submission)
        counts = values.get("counts") or self.store.counts()
        piles = [(name, _count(counts, states)) for name, states in PILES.items()]
        return HTMLResponse(
            self.pages.render(
                template, title=title, note=self.notes.get(request.query_params.get("note", "")), last=named, piles=piles,
                pile=at.pile, open_leads=self.leads.open if self.leads else None, place_fields=[("pile", at.pile), ("form", at.form), ("after", at.after)], **values,
            )
        )  # fmt: skip

    def _words(self, status: int, title: str, sentence: str) -> Response:
        return HTMLResponse(self.pages.render("words.html", title=title, sentence=sentence), status)


def _title_of(entry: queue.Entry) -> str:
    return title(entry.stored.submission)


def _count(counts: object, states: tuple[str, ...]) -> int:
    return sum(number for (state, _), number in counts.items() if state in states) if isinstance(counts, Mapping) else 0


def _numbers(text: str) -> list[int]:
    """Read numbers that stand apart; what is none is left out."""
    found = [int(one) for one in text.split() if one.isascii() and one.isdecimal() and len(one) <= 10]
    return [one for one in found if one <= LARGEST_ID][: queue.MOST_AT_ONCE]


