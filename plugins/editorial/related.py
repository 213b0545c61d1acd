"""Which articles are about the same things: TF-IDF over title, tags and text, in whole numbers.

Whole numbers, and ties broken by name, give the same answer on every machine. The time grows with the number of
articles and no faster: each article keeps its few weightiest words, and each word its few weightiest articles.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import isqrt

WORDS_KEPT = 16  # of one article
ARTICLES_KEPT = 40  # of one word
MOST_CHARACTERS = 12_000  # of a text; what it is about is said by then
MOST_TIMES = 5  # a word that is repeated on and on counts as often as this
IN_TITLE, IN_TAGS = 4, 4  # how many mentions in the text one of these is worth
EXPLAINED_BY = 3  # shared words that are named
LEAST = 30  # thousandths of likeness below which two articles have nothing to do with each other
_TAG = re.compile(r"<[^>]*>|&#?\w+;")
_WORD = re.compile(r"[^\W\d_]{3,}")
# They stand in nearly every English text. In other languages their frequency tells them as well, only a little later.
_SAYS_NOTHING = frozenset(
    (
        "about", "after", "again", "all", "also", "and", "any", "are", "because", "been", "before", "but", "can",
        "could", "did", "does", "don", "each", "for", "from", "get", "had", "has", "have", "her", "here", "him",
        "his", "how", "into", "its", "just", "like", "made", "make", "many", "may", "more", "most", "much", "must",
        "not", "now", "off", "one", "only", "other", "our", "out", "over", "own", "same", "say", "she", "should",
        "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those",
        "through", "too", "two", "under", "until", "was", "way", "well", "were", "what", "when", "where", "which",
        "while", "who", "whom", "whose", "why", "will", "with", "would", "you", "your",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of an article. `html` is its rendered text."""

    slug: str
    title: str
    tags: tuple[str, ...]
    html: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another article, the likeness in thousandths, and the words that both share, the weightiest first."""

    slug: str
    likeness: int
    words: tuple[str, ...]


def related(texts: Sequence[Text], most: int = 6) -> Mapping[str, tuple[Related, ...]]:
    """Give for each article those that are most like it, at most `most`. The order of `texts` does not matter."""
    ordered = sorted(texts, key=lambda one: one.slug)
    counts = [_counted(one) for one in ordered]
    rarity = _rarity(counts)
    kept = [_weightiest(one, rarity) for one in counts]
    lengths = [max(1, isqrt(sum(weight * weight for weight in one.values()))) for one in kept]
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, words in enumerate(kept):
        for word, weight in words.items():
            postings[word].append((-weight, number))
    for word, entries in postings.items():
        if len(entries) > ARTICLES_KEPT:
            postings[word] = nsmallest(ARTICLES_KEPT, entries)
    found: dict[str, tuple[Related, ...]] = {}
    for number, words in enumerate(kept):
        products: dict[int, int] = defaultdict(int)
        for word, weight in words.items():
            for negative, other in postings[word]:
                products[other] -= weight * negative
        products.pop(number, None)
        scored = [(-min(1000, 1000 * product // (lengths[number] * lengths[other])), other) for other, product in products.items()]
        best = nsmallest(most, [one for one in scored if one[0] <= -LEAST])
        found[ordered[number].slug] = tuple(
            Related(ordered[other].slug, -negative, _shared(words, kept[other])) for negative, other in best
        )
    return found


def _counted(text: Text) -> Counter[str]:
    """Count the words of an article, those of its title and tags several times."""
    words = Counter(_WORD.findall(_TAG.sub(" ", text.html[:MOST_CHARACTERS]).lower()))
    for word, count in words.items():
        if count > MOST_TIMES:
            words[word] = MOST_TIMES
    for word in _WORD.findall(text.title.lower()):
        words[word] += IN_TITLE
    for word in _WORD.findall(" ".join(text.tags).lower()):
        words[word] += IN_TAGS
    return words


def _rarity(counts: Sequence[Counter[str]]) -> dict[str, int]:
    """Give 16 times the binary logarithm of how rare each word is, rounded down; what cannot tell articles apart is left out."""
    in_articles: Counter[str] = Counter()
    for one in counts:
        in_articles.update(one.keys())
    total = len(counts)
    common = max(8, total // 4)
    levels: dict[int, int] = {}
    rarity = {}
    for word, number in in_articles.items():
        if 2 <= number <= common and word not in _SAYS_NOTHING:
            if number not in levels:
                # floor(16 * log2(x)) is the length of x to the sixteenth in bits, less one.
                levels[number] = max(1, (max(1, total // number) ** 16).bit_length() - 1)
            rarity[word] = levels[number]
    return rarity


def _weightiest(words: Counter[str], rarity: Mapping[str, int]) -> dict[str, int]:
    weights = [(-count * rarity[word], word) for word, count in words.items() if word in rarity]
    return {word: -weight for weight, word in nsmallest(WORDS_KEPT, weights)}


def _shared(one: Mapping[str, int], other: Mapping[str, int]) -> tuple[str, ...]:
    both = [(-weight * other[word], word) for word, weight in one.items() if word in other]
    return tuple(word for _, word in sorted(both)[:EXPLAINED_BY])
