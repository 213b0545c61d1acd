"""YAML read by the rules of YAML 1.2's core schema, fast, with the line of every field.

libyaml (through PyYAML) scans and parses; this module turns its events into plain values. PyYAML's own
constructor follows YAML 1.1, where `no` is false, `12:30` is 750 and a bare date becomes an object, and it takes
three times as long. Here `no` is the text "no" and a date is text that a model reads later.

Left out on purpose: tags, anchors and aliases (nobody writes them by hand; they are how a small file becomes a
large one, or an object) and several documents in one text. Each is an error that says so.

Source of the rules: YAML 1.2.2, chapter 10.3 (core schema).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Parser  # libyaml; only its parser is used
except ImportError:  # PyYAML without libyaml: same results, slower
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

_SPECIAL = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INT = re.compile(r"[-+]?[0-9]+\Z")
_OCT_HEX = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NUMBER_START = frozenset("-+.0123456789")
MAX_DEPTH = 20
MAX_DIGITS = 18


class YamlError(ValueError):
    """The text is not the YAML that this site reads. `line` counts from 1 within the text."""

    def __init__(self, line: int, remedy: str) -> None:
        super().__init__(remedy)
        self.line = line
        self.remedy = remedy


def load(text: str, lines: dict[str, int] | None = None) -> Any:
    """Give the value that `text` holds. With `lines`, fill it with `field -> line` (`languages.0.level`), from 1.

    Raises YamlError for text that is not YAML, a key given twice, a tag, an anchor or an alias.
    """
    if bad := re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text):
        line = text.count("\n", 0, bad.start()) + 1
        raise YamlError(line, f"the character U+{ord(bad.group()):04X} cannot stand here; delete it")
    try:
        return _Builder(text, lines).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError((mark.line if mark else 0) + 1, _plain(error)) from error
    except yaml.YAMLError as error:
        raise YamlError(1, "this is not YAML; put quotes around text with special characters") from error


def _plain(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "cannot be read"
    if "mapping values are not allowed" in problem:
        return "a value with a colon in it needs quotes, like title: \"Saying no: a guide\""
    if "'\\t'" in problem or "tab" in problem.lower():
        return "a tab cannot be used to indent; use spaces"
    if "could not find expected ':'" in problem:
        return "a field needs a colon and a space after its name, like title: Saying no"
    return f"this is not YAML ({problem}); check quotes, brackets and indents"


class _Builder:
    def __init__(self, text: str, lines: dict[str, int] | None) -> None:
        self._next: Callable[[], Any] = _Parser(text).get_event
        self._lines = lines

    @staticmethod
    def _line(event: Any) -> int:
        line: int = event.start_mark.line + 1
        return line

    def document(self) -> Any:
        self._next()  # stream start
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        value = self._node(self._next(), "", 0)
        self._next()  # document end
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise YamlError(self._line(event), "only one YAML document belongs here; delete the second")
        return value

    def _node(self, event: Any, path: str, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.tag or event.anchor:
                self._refuse(event)
            return plain_scalar(event.value) if event.implicit[0] else event.value
        if kind is yaml.AliasEvent or event.anchor or event.tag:
            self._refuse(event)
        if depth > MAX_DEPTH:
            raise YamlError(self._line(event), "nested too deeply")
        return self._mapping(path, depth) if kind is yaml.MappingStartEvent else self._sequence(path, depth)

    def _mapping(self, path: str, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlError(self._line(event), "a field's name must be plain text")
            if event.tag or event.anchor:
                self._refuse(event)
            key = event.value
            if key in result:
                raise YamlError(self._line(event), f"{key!r} is given twice; keep one")
            inside = f"{path}.{key}" if path else key
            if self._lines is not None:
                self._lines[inside] = self._line(event)
            result[key] = self._node(self._next(), inside, depth + 1)
        return result

    def _sequence(self, path: str, depth: int) -> list[Any]:
        result: list[Any] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            inside = f"{path}.{len(result)}"
            if self._lines is not None:
                self._lines[inside] = self._line(event)
            result.append(self._node(event, inside, depth + 1))
        return result

    def _refuse(self, event: Any) -> None:
        what = (
            f"the alias *{event.anchor}" if type(event) is yaml.AliasEvent
            else f"the anchor &{event.anchor}" if event.anchor
            else f"the tag {event.tag}"
        )  # fmt: skip
        raise YamlError(self._line(event), f"{what} is not read here; write the value out, in quotes")


def plain_scalar(value: str) -> Any:
    """Give what an unquoted scalar means in YAML 1.2's core schema: null, a boolean, a number, or text."""
    if value in _SPECIAL:
        return _SPECIAL[value]
    if value[0] not in _NUMBER_START:
        return value
    if len(value) <= MAX_DIGITS:
        if _INT.match(value):
            return int(value)
        if _FLOAT.match(value):
            return float(value)
        if _OCT_HEX.match(value):
            return int(value, 0)
    return value
