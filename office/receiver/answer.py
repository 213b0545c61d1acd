"""The page behind the link in an offer: a member says yes or no there. Looking at it changes nothing; only its form does."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from office.headers import HEADERS
from office.inbox.store import DATABASE, SETTING, Store, open_store
from office.leads.answer import LONGEST_NOTE, Asked, look, record, said
from office.leads.book import Book
from office.leads.states import REASONS
from office.post.letters import tidy
from office.post.links import open_signer

from . import intake
from .pages import Pages

_log = logging.getLogger("office.receiver")
# The token is in the address: it must not go on to anybody in a Referer, nor stay in a cache.
_HEADERS = {**HEADERS, "Referrer-Policy": "same-origin", "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_DEAD = {
    "unknown": (404, "This link does not work", "It is not one of ours, or a part of it was lost on the way. Answer the mail that it came with instead."),
    "expired": (410, "This link has expired", "The days for an answer are over. If you would still like the client, answer the mail that it came with."),
    "gone": (410, "This offer does not stand any more", "It was taken back, or a new one has taken its place. You need not do anything."),
}  # fmt: skip
_BUSY = (503, "Not just now", "We could not look this up. Nothing is lost: please open the link again in a few minutes.")


class Answers:
    """Answers below /forms/answer/. The database is opened when the first member comes."""

    def __init__(self, private: Path, pages: Pages, clock: Callable[[], dt.datetime], origins: frozenset[str] = frozenset()) -> None:
        self.private, self.pages, self.clock, self.origins = private, pages, clock, origins
        self._store: Store | None = None

    def close(self) -> None:
        """Close the database."""
        if self._store:
            self._store.close()

    async def page(self, request: Request) -> Response:
        """Show what a link asks, or what is on record."""
        if request.method not in ("GET", "HEAD"):
            return await self._post(request)
        asked = await asyncio.to_thread(self._look, request.path_params["token"])
        return self._show(asked, request)

    async def _post(self, request: Request) -> Response:
        if not intake.from_own_pages(request.headers, self.origins):
            return self._words(403, "Not taken", "This form was sent from another website. Please send it from ours.")
        try:
            fields = await intake.read(request)
        except (intake.TooLarge, intake.UnknownType, intake.Unreadable):
            return self._words(400, "Not readable", "What arrived here is broken. Please go back and send it again.")
        token, answer, reason = request.path_params["token"], fields.get("answer", ""), fields.get("reason", "")
        asked = await asyncio.to_thread(self._look, token)
        if asked is None or asked.state != "open":
            return self._show(asked, request)
        error = ""
        if answer not in ("accept", "decline"):
            error = "Please choose yes or no."
        elif answer == "decline" and reason not in REASONS:
            error = "Please choose why not; it stays with the person who asked you."
        note = tidy(fields.get("note", ""))
        if error:
            return self._show(asked, request, error=error, answer=answer, reason=reason, note=note)
        kept = await asyncio.to_thread(self._record, asked, answer, reason, note)
        if kept is None:
            return self._words(*_BUSY)
        # Whoever reloads the page then asks again for what is on record, and sends nothing twice.
        return Response(status_code=303, headers={**_HEADERS, "Location": self.pages.own(f"/forms/answer/{token}")})

    def _show(self, asked: Asked | None, request: Request, **given: str) -> Response:
        if asked is None:
            return self._words(*_BUSY)
        if asked.state == "answered" and asked.answer:
            return self._words(200, "Thank you", f"Your answer is on record. {said(asked.answer)} To change it, answer the mail that the link came with.")
        if asked.state != "open":
            return self._words(*_DEAD[asked.state])
        action = self.pages.own(f"/forms/answer/{request.path_params['token']}")
        page = self.pages.answer(action, list(REASONS.items()), LONGEST_NOTE, **given)
        return HTMLResponse(page, 422 if given.get("error") else 200, _HEADERS)

    def _words(self, status: int, title: str, sentence: str) -> Response:
        return HTMLResponse(self.pages.words(title, sentence), status, _HEADERS)

    def _book(self) -> Book:
        if self._store is None:
            self._store = open_store(self.private)
        return Book(self._store, self.private, self.clock)

    def _look(self, token: str) -> Asked | None:
        if not (self.private / DATABASE).is_file() and not os.environ.get(SETTING):
            return Asked("unknown")  # nobody was ever asked; a stranger's guess makes no database
        try:
            return look(self._book(), open_signer(self.private), token, self.clock())
        except (OSError, sa.exc.SQLAlchemyError) as error:
            _log.error("A link could not be looked up: %s", type(error).__name__)
            return None

    def _record(self, asked: Asked, answer: str, reason: str, note: str) -> bool | None:
        try:
            return record(self._book(), asked, answer, reason, note)
        except (OSError, sa.exc.SQLAlchemyError) as error:
            _log.error("An answer could not be kept: %s", type(error).__name__)
            return None
