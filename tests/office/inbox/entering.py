"""Entries and articles as visitors send them. All people are invented."""

from __future__ import annotations

import datetime as dt

from queueing import NOW, sent

from office.inbox.record import Submission

NEW = {
    "name": "Mara Quell", "email": "mara@mara.example", "headline": "Keeps small books in order", "services": "book keeping",
    "tools": "XERO", "industries": "Charities", "languages": "English (native), French (B2)", "time_zone": "Lisbon",
    "hours": "9 to 15, Monday to Thursday", "since": "2019", "rate": "38 EUR an hour", "availability": "open",
    "website": "https://mara.example/", "bio": "I keep books for small charities.", "consent": "yes",
}  # fmt: skip
CHANGE = {"member": "Jo Sample", "email": "jo@jo.example", "rate": "40 EUR an hour", "consent": "yes"}
ARTICLE = {
    "title": "The first week", "summary": "What the first week with a new client is like, day by day.", "category": "starting-out",
    "text": "It is long.\n\n## Monday\n\nWrite everything down.", "licence": "CC-BY-4.0", "name": "Mara Quell", "email": "mara@mara.example",
    "consent": "yes",
}  # fmt: skip
ENTRY = "content/members/mara-quell.md"
JO = "content/members/jo-sample.md"
DRAFT = "content/articles/starting-out/the-first-week.md"


def entry(at: dt.datetime = NOW, **fields: str) -> Submission:
    """Give a new entry; a field that is given as "" is left out."""
    return sent("list-me", {name: value for name, value in {**NEW, **fields}.items() if value}, at=at)


def change(at: dt.datetime = NOW, **fields: str) -> Submission:
    """Give a change of Jo Sample's entry."""
    return sent("change-entry", {name: value for name, value in {**CHANGE, **fields}.items() if value}, at=at)


def article(at: dt.datetime = NOW, **fields: str) -> Submission:
    """Give an article."""
    return sent("submit-article", {name: value for name, value in {**ARTICLE, **fields}.items() if value}, at=at)
