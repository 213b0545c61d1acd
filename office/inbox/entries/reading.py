"""Reads what a proposal is measured against, and makes it. Writes nothing."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from content_library.targets import Targets
from content_library.walk import walk
from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.documents import Document
from hub_core.problems import Problem
from hub_core.vocabulary import Vocabulary, read_vocabulary
from office.inbox.record import Submission
from office.inbox.store import Store
from office.inbox.tables import decisions, submissions
from office.post.addresses import read_addresses

from .article import propose_article
from .member import member_named, propose_member
from .proposal import Proposal, ProposalError, There

FORMS = ("list-me", "change-entry", "submit-article")
# What the owner sees as a file before she decides on it.
SHOWN_AS_FILES = (*FORMS, "pause-entry")


def propose(root: Path, submission: Submission, *, now: dt.datetime, zone: str, draft: bool = False) -> Proposal:
    """Give the file that a submission of one of FORMS could become. `zone` is the site's; `draft` keeps a new entry unpublished.

    Raises ProposalError with what to do where there is none.
    """
    content = root / "content"
    file = content / "vocabulary.yaml"
    vocabulary = _vocabulary(file, file.stat().st_mtime_ns if file.is_file() else 0)
    if vocabulary is None:
        raise ProposalError("content/vocabulary.yaml has a problem; run check and mend it first")
    members = {one.stem for one in (content / "members").glob("*.md")}
    articles = {one.stem for one in (content / "articles").glob("*/*.md")}
    there = There(vocabulary, members, articles, now.astimezone(ZoneInfo(zone)).date(), zone)
    if submission.form == "submit-article":
        return propose_article(submission, there, lambda document: _links(content, vocabulary, document))
    return propose_member(submission, there, _member_file(content, member_named(submission.fields.get("member", ""), members)), draft)


def _member_file(content: Path, slug: str) -> str | None:
    if not slug:
        return None
    file = content / "members" / f"{slug}.md"
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProposalError(f"content/members/{slug}.md cannot be read as UTF-8; run check and mend it first") from error


@lru_cache(maxsize=4)
def _vocabulary(file: Path, changed: int) -> Vocabulary | None:
    vocabulary, problems = read_vocabulary(file, f"content/{file.name}")
    return None if problems else vocabulary


def sender_remark(store: Store, private: Path, path: str, email: str) -> str:
    """Say whether the address that asks for a change is the member's in private/addresses.yaml, or the one that the entry was made for."""
    noted = read_addresses(private)[0].get(Path(path).stem)
    if noted is not None:
        if noted.casefold() == email.casefold():
            return "It comes from her address in private/addresses.yaml."
        return "It does not come from her address in private/addresses.yaml. See that it is she who asks, before you publish it."
    query = (
        sa.select(submissions.c.email)
        .join(decisions, decisions.c.submission == submissions.c.id)
        .where(decisions.c.file == path, decisions.c.undone.is_(False))
        .order_by(decisions.c.id.desc())
        .limit(1)
    )
    with store.engine.connect() as connection:
        known = connection.scalar(query)
    if known is None:
        return "The inbox does not know her address. See that it is she who asks, before you publish it."
    if known == email:
        return "It comes from the address that was used for this entry before."
    return "It comes from another address than the last time. See that it is she who asks, before you publish it."


def links_to(content: Path, path: str) -> tuple[str, ...]:
    """Give a line on each file that links to a page which is to go: a check will ask to mend it. `path` begins with content/."""
    name = path.removeprefix("content/")
    address = name.removesuffix(".md")
    found = []
    for file in sorted(content.rglob("*.md")):
        shown = file.relative_to(content).as_posix()
        text = "" if shown == name else file.read_text(encoding="utf-8", errors="replace")
        if name in text or f"/{address}/" in text:
            found.append(f"content/{shown} links to her page; a check asks to take the link out.")
    return tuple(found)


def _links(content: Path, vocabulary: Vocabulary, document: Document) -> list[Problem]:
    lists = [at.listing("category", slug) for slug in vocabulary.categories] + [at.listing("tag", slug) for slug in vocabulary.tags]
    lists += [at.service(slug) for slug in vocabulary.services] + [at.resource_category(slug) for slug in vocabulary.resource_categories]
    return Targets(content, walk(content), Addresses(""), (), lists).render(document)[1]
