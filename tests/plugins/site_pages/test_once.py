"""Parts that many pages share."""

from __future__ import annotations

from types import SimpleNamespace

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


def test_each_entry_has_a_part_of_its_own_and_a_line() -> None:
    made: list[str] = []
    once = Once()

    def row(entry: SimpleNamespace, level: int) -> str:
        made.append(entry.slug)
        return f"<h{level}>{entry.slug}</h{level}>"

    people = [SimpleNamespace(slug=slug) for slug in ("ana", "zoe")]
    assert once.each("row", row, people, 3) == "<h3>ana</h3>\n<h3>zoe</h3>\n"
    assert once.each("row", row, people[1:], 3) == "<h3>zoe</h3>\n"
    assert made == ["ana", "zoe"]
