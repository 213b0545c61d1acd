"""`list-me` and `change-entry` as member files: a new one, or the present one with the lines that change. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any

from hub_core.documents import Document, parse_document
from hub_core.problems import nearest, notes, stopping
from hub_core.vocabulary import fold
from office.inbox.publish import PublishError, sound
from office.inbox.record import Submission, folded
from office.workbench.front_matter import document as written
from office.workbench.front_matter import field_lines
from va_directory.model import MemberFile
from va_directory.parse import check_members, parse_member

from . import figures, words
from .proposal import Proposal, ProposalError, There, plain, same

LONGEST = 60  # characters of a file's name
_ORDER = {name: number for number, name in enumerate(MemberFile.model_fields)}
_TOP = re.compile(r"([A-Za-z_]\w*)[ \t]*:(?:[ \t]|$)")
_WEBSITE = "Website"


def propose_member(submission: Submission, there: There, present: str | None, draft: bool) -> Proposal:
    """Give the member file that a submission asks for. `present` is the text of the file that it changes.

    Raises ProposalError where no file can be made of it. No e-mail address gets into the file: one in a text is a
    problem, as any check of a member file finds it.
    """
    try:
        given = sound(submission)
    except PublishError as error:
        raise ProposalError(str(error)) from error
    is_new = submission.form == "list-me"
    slug = free_slug(given["name"], given.get("business", ""), there.members) if is_new else member_named(given["member"], there.members)
    path = f"content/members/{slug}.md"
    before = _present(present, path, "" if slug else nearest(_plain_slug(given["member"]), there.members) or "") if not is_new else None
    reading = _Reading(given, there)
    changes = reading.fields(before.data if before else {})
    day = min(submission.received.date(), there.today).isoformat()
    changes |= {"confirmed": day, **({"joined": there.today.isoformat()} if is_new else {})}
    if draft and is_new:  # a change to what is published is published or not made
        changes["status"] = "draft"
    fields = {**(before.data if before else {}), **changes}
    fields = dict(sorted(fields.items(), key=lambda one: _ORDER.get(one[0], 99)))
    body = given.get("bio") or (before.body if before else "")
    text = _text(before, present, changes, fields, body, path)
    if text is None:
        raise ProposalError("its words cannot stand in a file as they are; change them first")
    document, found = parse_document(text, path)
    if document is not None:
        member, more = parse_member(document, there.vocabulary)
        found += more + (check_members([member], there.members | {slug}, there.today) if member else [])
    remarks = [*reading.remarks, *(str(note) for note in notes(found))]
    if is_new and _same_name(given["name"], there.members):
        remarks.append("There is a member of this name already. If it is the same person, reject this and ask her to change her entry.")
    if given.get("remark"):
        remarks.append("She wrote something beside the fields, under “Anything else”. No program acts on it.")
    return Proposal(path, text, present if before else None, tuple(reading.unread), tuple(map(str, stopping(found))),
                    tuple(remarks))  # fmt: skip


def free_slug(name: str, business: str, taken: Set[str]) -> str:
    """Give a file name that is free: the name in plain letters, or the business's where the name has none."""
    wanted = _plain_slug(name) or _plain_slug(business) or "member"
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def member_named(text: str, members: Set[str]) -> str:
    """Give the member whose name, file name or address a visitor wrote, or ""."""
    last = text.strip().partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2].removesuffix(".md")
    return next((slug for slug in (last.casefold(), _plain_slug(text)) if slug in members), "")


