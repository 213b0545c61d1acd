"""The wishes to hear of answers, in the office's database. An address stands there and nowhere else.

A wish comes from a published comment whose writer ticked the box. It is heard once she has said yes through the link in
a letter to her address (double opt-in): anybody can write somebody else's address into a form.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from office.inbox.store import Store
from office.inbox.tables import decisions, followers, submissions

DAYS_TO_CONFIRM = 14
FIELD = "notify"  # of the comment form


@dataclass(frozen=True, slots=True)
class Wish:
    """One person's wish to hear of the answers to one comment. Moments are in UTC; `asked` is of the last letter."""

    id: int
    email: str
    article: str
    comment: str
    token: str
    asked: dt.datetime | None
    confirmed: dt.datetime | None
    ended: dt.datetime | None

    @property
    def is_heard(self) -> bool:
        """Whether letters may go."""
        return self.confirmed is not None and self.ended is None

    def may_confirm(self, now: dt.datetime) -> bool:
        """Say whether its link still confirms; one who ended it may begin again."""
        if self.confirmed is not None:
            return True
        return self.asked is not None and now - self.asked <= dt.timedelta(days=DAYS_TO_CONFIRM)


def take_in(store: Store) -> int:
    """Make a wish of every published comment whose writer ticked the box and that has none yet; give how many were new."""
    with store.writing() as connection:
        rows = _fresh(connection)
        if rows:
            connection.execute(sa.insert(followers), [{**one, "token": secrets.token_urlsafe(24)} for one in rows])
    return len(rows)


def new_ones(store: Store) -> list[tuple[str, str]]:
    """Give the article and the comment of each wish that would be taken in; nothing is written."""
    with store.engine.connect() as connection:
        return [(one["article"], one["comment"]) for one in _fresh(connection)]


def _fresh(connection: sa.Connection) -> list[dict[str, str]]:
    published = (
        sa.select(submissions.c.email, submissions.c.fields, decisions.c.file)
        .join(decisions, decisions.c.submission == submissions.c.id)
        .where(
            submissions.c.form == "comment", submissions.c.state == "approved", submissions.c.email != "",
            submissions.c.fields.contains(f'"{FIELD}"'), decisions.c.action == "approve", decisions.c.undone.is_(False),
        )
    )  # fmt: skip
    known = {tuple(row) for row in connection.execute(sa.select(followers.c.email, followers.c.article, followers.c.comment))}
    rows: list[dict[str, str]] = []
    for email, fields, file in connection.execute(published):
        article, comment = Path(file).parent.name, Path(file).stem
        if json.loads(fields).get(FIELD) == "yes" and (email, article, comment) not in known:
            known.add((email, article, comment))
            rows.append({"email": email, "article": article, "comment": comment})
    return rows


def all_wishes(store: Store) -> list[Wish]:
    """Give every wish, the oldest first."""
    with store.engine.connect() as connection:
        return [_wish(row) for row in connection.execute(sa.select(followers).order_by(followers.c.id))]


def by_token(store: Store, token: str) -> Wish | None:
    """Give the wish that a link belongs to, or None."""
    with store.engine.connect() as connection:
        row = connection.execute(sa.select(followers).where(followers.c.token == token)).one_or_none()
    return _wish(row) if row else None


def by_number(store: Store, number: int) -> Wish | None:
    """Give a wish by its number, or None."""
    with store.engine.connect() as connection:
        row = connection.execute(sa.select(followers).where(followers.c.id == number)).one_or_none()
    return _wish(row) if row else None


def ask(store: Store, wish: Wish, now: dt.datetime) -> None:
    """Note that the letter that asks for a yes goes out now."""
    _set(store, wish, asked=_plain(now))


def not_asked(store: Store, wish: Wish) -> None:
    """Note that the letter did not go after all, so that it is due again."""
    _set(store, wish, asked=_plain(wish.asked) if wish.asked else None)


def confirm(store: Store, wish: Wish, now: dt.datetime) -> None:
    """Begin to tell; twice is as good as once."""
    _set(store, wish, confirmed=_plain(wish.confirmed or now), ended=None)


def end(store: Store, wish: Wish, now: dt.datetime) -> None:
    """Tell nothing any more."""
    _set(store, wish, ended=_plain(wish.ended or now))


def _set(store: Store, wish: Wish, **values: Any) -> None:
    with store.writing() as connection:
        connection.execute(sa.update(followers).where(followers.c.id == wish.id).values(**values))


def _plain(moment: dt.datetime) -> dt.datetime:
    """Give a moment as the database keeps it: in UTC, without its zone."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def _wish(row: sa.Row[Any]) -> Wish:
    asked, confirmed, ended = (one.replace(tzinfo=dt.UTC) if one else None for one in (row.asked, row.confirmed, row.ended))
    return Wish(row.id, row.email, row.article, row.comment, row.token, asked, confirmed, ended)
