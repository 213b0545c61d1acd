"""The leads in the office's database: opened from the inbox, moved step by step, each step dated and undoable."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from office.inbox.record import Submission
from office.inbox.store import Store, stored_of
from office.inbox.tables import lead_events, leads, submissions

from .states import Position, StepError, step

FORM = "referral-request"
_OPENED = ("approved", "done")
LARGEST_ID = 2**31 - 1


class LeadError(ValueError):
    """It cannot be done; the message says why and what to do, and holds nothing that a client wrote."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A request that was opened. `opened` is in UTC."""

    id: int
    number: int  # the submission's, in the inbox
    submission: Submission
    opened: dt.datetime
    position: Position

    @property
    def fields(self) -> Mapping[str, str]:
        """Give what the client wrote."""
        return self.submission.fields


@dataclass(frozen=True, slots=True)
class Event:
    """A step that was taken. `at` is in UTC; `drafts` are paths below private/, each with a digest of its text."""

    id: int
    lead: int
    at: dt.datetime
    step: str
    member: str
    detail: str
    note: str
    by_link: bool
    drafts: tuple[tuple[str, str], ...]


Make = Callable[[int], Sequence[Path]]


class Book:
    """The leads of one database. `clock` gives the moment in UTC."""

    def __init__(self, store: Store, private: Path, clock: Callable[[], dt.datetime]) -> None:
        self.store, self.private, self.clock = store, private, clock

    def gather(self) -> int:
        """Make a lead of every request that was approved in the inbox, and give how many; the rest stays as it is.

        When an approval was taken back before anything was done with its lead, the lead goes too.
        """
        standing = sa.select(leads.c.submission)
        wanted = sa.select(submissions.c.id, submissions.c.fields).where(
            submissions.c.form == FORM, submissions.c.state.in_(_OPENED), submissions.c.id.not_in(standing)
        )
        closed_again = sa.select(submissions.c.id).where(submissions.c.form == FORM, submissions.c.state.not_in(_OPENED))
        gone = leads.c.submission.in_(closed_again) & leads.c.id.not_in(sa.select(lead_events.c.lead))
        with self.store.engine.connect() as connection:
            if not (connection.execute(wanted.limit(1)).first() or connection.execute(sa.select(leads.c.id).where(gone).limit(1)).first()):
                return 0
        with self.store.writing() as connection:
            connection.execute(sa.delete(leads).where(gone))
            rows = connection.execute(wanted.order_by(submissions.c.id)).all()
            for row in rows:
                consent = json.loads(row.fields).get("consent") == "yes"
                connection.execute(sa.insert(leads).values(submission=row.id, opened=self._now(), consent=consent))
        return len(rows)

    def add(self, submission: Submission) -> int:
        """Put a request that came by another way than the form into the inbox, approved, and give its lead's number."""
        account = self.store.add([submission])
        with self.store.writing() as connection:
            query = sa.select(submissions.c.id).where(submissions.c.content_key == submission.content_key)
            number = connection.scalar(query.order_by(submissions.c.id.desc()).limit(1))
            if account.new:
                connection.execute(sa.update(submissions).where(submissions.c.id == number).values(state="done"))
        self.gather()
        with self.store.engine.connect() as connection:
            found = connection.scalar(sa.select(leads.c.id).where(leads.c.submission == number))
        if found is None:
            raise LeadError("the same request waits in the inbox already; approve it there")
        return int(found)

    def all(self, states: Iterable[str] = (), limit: int = 1_000_000) -> list[Lead]:
        """Give leads, the oldest first; without states all of them."""
        query = sa.select(leads, *_SUBMISSION).join(submissions)
        if wanted := tuple(states):
            query = query.where(leads.c.state.in_(wanted))
        with self.store.engine.connect() as connection:
            return [_lead(row) for row in connection.execute(query.order_by(leads.c.id).limit(limit))]

    def get(self, number: int) -> Lead:
        """Give one lead. Raises LeadError."""
        query = sa.select(leads, *_SUBMISSION).join(submissions).where(leads.c.id == number)
        with self.store.engine.connect() as connection:
            row = connection.execute(query).one_or_none() if 0 < number <= LARGEST_ID else None
        if row is None:
            raise LeadError(f"there is no lead {number}; leads.list shows the numbers")
        return _lead(row)

    def counts(self) -> dict[str, int]:
        """Give how many leads stand in each state."""
        query = sa.select(leads.c.state, sa.func.count()).group_by(leads.c.state)
        with self.store.engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def waiting(self) -> int:
        """Give how many requests wait in the inbox for the owner's word, suspected spam among them."""
        query = sa.select(sa.func.count()).where(submissions.c.form == FORM, submissions.c.state.in_(("new", "suspected")))
        with self.store.engine.connect() as connection:
            return int(connection.scalar(query) or 0)

    def events(self, number: int = 0) -> list[Event]:
        """Give the steps of a lead that stand, or of all leads, in their order."""
        query = sa.select(lead_events).where(lead_events.c.undone.is_(False))
        if number:
            query = query.where(lead_events.c.lead == number)
        with self.store.engine.connect() as connection:
            return [_event(row) for row in connection.execute(query.order_by(lead_events.c.id))]

    def asked(self, number: int) -> tuple[str, ...]:
        """Give the members whom a lead was offered to, in their order; an offer that was taken back is none."""
        return tuple(dict.fromkeys(one.member for one in self.events(number) if one.step == "offer"))

    def last_leads(self) -> dict[str, dt.datetime]:
        """Give when each member was last offered a lead or given one, in UTC."""
        query = (
            sa.select(lead_events.c.member, sa.func.max(lead_events.c.at))
            .where(lead_events.c.step.in_(("offer", "hand-over", "point-to")), lead_events.c.undone.is_(False))
            .group_by(lead_events.c.member)
        )
        with self.store.engine.connect() as connection:
            return {member: at.replace(tzinfo=dt.UTC) for member, at in connection.execute(query)}

    def take(
        self, number: int, what: str, *, member: str = "", detail: str = "", note: str = "", by_link: bool = False,
        make: Make | None = None, offer: int = 0,
    ) -> Event:  # fmt: skip
        """Take a step. `make` writes the mails of the step, for the event's number, before the step is committed.

        `offer` is the event of the offer that is answered, when it matters that it is still that one. Raises LeadError.
        """
        with self.store.writing() as connection:
            row = connection.execute(sa.select(leads).where(leads.c.id == number)).one_or_none()
            if row is None:
                raise LeadError(f"there is no lead {number}; leads.list shows the numbers")
            if offer and _standing_offer(connection, number) != offer:
                raise LeadError("this offer does not stand any more")
            before = _position(row)
            try:
                after = step(before, what, member=member, detail=detail)
            except StepError as error:
                raise LeadError(f"lead {number}: {error}") from error
            values: dict[str, Any] = {
                "lead": number, "at": self._now(), "step": what, "member": member or after.member, "detail": detail,
                "note": note, "by_link": by_link, "before": json.dumps(asdict(before)),
            }  # fmt: skip
            made = connection.execute(sa.insert(lead_events).returning(lead_events.c.id), values).scalar_one()
            connection.execute(sa.update(leads).where(leads.c.id == number).values(**asdict(after)))
            if make:
                drafts = [(file.relative_to(self.private).as_posix(), _digest(file)) for file in make(made)]
                connection.execute(sa.update(lead_events).where(lead_events.c.id == made).values(drafts=json.dumps(drafts)))
            return _event(connection.execute(sa.select(lead_events).where(lead_events.c.id == made)).one())

    def undo(self, number: int, last: int = 0) -> tuple[Event, list[str]] | None:
        """Take the last step of a lead back, with the drafts it wrote; give it, and a line on each draft that is left.

        None when there is no step. A draft that was changed since is left; one that is gone was sent or deleted. `last` is the
        step that whoever decides has seen as the last: when another is by now, such as a member's answer, this raises LeadError.
        """
        with self.store.writing() as connection:
            query = sa.select(lead_events).where(lead_events.c.lead == number, lead_events.c.undone.is_(False))
            row = connection.execute(query.order_by(lead_events.c.id.desc()).limit(1)).one_or_none()
            if row is None:
                return None
            if last not in (0, row.id):
                raise LeadError("the last step is another by now; look at it, and then decide")
            connection.execute(sa.update(lead_events).where(lead_events.c.id == row.id).values(undone=True))
            connection.execute(sa.update(leads).where(leads.c.id == number).values(**json.loads(row.before)))
            event = _event(row)
        left = []
        for path, digest in event.drafts:
            file = self.private / path
            if not file.is_file():
                left.append(f"private/{path} is not there any more. If you sent it, tell them yourself that it does not hold.")
            elif _digest(file) != digest:
                left.append(f"private/{path} was changed since, and is left. Delete it yourself.")
            else:
                file.unlink()
        return event, left

    def offer(self, lead: int, event: int, member: str) -> tuple[str, Event | None]:
        """Say where an offer stands: `open`, `answered` with the answer, or `gone`."""
        events = [one for one in self.events(lead) if one.id >= event] if 0 < lead <= LARGEST_ID and event > 0 else []
        if not events or (events[0].id, events[0].step, events[0].member) != (event, "offer", member):
            return "gone", None
        for one in events[1:]:
            if one.step in ("accept", "decline") and one.member == member:
                return "answered", one
            if one.step in ("offer", "close", "match"):
                return "gone", None
        return "open", None

    def _now(self) -> dt.datetime:
        return self.clock().astimezone(dt.UTC).replace(tzinfo=None)


