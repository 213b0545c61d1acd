"""What a form and a field are, and whether what a visitor wrote in them can be taken."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic_core import PydanticCustomError

from hub_core.schema import check_url

Kind = Literal["text", "email", "url", "textarea", "select", "radio", "checkbox", "date", "number", "hidden"]
_EMAIL = re.compile(r"[^@\s<>\"',;:()\\]+@[^@\s<>\"',;:()\\]+\.[^@\s<>\"',;:()\\.]{2,}\Z")
# Tab and newline may stand in a text. No other control character may, nor the marks that reverse what a reader sees,
# nor what no file can hold: other ends of lines, and halves of characters.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
SHORT, LINE, LONG = 80, 200, 5_000
# Filled by machines only: people do not see it. The name is dull, so that it looks worth filling.
HONEYPOT = "company_website"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `options` are `(value, label)` for select and radio; `hint` stands before the field."""

    name: str
    label: str
    kind: Kind = "text"
    required: bool = False
    hint: str | None = None
    autocomplete: str | None = None
    maxlength: int = LINE
    options: tuple[tuple[str, str], ...] = ()
    rows: int | None = None
    # Another field that must be filled in when this one is: a box "tell me by mail" needs an address.
    needs: str = ""
    # The page asks for it; what a form service or an old table brings without it is taken all the same.
    asked_here: bool = False
    # The options come from the site's content (an article's comments, the services), so they are not checked here.
    open_options: bool = False

    @property
    def always_needed(self) -> bool:
        """Whether nothing is taken without it, wherever it was filled in."""
        return self.required and not self.asked_here


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `note` says what happens with what is sent; `thanks` is the path that follows."""

    id: str
    title: str
    button: str
    thanks: str
    fields: tuple[Field, ...]
    note: str | None = None
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset(one.name for one in self.fields))


def validate(form: Form, data: Mapping[str, str], *, elsewhere: bool = False) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Give the cleaned values of a form's own fields, and `(field, what to do)` for each mistake.

    Fields that the form does not have are not in the result: nobody asked for them. Empty optional ones are left out. What was
    filled in `elsewhere` than on this site's page may lack what is only asked here.
    """
    cleaned: dict[str, str] = {}
    errors: list[tuple[str, str]] = []
    for one in form.fields:
        value = data.get(one.name, "").replace("\r\n", "\n").replace("\r", "\n").strip()
        if not value:
            if one.always_needed or (one.required and not elsewhere):
                errors.append((one.name, _missing(one)))
            continue
        remedy = _check(one, value)
        if remedy:
            errors.append((one.name, remedy))
        else:
            cleaned[one.name] = value
    wrong = {name for name, _ in errors}
    for one in form.fields:
        if one.needs and one.name in cleaned and one.needs not in cleaned and one.needs not in wrong:
            errors.append((one.needs, f"Please fill this in too, or take back “{one.label}”."))
    return cleaned, errors


def in_a_line(errors: Iterable[tuple[str, str]]) -> str:
    """Give mistakes as a part of a sentence: `name: Please fill in “Your name”; text: …`."""
    return "; ".join(f"{name}: {remedy.removesuffix('.')}" for name, remedy in errors)


def readable(text: str) -> str:
    """Give a text with one kind of line end, and without the control characters and reversing marks that no form takes."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _missing(one: Field) -> str:
    if one.kind == "checkbox":
        return "Please tick this box; without it we cannot go on."
    if one.kind in ("radio", "select"):
        return f"Please choose an answer for “{one.label}”."
    return f"Please fill in “{one.label}”."


def _check(one: Field, value: str) -> str | None:
    if len(value) > one.maxlength:
        return f"This is too long: {len(value)} characters. Please keep it under {one.maxlength}."
    if _CONTROL.search(value):
        return "There are invisible control characters in this text. Please send it without them."
    if one.kind != "textarea" and "\n" in value:
        return "Please write this on one line."
    if one.kind == "email" and (not _EMAIL.match(value) or "=?" in value):  # an encoded word can hide a header
        return "This does not look like an e-mail address. It should look like name@example.org."
    if one.kind == "url" and not _is_url(value):
        return "This does not look like a web address. It should begin with https://."
    if one.kind == "date" and not _is_day(value):
        return "Please write the date as year-month-day, like 2026-09-14."
    if one.kind in ("select", "radio", "checkbox") and not one.open_options:
        known = {choice for choice, _ in one.options} or {"yes"}
        if value not in known:
            return "Please choose one of the answers given."
    if one.open_options and not re.match(r"[a-z0-9-]{1,100}\Z", value):
        return "Please choose one of the answers given."
    return None


def _is_day(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_url(value: str) -> bool:
    try:
        check_url(value)
    except PydanticCustomError:
        return False
    return True
