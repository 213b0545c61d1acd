"""Front matter through pydantic models: every error at once, in words, with the field's line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar, get_origin
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from .addresses import NAMES_TAKEN
from .documents import Document
from .problems import Problem, nearest, one_of

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
# An address with nothing uncommon in it, as most are; the others are taken apart.
_USUAL_URL = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s<>\"'\\]*)?\Z")
_NEARLY_URL = re.compile(
    r"(?:(?:h+t{1,3}p*(?P<plain>)|h+t{1,3}p*s+|ttps?)[:;]?[/\\]{1,3})?(?P<rest>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24})(?P<path>/[^\s<>\"'\\@]*)?\Z",
    re.IGNORECASE,
)
# The years that a person can mean: a slip such as 0226 is told, and no time zone can push a moment off the calendar.
_DAY = re.compile(r"(19|20|21)\d\d-\d\d-\d\d\Z", re.ASCII)
_MOMENT = re.compile(r"(19|20|21)\d\d-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?\Z", re.ASCII)


class FrontMatter(BaseModel):
    """What all content types share: unknown fields are errors, values are stripped and cannot change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, hide_input_in_errors=True)


def _text(value: Any) -> Any:
    """A title such as 2026 or `no` is text to its author, whatever YAML makes of it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _date(value: Any) -> Any:
    if isinstance(value, str) and _DAY.match(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise PydanticCustomError(
                "hub_date", "there is no such day; the order is year-month-day, like 2026-09-14"
            ) from error
    if isinstance(value, dt.date):
        return value
    raise PydanticCustomError("hub_date", "is not a date; write it as year-month-day, like 2026-09-14")


def _moment(value: Any) -> Any:
    """A date, or a date and time. No time zone given means the site's own, which the caller adds."""
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and _MOMENT.match(value):
        try:
            return dt.datetime.fromisoformat(value)
        except ValueError as error:
            raise PydanticCustomError(
                "hub_date", "there is no such day or time; the order is year-month-day hours:minutes, like \"2026-09-14 09:30\""
            ) from error
    raise PydanticCustomError(
        "hub_date", "is not a date; write it like 2026-09-14, or with a time like \"2026-09-14 09:30\""
    )


def _slug(value: str) -> str:
    if not SLUG.match(value):
        raise PydanticCustomError("hub_slug", "must be a short name of a-z, 0-9 and single hyphens, like jo-sample")
    return value


def check_url(value: str) -> str:
    """Give an outside address back, or raise: http and https alone, with a host, without user names or spaces."""
    if _USUAL_URL.match(value):
        return value
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        named = "." in host and all(host.split(".")) and parts.port != 0  # an odd port raises
    except ValueError:
        parts, named = None, False
    if parts is None or parts.scheme not in ("http", "https") or not named or "@" in parts.netloc or re.search(r"[\s<>\"'\\]", value):
        hint = f"did you mean {hit}?" if (hit := _url_like(value)) else "write it whole, like https://example.org/"
        raise PydanticCustomError("hub_url", "is not a web address; {hint}", {"hint": hint})
    return value


def _url_like(value: str) -> str | None:
    """Give the address that one without its scheme, or with a scheme spelt otherwise (`hhttps:/`), most likely stands for."""
    match = _NEARLY_URL.match(value)
    return f"http{'s' if match['plain'] is None else ''}://{match['rest'].lower()}{match['path'] or ''}" if match else None


def _language(value: str) -> str:
    if not _LANGUAGE.match(value):
        raise PydanticCustomError("hub_language", "is not a language code; use one like en, pt or zh-Hant")
    return value


def _local_path(value: str) -> str:
    if value.startswith(("/", "\\")) or ".." in value.split("/") or ":" in value or "\\" in value:
        raise PydanticCustomError("hub_path", "must be a path under content/, like images/relay.svg")
    return value


def for_json(pattern: re.Pattern[str]) -> str:
    """Give a pattern that ends in `\\Z` as JSON Schema writes it."""
    whole = pattern.pattern.removesuffix(r"\Z")
    return f"^{whole}$"


Text = Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=2000)]
Title = Annotated[str, BeforeValidator(_text), Field(min_length=2, max_length=120)]
Summary = Annotated[str, BeforeValidator(_text), Field(min_length=40, max_length=220)]
Date = Annotated[dt.date, BeforeValidator(_date), Field(json_schema_extra={"examples": ["2026-09-14"]})]
# What these accept is said to editors too, as far as JSON Schema can say it.
Moment = Annotated[dt.datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "pattern": for_json(_MOMENT)})]
Slug = Annotated[
    str, BeforeValidator(_text), AfterValidator(_slug),
    Field(max_length=80, json_schema_extra={"pattern": for_json(SLUG)}),
]  # fmt: skip
Url = Annotated[str, AfterValidator(check_url), Field(max_length=500, json_schema_extra={"format": "uri"})]
Language = Annotated[str, AfterValidator(_language), Field(json_schema_extra={"pattern": for_json(_LANGUAGE)})]
LocalPath = Annotated[str, AfterValidator(_local_path), Field(max_length=200, json_schema_extra={"examples": ["images/relay.svg"]})]

