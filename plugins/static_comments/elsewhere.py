"""Comment files as pelican_comment_system has them: another name for the comment that is answered, dates as a person writes
them, and e-mail addresses."""

from __future__ import annotations

import re
from dataclasses import replace

from hub_core.documents import Document
from hub_core.problems import Problem

_PARENT = re.compile(r"^(replyto|replyTo)(?=[ \t]*:)", re.MULTILINE)
_NAMES = ("replyto", "replyTo")
# Its own manual has 2014-3-21 15:02 for an example.
_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:([T ])(\d\d?)(:\d\d.*))?\Z", re.ASCII)
_PRIVATE = ("email", "Email", "e-mail", "mail", "ip")


def as_ours(document: Document) -> tuple[Document, list[Problem]]:
    """Give the file under the names of this site's own fields; problems keep its lines.

    A private address is a problem that does not repeat it: what lies in content/ is published sooner or later.
    """
    date = document.data.get("date")
    padded = _padded(date) if isinstance(date, str) else date
    if padded == date and not any(name in document.data for name in (*_NAMES, *_PRIVATE)):
        return document, []
    data = dict(document.data)
    if padded != date:
        data["date"] = padded
    problems: list[Problem] = []
    for name in _PRIVATE:
        if name in data:
            del data[name]
            remedy = "is private and is not read here; delete the line, and from the repository's history too if it was committed"
            problems.append(document.problem(name, remedy))
    for name in _NAMES:
        if name in data:
            parent = data.pop(name)
            if "reply_to" in data:
                problems.append(document.problem(name, "means the same as reply_to, which is there too; keep one"))
            else:
                data["reply_to"] = parent.removesuffix(".md") if isinstance(parent, str) else parent  # to it, the file is the name
    # Only the name changes, so every line of the header stays where it is.
    return replace(document, data=data, header=_header(document)), problems


def _padded(date: str) -> str:
    found = _DATE.match(date)
    if not found:
        return date
    year, month, day, sign, hour, rest = found.groups()
    return f"{year}-{month:0>2}-{day:0>2}" + (f"{sign}{hour:0>2}{rest}" if sign else "")


def _header(document: Document) -> str:
    if document.is_yaml:
        return _PARENT.sub("reply_to", document.header)
    return re.sub(_PARENT.pattern, "reply_to", document.header, flags=re.MULTILINE | re.IGNORECASE)
