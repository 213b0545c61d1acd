"""What libyaml says of a text that it cannot read, in the words of the person who wrote it."""

from __future__ import annotations

import re

import yaml

_QUOTED = re.compile(r"\s*(?:-\s+)*(?:[\w-]+:\s+)?([\[{][^\"']*)?([\"'])")  # a line whose value begins with a quote
_BRACKETS = {"[": "]", "{": "}"}
_COLON = 'a value with a colon in it needs quotes, like title: "Saying no: a guide"'
_NO_COLON = "a field needs a colon and a space after its name, like title: Saying no"
_TAB = "a tab cannot be used to indent; use spaces"
_QUOTE = "a quote opens here and does not close; write the same quote at the end of the value"
_BACKSLASH = "between double quotes a backslash is a sign of its own; write two of them, or use single quotes"
_AFTER = "something follows a closing quote or bracket; if it belongs to the value, put quotes around the whole"
_INDENT = "the line does not begin where the one before it does; give both the same spaces at the start"
_LIST = "a list begins on the next line, or stands in brackets, like [first, second]"
_ELSE = "this cannot be read; check quotes, brackets, colons, and the spaces at the start of the line"


def explain(text: str, error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Give the line to look at, from 1, and what to do there."""
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 1, _ELSE
    at = min(mark.line, len(lines) - 1)
    began = error.context_mark.line if error.context_mark else at
    said, around = error.problem or "", error.context or ""
    line = lines[at]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return at + 1, _TAB
    if (opened := _open_quote(lines, at)) is not None:
        return opened + 1, _QUOTE
    if "escape" in said:
        return at + 1, _BACKSLASH
    if "flow sequence" in around or "flow mapping" in around:
        sign = "[" if "sequence" in around else "{"
        return began + 1, f"a {sign} opens here and does not close; write {_BRACKETS[sign]} after the last entry"
    if "node content" in said and mark.line < len(lines):
        return at + 1, f"a value cannot begin with {line[mark.column : mark.column + 1]}; put quotes around it"
    if "node content" in said and (unclosed := _open_bracket(lines)):
        number, sign = unclosed
        return number + 1, f"a {sign} opens here and does not close; write {_BRACKETS[sign]} after the last entry"
    if "cannot start any token" in said or "anchor" in around or "alias" in around or "tag" in around:
        return at + 1, f"a value cannot begin with {_sign(lines, began, mark)}; put quotes around it"
    if "block scalar" in around or "keys are not allowed" in said:
        return at + 1, "a value cannot begin with >, | or ?; put quotes around it"
    if "could not find expected ':'" in said:
        return began + 1, _NO_COLON
    if "values are not allowed" in said:
        return _colon(lines, at, mark.column)
    if "sequence entries are not allowed" in said:
        return at + 1, _LIST
    if line[: mark.column].strip():
        return at + 1, _AFTER
    return at + 1, _INDENT


def _open_quote(lines: list[str], at: int) -> int | None:
    """Find a line whose value begins with a quote that has no end before the line in trouble."""
    for number in range(at, -1, -1):
        if (match := _QUOTED.match(lines[number])) is None:
            continue
        mark, rest = match[2], lines[number][match.end() :]
        is_open = rest.count(mark) % 2 == 0 if match[1] else mark not in rest
        if is_open and mark not in "".join(lines[number + 1 : at]):
            return number
    return None


def _open_bracket(lines: list[str]) -> tuple[int, str] | None:
    """Find the last line on which a bracket opens and none closes after it."""
    for number in range(len(lines) - 1, -1, -1):
        if match := re.search(r"([\[{])[^\[\]{}]*\Z", lines[number]):
            return number, match[1]
    return None


def _sign(lines: list[str], began: int, mark: yaml.Mark) -> str:
    line = lines[min(mark.line, len(lines) - 1)]
    if mark.column < len(line) and line[mark.column] in "@`%,":
        return line[mark.column]
    found = re.search(r"[:,\[{-]\s*([*&!])", lines[min(began, len(lines) - 1)])
    return found[1] if found else "this sign"


def _colon(lines: list[str], at: int, column: int) -> tuple[int, str]:
    """A second colon on a line is in a value. A first one shows that the line above is no field, or is indented less."""
    if re.search(r":\s", lines[at][:column]) or at == 0:
        return at + 1, _COLON
    above = next((number for number in range(at - 1, -1, -1) if lines[number].strip()), 0)
    return (at + 1, _INDENT) if re.search(r":(\s|$)", lines[above]) else (above + 1, _NO_COLON)
