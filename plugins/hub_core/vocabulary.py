"""The closed lists of content/vocabulary.yaml: which words exist, under which name, and what is read as what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

from .documents import Document, read_text
from .problems import Problem, cut, nearest, one_of
from .schema import FrontMatter, Slug, Text, validate
from .yaml12 import YamlError, load

_LONGEST_WORD = 80  # letters; what is longer is no misspelling
_SHORTEST_INSIDE = 4  # letters of a spelling that may be recognised inside a longer word
_ASCII_SIGNS = re.compile(r"[^A-Za-z0-9]+")

SECTIONS = (
    "categories", "series", "tags", "resource_categories", "tip_topics",
    "service_groups", "services", "tools", "industries",
)  # fmt: skip
# What the files call one entry of a section, for messages.
SINGULAR = {
    "categories": "category", "series": "series", "tags": "tag", "resource_categories": "resource category",
    "tip_topics": "topic", "service_groups": "service group", "services": "service", "tools": "tool",
    "industries": "industry",
}  # fmt: skip


class Entry(FrontMatter):
    """One word of a list. `group` is for services alone."""

    name: Annotated[str, Field(min_length=1, max_length=80, description="What readers see.")]
    description: Annotated[Text | None, Field(description="A sentence for the word's own page, where it has one.")] = None
    synonyms: Annotated[tuple[Text, ...], Field(description="Other spellings that are read as this word.")] = ()
    group: Annotated[Slug | None, Field(description="For a service: its group, from service_groups.")] = None


class VocabularyFile(FrontMatter):
    """The whole of content/vocabulary.yaml."""

    categories: Annotated[dict[Slug, Entry], Field(description="The folders of content/articles.")]
    series: dict[Slug, Entry] = Field(default_factory=dict, description="Articles to be read in order.")
    tags: dict[Slug, Entry] = Field(default_factory=dict, description="What articles are about.")
    resource_categories: dict[Slug, Entry] = Field(default_factory=dict, description="The shelves of the resource hub.")
    tip_topics: dict[Slug, Entry] = Field(default_factory=dict, description="The headings on the page of tips.")
    service_groups: dict[Slug, Entry] = Field(default_factory=dict, description="The headings that services stand under.")
    services: dict[Slug, Entry] = Field(default_factory=dict, description="What members do; each needs its group.")
    tools: dict[Slug, Entry] = Field(default_factory=dict, description="What members work with.")
    industries: dict[Slug, Entry] = Field(default_factory=dict, description="The trades that members know.")


def fold(word: str) -> str:
    """Give the form in which two spellings of one word are equal: no case, accents, spaces or punctuation."""
    if word.isascii():  # nearly every text, whole comments among them
        return _ASCII_SIGNS.sub("", word).lower()
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def in_text(name: str) -> str:
    """Give a name as it stands in the middle of a sentence: `Conflict of interest` without its capital, `CRM upkeep` as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


