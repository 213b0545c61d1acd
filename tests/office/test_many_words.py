"""Tasks that take many words, such as numbers and files: what invoke is given for them."""

from __future__ import annotations

import pytest

import tasks
from office.workbench.program import gathered


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        (["inbox.approve", "12", "15"], ["inbox.approve", "--ids", "12", "--ids", "15"]),
        (["inbox.spam", "--author", "Mara Bell", "7", "--yes"], ["inbox.spam", "--author", "Mara Bell", "--ids", "7", "--yes"]),
        (["inbox.spam", "-a", "Mara", "7"], ["inbox.spam", "-a", "Mara", "--ids", "7"]),
        (["inbox.spam", "--above=0.8"], ["inbox.spam", "--above=0.8"]),
        (["inbox.import", "a b.csv", "--dry-run", "mails/"], ["inbox.import", "--files", "a b.csv", "--dry-run", "--files", "mails/"]),
        (["inbox.import", "--form", "comment", "a.csv"], ["inbox.import", "--form", "comment", "--files", "a.csv"]),
        (["build", "check"], ["build", "check"]),
        (["--help", "inbox.spam"], ["--help", "inbox.spam"]),
        (["nothing", "1"], ["nothing", "1"]),
        ([], []),
    ],
)
def test_the_words_behind_the_task_become_its_flag(typed: list[str], given: list[str]) -> None:
    assert gathered(tasks.ns, typed) == given


def test_the_help_of_a_task_is_still_there_afterwards() -> None:
    before = dict(tasks.ns["inbox.list"].help) | dict(tasks.ns["inbox.reject"].help)
    gathered(tasks.ns, ["inbox.reject", "1"])

    assert dict(tasks.ns["inbox.list"].help) | dict(tasks.ns["inbox.reject"].help) == before
