"""What a client's own words mean in the words of the directory. docs/ranking.md is the specification of this file.

theme/static/js/words.js does the same in the browser; tests/fixtures/ranking/cases.json holds both to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hub_core.languages import language_name
from hub_core.vocabulary import Vocabulary

KINDS = ("services", "tools", "industries", "languages")
MAX_TASK = 5_000  # characters of a task that are read
_WIDTH = 4  # tokens among which the words of one spelling may be spread
_TOKEN = re.compile(r"[^\W_]+")
_ASCII_TOKEN = re.compile(r"[a-z0-9]+")
_SENTENCE = re.compile(r"[.!?;][ \t\r\n]|\n")
_ENDINGS = ("ment", "ing", "ion", "er", "or", "ed")
# Words of everyday English that are also names of tools or trades: they count alone only as a name is written.
_EVERYDAY = frozenset(
    ("art", "book", "books", "buffer", "ea", "it", "kit", "make", "minute", "minutes", "notion", "polish", "return", "returns",
     "sage", "team", "teams", "trade", "trades", "training", "wave", "woo")
)  # fmt: skip
_NEVER = frozenset(("monday",))  # written like the name on any day
_NOT = frozenset(("except", "excluding", "never", "no", "not", "without"))
_STOP = frozenset(
    ("a", "about", "all", "an", "and", "any", "anything", "are", "as", "at", "be", "by", "for", "from", "have", "in",
     "is", "it", "me", "my", "of", "on", "or", "our", "that", "the", "their", "them", "to", "us", "who", "with", "work",
     "your")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as it is written, in small letters, and the number of its sentence; `first` in that or not."""

    written: str
    low: str
    sentence: int
    first: bool


def plain(text: str) -> str:
    """Give a text without accents, case kept."""
    if text.isascii():
        return text
    return "".join(one for one in unicodedata.normalize("NFKD", text) if unicodedata.category(one)[0] != "M").replace("ß", "ss")


def tokens(text: str) -> list[Token]:
    """Give the words of a text, at most 5,000 characters of it."""
    found: list[Token] = []
    for number, sentence in enumerate(_SENTENCE.split(plain(text[:MAX_TASK]))):
        for place, word in enumerate(_TOKEN.findall(sentence)):
            found.append(Token(word, word.lower(), number, place == 0))
    return found


def different_words(text: str) -> set[str]:
    """Give the words of a text as `tokens` reads them, each once, in small letters."""
    text = plain(text[:MAX_TASK])
    if text.isascii():  # as below, in half the time
        return set(_ASCII_TOKEN.findall(text.lower()))
    return {word.lower() for word in set(_TOKEN.findall(text))}  # none goes on into the next sentence


@lru_cache(maxsize=65_536)
def singular(word: str) -> str:
    """Give a word in small letters without the ending of a plural."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Give the part that `invoice`, `invoices` and `invoicing` share. Four letters at least always stay."""
    word = singular(word)
    while ending := next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= 4), ""):
        word = word[: -len(ending)]
        if word[-1] == word[-2] and word[-1] not in "aeioulsz":
            word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@dataclass(frozen=True, slots=True)
class Terms:
    """One kind of words: names by slug, and the ways from spellings to slugs.

    `exact` and `stems` are keyed by the words of a spelling joined without a space; `spread` holds, by the number of
    words, the sets of stems that may stand apart from one another.
    """

    names: Mapping[str, str]
    exact: Mapping[str, str]
    stems: Mapping[str, str]
    spread: Mapping[int, Sequence[tuple[frozenset[str], str]]]
    spelled: frozenset[str]
    longest: int


@dataclass(frozen=True, slots=True)
class Words:
    """All words of the directory, by kind."""

    services: Terms
    tools: Terms
    industries: Terms
    languages: Terms

    @classmethod
    def of(cls, plain_words: Mapping[str, Iterable[Sequence[Any]]]) -> Words:
        """Make them from what `plain_words` gives."""
        return cls(*(_terms(kind, plain_words[kind]) for kind in KINDS))

    def name(self, kind: str, slug: str) -> str:
        """Give a word as it stands inside a sentence: `bookkeeping`, `CRM upkeep`, `Xero`, `French`."""
        terms: Terms = getattr(self, kind)
        name = terms.names.get(slug, slug)
        inside = kind in ("services", "industries") and not name[1:2].isupper()
        return name[:1].lower() + name[1:] if inside else name


def plain_words(vocabulary: Vocabulary, languages: Iterable[str]) -> dict[str, list[list[Any]]]:
    """Give the words as plain data: by kind, `[slug, name, [synonym, ...]]`. `languages` are the codes that members have."""
    found: dict[str, list[list[Any]]] = {
        kind: [[slug, entry.name, list(entry.synonyms)] for slug, entry in getattr(vocabulary, kind).entries.items()]
        for kind in KINDS[:3]
    }
    codes = {code for one in languages for code in (one, one.partition("-")[0])}
    found["languages"] = [[code, language_name(code), []] for code in sorted(codes)]
    return found


