"""One person's leads and drafted mails are given to her, or erased."""

from __future__ import annotations

import json

import pytest
from clients import Room

from office.privacy.tasks import erase_task, export_task

pytestmark = pytest.mark.both_databases

HER = "mara@silvaceramics.example"


def test_an_export_holds_her_lead_its_steps_and_its_mails(room: Room) -> None:
    room.introduced()
    export_task(room.root, [HER])
    [file] = (room.root / "private/exports").iterdir()
    data = json.loads(file.read_text(encoding="utf-8"))
    assert ([one["state"] for one in data["leads"]], [one["step"] for one in data["steps"]]) == (["introduced"], ["match", "offer", "accept", "introduce"])
    assert len(data["letters"]) == 2


def test_erasing_leaves_no_lead_no_step_and_no_mail_of_hers(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    room.introduced()
    other = room.ask(name="Ana", email="ana@ana.example", task="Bookkeeping for Ana.")
    room.leads.offer(other, "jo-sample")
    erase_task(room.root, [HER], yes=True)
    assert [one.fields["name"] for one in room.leads.book.all()] == ["Ana"]
    assert {one.lead for one in room.leads.book.events()} == {other}
    assert [file.name for file in (room.root / "private/mail/leads").iterdir()] == [f"lead-{other}-6-offer-jo-sample.eml"]
    assert HER not in capsys.readouterr().out
