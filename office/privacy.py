"""The tasks `privacy.export` and `privacy.erase`: what this hub holds of one person, given to her or deleted.

A person is known by her e-mail address. What she sent lies in private/; what was published of it is found through the
decisions that published it. No address is ever said: it is in the question alone.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from hub_core.atomic import write_text

from .inbox.decide import Clock, Desk
from .inbox.store import DATABASE, SETTING, Store, open_store
from .inbox.tables import decisions, followers, submissions, subscribers
from .inbox.takedown import by_hand, changes
from .leads import person
from .workbench import say
from .workbench.site import read_facts

EXPORTS = "exports"
_ROOMS = ("inbox", "spam")  # folders of private/ with what the receiver keeps as files
_WRITING = ("approve", "draft")  # decisions that write a submission into content/
_HERS = ("content/comments/", "content/members/", "content/articles/")
_LARGEST = 50_000_000  # bytes of a file of private/ that is searched for the address
_STAYS = (
    "Stays: the counts of votes, and of the words that spam is known by, which name nobody; what was committed to git;",
    "  the published site until its next build; what a form service, a mailbox or a backup holds. See to those yourself.",
)
_NOW = partial(dt.datetime.now, dt.UTC)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one person. `comments` are published files, by path; `entries` are member files and
    articles that came from her through the inbox; `mentions` other files with her address."""

    submissions: tuple[Row, ...]
    decisions: tuple[Row, ...]
    follows: tuple[Row, ...]
    readers: tuple[Row, ...]
    received: tuple[Path, ...]
    exports: tuple[Path, ...]
    letters: tuple[Path, ...]
    comments: tuple[str, ...]
    leads: tuple[Row, ...]
    steps: tuple[Row, ...]  # of her leads
    mentions: tuple[Path, ...]
    entries: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.submissions or self.follows or self.readers or self.received or self.exports or self.letters or self.comments or self.entries)

    def lines(self) -> list[str]:
        """Give the account in words, without anything that she wrote."""
        forms = Counter(row["form"] for row in self.submissions)
        counted = ", ".join(f"{number} {form}" for form, number in sorted(forms.items()))
        found = [
            (len(self.submissions), "submission", f" ({counted})"),
            (len(self.decisions), "decision", " on them, with the texts they kept"),
            (len(self.follows), "request", " to hear of replies"),
            (len(self.readers), "place", " on the newsletter's list"),
            (len(self.received), "file", " of the receiver"),
            (len(self.exports), "earlier export", ""),
            (len(self.leads), "lead", ", with its steps and notes"),
            (len(self.letters), "drafted letter", " to her or about her"),
            (len(self.comments), "published comment", f": {', '.join(self.comments)}"),
            (len(self.entries), "file", f" about her or by her: {', '.join(self.entries)}"),
        ]
        return [f"{say.plural(number, what)}{more}" for number, what, more in found if number]


def export_task(root: Path, email: Sequence[str], clock: Clock = _NOW) -> int:
    """Write what is held of a person to a JSON file in private/exports/ that its owner alone can read."""
    address = _address(email)
    with _inbox(root) as store:
        held = find(root, store, address)
    if not held:
        return _nothing(root, held)
    now = clock()
    file = root / "private" / EXPORTS / f"{now:%Y%m%dT%H%M%S%fZ}.json"
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_text(file, json.dumps(_record(root, held, address, now), ensure_ascii=False, indent=1) + "\n", mode=0o600)
    say.out(*held.lines(), f"Written to {say.shown(file, root)}. Delete it once she has it.", *_look_yourself(root, held))
    return say.DONE


def erase_task(
    root: Path, email: Sequence[str], *, yes: bool = False, dry_run: bool = False, ask: Callable[[str], str] = input,
    can_ask: bool = True, clock: Clock = _NOW,
) -> int:  # fmt: skip
    """Delete what is held of a person, after asking; of a published comment that was answered the place alone stays."""
    address = _address(email)
    with _inbox(root) as store:
        if store and not dry_run:
            _recover(root, store, clock)
        held = find(root, store, address)
        if not held:
            return _nothing(root, held)
        say.out(*held.lines())
        if dry_run:
            say.out(*_said(changes(root, held.comments)), *by_hand(root, held.entries), "Nothing was erased: this was a dry run.", *_look_yourself(root, held))
            return say.DONE
        if not yes:
            if not can_ask:
                raise say.Stop("Nobody is here to ask. Add --yes to erase this, or --dry-run only to list it.", code=say.MISUSE)
            if ask("Erase all of it? It cannot be brought back. [y/N] ").strip().lower() not in ("y", "yes"):
                say.out("Nothing was erased.")
                return say.DONE
        _erase(root, store, held)
        say.out("Erased. Build and publish the site, and commit, to take it off the pages too.", *_STAYS)
        say.out(*by_hand(root, held.entries))
        say.out(*_look_yourself(root, held))
    return say.DONE


