"""The last report on the site's links, in the Desk."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from owner import NOW, Owner

from office.links.asking import Answer
from office.links.found import Place
from office.links.saved import Checked, report, save


def keep(root: Path, *answers: Answer) -> None:
    places = (Place("content/resources/a-tool.md", 3),)
    entries = [Checked(f"https://site.org/{one.verdict}", places, one, NOW) for one in answers]
    save(root / "private", report(NOW + dt.timedelta(hours=1), entries))


class TestThePage:
    def test_without_a_report_says_how_to_make_one(self, owner: Owner) -> None:
        owner.open("/desk/links")
        assert "links.check" in owner.text

    def test_shows_each_address_with_what_became_of_it_and_where_it_stands(self, root: Path, owner: Owner) -> None:
        keep(root, Answer("dead", "there is no such page", 404))
        owner.open("/desk/links")
        assert "https://site.org/dead there is no such page (404) content/resources/a-tool.md:3" in owner.text

    def test_a_dead_address_is_not_linked_and_one_that_moved_is(self, root: Path, owner: Owner) -> None:
        keep(root, Answer("dead", "gone", 404), Answer("moved", "moved", 200, "https://site.org/new"))
        page = owner.open("/desk/links")
        assert ('href="https://site.org/dead"' in page, 'href="https://site.org/moved"' in page) == (False, True)

    def test_counts_what_is_fine_without_listing_it(self, root: Path, owner: Owner) -> None:
        keep(root, Answer("fine"))
        owner.open("/desk/links")
        assert ("Fine 1" in owner.text, "https://site.org/fine" in owner.text) == (True, False)

    def test_a_damaged_report_is_as_good_as_none(self, root: Path, owner: Owner) -> None:
        (root / "private/links.json").write_text("{")
        owner.open("/desk/links")
        assert "not checked yet" in owner.text
