"""The two links of the newsletter's letters: a page with one button for each. Only the button changes anything.

Programs that look at mails open every link in them, so reading the page does nothing. Mail programs that leave in one
click (RFC 8058) post to the same address; what they post is not looked at, since the token says all.
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

from office.headers import HEADERS
from office.inbox.store import open_store
from office.newsletter.links import JOIN, LEAVE
from office.newsletter.readers import Readers
from office.post.links import DeadLink, open_signer

from .pages import Pages

_log = logging.getLogger("office.receiver")
# The page's own address is the key to it, so it is passed on to nobody.
_HEADERS = {**HEADERS, "Referrer-Policy": "no-referrer"}
_PURPOSES = {"join": JOIN, "leave": LEAVE}

Page = tuple[int, str, str, tuple[tuple[str, str], ...]]
_ASKS: dict[str, Page] = {
    "join": (200, "Shall the newsletter come to you?", "One mail a week at most, none in an empty week.", (("yes", "Yes, send it to me"),)),
    "leave": (200, "Leave the newsletter?", "After this you get no further issue.", (("yes", "Take me off the list"),)),
}
_DONE: dict[str, Page] = {
    "join": (200, "You are on the list", "Thank you. The next issue will come to you.", ()),
    "leave": (
        200, "You are off the list",
        "No further issue goes to you. We keep your address for one purpose: that nothing adds it again.", (),
    ),
}  # fmt: skip
_DEAD: Page = (404, "This link leads nowhere", "It may have lost its end on the way: copy all of it from the letter.", ())
_EXPIRED: Page = (410, "This link has expired", "It was good for two weeks. Sign up once more, and a new one comes to you.", ())
_GONE: Page = (410, "Nothing is waiting here", "This wish was ended since. Sign up once more if you want the newsletter.", ())


async def answer(request: Request, private: Path, pages: Pages, clock: Callable[[], dt.datetime]) -> Response:
    """Answer a GET with the page, and a POST with what it did."""
    act, token = request.path_params["act"], request.path_params["token"]
    try:
        page = await asyncio.to_thread(_page, private, act, token, request.method == "POST", clock())
    except (OSError, sa.exc.SQLAlchemyError) as error:
        _log.error("A link of the newsletter could not be answered: %s", type(error).__name__)
        page = (503, "Not just now", "We could not write this down. Please press the button again in a few minutes.", ())
    status, text = pages.question(*page)
    return HTMLResponse(text, status, _HEADERS)


def _page(private: Path, act: str, token: str, does: bool, now: dt.datetime) -> Page:
    if act not in _PURPOSES or not private.is_dir():
        return _DEAD
    try:
        said = open_signer(private).read(_PURPOSES[act], token, now)
    except DeadLink as error:
        return _EXPIRED if error.expired else _DEAD
    if not does:
        return _ASKS[act]
    number, *asked = (one for one in said if isinstance(one, int))
    with closing(open_store(private)) as store:
        readers = Readers(store)
        if act == "leave":
            readers.leave(number, now)
        elif not readers.confirm(number, asked[0], now):
            return _GONE
    return _DONE[act]
