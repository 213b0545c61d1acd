"""What the leads room holds of one person: her leads with their steps, and the mails that were drafted to or about her."""

from __future__ import annotations

import email
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from office.inbox.tables import lead_events, leads, letters
from office.post.outbox import drafts

Row = dict[str, Any]
FORMER = "former-member"  # stands in for a member who was erased


def rows(connection: sa.Connection, numbers: Sequence[int]) -> tuple[list[Row], list[Row]]:
    """Give the leads of some submissions, and their steps, those that were taken back among them."""
    own: list[Row] = []
    steps: list[Row] = []
    for start in range(0, len(numbers), 500):
        some = sa.select(leads).where(leads.c.submission.in_(numbers[start : start + 500])).order_by(leads.c.id)
        own += [dict(row._mapping) for row in connection.execute(some)]
    ids = [row["id"] for row in own]
    for start in range(0, len(ids), 500):
        more = sa.select(lead_events).where(lead_events.c.lead.in_(ids[start : start + 500])).order_by(lead_events.c.id)
        steps += [dict(row._mapping) for row in connection.execute(more)]
    return own, steps


def mails(private: Path, steps: Iterable[Row], address: str) -> Iterator[Path]:
    """Give the drafted mails of some steps, and every other one that names an address, which is in lower case."""
    own = {private / path for row in steps for path, _ in json.loads(row["drafts"])}
    for file in drafts(private):
        if file in own or address in _words(file):
            yield file


def erase(connection: sa.Connection, own: Iterable[Row]) -> None:
    """Delete leads and their steps, and what the log says of their letters: their numbers may be given again."""
    for row in own:
        connection.execute(sa.delete(letters).where(letters.c.key.startswith(f"lead:{row['id']}:")))
        connection.execute(sa.delete(lead_events).where(lead_events.c.lead == row["id"]))
        connection.execute(sa.delete(leads).where(leads.c.id == row["id"]))


def forget_member(connection: sa.Connection, slug: str) -> None:
    """Take a member's name out of leads that she was offered or took; the steps themselves stay."""
    for row in connection.execute(sa.select(leads.c.id).where(leads.c.member == slug)).all():
        connection.execute(sa.update(leads).where(leads.c.id == row.id).values(member=FORMER))
    named = sa.or_(lead_events.c.member == slug, lead_events.c.before.contains(slug, autoescape=True), lead_events.c.drafts.contains(slug, autoescape=True))
    for row in connection.execute(sa.select(lead_events).where(named)).all():
        before = json.loads(row.before)
        values = {
            "member": FORMER if row.member == slug else row.member,
            "before": json.dumps(before | {"member": FORMER} if before.get("member") == slug else before),
            "drafts": json.dumps([[_without(path, slug), digest] for path, digest in json.loads(row.drafts)]),
        }
        connection.execute(sa.update(lead_events).where(lead_events.c.id == row.id).values(**values))


def _without(path: str, slug: str) -> str:
    """A draft's file ends in the member's name. The file of an erased member is gone, so the path only has to name nobody."""
    return re.sub(rf"(?<![a-z0-9]){re.escape(slug)}(?=\.eml\Z)", FORMER, path)


def read_mail(file: Path) -> str:
    """Give a drafted mail as a person reads it: its headers and its text."""
    message = email.message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default)
    body = message.get_body(("plain",))
    return "\n".join([*(f"{name}: {value}" for name, value in message.items()), "", str(body.get_content()) if body else ""])


def _words(file: Path) -> str:
    # Quoted-printable folds long lines, so an address need not stand in the file in one piece.
    try:
        return read_mail(file).casefold()
    except (LookupError, ValueError):  # a draft that somebody saved in another shape
        return file.read_text(encoding="utf-8", errors="replace").casefold()
