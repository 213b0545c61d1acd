"""The leads summed up by month and by member: in lines, as CSV, and as the bars of a chart. Pure."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from zoneinfo import ZoneInfo

from .book import Event, Lead
from .states import OUTCOMES, REASONS

_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # what a spreadsheet would run, full width too
COLUMNS = ("requests", "offered", "accepted", "declined", "introduced", "hours to answer", *OUTCOMES)


@dataclass(slots=True)
class Line:
    """The sums of one month or one member. `waits` are hours from an offer to its answer."""

    requests: int = 0
    offered: int = 0
    accepted: int = 0
    declined: int = 0
    introduced: int = 0
    waits: list[float] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    reasons: dict[str, int] = field(default_factory=lambda: dict.fromkeys(REASONS, 0))

    @property
    def wait(self) -> str:
        """Give the median of hours to the first answer, or "" where there was none."""
        return f"{median(self.waits):.1f}" if self.waits else ""

    def cells(self) -> list[str]:
        """Give the sums in the order of COLUMNS."""
        numbers = (self.requests, self.offered, self.accepted, self.declined, self.introduced)
        return [*map(str, numbers), self.wait, *(str(self.outcomes[one]) for one in OUTCOMES)]


@dataclass(frozen=True, slots=True)
class Report:
    """Sums by month, `2026-11` first to last, without gaps; and by member's slug."""

    months: dict[str, Line]
    members: dict[str, Line]


def summarise(leads: Iterable[Lead], events: Iterable[Event], zone: str) -> Report:
    """Sum leads up. A lead counts in the month in which its request came, with all that became of it.

    A request has no member of its own: by member, `requests` is how many leads she was offered or given.
    The time to the first answer is counted once for each lead; by member it is her own. What became of a lead counts for the
    member who took it or was named, and not for whoever declined it last.
    """
    here = ZoneInfo(zone)
    by_lead: dict[int, list[Event]] = {}
    for event in events:
        by_lead.setdefault(event.lead, []).append(event)
    months: dict[str, Line] = {}
    members: dict[str, Line] = {}
    for lead in leads:
        month = months.setdefault(f"{lead.submission.received.astimezone(here):%Y-%m}", Line())
        month.requests += 1
        steps = by_lead.get(lead.id, [])
        offered: dict[str, dt.datetime] = {}
        first: dt.datetime | None = None
        answered = False
        took = {one.member for one in steps if one.step in ("accept", "hand-over", "point-to")}
        for event in steps:
            if event.step == "offer":
                offered[event.member] = event.at
                first = first or event.at
            lines = [month, *([members.setdefault(event.member, Line())] if event.member and (event.step != "close" or event.member in took) else [])]
            if event.step in ("accept", "decline") and event.member in offered:
                wait = (event.at - offered[event.member]).total_seconds() / 3600
                members[event.member].waits.append(wait)
                if not answered and first:
                    month.waits.append((event.at - first).total_seconds() / 3600)
                    answered = True
            for line in lines:
                _count(line, event)
        for slug in {one.member for one in steps if one.step in ("offer", "hand-over", "point-to")}:
            members[slug].requests += 1
    return Report(_whole(months), dict(sorted(members.items())))


def _count(line: Line, event: Event) -> None:
    line.offered += event.step == "offer"
    line.accepted += event.step == "accept"
    line.introduced += event.step in ("introduce", "hand-over")
    if event.step == "decline":
        line.declined += 1
        line.reasons[event.detail] += 1
    if event.step == "close":
        line.outcomes[event.detail] += 1


def _whole(months: dict[str, Line]) -> dict[str, Line]:
    """Put in the months without a request, so that a chart does not hide them."""
    if not months:
        return {}
    at, last = min(months), max(months)
    found = {}
    while at <= last:
        found[at] = months.get(at) or Line()
        year, month = int(at[:4]), int(at[5:])
        at = f"{year + month // 12:04d}-{month % 12 + 1:02d}"
    return found


def as_csv(report: Report, name: Callable[[str], str]) -> str:
    """Give the report as CSV, without the names of clients. No cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["by", "what", *COLUMNS, *(f"declined: {one}" for one in REASONS)])
    for kind, lines in (("month", report.months), ("member", report.members)):
        for key, line in lines.items():
            shown = name(key) if kind == "member" else key
            writer.writerow([_safe(cell) for cell in (kind, shown, *line.cells(), *(str(line.reasons[one]) for one in REASONS))])
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, in the units of the drawing: `kind` is requests or introduced."""

    kind: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of months: bars, the label under each month, and lines across with their numbers."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    labels: tuple[tuple[int, str], ...]
    lines: tuple[tuple[int, int], ...]


_STEP, _BAR, _HIGH, _LEFT, _TOP = 56, 20, 160, 36, 12


def chart(months: dict[str, Line], most: int = 12) -> Chart:
    """Give the chart of the last months: how many requests came, and how many led to an introduction."""
    shown = list(months.items())[-most:]
    top = max([1, *(max(line.requests, line.introduced) for _, line in shown)])
    grain = max(1, -(-top // 4))
    top = -(-top // grain) * grain
    bars: list[Bar] = []
    labels: list[tuple[int, str]] = []
    for number, (month, line) in enumerate(shown):
        x = _LEFT + number * _STEP + 6
        for place, (kind, value) in enumerate((("requests", line.requests), ("introduced", line.introduced))):
            height = round(value * _HIGH / top)
            bars.append(Bar(kind, x + place * (_BAR + 2), _TOP + _HIGH - height, _BAR, height))
        labels.append((x + _BAR + 1, month))
    lines = tuple((_TOP + _HIGH - round(value * _HIGH / top), value) for value in range(0, top + 1, grain))
    return Chart(_LEFT + len(shown) * _STEP + 8, _TOP + _HIGH + 28, tuple(bars), tuple(labels), lines)


def rows(lines: dict[str, Line], name: Callable[[str], str] = str) -> list[Sequence[str]]:
    """Give the report's lines as cells, for a table."""
    return [(name(key), *line.cells()) for key, line in lines.items()]
