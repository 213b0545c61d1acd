"""The small site comes out as it was last agreed."""

from __future__ import annotations

import pytest

from tests.site.building import Built
from tests.site.golden import GOLDEN, differences, pages


def test_the_small_site_is_what_it_was(small: Built) -> None:
    lines = differences(pages(GOLDEN), pages(small.out))

    if lines:
        head = "the small site differs from tests/fixtures/small/golden;"
        tail = "if all of this is meant: python -m tests.site.golden --write"
        pytest.fail("\n".join([head, *lines, tail]), pytrace=False)


def test_a_difference_is_said_by_file_and_line() -> None:
    old = {"a.html": b"<p>one</p>\n", "b.html": b"", "d.html": b"same"}
    new = {"a.html": b"<p>two</p>\n", "c.html": b"", "d.html": b"same"}

    assert differences(old, new) == [
        "gone: b.html", "new: c.html", "changed: a.html",
        "--- golden/a.html", "+++ built/a.html", "@@ -1,2 +1,2 @@", "-<p>one</p>", "+<p>two</p>", " ",
    ]  # fmt: skip


def test_a_long_difference_is_cut() -> None:
    old, new = (
        {"a.txt": b"\n".join(b"%s%d" % (sign, number) for number in range(90))} for sign in (b"a", b"b")
    )

    lines = differences(old, new, most=10)

    assert len(lines) == 12
    assert lines[-1] == "... and 173 lines more"
