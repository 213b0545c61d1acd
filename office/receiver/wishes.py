"""The page behind the link in a letter: to say yes to letters about answers, or to hear no more of them.

To open it changes nothing: programs that look for harmful links open every one. A press of a button does, and so does the
one POST that mail programs send for their own button (RFC 8058).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from office.follow import wishes
from office.follow.answers import title_of
from office.follow.wishes import Wish
from office.headers import HEADERS
from office.inbox.store import open_store

from . import intake
from .pages import Pages

_log = logging.getLogger("office.receiver")
_LONGEST = 64  # characters of a token, as the table has it
# The page's own address is the key to it, so it is passed on to nobody.
_HEADERS = {**HEADERS, "Referrer-Policy": "no-referrer"}
_UNKNOWN = (
    404, "This link leads nowhere",
    "It may have lost its end on the way: copy all of it from the letter. Or what it belonged to has been erased.", (),
)  # fmt: skip

Page = tuple[int, str, str, tuple[tuple[str, str], ...]]


async def answer(request: Request, private: Path, pages: Pages, clock: Callable[[], dt.datetime]) -> Response:
    """Answer a GET with the page, and a POST with what it did."""
    token = request.path_params["token"]
    act = ""
    if request.method == "POST":
        try:
            fields = await intake.read(request)
        except (intake.TooLarge, intake.UnknownType, intake.Unreadable):
            return _html(pages.question(400, "Not readable", "What arrived here is broken. Open the link once more.", ()))
        act = "end" if fields.get("List-Unsubscribe") == "One-Click" else fields.get("do", "")
    try:
        page = await asyncio.to_thread(_page, private, token, act, clock())
    except (OSError, sa.exc.SQLAlchemyError) as error:
        _log.error("A wish could not be kept: %s", type(error).__name__)
        page = (503, "Not just now", "We could not keep this. Please press the button again in a few minutes.", ())
    return _html(pages.question(*page))


def _html(found: tuple[int, str]) -> Response:
    return HTMLResponse(found[1], found[0], _HEADERS)


def _page(private: Path, token: str, act: str, now: dt.datetime) -> Page:
    if len(token) > _LONGEST or not private.is_dir():
        return _UNKNOWN
    with closing(open_store(private)) as store:
        wish = wishes.by_token(store, token)
        if wish is None:
            return _UNKNOWN
        if act == "confirm" and wish.may_confirm(now):
            wishes.confirm(store, wish, now)
        elif act == "end":
            wishes.end(store, wish, now)
        return _words(wishes.by_token(store, token) or wish, title_of(private.parent, wish.article), now)


def _words(wish: Wish, title: str, now: dt.datetime) -> Page:
    if wish.is_heard:
        words = f"When somebody answers your comment on “{title}”, a letter comes to you."
        return 200, "We will tell you", words, (("end", "Tell me no more"),)
    if wish.ended:
        again = (("confirm", "Tell me again"),) if wish.may_confirm(now) else ()
        return 200, "No more letters", f"You will hear of no more answers to your comment on “{title}”.", again
    if not wish.may_confirm(now):
        return 410, "This link has expired", "Nobody will write to you. If you still want to hear of answers, comment again.", ()
    words = f"Shall a letter come to you when somebody answers your comment on “{title}”?"
    return 200, "Hear of answers?", words, (("confirm", "Yes, tell me"), ("end", "No"))
