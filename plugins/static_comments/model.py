"""A comment as its file says it, and threads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from markupsafe import Markup
from pydantic import Field

from hub_core.documents import Document
from hub_core.schema import FrontMatter, Moment, Slug, Text, Url


class CommentFile(FrontMatter):
    """The front matter of content/comments/<article>/<id>.md. There is no field for an e-mail address."""

    author: Annotated[Text, Field(max_length=80, description="The name the writer gave.")]
    date: Annotated[Moment, Field(description="When it was sent, with its time zone.")]
    website: Annotated[Url | None, Field(description="The writer's own site.")] = None
    reply_to: Annotated[Slug | None, Field(description="The id of the comment that this one answers.")] = None
    member: Annotated[Slug | None, Field(description="The writer's member file, when she is listed.")] = None
    pick: Annotated[bool, Field(description="True puts it into the next issue of the newsletter, unless one has had it.")] = False
    removed: Annotated[bool, Field(description="True keeps the place in the thread and hides the words.")] = False


@dataclass(frozen=True, slots=True, eq=False)  # one file, one comment: compared by identity
class Comment:
    """One comment; `id` is its file's name, `article` its folder's. `date` has a time zone."""

    document: Document
    id: str
    article: str
    front: CommentFile
    date: dt.datetime
    html: Markup


@dataclass(frozen=True, slots=True)
class Node:
    """A comment with its answers, and the ids under which it was sent again."""

    comment: Comment
    replies: tuple[Node, ...]
    doubles: tuple[str, ...]
