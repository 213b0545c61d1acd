"""Which column of an export is which field of a form: proposed from the names, given by the owner, kept in a file.

The file is private/mappings/<form>.yaml, a line for each column: `"Your comment": text`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from forms.model import Form
from forms.services.forminit import own_name
from hub_core.atomic import write_text
from hub_core.problems import one_of
from hub_core.yaml12 import YamlError, load

FOLDER = "mappings"
SKIP = "-"
META = ("_id", "_date", "_date:dmy", "_date:mdy", "_form", "_page", "_spam")
_MOST_KEPT = 2_000  # sets of columns that are remembered: exports have a few, what is made to annoy has no end

# What others call our fields, the likeliest first, and what exports call that which is no field.
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "text": ("comment", "message", "body", "content", "comment text", "your message"),
    "message": ("text", "comment", "body", "content", "question", "enquiry", "inquiry"),
    "task": ("message", "description", "details", "what do you need"),
    "bio": ("about", "about me", "biography", "profile"),
    "why": ("reason", "message", "comment", "description", "text"),
    "name": ("full name", "fullname", "author", "sender", "sender name", "first and last name"),
    "email": ("e mail", "mail", "email address", "e mail address", "replyto", "sender email", "from email"),
    "website": ("url", "web site", "homepage", "site", "link", "web address"),
    "url": ("link", "web address", "address", "website", "homepage"),
    "title": ("resource", "name of the resource", "what"),
    "stars": ("rating", "score", "vote"),
    "article": ("slug", "post", "post slug", "article slug", "page slug"),
    "reply_to": ("parent", "in reply to", "replying to uid", "parent id", "reply"),
    "subject": ("topic", "about"),
    "business": ("company", "company name", "organisation", "organization"),
    "time_zone": ("timezone", "city", "location"),
    "member": ("va", "colleague"),
    "consent": ("agree", "i agree", "terms"),
}
_META: dict[str, tuple[str, ...]] = {
    "_id": ("id", "uuid", "submission id", "entry id", "response id", "hash", "message id"),
    "_date": (
        "date", "created at", "submitted at", "submission date", "received", "received at", "timestamp", "created",
        "createdat", "submittedat", "submissiondate", "date submitted", "date created", "submitted", "datetime",
        "date time", "sent", "sent at", "time",
    ),
    "_form": ("form", "form name", "form id", "formname"),
    "_page": ("page", "referrer", "referer", "page url", "site url", "form url", "source url"),
    "_spam": ("spam", "is spam", "isspam"),
}  # fmt: skip
_INNER = re.compile(r"(?:data|fields|form_data|payload_params|values|options)(?:\.|\[)([^\]]+)\]?\Z")

Ask = Callable[[Form, str, Sequence[str]], str]


def plain(name: str) -> str:
    """Give a column's name without case, signs and double spaces, and without a `your` before it."""
    words = " ".join("".join(sign if sign.isalnum() else " " for sign in name.casefold()).split())
    return words.removeprefix("your ") or words


def bare(name: str) -> str:
    """Give a column's name without what a service puts around a field's: `fi-text-message`, `fields[text]`, `data.name`."""
    name = name.strip()
    if name.startswith("fi-"):
        return own_name(name)
    found = _INNER.match(name)
    return found[1] if found else name


@cache
def _targets(form: Form) -> tuple[tuple[str, str], ...]:
    """Give `(plain name, target)` of everything that a form's columns may be called, the surest first."""
    own = [(plain(one.name), one.name) for one in form.fields]
    labels = [(plain(one.label), one.name) for one in form.fields]
    others = [(word, one.name) for one in form.fields for word in _SYNONYMS.get(one.name, ())]
    meta = [(word, target) for target, words in _META.items() for word in (plain(target), *words)]
    return (*own, *labels, *others, *meta)


def propose(form: Form, names: Iterable[str]) -> dict[str, str]:
    """Give column -> target as far as the names tell. A target is given once; other columns are not in the result."""
    by_plain: dict[str, str] = {}
    for name in names:
        by_plain.setdefault(plain(bare(name)), name)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for word, target in _targets(form):
        column = by_plain.get(word)
        if column is not None and column not in found and target not in taken:
            found[column] = target
            taken.add(target)
    if "name" in form.names and "name" not in taken:
        first, last = by_plain.get("first name"), by_plain.get("last name") or by_plain.get("surname")
        found |= {column: "name" for column in (first, last) if column}
    return found


