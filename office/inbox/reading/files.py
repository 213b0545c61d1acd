"""Files and folders as submissions. Whatever cannot be taken is a Refusal with its place; the rest goes on."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl

from forms.services import SERVICES, anything
from forms.services import options as service_options
from forms.services.contract import Options
from forms.services.raw import MAX_FIELDS, Raw, entry
from hub_core.settings import HubSettings
from hub_core.yaml12 import YamlError, load
from office.inbox.account import Refusal
from office.inbox.record import Submission

from . import mail
from .asking import Tell, silent
from .decode import to_utf8
from .guess import Guess, binary, guess, guess_service, read_json
from .limits import larger_than, too_much
from .mapping import Mapper
from .resolve import Resolver
from .table import table

MAX_BYTES = 50 * 1024 * 1024
MAX_ENTRIES = 1_000_000  # of one file
Found = Submission | Refusal
Reader = Callable[[object, Options, str], Iterator[Raw]]


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read. `form` and `service` are what the owner has named, or "". `tell` hears each guess in words."""

    settings: HubSettings
    mapper: Mapper
    form: str = ""
    service: str = ""
    tell: Tell = silent


def read_files(paths: Iterable[Path], reading: Reading) -> Iterator[Found]:
    """Give the submissions of files, and of all files in folders; hidden ones are left out."""
    resolver = Resolver(reading.settings, reading.mapper, reading.form)
    for path in paths:
        files = _files(path)
        if not files:
            reading.tell(f"{show(path)}: there is no file in this folder.")
        for file, shown in files:
            try:
                yield from _Reader(reading, resolver, file, shown).read()
            except OSError as error:
                yield Refusal(shown, f"it cannot be opened: {error.strerror or type(error).__name__}")


def _files(path: Path) -> list[tuple[Path, str]]:
    if not path.is_dir():
        return [(path, show(path))]
    files = [(file, file.relative_to(path)) for file in sorted(path.rglob("*")) if not file.is_dir()]
    return [(file, show(path / inside)) for file, inside in files if not any(part.startswith(".") for part in inside.parts)]


def show(path: Path) -> str:
    """Give a path as it is named in messages: forward slashes, and nothing that a terminal would obey."""
    return "".join(sign if sign.isprintable() else "?" for sign in path.as_posix())


