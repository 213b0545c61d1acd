"""Member files to values, or problems."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from operator import itemgetter
from typing import Any
from urllib.parse import unquote

from hub_core.documents import Document
from hub_core.problems import Problem, nearest
from hub_core.safe_html import MAX_CHARACTERS, visitor_html
from hub_core.schema import file_name, validate
from hub_core.vocabulary import Vocabulary, fold

from .model import Member, MemberFile

# Written out for people it is an address too. It begins where its word does, so that one long word is read once.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+(?:@[\w-]+\.|\s?[(\[]\s?at\s?[)\]]\s?)[\w.-]+", re.IGNORECASE)
_AT = ("@", "at)", "at]", "AT)", "AT]", "at )", "at ]")  # every such address has one; quick to rule out
# Nine digits or more, however they are grouped; times, rates and years are shorter, and dates are taken out before.
_PHONE = re.compile(r"(?<![\w/])\+?\(?\d(?:[\s().-]{0,2}\d){8,}(?![\w/])")
_NOT_WHOLE = re.compile(r'<a href="(?!https?:)([^"]*)"')
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_NINE_DIGITS = re.compile(r"\d(?:[\s().-]{0,2}\d){8}")  # every telephone number has them; quick to rule out


def parse_member(document: Document, vocabulary: Vocabulary) -> tuple[Member | None, list[Problem]]:
    """Give the member of a file, or what is wrong with it."""
    private = list(_private(document))
    problems = file_name(document)
    front, more = validate(MemberFile, document)
    problems += more
    if front is None:
        return None, private + _besides(private, problems)
    services, more = vocabulary.services.resolve(document, "services", front.services)
    problems += more
    tools, more = vocabulary.tools.resolve(document, "tools", front.tools)
    problems += more
    industries, more = vocabulary.industries.resolve(document, "industries", front.industries)
    problems += more
    if front.availability == "on-leave" and front.available_from is None:
        problems.append(document.problem("availability", "on leave until when? Add available_from: a date"))
    if bool(front.picture) != bool(front.picture_alt):
        if front.picture:
            problems.append(document.problem("picture", "needs picture_alt, the words for those who cannot see it"))
        else:
            problems.append(document.problem("picture_alt", "belongs to a picture; name it, or delete this line"))
    for number, claim in enumerate(front.claims):
        if claim.expires and claim.expires < claim.date:
            problems.append(document.problem(f"claims.{number}.expires", "is before its date; it must come after"))
    if not document.body.strip():
        problems.append(Problem(document.path, document.body_line, "text", "is empty; write a few sentences about the member"))
    elif len(document.body) > MAX_CHARACTERS:
        problems.append(Problem(document.path, document.body_line, "text", f"is longer than {MAX_CHARACTERS} characters"))
    if private or problems:
        return None, private + _besides(private, problems)
    html = visitor_html(document.body)
    if elsewhere := [unquote(link) for link in _NOT_WHOLE.findall(html)] if "<a " in html else []:
        # The text goes to the profile, to feeds and into data, so it is never known from where a link would lead.
        remedy = "a link here must be a whole address, like https://example.org/; write it whole, or take it out"
        return None, [document.body_problem(link, remedy) for link in elsewhere]
    return Member(document, document.slug, front, services, tools, industries, html), []


def _besides(private: list[Problem], problems: list[Problem]) -> list[Problem]:
    """Leave out what other checks say of a field with private data: they may repeat its value."""
    fields = {problem.field for problem in private}
    return [problem for problem in problems if problem.field not in fields]


def _private(document: Document) -> Iterator[Problem]:
    """A member file is published whole, so contact details must not be in it. The remedy does not repeat them."""
    everything = "|".join([*_values(document.data), document.body])  # neither pattern goes on past a |
    if not any(at in everything for at in _AT) and not _NINE_DIGITS.search(everything):
        return
    for name, text in (*_texts(document.data, ""), ("text", document.body)):
        for pattern, what in ((_EMAIL, "an e-mail address"), (_PHONE, "a telephone number")):
            if match := pattern.search(_DATE.sub("/", text)):
                remedy = f"holds {what}, and the whole file is public; clients reach members through the form"
                yield document.body_problem(match[0], remedy) if name == "text" else document.problem(name, remedy)


def _values(data: Any) -> list[str]:
    """Give the texts of front matter without their names, in any order."""
    found: list[str] = []
    rest = [data]
    while rest:
        value = rest.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            rest += value.values()
        elif isinstance(value, list):
            rest += value
    return found


def _texts(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{name}.{number}")


def check_members(members: Sequence[Member], known: Set[str], today: dt.date) -> list[Problem]:
    """Colleagues exist and are not the member herself; dates are not in the future; nobody is listed twice."""
    problems: list[Problem] = []
    for member in members:
        document = member.document
        for number, other in enumerate(member.front.refers_to):
            where = f"refers_to.{number}"
            if other == member.slug:
                problems.append(document.problem(where, "names the member herself; take it out"))
            elif other not in known:
                hit = nearest(other, known)
                hint = f"did you mean {hit!r}?" if hit else "add the colleague's file, or take it out"
                problems.append(document.problem(where, f"there is no member {other!r}; {hint}"))
        for name in ("confirmed", "joined"):
            if getattr(member.front, name) > today:
                problems.append(document.problem(name, "lies in the future; write the day it happened"))
        if member.front.since > today.year:
            problems.append(document.problem("since", "lies in the future; write the year it began"))
    return problems + list(_twice(members))


def same_person(one: MemberFile, other: MemberFile) -> bool:
    """Say whether two files seem to list one person.

    Two people may share a name, but then not a business or a web address too; where one of them names no business, not a
    time zone.
    """
    if fold(one.name) != fold(other.name):
        return False
    if {_bare(link.url) for link in one.links} & {_bare(link.url) for link in other.links}:
        return True
    if one.business and other.business:
        return fold(one.business) == fold(other.business)
    return one.time_zone == other.time_zone


def _bare(url: str) -> str:
    return url.lower().partition("://")[2].removeprefix("www.").rstrip("/")


def _twice(members: Iterable[Member]) -> Iterator[Problem]:
    """One person in two files would be offered twice. This finds the first file that `same_person` would find, without asking each of them."""
    seen: dict[tuple[str, str, str], tuple[int, Member]] = {}
    for place, member in enumerate(members):
        front = member.front
        if front.status == "draft":
            continue
        name, business = fold(front.name), fold(front.business or "")
        links = [(name, "link", _bare(link.url)) for link in front.links]
        own = (name, "business", business) if front.business else (name, "zone without business", front.time_zone)
        zone = (name, "zone", front.time_zone)
        alike = [*links, own, (name, "zone without business", front.time_zone)] if front.business else [*links, zone]
        if found := [seen[key] for key in alike if key in seen]:
            remedy = f"{min(found, key=itemgetter(0))[1].document.path} lists the same person; keep one of the two, or name the business of each"
            yield member.document.problem("name", remedy)
        for key in (*links, own, zone):
            seen.setdefault(key, (place, member))
