"""What kind of file this is, by its first lines more than by its name, and why, in words for the owner."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from forms.services import SERVICES, anything

Kind = Literal["json", "lines", "csv", "form", "mail", "mails", "yaml", "front matter", ""]

_BINARY = (
    (b"PK\x03\x04", "a spreadsheet or an archive; save it as CSV, or unpack it, and import that"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet; save it as CSV and import that"),
    (b"%PDF", "a PDF; export as CSV or JSON instead"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\0", "a database"),
    (b"\x1f\x8b", "a packed file; unpack it first"),
)
_HEADER = re.compile(
    rb"(from|to|date|subject|received|return-path|delivered-to|message-id|mime-version|content-type|reply-to|x-[\w-]+|"
    rb"dkim-signature|arc-[\w-]+|authentication-results|sender|list-[\w-]+|cc): ?", re.IGNORECASE,
)  # fmt: skip
_MBOX = re.compile(rb"From \S+ .*[0-9]{4}$")
_UNTYPED = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FORM = re.compile(rb"[^\s=&]+=[^\s&]*(&[^\s=&]+=[^\s&]*)*\Z")
_YAML = re.compile(rb"[A-Za-z_][\w-]*:(\s|$)")
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind of file, or "" with the reason why it is none. `why` says by what it was told."""

    kind: Kind
    why: str
    delimiter: str = ","


def binary(data: bytes) -> str:
    """Say what a file that is no text is, by its first bytes, or ""."""
    return next((f"this is {what}" for magic, what in _BINARY if data.startswith(magic)), "")


def guess(data: bytes, name: str) -> Guess:
    """Guess the kind of a file from its content in UTF-8, with its name where the content leaves a choice."""
    text = data.strip()
    if not text:
        return Guess("", "this file is empty")
    head = data[:4000]
    if len(_UNTYPED.findall(head)) * 20 > len(head):  # one stray sign in a text costs its own row alone
        return Guess("", "this is not a text file")
    ending = PurePath(name).suffix.lower()
    if text[:1] in b"{[":
        return _json(text)
    if text.startswith(b"---"):
        return _dashes(text, ending)
    lines = [line.rstrip(b"\r") for line in text[:20_000].split(b"\n", 200)][:200]
    if mail := _mail(lines, ending):
        return mail
    if ending in (".yml", ".yaml") or (ending not in (".csv", ".tsv") and _is_yaml(lines)):
        return Guess("yaml", "lines of names and values in YAML")
    if b"\n" not in text and _FORM.match(text[:100_000]) and ending not in (".csv", ".tsv"):
        return Guess("form", "one line of names and values, as a browser sends a form")
    return _csv(lines, ending)


def guess_service(document: object) -> tuple[str, str]:
    """Give the service whose answer a document is, or "", and by what it was known."""
    for name, service in SERVICES.items():
        if why := service.recognise(document):
            return name, why
    return "", anything.recognise(document)


def _json(text: bytes) -> Guess:
    lines = [line.strip() for line in text[:100_000].split(b"\n", 60)[:50] if line.strip()]
    whole = [line for line in lines[:-1] if line.startswith(b"{") and line.endswith(b"}")]
    if text[:1] == b"{" and len(lines) > 1 and len(whole) * 2 >= len(lines[:-1]) and lines[-1].startswith(b"{"):
        return Guess("lines", "a JSON entry on each line")
    if text[:1] == b"[" and not _opens_json(text):
        return _csv(lines, ".csv")
    return Guess("json", "JSON")


def _opens_json(text: bytes) -> bool:
    """A header such as `[Name],[Text]` begins like a list too."""
    rest = text[1:200].lstrip()
    return not rest or rest[:1] in b"{[\"]-0123456789tfn"


def _dashes(text: bytes, ending: str) -> Guess:
    closing = re.search(rb"\n---[ \t]*\r?(\n|\Z)", text[3:])
    if closing and ending not in (".yml", ".yaml"):
        return Guess("front matter", "front matter between lines of ---")
    return Guess("yaml", "a YAML document")


