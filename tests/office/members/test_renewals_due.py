"""What members have to renew, and the letters about it."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from hub_core.settings import HubSettings
from office.members.due import due, due_task
from tests.plugins.content_library import folder
from tests.plugins.make import TODAY, member

CLAIM = {"claim": "insured", "date": "2025-03-01", "by": "Certificate seen"}
SETTINGS = HubSettings()


def ago(days: int) -> str:
    return (TODAY - dt.timedelta(days=days)).isoformat()


class TestDue:
    def found(self, **changes: Any) -> list[tuple[bool, int]]:
        return [(one.confirmation, len(one.claims)) for one in due([member(joined=ago(900), **changes)], TODAY, SETTINGS)]

    @pytest.mark.parametrize(("days", "is_due"), [(335, False), (336, True), (600, True)])
    def test_an_entry_is_due_a_month_before_it_is_marked(self, days: int, is_due: bool) -> None:
        assert self.found(confirmed=ago(days)) == ([(True, 0)] if is_due else [])

    @pytest.mark.parametrize("setting", ["marked_after_days", "hidden_after_days"])
    def test_an_entry_is_due_a_month_before_the_owners_setting_says(self, setting: str) -> None:
        settings = HubSettings(**{setting: 100})
        [one] = due([member(joined=ago(900), confirmed=ago(71))], TODAY, settings)
        assert one.words(TODAY) == f"jo-sample: last confirmed {ago(71)}, soon to be marked as not confirmed"
        assert list(due([member(joined=ago(900), confirmed=ago(70))], TODAY, settings)) == []

    def test_so_is_a_claim_that_runs_out(self) -> None:
        assert self.found(confirmed=ago(1), claims=[CLAIM | {"expires": ago(-30)}, CLAIM | {"expires": ago(-31)}]) == [(False, 1)]

    def test_a_draft_is_not(self) -> None:
        assert self.found(confirmed=ago(600), status="draft") == []

    def test_whoever_was_silent_longest_comes_first(self) -> None:
        people = [member("a", confirmed=ago(400)), member("b", confirmed=ago(600))]
        assert [one.member.slug for one in due(people, TODAY, SETTINGS)] == ["b", "a"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795262400")  # 21 November 2026, noon
    folder.make(tmp_path, {
        "members/jo-sample.md": folder.member(confirmed="2025-11-01", joined="2025-01-01", claims=[CLAIM | {"expires": "2026-11-30"}]),
        "members/ana.md": folder.member(name="Ana", confirmed="2026-11-01"),
    })  # fmt: skip
    for name in ("pelicanconf.py", "publishconf.py"):
        (tmp_path / name).write_text('HUB = {"owner": "jo-sample"}\nSITEURL = "https://x.example"\n')
    (tmp_path / "private").mkdir()
    return tmp_path


def letter(root: Path) -> EmailMessage:
    (file,) = (root / "private/mail/member-renewal").iterdir()
    made = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


class TestLetters:
    def test_each_member_who_is_due_gets_one_that_says_everything(self, root: Path) -> None:
        (root / "private/addresses.yaml").write_text("jo-sample: jo@a.example\n")
        due_task(root)
        made = letter(root)
        text = made.get_content()
        assert (made["To"], made["Subject"]) == ("jo@a.example", "Your entry in the directory of Warm Handoff")
        assert text.endswith("\n\nJo Sample\nWarm Handoff\nhttps://x.example/\n")
        assert "You last confirmed it on 1 November 2025." in text
        assert "Until you do it is marked as not confirmed, and no request is offered to you." in text
        assert "leaves the directory on 4 May 2027" in text
        assert "needs a new one:\n\n- Professional indemnity insurance: runs out on 30 November 2026\n\nSend us the new one" in text

    def test_without_an_address_the_draft_has_none_and_it_is_said(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        due_task(root)
        assert letter(root)["To"] is None
        assert "1 without an address" in capsys.readouterr().out

    def test_a_misspelt_line_of_the_addresses_is_told_then(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (root / "private/addresses.yaml").write_text("jo-smaple: jo@a.example\n")
        due_task(root)
        assert "private/addresses.yaml:1: 'jo-smaple' is not a known member; did you mean 'jo-sample'?" in capsys.readouterr().out

    def test_no_line_shows_an_address(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (root / "private/addresses.yaml").write_text("jo-sample: jo@a.example\n")
        due_task(root)
        assert "jo@a.example" not in "".join(capsys.readouterr())

    def test_a_dry_run_only_lists(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        due_task(root, dry_run=True)
        assert "jo-sample: last confirmed 2025-11-01, marked as not confirmed" in capsys.readouterr().out
        assert not (root / "private/mail").exists()
