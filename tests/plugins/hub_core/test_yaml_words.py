"""What is said of a text that is no YAML: at the line to look at, in the words of who wrote it."""

from __future__ import annotations

import pytest

from hub_core.yaml12 import YamlError, load

BEGIN = "a value cannot begin with {}; put quotes around it"
CLOSE = "a {} opens here and does not close; write {} after the last entry"
QUOTE = "a quote opens here and does not close; write the same quote at the end of the value"
COLON = 'a value with a colon in it needs quotes, like title: "Saying no: a guide"'
NO_COLON = "a field needs a colon and a space after its name, like title: Saying no"
INDENT = "the line does not begin where the one before it does; give both the same spaces at the start"
AFTER = "something follows a closing quote or bracket; if it belongs to the value, put quotes around the whole"


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("a: 1\ntitle: Saying no: a guide\n", 2, COLON),
        ('title: "Saying no": a guide', 1, COLON),
        ("a: 1\nno colon here\nb: 2\n", 2, NO_COLON),
        ("a: 1\n b: 2\n", 2, INDENT),
        ("a: 1\n\tb: 2\n", 2, "a tab cannot be used to indent; use spaces"),
        ('a: 1\nb: "x\nc: 2\nd: 3\n', 2, QUOTE),
        ("a: it's\nb: 'x\n", 2, QUOTE),
        ('a: "x" y\n', 1, AFTER),
        ("a: [b]]\n", 1, AFTER),
        ('a: "\\q"\n', 1, "between double quotes a backslash is a sign of its own; write two of them, or use single quotes"),
        ("a: 1\nb: [x\nc: 2\n", 2, CLOSE.format("[", "]")),
        ("a: 1\nb: {x: 1\nc: 2\n", 2, CLOSE.format("{", "}")),
        ("a: 1\nb: [", 2, CLOSE.format("[", "]")),
        ("a: 1\nb: {x: [1], y: {", 2, CLOSE.format("{", "}")),
        ("a: @jo\n", 1, BEGIN.format("@")),
        ("a: `code`\n", 1, BEGIN.format("`")),
        ("a: %x\n", 1, BEGIN.format("%")),
        ("a: *bold*\n", 1, BEGIN.format("*")),
        ("a: &b\n", 1, BEGIN.format("&")),
        ("a: !x y\n", 1, BEGIN.format("!")),
        ("a: ]\n", 1, BEGIN.format("]")),
        ("a: , b\n", 1, BEGIN.format(",")),
        ("a: > x\n", 1, "a value cannot begin with >, | or ?; put quotes around it"),
        ("a: - x\n", 1, "a list begins on the next line, or stands in brackets, like [first, second]"),
    ],
)
def test_a_slip_is_told_at_its_line_with_what_to_do(text: str, line: int, remedy: str) -> None:
    with pytest.raises(YamlError) as caught:
        load(text)
    assert (caught.value.line, caught.value.remedy) == (line, remedy)
