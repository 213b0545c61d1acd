"""Published comments that have to go: deleted, or where somebody answered them emptied, so that the answers keep their place.

An emptied comment gets another id, since its own was made from its writer's name; what answers it is written anew for that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from hub_core.atomic import write_text
from hub_core.documents import parse_document
from office.workbench.front_matter import quoted

from .store import Store
from .tables import decisions, letters, submissions


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a comment file: nothing (`text` None), or a file with its place alone at `new`."""

    path: str
    text: str | None = None
    new: str = ""

    def __str__(self) -> str:
        if self.text is None:
            return f"{self.path}: deleted"
        return f"{self.path}: words and name deleted; the place stays as {self.new}, because it was answered"


def changes(root: Path, paths: Sequence[str], store: Store | None = None) -> list[Fate]:
    """Give what becomes of each of some comment files of one writer. `paths` are relative to `root`.

    Her own answers to herself go first, so that they hold nothing back. An answer that waits in `store` counts as one
    that is published. Raises OSError.
    """
    waiting = _waiting(store, paths) if store else set()
    going: set[str] = set()
    while True:
        more = {path for path in paths if path not in going and path not in waiting and not _answered(root, path, going)}
        if not more:
            break
        going |= more
    chosen: set[str] = set()
    fates = []
    for path in paths:
        if path in going:
            fates.append(Fate(path))
            continue
        text = _place(root, path)
        new = _free(root, path, text, chosen)
        chosen.add(new)
        fates.append(Fate(path, text, new))
    return fates


def carry_out(root: Path, store: Store | None, fates: Sequence[Fate]) -> None:
    """Do it. Cut off in between, `changes` and this go on where they were: a file is deleted when nothing leads to it."""
    for fate in fates:
        if fate.text is not None:
            write_text(root / fate.new, fate.text)
    renamed = {Path(fate.path).stem: Path(fate.new).stem for fate in fates if fate.text is not None}
    if store:
        _rewrite_rows(store, fates)
    for folder in {(root / fate.path).parent for fate in fates if fate.text is not None}:
        for file in folder.glob("*.md"):
            before = file.read_bytes().decode("utf-8", "surrogateescape")
            after = _led_on(before, renamed)
            if after != before:
                write_text(file, after)
    for fate in fates:
        (root / fate.path).unlink(missing_ok=True)
        with suppress(OSError):  # the folder stays when there is more in it
            (root / fate.path).parent.rmdir()


def by_hand(root: Path, paths: Sequence[str]) -> list[str]:
    """Say of member files and articles that they go by hand, and what names them: a build stops at a name that leads nowhere."""
    lines: list[str] = []
    for path in paths:
        others = naming(root, path)
        also = f" These name it, and have to be changed with it: {', '.join(others)}." if others else ""
        lines.append(f"{path}: stays, since other files may lead to it. Delete it by hand if she wants it gone.{also}")
    return lines


def naming(root: Path, path: str) -> list[str]:
    """Give the files of content/ in which the name of a file stands as a word."""
    own = re.compile(rf"(?<![\w-]){re.escape(Path(path).stem)}(?![\w-])")
    others = (file for file in sorted((root / "content").rglob("*")) if file.suffix in (".md", ".yaml") and file != root / path)
    return [file.relative_to(root).as_posix() for file in others if own.search(file.read_text(encoding="utf-8", errors="replace"))]


def _answers(stem: str) -> re.Pattern[str]:
    return re.compile(rf"^(reply_?to:[ \t]*[\"']?){re.escape(stem)}([\"']?[ \t]*(?:#.*)?\r?)$", re.MULTILINE | re.IGNORECASE)


def _answered(root: Path, path: str, going: set[str]) -> bool:
    own = root / path
    answer = _answers(own.stem)
    others = (file for file in own.parent.glob("*.md") if file != own and file.relative_to(root).as_posix() not in going)
    return any(answer.search(file.read_text(encoding="utf-8", errors="replace")) for file in others)


def _led_on(text: str, renamed: dict[str, str]) -> str:
    for old, new in renamed.items():
        text = _answers(old).sub(rf"\g<1>{new}\g<2>", text)
    return text


