"""The inbox in the terminal: the list, decisions by number, name and score, and the sitting over the queue."""

from __future__ import annotations

import io
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from entering import entry
from queueing import COMMENT, comment, files_of, rating, sent

from office.inbox import listing
from office.inbox.listing import decide_task, list_task, undo_task
from office.inbox.review import review_task
from office.inbox.store import Store
from office.workbench import say

PATH = "content/comments/a-first-month/2026-11-21-mara-1.md"
SPAM = "Rank on Google with our casino"

Typing = Callable[..., None]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Give a function that stands for somebody at the keyboard: each line she types, then the end."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)

    def lines(*given: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in given)))

    return lines


def states(store: Store) -> dict[int, str]:
    return {one.id: one.state for one in store.queue(("new", "suspected", "approved", "rejected", "spam", "done"))}


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


class TestReviewing:
    def test_shows_a_comment_in_its_place_and_takes_decisions(
        self, root: Path, store: Store, typed: Typing, capsys: pytest.CaptureFixture[str]
    ) -> None:
        store.add([comment(), comment(text="Bad manners"), comment(text="Cheap things here")])
        typed("a", "reject", "s")
        review_task(root)
        shown = capsys.readouterr().out

        assert states(store) == {1: "approved", 2: "rejected", 3: "spam"}
        assert "On “A first month”, 0 published so far" in shown
        assert "Spam score 0.00" in shown
        assert shown.endswith("3 decisions made; 0 still waiting.\n")
        assert COMMENT["email"] not in shown

    def test_says_that_a_sign_up_needs_no_decision_and_how_it_goes_on(
        self, root: Path, store: Store, typed: Typing, capsys: pytest.CaptureFixture[str]
    ) -> None:
        store.add([sent("newsletter", {"email": "mara@mara.example"})])
        typed("a")
        review_task(root)
        shown = capsys.readouterr().out

        assert "Nothing to decide: newsletter.confirm asks each of these" in shown
        assert "1: done\nnewsletter.confirm asks whether it was meant, and puts nobody on the list without a yes.\n" in shown

    def test_says_after_a_new_entry_where_her_address_belongs_without_showing_it(
        self, root: Path, store: Store, typed: Typing, capsys: pytest.CaptureFixture[str]
    ) -> None:
        store.add([entry()])
        typed("a")
        review_task(root)
        shown = capsys.readouterr().out

        assert "She was promised to see her page before it goes online" in shown
        assert "Letters to her need a line in private/addresses.yaml: mara-quell: and the address that she gave.\n" in shown
        assert "mara@mara.example" not in shown

    def test_shows_what_a_comment_answers_and_what_is_nearly_the_same(
        self, root: Path, store: Store, typed: Typing, capsys: pytest.CaptureFixture[str]
    ) -> None:
        store.add([comment()])
        decide_task(root, "approve", ["1"])
        answer = {"reply_to": "2026-11-21-mara-1", "name": "Bob", "email": "", "text": "I agree"}
        store.add([comment(**answer), comment(**{**answer, "text": "i agree!"})])
        capsys.readouterr()
        typed("k", "k")
        review_task(root)
        shown = capsys.readouterr().out

        assert "Mara: The list for the second week" in shown
        assert "Nearly the same: 3" in shown
        assert "  Your comment: I agree" in shown

    def test_edits_replies_skips_and_undoes(self, root: Path, store: Store, typed: Typing) -> None:
        store.add([comment(text="Skipped"), comment(text="Wrogn")])
        typed("k", "e", "text", "Right", "now", ".", "y", "Thank you.", ".", "u", "u", "q")
        review_task(root)
        text = store.get(2)

        assert text is not None
        assert (text.submission.fields["text"], states(store)) == ("Right\nnow", {1: "new", 2: "new"})
        assert not (root / "content/comments").exists() or not list((root / "content/comments").rglob("*.md"))

    def test_taking_back_what_was_decided_in_an_earlier_sitting_is_counted_as_nothing(
        self, root: Path, store: Store, typed: Typing, capsys: pytest.CaptureFixture[str]
    ) -> None:
        store.add([comment(), comment(text="Another")])
        decide_task(root, "reject", ["1"])
        typed("u", "q")
        review_task(root)

        assert capsys.readouterr().out.endswith("0 decisions made; 2 still waiting.\n")

    def test_a_reply_stands_below_the_comment(self, root: Path, store: Store, typed: Typing) -> None:
        store.add([comment()])
        typed("y", "Thank you.", ".")
        review_task(root)

        (answer,) = (root / "content/comments/a-first-month").glob("*-jo-sample-1.md")
        assert "reply_to: 2026-11-21-mara-1" in answer.read_text()

    def test_tells_the_address_only_when_asked(self, root: Path, store: Store, typed: Typing, capsys: pytest.CaptureFixture[str]) -> None:
        store.add([sent("contact", {"name": "Mara", "email": "mara@mara.example", "message": "A question"})])
        typed("k")
        review_task(root)
        assert "mara@" not in capsys.readouterr().out
        typed("w", "y", "q")
        review_task(root)
        assert "mara@mara.example" in capsys.readouterr().out

    def test_suspected_spam_is_its_own_pile(self, root: Path, store: Store, typed: Typing) -> None:
        store.add([comment(), comment(text=SPAM)])
        typed("s")
        review_task(root, suspected=True)

        assert states(store) == {1: "new", 2: "spam"}

    def test_mistakes_are_said_and_the_sitting_goes_on(
        self, root: Path, store: Store, typed: Typing, capsys: pytest.CaptureFixture[str]
    ) -> None:
        store.add([comment(article="gone")])
        typed("zz", "a", "e", "nothing", "e", "", ".", "u", "r")
        review_task(root)
        shown = capsys.readouterr().out

        for words in ("Choose one of the keys.", "Not done: its article is not on the site", "is not a known field", "Nothing was changed.", "no decision to take back", "which is not on the site"):
            assert words in shown
        assert states(store) == {1: "rejected"}

    def test_hostile_text_does_nothing_to_the_terminal(
        self, root: Path, store: Store, typed: Typing, capsys: pytest.CaptureFixture[str]
    ) -> None:
        store.add([comment(text="[bold red]x[/] [link=https://a.example]y[/link] \x1b[2J :smile:", spam="the service")])
        typed("q")
        review_task(root, suspected=True)
        shown = capsys.readouterr().out

        assert "[bold red]x[/] [link=https://a.example]y[/link]" in shown
        assert ":smile:" in shown
        assert "\x1b" not in shown

    def test_with_an_editor_the_text_is_changed_in_it(
        self, root: Path, store: Store, typed: Typing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        editor = tmp_path / "editor.py"
        editor.write_text("import sys\nf = open(sys.argv[1], 'a', encoding='utf-8')\nf.write(' And more.')\n")
        typed("e", "")
        monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(editor))}")
        store.add([comment()])
        review_task(root, can_ask=True)

        changed = store.get(1)
        assert changed is not None
        assert changed.submission.fields["text"] == f"{COMMENT['text']} And more."
        assert not list((root / "private").glob(".editing-*"))


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
