"""One record for everything that visitors send, and the marks by which the same thing is known again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from forms.catalogue import FORMS, RATING
from forms.model import LONG, in_a_line, readable, validate

# Two sendings of the same words by the same person are one within this time. A day, because exports of some
# services carry dates without a time zone, so that one submission can seem to be many hours from itself.
SAME_WITHIN = dt.timedelta(hours=24)
LONGEST_EMAIL = 254  # signs, by the rules of mail; the tables have room for no more
# What says who wrote and where rather than what was said.
_AROUND = frozenset({"email", "article", "reply_to", "notify"})
_TICKED, _NOT_TICKED = {"yes", "true", "on", "1"}, {"no", "false", "off", "0"}  # as spreadsheets and form services write a box
_SHORT = 30  # letters; a text of fewer, such as a word of thanks, is said by many people
_TEXTS = {form.id: tuple(one.name for one in form.fields if one.kind == "textarea") for form in FORMS.values()}
# Forms that have nothing to say but one of a few answers, so that many send the same, and one person again what she sent before.
WORDLESS = frozenset({RATING.id})


@dataclass(frozen=True, slots=True)
class Submission:
    """What one visitor sent with one form.

    `source` is the form service; `source_id` its own id, or "". `received` is in UTC. `fields` are the form's own
    fields and no others. `page` is the path of the page it was sent from, or "". `spam` is the service's own flag.
    """

    source: str
    source_id: str
    form: str
    received: dt.datetime
    fields: Mapping[str, str]
    page: str = ""
    spam: str = ""

    @property
    def email(self) -> str:
        """The sender's address in the form in which two writings of it are equal, or "". Spam may hold a longer one than there is."""
        return self.fields.get("email", "").strip().casefold()[:LONGEST_EMAIL]

    @property
    def id_key(self) -> str | None:
        """The mark of a submission that its service gave an id, or None."""
        return f"{self.source}:{self.form}:{self.source_id}" if self.source_id else None

    @property
    def content_key(self) -> str:
        """The mark of what was said, by whom, with which form; the same words give the same mark from any service.

        A rating says the same from many, and the same person may come back to it: there its id or its moment is the mark.
        """
        said = {name: value.strip() for name, value in self.fields.items() if name != "email" and value.strip()}
        own = "" if self._has_words else self.source_id or self.received.isoformat(timespec="seconds")
        return _digest(self.form, self.email, own, json.dumps(said, sort_keys=True, ensure_ascii=False))

    @property
    def near_key(self) -> str:
        """The mark that does not change with case, spacing, accents and punctuation, nor with another address."""
        if not self._has_words:
            return self.content_key
        hidden = "email" if self._texts else ""
        words = {name: folded(value) or value.strip() for name, value in sorted(self.fields.items()) if name not in (hidden, "notify")}
        return _digest(self.form, json.dumps({name: value for name, value in words.items() if value}, ensure_ascii=False))

    @property
    def text_key(self) -> str:
        """The mark of the text alone, whoever sent it and from where, or "" where it is too short to be telling."""
        words = " ".join(folded(value) for value in self._texts)
        return _digest(words) if len(words) >= _SHORT else ""

    @property
    def said(self) -> str:
        """What was said, without the sender's address: what spam is told by, and what the learner sees."""
        return "\n".join(value for name, value in self.fields.items() if name not in _AROUND)

    @property
    def _texts(self) -> list[str]:
        return [self.fields[name] for name in _TEXTS.get(self.form, ()) if name in self.fields]

    @property
    def _has_words(self) -> bool:
        return self.form not in WORDLESS


def accept(
    source: str, form_id: str, fields: Mapping[str, str], received: dt.datetime, *, source_id: str = "", page: str = "",
    spam: str = "",
) -> tuple[Submission | None, str]:
    """Give the submission of some fields, or why it is refused.

    Only the form's own fields are kept. `received` has a time zone. The reason names fields and never what they held.
    What is `spam` by its service's word is not refused for its mistakes: it is kept as far as it can be shown.
    """
    form = FORMS.get(form_id)
    if form is None:
        return None, f"there is no form {form_id[:40]!r}"
    if received.tzinfo is None:
        return None, "the date has no time zone"
    given = {name: value for name, value in fields.items() if name in form.names}
    for one in form.fields:  # a tick for what cannot be done, such as a letter without an address, costs nobody her words
        if one.needs and not given.get(one.needs, "").strip():
            given.pop(one.name, None)
        if one.kind == "checkbox" and (tick := given.get(one.name, "").strip().casefold()):
            if tick in _TICKED:
                given[one.name] = "yes"
            elif tick in _NOT_TICKED:
                given.pop(one.name)
    cleaned, errors = validate(form, given, elsewhere=True)
    if errors and not spam:
        return None, f"{in_a_line(errors)}."
    for name, _ in errors:
        if rest := readable(fields.get(name, "")).strip()[:LONG]:
            cleaned[name] = rest
    if not cleaned:
        return None, "none of the form's fields is filled"
    flag = readable(spam)[:80] or ("the service" if spam else "")
    return Submission(source, source_id[:200], form_id, received.astimezone(dt.UTC), cleaned, readable(page)[:300], flag), ""


class _Folding(dict[int, str]):
    """What becomes of each character, found out once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = found = "" if unicodedata.combining(letter) else letter if letter.isalnum() else " "
        return found


_FOLDING = _Folding()


@lru_cache(maxsize=64)
def folded(text: str) -> str:
    """Give a text without case, accents, punctuation and double spaces."""
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(plain.translate(_FOLDING).split())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:32]
