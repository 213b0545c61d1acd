"""Votes on an article: one to five, counted, without who cast them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from forms.catalogue import STARS
from hub_core.documents import Document, read_text
from hub_core.problems import Problem, nearest
from hub_core.schema import Date, FrontMatter, file_name, validate
from hub_core.yaml12 import YamlError, load

WORDS = {int(value): label.partition(": ")[2] for value, label in STARS}
Count = Annotated[int, Field(ge=0, le=10_000_000)]


class RatingFile(FrontMatter):
    """content/ratings/<article>.yaml: how many gave how many stars."""

    updated: Annotated[Date, Field(description="The day of the last vote that is counted in.")]
    votes: Annotated[
        dict[str, Count],
        Field(
            description="How many gave each number of stars; one that is left out is 0.",
            json_schema_extra={"propertyNames": {"enum": ["5", "4", "3", "2", "1"]}},
        ),
    ]


@dataclass(frozen=True, slots=True)
class Rating:
    """The votes on one article, by stars from 5 to 1."""

    article: str
    votes: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        """How many voted."""
        return sum(number for _, number in self.votes)

    @property
    def average(self) -> float:
        """The mean, or 0.0 without votes."""
        return sum(stars * number for stars, number in self.votes) / self.count if self.count else 0.0


def read_rating(file: Path, shown: str) -> tuple[Rating | None, list[Problem]]:
    """Read a rating file, or say what is wrong with it."""
    text, problems = read_text(file, shown)
    if text is None:
        return None, problems
    try:
        data = load(text)
    except YamlError as error:
        return None, [Problem(shown, error.line, error.field, error.remedy)]
    if not isinstance(data, dict):
        return None, [Problem(shown, 1, "", "the file must be fields, one a line: updated: with a day, votes: with numbers")]
    document = Document(shown, file.stem, data, "", 1, text, 1)
    problems = file_name(document)
    front, more = validate(RatingFile, document)
    problems += more
    for stars in front.votes if front else ():
        if stars not in ("1", "2", "3", "4", "5"):
            problems.append(document.problem(f"votes.{stars}", "votes are for 1, 2, 3, 4 and 5"))
    if front is None or problems:
        return None, problems
    return Rating(file.stem, tuple((stars, front.votes.get(str(stars), 0)) for stars in (5, 4, 3, 2, 1))), []


def check_ratings(ratings: dict[str, str], articles: frozenset[str]) -> list[Problem]:
    """Every rating file belongs to an article. `ratings` are slugs with the paths of their files."""
    problems: list[Problem] = []
    for slug, path in ratings.items():
        if slug not in articles:
            hit = nearest(slug, articles)
            hint = f"did you mean {hit}.yaml?" if hit else "rename the file to its article's name"
            problems.append(Problem(path, 1, "", f"there is no article {slug!r}; {hint}"))
    return problems