def _place(root: Path, path: str) -> str:
    """Give the file of a removed comment: when it was and what it answered, without words and without name."""
    document, _ = parse_document((root / path).read_text(encoding="utf-8", errors="replace"), path, prose_only=True)
    data = document.data if document else {}
    lines = ["---", 'author: "Removed"', f"date: {quoted(str(data.get('date', '2000-01-01')))}"]
    parent = next((data[name] for name in ("reply_to", "replyto", "replyTo") if name in data), None)
    if parent is not None:
        lines.append(f"reply_to: {quoted(str(parent))}")
    return "\n".join([*lines, "removed: true", "---", ""])


def _free(root: Path, path: str, text: str, chosen: set[str]) -> str:
    """Give a path without a name in it: the day and a number. One that an earlier, cut off run has written is taken again."""
    folder, day = Path(path).parent, re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", Path(path).stem)
    number = 1
    while True:
        new = (folder / f"{day[0] + '-' if day else ''}removed-{number}.md").as_posix()
        file = root / new
        if new not in chosen and (not file.exists() or file.read_text(encoding="utf-8", errors="replace") == text):
            return new
        number += 1


def _about(store: Store, article: str) -> Iterator[tuple[int, dict[str, str], str]]:
    """Give `(id, fields, state)` of the comments on an article."""
    query = sa.select(submissions.c.id, submissions.c.fields, submissions.c.state).where(
        submissions.c.form == "comment", submissions.c.fields.contains(article, autoescape=True)
    )
    with store.engine.connect() as connection:
        rows = connection.execute(query).all()
    for row in rows:
        fields = json.loads(row.fields)
        if fields.get("article") == article:
            yield row.id, fields, row.state


def _waiting(store: Store, paths: Sequence[str]) -> set[str]:
    """Give those of some comments that somebody answered who still waits for a decision."""
    found: set[str] = set()
    for article in sorted({Path(path).parent.name for path in paths}):
        answered = {fields.get("reply_to", "") for _, fields, state in _about(store, article) if state in ("new", "suspected")}
        found |= {path for path in paths if Path(path).parent.name == article and Path(path).stem in answered}
    return found


def _rewrite_rows(store: Store, fates: Sequence[Fate]) -> None:
    """Lead what others wrote on to the new ids; where there is none, to nothing. Letters that told of a comment forget it."""
    ids = {(Path(fate.path).parent.name, Path(fate.path).stem): Path(fate.new).stem for fate in fates}
    for article in sorted({article for article, _ in ids}):
        renamed = {old: new for (of, old), new in ids.items() if of == article}
        changed = [
            (number, {**fields, "reply_to": renamed[fields["reply_to"]]})
            for number, fields, _ in _about(store, article)
            if fields.get("reply_to") in renamed
        ]
        with store.writing() as connection:
            for number, fields in changed:
                kept = json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)
                connection.execute(sa.update(submissions).where(submissions.c.id == number).values(fields=kept))
            _rewrite_decisions(connection, article, renamed)
            for old in renamed:
                connection.execute(sa.delete(letters).where(letters.c.key.endswith(f":{old}", autoescape=True)))


def _rewrite_decisions(connection: sa.Connection, article: str, renamed: dict[str, str]) -> None:
    """An undo compares files with what was written, so what was written is changed with them."""
    query = sa.select(decisions).where(decisions.c.file.startswith(f"content/comments/{article}/", autoescape=True))
    for row in connection.execute(query).all():
        texts = {name: _led_on(text, renamed) for name in ("file_before", "file_after") if (text := row._mapping[name])}
        if any(texts[name] != row._mapping[name] for name in texts):
            connection.execute(sa.update(decisions).where(decisions.c.id == row.id).values(**texts))
    for old, new in renamed.items():
        edited = sa.select(decisions.c.id, decisions.c.before).where(decisions.c.action == "edit", decisions.c.before.contains(old, autoescape=True))
        for row in connection.execute(edited).all():
            before = json.loads(row.before)
            if before.get("fields", {}).get("reply_to") == old and before["fields"].get("article") == article:
                before["fields"]["reply_to"] = new
                connection.execute(sa.update(decisions).where(decisions.c.id == row.id).values(before=json.dumps(before, ensure_ascii=False)))
