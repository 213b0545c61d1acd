"""The members as the leads room needs them: read from content/members/, and read again only when a file changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from hub_core.documents import read_document
from hub_core.problems import Problem
from hub_core.vocabulary import Vocabulary, read_vocabulary
from va_directory.matching import candidate
from va_directory.model import Member
from va_directory.parse import parse_member
from va_directory.wording import Words, plain_words

from .match import Colleague

_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """Published members by slug, the vocabulary and its words, and a problem for each file that cannot be read."""

    members: Mapping[str, Member]
    vocabulary: Vocabulary
    words: Words
    problems: tuple[Problem, ...]

    def name(self, slug: str) -> str:
        """Give a member's name, or her slug when she has no file any more."""
        found = self.members.get(slug)
        return found.front.name if found else slug

    def colleagues(self, day: dt.date) -> list[Colleague]:
        """Give everybody for the matching of one day."""
        return [colleague(member, day) for member in self.members.values()]


def colleague(member: Member, day: dt.date) -> Colleague:
    """Give what matching knows of a member on a day."""
    front = member.front
    hosts = [(urlsplit(link.url).hostname or "").removeprefix("www.") for link in front.links]
    names = tuple(name for name in (front.name, front.business, *hosts) if name)
    return Colleague(candidate(member, day), front.name, front.confirmed, names, front.available_from)


class Reader:
    """Reads the roster of one content folder."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self._stamp: _Stamp | None = None
        self._roster: Roster | None = None

    def read(self) -> Roster:
        """Give the roster as the files are now. Raises OSError."""
        files = sorted((self.content / "members").glob("*.md"))
        stamp = tuple(self._stamp_of(file) for file in (self.content / "vocabulary.yaml", *files) if file.is_file())
        if self._roster is None or stamp != self._stamp:
            self._roster, self._stamp = self._read(files), stamp
        return self._roster

    def _stamp_of(self, file: Path) -> tuple[str, int, int]:
        found = file.stat()
        return file.name, found.st_mtime_ns, found.st_size

    def _read(self, files: list[Path]) -> Roster:
        base = self.content.name
        vocabulary, problems = read_vocabulary(self.content / "vocabulary.yaml", f"{base}/vocabulary.yaml")
        members: dict[str, Member] = {}
        for file in files:
            document, more = read_document(file, f"{base}/members/{file.name}")
            problems += more
            if document is None or more:
                continue
            member, more = parse_member(document, vocabulary)
            problems += more
            if member and member.front.status == "published":
                members[member.slug] = member
        codes = sorted({one.code for member in members.values() for one in member.front.languages})
        return Roster(members, vocabulary, Words.of(plain_words(vocabulary, codes)), tuple(problems))
