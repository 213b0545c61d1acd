"""The tasks that list and decide many at once: `inbox.list`, `inbox.approve`, `inbox.reject`, `inbox.spam`, `inbox.undo`.

Nothing here prints an e-mail address.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from forms.catalogue import FORMS
from hub_core.problems import one_of
from office.workbench import say
from office.workbench.site import read_facts

from . import tasks as coming_in
from .afterwards import after
from .alongside import scored_alongside
from .decide import DecisionError, Desk, Done
from .opening import opened
from .record import folded
from .store import Stored
from .tables import STATES

WAITING = ("new", "suspected")
MANY = 5  # decisions at once before somebody is asked
_MOST = 1_000_000
_BESIDE = frozenset({"name", "email", "article", "reply_to", "consent", "notify"})  # not among the first words
_FIRST_WORDS = 60  # characters of them
_WORDS = {"approve": "approved", "draft": "kept as a draft", "reject": "rejected", "spam": "spam", "done": "done", "edit": "edited", "reply": "answered"}


def list_task(root: Path, state: str = "", form: str = "", limit: int = 50) -> int:
    """Print what waits, oldest first, and how much there is in all. `state` and `form` narrow it."""
    _known(state, STATES, "state")
    _known(form, FORMS, "form")
    with opened(root) as desk:
        counts = desk.store.counts()
        states = (state,) if state else WAITING
        found = desk.store.queue(states, form, limit=max(1, limit))
        say.out(*(line_of(one) for one in found))
        number = sum(count for (at, of), count in counts.items() if at in states and form in ("", of))
        more = f"; the first {len(found)} are shown" if number > len(found) else ""
        say.out(f"{say.plural(number, 'submission')} {_said_of(states)}{more}.")
        if not state:
            totals = {one: sum(count for (at, _), count in counts.items() if at == one) for one in STATES}
            say.out(", ".join(f"{count} {one}" for one, count in totals.items() if count) or "The inbox is empty.")
    return say.DONE


def line_of(one: Stored) -> str:
    """Give one line on a submission: its number, when, which form, who, the first words, and why it looks like spam."""
    submission = one.submission
    name = submission.fields.get("name", "")
    said = " ".join(" ".join(value for field, value in submission.fields.items() if field not in _BESIDE).split())
    first = said if len(said) <= _FIRST_WORDS else f"{said[:_FIRST_WORDS].rstrip()} …"
    about = submission.fields.get("article", "")
    reasons = f"  [{one.score:.2f}: {'; '.join(one.reasons)}]" if one.reasons else ""
    parts = (f"{one.id:>6}", f"{submission.received:%Y-%m-%d %H:%M}", submission.form, about, name and f"{name}:", first)
    return "  ".join(part for part in parts if part) + reasons


def decide_task(
    root: Path, action: str, numbers: Sequence[str], author: str = "", above: str = "", below: str = "", yes: bool = False,
    can_ask: bool = False, dry_run: bool = False,
) -> int:  # fmt: skip
    """Approve, reject or call spam: the submissions of some numbers, or all that wait of an author, above or below a score.

    With `dry_run` each is listed with what would become of it, and nothing is decided.
    """
    wanted, wrong = _numbers(numbers)
    if wrong:
        raise say.Stop(f"{', '.join(wrong)}: not a number of a submission; inbox.list shows them.", code=say.MISUSE)
    least, most = _score("above", above), _score("below", below)
    all_of = author or least is not None or most is not None
    if not wanted and not all_of:
        raise say.Stop(f"Which? For example: inbox.{action} 12 15", code=say.MISUSE)
    with opened(root) as desk:
        if all_of:
            wanted += [one.id for one in _matching(desk, author, least, most) if one.id not in wanted]
            say.out(f"{say.plural(len(wanted), 'submission')} found.")
        if dry_run:
            return _foreseen(desk, wanted, action)
        if len(wanted) > MANY and not yes and not _agreed(len(wanted), action, can_ask):
            return say.TROUBLE
        work: dict[str, Callable[[int], Done]] = {"approve": desk.approve, "reject": desk.reject, "spam": desk.spam}
        return _each(desk, wanted, work[action])


def undo_task(root: Path) -> int:
    """Take the last decision back."""
    with opened(root) as desk:
        done = desk.undo()
        say.out(said_of_undo(done) if done else "There is no decision to take back.")
    return say.DONE


def fetch_and_score(root: Path, service: str = "", since: str = "", dry_run: bool = False) -> int:
    """Fetch, then score what is new; give the exit code of the fetching."""
    code = coming_in.fetch_task(root, service, since, dry_run)
    return code if dry_run else _scored(root, code)


def import_and_score(
    root: Path, files: Sequence[str], form: str = "", service: str = "", mapping: str = "", dry_run: bool = False
) -> int:
    """Import, then score what is new; give the exit code of the import."""
    with scored_alongside(root, read_facts(root).settings.language, [] if dry_run else [Path(one) for one in files]):
        code = coming_in.import_task(root, files, form, service, mapping, dry_run, can_ask=sys.stdin.isatty())
    return code if dry_run else _scored(root, code)


def said_of(done: Done) -> str:
    """Say what a decision did."""
    return f"{done.submission}: {_WORDS[done.action]}" + (f", {done.file}" if done.file else "")


def said_of_undo(done: Done) -> str:
    """Say what was taken back."""
    return f"{done.submission}: no longer {_WORDS[done.action]}" + (f"; {done.file} is as it was before" if done.file else "")


def _scored(root: Path, code: int) -> int:
    with opened(root) as desk:
        counts = desk.store.counts().items()
        new, suspected = (sum(count for (state, _), count in counts if state == one) for one in WAITING)
    if new:
        say.out(f"{say.plural(new, 'submission')} waiting for your decision: inbox.review, or the Desk that serve offers.")
    if suspected:
        say.out(f"{say.plural(suspected, 'submission')} suspected of being spam; inbox.review --suspected shows why.")
    return code


def _each(desk: Desk, wanted: Iterable[int], work: Callable[[int], Done]) -> int:
    code, next_steps = say.DONE, dict[str, None]()
    for number in wanted:
        try:
            done = work(number)
        except DecisionError as error:
            say.err(f"{number}: not done: {error}.")
            code = say.TROUBLE
            continue
        say.out(said_of(done))
        one = desk.store.get(number)
        if one and (line := after(one.submission.form, done.action, done.file)):
            next_steps[line] = None  # once, however many there are
    say.out(*next_steps)
    say.err(*desk.left)
    return code


def _foreseen(desk: Desk, wanted: Iterable[int], action: str) -> int:
    code, done = say.DONE, 0
    for number in wanted:
        try:
            file = desk.foresee(number, action)
        except DecisionError as error:
            say.err(f"{number}: would be refused: {error}.")
            code = say.TROUBLE
            continue
        done += 1
        stored = desk.store.get(number)
        say.out(*([line_of(stored) + (f"  -> {file}" if file else "")] if stored else []))
    say.out(f"{say.plural(done, 'submission')} would be {_WORDS[action]}. Nothing was decided: this was a dry run.")
    return code


def _matching(desk: Desk, author: str, least: float | None, most: float | None) -> list[Stored]:
    name = folded(author) or author
    return [
        one
        for one in desk.store.queue(WAITING, limit=_MOST)
        if (not author or (folded(given := one.submission.fields.get("name", "")) or given) == name)
        and (least is None or one.score > least)
        and (most is None or one.score < most)
    ]


def _agreed(number: int, action: str, can_ask: bool) -> bool:
    if not can_ask:
        raise say.Stop(f"That would {_verb(action)} {number} submissions. Add --yes if you mean it.", code=say.MISUSE)
    return input(f"{_verb(action).capitalize()} {number} submissions? [y/N] ").strip().lower() in ("y", "yes")


def _verb(action: str) -> str:
    return "call spam" if action == "spam" else action


def _numbers(given: Sequence[str]) -> tuple[list[int], list[str]]:
    words = [word for one in given for word in one.replace(",", " ").split()]
    good = [int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 10]
    return list(dict.fromkeys(good)), [repr(word[:20]) for word in words if not (word.isascii() and word.isdecimal() and len(word) < 10)]


def _score(flag: str, given: str) -> float | None:
    try:
        limit = float(given) if given else None
    except ValueError:
        limit = -1.0
    if limit is not None and not 0 <= limit <= 1:
        raise say.Stop(f"--{flag} takes a score between 0 and 1, like 0.8.", code=say.MISUSE)
    return limit


def _known(word: str, known: Iterable[str], what: str) -> None:
    if word and word not in known:
        raise say.Stop(one_of(word, known, what=what), code=say.MISUSE)


def _said_of(states: Sequence[str]) -> str:
    return "waiting" if tuple(states) == WAITING else f"in the state {' or '.join(states)}"
