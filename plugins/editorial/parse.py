"""Article and page files to values, or problems."""

from __future__ import annotations

import datetime as dt

from hub_core.addresses import FOLDERS_TAKEN, TAKEN
from hub_core.clock import in_zone
from hub_core.documents import Document
from hub_core.problems import Problem, one_of
from hub_core.schema import SLUG, file_name, validate
from hub_core.vocabulary import Vocabulary, fold

from .model import Article, ArticleFile, Page, PageFile


def parse_article(document: Document, folder: str, vocabulary: Vocabulary, zone: str) -> tuple[Article | None, list[Problem]]:
    """Give the article of a file in `content/articles/<folder>/`, or what is wrong with it.

    `zone` is the IANA time zone of dates that name none.
    """
    problems = file_name(document)
    front, more = validate(ArticleFile, document)
    problems += more
    if folder not in vocabulary.categories:
        remedy = one_of(folder, vocabulary.categories, what="category")
        where = "(the folder is the category; the list is categories in content/vocabulary.yaml)"
        problems.append(Problem(document.path, 1, "category", f"{remedy} {where}"))
    if front is None:
        return None, problems
    if front.category and fold(front.category) != fold(folder) and vocabulary.categories.find(front.category) != folder:
        problems.append(document.problem("category", f"the file stands in {folder}/; move the file, or delete this line"))
    if front.slug and front.slug != document.slug:
        problems.append(document.problem("slug", f"the file's name decides; rename the file to {front.slug}.md"))
    tags, more = vocabulary.tags.resolve(document, "tags", front.tags)
    problems += more
    if front.series:
        series, more = vocabulary.series.resolve_one(document, "series", front.series)
        problems += more
        front = front.model_copy(update={"series": series})
        if front.part is None:
            problems.append(document.problem("series", "an article of a series needs its part, like part: 2"))
    elif front.part is not None:
        problems.append(document.problem("part", "belongs to a series; name it, like series: first-steps, or delete this line"))
    if front.picture and not front.picture_alt:
        problems.append(document.problem("picture", "needs picture_alt, the words for those who cannot see it"))
    if front.picture_alt and not front.picture:
        problems.append(document.problem("picture_alt", "belongs to a picture; name it, or delete this line"))
    if front.updated_note and not front.updated:
        problems.append(document.problem("updated_note", "says what was changed; add updated with the day, or delete this line"))
    date = in_zone(front.date, zone)
    updated = in_zone(front.updated, zone) if front.updated else None
    if updated and updated < date:
        problems.append(document.problem("updated", "is before date; an update comes after publication"))
    article = Article(document, document.slug, front, folder, tags, date, updated)
    return (None if problems else article), problems


def parse_page(document: Document, slug: str, forms: frozenset[str]) -> tuple[Page | None, list[Problem]]:
    """Give the page of a file in content/pages, or what is wrong with it. `forms` are the known forms."""
    problems = file_name(document)
    problems += [
        Problem(document.path, 1, "", f"the folder {folder!r} becomes part of an address; use a-z, 0-9 and single hyphens")
        for folder in slug.split("/")[:-1] if not SLUG.match(folder)
    ]  # fmt: skip
    first, _, below = slug.partition("/")
    if first in TAKEN or (below and first in FOLDERS_TAKEN):
        problems.append(Problem(document.path, 1, "", f"/{slug}/ belongs to another part of the site; rename the file"))
    front, more = validate(PageFile, document)
    problems += more
    if front is not None and front.form and front.form not in forms:
        problems.append(document.problem("form", one_of(front.form, sorted(forms), what="form")))
    return (Page(document, slug, front) if front is not None and not problems else None), problems


def is_public(article: Article, now: dt.datetime) -> bool:
    """A draft never is; a scheduled article is from its date on."""
    return article.front.status == "published" and article.date <= now
