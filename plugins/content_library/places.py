"""The places that a page has of its own, by their ids: no heading of a text may take one, or links would lead to the wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

from forms.catalogue import FORMS
from forms.model import HONEYPOT
from hub_core.documents import Document
from hub_core.markdown_text import Rendered
from hub_core.problems import Problem, nearest
from resource_hub.model import MAX_BLANKS
from static_comments.model import Comment
from static_comments.views import anchor

from .paths import path_of

_ID = re.compile(r"""\s(?:id|name)=["']?([^\s"'>]+)""")  # an author's own HTML may have them in any quotes
_ELSEWHERE = ("comment-", ":~:")  # comments come and go; the second are words to be marked

# Of the templates and scripts that stand around texts. The directory and the search have no text, so theirs are not among them.
THEME = frozenset(
    {
        "answering", "blanks", "comments", "copy-letter", "keeping", "knot", "letter", "main", "no-offers", "readers-rating", "red", "steps", "toc", "yours",
    }
)  # fmt: skip


def taken() -> frozenset[str]:
    """Give all of them, those of forms and their fields included."""
    found = set(THEME)
    for form in FORMS.values():
        fields = [f"{form.id}-{name.replace('_', '-')}" for name in (HONEYPOT, *(one.name for one in form.fields))]
        found |= {form.id, f"{form.id}-errors", *fields, *(f"{one}-hint" for one in fields), *(f"{one}-error" for one in fields)}
        found |= {f"{form.id}-{one.name.replace('_', '-')}-{number}" for one in form.fields for number in range(2, len(one.options) + 1)}
    blanks = {f"blank-{number}" for number in range(1, MAX_BLANKS + 1)}
    return frozenset(found | blanks | {f"{one}-hint" for one in blanks})


def check_comments_places(comments: Iterable[Comment]) -> list[Problem]:
    """A comment's place is made from its file's name, and `text` would be that of the field in which a new one is written."""
    own = taken()
    return [
        Problem(one.document.path, 1, "", "the form below the comments has a place of this name; rename the file, like 2026-09-15-mara-1.md")
        for one in comments if anchor(one.id) in own
    ]  # fmt: skip


def lost_places(texts: Sequence[tuple[Document, Rendered]]) -> Iterator[Problem]:
    """Give a problem for each link to a place that the text it leads to does not have."""
    if not any(text.places for _, text in texts):
        return
    paths = [path_of(document.path.partition("/")[2]) for document, _ in texts]
    wanted = {path or own for own, (_, text) in zip(paths, texts, strict=True) for _, path, _ in text.places}
    ids = {own: _ID.findall(text.html) for own, (_, text) in zip(paths, texts, strict=True) if own in wanted}
    own_places = taken()
    for own, (document, text) in zip(paths, texts, strict=True):
        for written, path, place in text.places:
            known, place = ids.get(path or own), unquote(place)
            if known is None or place in known or place in own_places or place.startswith(_ELSEWHERE):
                continue
            hit = nearest(place, known)
            hint = f"did you mean #{hit}?" if hit else "give the heading that you mean, in small letters with hyphens, or take # and the rest out"
            yield document.body_problem(written, f"there is no place #{place} on that page; {hint}")
