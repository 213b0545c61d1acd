"""Front matter through pydantic models: every error at once, in words, with the field's line."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from .documents import Document
from .problems import Problem, nearest, one_of

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


class FrontMatter(BaseModel):
    """What all content types share: unknown fields are errors, values are stripped and cannot change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, hide_input_in_errors=True)


def _text(value: Any) -> Any:
    """A title such as 2026 or `no` is text to its author, whatever YAML makes of it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _date(value: Any) -> Any:
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d\Z", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    if isinstance(value, dt.date):
        return value
    raise PydanticCustomError("hub_date", "is not a date; write it as year-month-day, like 2026-09-14")


def _moment(value: Any) -> Any:
    """A date, or a date and time. No time zone given means the site's own, which the caller adds."""
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?\Z", value):
        try:
            return dt.datetime.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError(
        "hub_date", "is not a date; write it like 2026-09-14, or with a time like \"2026-09-14 09:30\""
    )


def _slug(value: str) -> str:
    if not SLUG.match(value):
        raise PydanticCustomError("hub_slug", "must be a short name of a-z, 0-9 and single hyphens, like jo-sample")
    return value


def check_url(value: str) -> str:
    """Give an outside address back, or raise: http and https alone, with a host, without user names or spaces."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        parts, host = None, ""
    if parts is None or parts.scheme not in ("http", "https") or "." not in host or parts.username or re.search(r"[\s<>\"'\\]", value):
        raise PydanticCustomError("hub_url", "is not a web address; write it whole, like https://example.org/")
    return value


def _language(value: str) -> str:
    if not _LANGUAGE.match(value):
        raise PydanticCustomError("hub_language", "is not a language code; use one like en, pt or zh-Hant")
    return value


def _local_path(value: str) -> str:
    if value.startswith(("/", "\\")) or ".." in value.split("/") or ":" in value or "\\" in value:
        raise PydanticCustomError("hub_path", "must be a path under content/, like images/relay.svg")
    return value


Text = Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=2000)]
Title = Annotated[str, BeforeValidator(_text), Field(min_length=2, max_length=120)]
Summary = Annotated[str, BeforeValidator(_text), Field(min_length=40, max_length=220)]
Date = Annotated[dt.date, BeforeValidator(_date), Field(json_schema_extra={"examples": ["2026-09-14"]})]
Moment = Annotated[dt.datetime, BeforeValidator(_moment), Field(json_schema_extra={"format": "date"})]
Slug = Annotated[str, BeforeValidator(_text), AfterValidator(_slug), Field(max_length=80)]
Url = Annotated[str, AfterValidator(check_url), Field(max_length=500, json_schema_extra={"format": "uri"})]
Language = Annotated[str, AfterValidator(_language)]
LocalPath = Annotated[str, AfterValidator(_local_path), Field(max_length=200)]

def file_name(document: Document) -> list[Problem]:
    """A file's name becomes an address, so it has to be one."""
    if SLUG.match(document.slug) and len(document.slug) <= 80:
        return []
    return [Problem(document.path, 1, "", "the file's name becomes its address; use a-z, 0-9 and single hyphens, like a-first-month.md")]


_M = TypeVar("_M", bound=BaseModel)

# pydantic's error types -> what to do, in the words of a person who writes files; {names} are the error's limits
_MAPPING = "must be fields and values, like {{name: Jo, url: https://example.org/}}"
_REMEDIES: dict[str, str] = {
    "missing": "is missing; add it",
    "string_type": "must be text; if it is, put it in quotes",
    "string_too_short": "is too short; write at least {min_length} characters",
    "string_too_long": "is too long; write at most {max_length} characters",
    "list_type": "must be a list, like [first, second]",
    "tuple_type": "must be a list, like [first, second]",
    "too_short": "has too few entries; give at least {min_length}",
    "too_long": "has too many entries; keep at most {max_length}",
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number alone; units and currencies have fields of their own",
    "float_parsing": "must be a number alone; units and currencies have fields of their own",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than_equal": "must be {le:,.0f} or less",
    "finite_number": "must be an ordinary number",
    "string_pattern_mismatch": "is not in the right form; see the page of this file's format in docs/",
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
        return None, [_explain(model, dict(one)) for one in error.errors(include_url=False)]


def _explain(model: type[BaseModel], error: dict[str, Any]) -> tuple[str, str]:
    location = [str(part) for part in error["loc"]]
    name = ".".join(location)
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = _fields_at(model, location[:-1])
        hit = nearest(location[-1], known)
        return name, f"did you mean {hit}?" if hit else f"is not a known field; use {', '.join(known)}, or delete it"
    if kind in ("literal_error", "enum"):
        choices = re.findall(r"'([^']*)'", context.get("expected", ""))
        return name, one_of(str(error.get("input", "")), choices)
    if kind == "too_long" and isinstance(error.get("input"), str):
        kind = "string_too_long"
    elif kind == "too_short" and isinstance(error.get("input"), str):
        kind = "string_too_short"
    if kind in _REMEDIES:
        return name, _REMEDIES[kind].format(**context)
    return name, error["msg"]


def _fields_at(model: type[BaseModel], location: list[str]) -> list[str]:
    """Give the field names that are known at a place in a model, for a suggestion."""
    current: Any = model
    for part in location:
        if part.isdigit():
            continue
        found = getattr(current, "model_fields", {}).get(part)
        current = _model_in(found.annotation) if found else None
        if current is None:
            return []
    return list(current.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _model_in(inner):
            return found
    return None
