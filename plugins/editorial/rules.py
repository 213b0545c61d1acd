"""What must hold across articles: parts of a series, tags in one spelling, authors that exist."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from hub_core.addresses import save_as
from hub_core.documents import Document
from hub_core.problems import Problem, nearest
from hub_core.schema import SLUG

from .model import Article
from .parse import is_public
from .taxonomy import author_slug


def check_series(articles: Iterable[Article], unread: Iterable[Document] = ()) -> list[Problem]:
    """No two articles of a series have the same part, and no part is missing before a later one.

    `unread` are articles with problems of their own; a part among them is not missing.
    """
    there = {(document.data.get("series"), document.data.get("part")) for document in unread if _names_a_part(document)}
    parts: dict[str, dict[int, Article]] = defaultdict(dict)
    problems: list[Problem] = []
    for article in articles:
        series, part = article.front.series, article.front.part
        if series is None or part is None:
            continue
        other = parts[series].setdefault(part, article)
        if other is not article:
            problems.append(
                article.document.problem("part", f"part {part} of {series} is {other.document.path} already; use another")
            )
    for series, found in parts.items():
        for part in sorted(found):
            if part > 1 and part - 1 not in found and (series, part - 1) not in there:
                problems.append(found[part].document.problem("part", f"there is no part {part - 1} of {series}; count on without a gap"))
    return problems


def _names_a_part(document: Document) -> bool:
    return isinstance(document.data.get("series"), str) and isinstance(document.data.get("part"), int)


def check_authors(articles: Iterable[Article], members: Set[str], drafts: Set[str]) -> list[Problem]:
    """An author written like a file name must be a member; a guest is written like a name.

    `drafts` are the members whose files are drafts: a published article cannot be by one of them.
    """
    problems: list[Problem] = []
    guests: dict[str, str] = {}
    for article in articles:
        author = article.front.author
        known = guests.setdefault(author_slug(author), author)
        if known != author:
            problems.append(article.document.problem("author", f"has the page of {known!r}; write one person's name one way"))
        if author in drafts and article.front.status == "published":
            problems.append(article.document.problem("author", f"the member file of {author!r} is a draft; publish it first"))
        if author not in members and author_slug(author) in members and known == author:
            remedy = f"is the name of the member {author_slug(author)!r}; write that, or the guest's name in another way"
            problems.append(article.document.problem("author", remedy))
        if author in members or not SLUG.match(author):
            continue
        hit = nearest(author, members)
        hint = f"did you mean {hit!r}?" if hit else "write a guest's name with capitals and spaces, like Jo Sample"
        problems.append(article.document.problem("author", f"there is no member {author!r}; {hint}"))
    return problems


def check_updates(articles: Iterable[Article], now: dt.datetime) -> list[Problem]:
    """An article that readers see was not brought up to date on a day to come."""
    return [
        article.document.problem("updated", "lies in the future; write the day on which the text was changed")
        for article in articles if article.updated and article.updated.date() > now.date() and is_public(article, now)
    ]  # fmt: skip


def check_guests(articles: Iterable[Article], members: Set[str]) -> list[Problem]:
    """Only a guest has a box of her own: what a member says of herself stands in her file."""
    return [
        article.document.problem("guest", f"{article.front.author!r} is a member; her file says who she is, so delete this field")
        for article in articles if article.front.guest and article.front.author in members
    ]  # fmt: skip


def check_aliases(entries: Iterable[tuple[Document, str, Iterable[str]]], taken: Set[str]) -> list[Problem]:
    """A former address belongs to one text and to no page. An entry is `(document, its address, aliases)`.

    Addresses are compared as the files that answer for them, whatever their case: some disks do not tell it apart.
    """
    used = {save_as(path).lower() for path in taken}
    given = [(document, own, f"aliases.{number}", alias) for document, own, aliases in entries for number, alias in enumerate(aliases)]
    files = used | {save_as(alias).lower() for _, _, _, alias in given}
    seen: dict[str, str] = {}
    problems: list[Problem] = []
    for document, own, where, alias in given:
        file = save_as(alias).lower()
        first = file not in seen
        other = seen.setdefault(file, document.path)
        above = next((f"/{folder}" for folder in _folders(file) if folder in files), None)
        if alias == own:
            problems.append(document.problem(where, "is the address of this text itself; take it out"))
        elif file in used:
            problems.append(document.problem(where, f"{alias} is a page of the site; nobody can be sent on from there"))
        elif other != document.path:
            problems.append(document.problem(where, f"{alias} is in {other} too; keep it in one of them"))
        elif not first:
            problems.append(document.problem(where, f"{alias} is given twice; keep one"))
        elif above:
            problems.append(document.problem(where, f"{alias} lies below {above}, which is a file and cannot be a folder too; take it out"))
    return problems


def _folders(file: str) -> Iterator[str]:
    """Give the folders in which a file lies, from the inmost on."""
    while file := file.rpartition("/")[0]:
        yield file


def check_addresses(articles: Iterable[Article]) -> list[Problem]:
    """Two articles with one address would overwrite each other."""
    seen: dict[str, Article] = {}
    problems: list[Problem] = []
    for article in articles:
        other = seen.setdefault(article.slug, article)
        if other is not article:
            problems.append(
                Problem(article.document.path, 1, "", f"{other.document.path} has the same name, so the same address; rename one")
            )
    return problems
