"""A submission as the file of content/ that it becomes. Pure: gives paths and texts, writes nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

from forms.catalogue import FORMS
from forms.model import in_a_line, validate
from hub_core.documents import parse_document
from office.workbench.front_matter import quoted
from static_comments.threads import parse_comment

from .record import Submission, folded


class PublishError(ValueError):
    """The submission cannot become a file; the message says why and what to do, without what was in it."""


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file to write: its path below the repository, and its whole text."""

    path: str
    text: str


def comment_file(
    submission: Submission, *, articles: Set[str], taken: Set[str], zone: str, member: str = ""
) -> ContentFile:
    """Give the comment file of a submission; no e-mail address is in it.

    `articles` are the slugs of all articles; `taken` the paths of the comment files that exist
    (`content/comments/<article>/<id>.md`); `zone` the site's time zone; `member` the writer's member file, if any.
    """
    fields = sound(submission)
    article = fields["article"]
    if article not in articles:
        raise PublishError("its article is not on the site; reject it, or restore the article")
    parent = fields.get("reply_to", "")
    if parent and f"content/comments/{article}/{parent}.md" not in taken:
        raise PublishError("it answers a comment that is not published; approve that one first, or edit this one")
    shown = "\n".join(value for name, value in fields.items() if name != "email").casefold()
    if submission.email and submission.email in shown:
        raise PublishError("it shows its sender's own e-mail address; edit that out first")
    comment_id = new_id(submission.received, fields.get("name", ""), article, taken)
    head = [f"author: {quoted(fields['name'])}", f'date: "{submission.received:%Y-%m-%dT%H:%M:%SZ}"']
    if website := fields.get("website"):
        head.append(f"website: {quoted(website)}")
    if parent:
        head.append(f"reply_to: {parent}")
    if member:
        head.append(f"member: {member}")
    path = f"content/comments/{article}/{comment_id}.md"
    text = "\n".join(["---", *head, "---", fields["text"].strip(), ""])
    document, problems = parse_document(text, path, prose_only=True)
    if document is not None and not problems:
        _, problems = parse_comment(document, article, zone)
    if problems:
        raise PublishError("; ".join(f"{problem.field or 'text'}: {problem.remedy}" for problem in problems))
    return ContentFile(path, text)


def sound(submission: Submission) -> Mapping[str, str]:
    """Give the fields if the form would take them today. What came in as spam was kept with its mistakes."""
    fields, errors = validate(FORMS[submission.form], submission.fields, elsewhere=True)
    if errors:
        raise PublishError(in_a_line(errors))
    return fields


def new_id(received: dt.datetime, name: str, article: str, taken: Set[str]) -> str:
    """Give a comment's id: its day, the writer's name as far as it is plain letters, and a number that is free."""
    words = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:24].strip("-") or "reader"
    number = 1
    while f"content/comments/{article}/{received:%Y-%m-%d}-{words}-{number}.md" in taken:
        number += 1
    return f"{received:%Y-%m-%d}-{words}-{number}"
