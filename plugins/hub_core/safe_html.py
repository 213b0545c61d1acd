"""The one way in which text that a visitor or a member wrote becomes HTML.

markdown-it-py without HTML, then nh3 with a tight list; prose without a sign that either knows goes past them. The same
function serves comments that are new, edited or imported, members' bios, feeds and mails, so that no path has a weaker
guard than another.
"""

from __future__ import annotations

import html as entities
import re
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

MAX_CHARACTERS = 20_000  # of Markdown; above this the time to parse grows and no comment is better for it
TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}
SCHEMES = {"http", "https", "mailto"}
# A link that nobody would see, and whose name a screen reader could not say.
_WORDLESS = re.compile(r"""(<a href="([^"]*)"[^>]*>)\s*</a>""")
# Where one of these begins or ends, a word does too.
_BLOCK = re.compile(r"(?=</?(?:blockquote|br|d[dlt]|div|figcaption|h[1-6]|hr|li|ol|p|pre|t[dhr]|ul)\b)")

_SAFE = nh3.Cleaner(
    tags=TAGS, attributes={"*": set(), "a": {"href"}}, url_schemes=SCHEMES, link_rel="nofollow ugc noopener"
)  # fmt: skip
_BARE = nh3.Cleaner(tags=set())

# Paragraphs that begin with a letter and have no sign that Markdown or HTML knows: what most visitors write.
_PLAIN_LINE = r"""[^\W\d_](?:[\w ,;:?!'"()/%.’‘“”…–—€£$-]*[\w,;:?!'")/%.’‘“”…–—€£$])?"""
_PLAIN = re.compile(rf"{_PLAIN_LINE}(?:\n\n?{_PLAIN_LINE})*")


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20})
    return markdown.disable(["heading", "lheading", "image", "hr", "reference"])


def visitor_html(text: str) -> Markup:
    """Give safe HTML for a visitor's Markdown: emphasis, lists, quotes, code, links; nothing else survives.

    Raises ValueError for a text over MAX_CHARACTERS.
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"the text is longer than {MAX_CHARACTERS} characters")
    text = text.strip("\n")
    if "_" not in text and _PLAIN.fullmatch(text):  # gives what the longer way gives, in a tenth of its time
        paragraphs = (paragraph.replace("\n", "<br>\n") for paragraph in text.split("\n\n"))
        return Markup("<p>" + "</p>\n<p>".join(paragraphs) + "</p>")  # noqa: S704 (no sign of HTML is in it)
    return _cleaned(text)


def _cleaned(text: str) -> Markup:
    return Markup(_WORDLESS.sub(_with_words, _SAFE.clean(_markdown().render(text))).strip())  # noqa: S704 (cleaned, and the addresses put in are escaped)


def _with_words(link: re.Match[str]) -> str:
    address = entities.unescape(link[2])
    return f"{link[1]}{escape(address)}</a>" if address else ""


def plain_text(html: str) -> str:
    """Give the words of a piece of HTML on one line, for descriptions and search."""
    html = str(html)  # a Markup's replace() would escape what it is told to replace
    bare = html.replace("<p>", " ").replace("</p>", " ").replace("<br>", " ")
    if "<" not in bare and "&" not in bare:  # prose: as below, in a fraction of the time
        return " ".join(bare.split())
    spaced = _BLOCK.sub(" ", html)
    return " ".join(entities.unescape(_BARE.clean(spaced)).split())
