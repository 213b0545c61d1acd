"""The newsletter's issues: what their files say, and what their pages and their list show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from markupsafe import Markup
from pydantic import Field

from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.documents import Document
from hub_core.markdown_text import EMPTY, Rendered
from hub_core.problems import Problem
from hub_core.schema import FrontMatter, Summary, Title, validate
from hub_core.views import DateView, Link


class IssueFile(FrontMatter):
    """The front matter of content/newsletter/<day>.md."""

    title: Annotated[Title, Field(description="The subject of the mail and the heading of the page.")]
    summary: Annotated[Summary, Field(description="What is in it, for lists, search engines and the line that mail programs show beside the subject.")]
    status: Annotated[Literal["published", "draft"], Field(description="A draft is neither published nor sent.")] = "published"


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of the newsletter; its slug is its day, like 2026-09-25."""

    document: Document
    slug: str
    front: IssueFile
    day: dt.date
    text: Rendered = EMPTY


@dataclass(frozen=True, slots=True)
class IssueCard:
    """An issue in a list."""

    title: str
    href: str
    summary: str
    date: DateView


@dataclass(frozen=True, slots=True)
class IssueView:
    """An issue's page. `older` and `newer` are the issues beside it; `sign_up` is the page with the form, if there is one."""

    card: IssueCard
    html: Markup
    older: Link | None
    newer: Link | None
    every: Link
    sign_up: Link | None


def parse_issue(document: Document) -> tuple[Issue | None, list[Problem]]:
    """Give the issue of a file, or what is wrong with it."""
    problems: list[Problem] = []
    try:
        day = dt.date.fromisoformat(document.slug)
        is_day = document.slug == day.isoformat()
    except ValueError:
        day, is_day = dt.date.min, False
    if not is_day:
        problems.append(Problem(document.path, 1, "", "is named after its day; rename the file, like 2026-09-25.md"))
    front, more = validate(IssueFile, document)
    problems += more
    return (Issue(document, document.slug, front, day) if front is not None and not problems else None), problems


def issue_card(issue: Issue, addresses: Addresses) -> IssueCard:
    """Give an issue for a list."""
    return IssueCard(issue.front.title, addresses.href(at.issue(issue.slug)), issue.front.summary, DateView.of(issue.day))
