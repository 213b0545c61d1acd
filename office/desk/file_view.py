"""The file that an entry or an article would become, as the Desk shows it before the owner decides."""

from __future__ import annotations

from dataclasses import dataclass

from office.inbox.decide import DecisionError, Desk
from office.inbox.entries.diff import Line, compared
from office.inbox.entries.proposal import ProposalError
from office.inbox.entries.reading import SHOWN_AS_FILES
from office.inbox.record import Submission


@dataclass(frozen=True, slots=True)
class FileView:
    """`lines` compare with the file that is there, or are the new file's own; `trouble` says why there is none."""

    path: str
    is_new: bool
    lines: tuple[Line, ...]
    unread: tuple[str, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    can_be_published: bool
    can_be_draft: bool
    trouble: str = ""


def file_view(desk: Desk, submission: Submission) -> FileView | None:
    """Give the view, or None for a form that becomes no such file."""
    if submission.form not in SHOWN_AS_FILES:
        return None
    try:
        found = desk.propose(submission)
    except (ProposalError, DecisionError) as error:
        return FileView("", True, (), (), (), (), False, False, str(error))
    is_new = found.present is None
    lines = compared(found.present or "", found.text)
    if is_new:
        lines = tuple(Line("same", line.words) for line in lines)
    can_be_published = found.can_be_published and submission.form != "submit-article"
    return FileView(
        found.path, is_new, lines, found.unread, found.problems, found.remarks, can_be_published, found.can_be_draft
    )
