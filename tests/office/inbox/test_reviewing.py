"""The sitting over the queue in the terminal: each entry is shown, and a key decides."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
from entering import entry
from queueing import COMMENT, SPAM, Typing, comment, sent, states

from office.inbox.listing import decide_task
from office.inbox.review import review_task
from office.inbox.store import Store

PATH = "content/comments/a-first-month/2026-11-21-mara-1.md"


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

    def test_a_change_is_not_counted_as_a_decision(self, root: Path, store: Store, typed: Typing, capsys: pytest.CaptureFixture[str]) -> None:
        store.add([comment()])
        typed("e", "text", "Right", ".", "e", "text", "Better", ".", "u", "a", "q")
        review_task(root)

        assert capsys.readouterr().out.endswith("1 decision made; 0 still waiting.\n")

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
