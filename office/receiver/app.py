"""The receiver's ASGI application. Mounted below `/forms`, it answers `POST /forms/<form>` and `/forms/answer/<token>`.

What comes in is never logged and never becomes part of a header. A submission is committed before its answer goes.
Who sent it is known to the limit on posts a minute, in memory, and to nothing else.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from forms.model import HONEYPOT, Form, validate
from hub_core import addresses as paths
from office.headers import HEADERS, receiver_policy
from office.inbox.record import accept
from office.inbox.spam import HASTY

from . import intake, newsletter, store, wishes
from .answer import Answers
from .limit import POSTS_A_MINUTE, Limit
from .pages import Pages
from .writer import Writer

_log = logging.getLogger("office.receiver")

_TOO_OFTEN = (
    "Many messages have come from your connection within a minute. Wait a minute, go back, and send yours again: "
    "what you wrote is still there."
)
# What a browser asks before it lets a script of another site send anything but a plain form.
_MAY_SEND = {
    "Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": "accept, content-type", "Access-Control-Max-Age": "600",
}  # fmt: skip
Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """Give the present moment in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Receiver:
    """What the receiver works with. `origins` are further sites whose pages may send forms here.

    One client may send `posts_a_minute`. What comes from it less than `shortest` seconds after its last is kept as
    suspected spam: a static page cannot say when it was opened, but no person fills in two forms in so short a time.
    Close the receiver when it is done.
    """

    forms: Mapping[str, Form]
    private: Path
    pages: Pages
    clock: Clock = utc_now
    origins: frozenset[str] = frozenset()
    posts_a_minute: int = POSTS_A_MINUTE
    shortest: float = 0.0
    limit: Limit = field(init=False, repr=False)
    writer: Writer = field(init=False, repr=False)
    answers: Answers = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "limit", Limit(self.posts_a_minute))
        object.__setattr__(self, "writer", Writer(self.private, self.pages.settings.language))
        object.__setattr__(self, "answers", Answers(self.private, self.pages, self.clock, self.origins))

    def close(self) -> None:
        """Finish what waits to be written, and close the database."""
        self.writer.close()
        self.answers.close()

    def app(self) -> Starlette:
        """Give the ASGI application, to be mounted where the site's forms post to."""
        app = Starlette(
            routes=[
                Route("/follow/{token}", _Endpoint(self, self.wish)),
                Route("/newsletter/{act}/{token}", _Endpoint(self, self.reader)),
                Route("/answer/{token}", _Endpoint(self, self.offered)),
                Route("/{form:path}", _Endpoint(self, self.answer)),
            ]
        )
        app.router.redirect_slashes = False  # a redirect would be made from the request's own host name
        return app

    async def answer(self, request: Request) -> Response:
        """Take one request and give its answer."""
        form = self.forms.get(request.path_params["form"])
        if form is None:
            return self._words(request, 404, "No such form", "There is no form at this address.")
        if request.method == "OPTIONS" and "access-control-request-method" in request.headers and self.listens_to(request):
            return Response(status_code=204, headers={**HEADERS, **_MAY_SEND})
        if request.method != "POST":
            response = self._words(request, 405, "Nothing to see here", "This address takes forms. Open the page with the form.")
            response.headers["Allow"] = "POST"
            return response
        if not intake.from_own_pages(request.headers, self.origins):
            return self._words(request, 403, "Not taken", "This form was sent from another website. Please send it from ours.")
        if refusal := self._too_often(request):
            return refusal
        try:
            data = await intake.read(request)
        except intake.TooLarge:
            limit = intake.MAX_BYTES // 1024
            return self._words(request, 413, "Too long", f"This is more than {limit} KB. Please go back and send a shorter text.")
        except intake.UnknownType:
            return self._words(request, 415, "Not a form", "This address takes what a browser sends as a form.")
        except intake.Unreadable:
            return self._words(request, 400, "Not readable", "What arrived here is broken. Please go back and send it again.")
        return await self._take(request, form, data)

    def listens_to(self, request: Request) -> bool:
        """Say whether scripts of the page that asks may read the answer: those of the listed sites alone."""
        return request.headers.get("origin", "") in self.origins

    async def wish(self, request: Request) -> Response:
        """Answer at the link of a letter about answers to a comment."""
        return self._too_often(request) or await wishes.answer(request, self.private, self.pages, self.clock)

    async def reader(self, request: Request) -> Response:
        """Answer at a link of the newsletter."""
        return self._too_often(request) or await newsletter.answer(request, self.private, self.pages, self.clock)

    async def offered(self, request: Request) -> Response:
        """Answer at the link of an offer."""
        return self._too_often(request) or await self.answers.page(request)

    def _too_often(self, request: Request) -> Response | None:
        if request.method != "POST" or not (seconds := self.limit.wait(_client(request))):
            return None
        response = self._words(request, 429, "One moment, please", _TOO_OFTEN)
        response.headers["Retry-After"] = str(seconds)
        return response

    async def _take(self, request: Request, form: Form, data: Mapping[str, str]) -> Response:
        known = {name: data[name] for name in data if name in form.names}
        cleaned, errors = validate(form, known)
        is_spam = bool(data.get(HONEYPOT))
        if errors and not is_spam:
            return await asyncio.to_thread(self._mistakes, request, form, known, errors)  # it reads files, and others need not wait
        hasty = self.limit.took(_client(request)) < self.shortest
        now = self.clock()
        submission, _ = accept(
            "receiver", form.id, known if is_spam else cleaned, now, source_id=store.new_id(now),
            page=self._page(request, cleaned.get("article", "")), spam="honeypot" if is_spam else HASTY if hasty else "",
        )  # fmt: skip
        try:
            if submission:  # a machine that filled in nothing but its trap has said nothing that could be kept
                await self.writer.keep(submission)
        except OSError as error:
            _log.error("A submission could not be kept: %s", error.strerror or type(error).__name__)
            sentence = "We could not keep this just now. Nothing you wrote is lost: please send it again in a few minutes."
            if intake.wants_json(request.headers):
                return _json({"ok": False, "message": sentence}, 503)
            return _html(await asyncio.to_thread(self.pages.mend, form, known, [], sentence), 503)
        thanks = self.pages.site(form.thanks)
        if intake.wants_json(request.headers):
            return _json({"ok": True, "next": thanks}, 200)
        return Response(status_code=303, headers={**HEADERS, "Location": thanks})

    def _page(self, request: Request, article: str) -> str:
        """Give the path of the page that a form was sent from: its article's, or what the browser tells, which to another host is none."""
        if article:
            return self.pages.addresses.href(paths.article(article))
        told = "" if self.pages.is_elsewhere else intake.page(request.headers)
        return "" if told.startswith(self.pages.own(paths.FORMS_PREFIX)) else told  # a form that was given back to be mended

    def _mistakes(self, request: Request, form: Form, known: Mapping[str, str], errors: list[tuple[str, str]]) -> Response:
        if intake.wants_json(request.headers):
            listed = [{"field": name, "message": message} for name, message in errors]
            return _json({"ok": False, "errors": listed}, 422)
        return _html(self.pages.mend(form, known, errors), 422)

    def _words(self, request: Request, status: int, title: str, sentence: str) -> Response:
        if intake.wants_json(request.headers):
            return _json({"ok": False, "message": sentence}, status)
        return _html(self.pages.words(title, sentence), status)


class _Endpoint:
    """One way in as an ASGI application that takes every method, and that fails without telling what it read."""

    def __init__(self, receiver: Receiver, work: Callable[[Request], Awaitable[Response]]) -> None:
        self.receiver, self.work = receiver, work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        try:
            response = await self.work(request)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 - logged by its kind: a message or a traceback may quote the visitor
            _log.error("The receiver failed: %s", type(error).__name__)
            response = _html("<!doctype html><title>Trouble</title><p>Something went wrong on our side.</p>", 500)
        if self.receiver.pages.is_elsewhere:
            parts = urlsplit(self.receiver.pages.addresses.site_url)
            response.headers["Content-Security-Policy"] = receiver_policy(f"{parts.scheme}://{parts.netloc}")
        if self.work == self.receiver.answer and self.receiver.origins:
            response.headers.add_vary_header("Origin")
            if self.receiver.listens_to(request):
                response.headers["Access-Control-Allow-Origin"] = request.headers["origin"]
        await response(scope, receive, send)


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _html(text: str, status: int) -> Response:
    return HTMLResponse(text, status, HEADERS)


def _json(data: Mapping[str, object], status: int) -> Response:
    return JSONResponse(data, status, HEADERS)
