"""Content to build: the same seed gives the same bytes, on every machine and in every year.

    python -m benchmarks.corpus FOLDER --articles 1000 --members 40 [--seed 1] [--plain]

writes a content folder as this site reads it, or with `--plain` the same articles as plain Pelican reads them.
Every article and every member is drawn from a generator of its own, so number 7 is the same in a small corpus and
in a large one, apart from where its links lead.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import words

# The moment that a build of this content calls now (SOURCE_DATE_EPOCH). Everything in it is earlier.
NOW = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)
BETWEEN_ARTICLES = dt.timedelta(hours=9)
ARTICLES_A_SERIES = 50  # of so many articles three belong to a series of their own
COMMENTED = 5  # every fifth article has comments
RATED = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """How much content to make. `owner` is the first member's slug."""

    articles: int
    members: int
    seed: int = 1
    owner: str = "ada-ashdown-0"

    def drawn(self, *what: object) -> random.Random:
        """Give the generator for one thing; what is drawn for another does not change it."""
        return random.Random(":".join(map(str, (self.seed, *what))))


@dataclass(frozen=True, slots=True)
class Post:
    """One article, before it is written in either form. `date` is local to the site."""

    slug: str
    title: str
    category: str
    tags: tuple[str, ...]
    author: str
    author_name: str
    date: dt.datetime
    summary: str
    body: str
    series: str | None
    part: int | None


def write_content(folder: Path, plan: Plan) -> None:
    """Write a content folder as this site reads it."""
    for name, text in _files(plan):
        _write(folder / name, text)


