"""YAML read by the rules of YAML 1.2's core schema, fast, with the line of every field.

libyaml (through PyYAML) scans and parses; this module turns its events into plain values. PyYAML's own
constructor follows YAML 1.1, where `no` is false, `12:30` is 750 and a bare date becomes an object, and it takes
three times as long. Here `no` is the text "no" and a date is text that a model reads later.

Left out on purpose: tags, anchors and aliases (nobody writes them by hand; they are how a small file becomes a
large one, or an object) and several documents in one text. Each is an error that says so. `.inf` and `.nan` stay
text, since no field here can hold them. U+0085, U+2028 and U+2029, which libyaml takes for ends of lines and
YAML 1.2 does not, are refused with the control characters.

Source of the rules: YAML 1.2.2, chapter 10.3 (core schema).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from .yaml_words import explain

try:
    # libyaml; to make a whole loader takes longer than to read a small file
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]
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
_REFUSED = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MAX_DEPTH = 20
MAX_DIGITS = 18
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")


class YamlError(ValueError):
    """The text is not the YAML that this site reads. `line` counts from 1 within the text; `field` may be empty."""

    def __init__(self, line: int, remedy: str, field: str = "") -> None:
        super().__init__(remedy)
        self.line = line
        self.remedy = remedy
        self.field = field


def load(text: str, lines: dict[str, int] | None = None) -> Any:
    """Give the value that `text` holds. With `lines`, fill it with `field -> line` (`languages.0.level`), from 1.

    Raises YamlError for text that is not YAML, a key given twice, a tag, an anchor or an alias.
    """
    if bad := _REFUSED.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        raise YamlError(line, f"an invisible character (U+{ord(bad.group()):04X}) stands here; delete it")
    try:
        return _Builder(text, lines).document()
    except yaml.MarkedYAMLError as error:
        raise YamlError(*explain(text, error)) from error
    except yaml.YAMLError as error:
        raise YamlError(1, "this cannot be read; put quotes around text with special characters") from error


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
            raise YamlError(self._line(event), "the line of --- begins a second part; this file has one only, so delete it")
        return value

    def _node(self, event: Any, path: str, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.tag or event.anchor:
                self._refuse(event)
            if event.style == '"' and (bad := _CONTROL.search(event.value)):
                remedy = f"a backslash makes an invisible character (U+{ord(bad.group()):04X}) here; take it out"
                raise YamlError(self._line(event), remedy, path)
            return plain_scalar(event.value) if event.implicit[0] else event.value
        if kind is yaml.AliasEvent or event.anchor or event.tag:
            self._refuse(event)
        if depth > MAX_DEPTH:
            raise YamlError(self._line(event), "there are too many lists inside lists here; take some out")
        return self._mapping(path, depth) if kind is yaml.MappingStartEvent else self._sequence(path, depth)

    def _mapping(self, path: str, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlError(self._line(event), "a field's name must be plain text")
            if event.tag or event.anchor:
                self._refuse(event)
            key = event.value
            if event.style == '"' and _CONTROL.search(key):
                raise YamlError(self._line(event), "a field's name must be plain text")
            if key in result:
                raise YamlError(self._line(event), "is given twice; keep one", f"{path}.{key}" if path else key)
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
        sign = "*" if type(event) is yaml.AliasEvent else "&" if event.anchor else "!"
        raise YamlError(self._line(event), f"a value cannot begin with {sign}; put quotes around it")


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
