"""HTML back to text that a person can paste: plain, or as Markdown. For texts that were made safe before."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul",
    )
)  # fmt: skip
_SILENT = frozenset(("script", "style", "template", "noscript", "head"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*"}
# What Markdown would read as a mark, in a piece of text and at the beginning of a line.
_SPECIAL = re.compile(r"([\\`*\[\]]|(?<!\w)_|_(?!\w))")
_LINE_SPECIAL = re.compile(r"(\d+(?=[.)])|(?=[-#+>~:]|!!!))")


def as_text(html: str, page: str) -> str:
    """Give HTML as plain text that ends with a line break. `page` is the address that links are resolved against."""
    return _Walk(page, markdown=False).text_of(html)


def as_markdown(html: str, page: str) -> str:
    """Give HTML as Markdown that ends with a line break. `page` is the address that links are resolved against."""
    return _Walk(page, markdown=True).text_of(html)


class _Walk(HTMLParser):
    """Collects blocks. A block's lines begin with what its lists and quotations ask for."""

    def __init__(self, page: str, *, markdown: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.markdown = page, markdown
        self.out: list[str] = []  # whole lines
        self.inline: list[str] = []  # the pieces of the block that is open
        self.prefixes: list[str] = []  # what each line inside a list or a quotation begins with
        self.bullet = ""  # what the next block begins with, once
        self.counters: list[int] = []  # of the lists that are open; 0 has no numbers
        self.links: list[str] = []
        self.row: list[str] = []
        self.head = ""  # the marks of the heading that is open
        self.silent = self.pre = 0
        self.in_notes = False
        self.skipped = False  # inside the sign of a footnote

    def text_of(self, html: str) -> str:
        """Give the text of the whole."""
        self.feed(html)
        self.close()
        self._end_block()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.out)).strip("\n") + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
            return
        given = dict(attrs)
        if tag in _BLOCKS:
            self._end_block()
        if begin := getattr(self, f"_begin_{tag}", None):
            begin(given)
        elif self.markdown and tag in _MARKS:
            self.inline.append(_MARKS[tag])
        elif self.markdown and tag == "code" and not self.pre:
            self.inline.append("`")
        elif tag in ("td", "th"):
            self.inline = []
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.head = "#" * int(tag[1])

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in ("td", "th"):
            self.row.append(_SPACE.sub(" ", "".join(self.inline)).strip())
            self.inline = []
        elif tag == "tr":
            self._end_row()
        elif end := getattr(self, f"_end_{tag}", None):
            end()
        elif self.markdown and tag in _MARKS:
            self.inline.append(_MARKS[tag])
        elif self.markdown and tag == "code" and not self.pre:
            self.inline.append("`")
        elif tag in _BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if self.silent or self.skipped:
            return
        if self.pre:
            self.inline.append(data)
            return
        text = _SPACE.sub(" ", data)
        in_code = "".join(self.inline).count("`") % 2 if self.markdown and "`" in "".join(self.inline) else 0
        if self.markdown and not in_code:
            text = _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(" &amp; ", " & ")
        self.inline.append(text)

    def _begin_a(self, given: dict[str, str | None]) -> None:
        href = given.get("href") or ""
        kind = given.get("class") or ""
        if "footnote-ref" in kind:
            self.inline.append(f"[^{href.removeprefix('#fn:')}]" if self.markdown else f"[{href.removeprefix('#fn:')}]")
        self.skipped = kind.startswith("footnote")
        self.links.append("" if href.startswith("#") else urljoin(self.page, href))
        if self.markdown and self.links[-1]:
            self.inline.append("[")
        else:
            self.inline.append("")

    def _end_a(self) -> None:
        href = self.links.pop() if self.links else ""
        self.skipped = False
        if not href:
            return
        if self.markdown:
            self.inline.append(f"]({href})")
        elif href.partition(":")[2].strip("/") not in "".join(self.inline):
            self.inline.append(f" ({href.removeprefix('mailto:')})")

    def _begin_img(self, given: dict[str, str | None]) -> None:
        alt = (given.get("alt") or "").strip()
        if self.markdown:
            self.inline.append(f"![{alt}]({urljoin(self.page, given.get('src') or '')})")
        elif alt:
            self.inline.append(f"[Picture: {alt}]")

    def _begin_br(self, _: dict[str, str | None]) -> None:
        self.inline.append("\n" if self.pre else "\0")

    def _begin_hr(self, _: dict[str, str | None]) -> None:
        if not self.in_notes:
            self._line("* * *")
            self._blank()

    def _begin_div(self, given: dict[str, str | None]) -> None:
        # Footnotes stand at the end, behind a line that is the theme's and not the author's.
        self.in_notes = self.in_notes or given.get("class") == "footnote"

    def _begin_p(self, _: dict[str, str | None]) -> None:
        if not self.bullet:
            self._blank()

    def _begin_ul(self, given: dict[str, str | None]) -> None:
        self.counters.append(-1 if "ticks" in (given.get("class") or "") else 0)

    def _begin_ol(self, _: dict[str, str | None]) -> None:
        self.counters.append(1)

    def _end_ul(self) -> None:
        self._end_block()
        if self.counters:
            self.counters.pop()
        if not self.counters:
            self._blank()

    _end_ol = _end_ul

    def _begin_li(self, given: dict[str, str | None]) -> None:
        number = self.counters[-1] if self.counters else 0
        note = (given.get("id") or "").removeprefix("fn:") if (given.get("id") or "").startswith("fn:") else ""
        self.bullet = f"[^{note}]: " if note and self.markdown else {0: "- ", -1: "- [ ] " if self.markdown else "[ ] "}.get(number) or f"{number}. "
        if number > 0:
            self.counters[-1] += 1
        self.prefixes.append(" " * (4 if self.markdown else len(self.bullet)))

    def _end_li(self) -> None:
        self._end_block()
        self.bullet = ""
        if self.prefixes:
            self.prefixes.pop()

    def _begin_blockquote(self, _: dict[str, str | None]) -> None:
        self.prefixes.append("> ")

    def _end_blockquote(self) -> None:
        self._end_block()
        if self.prefixes:
            self.prefixes.pop()
        while self.out and not self.out[-1].strip("> "):
            self.out.pop()
        self._blank()

    def _begin_dd(self, _: dict[str, str | None]) -> None:
        self.bullet = ":   " if self.markdown else "    "

    def _begin_pre(self, _: dict[str, str | None]) -> None:
        self.pre += 1

    def _end_pre(self) -> None:
        self.pre = max(0, self.pre - 1)
        text = "".join(self.inline).strip("\n")
        self.inline = []
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
        lines = [fence, *text.split("\n"), fence] if self.markdown else [f"    {line}".rstrip() for line in text.split("\n")]
        for line in lines:
            self._line(line)
        self._blank()

    def _end_row(self) -> None:
        if not self.row:
            return
        first = not (self.out and self.out[-1].lstrip().startswith("|"))
        self._line("| " + " | ".join(cell.replace("|", "\\|") for cell in self.row) + " |" if self.markdown else "   ".join(self.row).rstrip())
        if self.markdown and first:
            self._line("|" + " --- |" * len(self.row))
        self.row = []

    def _end_table(self) -> None:
        self._blank()

    def _end_block(self) -> None:
        text = _SPACE.sub(" ", "".join(self.inline)).strip(" \xa0")
        self.inline = []
        if not text.strip(" \0"):
            return
        lines = [line.strip(" ") for line in text.split("\0")]
        if self.markdown:
            if not self.head:
                lines = [f"{found[1]}\\{line[found.end(1):]}" if (found := _LINE_SPECIAL.match(line)) else line for line in lines]
            lines = [f"{line}  " for line in lines[:-1]] + lines[-1:]
        if self.head and self.markdown:
            lines = [f"{self.head} {' '.join(lines)}"]
        in_list = bool(self.bullet)
        for line in lines:
            self._line(line)
        if self.head and not self.markdown:
            self._line("-" * len(lines[-1]))
        self.head = ""
        if not (in_list and self.counters):
            self._blank()

    def _line(self, text: str) -> None:
        prefix = "".join(self.prefixes)
        if self.bullet:
            outer = "".join(self.prefixes[:-1]) if self.counters else prefix
            prefix, self.bullet = outer + self.bullet, ""
        self.out.append(f"{prefix}{text}".rstrip("\n"))

    def _blank(self) -> None:
        if self.out and self.out[-1].strip():
            self.out.append("".join(self.prefixes).rstrip() if "> " in self.prefixes else "")

