"""The task `privacy.tidy`: deletes what has been kept for as long as the privacy page promises, after asking."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from hub_core.atomic import write_text
from hub_core.settings import HubSettings
from office.inbox.decide import Clock
from office.inbox.learner import words_of
from office.inbox.store import Store
from office.inbox.tables import (
    decisions,
    followers,
    forgotten,
    gone,
    lead_events,
    leads,
    letters,
    submissions,
    subscribers,
    words,
)
from office.newsletter.readers import FORM as NEWSLETTER
from office.post.addresses import FILE as ADDRESSES
from office.workbench import say
from office.workbench.site import read_facts

from .erasing import delete_readers, delete_submissions, delete_wishes, scrub
from .overdue import Overdue, overdue, paths_of_files
from .periods import Periods, unnamed
from .tasks import inbox

PAGE = "content/pages/privacy.md"
_NOW = partial(dt.datetime.now, dt.UTC)
_AT_ONCE = 500


def tidy_task(
    root: Path, *, yes: bool = False, dry_run: bool = False, ask: Callable[[str], str] = input, can_ask: bool = True, clock: Clock = _NOW
) -> int:
    """Delete what is overdue, and give the exit code. With `dry_run` it is only counted."""
    facts = read_facts(root)
    if facts.mistakes:
        raise say.Stop(*facts.mistakes)
    now = clock()
    periods = Periods.of(facts.settings, now)
    say.err(*_page_lines(root, facts.settings))
    with inbox(root) as store:
        if store is None:
            say.out("There is no inbox yet, so nothing is kept.")
            return say.DONE
        if not dry_run:
            _notice(root, store, now)
        found = overdue(root, store, periods)
        account = found.account()
        if not account:
            if not dry_run:
                scrub(store)  # a run before may have been told that the database is in use
            say.out("Nothing has been kept for too long.", *found.left)
            return say.DONE
        if dry_run:
            say.out("To be deleted:", *_indented(account), *found.left, "Nothing was deleted: this was a dry run.")
            return say.DONE
        if not yes:
            say.out("To be deleted:", *_indented(account))
            if not can_ask:
                raise say.Stop("Nobody is here to ask. Add --yes to delete this, or --dry-run only to count it.", code=say.MISUSE)
            if ask("Delete all of it? It cannot be brought back. [y/N] ").strip().lower() not in ("y", "yes"):
                say.out("Nothing was deleted.", *found.left)
                return say.DONE
        delete(root, store, found, periods)
        say.out("Deleted:", *_indented(account), *found.left)
    return say.DONE


def delete(root: Path, store: Store, found: Overdue, periods: Periods) -> None:
    """Delete what was found: files first, all rows in one transaction after them. Raises OSError."""
    with store.engine.connect() as connection:
        drafts = list(_drafts(root / "private", connection, found.leads))
    for file in (*drafts, *found.files):
        file.unlink(missing_ok=True)
    _without_members(root / "private" / ADDRESSES, found.lines)
    with store.writing() as connection:
        _leave_marks(connection, found.submissions)
        for some in _parts(found.submissions):
            own = sa.select(leads.c.id).where(leads.c.submission.in_(some))
            connection.execute(sa.delete(lead_events).where(lead_events.c.lead.in_(own)))
            connection.execute(sa.delete(leads).where(leads.c.submission.in_(some)))
        _forget_rare_words(connection, found.submissions)
        delete_submissions(connection, found.submissions)
        for number in found.addresses:
            _take_address(connection, number)
        _end_sign_ups(connection, found)
        _end_wishes(connection, found.wishes)
        # Whether an old draft was sent nobody knows. It is not drafted again: a reader is rather missed than mailed twice.
        connection.execute(sa.update(letters).where(letters.c.state == "drafted", letters.c.at < periods.drafts).values(state="sending"))
    scrub(store)


def _notice(root: Path, store: Store, now: dt.datetime) -> None:
    """Write down which files are not there any more, and since when that is known; forget those that are back."""
    at = now.astimezone(dt.UTC).replace(tzinfo=None)
    wanted = {path for path in paths_of_files(root, store) if not (root / path).is_file()}
    with store.writing() as connection:
        known = set(connection.scalars(sa.select(gone.c.path)))
        for path in known - wanted:
            connection.execute(sa.delete(gone).where(gone.c.path == path))
        if new := sorted(wanted - known):
            connection.execute(sa.insert(gone), [{"path": path, "noticed": at} for path in new])


def _leave_marks(connection: sa.Connection, numbers: Sequence[int]) -> None:
    for some in _parts(numbers):
        query = sa.select(submissions.c.id_key, submissions.c.content_key, submissions.c.received).where(submissions.c.id.in_(some))
        connection.execute(sa.insert(forgotten), [dict(row._mapping) for row in connection.execute(query)])


def _forget_rare_words(connection: sa.Connection, numbers: Sequence[int]) -> None:
    """A word that the learner has met once, such as a name, goes with its text. What spam has in common stays."""
    for some in _parts(numbers):
        found: set[str] = set()
        for before in connection.scalars(sa.select(decisions.c.before).where(decisions.c.submission.in_(some))):
            found |= words_of(json.loads(before).get("words", ""))
        for part in _parts(sorted(found)):
            connection.execute(sa.delete(words).where(words.c.word.in_(part), words.c.spam + words.c.ham <= 1))


def _take_address(connection: sa.Connection, number: int) -> None:
    """A published comment, or a vote, stays on record without the address of its sender."""
    row = connection.execute(sa.select(submissions.c.fields).where(submissions.c.id == number)).one()
    kept = {name: value for name, value in json.loads(row.fields).items() if name not in ("email", "notify")}
    connection.execute(sa.update(submissions).where(submissions.c.id == number).values(email="", fields=json.dumps(kept, ensure_ascii=False)))
    for decision in connection.execute(sa.select(decisions.c.id, decisions.c.before).where(decisions.c.submission == number)).all():
        before: dict[str, Any] = json.loads(decision.before)
        if "fields" in before:
            before["fields"] = {name: value for name, value in before["fields"].items() if name not in ("email", "notify")}
            before["keys"]["email"] = ""
            connection.execute(sa.update(decisions).where(decisions.c.id == decision.id).values(before=json.dumps(before, ensure_ascii=False)))


def _end_sign_ups(connection: sa.Connection, found: Overdue) -> None:
    """The forms go with the wish: they would make a new one of it. Who had left before is as she was then."""
    for some in _parts([*found.readers, *found.back]):
        addresses = sa.select(subscribers.c.email).where(subscribers.c.id.in_(some))
        own = submissions.c.form == NEWSLETTER, submissions.c.state == "done", submissions.c.email.in_(addresses)
        numbers = list(connection.scalars(sa.select(submissions.c.id).where(*own)))
        _leave_marks(connection, numbers)
        delete_submissions(connection, numbers)
    delete_readers(connection, found.readers)
    for some in _parts(found.back):
        connection.execute(sa.update(subscribers).where(subscribers.c.id.in_(some)).values(asked=subscribers.c.ended))


def _end_wishes(connection: sa.Connection, numbers: Sequence[int]) -> None:
    """The tick goes from the comment too: it would make a new wish of it."""
    for number in numbers:
        wish = connection.execute(sa.select(followers).where(followers.c.id == number)).one()
        of_it = sa.select(decisions.c.submission).where(decisions.c.file == f"content/comments/{wish.article}/{wish.comment}.md")
        query = sa.select(submissions.c.id, submissions.c.fields).where(submissions.c.id.in_(of_it), submissions.c.email == wish.email)
        for row in connection.execute(query).all():
            kept = {name: value for name, value in json.loads(row.fields).items() if name != "notify"}
            connection.execute(sa.update(submissions).where(submissions.c.id == row.id).values(fields=json.dumps(kept, ensure_ascii=False)))
    delete_wishes(connection, numbers)


def _drafts(private: Path, connection: sa.Connection, numbers: Sequence[int]) -> Iterator[Path]:
    for some in _parts(numbers):
        for paths in connection.scalars(sa.select(lead_events.c.drafts).where(lead_events.c.lead.in_(some))):
            yield from (private / path for path, _ in json.loads(paths))


def _without_members(file: Path, members: Sequence[str]) -> None:
    if members:
        lines = file.read_text(encoding="utf-8", errors="surrogateescape").splitlines(keepends=True)
        write_text(file, "".join(line for line in lines if line.partition(":")[0].strip(" \"'") not in members), mode=0o600)


def _page_lines(root: Path, settings: HubSettings) -> list[str]:
    file = root / PAGE
    if not file.is_file():
        return []
    missing = unnamed(file.read_text(encoding="utf-8", errors="replace"), settings)
    return [f"{PAGE}: text: the settings keep something for {', '.join(missing)}, and the page does not say so. Let them agree."] if missing else []


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _parts(found: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(found), _AT_ONCE):
        yield found[start : start + _AT_ONCE]
