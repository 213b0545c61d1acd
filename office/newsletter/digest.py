"""The task `digest`: the week's issue, written as a file of content/newsletter/ that can be changed before it goes out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from content_library.library import load
from hub_core.atomic import write_text
from hub_core.clock import build_time, day_in_words
from office.workbench import say
from office.workbench.site import read_facts

from .week import gather, issue_file

FOLDER = "content/newsletter"
WEEK = dt.timedelta(days=7)
_FURTHEST = dt.timedelta(days=28)  # after a long pause the last four weeks are told, not the whole of it


def digest_task(root: Path, *, day: str = "", draft: bool = False, dry_run: bool = False) -> int:
    """Gather what is new since the last issue, or in the last seven days before the first, and write the issue.

    Nothing is written when nothing is new, or when less than a week has gone since the last.
    """
    facts = read_facts(root)
    now = build_time(facts.settings.time_zone)
    until = _day(day) or now.date()
    library, problems = load(root / "content", facts.settings, now, facts.addresses)
    stopping = [*facts.mistakes, *(str(one) for one in problems if not one.is_note)]
    if stopping:
        raise say.Stop(*stopping, "Mend these first; nothing was written.")
    file = root / FOLDER / f"{until}.md"
    if file.exists():
        raise say.Stop(f"{say.shown(file, root)} is there already. Change it by hand, or delete it and run this again.")
    last = max((one for one in issue_days(root) if one < until), default=None)
    if last and until - last < WEEK:
        raise say.Stop(f"The last issue is of {day_in_words(last)}. One goes out a week at most: the next is due on {day_in_words(last + WEEK)}.")
    since = max(last, until - _FURTHEST) if last else until - WEEK
    week = gather(library, since, until, zone=facts.settings.time_zone, owner=facts.settings.owner, told=_told(root, until))
    if not week:
        say.out(f"Nothing is new since {day_in_words(since)}, so there is no issue. What is of {day_in_words(until)} itself belongs to the next one.")
        return say.DONE
    text = issue_file(week, library, is_draft=draft)
    say.err(*week.reasons)
    if dry_run:
        say.out(text, "Nothing was written: this was a dry run.")
        return say.DONE
    write_text(file, text)
    _, problems = load(root / "content", facts.settings, now, facts.addresses)
    own = [str(one) for one in problems if not one.is_note and one.path == say.shown(file, root)]
    say.out(*own, f"Written to {say.shown(file, root)}. Read it and change what you like; build and publish; then run newsletter.send.")
    return say.TROUBLE if own else say.DONE


def _told(root: Path, until: dt.date) -> str:
    """Give the text of all issues before a day, drafts included: what they link to has been told."""
    files = [root / FOLDER / f"{day}.md" for day in issue_days(root) if day < until]
    return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files)


def issue_days(root: Path) -> list[dt.date]:
    """Give the days of all issues, drafts included; a file with another name is the check's business."""
    return [day for file in sorted((root / FOLDER).glob("*.md")) if (day := _as_day(file.stem))]


def _as_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _day(given: str) -> dt.date | None:
    if given and _as_day(given) is None:
        raise say.Stop("--day must be a day, like 2026-09-25.", code=say.MISUSE)
    return _as_day(given) if given else None
