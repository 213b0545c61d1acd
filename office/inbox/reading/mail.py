"""The mail by which a service tells of a submission, saved as .eml: lines of a name and a value, as text or as HTML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from functools import lru_cache
from html.parser import HTMLParser
from typing import cast

import nh3

from forms.catalogue import FORMS
from forms.services.contract import MARK, Options
from forms.services.raw import Raw, entry

from .limits import mail_trouble
from .mapping import bare, plain, propose

SENDERS = {
    "web3forms.com": "web3forms", "formspree.io": "formspree", "formsubmit.co": "formsubmit", "usebasin.com": "basin",
    "netlify.com": "netlify", "formcarry.com": "formcarry", "forminit.com": "forminit", "getform.io": "getform",
}  # fmt: skip
_MARKED = re.compile(rf"[\s>*•]*(?:fi-text-)?{MARK}[\s*]*:[\s*]*([a-z-]+)\s*\Z", re.IGNORECASE)
_RULE = re.compile(r"\s*(-{2,}|_{2,}|={2,}|—+)\s*\Z")
_FOOTER = re.compile(r"|".join(map(re.escape, SENDERS)) + r"|unsubscribe|sent (from|via|by|through)|powered by", re.IGNORECASE)
_SIGNED = re.compile(r"\s*(sent|submitted|delivered|powered|received)\b.{0,60}(" + "|".join(map(re.escape, SENDERS)) + r").{0,20}\Z", re.IGNORECASE)
# What a form can hold is far less. Beyond these, reading would only cost time.
_MOST_LINES, _MOST_SIGNS, _MOST_HTML, _MOST_TAGS = 5_000, 1_000_000, 200_000, 4_000
_MOST_HEADERS, _MOST_HEADER = 200_000, 2_000
_MOST_BYTES = 8 * 1024 * 1024  # the package takes a dozen times as much; what follows a form's words is attached to them
NO_FIELDS = "no line in this mail is a field of a form of this site"


class _Policy(policy.EmailPolicy):
    """The package's modern policy, on the beginning of a header alone: its parser takes minutes on a very long one."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        found: str = super().header_fetch_parse(name, value[:_MOST_HEADER])
        return found


_POLICY = _Policy()


def split(data: bytes) -> list[bytes]:
    """Give the mails of a mailbox file."""
    parts = re.split(rb"(?m)^From \S+ .*[0-9]{4}\r?\n", data)
    return [part for part in parts if part.strip()]


def read(data: bytes, where: str, options: Options) -> tuple[Raw, str]:
    """Give the entry of one mail, and the service that sent it or ""."""
    data = data[:_MOST_BYTES]
    if len(re.split(rb"\r?\n\r?\n", data[: _MOST_HEADERS + 1], maxsplit=1)[0]) > _MOST_HEADERS:
        return Raw(where=where, trouble="the headers of this mail have no end"), ""
    if trouble := mail_trouble(data):
        return Raw(where=where, trouble=trouble), ""
    try:
        message = cast("EmailMessage", BytesParser(EmailMessage, policy=_POLICY).parsebytes(data))
        bodies, sender, answer_to = list(_bodies(message)), _address(message, "From"), _address(message, "Reply-To")
        sent, number = _date(message), str(message.get("Message-ID", "")).strip(" <>")
    except Exception as error:  # noqa: BLE001 - the email package raises many kinds of errors on broken mails
        return Raw(where=where, trouble=f"this mail is broken ({type(error).__name__})"), ""
    service = next((name for domain, name in SENDERS.items() if sender.endswith(("@" + domain, "." + domain))), "")
    for body in bodies:
        fields = parse(body)
        if len(fields) > (MARK in fields):
            if answer_to and "email" not in fields and not answer_to.endswith(tuple(SENDERS)):
                fields["email"] = answer_to
            return entry(fields, options, where, source_id=number, received=sent), service
    return Raw(where=where, trouble=NO_FIELDS), service


def _bodies(message: EmailMessage) -> Iterator[str]:
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        if part is not None:
            try:
                content = part.get_content()
            except (LookupError, ValueError):  # an encoding that does not exist
                payload = part.get_payload(decode=True)
                content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
            if isinstance(content, str):
                yield content[:_MOST_SIGNS] if kind == "plain" else html_lines(content)


def _address(message: EmailMessage, name: str) -> str:
    return parseaddr(str(message.get(name, "")))[1].strip().lower()


def _date(message: EmailMessage) -> str | None:
    header = message.get("Date")
    at = getattr(header, "datetime", None)
    if not isinstance(at, dt.datetime):
        return None
    try:
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC).isoformat()
    except (OverflowError, ValueError):
        return None


@lru_cache(4096)
def _label(written: str, form_id: str) -> tuple[bool, bool]:
    """Say whether a name is a field's, and whether that field has room for more than a line.

    Where the mail tells its form, only that form's own names and labels count: other words are a visitor's.
    """
    word = plain(bare(written))
    forms = [FORMS[form_id]] if form_id else list(FORMS.values())
    fields = [
        one
        for form in forms
        for one in form.fields
        if word in (plain(one.name), plain(one.label)) or (not form_id and propose(form, [written]).get(written) == one.name)
    ]
    return bool(fields) or word == MARK, any(one.kind == "textarea" for one in fields)