def _mail(lines: list[bytes], ending: str) -> Guess | None:
    if _MBOX.match(lines[0]) and len(lines) > 1 and _HEADER.match(lines[1]):
        return Guess("mails", "a mailbox: a line that begins with From before each mail")
    head = lines[: next((at for at, line in enumerate(lines) if not line.strip()), len(lines))]
    names = {found[1].lower() for line in head if (found := _HEADER.match(line))}
    if ending == ".eml" or (_HEADER.match(lines[0]) and len(names & {b"from", b"subject", b"date", b"message-id"}) >= 3):
        return Guess("mail", "the headers of a mail")
    return None


def _is_yaml(lines: list[bytes]) -> bool:
    named = sum(1 for line in lines if _YAML.match(line))
    return bool(_YAML.match(lines[0])) and named > 1 and any(line.startswith((b"_id:", b"_parent:")) for line in lines)


def _csv(lines: list[bytes], ending: str) -> Guess:
    first = lines[0].decode("utf-8", "replace")
    if named := re.match(r'"?sep=(.)"?\Z', first.strip(), re.IGNORECASE):
        return Guess("csv", f"CSV that names its own sign between cells, {named[1]!r}", named[1])
    outside = re.sub(r'"(?:[^"]|"")*("|\Z)', "", first)
    counts = {sign: outside.count(sign) for sign in _DELIMITERS}
    sign = max(counts, key=lambda one: counts[one])
    if counts[sign] and (ending in (".csv", ".tsv") or _heads(outside, sign)):
        return Guess("csv", f"a table with {_DELIMITERS[sign]} between the cells", sign)
    if ending in (".csv", ".tsv"):
        return Guess("csv", "a table with one column", "\t" if ending == ".tsv" else ",")
    return Guess("", "this is no kind of file that holds submissions: CSV, JSON, YAML or a saved mail")


def _heads(line: str, sign: str) -> bool:
    """Say whether a line could be a header, in a file that does not call itself a table."""
    return all(0 < len(cell.strip()) <= 80 for cell in line.split(sign)) or '""' in line


def read_json(text: str) -> tuple[object, str]:
    """Give the value of a JSON text. Of a broken one, give the entries that are whole, None for each that is not.

    The words say what is wrong with the text, or nothing.
    """
    try:
        return json.loads(text), ""
    except RecursionError:
        return None, "it is nested too deep to be a form service's"
    except json.JSONDecodeError as error:
        document, is_all = _salvage(text)
        rest = "" if is_all else ", and has too many broken entries: the rest of it was left"
        return document, f"it is not whole JSON: it breaks at line {error.lineno}{rest}"
    except ValueError:  # a number of thousands of digits
        return None, "there is a number in it that no form has"


_LIST = re.compile(r'"(submissions|data|items|entries|responses|results|records)"\s*:\s*\[')
_NEXT = re.compile(r"\}\s*,\s*\{")
_MOST_BREAKS = 1_000


def _salvage(text: str) -> tuple[object, bool]:
    """Give the entries of a broken list, None for each that is broken, and whether the list was read to its end."""
    named = _LIST.search(text)
    start = named.end() if named else text.find("[") + 1 if text.lstrip().startswith("[") else -1
    if start < 0:
        return None, True
    decoder = json.JSONDecoder()
    found: list[object] = []
    breaks = 0
    at, spent = start, 0
    while breaks < _MOST_BREAKS and spent < 8 * len(text):
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if text[at : at + 1] == "]":
            break
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            found.append(None)
            breaks += 1
            spent += getattr(error, "pos", at) - at + 100
            following = _NEXT.search(text, at)
            if following is None:
                break
            at = following.end() - 1
            continue
        found.append(value)
    is_all = breaks < _MOST_BREAKS and spent < 8 * len(text)
    return ({named[1]: found} if named else found), is_all
