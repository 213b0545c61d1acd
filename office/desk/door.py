"""Who may come in: one token for each run of the server, a session cookie for it, and a mark in every form."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from office.receiver.intake import from_own_pages

PATH = "/desk/"
# Nothing but the page, its style sheets and its own forms: no script at all, no frame, no picture from elsewhere.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # "no-referrer" would take the origin out of the Desk's own forms, and it is looked at.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Refused(Exception):  # noqa: N818 - an answer in words, not an error of ours
    """The request is answered with a status, a heading and a sentence."""

    def __init__(self, status: int, title: str, sentence: str) -> None:
        super().__init__(title)
        self.status, self.title, self.sentence = status, title, sentence


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Door:
    """The secrets of one run. `cookie` is the session's name: cookies know no ports, so two previews need two names."""

    cookie: str
    token: str = field(default_factory=_secret)
    session: str = field(default_factory=_secret)
    mark: str = field(default_factory=_secret)

    def enter(self, request: Request) -> Response | None:
        """Let a request in, or give the answer that sets the cookie. Raises Refused for everyone else."""
        if not _is_this_machine(request):
            raise Refused(403, "Not from here", "The Desk opens on the machine that it runs on, and nowhere else.")
        given = request.query_params.get("token")
        if given is not None and request.method == "GET":
            if not _same(given, self.token):
                raise Refused(
                    403, "This link has expired",
                    "Each start of the preview makes a new link. Open the one that it printed last in the terminal.",
                )  # fmt: skip
            answer = RedirectResponse(PATH, 303)
            answer.set_cookie(self.cookie, self.session, path=PATH, httponly=True, samesite="strict")
            return answer
        if not _same(request.cookies.get(self.cookie, ""), self.session):
            raise Refused(
                403, "The Desk is closed",
                "Open it with the link that the preview printed in the terminal. If you have just done so, reload this page.",
            )  # fmt: skip
        return None

    def check(self, request: Request, fields: Mapping[str, str]) -> None:
        """Make sure that a form is the Desk's own. Raises Refused."""
        if not from_own_pages(request.headers) or not _same(fields.get("mark", ""), self.mark):
            raise Refused(
                403, "Nothing was changed",
                "This form does not come from the Desk as it runs now. Go back, reload the page, and try once more.",
            )  # fmt: skip


def _same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def _is_this_machine(request: Request) -> bool:
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
