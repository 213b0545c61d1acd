"""From models, forms and tasks to the tables of docs/. Pure: everything here gives Markdown for what it is given.

The tables of fields are made from the JSON Schemas, not from the models beside them: what the pages say and what an
editor says can then not differ.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from forms.model import Field, Form
from hub_core.schema import SLUG, Language, Moment, for_json
from resource_hub.model import Price

from .tasklist import TaskLine

Schema = Mapping[str, Any]


def _pattern_of(kind: Any) -> str:
    class One(BaseModel):
        value: kind

    pattern: str = One.model_json_schema()["properties"]["value"]["pattern"]
    return pattern


# What a pattern of the schemas means to a person.
_PATTERNS = {
    for_json(SLUG): "a short name of a-z, 0-9 and single hyphens",
    _pattern_of(Language): "a language code, like `en` or `pt-BR`",
    _pattern_of(Moment): 'a date, like `2026-09-14`, or with a time, like `"2026-09-14 09:30"`',
    _pattern_of(Price): "an amount and a currency, like `4 EUR a month` or `from 120 GBP`",
    "^[A-Z]{3}$": "three capitals",
}
_ANY_TEXT = 2_000  # the limit of a text that has none of its own; the page of all formats says so once
_FORMATS = {"date": "a date, like `2026-09-14`", "uri": "a whole web address, with `https://` or `http://`"}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a Markdown table. A bar in a cell would begin another cell, so it is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def fields(schema: Schema, without: Iterable[str] = ()) -> str:
    """Give the table of a model's fields, and one for each model inside it. `without` are fields to leave out."""
    left_out, models = frozenset(without), schema.get("$defs", {})
    kept = {name: field for name, field in schema["properties"].items() if name not in left_out}
    users: dict[str, list[str]] = {}
    for name, field in kept.items():
        for model in _models_in(field):
            users.setdefault(model, []).append(name)
    titles = {model: f"Inside `{names[0]}`" if len(names) == 1 else "Inside each entry" for model, names in users.items()}
    parts = [_table_of(kept, schema.get("required", ()), titles)]
    for model, title in titles.items():
        inner = models[model]
        # A model inside a model has its table right below, under the name of its own field.
        below = {one: f"Inside `{name}`" for name, field in inner["properties"].items() for one in _models_in(field)}
        parts += [f"### {title}", inner["description"], _table_of(inner["properties"], inner.get("required", ()), below)]
        for one, name in below.items():
            parts += [f"### {name}", models[one]["description"], _table_of(models[one]["properties"], models[one].get("required", ()), {})]
    return "\n\n".join(parts)


def _table_of(found: Mapping[str, Schema], required: Iterable[str], titles: Mapping[str, str]) -> str:
    needed = frozenset(required)
    rows = [
        (f"`{name}`", "yes" if name in needed else "", field.get("description", ""), _allowed(field, titles), _default(field))
        for name, field in found.items()
    ]
    head = ("Field", "Needed", "What it holds", "Allowed", "Default")
    kept = [column for column in range(len(head)) if any(row[column] for row in rows)]
    return table([head[column] for column in kept], ([row[column] for column in kept] for row in rows))


def _models_in(field: Schema) -> list[str]:
    if "$ref" in field:
        return [field["$ref"].rpartition("/")[2]]
    inside = [*field.get("anyOf", ()), *field.get("patternProperties", {}).values()]
    inside += [field[key] for key in ("items", "additionalProperties") if isinstance(field.get(key), dict)]
    return [model for one in inside for model in _models_in(one)]


def _allowed(field: Schema, titles: Mapping[str, str]) -> str:
    """Say what a value may be, in words."""
    if "$ref" in field:
        title = titles[field["$ref"].rpartition("/")[2]]
        return f"[fields of its own](#{anchor(title)})"
    if "anyOf" in field:
        return " or ".join(_allowed(one, titles) for one in field["anyOf"] if one.get("type") != "null")
    if "enum" in field:
        return "one of " + ", ".join(f"`{value}`" for value in field["enum"])
    kind = field["type"]
    if kind == "array":
        each = _allowed(field["items"], titles)
        if each == "text":
            return f"a list{_entries(field)}"
        return f"a list{_entries(field)}; each {'with ' if each.startswith('[') else ''}{each}"
    if kind == "object":
        [value] = field.get("patternProperties", {}).values() or [field["additionalProperties"]]
        names = field.get("propertyNames", {}).get("enum")
        under = ", ".join(f"`{name}`" for name in names) if names else "names"
        return f"{under}, each with {_allowed(value, titles)}"
    if kind == "boolean":
        return "`true` or `false`"
    return _number(field) if kind in ("integer", "number") else _text(field)


