"""What tests are made of: content of the smallest size that is whole, read by the same code as the site's own.

Every maker takes the fields to change; None takes a field out.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from content_library.library import Library
from editorial.model import Article, Page
from editorial.parse import parse_article, parse_page
from forms.catalogue import FORMS
from hub_core.addresses import Addresses
from hub_core.documents import Document, parse_document
from hub_core.markdown_text import Rendered
from hub_core.problems import Problem
from hub_core.settings import HubSettings
from hub_core.vocabulary import SECTIONS, Entry, Terms, Vocabulary
from resource_hub.model import Offer, Resource, Tip
from resource_hub.parse import parse_offer, parse_resource, parse_tip
from static_comments.model import Comment
from static_comments.threads import parse_comment
from va_directory.model import Member
from va_directory.parse import parse_member

ZONE = "Europe/Lisbon"
TODAY = dt.date(2026, 11, 21)
NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo(ZONE))
ADDRESSES = Addresses("https://hub.example")
SETTINGS = HubSettings(owner="jo-sample")
SUMMARY = "What the first month as a virtual assistant is like, week by week."

WORDS: dict[str, dict[str, dict[str, Any]]] = {
    "categories": {
        "starting-out": {"name": "Starting out", "description": "The first month."},
        "saying-no": {"name": "Saying no", "description": "Refusing well."},
    },
    "series": {"the-warm-handoff": {"name": "The warm handoff", "description": "Three parts."}},
    "tags": {
        "honesty": {"name": "Honesty", "synonyms": ["candour"]},
        "first-clients": {"name": "First clients"},
    },
    "tip_topics": {"money": {"name": "Money"}, "habits": {"name": "Habits"}},
    "resource_categories": {
        "first-steps": {"name": "First steps", "description": "Before the first client."},
        "writing": {"name": "Writing"},
    },
    "service_groups": {"finance": {"name": "Finance"}, "admin": {"name": "Administration"}},
    "services": {
        "bookkeeping": {"name": "Bookkeeping", "group": "finance", "synonyms": ["book-keeping"]},
        "invoicing": {"name": "Invoicing", "group": "finance", "description": "Invoices that are paid."},
        "calendar": {"name": "Calendar care", "group": "admin"},
        "inbox": {"name": "Inbox care", "group": "admin"},
    },
    "tools": {"xero": {"name": "Xero"}},
    "industries": {"charities": {"name": "Charities"}},
}


def vocabulary() -> Vocabulary:
    """The words that the makers below use."""
    return Vocabulary(
        *(Terms.of(section, {slug: Entry(**entry) for slug, entry in WORDS[section].items()}) for section in SECTIONS)
    )


def file_text(fields: dict[str, Any], body: str) -> str:
    """A content file of one line for each field. JSON is YAML, so the values need no thought."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value is not None]
    return "\n".join(["---", *lines, "---", body])


def document(path: str, fields: dict[str, Any], body: str = "Some words.\n") -> Document:
    """A content file as it was read."""
    made, problems = parse_document(file_text(fields, body), path)
    assert made is not None
    assert problems == []
    return made


def places(problems: Iterable[Problem]) -> list[tuple[int, str]]:
    """Where the problems are: their lines and fields."""
    return [(problem.line, problem.field) for problem in problems]


def remedies(problems: Iterable[Problem]) -> list[str]:
    """What the problems ask for."""
    return [problem.remedy for problem in problems]


def article_document(name: str = "a-first-month", folder: str = "starting-out", body: str = "Words.\n", **changes: Any) -> Document:
    """The file of an article."""
    fields = {"title": "A first month", "date": "2026-03-01", "author": "jo-sample", "summary": SUMMARY} | changes
    return document(f"content/articles/{folder}/{name}.md", fields, body)


