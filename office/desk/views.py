"""What the Desk's pages show, as plain data. Visitors' text becomes HTML through the site's one sanitiser alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from markupsafe import Markup

from forms.catalogue import FORMS
from forms.model import Field
from hub_core import addresses as paths
from hub_core.addresses import Addresses
from hub_core.clock import day_in_words
from hub_core.safe_html import MAX_CHARACTERS, visitor_html
from office.inbox.afterwards import before
from office.inbox.entries.reading import SHOWN_AS_FILES
from office.inbox.record import Submission

from .preview import article
from .queue import Decision, Entry

EXCERPT = 700  # characters of one text in the list; the entry's own page shows all
# What a browser would not show, or would turn around. The visitor's program may send it; the owner has to see it.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# What a decision is called in the queue of each form, and when it was made.
APPROVE = {
    "comment": "Publish", "rating": "Count it", "referral-request": "Open a lead", "list-me": "Publish", "change-entry": "Publish",
    "submit-article": "Keep as a draft",
}  # fmt: skip
WISHES = {"pause": "Pause the entry", "leave": "Take the page down", "back": "Open the entry again"}
ENDED = {"approve": "Published", "draft": "Kept as a draft", "done": "Done", "reject": "Rejected", "spam": "Called spam", "edit": "Changed", "reply": "Answered"}
STATES = {"new": "still new", "suspected": "suspected spam", "approved": "published", "rejected": "rejected", "spam": "spam", "done": "done"}
_SOURCES = {"receiver": "this site’s own receiver"}
_HEART = {"comment": "text", "contact": "message"}
_SAID_IN_HEAD = ("article", "name", "email", "reply_to")


@dataclass(frozen=True, slots=True)
class Said:
    """One field of a submission: its label, and what stands in it as safe HTML or as a plain line.

    What the whole form is for, such as the text of a comment, has no label.
    """

    label: str
    html: Markup
    is_text: bool
    is_cut: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry of the queue. `about` is `(title, address on the site)` of its article, or None."""

    number: int
    title: str
    form: str
    about: tuple[str, str] | None
    received: str
    received_iso: str
    source: str
    state: str
    waits: bool
    approve: str
    score: str
    reasons: tuple[str, ...]
    said: tuple[Said, ...]
    email: str
    alike: str
    beside: str
    decided: str
    near_key: str
    becomes_file: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns entries into views. `zone` is the site's time zone."""

    root: Path
    addresses: Addresses
    zone: str

    def entry(self, entry: Entry, *, whole: bool = False) -> EntryView:
        """Give the view of an entry; with `whole` its texts are not cut."""
        stored, submission = entry.stored, entry.stored.submission
        received = submission.received.astimezone(ZoneInfo(self.zone))
        waits = stored.state in ("new", "suspected")
        return EntryView(
            number=stored.id,
            title=title(submission),
            form=submission.form,
            about=self.about(submission),
            received=moment(received, self.zone),
            received_iso=received.isoformat(timespec="seconds"),
            source=_SOURCES.get(submission.source) or clean(submission.source),
            state=stored.state,
            waits=waits,
            approve=WISHES.get(submission.fields.get("wish", ""), "") or APPROVE.get(submission.form, "Done"),
            score=score_words(stored.score),
            reasons=tuple(clean(reason) for reason in stored.reasons),
            said=tuple(_said(submission, MAX_CHARACTERS if whole else EXCERPT)),
            email=clean(submission.fields.get("email", "")),
            alike=alike_words(entry.alike),
            beside=entry.beside or (before(submission.form) if waits else ""),
            decided=self.decision(entry.decision) if entry.decision else "",
            near_key=stored.near_key,
            becomes_file=submission.form in SHOWN_AS_FILES,
        )

    def about(self, submission: Submission) -> tuple[str, str] | None:
        """Give the title and address of the article that a submission is about."""
        if "article" not in submission.fields:
            return None
        found = article(self.root, submission.fields["article"])
        return (found.title, self.addresses.href(paths.article(found.slug))) if found else ("an article that is not there", "")

    def decision(self, decision: Decision) -> str:
        """Give a decision in words: `Published on 14 September 2026, 11:30`."""
        return f"{ENDED.get(decision.action, decision.action)} on {moment(decision.at, self.zone)}"