def lacking(form: Form, targets: Iterable[str]) -> list[str]:
    """Give the required fields that no column fills."""
    there = set(targets)
    return [one.name for one in form.fields if one.always_needed and one.name not in there]


def parse_given(written: str, form: Form | None = None) -> tuple[dict[str, str], list[str]]:
    """Give the mapping of a command line, `Column=field,Other=field`, and what is wrong with it."""
    found: dict[str, str] = {}
    wrong: list[str] = []
    for one in written.split(",") if written.strip() else ():
        column, sign, target = one.rpartition("=")
        if not sign or not column.strip() or not target.strip():
            wrong.append(f"{one.strip()!r} is not Column=field")
            continue
        found[column.strip()] = target.strip()
    return found, [*wrong, *(_unknown(form, found) if form else ())]


def _unknown(form: Form, targets: Mapping[str, str]) -> list[str]:
    known = (*sorted(form.names), *META, SKIP)
    return [f"{column}: {one_of(target, known, what='field')}" for column, target in targets.items() if target not in known]


def read_saved(file: Path, form: Form) -> tuple[dict[str, str], list[str]]:
    """Give the mapping of a file, and what is wrong with it. No file is an empty mapping. Raises OSError."""
    try:
        data = load(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}, []
    except UnicodeDecodeError:
        return {}, [f"{file.name}:1: is not a text file in UTF-8"]
    except YamlError as error:
        return {}, [f"{file.name}:{error.line}: {error.remedy}"]
    if data is None:
        return {}, []
    if not isinstance(data, dict) or not all(isinstance(one, str) for one in data.values()):
        return {}, [f"{file.name}:1: must be lines of a column and a field, like \"Your comment\": text"]
    return data, [f"{file.name}: {line}" for line in _unknown(form, data)]


class Mapper:
    """Finds the fields behind columns: what was given, then what is saved, then what the names tell.

    `trouble` lists what is wrong with the saved files. Nothing is written before `save`.
    """

    def __init__(self, folder: Path, given: Mapping[str, str] | None = None, ask: Ask | None = None) -> None:
        self.folder, self.given, self.ask = folder, dict(given or {}), ask
        self.trouble: list[str] = []
        self._saved: dict[str, dict[str, str]] = {}
        self._known: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}
        self._changed: dict[str, dict[str, str]] = {}

    def columns(self, form: Form, names: tuple[str, ...], *, settle: bool = False) -> dict[str, str]:
        """Give column -> target for some columns. With `settle`, ask for required fields that have none, if anyone can be asked."""
        key = (form.id, names)
        if key in self._known and not settle:
            return self._known[key]
        saved = self._of(form)
        fixed = {name: target for name in names if (target := self.given.get(name) or saved.get(name))}
        used = set(fixed.values())
        proposed = propose(form, (name for name in names if name not in fixed))
        found = fixed | {name: target for name, target in proposed.items() if target not in used}
        if settle and self.ask is not None:
            free = [name for name in names if name not in found]
            for field in lacking(form, found.values()):
                if free and (column := self.ask(form, field, free)):
                    found[column] = field
                    free.remove(column)
        if settle:
            self._remember(form, found)
        if len(self._known) < _MOST_KEPT:
            self._known[key] = found
        return found

    def save(self) -> list[Path]:
        """Write the mappings that were proposed, given or asked for, readable by the owner alone; give their files."""
        files = []
        for form, columns in self._changed.items():
            file = self.folder / f"{form}.yaml"
            lines = [f"# Which column of an export is which field of the form {form}. A column that is - is left out."]
            lines += [f"{json.dumps(column, ensure_ascii=False)}: {json.dumps(target)}" for column, target in columns.items()]
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_text(file, "\n".join(lines) + "\n", mode=0o600)
            files.append(file)
        self._changed = {}
        return files

    def _of(self, form: Form) -> dict[str, str]:
        if form.id not in self._saved:
            self._saved[form.id], wrong = read_saved(self.folder / f"{form.id}.yaml", form)
            self.trouble += wrong
        return self._saved[form.id]

    def _remember(self, form: Form, columns: Mapping[str, str]) -> None:
        """Names that are the fields' own need no file; neither does a name that no file could hold."""
        told = {name: target for name, target in columns.items() if bare(name) != target and name.isprintable()}
        merged = self._saved[form.id] | told
        if told and merged != self._saved[form.id]:
            self._changed[form.id] = merged
