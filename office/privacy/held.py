"""Finds what is held of one person, who is known by her e-mail address: rows of the database, files of private/, and what was
published of hers, through the decisions that published it. Nothing is changed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from office.inbox import votes
from office.inbox.store import DATABASE, Store
from office.inbox.tables import decisions, followers, lead_events, submissions, subscribers
from office.leads import person
from office.post.addresses import FILE as ADDRESSES
from office.post.addresses import read_addresses
from office.post.outbox import MAIL
from office.workbench import say

EXPORTS = "exports"
_ROOMS = ("inbox", "spam")  # folders of private/ with what an earlier receiver kept as files
_WRITING = ("approve", "draft")  # decisions that write a submission into content/
_HERS = ("content/comments/", "content/members/", "content/articles/")
_LARGEST = 50_000_000  # bytes of a file of private/ that is searched
_SHORTEST_NAME = 5  # letters; a shorter one, such as Ann, stands in many words
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one person. `comments` are published files, by path; `entries` are member files and articles that came
    from her through the inbox; `lists` files with a line for each address; `leftovers` what a killed program left behind;
    `members` the member files that the address book knows as hers; `mentions` other files with her address or whole name.
    """

    submissions: tuple[Row, ...] = ()
    decisions: tuple[Row, ...] = ()
    follows: tuple[Row, ...] = ()
    readers: tuple[Row, ...] = ()
    received: tuple[Path, ...] = ()
    exports: tuple[Path, ...] = ()
    letters: tuple[Path, ...] = ()
    comments: tuple[str, ...] = ()
    leads: tuple[Row, ...] = ()
    steps: tuple[Row, ...] = ()  # of her leads
    answers: tuple[Row, ...] = ()  # steps of others' leads with words that she wrote through an offer's link
    entries: tuple[str, ...] = ()
    lists: tuple[Path, ...] = ()
    leftovers: tuple[Path, ...] = ()
    members: tuple[str, ...] = ()
    mentions: tuple[Path, ...] = ()
    votes: tuple[str, ...] = ()  # the files of content/ in which a vote of hers counts

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self) if one.name not in ("members", "mentions"))

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
            (len(self.answers), "note", " that she wrote to an offer"),
            (len(self.letters), "drafted letter", " to her or about her"),
            (len(self.lists), "list", " with her address among others"),
            (len(self.leftovers), "file", " that a killed program left behind"),
            (len(self.comments), "published comment", f": {', '.join(self.comments)}"),
            (len(self.entries), "file", f" about her or by her: {', '.join(self.entries)}"),
            (len(self.votes), "counted vote", f": {', '.join(self.votes)}"),
        ]
        return [f"{say.plural(number, what)}{more}" for number, what, more in found if number]


def find(root: Path, store: Store | None, address: str) -> Held:
    """Give what is held of the person with an address, which is in lower case. Raises OSError."""
    private = root / "private"
    rows: dict[str, tuple[Any, ...]] = {}
    members = _members_of(private, address)
    if store:
        with store.engine.connect() as connection:
            rows = _rows_of(connection, address, members)
    published = sorted(_published(root, store, rows["decisions"])) if store else []
    comments = tuple(path for path in published if path.startswith("content/comments/"))
    received = tuple(file for room in _ROOMS for file in _json_of(private / room, "**/*.json", address))
    exports = tuple(_json_of(private / EXPORTS, "*.json", address))
    letters = tuple(person.mails(private, rows.get("steps", ()), address))
    lists = tuple(file for file in _lists(private) if any(of_line(line) == address for line in _lines(file)))
    mentioned = _mentions(private, address, _names(rows.get("submissions", ())))
    others = [file for file in mentioned if file not in (*received, *exports, *letters, *lists)]
    leftovers = tuple(file for file in others if is_leftover(file.relative_to(private)))
    return Held(
        **rows, members=tuple(sorted(members)), received=received, exports=exports, letters=letters, comments=comments, lists=lists, leftovers=leftovers,
        entries=tuple(path for path in published if path not in comments), mentions=tuple(file for file in others if file not in leftovers),
    )  # fmt: skip


def of_line(line: str) -> str:
    """Give the address of a line of a list, in lower case: alone, before a comma, or after a member's name."""
    return line.strip().partition(",")[0].rpartition(": ")[2].strip(" \"'").casefold()


def is_leftover(path: Path) -> bool:
    """Say whether a file, as it lies below private/, is half of one that a program was writing when it was killed."""
    return path.suffix == ".half" or any(part.startswith(".") for part in path.parts)


def _rows_of(connection: sa.Connection, address: str, members: set[str]) -> dict[str, tuple[Any, ...]]:
    mine = sa.select(submissions.c.id).where(submissions.c.email == address)
    own = _rows(connection, sa.select(submissions).where(submissions.c.email == address).order_by(submissions.c.id))
    leads, steps = person.rows(connection, [row["id"] for row in own])
    written = sa.select(lead_events).where(lead_events.c.member.in_(members), lead_events.c.by_link.is_(True), lead_events.c.note != "")
    return {
        "submissions": own,
        "decisions": _rows(connection, sa.select(decisions).where(decisions.c.submission.in_(mine)).order_by(decisions.c.id)),
        "follows": _rows(connection, sa.select(followers).where(followers.c.email == address).order_by(followers.c.id)),
        "readers": _rows(connection, sa.select(subscribers).where(subscribers.c.email == address)),
        "votes": votes.files_of(connection, [row["id"] for row in own]),
        "leads": tuple(leads),
        "steps": tuple(steps),
        "answers": tuple(row for row in _rows(connection, written.order_by(lead_events.c.id)) if row["lead"] not in {one["id"] for one in leads}),
    }


def _rows(connection: sa.Connection, query: sa.Select[Any]) -> tuple[Row, ...]:
    return tuple(dict(row._mapping) for row in connection.execute(query))


def _members_of(private: Path, address: str) -> set[str]:
    """Give the member files that the owner's address book knows under an address."""
    return {member for member, known in read_addresses(private)[0].items() if known.strip().casefold() == address}


def _published(root: Path, store: Store, made: Iterable[Row]) -> Iterator[str]:
    """Give the files of content/ that the decisions wrote and that are still there, and hers; a file of votes is everybody's."""
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
        found = data.get("fields") if isinstance(data, dict) else None
        given = found.get("email") if isinstance(found, dict) else data.get("address") if isinstance(data, dict) else None
        if isinstance(given, str) and given.strip().casefold() == address:
            yield file


def _lists(private: Path) -> Iterator[Path]:
    yield from sorted((private / EXPORTS).glob("newsletter-*.csv"))
    yield from sorted((private / MAIL).glob("refused-*.txt"))
    if (private / ADDRESSES).is_file():
        yield private / ADDRESSES


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8", errors="replace").splitlines()


def _names(own: Iterable[Row]) -> set[str]:
    """Give the names that she signed with, where they are long enough to be told from other words."""
    names = {" ".join(str(json.loads(row["fields"]).get("name", "")).split()).lower() for row in own}
    return {name for name in names if len(name) >= _SHORTEST_NAME}


def _mentions(private: Path, address: str, names: set[str]) -> Iterator[Path]:
    needles = [re.compile(re.escape(address)), *(re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in sorted(names))]
    for file in sorted(private.rglob("*")):
        if not file.is_file() or file.name.startswith(DATABASE) or file.stat().st_size > _LARGEST:
            continue
        content = file.read_bytes().decode("utf-8", "replace").lower()
        if any(needle.search(content) for needle in needles):
            yield file
