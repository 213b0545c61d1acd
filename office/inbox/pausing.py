"""What becomes of a member's file when she asks to pause, to leave or to come back. Pure: gives the file, writes nothing.

Only the lines that change are written anew; her words, the order and the owner's remarks stay.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Mapping

from hub_core.documents import parse_document
from hub_core.vocabulary import Vocabulary, fold
from office.workbench.say import any_of
from va_directory.parse import parse_member

from .publish import ContentFile, PublishError
from .record import Submission

_TOP = re.compile(r"([a-z_]+):")


def member_of(written: str, names: Mapping[str, str]) -> str:
    """Give the member that a visitor names by slug, by address or by name; `names` are slug -> name. Raises PublishError."""
    word = written.strip().rstrip("/").rpartition("/")[2]
    found = [word] if word in names else [slug for slug, name in names.items() if fold(name) == fold(written)]
    if len(found) != 1:
        near = found or [slug for slug, name in names.items() if name in difflib.get_close_matches(written, names.values(), n=3, cutoff=0.75)]
        raise PublishError(
            f"{'more than one entry is' if found else 'no entry in the directory is'} called so; "
            f"edit “Which entry is yours?” (member) to the file's name, {f'perhaps {any_of(near)}' if near else 'like jo-sample'}"
        )
    return found[0]


def pause_file(
    submission: Submission, slug: str, present: str, words: Vocabulary, today: dt.date, *, writes: bool = False
) -> ContentFile:
    """Give the member's file after her wish. `present` is its text, `writes` whether articles name her as their author.

    Raises PublishError, with what to do, when the wish cannot be carried out or the file would not be sound.
    """
    wish, until = submission.fields.get("wish", ""), submission.fields.get("until", "")
    if wish not in ("pause", "leave", "back"):
        raise PublishError("what would she like? Edit “What would you like?” (wish) to pause, leave or back")
    if wish == "pause":
        if not until or until <= today.isoformat():
            raise PublishError("until which day? Edit “Until which day do you pause?” (until) to a day that is to come, like 2027-01-11")
        changes: dict[str, str | None] = {"availability": "on-leave", "available_from": until}
    elif wish == "leave":
        if writes:
            raise PublishError("she has written articles, which need her entry; set availability: full in her file by hand, or see to them first")
        changes = {"status": "draft"}
    else:
        changes = {"availability": "open", "available_from": None, "status": None, "confirmed": today.isoformat()}
    path = f"content/members/{slug}.md"
    text = patched(present, changes)
    document, problems = parse_document(text, path)
    if document is not None:
        problems = [*problems, *parse_member(document, words)[1]]
        stands = all(document.data.get(name) == value for name, value in changes.items())
    if document is None or problems or not stands:
        raise PublishError(f"{path} has a problem; run check and mend it first")
    return ContentFile(path, text)


def patched(text: str, changes: Mapping[str, str | None]) -> str:
    """Give a content file with some fields of one line each written anew, added at the end of the header, or taken out."""
    lines, waiting, done, header = text.split("\n"), dict(changes), [], 0
    for line in lines:
        if line.rstrip() == "---" and header < 2:
            header += 1
            if header == 2:
                done += [f"{name}: {value}" for name, value in waiting.items() if value is not None]
        match = _TOP.match(line) if header == 1 else None
        if match and match[1] in changes:
            value = waiting.pop(match[1], None)
            done += [f"{match[1]}: {value}"] if value is not None else []
        else:
            done.append(line)
    return "\n".join(done)