_SUBMISSION = [column.label(f"s_{column.name}") for column in submissions.columns]


def _standing_offer(connection: sa.Connection, lead: int) -> int | None:
    query = sa.select(lead_events.c.id).where(
        lead_events.c.lead == lead, lead_events.c.step == "offer", lead_events.c.undone.is_(False)
    )
    return connection.scalar(query.order_by(lead_events.c.id.desc()).limit(1))


def _position(row: sa.Row[Any]) -> Position:
    return Position(row.state, row.member, row.consent, row.outcome)


class _Plain:
    """A joined row's submission under the names that the inbox knows."""

    def __init__(self, row: sa.Row[Any]) -> None:
        for name, value in row._mapping.items():
            if name.startswith("s_"):
                setattr(self, name.removeprefix("s_"), value)


def _lead(row: sa.Row[Any]) -> Lead:
    submission = stored_of(_Plain(row)).submission  # type: ignore[arg-type]  # it reads the same names
    return Lead(row.id, row.submission, submission, row.opened.replace(tzinfo=dt.UTC), _position(row))


def _event(row: sa.Row[Any]) -> Event:
    drafts = tuple((path, digest) for path, digest in json.loads(row.drafts))
    return Event(row.id, row.lead, row.at.replace(tzinfo=dt.UTC), row.step, row.member, row.detail, row.note, row.by_link, drafts)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]
