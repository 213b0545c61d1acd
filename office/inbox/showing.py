"""A submission as it is shown for a decision: where it belongs, what it says, and why it might be spam."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from forms.catalogue import FORMS
from hub_core.documents import read_document

from . import votes
from .afterwards import before
from .decide import DecisionError, Desk
from .entries.diff import compared
from .entries.proposal import ProposalError
from .entries.reading import SHOWN_AS_FILES
from .store import Stored

_FIRST_WORDS = 280  # characters of a comment that is answered
_DEEPEST = 4


def shown(desk: Desk, one: Stored) -> RenderableType:
    """Give what the terminal shows of a submission, and of the file that it would become. No e-mail address is in it."""
    root, store = desk.root, desk.store
    submission = one.submission
    parts: list[RenderableType] = [Text(line, style="dim") for line in _place(root, one)]
    depth = 0
    for depth, (author, words) in enumerate(_above(root, one), start=1):
        parts.append(Padding(Text(f"{author}: {words}", style="dim"), (0, 0, 0, 2 * depth - 2)))
    form = FORMS[submission.form]
    hidden = {"email", "article", "reply_to"}
    for field in form.fields:
        value = submission.fields.get(field.name, "")
        if value and field.name not in hidden:
            label = field.label.rstrip("?")
            text = Text.assemble((f"{label}: ", "bold"), ("\n" if "\n" in value else "") + value)
            parts.append(Padding(text, (0, 0, 0, 2 * depth)))
    parts.append(Text(f"Spam score {one.score:.2f}" + (f": {'; '.join(one.reasons)}" if one.reasons else "")))
    alike = [number for number in store.near([one.near_key]).get(one.near_key, []) if number != one.id]
    if alike:
        more = f" and {len(alike) - 8} more" if len(alike) > 8 else ""
        parts.append(Text(f"Nearly the same: {', '.join(map(str, alike[:8]))}{more}"))
    if one.submission.form in SHOWN_AS_FILES:
        parts += _file(desk, one)
    with store.engine.connect() as connection:
        if one.state in ("new", "suspected") and (beside := votes.remark(connection, submission) or before(form.id)):
            parts.append(Text(beside))
    title = Text(f"{one.id}  {form.id}  {submission.received:%Y-%m-%d %H:%M} UTC  by way of {submission.source}")
    return Panel(Group(*parts), title=title, title_align="left")


def _file(desk: Desk, one: Stored) -> Iterator[RenderableType]:
    """Give the file that an entry or an article would become: what changes, what it lacks, what a check would find."""
    try:
        found = desk.propose(one.submission)
    except (ProposalError, DecisionError) as error:
        yield Text(f"There is no file yet: {error}.", style="red")
        return
    yield Text(f"{found.path}{' (new)' if found.present is None else ''}", style="bold")
    marks, styles = {"gone": "- ", "new": "+ ", "same": "  ", "gap": "  …"}, {"gone": "red", "new": "green", "same": "", "gap": "dim"}
    for line in compared(found.present or "", found.text):
        words = [(text, "underline" if marked else "") for text, marked in line.words]
        yield Padding(Text.assemble(marks[line.kind], *words, style=styles[line.kind]), (0, 0, 0, 2))
    for heading, lines in (("Could not be read", found.unread), ("A check would find", found.problems), ("Worth knowing", found.remarks)):
        if lines:
            yield Text(f"{heading}:", style="bold")
            yield from (Padding(Text(line), (0, 0, 0, 2)) for line in lines)


def _place(root: Path, one: Stored) -> Iterator[str]:
    article = one.submission.fields.get("article", "")
    if not article:
        return
    files = sorted((root / "content" / "articles").glob("*/*.md"))
    file = next((file for file in files if file.stem == article), None)
    document = read_document(file, article)[0] if file else None
    if document is None:
        yield f"On {article}, which is not on the site"
        return
    count = len(list((root / "content" / "comments" / document.slug).glob("*.md")))
    yield f"On “{document.data.get('title', document.slug)}”, {count} published so far"


def _above(root: Path, one: Stored) -> list[tuple[str, str]]:
    """Give the comments that this one answers, the outermost first."""
    fields = one.submission.fields
    known = {file.stem: file for file in (root / "content" / "comments").glob("*/*.md") if file.parent.name == fields.get("article")}
    parent, chain = fields.get("reply_to", ""), list[tuple[str, str]]()
    while parent in known and len(chain) < _DEEPEST:
        document = read_document(known[parent], parent, prose_only=True)[0]
        if document is None:
            break
        words = " ".join(document.body.split())
        chain.append((str(document.data.get("author", "")), words[:_FIRST_WORDS] + ("…" if len(words) > _FIRST_WORDS else "")))
        parent = str(document.data.get("reply_to") or "")
    return chain[::-1]
