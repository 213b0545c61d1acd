"""Parts that many pages share."""

from __future__ import annotations

from site_pages.once import Once


def test_a_part_is_made_at_its_first_use_and_kept() -> None:
    made: list[str] = []
    once = Once()
    given = [once("row", lambda name: made.append(name) or f"<li>{name}", name) for name in ("Ana", "Zoe")]
    assert given == ["<li>Ana", "<li>Ana"]
    assert made == ["Ana"]


def test_another_name_is_another_part() -> None:
    once = Once()
    assert [once(("row", name), str.upper, name) for name in ("ana", "zoe", "ana")] == ["ANA", "ZOE", "ANA"]
