"""Which file of content/ belongs to what. A file that belongs to nothing is a problem: nothing is left out silently."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hub_core.pictures import KINDS
from hub_core.problems import Problem, nearest

# Room -> (endings, how deep its files may lie below it, how to say where they belong)
_ROOMS: dict[str, tuple[tuple[str, ...], tuple[int, int], str]] = {
    "articles": ((".md",), (2, 2), "content/articles/<category>/<name>.md"),
    "pages": ((".md",), (1, 3), "content/pages/<name>.md"),
    "members": ((".md",), (1, 1), "content/members/<name>.md"),
    "resources": ((".md",), (1, 1), "content/resources/<name>.md"),
    "tips": ((".md",), (1, 1), "content/tips/<name>.md"),
    "offers": ((".md",), (1, 1), "content/offers/<name>.md"),
    "newsletter": ((".md",), (1, 1), "content/newsletter/<day>.md"),
    "comments": ((".md",), (2, 2), "content/comments/<article>/<id>.md"),
    "ratings": ((".yaml",), (1, 1), "content/ratings/<article>.yaml"),
}
STATIC = ("images", "files")  # copied as they are; images must be pictures
_TOP_FILES = ("vocabulary.yaml",)
# What editors and systems leave behind; not content to anybody.
_LITTER = ("~", ".swp", ".swo", ".tmp", ".bak", ".orig")
_LITTER_NAMES = ("Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of each room, as paths relative to content/ with forward slashes, sorted."""

    rooms: Mapping[str, tuple[str, ...]]
    static: frozenset[str]
    problems: tuple[Problem, ...]

    def of(self, room: str) -> tuple[str, ...]:
        """Give a room's files."""
        return self.rooms.get(room, ())

    def slugs(self, room: str) -> tuple[str, ...]:
        """Give the names of a room's files without folder and ending."""
        return tuple(name.rsplit("/", 1)[-1].rsplit(".", 1)[0] for name in self.of(room))


def walk(content: Path) -> Files:
    """Sort the files of a content folder into rooms."""
    rooms: dict[str, list[str]] = {room: [] for room in _ROOMS}
    static: set[str] = set()
    problems: list[Problem] = []
    if not content.is_dir():
        return Files({}, frozenset(), (Problem(content.name, 1, "", "there is no such folder; it holds the site's texts"),))
    for relative in _every_file(content):
        parts = relative.split("/")
        room = parts[0]
        if len(parts) == 1:
            if relative not in _TOP_FILES:
                problems.append(_stray(content, relative, "move it to the folder it belongs to: " + ", ".join(_ROOMS)))
        elif room in STATIC:
            static.add(relative)
            if room == "images" and not relative.lower().endswith(KINDS):
                problems.append(_stray(content, relative, f"is not a picture; move it to files/, or delete it (images/ takes {', '.join(KINDS)})"))
        elif room in _ROOMS:
            endings, (least, most), place = _ROOMS[room]
            if not relative.endswith(endings):
                problems.append(_stray(content, relative, f"is not read; move it or delete it (this folder takes {place})"))
            elif not least <= len(parts) - 1 <= most:
                problems.append(_stray(content, relative, f"lies in the wrong place; move it to {place}"))
            else:
                rooms[room].append(relative)
        else:
            hit = nearest(room, [*_ROOMS, *STATIC])
            problems.append(_stray(content, relative, f"no part of the site reads {room}/; " + (
                f"did you mean {hit}/?" if hit else "move the file, or delete it")))  # fmt: skip
    return Files({room: tuple(names) for room, names in rooms.items()}, frozenset(static), tuple(problems))


def _stray(content: Path, relative: str, remedy: str) -> Problem:
    return Problem(f"{content.name}/{relative}", 1, "", remedy)


def _every_file(content: Path) -> Iterable[str]:
    for folder, folders, names in os.walk(content):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        prefix = Path(folder).relative_to(content).as_posix()
        for name in sorted(names):
            if name.startswith((".", "#")) or name.endswith(_LITTER) or name in _LITTER_NAMES:
                continue
            yield name if prefix == "." else f"{prefix}/{name}"