def title(submission: Submission) -> str:
    """Name a submission: its form, and who sent it."""
    form = FORMS.get(submission.form)
    kind = _KINDS.get(submission.form) or (form.title if form else "Submission")
    name = clean(submission.fields.get("name", "")).strip()[:80]
    return f"{kind} from {name}" if name else kind


_KINDS = {
    "comment": "Comment", "rating": "Rating", "newsletter": "Sign-up for the newsletter", "contact": "Message",
    "referral-request": "Request for a VA", "list-me": "Entry for the directory", "change-entry": "Change of an entry",
    "pause-entry": "Pause or leave", "suggest-resource": "Suggested resource", "submit-article": "Article",
}  # fmt: skip


def form_name(form_id: str) -> str:
    """Give what the queue of a form is called."""
    return {
        "comment": "Comments", "rating": "Ratings", "newsletter": "Newsletter", "contact": "Messages",
        "referral-request": "Requests", "list-me": "New entries", "change-entry": "Changes of entries", "pause-entry": "Pauses and leaves",
        "suggest-resource": "Suggestions", "submit-article": "Articles",
    }.get(form_id, form_id)  # fmt: skip


def moment(at: dt.datetime, zone: str) -> str:
    """Give a moment in words, in the site's time zone."""
    here = at.astimezone(ZoneInfo(zone))
    return f"{day_in_words(here)}, {here:%H:%M}"


def score_words(score: float) -> str:
    """Give a spam score in words, with its number."""
    if score <= 0:
        return "No sign of spam"
    steps = ((0.3, "Hardly any sign of spam"), (0.6, "Some signs of spam"), (0.85, "Probably spam"))
    words = next((words for limit, words in steps if score < limit), "Almost certainly spam")
    return f"{words} ({score:.2f} of 1)"


def alike_words(alike: Mapping[str, int]) -> str:
    """Say how many others say the same, and where they stand, or ""."""
    if not alike:
        return ""
    total = sum(alike.values())
    parts = [f"{alike[state]} {words}" for state, words in STATES.items() if alike.get(state)]
    return f"{total} other{'s' if total > 1 else ''} say{'' if total > 1 else 's'} the same: {', '.join(parts)}"


def groups(entries: Sequence[EntryView]) -> list[tuple[EntryView, list[EntryView]]]:
    """Put the entries of a page that say the same below the first of them."""
    first: dict[str, list[EntryView]] = {}
    found: list[tuple[EntryView, list[EntryView]]] = []
    for one in entries:
        if one.alike and one.near_key in first:
            first[one.near_key].append(one)
        else:
            rest: list[EntryView] = []
            first.setdefault(one.near_key, rest)
            found.append((one, rest))
    return found


def owner_label(label: str) -> str:
    """Give a field's label as the owner reads it: `Your name` is what visitors are asked for."""
    bare = label.removeprefix("Your ")
    return bare[:1].upper() + bare[1:]


def clean(text: str) -> str:
    """Give a text with a visible sign in place of every character that cannot be seen."""
    return _UNSEEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _said(submission: Submission, limit: int) -> Iterable[Said]:
    form = FORMS.get(submission.form)
    known = {one.name: one for one in form.fields} if form else {}
    names = [*(name for name in known if name in submission.fields), *(name for name in submission.fields if name not in known)]
    for name in names:
        if name in _SAID_IN_HEAD:
            continue
        field = known.get(name) or Field(name, clean(name)[:80])
        value = clean(submission.fields[name])
        is_text = field.kind == "textarea"
        cut = value[:limit] + " …" if len(value) > limit else value
        if is_text:
            html = visitor_html(cut[:MAX_CHARACTERS])
        else:
            html = Markup.escape(dict(field.options).get(cut, cut))
        label = "" if _HEART.get(submission.form) == name else owner_label(field.label).rstrip("?.")
        yield Said(label, html, is_text, cut != value)
