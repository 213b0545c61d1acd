"""An author's Markdown to HTML: one converter for a whole build, and a report of what the text points at."""

from __future__ import annotations

import html as entities
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Any

import markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify, unique
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE
from markupsafe import Markup

from . import markdown_parts as parts
from .problems import Problem
from .views import PictureSource

MAX_BRACKETS = 2_000  # Python-Markdown takes seconds on ten thousand `[`
_UNSAFE_TAG = re.compile(r"<\s*(script|style|iframe|object|embed|form|input|link|meta|base|svg|math)\b", re.IGNORECASE)
_UNSAFE_ATTRIBUTE = re.compile(r"<[a-z](?:\"[^\"]*\"|'[^']*'|[^<>\"'])*?\s(style|on[a-z]+)\s*=", re.IGNORECASE)
_RAW_LINK = re.compile(r"<(a|img)\s[^<>]*?\b(?:href|src)\s*=", re.IGNORECASE)
_TAG = re.compile(r"(?<!\\)<([a-z][^<>@:\s/]*)(?=[\s/>])[^<>]*>", re.IGNORECASE)
_KNOWN_TAGS = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup",
    "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4",
    "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby",
    "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
))  # fmt: skip
_UNSAFE_LINK = re.compile(r"<[a-z][^<>]*=\s*[\"']?\s*javascript:", re.IGNORECASE)
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1[ ]*$|(?<![\\`])(`+)[^\n]+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
# Without one of these a text has no emphasis, code, link, tag, entity, escape or line break; or no quote or dash to set.
_INLINE_MARK = re.compile(r"[`\\\[!<&*_]|  \n")
_SMARTY_MARK = re.compile(r"['\"]|--|\.\.\.")
# Patterns of the library that look at each character in turn, and what must stand in a text for one to match.
_AFTER_WORD = r"(?<=[^\ \t\r\n\[\{\(\-\u0002\u0003])"
_BEFORE_QUOTE = r"(\s|&nbsp;|--|–|—|&[mn]dash;|&#8211;|&#8212;)"
_SIGNS = {
    r"(?:(?<!\\)((?:\\{2})+)(?=`+)|(?<!\\)`)": "`", r"(?<!\!)\[": "[",
    "(?<!-)---(?!-)": "---", "(?<!-)--(?!-)": "--", r"(?<!\.)\.{3}(?!\.)": "...",
    _AFTER_WORD + "\\'\"": "'\"", _AFTER_WORD + '\\"\'': "\"'", r"(?<!\w)'(?=\d{2}s)": "'", rf"{_BEFORE_QUOTE}'(?=\w)": "'",
    rf"{_AFTER_WORD}'(?!\s|s\b|\d)": "'", rf'{_BEFORE_QUOTE}"(?=\w)': '"', rf'{_AFTER_WORD}"': '"',
}  # fmt: skip
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TocItem:
    """A heading of a text and the headings below it."""

    id: str
    text: str
    children: tuple[TocItem, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML, its headings, the inside paths it links to (`/resources/x/`) and the outside addresses.

    `places` are links to a place: as written, the path of the page ("" is the text's own), and the place's id.
    """

    html: Markup
    toc: tuple[TocItem, ...]
    links: tuple[str, ...]
    words: int
    outside: tuple[str, ...] = ()
    places: tuple[tuple[str, str, str], ...] = ()


# Takes a target as written (`{filename}/pages/about.md`, `/tips/`) and gives its address, or what to do about it.
Resolver = Callable[[str], "Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: `href` for the page, `path` inside the site, or the `remedy` when it leads nowhere."""

    href: str = ""
    path: str = ""
    size: tuple[int, int] | None = None
    remedy: str = ""
    sources: tuple[PictureSource, ...] = ()  # lighter renditions of a picture


class AuthorMarkdown:
    """The converter. Not for visitors' text: HTML that authors write is kept, apart from what a strict page forbids."""

    def __init__(self, resolve: Resolver, taken: Set[str] = frozenset()) -> None:
        """`taken` are the ids that a page has of its own around the text."""

        def place(heading: str, separator: str) -> str:
            words = slugify(heading, separator)
            return unique(words, set(taken)) if words in taken else words

        self._tree = _HubExtension(resolve, taken)
        self._markdown = markdown.Markdown(
            output_format="html",
            extensions=[
                "tables", "footnotes", "def_list", "fenced_code", "admonition", "attr_list", "abbr", "sane_lists",
                "smarty", "toc", self._tree,
            ],
            extension_configs={"toc": {"slugify": place, "toc_depth": "2-3"}, "footnotes": {"BACKLINK_TEXT": "↩"}},
        )  # fmt: skip

    def render(self, text: str, problem: Callable[[str, str], Problem]) -> tuple[Rendered, list[Problem]]:
        """Give the HTML of a text and its problems. `problem(needle, remedy)` makes one with the needle's line."""
        # The tag alone may stand in some code before it, so the needle takes what follows along.
        problems = [problem(text[at : at + 200], remedy) for at, remedy in _unsafe(text)]
        if text.count("[") > MAX_BRACKETS:
            return EMPTY, [problem("[", f"more than {MAX_BRACKETS} square brackets; take some out")]
        self._markdown.reset()
        self._tree.start()
        html = self._markdown.convert(text)
        problems += [problem(needle, remedy) for needle, remedy in self._tree.found.problems]
        toc = _toc(getattr(self._markdown, "toc_tokens", []))
        words = len(re.sub(r"<[^>]+>", " ", html).split())
        paths, outside = (tuple(dict.fromkeys(found)) for found in (self._tree.found.paths, self._tree.found.outside))
        return Rendered(Markup(html), toc, paths, words, outside, tuple(self._tree.found.places)), problems  # noqa: S704


EMPTY = Rendered(Markup(""), (), (), 0)


def _unsafe(text: str) -> list[tuple[int, str]]:
    """Find raw HTML that the site's content policy would block: it would vanish from the page without a word."""
    if "<" not in text:
        return []
    prose = _CODE.sub(lambda match: " " * len(match[0]), text)
    found: list[tuple[int, str]] = []
    for match in _UNSAFE_TAG.finditer(prose):
        found.append((match.start(), f"<{match[1].lower()}> cannot be used in a text; take it out, or show it as `code`"))
    for match in _UNSAFE_ATTRIBUTE.finditer(prose):
        found.append((match.start(), f"the attribute {match[1].lower()}= cannot be used here; take it out"))
    for match in _UNSAFE_LINK.finditer(prose):
        found.append((match.start(), "a link must lead to an address, not to a script; take it out"))
    for match in _RAW_LINK.finditer(prose):
        if _UNSAFE_LINK.match(prose, match.start()):
            continue
        better = "[words](address)" if match[1].lower() == "a" else "![what it shows]({static}/images/name.svg)"
        found.append((match.start(), f"HTML for links and pictures is not checked; write {better}"))
    for match in _TAG.finditer(prose):
        # A place to fill in, like <name>: a browser takes it for an element and shows nothing.
        if match[1].lower() not in _KNOWN_TAGS and not _UNSAFE_TAG.match(match[0]):
            found.append((match.start(), f"{match[0]} would be taken for HTML and not be seen; write it as `{match[0]}`"))
    return found


def _toc(tokens: list[dict[str, Any]]) -> tuple[TocItem, ...]:
    return tuple(
        TocItem(token["id"], Markup(token["name"]).striptags(), _toc(token["children"]))  # noqa: S704
        for token in tokens
    )


class _Found:
    def __init__(self) -> None:
        self.problems: list[tuple[str, str]] = []
        self.paths: list[str] = []
        self.outside: list[str] = []
        self.places: list[tuple[str, str, str]] = []


class _HubExtension(Extension):
    def __init__(self, resolve: Resolver, taken: Set[str]) -> None:
        super().__init__()
        self.resolve, self.taken = resolve, taken
        self.found = _Found()

    def start(self) -> None:
        self.found = _Found()

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (the library's name)
        md.treeprocessors.register(_HubTree(md, self), "hub", 4)  # after inline, before serialising
        for name, priority, mark in (("inline", 20, _INLINE_MARK), ("smarty", 6, _SMARTY_MARK)):
            md.treeprocessors.register(_QuickInline(md, md.treeprocessors[name], mark), name, priority)


class _QuickInline(InlineProcessor):
    """The library's own, spared the texts in which it has nothing to find: half of a build's time went there.

    It would try each of its patterns on each piece of text, and most pieces hold none of the characters that any
    pattern begins with, or not those that a slow one needs. Should the library rename a method or write a pattern
    otherwise, this is slower and not wrong.
    """

    inlinePatterns: Any  # noqa: N815 (the library's name)

    def __init__(self, md: markdown.Markdown, stock: Any, mark: re.Pattern[str]) -> None:
        super().__init__(md)
        self.inlinePatterns = list(stock.inlinePatterns)  # a registry would look each one up by its name
        self._signs = [_SIGNS.get(one.pattern, "") for one in self.inlinePatterns]
        self._mark = mark

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if not self._mark.search(data):
            return data
        text: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]  # private there
        return text

    def _InlineProcessor__applyPattern(self, pattern: Any, data: str, number: int, start: int = 0) -> tuple[str, bool, int]:  # noqa: N802
        if self._signs[number] not in data:
            return data, False, 0
        found: tuple[str, bool, int] = super()._InlineProcessor__applyPattern(pattern, data, number, start)  # type: ignore[misc]
        return found


class _HubTree(Treeprocessor):
    """Links and pictures resolved, figures made, tables and ticks given classes in place of inline style."""

    def __init__(self, md: markdown.Markdown, extension: _HubExtension) -> None:
        super().__init__(md)
        self.extension = extension
        self._sources: dict[str, tuple[PictureSource, ...]] = {}

    def run(self, root: ET.Element) -> None:
        for element in root.iter():
            if element.tag == "a":
                self._link(element)
            elif element.tag == "img":
                self._picture(element)
            elif element.tag in ("th", "td"):
                parts.align(element)
            elif element.tag == "h1":
                words, said = "".join(element.itertext()), self._words(element)
                # A curly quote stands in the tree as a mark of its own; what comes before it is as the author wrote it.
                needle = f"# {HTML_PLACEHOLDER_RE.split(words)[0]}"
                self._say(needle, f"the title is the page's only first heading; write '## {said}'")
            elif element.tag == "ul":
                parts.ticks(element)
            if (place := element.get("id", "")) in self.extension.taken:
                self._say(f"#{place}", f"the page has a place #{place} of its own; use another name")
            for name in [name for name in element.attrib if name == "style" or name.startswith("on")]:
                self._say(name, f"the attribute {name}= cannot be used here; take it out")
        for block in [one for one in root.iter("div") if one.get("class") == "admonition pull"]:
            parts.pull_quote(block)
        for table in [parent for parent in root.iter() if any(child.tag == "table" for child in parent)]:
            self._wrap_tables(table)
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "p" and len(child) == 1 and child[0].tag == "img" and not (child.text or "").strip() and not (child[0].tail or "").strip():
                    parent[position] = parts.figure(child)
        for parent in list(root.iter()) if self._sources else ():
            for position, child in enumerate(list(parent)):
                if child.tag == "img" and (sources := self._sources.get(child.get("src", ""))):
                    parent[position] = parts.with_sources(child, sources)
        self._sources.clear()

    def _say(self, needle: str, remedy: str) -> None:
        self.extension.found.problems.append((needle, remedy))

    def _words(self, element: ET.Element) -> str:
        """Give the words of an element, with the characters that its placeholders stand for."""
        raw = self.md.htmlStash.rawHtmlBlocks
        words = HTML_PLACEHOLDER_RE.sub(lambda match: str(raw[int(match[1])]), "".join(element.itertext()))
        return entities.unescape(words).strip()

    def _wrap_tables(self, parent: ET.Element) -> None:
        """A wide table scrolls in a region of its own that a keyboard can reach."""
        for position, child in enumerate(list(parent)):
            if child.tag == "table" and parent.get("class") != "table-scroll":
                head = " ".join(self._words(cell) for cell in child.iter("th")).strip()
                region = ET.Element("div", {"class": "table-scroll", "role": "region", "tabindex": "0"})
                region.set("aria-label", f"Table: {head[:80]}" if head else "Table")
                region.tail, child.tail = child.tail, None
                region.append(child)
                parent[position] = region

    def _link(self, element: ET.Element) -> None:
        href = element.get("href", "")
        if href.startswith(("#", AMP_SUBSTITUTE)):  # the second: <jo@example.org>, which the library hides from robots
            if href.startswith("#") and not element.get("class", "").startswith("footnote"):
                self.extension.found.places.append((href, "", href[1:]))
            return
        if not href:
            self._say("]()", "the link has no address; write [text](address)")
            return
        if _OUTSIDE.match(href):
            if href.lower().startswith(("http:", "https:")):
                element.set("rel", "external noopener")
                self.extension.found.outside.append(href)
            elif not href.lower().startswith(("mailto:", "tel:")):
                self._say(href, "a link must begin with https:, http:, mailto:, / or {filename}")
            return
        target = self.extension.resolve(href)
        if target.remedy:
            self._say(href, target.remedy)
        element.set("href", target.href)
        if target.path:
            self.extension.found.paths.append(target.path)
            if place := href.partition("#")[2]:
                self.extension.found.places.append((href, target.path, place))

    def _picture(self, element: ET.Element) -> None:
        source = element.get("src", "")
        if not (element.get("alt") or "").strip():
            self._say(source, "the picture has no alternative text; write ![what it shows](...)")
        if _OUTSIDE.match(source):
            self._say(source, "pictures must be the site's own; save it under content/images/ and use {static}/images/...")
            return
        target = self.extension.resolve(source)
        if target.remedy:
            self._say(source, target.remedy)
        element.set("src", target.href)
        if target.size:
            element.set("width", str(target.size[0]))
            element.set("height", str(target.size[1]))
        if target.sources:
            self._sources[target.href] = target.sources
        element.set("loading", "lazy")
        element.set("decoding", "async")
