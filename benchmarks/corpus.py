"""Content to build: the same seed gives the same bytes, on every machine and in every year.

    python -m benchmarks.corpus FOLDER --articles 1000 --members 40 [--seed 1] [--plain]

writes a content folder as this site reads it, or with `--plain` the same articles as plain Pelican reads them.
Every article and every member is drawn from a generator of its own, so number 7 is the same in a small corpus and
in a large one, apart from where its links lead.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import words
from .plan import ARTICLES_A_SERIES, NOW, Plan, member_name, member_slug
from .rooms import comments, member, quoted, small_rooms, vocabulary
from .words import paragraph, sentence, title

BETWEEN_ARTICLES = dt.timedelta(hours=9)
COMMENTED = 5  # every fifth article has comments
RATED = 10


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
            yield from comments(plan, number, post.slug, post.date)
        if number % RATED == 0:
            votes = plan.drawn("rating", number).sample(range(40), 5)
            counts = ", ".join(f"{stars}: {count}" for stars, count in zip((5, 4, 3, 2, 1), votes, strict=True))
            yield f"ratings/{post.slug}.yaml", f"updated: {post.date:%Y-%m-%d}\nvotes: {{{counts}}}\n"
    yield from small_rooms(plan)


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
            title=title(draw),
            category=category,
            tags=tuple(sorted(draw.sample(words.TAGS, 3))),
            author=member_slug(plan, author),
            author_name=member_name(plan, author),
            date=newest - number * BETWEEN_ARTICLES,
            summary=sentence(draw),
            body=_body(plan, draw, number),
            series=f"series-{number // ARTICLES_A_SERIES}" if in_series else None,
            part=3 - within if in_series else None,
        )


def _place(plan: Plan, number: int) -> tuple[str, str]:
    """Give the category and the slug of an article; links to it need no more."""
    draw = plan.drawn("place", number)
    return draw.choice(tuple(words.CATEGORIES)), f"a-{draw.choice(words.ADJECTIVES)}-{draw.choice(words.NOUNS)}-{number}"


def _body(plan: Plan, draw: random.Random, number: int) -> str:
    """About five hundred words: paragraphs under headings, with what articles have besides."""
    parts = [paragraph(draw, 3)]
    extras = draw.sample((_list, _quote, _table, _emphasis), 4)
    for heading, extra in zip(draw.sample(words.HEADINGS, 4), extras, strict=True):
        parts += [f"## {heading}", paragraph(draw, 3), extra(draw)]
    for _ in range(2):
        target = "/".join(_place(plan, draw.randrange(plan.articles)))
        parts.append(f"{sentence(draw)} More on this in [{title(draw).lower()}]({{filename}}/articles/{target}.md).")
    parts.append(f"The form for it is [at the county's desk](https://county.example/forms/{number}).")
    return "\n\n".join(parts) + "\n"


def _list(draw: random.Random) -> str:
    return "\n".join(f"- {sentence(draw)}" for _ in range(3))


def _quote(draw: random.Random) -> str:
    return f"> {paragraph(draw, 2)}"


def _table(draw: random.Random) -> str:
    rows = [f"| {draw.choice(words.WHO)} | {draw.choice(words.WHAT)} | {draw.randrange(1, 30)} |" for _ in range(4)]
    return "\n".join(["| Who | What | Hours |", "| --- | --- | ---: |", *rows])


def _emphasis(draw: random.Random) -> str:
    return f"**{sentence(draw)}** {sentence(draw)} *{sentence(draw)}* The file is called `notes-{draw.randrange(99)}.txt`."


def _article(post: Post) -> str:
    series = f"series: {post.series}\npart: {post.part}\n" if post.series else ""
    return (
        f'---\ntitle: "{post.title}"\ndate: "{post.date:%Y-%m-%d %H:%M}"\nauthor: {post.author}\n'
        f'tags: [{", ".join(post.tags)}]\nsummary: {quoted(post.summary)}\n{series}---\n{post.body}'
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
