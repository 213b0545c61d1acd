"""A member's wish to pause, to leave or to come back: one file changes, by a few lines, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from queueing import desk_of, files_of, sent

from office.inbox.decide import DecisionError, Desk
from office.inbox.pausing import patched
from office.inbox.store import Store

PATH = "content/members/jo-sample.md"
WISH = {"member": "jo-sample", "wish": "pause", "until": "2027-01-11", "email": "jo@a.example"}


def number_of(store: Store, **fields: str) -> int:
    store.add([sent("pause-entry", {**WISH, **fields})])
    return store.queue(("new", "suspected"), "pause-entry", limit=9)[-1].id


@pytest.fixture
def text(root: Path) -> str:
    for article in (root / "content" / "articles").glob("*/*.md"):  # hers would keep her from leaving
        article.write_text(article.read_text().replace("author: jo-sample", 'author: "A Guest"'))
    return (root / PATH).read_text()


class TestApproving:
    def test_a_pause_writes_two_lines(self, root: Path, store: Store, desk: Desk, text: str) -> None:
        done = desk.approve(number_of(store))
        after = (root / PATH).read_text().split("\n")
        assert done.file == PATH
        assert sorted(set(after) - set(text.split("\n"))) == ["availability: on-leave", "available_from: 2027-01-11"]

    @pytest.mark.parametrize("named", ["Jo Sample", "JO SAMPLE", "https://hub.example/members/jo-sample/"])
    def test_her_name_or_her_page_says_who_she_is(self, root: Path, store: Store, desk: Desk, text: str, named: str) -> None:
        assert desk.approve(number_of(store, member=named)).file == PATH

    def test_leaving_makes_a_draft_of_her_file(self, root: Path, store: Store, desk: Desk, text: str) -> None:
        desk.approve(number_of(store, wish="leave"))
        assert "\nstatus: draft\n" in (root / PATH).read_text()

    def test_coming_back_opens_it_and_confirms_it(self, root: Path, store: Store, desk: Desk, text: str) -> None:
        desk.approve(number_of(store, wish="leave"))
        desk.approve(number_of(store, wish="back", note="Hello again."))
        after = (root / PATH).read_text()
        assert ("status:" in after, "availability: open" in after, "confirmed: 2026-11-21" in after) == (False, True, True)

    def test_undo_brings_the_file_back_exactly(self, root: Path, store: Store, desk: Desk, text: str) -> None:
        before = files_of(root)
        desk.approve(number_of(store))
        desk.undo()
        assert files_of(root) == before

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"until": ""}, "until which day"), ({"until": "2026-11-21"}, "until which day"), ({"member": "Jo Sampel"}, r"“Which entry is yours\?” \(member\) to the file's name, perhaps jo-sample"),
             ({"member": "Nobody"}, "no entry in the directory is called so"),
            ({"member": "../../pages/about"}, "no entry in the directory is called so"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_done_is_said_and_writes_nothing(
        self, root: Path, store: Store, desk: Desk, text: str, fields: dict[str, str], reason: str
    ) -> None:
        before = files_of(root)
        with pytest.raises(DecisionError, match=reason):
            desk.approve(number_of(store, **fields))
        assert files_of(root) == before

    def test_whoever_wrote_articles_does_not_leave_unnoticed(self, root: Path, store: Store) -> None:
        with pytest.raises(DecisionError, match="she has written articles"):
            desk_of(root, store).approve(number_of(store, wish="leave"))


class TestPatched:
    def test_only_the_header_changes(self) -> None:
        text = "---\nname: A\n# mine\nstatus: draft\n---\nstatus: draft\n---\n"
        assert patched(text, {"status": None, "since": "2014"}) == "---\nname: A\n# mine\nsince: 2014\n---\nstatus: draft\n---\n"