def parse(text: str) -> dict[str, str]:
    """Give the fields of lines such as `Name: Mara`. A name without a colon counts on a line of its own.

    What follows a name belongs to it until the next one. A visitor can write such a line too: of a name that stands
    there twice, the one that keeps to the order of the form's fields counts, and the other is a part of the text.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", _MOST_LINES)[:_MOST_LINES]
    form_id = next((found[1] for line in lines if (found := _MARKED.match(line)) and found[1] in FORMS), "")
    places: dict[str, list[int]] = {}
    values: dict[int, str] = {}
    before = ""
    for at, line in enumerate(lines):
        head, colon, rest = line[:200].partition(":")
        name, value = head.strip(" \t>*•-"), line[len(head) + 1 :].lstrip(" \t*") if rest else ""
        opens = bool(colon) or not before.strip()
        before = line
        if opens and 0 < len(name) <= 80 and _label(name, form_id)[0]:
            places.setdefault(name, []).append(at)
            values[at] = value
    begins = sorted((at, name) for name, at in _chosen(places, form_id).items())
    ends = [*(at for at, _ in begins[1:]), len(lines)] if begins else []
    return {
        name: _value([values[at], *lines[at + 1 : end]], is_long=_label(name, form_id)[1])
        for (at, name), end in zip(begins, ends, strict=True)
    }  # fmt: skip


def _chosen(places: dict[str, list[int]], form_id: str) -> dict[str, int]:
    """Give the line of each name. From the last field to the first: a long text begins early, a line stands late."""
    chosen = {name: at[0] for name, at in places.items()}
    if not form_id or all(len(at) == 1 for at in places.values()):
        return chosen
    form = FORMS[form_id]
    by_field = {target: name for name in places for target in propose(form, [name]).values()}
    order = [by_field[one.name] for one in form.fields if one.name in by_field]
    limit = max(at[-1] for at in places.values()) + 1
    for number in range(len(order) - 1, -1, -1):
        name = order[number]
        fitting = [at for at in places[name] if at < limit]
        if not fitting:
            continue
        if _label(name, form_id)[1]:
            earliest = places[order[number - 1]][0] if number else -1
            chosen[name] = next((at for at in fitting if at > earliest), fitting[0])
        else:
            chosen[name] = fitting[-1]
        limit = chosen[name]
    return chosen


def _value(lines: list[str], *, is_long: bool) -> str:
    if not is_long:
        return next((line.strip() for line in lines if line.strip()), "")
    for at in range(len(lines) - 1, max(0, len(lines) - 40), -1):
        if _RULE.match(lines[at]) and _FOOTER.search("\n".join(lines[at + 1 :])):
            lines = lines[:at]
    kept = [line.rstrip() for line in lines]
    while kept and (not kept[-1].strip() or (_SIGNED.match(kept[-1]) and not "".join(kept[-2:-1]).strip())):
        kept.pop()
    return "\n".join(kept).strip()


_BREAKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "thead", "ul",
})  # fmt: skip
_SILENT = frozenset({"script", "style", "title", "template"})
_MOST_INSIDE = 60  # tables inside tables, counted with their rows and cells


class _Lines(HTMLParser):
    """Reads what a mail shows: a row of two cells is a line of a name and a value. Rows and cells may be left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[list[str]] = [[]]
        self.rows: list[list[str]] = []
        self.open: list[str] = []  # table, tr, td: what the next text stands in

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = "td" if tag == "th" else tag
        if len(self.open) > _MOST_INSIDE:
            return
        if tag == "tr":
            self._leave("tr")
            self.open.append("tr")
            self.rows.append([])
        elif tag == "td":
            self._leave("td")
            self.open.append("td")
            self.texts.append([])
        elif tag in _BREAKS:
            self.texts[-1].append("\n")
            if tag == "table":
                self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._leave("tr" if tag == "tr" else "td")
        elif tag == "table" and "table" in self.open:
            self._leave("tr")
            self.open.pop()
        elif tag in _BREAKS and tag != "br":
            self.texts[-1].append("\n")

    def handle_data(self, data: str) -> None:
        self.texts[-1].append(re.sub(r"\s+", " ", data))

    def _leave(self, tag: str) -> None:
        """End a cell, or a row with its cell, of the innermost table, where one is open."""
        within = self.open[len(self.open) - self.open[::-1].index("table") :] if "table" in self.open else self.open
        while tag in within:
            inner = self.open.pop()
            within = within[:-1]
            if inner == "td":
                cell = _tidy("".join(self.texts.pop()))
                if self.rows:
                    self.rows[-1].append(cell)
            else:
                self._row([cell for cell in self.rows.pop() if cell])

    def _row(self, cells: list[str]) -> None:
        if len(cells) == 2 and len(cells[0]) <= 80 and "\n" not in cells[0]:
            self.texts[-1].append(f"\n{cells[0].rstrip(' :')}: {cells[1]}\n")
        else:
            self.texts[-1] += [f"\n{cell}\n" for cell in cells]

    def text(self) -> str:
        """Give the lines; what was left open ends here."""
        self.close()
        while self.open:
            self._leave("tr")
            self._leave("td")
            if self.open:
                self.open.pop()
        return _tidy("".join(self.texts[0]))


def _tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.replace("\xa0", " ").split("\n")).strip()


def html_lines(html: str) -> str:
    """Give the text of a mail in HTML, a line for each row, paragraph and break.

    It is cleaned first: Python's own parser takes minutes on what was made to annoy it, and none on what is well-formed.
    """
    kept = set(_BREAKS | {"tr", "td", "th"})
    parser = _Lines()
    html = "<".join(html[:_MOST_HTML].split("<", _MOST_TAGS)[:_MOST_TAGS])
    parser.feed(nh3.clean(html, tags=kept, clean_content_tags=set(_SILENT), attributes={}))
    return parser.text()
