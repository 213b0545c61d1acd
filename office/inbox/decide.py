"""The owner's decisions: each changes the queue and perhaps one file of content/, and can be taken back whole.

A decision is committed to the database together with the text it will write, then the file is written, then the
decision is marked as carried out. Killed in between, the next start carries it out: nothing is lost or done twice.
Files are written in the order of the decisions and by one program at a time.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from forms.catalogue import FORMS
from forms.model import in_a_line, validate
from hub_core.atomic import write_text

from .content import Clock, Content, DecisionError
from .entries import reading as entries
from .entries.proposal import Proposal
from .learner import LESSONS, Learner
from .publish import ContentFile
from .record import Submission
from .store import Store, Stored
from .tables import decisions, submissions

__all__ = ["ACTIONS", "Clock", "DecisionError", "Desk", "Done"]

ACTIONS = ("approve", "draft", "reject", "spam", "edit", "reply", "done")
ENDS = {"approve": "approved", "draft": "approved", "reject": "rejected", "spam": "spam", "done": "done"}
# What the queue keeps of the fields beside them. The content key stays: by it the same entry of an export is known again.
_KEYS = ("near_key", "text_key", "email")


@dataclass(frozen=True, slots=True)
class Done:
    """A decision that was carried out."""

    number: int
    action: str
    submission: int
    file: str


class Desk:
    """Carries out decisions in one repository. `clock` gives the moment in UTC; `zone` is the site's time zone."""

    def __init__(self, root: Path, store: Store, *, zone: str, owner: str, clock: Clock) -> None:
        self.root, self.store, self.zone, self.owner, self.clock = root, store, zone, owner, clock
        self.content = Content(root, store, zone, clock)
        self.learner = Learner(store)
        self.left: list[str] = []  # lines on files that were not written, since somebody changed them meanwhile

    def recover(self) -> int:
        """Carry out what was decided and not written before the last stop; give how many decisions that were.

        A file that somebody changed meanwhile is left as it is, and `left` says so.
        """
        if not self._is_pending():
            return 0
        with self.store.deciding():  # another moderator may be about to write it herself
            return self._carry_out()

    def _is_pending(self) -> bool:
        pending = sa.select(decisions.c.id).where(decisions.c.carried_out.is_(False)).limit(1)
        with self.store.engine.connect() as connection:
            return connection.execute(pending).first() is not None

    def _carry_out(self) -> int:
        if not self._is_pending():
            return 0
        with self.store.writing() as connection:
            query = sa.select(decisions).where(decisions.c.carried_out.is_(False)).order_by(decisions.c.id)
            rows = connection.execute(query).all()
            files: dict[str, list[sa.Row[Any]]] = defaultdict(list)
            for row in rows:
                files[row.file].append(row)
            for path, steps in files.items():
                if path:
                    self._bring(path, steps)
            connection.execute(
                sa.update(decisions).where(decisions.c.carried_out.is_(False)).values(carried_out=True)
            )
        return len(rows)

    def _bring(self, path: str, steps: Sequence[sa.Row[Any]]) -> None:
        """Bring a file to where the last of some decisions wants it. It may stand at any step between."""
        target = self.root / path
        for half in target.parent.glob(f".{target.name}.*"):  # left behind by a program that was killed
            half.unlink(missing_ok=True)
        last = steps[-1]
        wanted = last.file_before if last.undone else last.file_after
        if self.content.text(path) not in {text for row in steps for text in (row.file_before, row.file_after)}:
            self.left.append(f"{path} was changed by hand before a decision could be written to it; see that it is right")
        elif wanted is None:
            target.unlink(missing_ok=True)
            with suppress(OSError):  # the folder stays when there is more in it
                target.parent.rmdir()
        else:
            write_text(target, wanted)

    def approve(self, number: int) -> Done:
        """Publish a comment or a member's entry, count a rating, pause an entry, keep an article as a draft; the rest is done."""
        stored = self._open(number)
        form = stored.submission.form
        if form in entries.FORMS:
            return self._decide(stored, "draft" if form == "submit-article" else "approve", lambda: self.content.entry(stored.submission))
        if form not in ("comment", "rating", "pause-entry"):
            return self._decide(stored, "done", None)
        return self._decide(stored, "approve", lambda: self.content.file(stored.submission))

    def foresee(self, number: int, action: str) -> str:
        """Give the file that a decision would write, or "" for none. Raises DecisionError where it would be refused."""
        submission = self._open(number).submission
        if action != "approve" or submission.form not in (*entries.FORMS, "comment", "rating", "pause-entry"):
            return ""
        found = self.content.entry(submission) if submission.form in entries.FORMS else self.content.file(submission)
        return found.path

    def draft(self, number: int) -> Done:
        """Keep a new entry as a draft, with what could not be read left out of it."""
        stored = self._open(number)
        if stored.submission.form not in entries.FORMS:
            raise DecisionError("only a member's new entry or an article can be a draft")
        return self._decide(stored, "draft", lambda: self.content.entry(stored.submission, draft=True))

    def propose(self, submission: Submission, *, draft: bool = False) -> Proposal:
        """Give the file that an entry or an article would become. Raises ProposalError with what to do."""
        return self.content.propose(submission, draft=draft)

    def reject(self, number: int) -> Done:
        """Keep it out of the site; it is not spam."""
        return self._decide(self._open(number), "reject", None)

    def spam(self, number: int) -> Done:
        """Keep it out of the site, and let the learner know its words."""
        return self._decide(self._open(number), "spam", None)

    def edit(self, number: int, fields: Mapping[str, str]) -> Done:
        """Change what a submission says before it is published. The new words pass the form's own rules."""
        stored = self._open(number)
        merged = {**stored.submission.fields, **fields}
        cleaned, errors = validate(FORMS[stored.submission.form], merged, elsewhere=True)
        if errors:
            raise DecisionError(in_a_line(errors))
        return self._decide(stored, "edit", None, cleaned)

    def reply(self, number: int, text: str) -> Done:
        """Write the owner's answer below a comment that is published."""
        stored = self._get(number)
        approved = self._last(number, "approve")
        if stored.submission.form != "comment" or stored.state != "approved" or approved is None:
            raise DecisionError("only a published comment can be answered; approve it first")
        fields = {
            "article": stored.submission.fields["article"],
            "reply_to": Path(approved.file).stem,
            "name": self.content.name_of(self.owner),
            "text": text,
        }
        cleaned, errors = validate(FORMS["comment"], fields)
        if errors:
            raise DecisionError(in_a_line(errors))
        answer = Submission("desk", "", "comment", self.clock(), cleaned)
        return self._decide(stored, "reply", lambda: self.content.file(answer, member=self.owner))

    def undo(self, number: int = 0) -> Done | None:
        """Take the last decision back, and with it the file, exactly. Give it, or None when there is none.

        Refused when the file was changed since: somebody's later work is not thrown away. With the `number` of a decision it is
        refused too when another is the last by now.
        """
        with self.store.deciding():
            self._carry_out()
            query = sa.select(decisions).where(decisions.c.undone.is_(False)).order_by(decisions.c.id.desc()).limit(1)
            with self.store.writing() as connection:
                row = connection.execute(query).one_or_none()
                if row is None:
                    return None
                if number and row.id != number:
                    raise DecisionError("it is not the last decision any more; take back what was decided after it first")
                if row.file and self.content.text(row.file) != row.file_after:
                    raise DecisionError(f"{row.file} was changed since; undo it by hand")
                before = json.loads(row.before)
                connection.execute(
                    sa.update(decisions).where(decisions.c.id == row.id).values(undone=True, carried_out=not row.file)
                )
                values: dict[str, Any] = {"state": before["state"]}
                if "fields" in before:
                    values |= before["keys"] | {"fields": json.dumps(before["fields"], ensure_ascii=False)}
                connection.execute(sa.update(submissions).where(submissions.c.id == row.submission).values(**values))
                self.learner.forget(connection, row.action, before["words"])
            self._carry_out()
            return Done(row.id, row.action, row.submission, row.file)

    def _decide(
        self, stored: Stored, action: str, make: Callable[[], ContentFile] | None, fields: Mapping[str, str] | None = None
    ) -> Done:
        with self.store.deciding():
            self._carry_out()
            with self.store.writing() as connection:  # one decides at a time, so that no two choose the same file
                now = connection.execute(sa.select(submissions).where(submissions.c.id == stored.id)).one_or_none()
                if now is None or now.state != stored.state or json.loads(now.fields) != dict(stored.submission.fields):
                    raise DecisionError(f"somebody else decided on {stored.id} just now; look again")
                file = make() if make else None
                words = stored.submission.said if action in LESSONS else ""
                before: dict[str, Any] = {"state": stored.state, "words": words}
                values: dict[str, Any] = {"state": ENDS[action]} if action in ENDS else {}
                if fields is not None:
                    before |= {"fields": dict(stored.submission.fields), "keys": {name: now._mapping[name] for name in _KEYS}}
                    changed = replace(stored.submission, fields=fields)
                    values |= {name: getattr(changed, name) for name in _KEYS}
                    values["fields"] = json.dumps(dict(fields), ensure_ascii=False)
                row = {
                    "at": self.clock().astimezone(dt.UTC).replace(tzinfo=None),
                    "submission": stored.id,
                    "action": action,
                    "before": json.dumps(before, ensure_ascii=False),
                    "file": file.path if file else "",
                    "file_before": self.content.text(file.path) if file else None,
                    "file_after": file.text if file else None,
                    "carried_out": file is None,
                }
                number = connection.execute(sa.insert(decisions).returning(decisions.c.id), row).scalar_one()
                if values:
                    connection.execute(sa.update(submissions).where(submissions.c.id == stored.id).values(**values))
                self.learner.learn(connection, action, words)
            self._carry_out()
            return Done(number, action, stored.id, file.path if file else "")

    def _get(self, number: int) -> Stored:
        stored = self.store.get(number)
        if stored is None:
            raise DecisionError(f"there is no submission {number}; `inbox.list` shows the numbers")
        return stored

    def _open(self, number: int) -> Stored:
        stored = self._get(number)
        if stored.state not in ("new", "suspected"):
            raise DecisionError(f"{number} is {stored.state} already; undo that first")
        return stored

    def _last(self, number: int, action: str) -> sa.Row[Any] | None:
        query = (
            sa.select(decisions)
            .where(decisions.c.submission == number, decisions.c.action == action, decisions.c.undone.is_(False))
            .order_by(decisions.c.id.desc())
            .limit(1)
        )
        with self.store.engine.connect() as connection:
            return connection.execute(query).one_or_none()