def find(root: Path, store: Store | None, address: str) -> Held:
    """Give what is held of the person with an address, which is in lower case. Raises OSError."""
    own: list[Row] = []
    made: list[Row] = []
    follows: list[Row] = []
    readers: list[Row] = []
    leads: list[Row] = []
    steps: list[Row] = []
    if store:
        with store.engine.connect() as connection:
            own = _rows(connection, sa.select(submissions).where(submissions.c.email == address).order_by(submissions.c.id))
            mine = sa.select(submissions.c.id).where(submissions.c.email == address)
            made = _rows(connection, sa.select(decisions).where(decisions.c.submission.in_(mine)).order_by(decisions.c.id))
            follows = _rows(connection, sa.select(followers).where(followers.c.email == address).order_by(followers.c.id))
            readers = _rows(connection, sa.select(subscribers).where(subscribers.c.email == address))
            leads, steps = person.rows(connection, [row["id"] for row in own])
    published = sorted(_published(root, store, made)) if store else []
    comments = [path for path in published if path.startswith("content/comments/")]
    written = tuple(path for path in published if path not in comments)
    private = root / "private"
    received = tuple(file for room in _ROOMS for file in _json_of(private / room, "**/*.json", address))
    exports = tuple(_json_of(private / EXPORTS, "*.json", address))
    letters = tuple(person.mails(private, steps, address))
    mentions = tuple(file for file in _mentions(private, address) if file not in (*received, *exports, *letters))
    return Held(
        tuple(own), tuple(made), tuple(follows), tuple(readers), received, exports, letters, tuple(comments), tuple(leads), tuple(steps),
        mentions, written,
    )  # fmt: skip


def _rows(connection: sa.Connection, query: sa.Select[Any]) -> list[Row]:
    return [dict(row._mapping) for row in connection.execute(query)]


def _published(root: Path, store: Store, made: Iterable[Row]) -> Iterator[str]:
    """Give the files of content/ that the decisions wrote and that are still there, and hers. A rating is nobody's."""
    for path in dict.fromkeys(row["file"] for row in made if row["action"] in _WRITING):
        if not path.startswith(_HERS) or not (root / path).is_file():
            continue
        # A name that became free may have gone to somebody else since: whoever was published last owns the file.
        query = sa.select(decisions.c.submission).where(
            decisions.c.file == path, decisions.c.action.in_((*_WRITING, "reply")), decisions.c.undone.is_(False)
        )
        with store.engine.connect() as connection:
            last = connection.scalar(query.order_by(decisions.c.id.desc()).limit(1))
        if last in {row["submission"] for row in made if row["file"] == path and row["action"] in _WRITING}:
            yield path


def _json_of(folder: Path, pattern: str, address: str) -> Iterator[Path]:
    """Give the JSON files whose sender has the address: a submission's, or an export's own person."""
    for file in sorted(folder.glob(pattern)):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except (ValueError, RecursionError):
            continue  # told with the files that mention the address, when it does
        fields = data.get("fields") if isinstance(data, dict) else None
        given = fields.get("email") if isinstance(fields, dict) else data.get("address") if isinstance(data, dict) else None
        if isinstance(given, str) and given.strip().casefold() == address:
            yield file


def _mentions(private: Path, address: str) -> Iterator[Path]:
    needle = address.encode()
    for file in sorted(private.rglob("*")):
        if file.is_file() and not file.name.startswith(DATABASE) and file.stat().st_size <= _LARGEST and needle in file.read_bytes().lower():
            yield file


def _nothing(root: Path, held: Held) -> int:
    say.out("Nothing here belongs to this address.", *_look_yourself(root, held))
    return say.DONE


