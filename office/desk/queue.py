"""Pages of the queue, each found by an index, so that the hundred-thousandth entry opens as fast as the first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa

from office.inbox import votes
from office.inbox.store import Store, Stored, stored_of
from office.inbox.tables import decisions, submissions

from .door import PATH

PILES: dict[str, tuple[str, ...]] = {
    "new": ("new",),
    "suspected": ("suspected",),
    "decided": ("approved", "rejected", "spam", "done"),
}
PAGE = 50
MOST_AT_ONCE = 500  # decisions of one press: each is committed by itself, and a browser waits for all of them
LARGEST_ID = 2**31 - 1
# The same number of stars on the same article is what two readers think, not one reader twice.
NEVER_ALIKE = ("rating",)
_ENDS = ("approve", "draft", "reject", "spam", "done")
_CURSOR = re.compile(r"(?:([0-9T:.-]{19,26})_)?([0-9]{1,10})\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the queue a page stands: a pile, one form or "" for all, and the entry before its first, or ""."""

    pile: str = "new"
    form: str = ""
    after: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str], forms: Collection[str]) -> Place:
        """Read a place from a query or a form. What makes no sense is left out."""
        pile, form, after = given.get("pile", ""), given.get("form", ""), given.get("after", "")
        pile = pile if pile in PILES else "new"
        after = after if _cursor(pile, after) else ""
        return cls(pile, form if form in forms else "", after)

    def href(self, *, note: str = "", **changed: str) -> str:
        """Give the address of this place, or of one that differs in some parts."""
        return PATH + self.query(note=note, **changed)

    def query(self, *, note: str = "", **changed: str) -> str:
        """Give the place as a query with its question mark, or "" for the first page of what is new."""
        other = replace(self, **changed) if changed else self
        words = {"pile": "" if other.pile == "new" else other.pile, "form": other.form, "after": other.after, "note": note}
        query = urlencode({name: value for name, value in words.items() if value})
        return f"?{query}" if query else ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that stands. `at` is in UTC; `file` is the path that it wrote below the repository, or ""."""

    number: int
    submission: int
    action: str
    at: dt.datetime
    file: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A submission in the queue. `alike` counts the others that say the same, by their state; `beside` says what becomes of a
    vote beside others of the same person, or "".
    """

    stored: Stored
    alike: Mapping[str, int] = field(default_factory=dict)
    decision: Decision | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a pile. `following` is the cursor of the next page, or ""."""

    entries: tuple[Entry, ...]
    following: str


def page(store: Store, place: Place, counts: Mapping[tuple[str, str], int]) -> Page:
    """Give a page: what waits, oldest first; what is decided, the latest decision first. `counts` is `store.counts()`."""
    with store.engine.connect() as connection:
        if place.pile == "decided":
            found, following = _decided(connection, place)
        else:
            found, following = _waiting(connection, place, counts)
        rows = connection.execute(sa.select(submissions).where(submissions.c.id.in_([number for number, _ in found])))
        by_id = {row.id: stored_of(row) for row in rows}
    stored = [(by_id[number], decision) for number, decision in found if number in by_id]
    alike = _alike(store, [one for one, _ in stored])
    entries = (Entry(one, alike.get(one.id, {}), decision, _beside(store, one)) for one, decision in stored)
    return Page(tuple(entries), following)


def entry(store: Store, number: int) -> Entry | None:
    """Give one entry, or None."""
    stored = store.get(number) if number <= LARGEST_ID else None
    if stored is None:
        return None
    decision = _first(store, decisions.c.submission == number, decisions.c.action.in_(_ENDS))
    return Entry(stored, _alike(store, [stored]).get(stored.id, {}), decision, _beside(store, stored))


def _beside(store: Store, one: Stored) -> str:
    if one.submission.form != votes.FORM or one.state not in ("new", "suspected"):
        return ""
    with store.engine.connect() as connection:
        return votes.remark(connection, one.submission)


def last_decision(store: Store) -> Decision | None:
    """Give the latest decision that stands: the one that undo takes back."""
    return _first(store)


def same_words(store: Store, numbers: Iterable[int], states: Iterable[str], limit: int) -> list[int]:
    """Give the ids, oldest first, of all that say the same as some entries and stand in one of `states`."""
    keys = (
        sa.select(submissions.c.near_key)
        .where(submissions.c.id.in_(list(numbers)), submissions.c.form.not_in(NEVER_ALIKE))
        .scalar_subquery()
    )
    query = (
        sa.select(submissions.c.id)
        .where(submissions.c.near_key.in_(keys), submissions.c.state.in_(list(states)))
        .order_by(submissions.c.received, submissions.c.id)
        .limit(limit)
    )
    with store.engine.connect() as connection:
        return list(connection.scalars(query))


def _waiting(
    connection: sa.Connection, place: Place, counts: Mapping[tuple[str, str], int]
) -> tuple[list[tuple[int, Decision | None]], str]:
    """Ask the index for each form by itself and merge: no sorting of the whole pile for a page over all forms."""
    key = sa.tuple_(submissions.c.received, submissions.c.id)
    rows: list[tuple[dt.datetime, int]] = []
    for state, form in counts:
        if state not in PILES[place.pile] or (place.form and form != place.form):
            continue
        query = sa.select(submissions.c.received, submissions.c.id).where(
            submissions.c.state == state, submissions.c.form == form
        )
        if found := _cursor(place.pile, place.after):
            query = query.where(key > sa.tuple_(sa.literal(found[0], sa.DateTime), sa.literal(found[1])))
        query = query.order_by(submissions.c.received, submissions.c.id).limit(PAGE + 1)
        rows += [(at, number) for at, number in connection.execute(query)]
    rows.sort()
    following = f"{rows[PAGE - 1][0].isoformat()}_{rows[PAGE - 1][1]}" if len(rows) > PAGE else ""
    return [(number, None) for _, number in rows[:PAGE]], following


def _decided(connection: sa.Connection, place: Place) -> tuple[list[tuple[int, Decision | None]], str]:
    query = sa.select(decisions).where(decisions.c.undone.is_(False), decisions.c.action.in_(_ENDS))
    if place.form:
        query = query.join(submissions, submissions.c.id == decisions.c.submission).where(
            submissions.c.form == place.form
        )
    if found := _cursor("decided", place.after):
        query = query.where(decisions.c.id < found[1])
    rows = connection.execute(query.order_by(decisions.c.id.desc()).limit(PAGE + 1)).all()
    following = str(rows[PAGE - 1].id) if len(rows) > PAGE else ""
    return [(row.submission, _decision(row)) for row in rows[:PAGE]], following


def _alike(store: Store, found: Iterable[Stored]) -> dict[int, dict[str, int]]:
    """Give, for each of some submissions, how many others say the same, by state."""
    by_key: dict[str, list[Stored]] = {}
    for one in found:
        if one.submission.form not in NEVER_ALIKE:
            by_key.setdefault(one.near_key, []).append(one)
    query = (
        sa.select(submissions.c.near_key, submissions.c.state, sa.func.count())
        .where(submissions.c.near_key.in_(list(by_key)))
        .group_by(submissions.c.near_key, submissions.c.state)
    )
    alike: dict[int, dict[str, int]] = {}
    with store.engine.connect() as connection:
        for key, state, number in connection.execute(query):
            for one in by_key[key]:
                if others := number - (state == one.state):
                    alike.setdefault(one.id, {})[state] = others
    return alike


def _first(store: Store, *conditions: sa.ColumnElement[bool]) -> Decision | None:
    query = sa.select(decisions).where(decisions.c.undone.is_(False), *conditions)
    with store.engine.connect() as connection:
        row = connection.execute(query.order_by(decisions.c.id.desc()).limit(1)).one_or_none()
    return _decision(row) if row else None


def _decision(row: sa.Row[Any]) -> Decision:
    return Decision(row.id, row.submission, row.action, row.at.replace(tzinfo=dt.UTC), row.file)


def _cursor(pile: str, text: str) -> tuple[dt.datetime, int] | None:
    match = _CURSOR.match(text)
    if not match or (match[1] is None) != (pile == "decided") or int(match[2]) > LARGEST_ID:
        return None
    try:
        return dt.datetime.fromisoformat(match[1]) if match[1] else dt.datetime.min, int(match[2])  # noqa: DTZ901
    except ValueError:
        return None
