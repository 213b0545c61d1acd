"""What a week brought, from the site's own files, and the issue that is written of it. Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from content_library.library import Library
from editorial.model import Article
from hub_core import addresses as at
from hub_core.clock import day_in_words
from office.workbench.front_matter import quoted
from resource_hub.model import Resource
from static_comments.model import Comment
from static_comments.views import anchor
from va_directory.model import Member

from .choices import CommentChoice, TipChoice, best_tip, good_comment, said

_EXCERPT = 320
_LONGEST_TITLE = 100
# What Markdown would read as a mark in a line, and at its beginning.
_MARK = re.compile(r"([\\`*_\[\]{])")
_FIRST = re.compile(r"^(\d+)([.)])|^[#>+:~=|-]")


@dataclass(frozen=True, slots=True)
class Week:
    """What is new in the days from `since` to the one before `until`, in the site's time zone."""

    since: dt.date
    until: dt.date
    articles: tuple[Article, ...] = ()
    tip: TipChoice | None = None
    members: tuple[Member, ...] = ()
    resources: tuple[Resource, ...] = ()
    comment: CommentChoice | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to write of; a comment or an older tip alone is not."""
        return bool(self.articles or (self.tip and self.tip.is_new) or self.members or self.resources)

    @property
    def reasons(self) -> list[str]:
        """Say why it has this tip and this comment."""
        lines = [f"The tip is “{self.tip.tip.front.title}”, because {self.tip.why}."] if self.tip else []
        if self.comment:
            one = self.comment.comment
            lines.append(f"The comment is {one.document.path}, because {self.comment.why}.")
        return lines


def gather(library: Library, since: dt.date, until: dt.date, *, zone: str, owner: str, told: str = "") -> Week:
    """Give the week of a library. `owner` is the member whose comments are not called good ones; `told` the text of all earlier issues."""

    def is_new(day: dt.date | None) -> bool:
        return day is not None and since <= day < until

    where = ZoneInfo(zone)
    return Week(
        since, until,
        articles=tuple(one for one in library.articles if is_new(one.date.astimezone(where).date())),
        tip=best_tip(library.tips, since, until, told),
        members=tuple(sorted((one for one in library.members if is_new(one.front.joined)), key=lambda one: one.slug)),
        resources=tuple(sorted((one for one in library.resources if is_new(one.front.added)), key=lambda one: one.slug)),
        comment=good_comment(library, since, until, told, zone=zone, owner=owner),
    )  # fmt: skip


def title(week: Week) -> str:
    """Give the issue's title: its first piece, and how much more there is. It is not the piece's own title, which is another page's."""
    pieces = [one.front.title for one in week.articles]
    tip = [week.tip.tip.front.title] if week.tip else []
    others = [one.front.name for one in week.members] + [one.front.title for one in week.resources]
    pieces += [*tip, *others] if week.tip and week.tip.is_new else [*others, *tip]
    first = pieces[0] if len(pieces[0]) <= _LONGEST_TITLE else f"{pieces[0][:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"
    return f"This week: {first}" if len(pieces) == 1 else f"{first}, and {len(pieces) - 1} more"


def summary(week: Week) -> str:
    """Say what is in it, and of which days."""
    counted = [
        (len(week.articles), "an article", "articles"), (1 if week.tip else 0, "a tip", ""),
        (len(week.members), "a new member", "new members"), (len(week.resources), "a new resource", "new resources"),
    ]  # fmt: skip
    parts = [one if number == 1 else f"{number} {many}" for number, one, many in counted if number]
    parts += ["a comment worth reading"] if week.comment else []
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    last = week.until - dt.timedelta(days=1)
    return f"{listed[0].upper()}{listed[1:]}: what is new from {day_in_words(week.since)} to {day_in_words(last)}."


def issue_file(week: Week, library: Library, *, is_draft: bool = False) -> str:
    """Give the text of the issue's file. Raises IndexError for an empty week."""
    names = {one.slug: one.front.name for one in library.members}
    head = [f"title: {quoted(title(week))}", f"summary: {quoted(summary(week))}", *(["status: draft"] if is_draft else [])]
    parts: list[str] = []
    if week.articles:
        parts.append("## New articles")
        for one in week.articles:
            by = names.get(one.front.author, one.front.author)
            parts += [f"### [{plain(one.front.title)}]({at.article(one.slug)})", f"{plain(one.front.summary)} By {plain(by)}."]
    if week.tip:
        tip = week.tip.tip
        parts += ["## A tip", f"### [{plain(tip.front.title)}]({at.tip(tip.slug)})", tip.document.body.strip()]
    if week.members:
        parts.append("## New in the directory")
        parts.append("\n".join(f"- [{plain(one.front.name)}]({at.member(one.slug)}): {plain(one.front.headline)}" for one in week.members))
    if week.resources:
        parts.append("## New resources")
        parts.append("\n".join(f"- [{plain(one.front.title)}]({at.resource(one.slug)}): {plain(one.front.summary)}" for one in week.resources))
    if week.comment:
        parts += ["## From the comments", *_quotation(week.comment.comment, library)]
    return "\n".join(["---", *head, "---", "\n\n".join(parts), ""])


def _quotation(comment: Comment, library: Library) -> list[str]:
    words = said(comment)
    excerpt = words if len(words) <= _EXCERPT else f"{words[:_EXCERPT].rsplit(' ', 1)[0]} …"
    titles = {article.slug: article.front.title for article in library.articles}
    where = f"[{plain(titles[comment.article])}]({at.article(comment.article)}#{anchor(comment.id)})"
    return [f"> {plain(excerpt)}", f"{plain(comment.front.author)} on {where}"]


def plain(text: str) -> str:
    """Give a text as Markdown that shows it as it is, on one line."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    line = _MARK.sub(r"\\\1", line)
    return _FIRST.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"&#{ord(match[0])};", line)
