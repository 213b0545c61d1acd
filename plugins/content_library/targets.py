"""Where a link in a text leads, and whether it leads anywhere."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.darkroom import RASTER, WIDE, Print, Rendition, develop
from hub_core.documents import Document
from hub_core.markdown_text import AuthorMarkdown, Rendered, Target
from hub_core.pictures import measure
from hub_core.problems import Problem, nearest
from hub_core.views import PictureSource

from .paths import path_of
from .places import taken
from .walk import Files

_FIXED = (
    at.HOME, at.ARTICLES, at.RESOURCES, at.TIPS, at.OFFERS, at.FIND_A_VA, at.SEARCH, at.FEED_ALL, at.FEED_TIPS, at.FEED_COMMENTS,
    at.FEED_MEMBERS, at.DIRECTORY_DATA, at.SITEMAP,
)  # fmt: skip


class Targets:
    """Resolves what authors write: `{filename}/members/jo.md`, `{static}/images/a.svg`, `/tips/`, `../x.md`."""

    def __init__(
        self, content: Path, files: Files, addresses: Addresses, hidden: Iterable[str], generated: Iterable[str],
        due: Mapping[str, dt.datetime] = MappingProxyType({}),
        cache: Path | None = None,
        others: Callable[[], Iterable[str]] = tuple,
    ) -> None:  # fmt: skip
        """`hidden` are files that are not published (yet), `due` says when those of them appear that have a date.

        `generated` are addresses of lists and profiles; `others` gives those that texts seldom name, when one is none of the rest.
        `cache` is the folder of pictures that were made smaller; without one they stay as they are.
        """
        self._content, self._files, self._addresses = content, files, addresses
        self._hidden, self._due = frozenset(hidden), due
        self._sources = {name: path_of(name) for room in _LINKABLE for name in files.of(room)}
        self._drafts = {path_of(name): name for name in self._hidden}
        written = (path.partition("#")[0] for name, path in self._sources.items() if name not in self._hidden)
        self._paths = frozenset([*_FIXED, *written, *generated])
        self._make_others = others
        self._cache = cache
        self._prints: dict[tuple[str, tuple[int, ...]], Print | str] = {}
        self._document: Document | None = None
        self._markdown = AuthorMarkdown(self._resolve, taken())

    @property
    def paths(self) -> frozenset[str]:
        """Give every address that is written, files included."""
        return self._paths | self._others | {at.file(name) for name in self._files.static}

    @cached_property
    def _others(self) -> frozenset[str]:
        return frozenset(self._make_others())

    def render(self, document: Document) -> tuple[Rendered, list[Problem]]:
        """Give the HTML of a document's body and the problems in it."""
        self._document = document
        return self._markdown.render(document.body, document.body_problem)

    def picture(
        self, document: Document, name: str | None, widths: tuple[int, ...] = WIDE
    ) -> tuple[dict[str, Any], list[Problem]]:
        """Give `picture_size` and `picture_sources` of the picture that a front matter names, or what is wrong with it."""
        if name is None:
            return {}, []
        found = self._print(name, widths)
        if isinstance(found, str):
            return {}, [document.problem("picture", found)]
        return {"picture_size": found.size, "picture_sources": self._sources_of(found)}, []

    @property
    def renditions(self) -> tuple[Rendition, ...]:
        """The pictures that were made for all that was rendered so far, by name."""
        made = {one.name: one for found in self._prints.values() if isinstance(found, Print) for one in found.renditions}
        return tuple(made[name] for name in sorted(made))

    def _print(self, name: str, widths: tuple[int, ...] = WIDE) -> Print | str:
        if (name, widths) not in self._prints:
            self._prints[name, widths] = self._developed(name, widths)
        return self._prints[name, widths]

    def _developed(self, name: str, widths: tuple[int, ...]) -> Print | str:
        if name not in self._files.static:
            hit = _nearest_file(name, self._files.static)
            return f"there is no content/{name}; " + (f"did you mean {hit}?" if hit else "put the picture under content/images/")
        size = measure(self._content / name)
        if isinstance(size, str):
            return size
        if self._cache is None or not name.lower().endswith(RASTER):
            return Print(size, ())
        return develop(self._content / name, name, widths, self._cache)

    def _sources_of(self, found: Print) -> tuple[PictureSource, ...]:
        kinds = dict.fromkeys(one.kind for one in found.renditions)
        return tuple(
            PictureSource(
                f"image/{kind}",
                ", ".join(f"{self._addresses.href(at.file(one.name))} {one.width}w" for one in found.renditions if one.kind == kind),
            )
            for kind in kinds
        )

    def _resolve(self, written: str) -> Target:
        target, _, fragment = written.partition("#")
        end = f"#{fragment}" if fragment else ""
        for marker in ("{filename}", "{static}", "{attach}", "|filename|", "|static|"):
            if unquote(target).startswith(marker):
                return self._file(unquote(target).removeprefix(marker), end)
        if target.startswith("/"):
            return self._path(target, end)
        return self._file(unquote(target), end)

    def _file(self, target: str, end: str) -> Target:
        if target.startswith("/"):
            name = posixpath.normpath(target.lstrip("/"))
        else:
            name = posixpath.normpath(posixpath.join(posixpath.dirname(self._own), target))
        if name.startswith(".."):
            return Target(remedy="leads out of content/; link to a file inside it")
        if name in self._files.static:
            found = self._print(name) if name.startswith("images/") else None
            path = at.file(name)
            if isinstance(found, str):
                return Target(href=path, remedy=found)
            if found is None:
                return Target(self._addresses.href(path) + end, path)
            return Target(self._addresses.href(path) + end, path, found.size, sources=self._sources_of(found))
        if remedy := self._too_early(name):
            return Target(remedy=remedy)
        if name not in self._sources:
            hit = _nearest_file(name, [*self._sources, *self._files.static])
            return Target(remedy=f"there is no content/{name}; " + (f"did you mean {hit}?" if hit else "check the name"))
        path = self._sources[name]
        return Target(self._addresses.href(path) + ("" if "#" in path else end), path)

    def _path(self, path: str, end: str) -> Target:
        bare = unquote(path.partition("?")[0])
        if bare.lstrip("/") in self._files.static:
            return self._file(bare, end)
        if bare in self._paths:
            return Target(self._addresses.href(path) + end, bare)
        if bare in self._drafts:
            return Target(self._addresses.href(path) + end, bare, remedy=self._too_early(self._drafts[bare]))
        if bare in self._others:
            return Target(self._addresses.href(path) + end, bare)
        if f"{bare}/" in self._paths or f"{bare}/" in self._others:
            return Target(remedy=f"write {bare}/ with a slash at the end")
        hit = nearest(bare, sorted(self._paths | self._others))
        return Target(remedy=f"there is no page {bare}; " + (f"did you mean {hit}?" if hit else "check the address"))

    @property
    def _own(self) -> str:
        """The file that is being rendered, relative to content/."""
        return self._document.path.partition("/")[2] if self._document else ""

    def _too_early(self, name: str) -> str:
        """Say why a file must not be linked to yet. A text that is hidden too may, unless it appears first."""
        if name not in self._hidden:
            return ""
        due, own = self._due.get(name), self._due.get(self._own)
        if self._own in self._hidden and (own is None or (due is not None and due <= own)):
            return ""
        if due is None:
            return f"links to a draft, {name}; publish it first, or take the link out"
        return f"links to {name}, which appears on {due:%Y-%m-%d}; take the link out until then"


_LINKABLE = ("articles", "pages", "members", "resources", "tips", "newsletter")


def _nearest_file(name: str, known: Iterable[str]) -> str | None:
    """Give the file with the name most like the one written; folders are not compared, for they are long and alike."""
    stems = {posixpath.splitext(posixpath.basename(one))[0]: one for one in sorted(known, reverse=True)}
    hit = nearest(posixpath.splitext(posixpath.basename(name))[0], stems)
    return stems[hit] if hit else None
