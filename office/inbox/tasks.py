"""The tasks `inbox.fetch` and `inbox.import`: what visitors sent comes in, and an account of it goes out."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx
import sqlalchemy as sa
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.prompt import Prompt

from forms.catalogue import FORMS
from forms.model import Form
from forms.services import APIS, SERVICES
from hub_core.problems import one_of
from hub_core.settings import HubSettings
from office.workbench import say
from office.workbench.site import read_facts

from .account import Account, Refusal
from .reading import mapping as mappings
from .reading.asking import make_client
from .reading.fetch import Fetching, fetch, missing, token_name, tokens
from .reading.files import Reading, read_files
from .record import Submission
from .store import DATABASE, SETTING, Store, cannot_open, open_store
from .tables import forgotten, submissions, subscribers

Found = Submission | Refusal


def import_task(
    root: Path, files: Sequence[str], form: str = "", service: str = "", mapping: str = "", dry_run: bool = False,
    can_ask: bool = False,
) -> int:  # fmt: skip
    """Take submissions from files and folders into the inbox, and give the exit code: 1 when rows were refused."""
    settings = _settings(root)
    _known(form, FORMS, "form")
    _known(service, SERVICES, "service")
    paths = [Path(one) for one in files]
    if not paths:
        raise say.Stop("Which files? For example: inbox.import export.csv", code=say.MISUSE)
    if lost := [one for one in paths if not one.exists()]:
        raise say.Stop(*(f"There is no {one}." for one in lost), code=say.MISUSE)
    mapper = _mapper(root, form, mapping, can_ask)
    reading = Reading(settings, mapper, form, service, say.out)
    with _Progress("Reading") as progress:
        if mapper.ask:
            mapper.ask = progress.paused_for(mapper.ask)
        account = _take(root, progress.counted(read_files(paths, reading)), dry_run)
    if mapper.trouble:
        say.err(*(f"private/{mappings.FOLDER}/{line}" for line in mapper.trouble))
    # Columns by which every row was refused are not those that were meant; kept, they would be taken the next time unasked.
    kept = [] if dry_run or account.read == account.refused else mapper.save()
    for file in kept:
        say.out(f"Kept for the next time: {say.shown(file, root)}")
    return _end(account, dry_run, bool(mapper.trouble))


def fetch_task(
    root: Path, service: str = "", since: str = "", dry_run: bool = False, client: httpx.Client | None = None,
    environment: Mapping[str, str] = os.environ,
) -> int:  # fmt: skip
    """Take new submissions from a service's API into the inbox, and give the exit code: 1 when something was not taken.

    Without `service`, every service that the settings name and that has an API is asked. `since` is a date.
    """
    settings = _settings(root)
    _known(service, SERVICES, "service")
    start = _day(since)
    account, trouble = Account(), []
    own = client is None
    client = client or make_client()
    try:
        # What is wrong with the second is said before the first is asked: an account stands at the end of whatever was taken.
        asked = [(name, _fetching(root, settings, name, environment)) for name in ([service] if service else _with_api(settings))]
        for name, fetching in asked:
            with _Progress(f"Asking {name}") as progress:
                fetching.tell = progress.say
                account.add(_take(root, progress.counted(fetch(name, fetching, client, start)), dry_run))
            trouble += [*fetching.trouble, *(f"private/{mappings.FOLDER}/{line}" for line in fetching.mapper.trouble)]
    finally:
        if own:
            client.close()
    if trouble:
        say.err(*trouble)
    return _end(account, dry_run, bool(trouble))


def _settings(root: Path) -> HubSettings:
    facts = read_facts(root)
    if facts.mistakes:
        raise say.Stop(*facts.mistakes)
    return facts.settings


def _known(word: str, known: Iterable[str], what: str) -> None:
    if word and word not in known:
        raise say.Stop(one_of(word, known, what=what), code=say.MISUSE)


def _day(since: str) -> dt.datetime | None:
    if not since:
        return None
    try:
        at = dt.datetime.fromisoformat(since)
    except ValueError:
        raise say.Stop("--since is a date, like 2026-09-14.", code=say.MISUSE) from None
    return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def _mapper(root: Path, form: str, given: str, can_ask: bool) -> mappings.Mapper:
    columns, wrong = mappings.parse_given(given, FORMS[form] if form else None)
    if wrong:
        raise say.Stop(*wrong, code=say.MISUSE)
    return mappings.Mapper(root / "private" / mappings.FOLDER, columns, _ask if can_ask else None)


def _ask(form: Form, field: str, free: Sequence[str]) -> str:
    label = next(one.label for one in form.fields if one.name == field)
    say.out(f"Which column is “{label}” ({field}) of the form {form.id}?", *(f"  {at} {name}" for at, name in enumerate(free, 1)))
    choice = Prompt.ask("Its number, or nothing", default="", show_default=False)
    return free[int(choice) - 1] if choice.isdecimal() and 0 < int(choice) <= len(free) else ""


def _with_api(settings: HubSettings) -> list[str]:
    named = {settings.service_of(form) for form in FORMS}
    found = [service for service in APIS if service in named]
    if not found:
        raise say.Stop("None of the services in the settings has an API to ask. Use inbox.import.", code=say.MISUSE)
    return found


def _fetching(root: Path, settings: HubSettings, service: str, environment: Mapping[str, str]) -> Fetching:
    if service not in APIS:
        raise say.Stop(f"{service} has no API to ask. Use inbox.import with its files.", code=say.MISUSE)
    if not any(settings.service_of(form) == service for form in FORMS):
        raise say.Stop(f"No form of this site goes to {service}; see HUB.form_service in pelicanconf.py.", code=say.MISUSE)
    found, wrong = tokens(service, environment)
    wrong += missing(service, settings)
    if not found and not wrong:
        wrong = [f"{token_name(service)} is not set. Put {service}’s token into this environment variable, and into no file."]
    if wrong:
        raise say.Stop(*wrong, code=say.MISUSE)
    mapper = mappings.Mapper(root / "private" / mappings.FOLDER)
    return Fetching(settings, mapper, found, dt.datetime.now(dt.UTC))


def _take(root: Path, found: Iterator[Found], dry_run: bool) -> Account:
    """Put submissions into the inbox as they come; the refused ones are said and counted."""
    refused = 0

    def arrivals() -> Iterator[Submission]:
        nonlocal refused
        for one in found:
            if isinstance(one, Refusal):
                refused += 1
                say.out(str(one))
            else:
                yield one

    store = _copy(root / "private") if dry_run else open_store(root / "private")
    try:
        account = store.add(arrivals())
    except sa.exc.SQLAlchemyError as error:
        raise say.Stop(f"The inbox's database gave up: {type(error).__name__}. Run this again; what was taken already is known then.") from error
    finally:
        store.close()
    account.refused += refused
    return account


def _copy(private: Path) -> Store:
    """Give the inbox as it is, in memory: what a dry run adds to it is forgotten."""
    file = private / DATABASE
    store = open_store(private, "sqlite://")
    if os.environ.get(SETTING):
        _copy_rows(open_store(private), store)
    elif file.is_file():
        # Without a log beside it the file is complete, and reading it so leaves no trace.
        mode = "mode=ro" if file.with_name(f"{DATABASE}-wal").exists() else "immutable=1"
        try:
            with (
                closing(sqlite3.connect(f"file:{quote(str(file))}?{mode}", uri=True)) as source,
                store.engine.connect() as connection,
            ):
                target = connection.connection.driver_connection
                if isinstance(target, sqlite3.Connection):
                    source.backup(target)
        except sqlite3.Error as error:
            store.close()
            raise cannot_open(f"private/{DATABASE}", error) from error
    return store


def _copy_rows(source: Store, target: Store) -> None:
    try:
        with source.engine.connect().execution_options(yield_per=1_000) as reading, target.writing() as writing:
            for table in (submissions, forgotten, subscribers):
                for rows in reading.execute(sa.select(table)).mappings().partitions():
                    writing.execute(sa.insert(table), [dict(row) for row in rows])
    finally:
        source.close()


def _end(account: Account, dry_run: bool, trouble: bool) -> int:
    say.out(f"{account}." + (" Nothing was written: this was a dry run." if dry_run else ""))
    return say.TROUBLE if account.refused or trouble else say.DONE


class _Progress:
    """How many entries were read so far, on a terminal alone, apart from the answer."""

    def __init__(self, what: str) -> None:
        console = Console(stderr=True)
        columns = (SpinnerColumn(), TextColumn(what), BarColumn(), TextColumn("{task.completed} read"), TimeElapsedColumn())
        # What is printed while the bar moves goes above it, but never from a pipe or a file into the terminal.
        self.bar = Progress(
            *columns, console=console, transient=True, disable=not sys.stderr.isatty(), redirect_stdout=sys.stdout.isatty()
        )
        self.task: TaskID | None = None

    def __enter__(self) -> _Progress:
        self.bar.start()
        self.task = self.bar.add_task("", total=None)
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def say(self, line: str) -> None:
        self.bar.console.print(line, markup=False, highlight=False)

    def paused_for(self, ask: mappings.Ask) -> mappings.Ask:
        """Give the same question, asked while the bar is away."""

        def asked(form: Form, field: str, free: Sequence[str]) -> str:
            self.bar.stop()
            try:
                return ask(form, field, free)
            finally:
                self.bar.start()

        return asked

    def counted(self, found: Iterator[Found]) -> Iterator[Found]:
        for number, one in enumerate(found, 1):
            if self.task is not None and number % 50 == 0:
                self.bar.update(self.task, completed=number)
            yield one