class _Reader:
    """Reads one file."""

    def __init__(self, reading: Reading, resolver: Resolver, file: Path, shown: str) -> None:
        self.reading, self.resolver, self.file, self.shown = reading, resolver, file, shown
        self.service = reading.service

    def read(self) -> Iterator[Found]:
        if self.file.exists() and not self.file.is_file():
            yield Refusal(self.shown, "this is not a file")
            return
        facts = self.file.stat()
        if facts.st_size > MAX_BYTES:
            yield Refusal(self.shown, larger_than(MAX_BYTES))
            return
        moment = dt.datetime.fromtimestamp(facts.st_mtime, dt.UTC)
        whole = self.file.read_bytes()
        if what := binary(whole):
            yield Refusal(self.shown, what)
            return
        data, encoding = to_utf8(whole)
        found = guess(data, self.file.name)
        if not found.kind:
            yield Refusal(self.shown, found.why)
            return
        if found.kind in ("mail", "mails"):  # a mail says the encoding of each of its parts
            data = whole.removeprefix(codecs.BOM_UTF8)
        said = "" if encoding == "UTF-8" or found.kind in ("mail", "mails") else f", {encoding}"
        if trouble := too_much(found.kind, data):
            yield Refusal(self.shown, trouble)
            return
        for number, raw in enumerate(self._raws(data, found, said)):
            if number == MAX_ENTRIES:
                yield Refusal(self.shown, f"it has more than {MAX_ENTRIES:,} entries, and the rest was left; split it")
                return
            yield self.resolver(raw, self.service, moment)

    def _raws(self, data: bytes, found: Guess, said: str) -> Iterator[Raw]:
        if found.kind == "csv":
            return self._table(data, found, said)
        if found.kind == "lines":
            return self._lines(data, found, said)
        if found.kind in ("mail", "mails"):
            return self._mails(mail.split(data) if found.kind == "mails" else [data], found)
        text = data.decode("utf-8", "replace")
        if found.kind == "json":
            document, trouble = read_json(text)
            return self._document(document, found, said, trouble)
        if found.kind == "form":
            return self._sent_form(text, found, said)
        return self._yaml(text, found, said)

    def _tell(self, found: Guess, said: str, more: str = "") -> None:
        self.reading.tell(f"{self.shown}: {found.why}{said}{more}.")

    def _options(self) -> Options:
        return service_options(self.reading.settings, self.service)

    def _reader(self) -> Reader:
        return SERVICES[self.service].read if self.service in SERVICES else anything.read

    def _document(self, document: object, found: Guess, said: str, trouble: str = "") -> Iterator[Raw]:
        if document is None or not isinstance(document, dict | list):
            self._tell(found, said)
            yield Raw(where=self.shown, trouble=trouble or "there is no entry with fields in it")
            return
        if self.service:
            self._tell(found, said, f"; read as an answer of {self.service}, as you said")
        else:
            service, why = guess_service(document)
            self._tell(found, said, f"; an answer of {service}, known by {why}" if service else f"; of no service known here: {why}")
            self.service = service or "import"
        if trouble:
            self.reading.tell(f"{self.shown}: {trouble}; what is whole was read.")
        yield from self._reader()(document, self._options(), self.shown)

    def _lines(self, data: bytes, found: Guess, said: str) -> Iterator[Raw]:
        told = bool(self.service)
        self._tell(found, said, f"; read as answers of {self.service}, as you said" if told else "")
        named = self.service
        for number, line in enumerate(data.split(b"\n"), 1):
            if not line.strip():
                continue
            document, _ = read_json(line.decode("utf-8", "replace"))
            if not isinstance(document, dict):
                yield Raw(where=f"{self.shown}:{number}", trouble="this line is not a JSON entry")
                continue
            self.service = named or guess_service(document)[0] or "import"
            for raw in self._reader()(document, self._options(), self.shown):
                yield replace(raw, where=f"{self.shown}:{number}")

    def _table(self, data: bytes, found: Guess, said: str) -> Iterator[Raw]:
        first, broken = True, False
        options = self._options()
        for number, row in table(data, found.delimiter):
            where = f"{self.shown}:{number}"
            if isinstance(row, str):
                broken = True
                yield Raw(where=where, trouble=row)
                continue
            if first:
                self._tell(found, said, self.resolver.settle(tuple(row), self.service))
                first = False
            yield entry(row, options, where)
        if first:
            self._tell(found, said, "" if broken else "; there is no row below its header")

    def _mails(self, mails: list[bytes], found: Guess) -> Iterator[Raw]:
        named = self.service
        for number, one in enumerate(mails, 1):
            raw, sender = mail.read(one, f"{self.shown}:{number}", self._options())
            self.service = named or sender or "mail"
            if number == 1:
                self._tell(found, "", f"; from {sender}, by its sender" if sender else "; its sender is no service known here")
            yield raw

    def _sent_form(self, text: str, found: Guess, said: str) -> Iterator[Raw]:
        try:
            pairs = parse_qsl(text.strip(), keep_blank_values=True, max_num_fields=MAX_FIELDS)
        except ValueError:
            yield Raw(where=self.shown, trouble=f"it has more than {MAX_FIELDS:,} fields")
            return
        yield from self._document(dict(pairs), found, said)

    def _yaml(self, text: str, found: Guess, said: str) -> Iterator[Raw]:
        body = ""
        if found.kind == "front matter":
            head, _, body = text.removeprefix("---").partition("\n---")
            text, body = head, body.lstrip("-").strip()
        try:
            document = _load(text)
        except YamlError as error:
            yield Raw(where=f"{self.shown}:{error.line}", trouble=error.remedy)
            return
        if isinstance(document, dict) and body:
            document.setdefault("message", body)
        yield from self._document(document, found, said)


def _load(text: str) -> object:
    """Read YAML. Staticman writes the ends of a visitor's lines as \\r\\n in quotes; no other sign is let through."""
    text = text.replace("\r\n", "\n")
    try:
        return load(text)
    except YamlError:
        if "\\r\\n" not in text:
            raise
        return load(text.replace("\\r\\n", "\\n"))
