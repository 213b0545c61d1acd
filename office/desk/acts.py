"""What the owner's presses do: each decision in words, with what takes it back, and nothing that ends in a traceback."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_urlsafe

from office.inbox.afterwards import after
from office.inbox.decide import DecisionError, Desk, Done

from .queue import MOST_AT_ONCE, Entry, entry
from .views import ENDED, title

_KEPT = 200  # notes; a page that is reloaded much later has none
NOT_TAKEN = "Not taken yet. What you wrote is still here."
_PER_FORM = {"approve": {"rating": "Counted", "pause-entry": "Done as she wishes"}, "done": {"referral-request": "Now a lead"}}


@dataclass(frozen=True, slots=True)
class Note:
    """What to tell the owner on the next page. `numbers` are the decisions that its Undo takes back.

    `draft` holds what she typed and `errors` what is wrong with it, when it could not be taken.
    """

    sentence: str
    is_trouble: bool = False
    lines: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    entry: int = 0
    draft: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[tuple[str, str], ...] = ()  # the field's name, and what to do


class Notes:
    """The notes of this run, each under a name that goes into the address of the page that shows it."""

    def __init__(self) -> None:
        self._notes: OrderedDict[str, Note] = OrderedDict()

    def keep(self, note: Note) -> str:
        """Keep a note and give its name."""
        name = token_urlsafe(6)
        self._notes[name] = note
        while len(self._notes) > _KEPT:
            self._notes.popitem(last=False)
        return name

    def get(self, name: str) -> Note | None:
        """Give a note; it can be asked for again, so that reloading a page shows the same."""
        return self._notes.get(name)


class Acts:
    """Carries decisions out, one press after the other."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._lock = threading.Lock()

    def decide(self, action: str, numbers: Iterable[int]) -> Note:
        """Approve, reject or call spam; what cannot be decided is named, the rest goes on."""
        act = {"approve": self.desk.approve, "draft": self.desk.draft, "reject": self.desk.reject, "spam": self.desk.spam}.get(action)
        wanted = list(dict.fromkeys(numbers))[:MOST_AT_ONCE]
        if act is None:
            return Note("Choose what to do with the ticked ones first. Nothing was changed.", is_trouble=True)
        if not wanted:
            return Note("Tick at least one entry first. Nothing was changed.", is_trouble=True)
        done: list[Done] = []
        lines: list[str] = []
        words: Counter[str] = Counter()
        with self._lock:
            before = {number: entry(self.desk.store, number) for number in (wanted if len(wanted) == 1 else ())}
            for number in wanted:
                result = self._try(lambda number=number: act(number))  # type: ignore[misc]  # mypy: no types for defaults
                if isinstance(result, str):
                    lines.append(result if len(wanted) == 1 else f"Entry {number}: {result}")
                elif result:
                    done.append(result)
                    words[ENDED[result.action]] += 1
        lines += self._left()
        if not done:
            return Note("Nothing was changed.", True, _shortened(lines), entry=wanted[0] if len(wanted) == 1 else 0)
        only = before.get(done[0].submission)
        more = after(only.stored.submission.form, done[0].action, done[0].file) if only else ""
        sentence = _one(done[0], only) if only else f"{', '.join(f'{what}: {count}' for what, count in words.items())}."
        if len(wanted) == MOST_AT_ONCE:
            sentence += f" These were {MOST_AT_ONCE}, the most for one press; there may be more."
        return Note(sentence, bool(lines), (*_shortened(lines), *([more] if more else [])), tuple(one.number for one in done), done[0].submission if only else 0)

    def edit(self, number: int, fields: Mapping[str, str]) -> Note:
        """Change what an entry says."""
        return self._one(lambda: self.desk.edit(number, fields), "Changed. It still waits for your decision.", number, fields)

    def reply(self, number: int, text: str) -> Note:
        """Answer a published comment in the owner's name."""
        return self._one(lambda: self.desk.reply(number, text), "Your answer is published.", number, {"reply": text})

    def undo(self, numbers: Sequence[int]) -> Note:
        """Take decisions back, the last first; stop where another one stands in between."""
        undone: list[Done] = []
        lines: list[str] = []
        with self._lock:
            for number in sorted(set(numbers), reverse=True):
                result = self._try(lambda number=number: self.desk.undo(number))  # type: ignore[misc]  # as above
                if not isinstance(result, Done):
                    lines.append(result or "There is no decision to take back any more.")
                    break
                undone.append(result)
        lines += self._left()
        if not undone:
            return Note("Nothing was taken back.", True, tuple(lines))
        what = "It is" if len(undone) == 1 else f"{len(undone)} decisions were taken back; all is"
        sentence = f"{'Taken back. ' if len(undone) == 1 else ''}{what} as it was before."
        return Note(sentence, bool(lines), tuple(lines), entry=undone[0].submission if len(undone) == 1 else 0)

    def _one(self, act: Callable[[], Done], sentence: str, number: int, draft: Mapping[str, str]) -> Note:
        with self._lock:
            result = self._try(act)
        if isinstance(result, Done):
            return Note(sentence, lines=self._left(), numbers=(result.number,), entry=number)
        return Note(NOT_TAKEN, True, (result or "",), entry=number, draft=draft)

    def _try(self, act: Callable[[], Done | None]) -> Done | str | None:
        try:
            return act()
        except DecisionError as error:
            return _sentence(str(error))
        except (KeyError, UnicodeError):  # what is marked as spam on arrival is kept however it came
            return "A field is missing or holds signs that no file can hold. Change it first, or reject it."
        except OSError as error:
            # The decision is in the database by now, or nothing is: a file is written after the commit.
            reason = error.strerror or type(error).__name__
            return f"The file could not be written ({reason}). What was decided is kept, and written with the next decision."

    def _left(self) -> tuple[str, ...]:
        lines = tuple(_sentence(line) for line in self.desk.left)
        self.desk.left.clear()
        return lines


def _one(done: Done, entry: Entry) -> str:
    what = _PER_FORM.get(done.action, {}).get(entry.stored.submission.form, ENDED[done.action])
    named = title(entry.stored.submission)
    return f"{what}: {named[0].lower()}{named[1:]}."


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _shortened(lines: Sequence[str]) -> tuple[str, ...]:
    return (*lines[:10], *((f"And {len(lines) - 10} more.",) if len(lines) > 10 else ()))
