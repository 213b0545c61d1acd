"""The pages of documentation in the repository, their fenced examples, headings and links. Not a test itself."""

from __future__ import annotations

import os
import re
from collections import Counter
from configparser import ConfigParser
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import office  # noqa: F401 - puts plugins/ on the path
from office.workbench import doc_tables

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
# README is about all of them, and directory about what the site gives; both have no file to try.
FORMAT_PAGES = [page for page in sorted((DOCS / "formats").glob("*.md")) if page.stem not in ("README", "directory")]
# Folders whose Markdown is not documentation: the site's own texts, and what is installed or built.
NOT_DOCS = {"content", "private", "output", "node_modules"}

FENCE = re.compile(r"^(?P<fence>`{3,})(?P<language>[a-z]*)\n(?P<text>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"<!-- example: (?P<path>\S+) -->\n(?=`)")


def systemd() -> ConfigParser:
    """Give a parser of systemd's unit files, in which names keep their capitals and `%` is a letter like others."""
    parser = ConfigParser(interpolation=None, delimiters=("=",), strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # as its documentation says
    return parser


def pages() -> list[Path]:
    """Give every page of documentation in the repository."""
    found: list[Path] = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_DOCS and not name.startswith(".")]
        found += [Path(folder, name) for name in names if name.endswith(".md")]
    return sorted(found)


PAGES = pages()


def shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Block:
    """A fenced piece of a page. `example` is the path of the file that it shows, or empty."""

    page: Path
    line: int
    language: str
    text: str
    example: str


def blocks(page: Path) -> list[Block]:
    """Give the fenced pieces of a page."""
    text, found = text_of(page), []
    places = {match.end(): match["path"] for match in EXAMPLE.finditer(text)}
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        found.append(Block(page, line, match["language"], match["text"], places.get(match.start(), "")))
    return found


BLOCKS = [block for page in PAGES for block in blocks(page)]
EXAMPLES = {block.example: block for block in BLOCKS if block.example}


@cache
def fragments(page: Path) -> set[str]:
    """Give the fragments of a page: its headings as forges turn them into anchors, counted where one comes again."""
    bare = FENCE.sub("", text_of(page))
    seen: Counter[str] = Counter()
    found = set()
    for heading in re.findall(r"^#{1,6} +(.+?)[ #]*$", bare, re.MULTILINE):
        name = doc_tables.anchor(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading))
        found.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return found


def links(page: Path) -> list[str]:
    """Give the targets of links and pictures on a page, apart from those in code."""
    prose = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", FENCE.sub("", text_of(page)))
    written = re.findall(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)", prose)
    return written + re.findall(r"<(?:a|img)\b[^>]*\b(?:href|src)=\"([^\"]+)\"", prose)
