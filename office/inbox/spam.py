"""How much a submission looks like spam, and why, in words. Pure: what is known of it comes in, a score comes out.

Nothing is decided here. A high score puts a submission on its own pile, where the owner reads it like any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .learner import Opinion
from .record import Submission, folded

SUSPECTED_FROM = 0.6
_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)
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


def _flag(submission: Submission) -> Iterable[Sign]:
    if submission.spam == "honeypot":
        yield 0.95, "a field that people do not see was filled in"
    elif submission.spam:
        yield 0.7, "the form service calls it spam"


def _links(text: str) -> Iterable[Sign]:
    count = len(_LINK.findall(text))
    if count > 1:
        yield min(0.8, 0.15 * count), f"{count} links"


def _phrases(text: str, phrases: Sequence[str]) -> Iterable[Sign]:
    plain = f" {folded(text)} "
    found = [phrase for phrase in phrases if f" {folded(phrase)}" in plain]
    if found:
        yield min(0.9, 0.5 + 0.15 * len(found)), "says " + ", ".join(f"“{phrase}”" for phrase in found[:3])


def _script(text: str, language: str) -> Iterable[Sign]:
    own = SCRIPTS.get(language.split("-")[0].lower())
    letters = [letter for letter in text if letter.isalpha()]
    if own is None or len(letters) < 12:
        return
    counts = Counter(unicodedata.name(letter, "UNKNOWN").split(" ")[0] for letter in letters)
    script, number = counts.most_common(1)[0]
    # Japanese is written in three scripts, so that none of them is foreign to it.
    if script != own and not (own == "HIRAGANA" and script in ("KATAKANA", "CJK")) and number > len(letters) / 2:
        yield 0.65, f"mostly {script.lower()} letters"


def _shape(submission: Submission, text: str) -> Iterable[Sign]:
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) > 40 and sum(letter.isupper() for letter in letters) > 0.7 * len(letters):
        yield 0.3, "nearly all in capitals"
    name = submission.fields.get("name", "")
    if _LINK.search(name):
        yield 0.6, "an address where the name should be"


def _repeated(seen_before: int) -> Iterable[Sign]:
    if seen_before:
        times = {1: "once", 2: "twice"}.get(seen_before, f"{seen_before} times")
        yield min(0.9, 0.35 + 0.15 * seen_before), f"text seen {times} before"


def _learnt(opinion: Opinion | None) -> Iterable[Sign]:
    if opinion is not None and opinion.probability > 0.7:
        words = f" (words such as {', '.join(opinion.telling)})" if opinion.telling else ""
        yield (opinion.probability - 0.5) * 1.8, f"like what you called spam before{words}"
