"""The task `inbox.review`: one submission after the other, a key for each decision. Works with piped input too."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from forms.catalogue import FORMS
from hub_core.problems import one_of
from office.workbench import say

from .afterwards import after
from .decide import ENDS, DecisionError, Desk, Done
from .listing import WAITING, said_of, said_of_undo
from .opening import opened
from .showing import shown
from .store import Stored

KEYS = {
    "a": "approve", "d": "draft", "r": "reject", "s": "spam", "e": "edit", "y": "reply", "k": "skip", "w": "who", "u": "undo", "q": "quit",
}  # fmt: skip
_HELP = "a approve · d draft · r reject · s spam · e edit · y approve and reply · k skip · w who wrote · u undo · q quit"
_END = "."


def review_task(root: Path, form: str = "", suspected: bool = False, can_ask: bool = False) -> int:
    """Show what waits, oldest first, and do what each key says. Comments that look like spam come with `suspected`.

    With `can_ask`, a text is changed in the editor that VISUAL or EDITOR names.
    """
    if form and form not in FORMS:
        raise say.Stop(one_of(form, FORMS, what="form"), code=say.MISUSE)
    with opened(root) as desk:
        Review(desk, form, ("suspected",) if suspected else ("new",), can_ask).run()
    return say.DONE


class Review:
    """One sitting over the queue."""

    def __init__(self, desk: Desk, form: str, states: tuple[str, ...], can_ask: bool) -> None:
        self.desk, self.form, self.states, self.can_ask = desk, form, states, can_ask
        self.console = Console(highlight=False)
        self.skipped: set[int] = set()
        self.decided = 0

    def run(self) -> None:
        """Go on until the queue is empty or somebody quits."""
        going, last = True, 0
        while going:
            one = self._next()
            if one and one.id != last:
                self.console.print(shown(self.desk, one))
                last = one.id
            try:
                going = self._act(one, input(f"{_HELP}\n> ").strip().lower()) if one else self._at_the_end()
            except EOFError:
                going = False
            except DecisionError as error:
                say.out(f"Not done: {error}.")
            say.out(*self.desk.left)
            self.desk.left.clear()
        self._goodbye()

    def _next(self) -> Stored | None:
        found = self.desk.store.queue(self.states, self.form, limit=len(self.skipped) + 1)
        return next((one for one in found if one.id not in self.skipped), None)

    def _act(self, one: Stored, answer: str) -> bool:
        """Do what a key or its word says; give whether to go on."""
        match KEYS.get(answer, answer):
            case "approve":
                self._taken(one, self.desk.approve(one.id))
            case "draft":
                self._taken(one, self.desk.draft(one.id))
            case "reject":
                self._did(self.desk.reject(one.id))
            case "spam":
                self._did(self.desk.spam(one.id))
            case "edit":
                self._edit(one)
            case "reply":
                self._reply(one)
            case "skip":
                self.skipped.add(one.id)
            case "who":
                say.out(one.submission.email or "No address was given.")
            case "undo":
                self._undo()
            case "quit":
                return False
            case _:
                say.out("Choose one of the keys.")
        return True

    def _at_the_end(self) -> bool:
        """The last decision can be taken back too."""
        if self.decided and KEYS.get(answer := input("Nothing is left. u undo · q quit\n> ").strip().lower(), answer) == "undo":
            self._undo()
            return True
        return False

    def _taken(self, one: Stored, done: Done) -> None:
        self._did(done)
        if more := after(one.submission.form, done.action, done.file):
            say.out(more)

    def _did(self, done: Done) -> None:
        self.decided += done.action in ENDS
        say.out(said_of(done))

    def _undo(self) -> None:
        done = self.desk.undo()
        if done is None:
            say.out("There is no decision to take back.")
            return
        self.decided = max(0, self.decided - (done.action in ENDS))  # it may be one of an earlier sitting
        self.skipped.discard(done.submission)
        say.out(said_of_undo(done))

    def _edit(self, one: Stored) -> None:
        fields = one.submission.fields
        choices = [field.name for field in FORMS[one.submission.form].fields if field.kind != "hidden"]
        long = [field.name for field in FORMS[one.submission.form].fields if field.kind == "textarea" and field.name in fields]
        first = (long or [name for name in choices if name in fields] or choices)[0]
        name = input(f"Which of {', '.join(choices)}? [{first}] ").strip() or first
        if name not in choices:
            say.out(one_of(name, choices, what="field"))
            return
        if name == "reply_to":  # nothing is an answer here
            text: str | None = input("The id of the comment that it answers; nothing for the article: ").strip()
        else:
            text = self._written(fields.get(name, ""))
        if text is None:
            say.out("Nothing was changed.")
            return
        self._did(self.desk.edit(one.id, {name: text}))
        now = self.desk.store.get(one.id)
        if now:
            self.console.print(shown(self.desk, now))

    def _reply(self, one: Stored) -> None:
        if one.submission.form != "comment":
            say.out("Only a comment is answered on the site; w shows the address to write to.")
            return
        text = self._written("")
        if text is None:
            say.out("Nothing was written.")
            return
        self._did(self.desk.approve(one.id))
        self._did(self.desk.reply(one.id, text))

    def _written(self, present: str) -> str | None:
        """Give a text that the owner writes, or None when she left it as it was."""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
        if editor and self.can_ask:
            text = self._from_editor(editor, present)
        else:
            say.out(f"Write the text; a line with {_END} alone ends it.")
            lines: list[str] = []
            while (line := sys.stdin.readline()) and line.strip() != _END:
                lines.append(line)
            text = "".join(lines)
        text = text.strip()
        return text if text and text != present.strip() else None

    def _from_editor(self, editor: str, present: str) -> str:
        private = self.desk.root / "private"
        private.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=private, prefix=".editing-") as folder:
            file = Path(folder) / "text.md"
            file.write_text(present, encoding="utf-8")
            try:
                subprocess.run([*shlex.split(editor), str(file)], check=False)
                return file.read_text(encoding="utf-8")
            except (OSError, ValueError) as error:
                say.out(f"The editor gave no text: {type(error).__name__}. Look at VISUAL or EDITOR.")
                return present

    def _goodbye(self) -> None:
        left = sum(
            number for (state, form), number in self.desk.store.counts().items()
            if state in WAITING and self.form in ("", form)
        )  # fmt: skip
        say.out(f"{say.plural(self.decided, 'decision')} made; {left} still waiting.")
