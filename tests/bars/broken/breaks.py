"""A break: the bar that must notice it, what is changed in the sound site, and what the bar must say."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..built import BuiltSite

SOUND = Path(__file__).parent / "sound"
HOME, ABOUT, STYLE = "index.html", "about/index.html", "style.css"
FEED, SITEMAP, ROBOTS = "feeds/all.atom.xml", "sitemap.xml", "robots.txt"


@dataclass(frozen=True, slots=True)
class Edit:
    """In `file` the text `old`, which must be there, becomes `new`. An empty `old` makes a new file."""

    file: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Break:
    """Edits of the sound site, and the problems that the bar must list then, and no others."""

    bar: str
    claim: str
    edits: Sequence[Edit]
    problems: Sequence[str]


def one(bar: str, claim: str, file: str, old: str, new: str, *problems: str) -> Break:
    """A break of a single edit."""
    return Break(bar, claim, (Edit(file, old, new),), problems)


def broken_site(broken: Break, folder: Path) -> BuiltSite:
    """Write the sound site with the edits of a break into a folder. ValueError when an edit fits nowhere."""
    shutil.copytree(SOUND, folder, dirs_exist_ok=True)
    for edit in broken.edits:
        file = folder / edit.file
        file.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        if edit.old not in text:
            raise ValueError(f"{edit.file} has no {edit.old!r}")
        file.write_text(text.replace(edit.old, edit.new) if edit.old else edit.new, encoding="utf-8")
    return BuiltSite(folder)
