"""An issue as mails: HTML with its styles in every tag, plain text beside it, and a link to leave that is each reader's own.

All but that link is made once for an issue. Twenty thousand letters are then a matter of joining bytes.
"""

from __future__ import annotations

import datetime as dt
import quopri
import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from html import escape
from pathlib import Path

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from editorial.issues import Issue
from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.clock import day_in_words
from hub_core.feeds import absolute_html
from hub_core.html_text import as_text
from hub_core.settings import HubSettings
from office.post.letters import POLICY, LetterError, header, is_address

from .mail_html import for_mail

TEMPLATES = Path(__file__).resolve().parent / "templates"
_HERE = "https://the-readers-own-link.invalid/"  # stands in for the link until a reader's is known
_BOUNDARY = "=_warm-handoff"  # cannot stand in a part: there every = is written =3D or ends a line
_CHUNK = 60
CUT_AT = 100  # kilobytes: a little above, Gmail shows the beginning of a mail and a link to the rest


@dataclass(frozen=True, slots=True)
class IssueMail:
    """An issue ready for its readers. `html` and `text` are in two pieces, before and after the link to leave."""

    subject: str
    html: tuple[str, str]
    text: tuple[str, str]

    @property
    def kilobytes(self) -> int:
        """The size of the HTML in kilobytes, without the link to leave."""
        return sum(len(half.encode("utf-8")) for half in self.html) // 1024

    def preview(self, leave: str) -> str:
        """Give the HTML with a link."""
        return escape(leave).join(self.html)


def issue_mail(issue: Issue, settings: HubSettings, addresses: Addresses) -> IssueMail:
    """Give the mail of an issue. Raises LetterError for a title that must not stand in a mail's header."""
    page, home = addresses.absolute(at.issue(issue.slug)), addresses.absolute(at.HOME)
    body = absolute_html(issue.text.html, addresses.site_url)
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made = environment.get_template("mail.html").render(
        language=settings.language, site=settings.name, title=issue.front.title, summary=issue.front.summary,
        day=day_in_words(issue.day), html=Markup(for_mail(body, page)), home=home, page=page, leave=_HERE,  # noqa: S704 - the authors' own, rendered and checked
        css=_style("mail.css"), dark=_style("mail-dark.css"),
    )  # fmt: skip
    inliner = css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
    text = (
        f"{issue.front.title}\n{day_in_words(issue.day)}\n\n{as_text(issue.text.html, page).strip()}\n\n-- \n"
        f"You get this because you signed up at {settings.name} and said yes.\nRead this on the web: {page}\nTake me off the list: {_HERE}\n"
    )
    return IssueMail(header(issue.front.title), _halves(inliner.inline(made)), _halves(text))


def _style(name: str) -> Markup:
    """Give a style sheet without its comments, which would travel in every letter."""
    return Markup(re.sub(r"/\*.*?\*/\s*", "", (TEMPLATES / name).read_text(encoding="utf-8"), flags=re.DOTALL))  # noqa: S704


def _halves(text: str) -> tuple[str, str]:
    before, _, after = text.partition(_HERE)
    return before, after


class Press:
    """Makes the letters of an issue. `sender` is like `Ines <ines@example.org>`, or "" for drafts; `now` has a time zone."""

    def __init__(self, mail: IssueMail, *, sender: str, now: dt.datetime) -> None:
        head = EmailMessage(policy=POLICY)
        if sender:
            head["From"] = _mailbox(sender)
        head["Subject"] = mail.subject
        head["Date"] = format_datetime(now)
        head["Auto-Submitted"] = "auto-generated"
        head["Precedence"] = "bulk"
        head["MIME-Version"] = "1.0"
        self._head = head.as_bytes().rstrip(b"\n") + f'\nContent-Type: multipart/alternative; boundary="{_BOUNDARY}"\n'.encode()
        if domain := parseaddr(sender)[1].rpartition("@")[2]:
            self._head += f"List-Id: <newsletter.{domain}>\n".encode("ascii")
        self._text = tuple(_quoted(half) for half in mail.text)
        self._html = tuple(_quoted(half) for half in mail.html)

    def letter(self, address: str, leave: str, *, draft: bool = False) -> bytes:
        """Give one reader's letter, with line ends of `\\n`. Raises LetterError for an address that is none."""
        if not is_address(address):
            raise LetterError("an address is not one e-mail address; it should look like name@example.org")
        lines = f"To: {address}\n" + ("X-Unsent: 1\n" if draft else "")
        if leave:
            lines += f"List-Unsubscribe: <{leave}>\n"
            lines += "" if leave.startswith("mailto:") else "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"
        parts = (("plain", self._text, _link(leave)), ("html", self._html, _link(escape(leave))))
        body = b"".join(
            f"--{_BOUNDARY}\nContent-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n".encode()
            + halves[0] + link + halves[1] + b"\n"
            for kind, halves, link in parts
        )  # fmt: skip
        return self._head + lines.encode("ascii") + b"\n" + body + f"--{_BOUNDARY}--\n".encode()


def _quoted(text: str) -> bytes:
    return quopri.encodestring(text.encode("utf-8"))


def _link(text: str) -> bytes:
    """Give a link as quoted-printable on lines of its own, that join what stands around them."""
    chunks = [one.replace("=", "=3D") for one in re.findall(f".{{1,{_CHUNK}}}", text)]
    return "".join(f"=\n{one}" for one in chunks).encode("ascii") + b"=\n"


def _mailbox(text: str) -> Address:
    name, address = parseaddr(header(text))
    user, _, domain = address.rpartition("@")
    return Address(name, user, domain)
