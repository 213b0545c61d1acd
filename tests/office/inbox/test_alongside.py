"""A large import is scored by a process of its own; nothing waits unscored when the task ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from office.inbox import alongside
from office.inbox.listing import import_and_score
from office.inbox.reading.files import MAX_BYTES
from office.inbox.store import Store


def test_a_large_import_is_scored_to_its_end(root: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    begin = alongside.subprocess.Popen

    def noted(command: list[str], **more: Any) -> object:
        started.append(command[2])
        return begin(command, **more)

    monkeypatch.setattr(alongside, "FROM_BYTES", 0)
    monkeypatch.setattr(alongside.subprocess, "Popen", noted)
    said = [{"form": "comment", "article": "a-first-month", "name": "Mara", "text": f"Rank on Google with our casino, offer {n}"} for n in range(40)]
    file = root.parent / "export.json"
    file.write_text(json.dumps({"submissions": [{"id": n, "created_at": "2026-09-19T07:30:00Z", "payload_params": one} for n, one in enumerate(said)]}), encoding="utf-8")

    assert import_and_score(root, [str(file)]) == 0
    assert started == ["office.inbox.alongside"]
    assert {state for state, _ in store.counts()} == {"suspected"}
    assert sum(store.counts().values()) == 40


@pytest.mark.parametrize("size", [3_000, MAX_BYTES + 1])
def test_an_import_that_is_small_or_refused_starts_no_process(root: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    def never(*_: object, **__: object) -> object:
        raise AssertionError("a process for nothing")

    monkeypatch.setattr(alongside.subprocess, "Popen", never)
    file = root.parent / "export.json"
    with file.open("wb") as opened:
        opened.truncate(size)
    with alongside.scored_alongside(root, "en", [file]):
        pass