@dataclass(frozen=True, slots=True)
class Terms:
    """One section: its entries in the file's order, and a way from any spelling to the one slug."""

    section: str
    entries: Mapping[str, Entry]
    _by_spelling: Mapping[str, str] = field(repr=False)
    is_open: bool = False  # the list could not be read, so no word can be called wrong

    @classmethod
    def of(cls, section: str, entries: Mapping[str, Entry]) -> Terms:
        """Make the section from its entries; a slug and a name win over another entry's synonym."""
        spellings: dict[str, str] = {}
        for slug, entry in entries.items():
            for word in entry.synonyms:
                spellings[fold(word)] = slug
        for slug, entry in entries.items():
            spellings[fold(entry.name)] = slug
            spellings[fold(slug)] = slug
        return cls(section, entries, spellings)

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __contains__(self, slug: str) -> bool:
        return self.is_open or slug in self.entries

    def find(self, word: str) -> str | None:
        """Give the slug that a spelling stands for, or None."""
        return word if word in self else self._by_spelling.get(fold(word))

    def near(self, word: str) -> str | None:
        """Give the slug that a word which is not known was most likely meant to be, or None.

        Every spelling counts, and so does one that stands inside a longer word: "Xero (certified)" was meant to be Xero.
        """
        if (slug := nearest(word[:_LONGEST_WORD], self.entries)) is not None:
            return slug
        spellings = {one: slug for slug, entry in self.entries.items() for one in (*reversed(entry.synonyms), entry.name)}
        if (hit := nearest(word[:_LONGEST_WORD], spellings)) is not None:
            return spellings[hit]
        said = fold(word)
        inside = [one for one in self._by_spelling if len(one) >= _SHORTEST_INSIDE and one in said]
        return self._by_spelling[max(inside, key=len)] if inside else None

    def remedy(self, word: str) -> str:
        """Say what to write instead of a word that is not known."""
        what = SINGULAR[self.section]
        if (slug := self.near(word)) is not None:
            return f"{cut(word)!r} is not a known {what}; did you mean {slug!r}?"
        return one_of(word, self.entries, what=what)

    def name(self, slug: str) -> str:
        """Give the name that readers see."""
        return self.entries[slug].name

    def resolve(self, document: Document, where: str, words: Iterable[str]) -> tuple[tuple[str, ...], list[Problem]]:
        """Give the slugs of a list of words without doubles, and a problem for each word that is not known."""
        found: dict[str, None] = {}
        problems: list[Problem] = []
        for number, word in enumerate(words):
            slug = self.find(word)
            if slug is None:
                remedy = f"{self.remedy(word)} (the list is {self.section} in content/vocabulary.yaml)"
                problems.append(document.problem(f"{where}.{number}", remedy))
            else:
                found[slug] = None
        return tuple(found), problems

    def resolve_one(self, document: Document, where: str, word: str) -> tuple[str, list[Problem]]:
        """Give the slug of one word, or the word itself and a problem."""
        slug = self.find(word)
        if slug is not None:
            return slug, []
        return word, [document.problem(where, f"{self.remedy(word)} (the list is {self.section} in content/vocabulary.yaml)")]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All sections of the file."""

    categories: Terms
    series: Terms
    tags: Terms
    resource_categories: Terms
    tip_topics: Terms
    service_groups: Terms
    services: Terms
    tools: Terms
    industries: Terms

    @classmethod
    def empty(cls) -> Vocabulary:
        """Give a vocabulary without words that takes every word, to go on with when the file could not be read."""
        return cls(*(Terms(section, {}, {}, is_open=True) for section in SECTIONS))


def read_vocabulary(file: Path, shown: str) -> tuple[Vocabulary, list[Problem]]:
    """Read content/vocabulary.yaml. With problems, the vocabulary holds what could be read, or nothing."""
    if not file.is_file():
        return Vocabulary.empty(), [Problem(shown, 1, "", "is missing; the site needs this list of its words")]
    text, problems = read_text(file, shown)
    if text is None:
        return Vocabulary.empty(), problems
    try:
        data = load(text)
    except YamlError as error:
        return Vocabulary.empty(), [Problem(shown, error.line, error.field, error.remedy)]
    if not isinstance(data, dict):
        return Vocabulary.empty(), [Problem(shown, 1, "", "the file must be lists of words, each under its name, like categories:")]
    document = Document(shown, "vocabulary", data, "", 1, text, 1)
    model, problems = validate(VocabularyFile, document)
    if model is None:
        return Vocabulary.empty(), problems
    sections = {section: getattr(model, section) for section in SECTIONS}
    for section, entries in sections.items():
        problems += _clashes(document, section, entries)
    for slug, entry in model.services.items():
        if entry.group not in model.service_groups:
            remedy = one_of(entry.group, model.service_groups, what="service group") if entry.group else "is missing; add it"
            problems.append(document.problem(f"services.{slug}.group", remedy))
    return Vocabulary(*(Terms.of(section, entries) for section, entries in sections.items())), problems


def _clashes(document: Document, section: str, entries: Mapping[str, Entry]) -> list[Problem]:
    """One spelling under two entries would make the reading depend on their order."""
    seen: dict[str, str] = {}
    problems: list[Problem] = []
    for slug, entry in entries.items():
        for word in {fold(word): word for word in (*reversed(entry.synonyms), entry.name, slug)}.values():
            other = seen.setdefault(fold(word), slug)
            if other != slug:
                remedy = f"{word!r} is a spelling of {other!r} too; keep it under one of them"
                problems.append(document.problem(f"{section}.{slug}", remedy))
    return problems
