"""Letters whose links would lead to the address that the project is shipped with: a client who presses one meets nobody."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from clients import REQUEST, Room

from office.leads.tasks import due_task, handover_task, offer_task
from office.members.due import due_task as members_due
from office.workbench import say
from office.workbench.build import PUBLISH, still_the_samples

REPOSITORY = Path(__file__).resolve().parents[3]
LINE = "The links lead to https://warm-handoff.example, which is nobody’s. Write your site’s address into the last line of publishconf.py, or set SITEURL."


@pytest.fixture(autouse=True)
def _as_shipped(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITEURL", raising=False)
    shutil.copy(REPOSITORY / PUBLISH, root / PUBLISH)


class TestTheSamplesAddress:
    def test_is_told_of_once_when_letters_are_drafted(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        assert handover_task(room.root, "rita-sample", fields=REQUEST, clock=room.clock) == say.DONE
        assert capsys.readouterr().err == f"{LINE}\n"

    def test_sends_nothing_and_takes_no_step(self, room: Room) -> None:
        number = room.ask()
        with pytest.raises(say.Stop) as stopped:
            offer_task(room.root, str(number), "rita-sample", send=True, clock=room.clock)
        assert (stopped.value.lines, room.state(number)) == ((LINE, "Nothing was sent."), "new")

    def test_is_no_matter_when_nothing_is_written(self, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        due_task(room.root, clock=room.clock)
        assert capsys.readouterr().err == ""

    def test_is_told_of_by_the_renewals_too(self, room: Room, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")  # 2030: every entry wants confirming
        members_due(room.root)
        assert capsys.readouterr().err == f"{LINE}\n"

    def test_is_told_of_by_a_build(self, root: Path) -> None:
        assert still_the_samples(root).startswith("The pages give https://warm-handoff.example as their address.")


class TestAnAddressOfOnesOwn:
    @pytest.fixture(params=["file", "environment"])
    def own(self, request: pytest.FixtureRequest, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        if request.param == "environment":
            monkeypatch.setenv("SITEURL", "https://hub.example")
            return
        file = root / PUBLISH
        file.write_text(file.read_text(encoding="utf-8").replace("https://warm-handoff.example", "https://hub.example"), encoding="utf-8")

    def test_needs_no_word(self, own: None, room: Room, capsys: pytest.CaptureFixture[str]) -> None:
        handover_task(room.root, "rita-sample", fields=REQUEST, clock=room.clock)
        assert (capsys.readouterr().err, still_the_samples(room.root)) == ("", "")
        [refusal] = (room.root / "private/mail/leads").glob("*refusal*")
        assert "https://hub.example/members/rita-sample/" in refusal.read_text(encoding="utf-8")
