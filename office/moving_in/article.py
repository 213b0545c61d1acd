"""A saved page as a draft of this site, and the account of what was taken and what was left. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from hub_core.addresses import NAMES_TAKEN
from hub_core.html_text import as_markdown
from hub_core.schema import SLUG
from office.workbench.front_matter import Value, document
from office.workbench.new import slug_of
from office.workbench.say import plural

from .facts import Facts, facts_of, sound_url
from .reading import decoded, furniture_of, kind_of_furniture, main_part, soup_of, without_furniture
from .talk import Said, Talk, talk_of

_SHOWN = 500  # characters of a picture's address
_NOWHERE = "https://nowhere.invalid/"  # what links are resolved against when nobody says where the page stood


@dataclass(frozen=True, slots=True)
class Draft:
    """The files to write, by path below the repository, and the account, a line for each thing."""

    slug: str
    files: Mapping[str, str]
    account: tuple[str, ...]


def draft_of(raw: bytes, category: str, today: dt.date, members: Mapping[str, str], *, with_comments: bool = False) -> Draft | None:
    """Give the draft of a saved page, or None when it holds no text. `members` are slugs by name, in lower case."""
    text, encoding = decoded(raw)
    soup = soup_of(text)
    facts = facts_of(soup, text)
    page = facts.url or _NOWHERE
    talk = talk_of(soup, page)
    links = _author_links(soup, facts)
    part = main_part(soup)
    dropped = furniture_of(soup, part)
    without_furniture(part)
    pictures, unlinked = _made_fit(part, facts, page)
    body = as_markdown(part.decode_contents(), page).strip()
    if not body or not facts.title:
        return None
    slug = slug_of(facts.title) or "imported-article"
    slug = f"{slug}-imported" if slug in NAMES_TAKEN["articles"] else slug
    fields, guessed = _fields(facts, part, links, members, today)
    files = {f"content/articles/{category}/{slug}.md": document(fields, body)}
    if with_comments:
        files |= _comment_files(slug, talk)
    account = [
        f"Read as {encoding}.",
        f"Title: {facts.title}",
        f"Author: {fields['author']}",
        f"Date: {fields['date']}",
        f"First published at: {facts.site} {facts.url}" if facts.url else "First published at: the page does not say",
        f"Taken: {plural(len(part.get_text(' ').split()), 'word')}, {plural(len(part.find_all(['h2', 'h3', 'h4']), ), 'heading')}, "
        f"{plural(len(part.find_all('a', href=True)), 'link')}.",
        *_left(dropped, pictures, unlinked),
        *_about_comments(talk, with_comments=with_comments),
        *guessed,
    ]
    return Draft(slug, files, tuple(account))


def _fields(
    facts: Facts, part: Tag, links: list[dict[str, Value]], members: Mapping[str, str], today: dt.date
) -> tuple[dict[str, Value], list[str]]:
    guessed: list[str] = []
    author = members.get(facts.author.casefold(), facts.author)
    if not author:
        author = "Author Unknown"
        guessed.append("To do: the page names no author; write the name.")
    elif SLUG.match(author) and author not in members.values():
        author = author.title()  # a guest is written like a name, or it would be looked for among the members
    date = facts.date
    if date is None:
        date = today
        guessed.append("To do: the page has no date that can be read; today's stands in for it.")
    summary = facts.description
    if not 40 <= len(summary) <= 220:
        words = " ".join(part.get_text(" ").split())
        summary = words if len(words) <= 220 else words[:219].rsplit(" ", 1)[0] + "…"
        guessed.append("To do: the summary is the beginning of the text; write one.")
    guessed.append("To do: ask the author for her consent, and name the licence if there is one.")
    fields: dict[str, Value] = {
        "title": facts.title, "date": date.isoformat(timespec="minutes") if isinstance(date, dt.datetime) else date.isoformat(),
        "author": author, "summary": summary, "status": "draft",
    }  # fmt: skip
    if facts.url:
        fields["source"] = {"name": facts.site, "url": facts.url}
    if links and author not in members.values():
        fields["guest"] = {"links": links}
    return fields, guessed


def _author_links(soup: BeautifulSoup, facts: Facts) -> list[dict[str, Value]]:
    """Give at most three links of the box about the author; the box itself is not taken."""
    found: dict[str, str] = {}
    for box in soup.find_all(True):
        if kind_of_furniture(box) == "author box":
            for link in box.find_all("a", href=True):
                address = sound_url(urljoin(facts.url or _NOWHERE, str(link["href"])))
                words = " ".join(link.get_text(" ").split())[:80]
                if address and words and not address.startswith(_NOWHERE):
                    found.setdefault(address, words)
    return [{"name": words, "url": address} for address, words in list(found.items())[:3]]


def _made_fit(part: Tag, facts: Facts, page: str) -> tuple[list[str], int]:
    """Make the tree fit an article: no title in it, headings from the second, no pictures from elsewhere, no odd links."""
    headings = part.find_all(re.compile(r"h[1-6]$"))
    for heading in headings:
        if " ".join(heading.get_text(" ").split()) == facts.title:
            heading.decompose()
        elif heading.name == "h1":
            heading.name = "h2"
    sources = [str(one.get("src") or "").strip() for one in part.find_all("img")]
    # A browser that saves a page as one file writes its pictures into it, each as a word of a million letters.
    pictures = ["one in the page itself" if one.lower().startswith("data:") else urljoin(page, one)[:_SHOWN] for one in sources if one]
    for picture in part.find_all(["img", "picture"]):
        if not picture.decomposed:
            picture.decompose()
    unlinked = 0
    for link in part.find_all("a", href=True):
        address = urljoin(page, str(link["href"]))
        if not sound_url(address) or address.startswith(_NOWHERE) or not link.get_text().strip():
            unlinked += bool(link.get_text().strip())
            link.unwrap()
        else:
            link["href"] = address
    return pictures, unlinked


def _left(dropped: Counter[str], pictures: list[str], unlinked: int) -> list[str]:
    lines = []
    if dropped:
        named = (f"{count} × {kind}" if count > 1 else kind for kind, count in sorted(dropped.items()))
        lines.append(f"Left out: {', '.join(named)}.")
    if pictures:
        lines.append(f"{plural(len(pictures), 'picture')} left out; ask for leave, save under content/images/ and put in: {', '.join(pictures)}")
    if unlinked:
        lines.append(f"{plural(unlinked, 'link')} taken as words: mail addresses, or places that cannot be known.")
    return lines


def _about_comments(talk: Talk, *, with_comments: bool) -> list[str]:
    if not talk.found:
        return ["Comments: none found."]
    taken = "taken" if with_comments else "not taken (--comments takes them)"
    line = f"Comments: {talk.found} found, {talk.doubled} of them doubled and folded, {len(talk.comments)} {taken}"
    return [f"{line}, {len(talk.left)} left.", *(f"    Left: {one}." for one in talk.left)]


def _comment_files(slug: str, talk: Talk) -> dict[str, str]:
    files: dict[str, str] = {}
    ids: list[str] = []
    for said in talk.comments:
        stem = f"{said.date:%Y-%m-%d}-{slug_of(said.author)[:40].strip('-') or 'reader'}"
        number = 1 + sum(one.startswith(f"{stem}-") and one.removeprefix(f"{stem}-").isdecimal() for one in ids)
        ids.append(f"{stem}-{number}")
        files[f"content/comments/{slug}/{ids[-1]}.md"] = _comment(said, ids)
    return files


def _comment(said: Said, ids: list[str]) -> str:
    fields: dict[str, Value] = {"author": said.author, "date": said.date.isoformat()}
    if said.website:
        fields["website"] = said.website
    if said.answers is not None:
        fields["reply_to"] = ids[said.answers]
    return document(fields, said.text)
