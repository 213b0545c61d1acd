"""A letter from its template to a message that a mail program opens or a server takes.

A template is a text: a line `Subject: ...`, an empty line, and the body, with Jinja's `{{ name }}` in it. The owner's own
in private/letters/ stands in for the one that is shipped. What visitors wrote may stand in a body. In a header it must be
plain: `=?` and control characters are refused, because some Pythons turn them into further headers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment

SHIPPED = Path(__file__).resolve().parent / "templates"
OWN = "letters"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\Z")
_NOT_IN_A_HEADER = re.compile(r"=\?|[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NOT_IN_A_BODY = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class _Policy(EmailPolicy):
    """Folds late, which RFC 5322 allows up to 998 characters, but for a subject that has to be encoded: RFC 2047 ends each of its
    words after 75, and Python's own folding does not keep to that on long lines.
    """

    def fold(self, name: str, value: str) -> str:
        return self._encoded(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        return self._encoded(name, value).encode("ascii") or super().fold_binary(name, value)

    def _encoded(self, name: str, value: str) -> str:
        if name.lower() != "subject" or value.isascii():
            return ""
        return f"{name}: {Header(str(value), 'utf-8', maxlinelen=75, header_name=name).encode(linesep=self.linesep)}{self.linesep}"


POLICY = _Policy(max_line_length=200)
_BODY = POLICY.clone(max_line_length=76)  # where RFC 2045 ends an encoded line


class LetterError(ValueError):
    """The letter cannot be written. The message says what to do, and holds no address and nothing that a visitor wrote."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and a body in plain text, and the addresses it goes to; none makes a draft to be addressed by hand."""

    subject: str
    text: str
    to: tuple[str, ...] = ()
    reply_to: str = ""
    unsubscribe: str = ""  # an https address that ends it with one POST, as RFC 8058 has it; or a mailto: one
    headers: Mapping[str, str] = field(default_factory=dict)


def write(name: str, values: Mapping[str, object], private: Path) -> tuple[str, str]:
    """Give the subject and the body of the letter `name`. Raises LetterError with the template's line where it is wrong."""
    own = private / OWN / f"{name}.txt"
    file, shown = (own, f"private/{OWN}/{name}.txt") if own.is_file() else (SHIPPED / f"{name}.txt", f"the letter {name}")
    environment = SandboxedEnvironment(  # the owner's own words may come from anywhere; they get values and no more
        undefined=jinja2.StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    try:
        source = file.read_text(encoding="utf-8-sig")
        text = environment.from_string(source).render(values)
    except (jinja2.TemplateSyntaxError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", 1)
        raise LetterError(f"{shown}:{line}: text: {getattr(error, 'message', '') or 'save it as UTF-8'}") from error
    except jinja2.UndefinedError as error:
        known = ", ".join(sorted(values))
        raise LetterError(f"{shown}:1: text: {error.message}; this letter has {known}") from error
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
        raise LetterError(f"{shown}:1: text: cannot be filled in ({type(error).__name__}); compare it with the shipped one") from error
    head, _, body = text.partition("\n")
    if not head.startswith("Subject:") or not head.removeprefix("Subject:").strip():
        raise LetterError(f"{shown}:1: subject: the first line must be the subject, like “Subject: A question for you”")
    return head.removeprefix("Subject:").strip(), f"{tidy(body)}\n"


def tidy(text: str) -> str:
    """Give a text for a letter's body: without invisible signs, and with no more than one empty line in a row."""
    plain = _NOT_IN_A_BODY.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", plain)).strip()


def is_address(text: str) -> bool:
    """Say whether a text is one e-mail address and nothing else, fit for a header."""
    return bool(_ADDRESS.match(text)) and not _NOT_IN_A_HEADER.search(text) and ".." not in text


def header(text: str) -> str:
    """Give a text back that may stand in a header. Raises LetterError."""
    if _NOT_IN_A_HEADER.search(text):
        raise LetterError("a line that goes into a mail's header holds “=?” or invisible signs; write it anew by hand")
    return text


def compose(letter: Letter, *, sender: str, now: dt.datetime) -> EmailMessage:
    """Give the message of a letter. `sender` is like `Ines Carvalho <ines@example.org>`, or "" for a draft without one.

    `now` has a time zone. Raises LetterError for what may not stand in a header.
    """
    message = EmailMessage(policy=POLICY)
    if sender:
        message["From"] = _mailbox(sender)
    if letter.to:
        message["To"] = tuple(_mailbox(one) for one in letter.to)
    if letter.reply_to:
        message["Reply-To"] = _mailbox(letter.reply_to)
    message["Subject"] = header(letter.subject)
    message["Date"] = format_datetime(now)
    message["Auto-Submitted"] = "auto-generated" if letter.unsubscribe else "no"
    for name, value in letter.headers.items():
        message[name] = header(value)
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{header(letter.unsubscribe)}>"
        if not letter.unsubscribe.startswith("mailto:"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.policy = _BODY
    message.set_content(letter.text, cte="quoted-printable")
    message.policy = POLICY
    return message


def _mailbox(text: str) -> Address:
    name, address = parseaddr(header(text))
    if not is_address(address):
        raise LetterError("an address is not one e-mail address; it should look like name@example.org")
    user, _, domain = address.rpartition("@")
    return Address(name, user, domain)
