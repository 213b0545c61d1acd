"""The tasks `privacy.export` and `privacy.erase`: what this hub holds of one person, given to her or deleted.

A person is known by her e-mail address. No address is ever said: it is in the question alone.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from hub_core.atomic import write_text
from office.inbox.decide import Clock, Desk
from office.inbox.store import DATABASE, SETTING, Store, open_store
from office.inbox.takedown import by_hand, changes
from office.leads import person
from office.workbench import say
from office.workbench.site import read_facts

from .erasing import entries_that_go, erase, forget_mark, scrub
from .held import EXPORTS, Held, Row, find

_STAYS = (
    "Stays: votes that lost their address before, which are nobody’s; what was committed to git; the published site until its next build;",
    "  what a form service, a mailbox or a backup holds. See to those yourself.",
)
_NOW = partial(dt.datetime.now, dt.UTC)


def export_task(root: Path, email: Sequence[str], clock: Clock = _NOW) -> int:
    """Write what is held of a person to a JSON file in private/exports/ that its owner alone can read."""
    address = _address(email)
    with inbox(root) as store:
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
    with inbox(root) as store:
        if store and not dry_run:
            _recover(root, store, clock)
        held = find(root, store, address)
        if not held:
            if store and not dry_run:
                with store.writing() as connection:
                    forget_mark(connection, address)
                scrub(store)  # an erasure before may have been told that the database is in use
            return _nothing(root, held)
        say.out(*held.lines())
        fates, entries = changes(root, held.comments, store), entries_that_go(root, held)
        left = by_hand(root, [path for path in held.entries if path not in entries])
        account = [*map(str, fates), *(f"{path}: deleted; no other file names it" for path in entries), *(f"{path}: her vote taken out" for path in held.votes)]
        if dry_run:
            say.out(*account, *left, "Nothing was erased: this was a dry run.", *_look_yourself(root, held))
            return say.DONE
        if not yes:
            if not can_ask:
                raise say.Stop("Nobody is here to ask. Add --yes to erase this, or --dry-run only to list it.", code=say.MISUSE)
            if ask("Erase all of it? It cannot be brought back. [y/N] ").strip().lower() not in ("y", "yes"):
                say.out("Nothing was erased.")
                return say.DONE
        say.out(*account)
        erase(root, store, held, address, fates, entries)
        say.out("Erased. Build and publish the site, and commit, to take it off the pages too.", *_STAYS)
        say.out(*left, *_look_yourself(root, held))
    return say.DONE


def _nothing(root: Path, held: Held) -> int:
    say.out("Nothing here belongs to this address.", *_look_yourself(root, held))
    return say.DONE


def _look_yourself(root: Path, held: Held) -> list[str]:
    return [f"{say.shown(file, root)}: her address or name stands in this file too, which is left alone. Look at it yourself." for file in held.mentions]


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
        "answers": [{name: row[name] for name in ("at", "step", "detail", "note")} for row in map(_plain, held.answers)],
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
def inbox(root: Path) -> Iterator[Store | None]:
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
