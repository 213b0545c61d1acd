"""How much a submission looks like spam, and why, in words. Pure: what is known of it comes in, a score comes out.

Nothing is decided here. A high score puts a submission on its own pile, where the owner reads it like any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_uppercase

from .learner import Opinion
from .record import Submission, folded

SUSPECTED_FROM = 0.6
_ENOUGH = 1_000  # characters to tell a script by
_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)
# What people call the letters that have other names in Unicode.
_CALLED = {"CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
# What the site's language is written in, by the first words of the letters' Unicode names.
SCRIPTS = {
    "en": "LATIN", "de": "LATIN", "fr": "LATIN", "es": "LATIN", "pt": "LATIN", "it": "LATIN", "nl": "LATIN",
    "pl": "LATIN", "el": "GREEK", "ru": "CYRILLIC", "uk": "CYRILLIC", "bg": "CYRILLIC", "ar": "ARABIC",
    "he": "HEBREW", "ja": "HIRAGANA", "zh": "CJK", "ko": "HANGUL", "hi": "DEVANAGARI",
}  # fmt: skip
# Wordings that hardly ever come from a reader of this site. The owner's own go into private/phrases.txt.
PHRASES = (
    "backlink", "guest post on your site", "increase your traffic", "rank on google", "seo service", "seo expert",
    "domain authority", "casino", "crypto investment", "forex", "payday loan", "viagra", "cialis", "replica watches",
    "buy followers", "web traffic to your", "million dollar", "click here now", "100 free", "work from home and earn",
    "whatsapp me", "telegram channel", "adult dating", "escort", "weight loss pills", "make money fast",
)  # fmt: skip
_OURS = frozenset(PHRASES)
_WORDS = frozenset(phrase for phrase in PHRASES if " " not in phrase)


@dataclass(frozen=True, slots=True)
class Score:
    """A number from 0 to 1, and the reasons for it, the strongest first."""

    value: float
    reasons: tuple[str, ...]

    @property
    def suspected(self) -> bool:
        """Whether it waits on the pile of suspected spam."""
        return self.value >= SUSPECTED_FROM


def score(
    submission: Submission, *, seen_before: int = 0, opinion: Opinion | None = None, language: str = "en",
    phrases: Sequence[str] = PHRASES,
) -> Score:
    """Give the score of a submission.

    `seen_before` is how many earlier submissions said the same in other case, spacing or punctuation; `opinion` is
    the learner's; `language` is the site's, as a BCP 47 code.
    """
    text = submission.said
    signs = [
        *_flag(submission),
        *_links(text),
        *_phrases(text, phrases),
        *_script(text, language),
        *_shape(submission, text),
        *_repeated(seen_before),
        *_learnt(opinion),
    ]
    signs.sort(key=lambda sign: -sign[0])
    rest = 1.0
    for weight, _ in signs:
        rest *= 1 - weight
    return Score(round(1 - rest, 3), tuple(words for _, words in signs))


Sign = tuple[float, str]
HASTY = "hasty"  # the receiver's flag for a form that came faster than a person writes


def _flag(submission: Submission) -> Iterable[Sign]:
    if submission.spam == "honeypot":
        yield 0.95, "a field that people do not see was filled in"
    elif submission.spam == HASTY:
        yield 0.6, "sent within seconds of another form"
    elif submission.spam:
        yield 0.7, "the form service calls it spam"


def _links(text: str) -> Iterable[Sign]:
    count = len(_LINK.findall(text))
    if count:
        yield min(0.8, 0.05 + 0.15 * count), f"{count} link{'s' if count > 1 else ''}"


def _phrases(text: str, phrases: Sequence[str]) -> Iterable[Sign]:
    plain = f" {folded(text)}"
    found = [phrase for phrase, begun in _begun(tuple(phrases)) if begun in plain and (phrase not in _OURS or _is_whole(begun, plain))]
    if found:
        # One word alone can be a reader's, who keeps the books of a casino.
        weight = 0.5 if len(found) == 1 and found[0] in _WORDS else min(0.9, 0.5 + 0.15 * len(found))
        yield weight, "says " + ", ".join(f"“{phrase}”" for phrase in found[:3])


@lru_cache(maxsize=8)
def _begun(phrases: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give each phrase with how it stands in a folded text: at the beginning of a word."""
    return tuple((phrase, f" {folded(phrase)}") for phrase in phrases)


def _is_whole(begun: str, plain: str) -> bool:
    """Whether a phrase stands there itself or with an ending, as in backlinks: "100 free" is not said of 100 freelancers."""
    return re.search(rf"{re.escape(begun)}\w{{0,3}}(?!\w)", plain) is not None


def _script(text: str, language: str) -> Iterable[Sign]:
    own = SCRIPTS.get(language.split("-")[0].lower())
    if own is None or (own == "LATIN" and text.isascii()):
        return
    letters = [letter for letter in text[:_ENOUGH] if letter.isalpha()]
    if len(letters) < 12:
        return
    if own == "LATIN" and 2 * sum(map(str.isascii, letters)) >= len(letters):
        return  # half of them are at home without looking closer
    counts = Counter(unicodedata.name(letter, "UNKNOWN").split(" ")[0] for letter in letters)
    # Japanese is written in three scripts, so that none of them is foreign to it.
    home = ("HIRAGANA", "KATAKANA", "CJK") if own == "HIRAGANA" else (own,)
    foreign = Counter({script: number for script, number in counts.items() if not script.startswith(home)})
    if foreign.total() > len(letters) / 2:
        script = foreign.most_common(1)[0][0]
        yield 0.65, f"mostly {_CALLED.get(script, script.capitalize())} letters"


def _shape(submission: Submission, text: str) -> Iterable[Sign]:
    # Without the letters that can be no capitals, such as Chinese ones.
    large = _capitals(text)
    small = sum(map(str.islower, text)) if large > 28 else 0  # fewer can be no 0.7 of more than 40
    if small + large > 40 and large > 0.7 * (small + large):
        yield 0.3, "nearly all in capitals"
    name = submission.fields.get("name", "")
    if _LINK.search(name):
        yield 0.6, "an address where the name should be"


def _capitals(text: str) -> int:
    return sum(map(text.count, ascii_uppercase)) if text.isascii() else sum(map(str.isupper, text))


def _repeated(seen_before: int) -> Iterable[Sign]:
    if seen_before:
        times = {1: "once", 2: "twice"}.get(seen_before, f"{seen_before} times")
        yield min(0.9, 0.35 + 0.15 * seen_before), f"text seen {times} before"


def _learnt(opinion: Opinion | None) -> Iterable[Sign]:
    if opinion is not None and opinion.probability > 0.7:
        words = f" (words such as {', '.join(opinion.telling)})" if opinion.telling else ""
        yield (opinion.probability - 0.5) * 1.8, f"like what you called spam before{words}"
