"""The files of a corpus that are not articles."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence

from . import words
from .plan import ARTICLES_A_SERIES, NOW, Plan, member_name, member_slug
from .words import paragraph, sentence, title


def quoted(text: str) -> str:
    """Give a text in quotes; a JSON string is one of YAML too."""
    return json.dumps(text, ensure_ascii=False)


def comments(plan: Plan, number: int, slug: str, published: dt.datetime) -> Iterator[tuple[str, str]]:
    """Give the comment files of an article, as `(path, text)`: one to four, every second one an answer."""
    draw = plan.drawn("comments", number)
    first = ""
    for count in range(draw.randrange(1, 5)):
        moment = published + dt.timedelta(hours=1 + count)
        name = f"{moment:%Y-%m-%d}-reader-{count}"
        answers = f"reply_to: {first}\n" if count % 2 else ""
        first = first or name
        text = f'author: "{draw.choice(words.FIRST_NAMES)}"\ndate: "{moment:%Y-%m-%dT%H:%M:%SZ}"\n{answers}'
        yield f"comments/{slug}/{name}.md", f"---\n{text}---\n{paragraph(draw, 2)}\n"


def member(plan: Plan, number: int) -> str:
    """Give the text of a member's file."""
    draw = plan.drawn("member", number)
    joined = NOW.date() - dt.timedelta(days=draw.randrange(30, 900))
    home = f"https://{member_slug(plan, number)}.example/"
    fields = [
        f'name: "{member_name(plan, number)}"', "sample: true", f'business: "{member_name(plan, number).split()[1]} Office {number}"',
        f'headline: "{draw.choice(words.HEADLINES)}"', f"services: {_some(draw, tuple(words.SERVICES), 4)}",
        f"tools: {_some(draw, _slugs(words.TOOLS), 3)}", f"industries: {_some(draw, _slugs(words.INDUSTRIES), 2)}",
        "languages:",
        *(f"  - {{code: {code}, level: {level}}}" for code, level in zip(draw.sample(words.LANGUAGES, 2), ("native", "B2"), strict=True)),
        f"time_zone: {draw.choice(words.ZONES)}", 'hours: "09:00-17:00"', "days: [mon, tue, wed, thu]",
        f"since: {draw.randrange(2005, 2026)}",
        f'rate: {{amount: {draw.randrange(15, 70)}, currency: EUR, unit: hour, minimum: "10 hours a month"}}',
        f"availability: {draw.choice(('open', 'open', 'waiting-list', 'full'))}",
        "links:", f'  - {{name: "Website", url: "{home}"}}', f'  - {{name: "Terms", url: "{home}terms/"}}',
        'declines: ["Cold calling", "Night shifts"]',
        f"refers_to: [{member_slug(plan, (number + 1) % plan.members)}]" if plan.members > 1 else "refers_to: []",
        "claims:", f'  - {{claim: insured, date: {joined}, by: "Certificate seen by the hub", expires: 2027-06-01}}',
        f'  - {{claim: references, date: {joined}, by: "Two clients wrote to the hub"}}',
        f"confirmed: {NOW.date() - dt.timedelta(days=draw.randrange(1, 28))}", f"joined: {joined}",
    ]  # fmt: skip
    bio = "\n\n".join(paragraph(draw, 3) for _ in range(2))
    return "---\n" + "\n".join(fields) + f"\n---\n{bio}\n"


def _some(draw: random.Random, choices: Sequence[str], most: int) -> str:
    return f"[{', '.join(draw.sample(choices, draw.randrange(1, most + 1)))}]"


def _slugs(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.lower().replace(" ", "-") for name in names)


def vocabulary(plan: Plan) -> str:
    """Give the vocabulary.yaml that the rest of the content needs."""
    series = range(-(-plan.articles // ARTICLES_A_SERIES))
    described = 'description: "What belongs here, in one line."'
    sections = {
        "categories": [f'{slug}: {{name: "{name}", {described}}}' for slug, name in words.CATEGORIES.items()],
        "series": [f'series-{n}: {{name: "A working year, {n}", {described}}}' for n in series],
        "tags": [f'{tag}: {{name: "{tag.capitalize()}"}}' for tag in words.TAGS],
        "resource_categories": [f'{slug}: {{name: "{name}", {described}}}' for slug, name in words.RESOURCE_CATEGORIES.items()],
        "tip_topics": [f'{slug}: {{name: "{name}"}}' for slug, name in words.TIP_TOPICS.items()],
        "service_groups": [f'{slug}: {{name: "{name}"}}' for slug, name in words.SERVICE_GROUPS.items()],
        "services": [f'{slug}: {{name: "{name}", group: {group}}}' for slug, (name, group) in words.SERVICES.items()],
        "tools": [f'{slug}: {{name: "{name}"}}' for slug, name in zip(_slugs(words.TOOLS), words.TOOLS, strict=True)],
        "industries": [f'{slug}: {{name: "{name}"}}' for slug, name in zip(_slugs(words.INDUSTRIES), words.INDUSTRIES, strict=True)],
    }  # fmt: skip
    return "\n".join(
        f"{section}:\n" + "".join(f"  {entry}\n" for entry in entries) if entries else f"{section}: {{}}\n"
        for section, entries in sections.items()
    )


def small_rooms(plan: Plan) -> Iterator[tuple[str, str]]:
    """The pages, resources and tips that a site has, whatever its size."""
    for name, form in (("about", ""), ("ask", "form: referral-request\n"), ("list-me", "form: list-me\n"), ("404", "noindex: true\n")):
        draw = plan.drawn("page", name)
        head = f'title: "{title(draw)}"\nsummary: {quoted(sentence(draw))}\n'
        yield f"pages/{name}.md", f"---\n{head}{form}---\n{paragraph(draw, 4)}\n"
    for number in range(24):
        draw = plan.drawn("resource", number)
        kind, category = draw.choice(("tool", "book", "guide")), draw.choice(tuple(words.RESOURCE_CATEGORIES))
        yield f"resources/resource-{number}.md", (
            f'---\ntitle: "Resource {number}"\nurl: https://resource-{number}.example/\nkind: {kind}\ncategory: {category}\n'
            f'audience: [vas]\ncost: free\nsummary: {quoted(sentence(draw))}\n---\n{paragraph(draw, 3)}\n'
        )
    for number in range(12):
        draw = plan.drawn("tip", number)
        topic, date = draw.choice(tuple(words.TIP_TOPICS)), NOW.date() - dt.timedelta(days=30 * number + 1)
        yield f"tips/tip-{number}.md", (
            f'---\ntitle: "Tip {number}"\ndate: {date}\ntopic: {topic}\nauthor: {plan.owner}\n---\n{paragraph(draw, 2)}\n'
        )
