"""The last check, kept in private/links.json: it is the cache of the next one and what the Desk shows."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hub_core.atomic import write_text

from .asking import Answer
from .found import Place

FILE = "links.json"
FORMAT = 1
VERDICTS = ("dead", "private", "unsure", "moved", "slow", "fine")


@dataclass(frozen=True, slots=True)
class Checked:
    """An address, where it stands, what became of it, and when it was asked (UTC)."""

    address: str
    places: tuple[Place, ...]
    answer: Answer
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Report:
    """All addresses of one check, the worst first."""

    at: dt.datetime
    entries: tuple[Checked, ...]

    def of(self, verdict: str) -> tuple[Checked, ...]:
        """Give the addresses with a verdict."""
        return tuple(one for one in self.entries if one.answer.verdict == verdict)


def report(at: dt.datetime, entries: Iterable[Checked]) -> Report:
    """Put the entries of a check in order."""
    return Report(at, tuple(sorted(entries, key=lambda one: (VERDICTS.index(one.answer.verdict), one.address))))


def save(private: Path, found: Report) -> None:
    """Write the report, readable to the owner alone. Raises OSError."""
    private.mkdir(mode=0o700, exist_ok=True)
    entries = [
        {
            "address": one.address, "at": one.at.isoformat(timespec="seconds"), "verdict": one.answer.verdict, "words": one.answer.words,
            "status": one.answer.status, "final": one.answer.final, "seconds": round(one.answer.seconds, 3),
            "places": [[place.path, place.line] for place in one.places],
        }
        for one in found.entries
    ]  # fmt: skip
    kept = {"format": FORMAT, "at": found.at.isoformat(timespec="seconds"), "entries": entries}
    write_text(private / FILE, json.dumps(kept, ensure_ascii=False, indent=1) + "\n", 0o600)


def load(private: Path) -> Report | None:
    """Read the last report, or give None when there is none that can be read: it can always be made anew."""
    try:
        kept = json.loads((private / FILE).read_text(encoding="utf-8"))
        if kept["format"] != FORMAT:
            return None
        return report(dt.datetime.fromisoformat(kept["at"]), [_entry(one) for one in kept["entries"]])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _entry(one: Mapping[str, object]) -> Checked:
    places = one["places"]
    if not isinstance(places, list) or one["verdict"] not in VERDICTS:
        raise ValueError
    answer = Answer(
        str(one["verdict"]), str(one["words"]), int(str(one["status"])), str(one["final"]), float(str(one["seconds"]))
    )
    at = dt.datetime.fromisoformat(str(one["at"]))
    return Checked(str(one["address"]), tuple(Place(str(path), int(line)) for path, line in places), answer, at)
