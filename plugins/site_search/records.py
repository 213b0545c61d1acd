"""What the index of the search knows of each page: its words, how much they weigh, and what it can be narrowed by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import escape


@dataclass(frozen=True, slots=True)
class Record:
    """A page to be found. `path` begins and ends with a slash.

    `names` are what it is called beyond its title (a member's services); `synonyms` are other people's words for them.
    """

    path: str
    kind: str
    title: str
    summary: str
    html: str
    subjects: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()


def record_page(record: Record, language: str) -> str:
    """Give the page that is indexed in place of the real one, which holds much that nobody looks for."""
    filters = [("kind", record.kind), *(("subject", subject) for subject in record.subjects)]
    marks = "".join(f'<i data-pagefind-filter="{name}[data-is]" data-is="{escape(value)}"></i>' for name, value in filters)
    parts = [
        f'<!doctype html><html lang="{escape(language)}"><head><title>{escape(record.title)}</title></head>',
        f"<body data-pagefind-body>{marks}<h1>{escape(record.title)}</h1>",
        f'<p data-pagefind-weight="2">{escape(record.summary)}</p>' if record.summary else "",
        f'<p data-pagefind-weight="5">{escape(", ".join(record.names))}.</p>' if record.names else "",
        record.html,
        # Said openly: it is what a result shows when one of these words led to it.
        f'<p data-pagefind-weight="3">Also found under: {escape(", ".join(record.synonyms))}.</p>' if record.synonyms else "",
        "</body></html>\n",
    ]
    return "".join(parts)


def pages(records: Iterable[Record], language: str) -> dict[str, str]:
    """Give the pages to index, by the file that each stands for, sorted."""
    found = {f"{one.path.strip('/')}/index.html": record_page(one, language) for one in records}
    return dict(sorted(found.items()))


def stamp(made: dict[str, str], version: str) -> str:
    """Give a mark that changes when any of the pages does, or the program that reads them."""
    mark = hashlib.sha256(version.encode())
    for name, text in made.items():
        mark.update(f"\0{name}\0{text}".encode())
    return mark.hexdigest()[:16]
