"""The task `check`: every problem in the content and the settings, without a build."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from content_library.library import Library, load
from hub_core.clock import build_time
from hub_core.problems import notes, stopping

from . import say
from .site import read_facts


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found. `problems` stop a build; `notes` do not."""

    library: Library
    problems: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """Give 0 when a build may start, else 1."""
        return say.TROUBLE if self.problems else say.DONE


def check(root: Path, now: dt.datetime | None = None) -> Verdict:
    """Check one checkout. `now` has a time zone; without it, it is the present moment in the site's zone."""
    facts = read_facts(root)
    library, found = load(root / "content", facts.settings, now or build_time(facts.settings.time_zone))
    return Verdict(library, (*facts.mistakes, *map(str, stopping(found))), tuple(f"note: {one}" for one in notes(found)))


def counts(library: Library) -> str:
    """Say in one line what a library holds."""
    shelves = (
        (library.articles, "article"), (library.pages, "page"), (library.members, "member"),
        (library.resources, "resource"), (library.tips, "tip"), (library.offers, "offer"),
        (library.issues, "issue"), (library.comments, "comment"),
    )  # fmt: skip
    return ", ".join(say.plural(len(shelf), word) for shelf, word in shelves if shelf) or "nothing yet"


def task(root: Path) -> int:
    """Print every problem and note, one a line, and give the exit code."""
    verdict = check(root)
    say.out(*verdict.problems, *verdict.notes)
    if verdict.problems:
        files = len({line.partition(":")[0] for line in verdict.problems})
        say.err(f"{say.plural(len(verdict.problems), 'problem')} in {say.plural(files, 'file')}.")
    else:
        say.out(f"Nothing to mend. Checked: {counts(verdict.library)}.")
    return verdict.exit_code