def _plain_slug(text: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    return slug


def _same_name(name: str, members: Set[str]) -> bool:
    return _plain_slug(name) in members


def _present(present: str | None, path: str, near: str) -> Document:
    if present is None:
        perhaps = f", perhaps {near}" if near else ""
        raise ProposalError(f"there is no such member; write the name of her file in content/members/ in its place{perhaps}, or reject it")
    document, problems = parse_document(present, path)
    if document is None or problems or not document.is_yaml:
        raise ProposalError(f"{path} has a problem; run check and mend it first")
    return document


class _Reading:
    """What a visitor filled in, field by field; `unread` and `remarks` are filled on the way."""

    def __init__(self, given: Mapping[str, str], there: There) -> None:
        self.given, self.there = given, there
        self.unread: list[str] = []
        self.remarks: list[str] = []

    def fields(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Give the fields of the file that change. Empty ones change nothing."""
        found: dict[str, Any] = {name: self.given[name] for name in ("name", "business", "headline") if name in self.given}
        for name in ("services", "tools", "industries"):
            if name in self.given:
                found[name] = self._take(name, words.terms(self.given[name], getattr(self.there.vocabulary, name)))
        if "languages" in self.given:
            found["languages"] = self._take("languages", words.languages(self.given["languages"]))
        if "time_zone" in self.given:
            found["time_zone"] = zone = self._take("time_zone", words.zone(self.given["time_zone"]))
            if zone and fold(zone.rpartition("/")[2]) != fold(self.given["time_zone"]) and zone != self.given["time_zone"]:
                self.remarks.append(f"“{words.short(self.given['time_zone'])}” was read as the time zone {zone}.")
        if "hours" in self.given:
            found |= self._hours(before)
        if "since" in self.given:
            found["since"] = self._since(self.given["since"])
        if "rate" in self.given:
            found["rate"] = self._take("rate", figures.rate(self.given["rate"]))
        for name in ("availability", "available_from"):
            if name in self.given:
                found[name] = self.given[name]
        if found.get("availability", "on-leave") != "on-leave" and "available_from" in before and "available_from" not in found:
            self.remarks.append(f"The file still says available_from: {before['available_from']}. Take it out by hand if it is over.")
        if "website" in self.given:
            found["links"] = list(self._links(before))
        if "declines" in self.given:
            found["declines"] = [one for line in self.given["declines"].split("\n") if (one := line.strip(" \t-*•"))]
        # What could not be read is left as it was: an empty list would be a claim of its own.
        return {name: value for name, value in found.items() if value not in ("", [], None, 0)}

    def _take(self, name: str, read: tuple[Any, list[str]]) -> Any:
        self.unread += [f"{name}: {line}" for line in read[1]]
        return read[0]

    def _hours(self, before: Mapping[str, Any]) -> dict[str, Any]:
        span, days, wrong = figures.hours(self.given["hours"])
        self._take("hours", (span, wrong))
        if span and not days:
            said = "stay as they are" if "days" in before else "will be Monday to Friday"
            self.remarks.append(f"She named hours and no days; the days {said}.")
        return {"hours": span, "days": days}

    def _since(self, text: str) -> int:
        years = re.findall(r"(?<!\d)\d{4}(?!\d)", text)
        if len(years) != 1:
            self.unread.append("since: write the year alone, like 2019.")
            return 0
        return int(years[0])

    def _links(self, before: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        own = {"name": _WEBSITE, "url": self.given["website"]}
        present = before.get("links") or []
        if not any(isinstance(link, dict) and link.get("name") == _WEBSITE for link in present):
            yield own
        for link in present:
            yield own if isinstance(link, dict) and link.get("name") == _WEBSITE else link


def _text(
    before: Document | None, present: str | None, changes: Mapping[str, Any], fields: Mapping[str, Any], body: str, path: str
) -> str | None:  # fmt: skip
    """Give the file: the present one with only the changed lines anew where that reads back right, else written whole."""
    if before is not None and present is not None:
        text = _patched(before, changes, body)
        if same(text, path, fields, body):
            return text
    text = written(fields, body)
    return text if same(text, path, fields, body) else None


def _patched(before: Document, changes: Mapping[str, Any], body: str) -> str:
    """Give the present file with new lines for the fields that change; the others and the owner's remarks stay."""
    blocks: list[tuple[str, list[str]]] = []
    for line in before.header.split("\n"):
        match = _TOP.match(line)
        if match or not blocks or line.startswith("#"):
            blocks.append((match[1] if match else "", [line]))
        else:
            blocks[-1][1].append(line)
    lines: list[str] = []
    waiting = {name: value for name, value in changes.items() if before.data.get(name) != plain(value)}
    for name, block in blocks:
        if name:
            first = [one for one in waiting if one not in before.data and _ORDER.get(one, 99) < _ORDER.get(name, 99)]
            for one in sorted(first, key=lambda one: _ORDER.get(one, 99)):
                lines += field_lines(one, waiting.pop(one))
        lines += field_lines(name, waiting.pop(name)) if name in waiting else block
    for one, value in waiting.items():
        lines += field_lines(one, value)
    kept = before.body if body.strip() == before.body.strip() else f"{body.strip()}\n"
    return "\n".join(["---", *lines, "---", kept])