def _entries(field: Schema) -> str:
    least, most = field.get("minItems"), field.get("maxItems")
    if least and most:
        return f" of {least} to {most}"
    return f" of {least} or more" if least else f" of at most {most}" if most else ""


def _number(field: Schema) -> str:
    what = "a whole number" if field["type"] == "integer" else "a number"
    least, most = field.get("minimum"), field.get("maximum")
    if least is not None and most is not None:
        return f"{what}, {least} to {most if most < 10_000 else f'{most:,.0f}'}"
    above, high = field.get("exclusiveMinimum"), f" and at most {most:,.0f}" if most is not None else ""
    return what + (f" above {above:g}{high}" if above is not None else f" from {least:g}" if least is not None else "")


def _text(field: Schema) -> str:
    pattern, examples = field.get("pattern", ""), field.get("examples", ())
    words = [_PATTERNS.get(pattern, "") or _FORMATS.get(field.get("format", ""), "")]
    if examples and not words[0]:
        words = [f"like `{examples[0]}`"]
    least, most = field.get("minLength", 0), field.get("maxLength")
    if least > 1 and most:
        words.append(f"{least} to {most} characters")
    elif most and most < _ANY_TEXT:
        words.append(f"at most {most:,} characters")
    return "; ".join(word for word in words if word) or "text"


def _default(field: Schema) -> str:
    value = field.get("default")
    if value in (None, [], {}, ""):
        return ""
    if isinstance(value, list):
        return f"`[{', '.join(map(str, value))}]`"
    return f"`{value}`" if isinstance(value, str) else f"`{json.dumps(value)}`"


def anchor(heading: str) -> str:
    """Give the fragment under which a page of Markdown shows a heading, as the common forges make it."""
    kept = "".join(letter for letter in heading.lower() if letter.isalnum() or letter in " -_")
    return kept.strip().replace(" ", "-")


def forms(catalogue: Iterable[Form]) -> str:
    """Give a heading and a table of fields for each form."""
    parts: list[str] = []
    for form in catalogue:
        parts += [
            f"### `{form.id}`: {form.title}",
            f"Leads on to `{form.thanks}`. {form.note or ''}".rstrip(),
            table(("Field", "Label", "Kind", "Needed", "At most"), (_form_field(one) for one in form.fields)),
        ]
    return "\n\n".join(parts)


def _form_field(one: Field) -> tuple[str, ...]:
    free = one.kind in ("text", "email", "url", "textarea")
    return f"`{one.name}`", one.label, one.kind, "yes" if one.required else "", f"{one.maxlength:,} characters" if free else ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag of a task as it is written, what it means, and its default in words."""

    name: str
    meaning: str
    default: str


def flags(source: str) -> dict[str, list[Flag]]:
    """Give the flags of each task of a tasks.py, by the task's function. Nothing is run. Raises SyntaxError."""
    found: dict[str, list[Flag]] = {}
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef):
            continue
        help_lines: dict[str, str] = {}
        for decorator in node.decorator_list:
            for keyword in decorator.keywords if isinstance(decorator, ast.Call) else ():
                if keyword.arg == "help":
                    help_lines = ast.literal_eval(keyword.value)
        names = [one.arg for one in node.args.args[1:]]  # the first is invoke's own context
        defaults = [ast.literal_eval(one) for one in node.args.defaults]
        needed = len(names) - len(defaults)  # those without a default stand behind the task's name
        found[node.name] = [
            Flag(name.upper() if at < needed else f"--{name.replace('_', '-')}", help_lines.get(name.replace("_", "-"), ""),
                 "" if at < needed else _flag_default(defaults[at - needed]))
            for at, name in enumerate(names)
        ]  # fmt: skip
    return found


def _flag_default(value: object) -> str:
    return "" if value in ("", False, None) else f"`{value}`"


def tasks(lines: Sequence[TaskLine], by_function: Mapping[str, Sequence[Flag]]) -> str:
    """Give the list of the tasks, then each with its flags."""
    parts = [table(("Task", "What it does"), ((f"[`{one.name}`](#{anchor(one.name)})", one.summary) for one in lines))]
    for one in lines:
        parts += [f"### {one.name}", one.summary]
        if found := by_function[one.name.replace(".", "_", 1)]:
            parts.append(table(("Flag", "Meaning", "Default"), ((f"`{flag.name}`", flag.meaning, flag.default) for flag in found)))
    return "\n\n".join(parts)
