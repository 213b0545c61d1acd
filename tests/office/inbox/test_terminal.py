"""The inbox in the terminal: the list, and decisions by number, name and score."""

from __future__ import annotations

from pathlib import Path

import pytest
from queueing import COMMENT, SPAM, Typing, comment, files_of, rating, sent, states

from office.inbox import listing
from office.inbox.listing import decide_task, list_task, undo_task
from office.inbox.store import Store
from office.workbench import say

PATH = "content/comments/a-first-month/2026-11-21-mara-1.md"


class TestTheList:
    def test_shows_what_waits_with_reasons_and_without_addresses(
        self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]
    ) -> None:
        store.add([comment(), comment(text=SPAM), rating("1")])

        assert list_task(root) == say.DONE
        assert capsys.readouterr().out.splitlines() == [
            "     1  2026-11-21 09:30  comment  a-first-month  Mara:  The list for the second week is what I had been missing.",
            "     2  2026-11-21 09:30  comment  a-first-month  Mara:  Rank on Google with our casino  [0.80: says “rank on google”, “casino”]",
            "     3  2026-11-21 09:30  rating  a-first-month  5",
            "3 submissions waiting.",
            "2 new, 1 suspected",
        ]

    def test_shows_the_first_words_alone_and_that_there_are_more(self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        store.add([comment(text="Short.", notify="yes"), comment(text=f"{'word ' * 14}")])
        list_task(root)

        first, second = capsys.readouterr().out.splitlines()[:2]
        assert (first.endswith("Mara:  Short."), second.endswith(f"Mara:  {'word ' * 12}…")) == (True, True)

    def test_can_be_narrowed(self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        store.add([comment(), rating("1"), rating("2")])
        list_task(root, state="new", form="rating", limit=1)

        assert capsys.readouterr().out.splitlines()[-1] == "2 submissions in the state new; the first 1 are shown."

    def test_of_nothing_says_so(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        list_task(root)

        assert capsys.readouterr().out == "0 submissions waiting.\nThe inbox is empty.\n"

    def test_names_the_nearest_state(self, root: Path) -> None:
        with pytest.raises(say.Stop, match="did you mean 'suspected'") as caught:
            list_task(root, state="suspect")
        assert caught.value.code == say.MISUSE


class TestDeciding:
    def test_takes_numbers_and_says_what_it_did(self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        store.add([comment(), comment(text="Another one"), comment(text="A third")])

        assert decide_task(root, "approve", ["1", "2,3"]) == say.DONE
        assert capsys.readouterr().out.splitlines()[0] == f"1: approved, {PATH}"
        assert set(states(store).values()) == {"approved"}

    def test_says_once_how_it_goes_on(self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        store.add([sent("newsletter", {"email": "mara@mara.example"}), sent("newsletter", {"email": "ana@ana.example"})])
        decide_task(root, "approve", ["1", "2"])

        assert capsys.readouterr().out.splitlines() == [
            "1: done", "2: done", "newsletter.confirm asks whether it was meant, and puts nobody on the list without a yes.",
        ]  # fmt: skip

    def test_goes_on_after_one_that_cannot_be_done(self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        store.add([comment(article="gone"), comment()])

        assert decide_task(root, "approve", ["1", "2"]) == say.TROUBLE
        assert "1: not done: its article is not on the site" in capsys.readouterr().err
        assert states(store) == {1: "new", 2: "approved"}

    def test_says_why_one_cannot_be_done_in_one_sentence(self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        store.add([sent("comment", {"name": "Mara"}, spam="the service")])
        assert decide_task(root, "approve", ["1"]) == 1
        assert capsys.readouterr().err == "1: not done: article: Please fill in “Article”; text: Please fill in “Your comment”.\n"

    def test_by_a_name_takes_all_that_wait_under_it(self, root: Path, store: Store) -> None:
        store.add([comment(name="BOB ", text=f"Text {n}") for n in range(3)] + [comment()])
        decide_task(root, "spam", [], author="bob")

        assert list(states(store).values()) == ["spam", "spam", "spam", "new"]

    def test_approving_by_name_and_below_a_score_takes_both_at_their_word(self, root: Path, store: Store) -> None:
        store.add([comment(), comment(text="Another one, from me."), comment(text=SPAM), comment(name="Otto", text="Mine.")])
        decide_task(root, "approve", [], author="Mara", below="0.5")

        assert states(store) == {1: "approved", 2: "approved", 3: "suspected", 4: "new"}

    def test_above_a_score_takes_all_above_it(self, root: Path, store: Store) -> None:
        store.add([comment(), comment(text=SPAM), comment(text=f"{SPAM} http://a.example " * 4)])
        decide_task(root, "reject", [], above="0.85")

        assert list(states(store).values()) == ["new", "suspected", "rejected"]

    def test_a_dry_run_lists_what_would_become_of_each_and_decides_nothing(
        self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]
    ) -> None:
        store.add([comment(), comment(article="gone"), *(comment(text=f"Text {n}") for n in range(8))])
        before = files_of(root)

        assert decide_task(root, "approve", [], author="Mara", dry_run=True) == say.TROUBLE
        said = capsys.readouterr()
        assert said.out.splitlines()[1].endswith(f"  -> {PATH}")
        assert said.out.splitlines()[-1] == "9 submissions would be approved. Nothing was decided: this was a dry run."
        assert "2: would be refused: its article is not on the site" in said.err
        assert (set(states(store).values()), files_of(root), COMMENT["email"] in said.out) == ({"new"}, before, False)
        assert decide_task(root, "spam", ["1", "99"], dry_run=True) == say.TROUBLE
        assert set(states(store).values()) == {"new"}

    def test_of_many_asks_first(self, root: Path, store: Store, typed: Typing) -> None:
        store.add([comment(text=f"Text {n}") for n in range(8)])
        with pytest.raises(say.Stop, match=r"That would call spam 8 submissions\. Add --yes"):
            decide_task(root, "spam", [], author="Mara")
        typed("n")
        assert decide_task(root, "spam", [], author="Mara", can_ask=True) == say.TROUBLE
        assert set(states(store).values()) == {"new"}

        assert decide_task(root, "spam", [], author="Mara", yes=True) == say.DONE
        assert set(states(store).values()) == {"spam"}

    @pytest.mark.parametrize(
        ("numbers", "above", "words"),
        [([], "", "Which?"), (["x"], "", "'x': not a number"), (["1"], "2", "--above takes a score"), ([], "much", "--above takes"), (["²"], "", "not a number")],
    )
    def test_says_what_is_wrong_with_the_command(self, root: Path, numbers: list[str], above: str, words: str) -> None:
        with pytest.raises(say.Stop, match=words.replace("?", r"\?")) as caught:
            decide_task(root, "spam", numbers, above=above)
        assert caught.value.code == say.MISUSE

    def test_is_taken_back(self, root: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        before = files_of(root)
        store.add([comment()])
        decide_task(root, "approve", ["1"])
        capsys.readouterr()

        undo_task(root)
        undo_task(root)
        assert capsys.readouterr().out.splitlines() == [
            f"1: no longer approved; {PATH} is as it was before",
            "There is no decision to take back.",
        ]
        assert (files_of(root), states(store)) == (before, {1: "new"})

    def test_a_refusal_to_undo_ends_in_words(self, root: Path, store: Store) -> None:
        store.add([comment()])
        decide_task(root, "approve", ["1"])
        (root / PATH).write_text("by hand")

        with pytest.raises(say.Stop, match="was changed since"):
            undo_task(root)


def test_an_import_says_what_waits_and_where_to_decide(root: Path, store: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "comments.csv"
    file.write_text("name,email,text,article,date\nBob,b@mara.example,A list helps.,a-first-month,2026-11-20 10:00\n", encoding="utf-8")
    listing.import_and_score(root, [str(file)])

    assert capsys.readouterr().out.splitlines()[-1] == "1 submission waiting for your decision: inbox.review, or the Desk that serve offers."


def test_what_is_imported_is_scored(root: Path, store: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "comments.csv"
    file.write_text(f"name,email,text,article,date\nBob,b@mara.example,{SPAM},a-first-month,2026-11-20 10:00\n", encoding="utf-8")
    code = listing.import_and_score(root, [str(file)])

    assert (code, states(store)) == (say.DONE, {1: "suspected"})
    assert "1 submission suspected of being spam; inbox.review --suspected shows why." in capsys.readouterr().out


def test_a_dry_run_scores_nothing(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "comments.csv"
    file.write_text(f"name,email,text,article,date\nBob,b@mara.example,{SPAM},a-first-month,2026-11-20 10:00\n", encoding="utf-8")
    listing.import_and_score(root, [str(file)], dry_run=True)

    assert not (root / "private" / "office.db").exists()
