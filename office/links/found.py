"""Which outside addresses stand in content/, and where. Pure apart from reading files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from content_library.walk import walk
from hub_core.documents import read_text

# Not comments: their addresses are visitors', and what a visitor gave is never asked for.
ROOMS = ("articles", "pages", "members", "resources", "tips", "offers")
_ADDRESS = re.compile(r"https?://[^\s<>\"`\\|]+", re.IGNORECASE)
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1[ ]*$|(?<![\\`])(`+)[^\n]+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
_PAIRS = {")": "(", "]": "[", "}": "{"}
# RFC 2606 and 6761: names that are for examples, so that nobody answers there.
_RESERVED = (".example", ".invalid", ".test", ".localhost", ".local")
_RESERVED_HOSTS = frozenset(("example.com", "example.net", "example.org", "localhost"))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an address stands: a file from the repository's folder, and its line from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def addresses_in(text: str) -> list[tuple[str, int]]:
    """Give each web address of a text with its line. What stands in code is shown to readers and not linked."""
    prose = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return [(_trimmed(match[0]), prose.count("\n", 0, match.start()) + 1) for match in _ADDRESS.finditer(prose)]


def _trimmed(found: str) -> str:
    """Drop what belongs to the sentence or to Markdown: a stop, a comma, a bracket that was opened outside."""
    while found:
        last = found[-1]
        if last in ".,;:!?'*_’”" or (last in _PAIRS and found.count(last) > found.count(_PAIRS[last])):
            found = found[:-1]
        else:
            break
    # [words](https://a.example/)[^1] and [a](https://a.example/),[b](...): the address ends where its bracket closes.
    depth = 0
    for number, letter in enumerate(found):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return found[:number]
    return found


def collect(content: Path, own_host: str) -> Mapping[str, tuple[Place, ...]]:
    """Give every outside address of a content folder with its places, sorted. A file that cannot be read has none.

    Left out are the site's own host and the names that are reserved for examples.
    """
    found: dict[str, list[Place]] = {}
    files = walk(content)
    for name in (one for room in ROOMS for one in files.of(room)):
        shown = f"{content.name}/{name}"
        text, _ = read_text(content / name, shown)
        for address, line in addresses_in(text or ""):
            if not is_left_out(address, own_host):
                found.setdefault(address, []).append(Place(shown, line))
    return {address: tuple(sorted(set(places))) for address, places in sorted(found.items())}


def is_left_out(address: str, own_host: str) -> bool:
    """Whether an address is the site's own, an example, or none that could be asked for."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return True
    labels = host.rsplit(".", 2)[-2:]
    return not host or host == own_host or host.endswith(_RESERVED) or ".".join(labels) in _RESERVED_HOSTS
