"""From an entry of a service to a Submission: which form it is, which field each name is, and whether it can be taken."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from forms.catalogue import FORMS
from forms.model import Form
from forms.services import options as service_options
from forms.services.moments import moment
from forms.services.raw import Raw, identity, path_of
from hub_core.settings import HubSettings
from office.inbox.account import Refusal
from office.inbox.record import WORDLESS, Submission, accept

from .mapping import SKIP, Mapper, bare, lacking, plain

_FORM_COLUMNS = frozenset({"form", "form name", "form id", "formname"})
_MOST_KEPT = 2_000
NO_FORM = "it does not say which form it is from, and its fields fit none; name it with --form"


class Resolver:
    """Turns entries into submissions. `form` and `source` are what the owner has named, or "".

    A service that names no source of its own is the one that the settings name for the form, or "import".
    """

    def __init__(self, settings: HubSettings, mapper: Mapper, form: str = "") -> None:
        self.settings, self.mapper, self.form = settings, mapper, form
        self._by_id = {str(value): str(name) for name, value in settings.form_ids.items() if name != "all"}
        self._guessed: dict[tuple[str, ...], str] = {}
        self._alike: Counter[tuple[str, str]] = Counter()

    def __call__(self, raw: Raw, source: str, otherwise: dt.datetime, call_form: str = "") -> Submission | Refusal:
        """Give the submission of an entry, or why it is refused. `otherwise` is the moment of an entry that has none."""
        if raw.trouble:
            return Refusal(raw.where, raw.trouble)
        form = FORMS.get(self._form_of(raw, call_form))
        if form is None:
            return Refusal(raw.where, NO_FORM)
        try:
            raw = self._mapped(raw, form, source)
        except ValueError as error:
            return Refusal(raw.where, str(error))
        source = source or self.source_of(form.id)
        received = raw.received or otherwise
        found, reason = accept(
            source, form.id, raw.fields, received, source_id=raw.source_id, page=raw.page, spam=raw.spam
        )
        if found is None:
            return Refusal(raw.where, reason)
        if raw.received is None and not found.source_id:
            return replace(found, source_id=self._mark(found, raw.where))
        return found

    def _mark(self, found: Submission, where: str) -> str:
        """Give an id to what has neither id nor date: its words are all there is to know it again by, however late.

        Ratings say the same from everybody, so there the first, the second and so on of a file are told apart.
        """
        said = json.dumps([found.form, *sorted(found.fields.items())], ensure_ascii=False)
        mark = f"text-{hashlib.sha256(said.encode('utf-8')).hexdigest()[:32]}"
        if found.form not in WORDLESS:
            return mark
        key = (where.rpartition(":")[0], mark)
        self._alike[key] += 1
        return f"{mark}-{self._alike[key]}"

    def source_of(self, form: str) -> str:
        """Give the service that a table is most likely an export of: the one that takes this form."""
        service = self.settings.service_of(form)
        return "import" if service == "receiver" else service

    def settle(self, columns: tuple[str, ...], service: str) -> str:
        """Find the fields behind the columns of a table before its rows come, and say in words what was found.

        Where a column names the form of each row, that is left to the rows.
        """
        told = next((name for name in columns if _names_form(name)), "")
        form = FORMS.get(self.form or ("" if told else self._guess(columns)))
        if form is None:
            return f"; the column {told!r} says which form each row is of" if told else "; its columns fit no form"
        found = self.mapper.columns(form, columns, settle=True)
        own = [f"{target} from {name!r}" for name, target in found.items() if bare(name) != target]
        left = [repr(name) for name in columns if name not in found]
        short = lacking(form, found.values())
        words = f"; the form {form.id}" + ("" if self.form else ", by its columns")
        words += f"; {', '.join(own)}" if own else ""
        words += f"; left out: {', '.join(left)}" if left else ""
        words += f'; no column for {", ".join(short)}: name it with --mapping "Its column={short[0]}"' if short else ""
        source = service or self.source_of(form.id)
        return words + (f"; taken as an export of {source}" if source != "import" and not service else "")

    def _form_of(self, raw: Raw, call_form: str) -> str:
        if self.form:
            return self.form
        for hint in (raw.form_hint, *self._told(raw)):
            if hint in FORMS:
                return hint
            if hint in self._by_id:
                return self._by_id[hint]
        return call_form or self._guess(tuple(raw.fields))

    @staticmethod
    def _told(raw: Raw) -> list[str]:
        return [value.strip() for name, value in raw.fields.items() if _names_form(name)]

    def _guess(self, names: tuple[str, ...]) -> str:
        if names not in self._guessed:
            if len(self._guessed) >= _MOST_KEPT:
                self._guessed.clear()
            self._guessed[names] = guess_form(self.mapper, names)
        return self._guessed[names]

    def _mapped(self, raw: Raw, form: Form, source: str) -> Raw:
        """Give the entry with the form's own names. Two columns for one field stand after each other in it."""
        names = tuple(raw.fields)
        if form.names.issuperset(names):
            return raw
        fields: dict[str, str] = {}
        received, source_id, page, spam = raw.received, raw.source_id, raw.page, raw.spam
        for name, target in self.mapper.columns(form, names).items():
            value = raw.fields[name]
            if target in form.names:
                fields[target] = _joined(form, target, fields[target], value) if target in fields else value
            elif target == SKIP or not value.strip():
                continue
            elif target.startswith("_date") and received is None:
                zone = service_options(self.settings, source or self.source_of(form.id)).zone
                received = moment(value, zone, target.partition(":")[2])
            elif target == "_id":
                source_id = source_id or identity(value)
            elif target == "_page":
                page = page or path_of(value)
            elif target == "_spam" and value.strip().casefold() in ("true", "yes", "1", "spam"):
                spam = spam or "the service"
        return Raw(source_id, raw.form_hint, received, fields, page, spam, raw.where)


def _joined(form: Form, field: str, one: str, other: str) -> str:
    """Put two columns of one field together, such as a first name and a last name."""
    is_long = any(known.name == field and known.kind == "textarea" for known in form.fields)
    return ("\n" if is_long else " ").join(part for part in (one, other) if part.strip())


@lru_cache(4096)
def _names_form(column: str) -> bool:
    return plain(bare(column)) in _FORM_COLUMNS


def guess_form(mapper: Mapper, names: Iterable[str]) -> str:
    """Give the form whose required fields are all among some columns and that fits them best, or "".

    More columns must fit than not: somebody's list of addresses is no list of subscribers.
    """
    columns = tuple(names)
    best: tuple[int, int] = (0, 0)
    found = ""
    for form in FORMS.values():
        targets = mapper.columns(form, columns)
        fitting = [name for name, target in targets.items() if target in form.names]
        foreign = len(columns) - len(targets)
        if lacking(form, (targets[name] for name in fitting)) or len(fitting) <= foreign:
            continue
        score = (len(fitting), sum(bare(name) == targets[name] for name in fitting))
        if score > best:
            best, found = score, form.id
        elif score == best:
            found = ""
    return found