def file_name(document: Document) -> list[Problem]:
    """A file's name becomes an address, so it has to be one, and not one that the site's own lists have."""
    if SLUG.match(document.slug) and len(document.slug) <= 80:
        room = document.path.split("/")[1] if document.path.count("/") else ""
        if document.slug in NAMES_TAKEN.get(room, ()):
            remedy = f"/{room}/{document.slug}/ belongs to the site's own lists; rename the file"
            return [Problem(document.path, 1, "", remedy)]
        return []
    ending = document.path.removeprefix(document.path.rpartition(".")[0])
    plain = re.sub(r"[^a-z0-9]+", "-", document.slug.lower()).strip("-")[:80].strip("-") or "a-first-month"
    remedy = f"the file's name becomes its address; use at most 80 of a-z, 0-9 and single hyphens, like {plain}{ending}"
    return [Problem(document.path, 1, "", remedy)]


_M = TypeVar("_M", bound=BaseModel)

# pydantic's error types -> what to do, in the words of a person who writes files; {names} are the error's limits
_EMPTY = "is empty; write it after the colon, or delete the line if it is not needed"
_UNFIT = "is not in the right form; see the page of this file's format in docs/"
_REMEDIES: dict[str, str] = {
    "missing": "is missing; add it",
    "string_type": "must be text; if it is, put it in quotes",
    "string_too_short": "is too short; write at least {min_length} characters",
    "string_too_long": "is too long; write at most {max_length} characters",
    "list_type": "must be a list, like [first, second]",
    "tuple_type": "must be a list, like [first, second]",
    "too_short": "has too few entries; give at least {min_length}",
    "too_long": "has too many entries; keep at most {max_length}",
    "dict_type": "must be names with values, like {{name: value, name: value}}",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number alone; units and currencies have fields of their own",
    "float_parsing": "must be a number alone; units and currencies have fields of their own",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than_equal": "must be {le:.0f} or less",
    "finite_number": "must be an ordinary number",
}


def validate(model: type[_M], document: Document) -> tuple[_M | None, list[Problem]]:
    """Give the model made from a document's front matter, or every problem in it."""
    value, errors = validate_data(model, document.data)
    return value, [document.problem(name, remedy) for name, remedy in errors]


def validate_data(model: type[_M], data: Any) -> tuple[_M | None, list[tuple[str, str]]]:
    """Give the model made from plain values, or `(field, what to do)` for each error."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, _explain_all(model, [dict(one) for one in error.errors(include_url=False)])


def _explain_all(model: type[BaseModel], errors: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Give each mistake once: a field that is misspelt is not missing too, nor a list short when its entries are wrong."""
    missing = {_location(error) for error in errors if error["type"] == "missing"}
    around = {_location(error)[:end] for error in errors for end in range(1, len(error["loc"]))}
    found: list[tuple[str, str]] = []
    for error in errors:
        if error["type"] != "extra_forbidden":
            continue
        *above, name = _location(error)
        known = _fields_at(model, above)
        hit = nearest(name, [one for one in known if (*above, one) in missing]) or nearest(name, known)
        remedy = f"did you mean {hit}?" if hit else f"is not a known field; use {', '.join(known)}, or delete it"
        found.append((".".join((*above, name)), remedy))
        missing.discard((*above, hit or ""))
    for error in errors:
        place, kind = _location(error), error["type"]
        said = (kind == "missing" and place not in missing) or (kind == "too_short" and place in around)
        if kind != "extra_forbidden" and not said:
            found.append((".".join(place), _explain(model, error)))
    return found


def _location(error: dict[str, Any]) -> tuple[str, ...]:
    """Give the way to a field, without pydantic's mark for an entry's name."""
    return tuple(str(part) for part in error["loc"] if part != "[key]")


def _explain(model: type[BaseModel], error: dict[str, Any]) -> str:
    kind, context, given = error["type"], error.get("ctx", {}), error.get("input")
    if kind != "missing" and (given is None or given == ""):
        return _EMPTY
    if kind in ("literal_error", "enum"):
        choices = re.findall(r"'([^']*)'", context.get("expected", ""))
        word = _text(given)
        return one_of(word, choices) if isinstance(word, str) else f"must be one word of: {', '.join(choices)}"
    if kind == "model_type":
        example = ", ".join(f"{name}: ..." for name in _fields_at(model, _location(error))[:3])
        return f"must be fields with values, like {{{example}}}"
    if kind in ("too_long", "too_short") and isinstance(given, str):
        kind = f"string_{kind}"
    if kind in _REMEDIES:
        return _REMEDIES[kind].format(**context)
    words: str = error["msg"]
    return words if kind.startswith("hub_") else _UNFIT


def _fields_at(model: type[BaseModel], location: Sequence[str]) -> list[str]:
    """Give the field names that are known at a place in a model, for a suggestion."""
    current: Any = model
    key_of_dict = False
    for part in location:
        if part.isdigit() or key_of_dict:
            key_of_dict = False
            continue
        found = current.model_fields.get(part)
        current = _model_in(found.annotation) if found else None
        if found is None or current is None:
            return []
        key_of_dict = get_origin(found.annotation) is dict
    return [one.alias or name for name, one in current.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _model_in(inner):
            return found
    return None
