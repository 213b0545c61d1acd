"""Published comments that have to go: deleted, or where somebody answered them emptied, so that the answers keep their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hub_core.documents import parse_document
from office.workbench.front_matter import quoted


def changes(root: Path, paths: Sequence[str]) -> list[tuple[str, str | None]]:
    """Give each of some comment files of one writer with the text that stays of it, or None when it goes.

    `paths` are relative to `root`. Her own answers to herself go first, so that they hold nothing back. Raises OSError.
    """
    going: set[str] = set()
    while True:
        more = {path for path in paths if path not in going and not _answered(root, path, going)}
        if not more:
            break
        going |= more
    return [(path, None if path in going else _place(root, path)) for path in paths]


def by_hand(root: Path, paths: Sequence[str]) -> list[str]:
    """Say of member files and articles that they go by hand, and what names them: a build stops at a name that leads nowhere."""
    lines: list[str] = []
    for path in paths:
        own = re.compile(rf"(?<![\w-]){re.escape(Path(path).stem)}(?![\w-])")
        others = (file for file in sorted((root / "content").rglob("*.md")) if file != root / path)
        naming = [file.relative_to(root).as_posix() for file in others if own.search(file.read_text(encoding="utf-8", errors="replace"))]
        also = f" These name it, and have to be changed with it: {', '.join(naming)}." if naming else ""
        lines.append(f"{path}: stays, since other files may lead to it. Delete it by hand if she wants it gone.{also}")
    return lines


def _answered(root: Path, path: str, going: set[str]) -> bool:
    own = root / path
    answer = re.compile(rf"^reply_?to:[ \t]*[\"']?{re.escape(own.stem)}[\"']?[ \t]*(#.*)?$", re.MULTILINE | re.IGNORECASE)
    others = (file for file in own.parent.glob("*.md") if file != own and file.relative_to(root).as_posix() not in going)
    return any(answer.search(file.read_text(encoding="utf-8", errors="replace")) for file in others)


def _place(root: Path, path: str) -> str:
    """Give the file of a removed comment: when it was and what it answered, without words and without name."""
    document, _ = parse_document((root / path).read_text(encoding="utf-8", errors="replace"), path, prose_only=True)
    data = document.data if document else {}
    lines = ["---", 'author: "Removed"', f"date: {quoted(str(data.get('date', '2000-01-01')))}"]
    parent = next((data[name] for name in ("reply_to", "replyto", "replyTo") if name in data), None)
    if parent is not None:
        lines.append(f"reply_to: {quoted(str(parent))}")
    return "\n".join([*lines, "removed: true", "---", ""])
