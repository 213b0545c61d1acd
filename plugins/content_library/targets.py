"""Where a link in a text leads, and whether it leads anywhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.documents import Document
from hub_core.markdown_text import AuthorMarkdown, Rendered, Target
from hub_core.pictures import measure
from hub_core.problems import Problem, nearest

from .walk import Files

_FIXED = (
    at.HOME, at.ARTICLES, at.RESOURCES, at.TIPS, at.FIND_A_VA, at.SEARCH, at.FEED_ALL, at.FEED_COMMENTS, at.SITEMAP,
)  # fmt: skip


class Targets:
    """Resolves what authors write: `{filename}/members/jo.md`, `{static}/images/a.svg`, `/tips/`, `../x.md`."""

    def __init__(
        self, content: Path, files: Files, addresses: Addresses, hidden: Iterable[str], generated: Iterable[str]
    ) -> None:
        """`hidden` are files that are not published (drafts); `generated` are addresses of lists and profiles."""
        self._content, self._files, self._addresses = content, files, addresses
        self._hidden = frozenset(hidden)
        self._sources = {name: _path_of(name) for room in _LINKABLE for name in files.of(room)}
        self._paths = frozenset([*_FIXED, *(p.partition("#")[0] for p in self._sources.values()), *generated])
        self._sizes: dict[str, tuple[int, int] | str] = {}
        self._document: Document | None = None
        self._markdown = AuthorMarkdown(self._resolve)

    def render(self, document: Document) -> tuple[Rendered, list[Problem]]:
        """Give the HTML of a document's body and the problems in it."""
        self._document = document
        return self._markdown.render(document.body, document.body_problem)

    def picture(self, document: Document, name: str | None) -> tuple[tuple[int, int] | None, list[Problem]]:
        """Give the size of the picture that a front matter names, or what is wrong with it."""
        if name is None:
            return None, []
        size = self._measure(name)
        return (None, [document.problem("picture", size)]) if isinstance(size, str) else (size, [])

    def _measure(self, name: str) -> tuple[int, int] | str:
        if name not in self._sizes:
            if name not in self._files.static:
                hit = nearest(name, self._files.static)
                self._sizes[name] = f"there is no content/{name}; " + (
                    f"did you mean {hit}?" if hit else "put the picture under content/images/"
                )
            else:
                self._sizes[name] = measure(self._content / name)
        return self._sizes[name]

    def _resolve(self, written: str) -> Target:
        target, _, fragment = unquote(written).partition("#")
        end = f"#{fragment}" if fragment else ""
        for marker in ("{filename}", "{static}", "{attach}", "|filename|", "|static|"):
            if target.startswith(marker):
                return self._file(target.removeprefix(marker), end)
        if target.startswith("/"):
            return self._path(target, end)
        return self._file(target, end)

    def _file(self, target: str, end: str) -> Target:
        if target.startswith("/"):
            name = posixpath.normpath(target.lstrip("/"))
        else:
            here = posixpath.dirname(self._document.path.partition("/")[2]) if self._document else ""
            name = posixpath.normpath(posixpath.join(here, target))
        if name.startswith(".."):
            return Target(remedy="leads out of content/; link to a file inside it")
        if name in self._files.static:
            size = self._measure(name) if name.startswith("images/") else None
            path = f"/{name}"
            if isinstance(size, str):
                return Target(href=path, remedy=size)
            return Target(self._addresses.href(path) + end, path, size)
        if name in self._hidden:
            return Target(remedy=f"links to a draft, {name}; publish it first, or take the link out")
        if name not in self._sources:
            hit = nearest(name, [*self._sources, *self._files.static])
            return Target(remedy=f"there is no content/{name}; " + (f"did you mean {hit}?" if hit else "check the name"))
        path = self._sources[name]
        return Target(self._addresses.href(path) + ("" if "#" in path else end), path)

    def _path(self, path: str, end: str) -> Target:
        bare = path.partition("?")[0]
        if bare in self._paths or bare.lstrip("/") in self._files.static:
            return Target(self._addresses.href(path) + end, bare)
        if f"{bare}/" in self._paths:
            return Target(remedy=f"write {bare}/ with a slash at the end")
        hit = nearest(bare, self._paths)
        return Target(remedy=f"there is no page {bare}; " + (f"did you mean {hit}?" if hit else "check the address"))


_LINKABLE = ("articles", "pages", "members", "resources", "tips")


def _path_of(name: str) -> str:
    """Give the path of the page that a content file becomes."""
    room, _, rest = name.partition("/")
    rest = rest.removesuffix(".md")
    slug = rest.rsplit("/", 1)[-1]
    if room == "articles":
        return at.article(slug)
    if room == "pages":
        return at.page(rest)
    return {"members": at.member, "resources": at.resource, "tips": at.tip}[room](slug)
