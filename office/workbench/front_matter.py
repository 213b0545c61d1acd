"""Front matter as text, the way a person would write it. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

_PLAIN = re.compile(r"[a-z][a-z0-9-]*\Z|https?://[^\s#,\[\]{}\"']*[^\s#,\[\]{}\"':]\Z|\d{4}-\d\d-\d\d\Z|[A-Z]{3}\Z|[ABC][12]\Z|[A-Z][a-z]+/[A-Z]\w+\Z")
# Plain in YAML 1.2, but something else to older readers and to the eye.
_NOT_PLAIN = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})

Value = str | int | float | bool | Sequence["Value"] | Mapping[str, "Value"]


def scalar(value: str | int | float | bool) -> str:
    """Give one value: names, dates and addresses bare, every other text in quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        short = f"{value:g}"
        return short if float(short) == value and "e" not in short else repr(value)
    if _PLAIN.match(value) and value not in _NOT_PLAIN:
        return value
    return quoted(value)


def quoted(text: str) -> str:
    """Give a text as a double-quoted YAML scalar. JSON's form is one, but for three signs that YAML takes for line ends."""
    written = json.dumps(text, ensure_ascii=False)
    for sign in "\x85\u2028\u2029":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return written


def inline(value: Value) -> str:
    """Give a value on one line."""
    if isinstance(value, str | int | float | bool):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {inline(one)}" for name, one in value.items()) + "}"
    return "[" + ", ".join(inline(one) for one in value) + "]"


def document(fields: Mapping[str, Value], body: str) -> str:
    """Give a content file: the fields between two lines of `---`, then the text. Lists of fields get a line each."""
    lines = [line for name, value in fields.items() for line in field_lines(name, value)]
    return "\n".join(["---", *lines, "---", "", body.strip(), ""])


def field_lines(name: str, value: Value) -> list[str]:
    """Give the lines of one field."""
    if isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(one, Mapping) for one in value):
        return [f"{name}:", *(f"  - {inline(one)}" for one in value)]
    return [f"{name}: {inline(value)}"]