def article(
    slug: str = "a-first-month", folder: str = "starting-out", *, words: int = 3, links: tuple[str, ...] = (), **changes: Any
) -> Article:
    """An article whose text has `words` words and links to the paths in `links`."""
    made, problems = parse_article(article_document(slug, folder, **changes), folder, vocabulary(), ZONE)
    assert problems == []
    assert made is not None
    return replace(made, text=Rendered(Markup("<p>Some words.</p>"), (), links, words))


def page(slug: str = "about", **changes: Any) -> Page:
    """A page of content/pages."""
    made_from = document(f"content/pages/{slug}.md", {"title": "About us", "summary": SUMMARY} | changes)
    made, problems = parse_page(made_from, slug, frozenset(FORMS))
    assert problems == []
    assert made is not None
    return made


def member_document(slug: str = "jo-sample", body: str = "I keep books for small charities.\n", **changes: Any) -> Document:
    """The file of a member."""
    fields = {
        "name": "Jo Sample", "sample": True, "headline": "Keeps books that balance", "services": ["bookkeeping"],
        "languages": [{"code": "en", "level": "native"}], "time_zone": ZONE, "hours": "09:00-17:00", "since": 2014,
        "availability": "open", "confirmed": "2026-02-10", "joined": "2026-02-10",
    }  # fmt: skip
    return document(f"content/members/{slug}.md", fields | changes, body)


def member(slug: str = "jo-sample", **changes: Any) -> Member:
    """A member."""
    made, problems = parse_member(member_document(slug, **changes), vocabulary())
    assert problems == []
    assert made is not None
    return made


def resource_document(slug: str = "a-tool", **changes: Any) -> Document:
    """The file of a resource."""
    fields = {
        "title": "A tool", "url": "https://tool.example/", "kind": "tool", "category": "first-steps",
        "audience": ["vas"], "cost": "free", "summary": "Records hours and turns them into invoices, plainly.",
    }  # fmt: skip
    return document(f"content/resources/{slug}.md", fields | changes)


def resource(slug: str = "a-tool", **changes: Any) -> Resource:
    """A resource."""
    made, problems = parse_resource(resource_document(slug, **changes), vocabulary())
    assert problems == []
    assert made is not None
    return made


def checklist(slug: str = "a-checklist", **changes: Any) -> Resource:
    """One of the hub's own checklists."""
    return resource(slug, **{"title": "A checklist", "url": None, "kind": "checklist"} | changes)


def tip(slug: str = "a-tip", **changes: Any) -> Tip:
    """A tip."""
    made_from = document(f"content/tips/{slug}.md", {"title": "A tip", "date": "2026-03-01", "topic": "money"} | changes)
    made, problems = parse_tip(made_from, vocabulary())
    assert problems == []
    assert made is not None
    return made


def offer_document(slug: str = "an-offer", **changes: Any) -> Document:
    """The file of an offer."""
    fields = {
        "title": "An hour free", "from": "2026-11-01", "until": "2026-11-30", "by": "jo-sample",
        "disclosure": "Jo earns nothing from it.",
    }  # fmt: skip
    return document(f"content/offers/{slug}.md", fields | changes)


def offer(slug: str = "an-offer", **changes: Any) -> Offer:
    """An offer that runs on TODAY."""
    made, problems = parse_offer(offer_document(slug, **changes), TODAY)
    assert problems == []
    assert made is not None
    return made


def comment_document(slug: str = "c-1", article: str = "a-first-month", body: str = "Thank you.\n", **changes: Any) -> Document:
    """The file of a comment."""
    fields = {"author": "Mara", "date": "2026-09-15T08:12:00Z"} | changes
    return document(f"content/comments/{article}/{slug}.md", fields, body)


def comment(slug: str = "c-1", article: str = "a-first-month", body: str = "Thank you.\n", **changes: Any) -> Comment:
    """A comment."""
    made, problems = parse_comment(comment_document(slug, article, body, **changes), article, ZONE)
    assert problems == []
    assert made is not None
    return made


def library(**shelves: Any) -> Library:
    """A library with one member and what else is given."""
    return Library(vocabulary(), **{"members": (member(),)} | shelves)
