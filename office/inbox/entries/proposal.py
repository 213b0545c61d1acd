"""A file of content/ that a submission could become, with all that the owner has to know before she lets it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from hub_core.documents import parse_document
from hub_core.vocabulary import Vocabulary


class ProposalError(ValueError):
    """No file can be made of it; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class There:
    """What is in content/ already. `members` and `articles` are slugs; `today` is the day in the site's time zone."""

    vocabulary: Vocabulary
    members: Set[str]
    articles: Set[str]
    today: dt.date
    zone: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file as it would be written. `present` is the file's text now, or None where there is none.

    `unread` is what the visitor wrote and the file lacks, since no program can read it for certain; `problems` is what
    `check` would find in the file; `remarks` is worth knowing and stops nothing. All are lines in words.
    """

    path: str
    text: str
    present: str | None
    unread: tuple[str, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def can_be_published(self) -> bool:
        """Nothing is left out and nothing is wrong."""
        return not self.unread and not self.problems

    @property
    def can_be_draft(self) -> bool:
        """It is new and the site builds with it; what is left out can be added before it is published."""
        return self.present is None and not self.problems


def same(text: str, path: str, fields: Mapping[str, Any], body: str) -> bool:
    """Say whether a file reads back as the fields and the text that it was made from."""
    document, _ = parse_document(text, path)
    return document is not None and document.data == plain(fields) and document.body.strip() == body.strip()


def plain(value: Any) -> Any:
    """Give a value as YAML gives it back: lists and tables alone."""
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(one) for one in value]
    return value
