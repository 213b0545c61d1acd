"""The leads summed up by month and member, as numbers, CSV and bars."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from clients import Room
from hypothesis import given
from hypothesis import strategies as st
from owner import enter, open_here

from office.leads.report import COLUMNS, Line, Report, as_csv, chart, summarise
from office.leads.tasks import report_task

pytestmark = pytest.mark.both_databases


def report(room: Room) -> Report:
    return summarise(room.leads.book.all(), room.leads.book.events(), "Europe/Lisbon")


@pytest.fixture
def busy(room: Room) -> Room:
    """One lead that Jo declines after two hours and Rita takes; and another, two months later, that nobody has yet."""
    number = room.ask()
    room.leads.offer(number, "jo-sample")
    room.clock.later(hours=2)
    room.leads.answer(number, "decline", "skill")
    room.leads.offer(number, "rita-sample")
    room.clock.later(hours=5)
    room.leads.answer(number, "accept")
    room.leads.introduce(number)
    room.leads.book.take(number, "close", detail="hired")
    room.clock.later(days=61)
    room.ask(task="More bookkeeping.")
    return room


class TestSums:
    def test_by_month_without_gaps(self, busy: Room) -> None:
        assert {month: line.cells() for month, line in report(busy).months.items()} == {
            "2026-03": ["1", "2", "1", "1", "1", "2.0", "1", "0", "0"],
            "2026-04": ["0", "0", "0", "0", "0", "", "0", "0", "0"],
            "2026-05": ["1", "0", "0", "0", "0", "", "0", "0", "0"],
        }

    def test_by_member_with_her_own_time(self, busy: Room) -> None:
        assert {slug: line.cells() for slug, line in report(busy).members.items()} == {
            "jo-sample": ["1", "1", "0", "1", "0", "2.0", "0", "0", "0"],
            "rita-sample": ["1", "1", "1", "0", "1", "5.0", "1", "0", "0"],
        }

    def test_what_became_of_a_lead_is_not_counted_for_whoever_declined_it(self, busy: Room) -> None:
        busy.leads.offer(2, "jo-sample")
        busy.leads.answer(2, "decline", "capacity")
        busy.leads.book.take(2, "close", detail="elsewhere")
        assert (report(busy).members["jo-sample"].outcomes["elsewhere"], report(busy).months["2026-05"].outcomes["elsewhere"]) == (0, 1)

    def test_what_was_taken_back_does_not_count(self, busy: Room) -> None:
        busy.leads.book.undo(1)
        assert report(busy).months["2026-03"].outcomes == {"hired": 0, "elsewhere": 0, "no-answer": 0}


class TestOneTruth:
    """The terminal, the file for a spreadsheet and the Desk's page say the same."""

    def written(self, busy: Room, capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
        report_task(busy.root, str(busy.root / "report.csv"), busy.clock)
        capsys.readouterr()
        lines = list(csv.reader(io.StringIO((busy.root / "report.csv").read_text(encoding="utf-8-sig"))))
        return {line[1]: line[2 : 2 + len(COLUMNS)] for line in lines[1:]}

    def test_the_terminal_says_what_is_written(self, busy: Room, capsys: pytest.CaptureFixture[str]) -> None:
        written = self.written(busy, capsys)
        report_task(busy.root, clock=busy.clock)
        lines = [line for line in capsys.readouterr().out.splitlines() if line and not line.startswith("By ")]
        for line in lines:
            name = next(one for one in written if line.startswith(one))
            assert line.removeprefix(name).split() == [cell for cell in written[name] if cell]
        assert len(lines) == len(written) == 5

    def test_the_desk_shows_what_is_written(self, busy: Room, capsys: pytest.CaptureFixture[str]) -> None:
        written = self.written(busy, capsys)
        page = self.page(busy)
        shown = {
            unescape(row[1]): [unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", row[2])]
            for row in re.finditer(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page)
        }
        assert shown == written

    def test_the_chart_is_as_high_as_what_is_written(self, busy: Room, capsys: pytest.CaptureFixture[str]) -> None:
        written = self.written(busy, capsys)
        page = self.page(busy)
        lines = [(int(y), int(value)) for y, value in re.findall(r'<text class="num" x="\d+" y="(\d+)" text-anchor="end">(\d+)<', page)]
        (ground, _), (top, most) = lines[0], lines[-1]
        bars = [(kind, round(int(height) * most / (ground - top))) for kind, height in re.findall(r'<rect class="(\w+)"[^>]*height="(\d+)"', page)]
        months = re.findall(r'text-anchor="middle">(\d{4}-\d\d)<', page)
        drawn = {month: [bars[at * 2][1], bars[at * 2 + 1][1]] for at, month in enumerate(months)}
        assert drawn == {month: [int(written[month][0]), int(written[month][4])] for month in written if month.startswith("2026")}

    def page(self, busy: Room) -> str:
        desk, app = open_here(busy.root)
        try:
            return enter(desk, app).open("/desk/leads/report")
        finally:
            desk.store.close()


@pytest.mark.file_alone  # they ask no database
class TestCsv:
    def test_names_no_client(self, busy: Room) -> None:
        assert "Mara" not in as_csv(report(busy), str)

    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=20))
    def test_no_cell_is_a_formula(self, name: str) -> None:
        text = as_csv(Report({}, {"x": Line()}), lambda _: name)
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert cells[2 + len(COLUMNS) + 4 + 1].removeprefix("'") == name or "'" in name
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")) for cell in cells)


@pytest.mark.file_alone
class TestTheChart:
    @given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), min_size=1, max_size=30))
    def test_every_bar_stands_inside_the_drawing(self, numbers: list[tuple[int, int]]) -> None:
        drawn = chart({f"2026-{at:02d}": Line(requests=one, introduced=two) for at, (one, two) in enumerate(numbers)})
        assert all(0 <= bar.x <= drawn.width - bar.width and bar.y >= 0 and bar.y + bar.height <= drawn.height for bar in drawn.bars)

    def test_a_bar_is_as_high_as_its_number(self) -> None:
        drawn = chart({"2026-03": Line(requests=4, introduced=1)})
        assert [(bar.kind, bar.height) for bar in drawn.bars] == [("requests", 160), ("introduced", 40)]