def write_plain(folder: Path, plan: Plan) -> None:
    """Write the same articles with Pelican's own headers, for a build by plain Pelican."""
    for post in posts(plan):
        header = {
            "Title": post.title, "Date": f"{post.date:%Y-%m-%d %H:%M}", "Category": words.CATEGORIES[post.category],
            "Tags": ", ".join(tag.capitalize() for tag in post.tags), "Author": post.author_name, "Slug": post.slug,
            "Summary": post.summary,
        }  # fmt: skip
        lines = "".join(f"{name}: {value}\n" for name, value in header.items())
        _write(folder / "articles" / post.category / f"{post.slug}.md", f"{lines}\n{post.body}")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _files(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "vocabulary.yaml", vocabulary(plan)
    yield from ((f"members/{member_slug(plan, number)}.md", member(plan, number)) for number in range(plan.members))
    for number, post in enumerate(posts(plan)):
        yield f"articles/{post.category}/{post.slug}.md", _article(post)
        if number % COMMENTED == 0:
            yield from _comments(plan, number, post)
        if number % RATED == 0:
            votes = plan.drawn("rating", number).sample(range(40), 5)
            counts = ", ".join(f"{stars}: {count}" for stars, count in zip((5, 4, 3, 2, 1), votes, strict=True))
            yield f"ratings/{post.slug}.yaml", f"updated: {post.date:%Y-%m-%d}\nvotes: {{{counts}}}\n"
    yield from _small_rooms(plan)


def posts(plan: Plan) -> Iterator[Post]:
    """Give the articles, newest first."""
    newest = NOW.replace(tzinfo=None) - dt.timedelta(days=1)
    for number in range(plan.articles):
        draw = plan.drawn("article", number)
        category, slug = _place(plan, number)
        author = draw.randrange(max(1, min(plan.members, 40)))
        within = number % ARTICLES_A_SERIES
        in_series = within < 3 and number - within + 2 < plan.articles
        yield Post(
            slug=slug,
            title=_title(draw),
            category=category,
            tags=tuple(sorted(draw.sample(words.TAGS, 3))),
            author=member_slug(plan, author),
            author_name=_name(plan, author),
            date=newest - number * BETWEEN_ARTICLES,
            summary=_sentence(draw),
            body=_body(plan, draw, number),
            series=f"series-{number // ARTICLES_A_SERIES}" if in_series else None,
            part=3 - within if in_series else None,
        )


def _place(plan: Plan, number: int) -> tuple[str, str]:
    """Give the category and the slug of an article; links to it need no more."""
    draw = plan.drawn("place", number)
    return draw.choice(tuple(words.CATEGORIES)), f"a-{draw.choice(words.ADJECTIVES)}-{draw.choice(words.NOUNS)}-{number}"


def _title(draw: random.Random) -> str:
    return f"The {draw.choice(words.ADJECTIVES)} {draw.choice(words.NOUNS)} {draw.choice(words.TURNS)}"


def _sentence(draw: random.Random) -> str:
    return draw.choice(words.SENTENCES).format(who=draw.choice(words.WHO), what=draw.choice(words.WHAT), when=draw.choice(words.WHEN))


def _paragraph(draw: random.Random, sentences: int) -> str:
    return " ".join(_sentence(draw) for _ in range(sentences))


def _body(plan: Plan, draw: random.Random, number: int) -> str:
    """About five hundred words: paragraphs under headings, with what articles have besides."""
    parts = [_paragraph(draw, 3)]
    extras = draw.sample((_list, _quote, _table, _emphasis), 4)
    for heading, extra in zip(draw.sample(words.HEADINGS, 4), extras, strict=True):
        parts += [f"## {heading}", _paragraph(draw, 3), extra(draw)]
    for _ in range(2):
        target = "/".join(_place(plan, draw.randrange(plan.articles)))
        parts.append(f"{_sentence(draw)} More on this in [{_title(draw).lower()}]({{filename}}/articles/{target}.md).")
    parts.append(f"The form for it is [at the county's desk](https://county.example/forms/{number}).")
    return "\n\n".join(parts) + "\n"


def _list(draw: random.Random) -> str:
    return "\n".join(f"- {_sentence(draw)}" for _ in range(3))


def _quote(draw: random.Random) -> str:
    return f"> {_paragraph(draw, 2)}"


def _table(draw: random.Random) -> str:
    rows = [f"| {draw.choice(words.WHO)} | {draw.choice(words.WHAT)} | {draw.randrange(1, 30)} |" for _ in range(4)]
    return "\n".join(["| Who | What | Hours |", "| --- | --- | ---: |", *rows])


def _emphasis(draw: random.Random) -> str:
    return f"**{_sentence(draw)}** {_sentence(draw)} *{_sentence(draw)}* The file is called `notes-{draw.randrange(99)}.txt`."


def _quoted(text: str) -> str:
    """Give a text in quotes; a JSON string is one of YAML too."""
    return json.dumps(text, ensure_ascii=False)


def _article(post: Post) -> str:
    series = f"series: {post.series}\npart: {post.part}\n" if post.series else ""
    return (
        f'---\ntitle: "{post.title}"\ndate: "{post.date:%Y-%m-%d %H:%M}"\nauthor: {post.author}\n'
        f'tags: [{", ".join(post.tags)}]\nsummary: {_quoted(post.summary)}\n{series}---\n{post.body}'
    )


def _comments(plan: Plan, number: int, post: Post) -> Iterator[tuple[str, str]]:
    draw = plan.drawn("comments", number)
    first = ""
    for count in range(draw.randrange(1, 5)):
        moment = post.date + dt.timedelta(hours=1 + count)
        name = f"{moment:%Y-%m-%d}-reader-{count}"
        answers = f"reply_to: {first}\n" if count % 2 else ""
        first = first or name
        text = f'author: "{draw.choice(words.FIRST_NAMES)}"\ndate: "{moment:%Y-%m-%dT%H:%M:%SZ}"\n{answers}'
        yield f"comments/{post.slug}/{name}.md", f"---\n{text}---\n{_paragraph(draw, 2)}\n"


def member_slug(plan: Plan, number: int) -> str:
    """Give a member's file name; the first member owns the site."""
    return plan.owner if number == 0 else f"{_name(plan, number).lower().replace(' ', '-')}-{number}"


def _name(plan: Plan, number: int) -> str:
    draw = plan.drawn("name", number)
    return f"{draw.choice(words.FIRST_NAMES)} {draw.choice(words.LAST_NAMES)}"


def member(plan: Plan, number: int) -> str:
    """Give the text of a member's file."""
    draw = plan.drawn("member", number)
    joined = NOW.date() - dt.timedelta(days=draw.randrange(30, 900))
    home = f"https://{member_slug(plan, number)}.example/"
    fields = [
        f'name: "{_name(plan, number)}"', "sample: true", f'business: "{_name(plan, number).split()[1]} Office"',
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
    bio = "\n\n".join(_paragraph(draw, 3) for _ in range(2))
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


def _small_rooms(plan: Plan) -> Iterator[tuple[str, str]]:
    """The pages, resources and tips that a site has, whatever its size."""
    for name, form in (("about", ""), ("ask", "form: referral-request\n"), ("list-me", "form: list-me\n"), ("404", "noindex: true\n")):
        draw = plan.drawn("page", name)
        title = f'title: "{_title(draw)}"\nsummary: {_quoted(_sentence(draw))}\n'
        yield f"pages/{name}.md", f"---\n{title}{form}---\n{_paragraph(draw, 4)}\n"
    for number in range(24):
        draw = plan.drawn("resource", number)
        kind, category = draw.choice(("tool", "book", "guide")), draw.choice(tuple(words.RESOURCE_CATEGORIES))
        yield f"resources/resource-{number}.md", (
            f'---\ntitle: "Resource {number}"\nurl: https://resource-{number}.example/\nkind: {kind}\ncategory: {category}\n'
            f'audience: [vas]\ncost: free\nsummary: {_quoted(_sentence(draw))}\n---\n{_paragraph(draw, 3)}\n'
        )
    for number in range(12):
        draw = plan.drawn("tip", number)
        topic, date = draw.choice(tuple(words.TIP_TOPICS)), NOW.date() - dt.timedelta(days=30 * number + 1)
        yield f"tips/tip-{number}.md", (
            f'---\ntitle: "Tip {number}"\ndate: {date}\ntopic: {topic}\nauthor: {plan.owner}\n---\n{_paragraph(draw, 2)}\n'
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Write a corpus; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description="Write content to build.")
    parser.add_argument("folder", type=Path, help="an empty folder, or one that does not exist yet")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--members", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="write what plain Pelican reads")
    options = parser.parse_args(argv)
    if min(options.articles, options.members) < 1:
        parser.error("there must be an article and a member at least")
    if options.folder.exists() and any(options.folder.iterdir()):
        parser.error(f"{options.folder} is not empty")
    plan = Plan(options.articles, options.members, options.seed)
    (write_plain if options.plain else write_content)(options.folder, plan)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
