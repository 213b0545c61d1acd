"""An owner with a browser: opens the Desk by its link, reads its pages, and sends its forms as they stand in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from asgi_client import Answer, App, ask

from hub_core.addresses import Addresses
from office.desk.app import DeskApp
from office.desk.opening import open_desk
from office.inbox.record import Submission
from office.serve.app import create_app
from office.serve.state import BuildState
from office.workbench.site import SiteFacts, read_facts

REPOSITORY = Path(__file__).resolve().parents[3]
NOW = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)
WORDS = {"article": "a-first-month", "text": "What helped me was the *list* for week two.", "name": "Mara", "email": "mara@mara.example"}
MARA = "content/comments/a-first-month/2026-11-21-mara-1.md"
FORM = "application/x-www-form-urlencoded"


def comment(minutes: int = 0, spam: str = "", **fields: str) -> Submission:
    """Give a comment, sent some minutes after NOW. People are invented."""
    given = {**WORDS, **fields}
    given["text"] += f" ({minutes})" if "text" not in fields else ""
    return Submission("receiver", "", "comment", NOW + dt.timedelta(minutes=minutes), given, spam=spam)


def facts_of(root: Path) -> SiteFacts:
    facts = read_facts(root)
    return SiteFacts(facts.settings, Addresses("http://127.0.0.1:8000"), ())


def open_here(root: Path) -> tuple[DeskApp, App]:
    """Open the Desk of a checkout with the theme of the repository, mounted as `serve` does."""
    if not (root / "theme").exists():
        (root / "theme").symlink_to(REPOSITORY / "theme")
    desk = open_desk(root, facts_of(root), cookie="desk-8000", clock=lambda: NOW)
    desk.scorer = None  # what has no score keeps none, unless a test is about that
    (root / "output").mkdir(exist_ok=True)
    return desk, create_app(root / "output", BuildState(), desk=desk)


class _Forms(HTMLParser):
    """The forms of a page: where each goes, and what it sends as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, list[tuple[str, str]]]] = []
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given["action"], []))
        elif tag == "input" and self.forms and given.get("type") not in ("checkbox", "radio"):
            self.forms[-1][1].append((given.get("name", ""), given.get("value", "")))
        elif tag == "textarea" and self.forms:
            self._text = given["name"]
            self.forms[-1][1].append((self._text, ""))

    def handle_data(self, data: str) -> None:
        if self._text:
            name, value = self.forms[-1][1][-1]
            self.forms[-1][1][-1] = (name, (value + data).removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = None


@dataclass
class Owner:
    """A browser session. `page` is the page that is open, `path` its address."""

    app: App
    cookies: dict[str, str] = field(default_factory=dict)
    page: str = ""
    path: str = ""
    last: Answer | None = None

    def ask(self, method: str, address: str, body: bytes = b"", **headers: str) -> Answer:
        parts = urlsplit(address)
        if self.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = ask(self.app, method, parts.path, headers=headers, body=body, query=parts.query)
        if set_cookie := answer.headers.get("set-cookie"):
            name, _, value = set_cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def open(self, address: str) -> str:
        """Open a page that must be there."""
        answer = self.ask("GET", address)
        if answer.status == 303:
            return self.open(answer.headers["location"])
        assert answer.status == 200, (answer.status, answer.text)
        self.page, self.path, self.last = answer.text, address, answer
        return self.page

    def send(self, action: str, more: Mapping[str, str] | Iterable[tuple[str, str]] = (), number: int = 0, **headers: str) -> Answer:
        """Send the open page's form with this action, some of its fields changed, and follow the 303."""
        parser = _Forms()
        parser.feed(self.page)
        fields = [fields for where, fields in parser.forms if where == action][number]
        pairs = list(more.items() if isinstance(more, Mapping) else more)
        changed = {name for name, _ in pairs}
        body = urlencode([*((name, value) for name, value in fields if name not in changed), *pairs]).encode()
        answer = self.ask("POST", action, body, **{"content-type": FORM, **headers})
        if answer.status == 303:
            self.open(answer.headers["location"])
        return answer

    @property
    def text(self) -> str:
        """The open page's words, without its marks."""
        return " ".join(re.sub(r"<[^>]*>", " ", self.page).split())


def enter(desk: DeskApp, app: App) -> Owner:
    """Open the Desk by its link."""
    owner = Owner(app)
    owner.open(desk.link)
    return owner


def content(root: Path) -> dict[str, bytes]:
    """Give every file of content/ with its bytes."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in (root / "content").rglob("*") if file.is_file()}