def _look_yourself(root: Path, held: Held) -> list[str]:
    return [f"{say.shown(file, root)}: the address stands in this file too, which is left alone. Look at it yourself." for file in held.mentions]


def _said(fates: Iterable[tuple[str, str | None]]) -> list[str]:
    return [
        f"{path}: deleted" if text is None else f"{path}: words and name deleted; the place stays under this file name, because it was answered"
        for path, text in fates
    ]


def _erase(root: Path, store: Store | None, held: Held) -> None:
    """Files first, the rows that lead to them last: cut off in between, the same task goes on where it was."""
    fates = changes(root, held.comments)
    for path, text in fates:
        if text is None:
            (root / path).unlink(missing_ok=True)
            with suppress(OSError):  # the folder stays when there is more in it
                (root / path).parent.rmdir()
        else:
            write_text(root / path, text)
    say.out(*_said(fates))
    for file in (*held.received, *held.exports, *held.letters):
        file.unlink(missing_ok=True)
    if store is None:
        return
    with store.writing() as connection:
        person.erase(connection, held.leads)
        numbers = [row["id"] for row in held.submissions]
        for start in range(0, len(numbers), 500):
            some = numbers[start : start + 500]
            connection.execute(sa.delete(decisions).where(decisions.c.submission.in_(some)))
            connection.execute(sa.delete(submissions).where(submissions.c.id.in_(some)))
        wishes = [row["id"] for row in held.follows]
        connection.execute(sa.delete(followers).where(followers.c.id.in_(wishes)))
        connection.execute(sa.delete(subscribers).where(subscribers.c.id.in_([row["id"] for row in held.readers])))
    _scrub(store)


def _scrub(store: Store) -> None:
    """SQLite leaves what was deleted in its file until somebody tidies it."""
    if store.engine.dialect.name != "sqlite":
        return
    try:
        with store.engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
    except sa.exc.OperationalError:
        say.err(f"private/{DATABASE} is in use, so traces of the rows stay in it for now. Stop `serve` and erase again.")


def _record(root: Path, held: Held, address: str, now: dt.datetime) -> dict[str, Any]:
    return {
        "made": now.isoformat(timespec="seconds"),
        "address": address,
        "submissions": [{**row, "fields": json.loads(row["fields"])} for row in map(_plain, held.submissions)],
        "decisions": [{**row, "before": json.loads(row["before"])} for row in map(_plain, held.decisions)],
        "follows": [{name: value for name, value in _plain(row).items() if name != "token"} for row in held.follows],
        "newsletter": [_plain(row) for row in held.readers],
        "leads": [_plain(row) for row in held.leads],
        "steps": [{**row, "before": json.loads(row["before"])} for row in map(_plain, held.steps)],
        "received": [json.loads(file.read_text(encoding="utf-8")) for file in held.received],
        "letters": [person.read_mail(file) for file in held.letters],
        "comments": [{"file": path, "text": (root / path).read_text(encoding="utf-8")} for path in held.comments],
        "entries": [{"file": path, "text": (root / path).read_text(encoding="utf-8")} for path in held.entries],
    }


def _plain(row: Row) -> Row:
    return {name: f"{value.isoformat()}Z" if isinstance(value, dt.datetime) else value for name, value in row.items()}


def _address(email: Sequence[str]) -> str:
    address = email[0].strip().casefold() if len(email) == 1 else ""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise say.Stop("Name one e-mail address after the task, the whole of it, like name@example.org.", code=say.MISUSE)
    return address


@contextmanager
def _inbox(root: Path) -> Iterator[Store | None]:
    """Open the inbox where there is one; the question alone makes none."""
    if os.environ.get(SETTING) or (root / "private" / DATABASE).is_file():
        with closing(open_store(root / "private")) as store:
            try:
                yield store
            except sa.exc.SQLAlchemyError as error:
                raise say.Stop(f"The inbox's database gave up: {type(error).__name__}. Run this again; it goes on where it was.") from error
    else:
        yield None


def _recover(root: Path, store: Store, clock: Clock) -> None:
    settings = read_facts(root).settings
    desk = Desk(root, store, zone=settings.time_zone, owner=settings.owner, clock=clock)
    desk.recover()
    say.out(*desk.left)
