"""The task `links.check`: ask for every outside address of the content, say what became of it, and mend on request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from office.workbench import say
from office.workbench.site import read_facts

from .asking import Asker
from .checking import Offline, check
from .found import collect
from .mending import Edit, apply, marks, moved
from .saved import VERDICTS, Report, load, save

_HEADINGS = {
    "dead": "Dead", "private": "Not asked", "unsure": "Not certain", "moved": "Moved for good", "slow": "Slow", "fine": "Fine",
}  # fmt: skip


def task(
    root: Path, *, fix: bool = False, mark: bool = False, fresh: bool = False, dry_run: bool = False, yes: bool = False,
    can_ask: bool = False, asker: Asker | None = None, now: dt.datetime | None = None,
) -> int:  # fmt: skip
    """Check all addresses and print the report. Gives 1 when an address is dead or this machine is offline, else 0."""
    now = now or dt.datetime.now(dt.UTC)
    facts = read_facts(root)
    found = collect(root / "content", urlsplit(facts.addresses.site_url).hostname or "")
    if not found:
        say.out("The content has no outside addresses.")
        return say.DONE
    last = None if fresh else load(root / "private")
    bar = Progress(
        TextColumn("Asking"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[host]}", markup=False),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with bar:
        job = bar.add_task("", total=len(found), host="")
        try:
            checked = check(
                found, asker or Asker(), now, last, lambda address: bar.update(job, advance=1, host=urlsplit(address).netloc)
            )
        except Offline:
            raise say.Stop(f"This machine seems to be offline: no name could be looked up. {say.plural(len(found), 'address', 'addresses')} not checked, nothing changed.") from None
    if not dry_run:
        save(root / "private", checked)
    say.out(*lines(checked))
    edits = moved(root, checked)
    if edits and not fix:
        say.out("", f"{say.plural(len(edits), 'line')} can be brought up to date: run links.check --fix", *map(_shown, edits))
    if fix:
        _mend(root, "bring up to date", edits, dry_run=dry_run, yes=yes, can_ask=can_ask)
    if mark:
        day = now.date()
        _mend(root, "mark or unmark", marks(root, checked, day), dry_run=dry_run, yes=yes, can_ask=can_ask)
    return say.TROUBLE if checked.of("dead") else say.DONE


def lines(checked: Report) -> list[str]:
    """Give the report as lines: how many of each, then each address that is not fine, with its places."""
    counts = ", ".join(f"{len(checked.of(verdict))} {_HEADINGS[verdict].lower()}" for verdict in VERDICTS if checked.of(verdict))
    shown = [f"{say.plural(len(checked.entries), 'address', 'addresses')}: {counts}."]
    for verdict in VERDICTS[:-1]:
        for one in checked.of(verdict):
            status = f" ({one.answer.status})" if one.answer.status >= 400 else ""
            places = ", ".join(str(place) for place in one.places)
            shown += [f"{_HEADINGS[verdict]}: {one.address}: {one.answer.words}{status}", f"    {places}"]
    return shown


def _shown(edit: Edit) -> str:
    new = edit.new.split("\n")[-1].strip() if edit.new else "(the line is taken out)"
    return f"{edit.path}:{edit.line}: {new}"


def _mend(root: Path, what: str, edits: Sequence[Edit], *, dry_run: bool, yes: bool, can_ask: bool) -> None:
    if not edits:
        say.out(f"Nothing to {what}.")
        return
    say.out("", *map(_shown, edits))
    if dry_run:
        say.out(f"A dry run: {say.plural(len(edits), 'line')} to {what}, and none was changed.")
        return
    if not yes:
        if not can_ask:
            raise say.Stop("Nobody can be asked here; add --yes to change the files.", code=say.MISUSE)
        if input(f"Change {say.plural(len(edits), 'line')} as shown? [y/N] ").strip().lower() not in ("y", "yes"):
            say.out("Nothing was changed.")
            return
    changed = apply(root, edits)
    say.out(f"Changed: {', '.join(changed)}." if changed else "Nothing was changed: the files are no longer what they were.")
