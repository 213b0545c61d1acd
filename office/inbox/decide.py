"""The owner's decisions: each changes the queue and perhaps one file of content/, and can be taken back whole.

A decision is committed to the database together with the text it will write, then the file is written, then the
decision is marked as carried out. Killed in between, the next start carries it out: nothing is lost or done twice.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from forms.catalogue import FORMS
from forms.model import validate
from hub_core.atomic import write_text
from hub_core.documents import read_document

from .learner import Learner
from .publish import ContentFile, PublishError, comment_file, rating_file
from .record import Submission
from .store import Store, Stored
from .tables import decisions, submissions

Clock = Callable[[], dt.datetime]
ACTIONS = ("approve", "reject", "spam", "edit", "reply", "done")
_ENDS = {"approve": "approved", "reject": "rejected", "spam": "spam", "done": "done"}


class DecisionError(ValueError):
    """The decision cannot be carried out; the message says why and what to do."""


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
        self.learner = Learner(store)

    def recover(self) -> int:
        """Carry out what was decided and not written before the last stop; give how many files were written."""
        query = sa.select(decisions).where(decisions.c.carried_out.is_(False)).order_by(decisions.c.id)
        with self.store.engine.connect() as connection:
            waiting = connection.execute(query).all()
        for row in waiting:
            self._carry_out(row.id, row.file, row.file_before if row.undone else row.file_after)
        return len(waiting)

    def approve(self, number: int) -> Done:
        """Publish a comment or count a rating; anything else is marked as done."""
        stored = self._open(number)
        form = stored.submission.form
        if form not in ("comment", "rating"):
            return self._decide(stored, "done", None)
        return self._decide(stored, "approve", self._file(stored.submission))

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
        cleaned, errors = validate(FORMS[stored.submission.form], merged)
        if errors:
            raise DecisionError("; ".join(f"{name}: {remedy}" for name, remedy in errors))
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
            "name": self._owner_name(),
            "text": text,
        }
        cleaned, errors = validate(FORMS["comment"], fields)
        if errors:
            raise DecisionError("; ".join(f"{name}: {remedy}" for name, remedy in errors))
        answer = Submission("desk", "", "comment", self.clock(), cleaned)
        return self._decide(stored, "reply", self._file(answer, member=self.owner))

    def undo(self) -> Done | None:
        """Take the last decision back, and with it the file, exactly. Give it, or None when there is none.

        Refused when the file was changed since: somebody's later work is not thrown away.
        """
        query = sa.select(decisions).where(decisions.c.undone.is_(False)).order_by(decisions.c.id.desc()).limit(1)
        with self.store.engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        if row.file and self._read(row.file) != row.file_after:
            raise DecisionError(f"{row.file} was changed since; undo it by hand")
        before = json.loads(row.before)
        with self.store.writing() as connection:
            connection.execute(
                sa.update(decisions).where(decisions.c.id == row.id).values(undone=True, carried_out=not row.file)
            )
            values: dict[str, Any] = {"state": before["state"]}
            if "fields" in before:
                values |= {"fields": json.dumps(before["fields"], ensure_ascii=False), "near_key": before["near_key"]}
            connection.execute(sa.update(submissions).where(submissions.c.id == row.submission).values(**values))
            self.learner.forget(connection, row.action, before["words"])
        if row.file:
            self._carry_out(row.id, row.file, row.file_before)
        return Done(row.id, row.action, row.submission, row.file)

    def _decide(
        self, stored: Stored, action: str, file: ContentFile | None, fields: Mapping[str, str] | None = None
    ) -> Done:
        words = " ".join(stored.submission.fields.values())
        before: dict[str, Any] = {"state": stored.state, "words": words if action in ("approve", "spam") else ""}
        if fields is not None:
            before |= {"fields": dict(stored.submission.fields), "near_key": stored.near_key}
        row = {
            "at": self.clock().replace(tzinfo=None),
            "submission": stored.id,
            "action": action,
            "before": json.dumps(before, ensure_ascii=False),
            "file": file.path if file else "",
            "file_before": self._read(file.path) if file else None,
            "file_after": file.text if file else None,
            "carried_out": file is None,
        }
        with self.store.writing() as connection:
            found = connection.execute(sa.select(submissions.c.state).where(submissions.c.id == stored.id)).scalar_one()
            if found != stored.state:
                raise DecisionError(f"somebody else decided on {stored.id} just now; look again")
            number = connection.execute(sa.insert(decisions).returning(decisions.c.id), row).scalar_one()
            values: dict[str, Any] = {}
            if action in _ENDS:
                values["state"] = _ENDS[action]
            if fields is not None:
                changed = Submission(
                    stored.submission.source, "", stored.submission.form, stored.submission.received, fields
                )
                values["fields"] = json.dumps(dict(fields), ensure_ascii=False)
                values["near_key"] = changed.near_key
            if values:
                connection.execute(sa.update(submissions).where(submissions.c.id == stored.id).values(**values))
            self.learner.learn(connection, action, before["words"])
        if file:
            self._carry_out(number, file.path, file.text)
        return Done(number, action, stored.id, file.path if file else "")

    def _carry_out(self, number: int, path: str, text: str | None) -> None:
        target = self.root / path
        if path and text is None:
            target.unlink(missing_ok=True)
        elif path and text is not None:
            write_text(target, text)
        with self.store.writing() as connection:
            connection.execute(sa.update(decisions).where(decisions.c.id == number).values(carried_out=True))

    def _file(self, submission: Submission, member: str = "") -> ContentFile:
        try:
            if submission.form == "rating":
                present = self._read(f"content/ratings/{submission.fields.get('article', '')}.yaml")
                return rating_file(submission, articles=self._articles(), present=present, today=self.clock().date())
            return comment_file(
                submission, articles=self._articles(), taken=self._taken(), zone=self.zone, member=member
            )
        except PublishError as error:
            raise DecisionError(str(error)) from error

    def _articles(self) -> Set[str]:
        return {file.stem for file in (self.root / "content" / "articles").glob("*/*.md")}

    def _taken(self) -> Set[str]:
        folder = self.root / "content" / "comments"
        return {file.relative_to(self.root).as_posix() for file in folder.glob("*/*.md")}

    def _read(self, path: str) -> str | None:
        file = self.root / path
        return file.read_text(encoding="utf-8") if file.is_file() else None

    def _owner_name(self) -> str:
        document, _ = read_document(self.root / "content" / "members" / f"{self.owner}.md", self.owner)
        return str(document.data.get("name", self.owner)) if document else self.owner

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