def _terms(kind: str, entries: Iterable[Sequence[Any]]) -> Terms:
    change = stem if kind == "services" else singular
    names: dict[str, str] = {}
    exact: dict[str, str] = {}
    own: dict[str, str] = {}
    stems: dict[str, str] = {}
    spread: dict[int, list[tuple[frozenset[str], str]]] = {}
    spelled: set[str] = set()
    longest = 1
    for slug, name, synonyms in entries:
        names[slug] = name
        # The code of a language is no word: "it" and "no" are two.
        for place, spelling in enumerate((name, *synonyms) if kind == "languages" else (name, slug, *synonyms)):
            words = [one.low for one in tokens(spelling)]
            if not words:
                continue
            spelled.update(one.written for one in tokens(spelling))
            longest = max(longest, len(words))
            (own if place < 2 else exact)["".join(words)] = slug
            key = "".join(change(word) for word in words)
            # What two entries could claim is neither's; their exact spellings still are.
            stems[key] = slug if stems.get(key, slug) == slug else ""
            parts = frozenset(stem(word) for word in words if word not in _STOP)
            if kind == "services" and len(parts) > 1 and (parts, slug) not in spread.setdefault(len(parts), []):
                spread[len(parts)].append((parts, slug))
    return Terms(names, exact | own, stems, spread, frozenset(spelled), max(longest, 2))


def resolve(terms: Terms, word: str) -> str | None:
    """Give the slug of a word that a form or an address names, or None. A slug is its own spelling."""
    if word in terms.names:
        return word
    words = [one.low for one in tokens(word)]
    return terms.exact.get("".join(words)) or terms.stems.get("".join(stem(one) for one in words)) or None


def find(text: Sequence[Token], words: Words) -> dict[str, tuple[str, ...]]:
    """Give what a text names, by kind, in its order. What stands after "no" or "without" is left out.

    A word inside a longer name of a service or a tool says nothing else: "social media" is not the trade of media.
    """
    inside: set[int] = set()
    found: dict[str, tuple[str, ...]] = {}
    for kind in KINDS:
        hits = _hits(text, getattr(words, kind), kind, inside if kind in KINDS[2:] else set())
        inside |= {place for places, _ in hits if len(places) > 1 for place in places}
        named = {places[0]: slug for places, slug in hits if not _refused(text, places[0])}
        found[kind] = tuple(dict.fromkeys(named[place] for place in sorted(named)))
    return found


def _hits(text: Sequence[Token], terms: Terms, kind: str, inside: Container[int]) -> list[tuple[Sequence[int], str]]:
    """Give the places of each name, and its slug. The longest names are taken first; each word is used once."""
    change = stem if kind == "services" else singular
    changed = [change(one.low) for one in text]
    free = [True] * len(text)
    hits: list[tuple[Sequence[int], str]] = []

    def take(places: Sequence[int], slug: str) -> None:
        for place in places:
            free[place] = False
        hits.append((places, slug))

    for count in range(terms.longest, 0, -1):
        for start in range(len(text) - count + 1):
            run = range(start, start + count)
            if not all(free[place] for place in run) or text[start].sentence != text[run[-1]].sentence:
                continue
            slug = terms.exact.get("".join(text[place].low for place in run))
            slug = slug or terms.stems.get("".join(changed[place] for place in run))
            if slug and (count > 1 or (start not in inside and _counts(text[start], terms, kind))):
                take(run, slug)
        for start in range(len(text)):
            if hit := _spread(text, changed, free, start, terms.spread.get(count, ())):
                take(*hit)
    return hits


def _counts(token: Token, terms: Terms, kind: str) -> bool:
    if token.low in _NEVER:
        return False
    if token.low in _EVERYDAY:
        return token.written in terms.spelled and token.written != token.low and (not token.first or token.written.isupper())
    return kind != "languages" or token.written in terms.spelled


def _refused(text: Sequence[Token], place: int) -> bool:
    before = place - 1
    if before >= 0 and text[before].low == "any":
        before -= 1
    return before >= 0 and text[before].sentence == text[place].sentence and text[before].low in _NOT


def _spread(
    text: Sequence[Token], changed: Sequence[str], free: Sequence[bool], start: int,
    spellings: Sequence[tuple[frozenset[str], str]],
) -> tuple[list[int], str] | None:  # fmt: skip
    if not spellings or not free[start]:
        return None
    places: dict[str, int] = {}
    for place in range(start, min(start + _WIDTH, len(text))):
        if text[place].sentence == text[start].sentence and free[place]:
            places.setdefault(changed[place], place)
    for parts, slug in spellings:
        if changed[start] in parts and all(part in places for part in parts):
            return sorted(places[part] for part in parts), slug
    return None


def content(text: Sequence[Token]) -> Iterator[str]:
    """Give the stems of a text's words, without those that say nothing alone."""
    return (stem(one.low) for one in text if one.low not in _STOP)
