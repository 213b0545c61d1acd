"""What the tidying says, asks and promises."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from asking import MARA
from queueing import NOW, comment, rows_of, sent

from hub_core.settings import HubSettings
from office.inbox.decide import Desk
from office.inbox.store import Store
from office.inbox.tables import decisions, submissions
from office.privacy.periods import months_before, unnamed
from office.privacy.tidy import PAGE, tidy_task
from office.workbench import say

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def refused(store: Store, desk: Desk) -> Store:
    store.add([comment(), comment(text="Casino"), sent("contact", {"name": "Mara", "email": MARA, "message": "Hello"})])
    desk.reject(1)
    desk.spam(2)
    return store


def tidy(root: Path, **changes: Any) -> int:
    return tidy_task(root, **({"clock": lambda: NOW + dt.timedelta(days=31)} | changes))


def test_a_dry_run_counts_and_changes_nothing(root: Path, private: Path, refused: Store, capsys: pytest.CaptureFixture[str]) -> None:
    before = {file: file.read_bytes() for file in private.rglob("*") if file.is_file()}
    assert tidy(root, dry_run=True) == say.DONE

    assert {file: file.read_bytes() for file in private.rglob("*") if file.is_file()} == before
    assert capsys.readouterr().out.splitlines()[:2] == ["To be deleted:", "  2 spam or refused submissions"]


@pytest.mark.parametrize(("answer", "left"), [("", 3), ("n", 3), ("y", 1), ("YES ", 1)])
def test_it_asks_first(root: Path, refused: Store, answer: str, left: int) -> None:
    tidy(root, ask=lambda _: answer)
    assert len(rows_of(refused, submissions)) == left


def test_with_nobody_to_ask_it_stops(root: Path, refused: Store) -> None:
    with pytest.raises(say.Stop) as stop:
        tidy(root, can_ask=False)
    assert (stop.value.code, len(rows_of(refused, submissions))) == (say.MISUSE, 3)


def test_the_account_counts_what_went_and_tells_of_nobody(root: Path, refused: Store, capsys: pytest.CaptureFixture[str]) -> None:
    before = len(rows_of(refused, submissions))
    tidy(root, yes=True)
    said = capsys.readouterr()

    assert said.out.splitlines() == [
        "Deleted:", "  2 spam or refused submissions",
        "Waiting for a decision for longer than spam is kept: 1, 0 of them suspected of being spam. Nothing is deleted unread; see inbox.review.",
    ]  # fmt: skip
    assert (before - len(rows_of(refused, submissions)), len(rows_of(refused, decisions)), "mara" in (said.out + said.err).lower()) == (2, 0, False)


def test_the_database_s_file_holds_nothing_of_it(root: Path, private: Path, store: Store, desk: Desk) -> None:
    store.add([comment(text="A rare word: onomatopoetikon.")])
    desk.reject(1)
    tidy(root, yes=True)

    kept = b"".join(file.read_bytes() for file in private.rglob("*") if file.is_file())
    assert (b"onomatopoetikon" in kept, MARA.encode() in kept) == (False, False)


def test_where_there_is_no_inbox_none_is_made(root: Path, private: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tidy(root, yes=True) == say.DONE
    assert (private.exists(), capsys.readouterr().out) == (False, "There is no inbox yet, so nothing is kept.\n")


def test_a_period_of_the_settings_counts(root: Path, refused: Store) -> None:
    (root / "pelicanconf.py").write_text('HUB = {"owner": "jo-sample", "keep_refused_days": 60}\nSITEURL = "http://127.0.0.1:8000"\n')
    tidy(root, yes=True)

    assert len(rows_of(refused, submissions)) == 3


def test_a_page_that_does_not_name_a_period_is_said(root: Path, refused: Store, capsys: pytest.CaptureFixture[str]) -> None:
    (root / PAGE).parent.mkdir(parents=True, exist_ok=True)
    (root / PAGE).write_text("---\ntitle: Privacy\n---\n30 days and 12 months.\n", encoding="utf-8")
    tidy(root, dry_run=True)

    assert capsys.readouterr().err == f"{PAGE}: text: the settings keep something for 90 days, and the page does not say so. Let them agree.\n"


# Each setting, and the beginning of the line of the page that promises it.
PROMISES = {
    "keep_refused_days": ("Spam and what was refused", "day"),
    "keep_closed_months": ("Messages, suggestions, requests for a VA, and the e-mail behind a comment or a vote", "month"),
    "keep_member_months": ("A member's private data, and an author's consent", "month"),
    "keep_unconfirmed_days": ("A sign-up or a wish that nobody said yes to", "day"),
    "keep_drafts_days": ("Letters that were drafted for sending, and lists made for a purpose", "day"),
}  # fmt: skip


class TestTheShippedPage:
    def test_every_period_has_its_line(self) -> None:
        assert {name for name in HubSettings.model_fields if name.startswith("keep_")} == set(PROMISES)

    @pytest.mark.parametrize("name", PROMISES)
    def test_each_line_promises_what_the_settings_say(self, name: str) -> None:
        label, unit = PROMISES[name]
        page = " ".join((REPOSITORY / PAGE).read_text(encoding="utf-8").split())
        [line] = re.findall(rf"- \*\*{re.escape(label)}:\*\* ([^*]*?)(?= - \*\*)", page)
        assert f"{getattr(HubSettings(), name)} {unit}s" in line

    def test_nothing_is_unnamed_on_it(self) -> None:
        assert unnamed((REPOSITORY / PAGE).read_text(encoding="utf-8"), HubSettings()) == []


@pytest.mark.parametrize(
    ("at", "months", "before"), [("2026-03-31", 1, "2026-02-28"), ("2026-01-15", 12, "2025-01-15"), ("2026-01-31", 2, "2025-11-30"), ("2024-02-29", 12, "2023-02-28")]
)
def test_months_end_with_their_last_day(at: str, months: int, before: str) -> None:
    assert months_before(dt.datetime.fromisoformat(at), months) == dt.datetime.fromisoformat(before)
