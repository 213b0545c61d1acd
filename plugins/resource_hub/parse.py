"""Resource, tip and offer files to values, or problems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Set

from hub_core.documents import Document
from hub_core.problems import Problem, nearest
from hub_core.schema import file_name, validate
from hub_core.vocabulary import Vocabulary

from .letter import check_letter
from .model import KINDS, MAX_PICKS, Offer, OfferFile, Resource, ResourceFile, Tip, TipFile

_OWN_KINDS = ("checklist", "template", "guide")  # what the hub writes itself, so that it needs no outside address


def parse_resource(document: Document, vocabulary: Vocabulary) -> tuple[Resource | None, list[Problem]]:
    """Give the resource of a file, or what is wrong with it."""
    problems = file_name(document)
    front, more = validate(ResourceFile, document)
    problems += more
    if front is None:
        return None, problems
    if front.url is None and front.kind not in _OWN_KINDS:
        article = "an" if front.kind[0] in "ao" else "a"
        problems.append(document.problem("kind", f"{article} {KINDS[front.kind][0].lower()} needs its address; add url: https://..."))
    if front.price and front.cost == "free":
        problems.append(document.problem("price", "is given for something free; write cost: freemium or paid, or delete this line"))
    if front.dead:
        note = f"has not answered since {front.dead}; give the new address, or take the resource out"
        problems.append(document.problem("dead", note, is_note=True))
    problems += check_letter(document, front)
    category, more = vocabulary.resource_categories.resolve_one(document, "category", front.category)
    problems += more
    bad = any(not problem.is_note for problem in problems)
    return (None if bad else Resource(document, document.slug, front, category)), problems


def parse_tip(document: Document, vocabulary: Vocabulary) -> tuple[Tip | None, list[Problem]]:
    """Give the tip of a file, or what is wrong with it."""
    problems = file_name(document)
    front, more = validate(TipFile, document)
    problems += more
    if front is None:
        return None, problems
    topic, more = vocabulary.tip_topics.resolve_one(document, "topic", front.topic)
    problems += more
    return (None if problems else Tip(document, document.slug, front, topic)), problems


def parse_offer(document: Document, today: dt.date) -> tuple[Offer | None, list[Problem]]:
    """Give the offer of a file, or what is wrong with it. An offer that has ended is worth a note."""
    problems = file_name(document)
    front, more = validate(OfferFile, document)
    problems += more
    if front is None:
        return None, problems
    if front.until < front.from_:
        problems.append(document.problem("until", "is before from; the last day comes after the first"))
    elif front.until < today:
        note = f"the offer ended on {front.until} and is not shown"
        problems.append(document.problem("until", note, is_note=True))
    bad = any(not problem.is_note for problem in problems)
    return (None if bad else Offer(document, document.slug, front)), problems


def check_resources(resources: Iterable[Resource], known: Set[str]) -> list[Problem]:
    """Alternatives exist and are not the resource itself; the owner's picks stay few enough to mean something."""
    problems: list[Problem] = []
    picks = 0
    for resource in resources:
        for number, other in enumerate(resource.front.alternatives):
            where = f"alternatives.{number}"
            if other == resource.slug:
                problems.append(resource.document.problem(where, "names the resource itself; take it out"))
            elif other not in known:
                hit = nearest(other, known)
                hint = f"did you mean {hit!r}?" if hit else "add its file, or take it out"
                problems.append(resource.document.problem(where, f"there is no resource {other!r}; {hint}"))
        picks += resource.front.pick
        if resource.front.pick and picks > MAX_PICKS:
            problems.append(resource.document.problem("pick", f"there are {MAX_PICKS} picks already; take one out"))
    return problems


def check_days(resources: Iterable[Resource], tips: Iterable[Tip], today: dt.date) -> list[Problem]:
    """What a page says has happened has happened: a fact was checked, an address went dead, a tip is from a day."""
    days = [(one.document, name, getattr(one.front, name)) for one in resources for name in ("checked", "dead")]
    problems = [document.problem(name, "lies in the future; write the day it happened") for document, name, day in days if day and day > today]
    problems += [
        tip.document.problem("date", "lies in the future; write a day that has come, or make it a draft with status: draft")
        for tip in tips if tip.front.date > today and tip.front.status == "published"
    ]  # fmt: skip
    return problems


def check_people(entries: Iterable[tuple[Document, str, str | None]], members: Set[str]) -> list[Problem]:
    """Every person named by a tip or an offer is a member. An entry is `(document, field, member or None)`."""
    return _check_names(entries, members, "member")


def check_offers(offers: Iterable[Offer], resources: Set[str]) -> list[Problem]:
    """A resource that an offer is for exists."""
    return _check_names([(offer.document, "resource", offer.front.resource) for offer in offers], resources, "resource")


def _check_names(entries: Iterable[tuple[Document, str, str | None]], known: Set[str], what: str) -> list[Problem]:
    problems: list[Problem] = []
    for document, where, slug in entries:
        if slug is not None and slug not in known:
            hit = nearest(slug, known)
            other = " first" if where == "by" else ", or delete this line"  # an offer needs who makes it
            hint = f"did you mean {hit!r}?" if hit else f"add the {what}'s file{other}"
            problems.append(document.problem(where, f"there is no {what} {slug!r}; {hint}"))
    return problems
