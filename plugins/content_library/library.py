"""The whole of content/: read, checked alone, checked together, rendered. Pure apart from reading files.

This is what `check` prints and what a build begins with, so that the two can never disagree.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from editorial.issues import Issue, parse_issue
from editorial.model import Article, Page
from editorial.parse import is_public, parse_article, parse_page
from editorial.rules import (
    check_addresses,
    check_aliases,
    check_authors,
    check_guests,
    check_series,
    check_updates,
)
from forms.catalogue import FORMS
from hub_core.addresses import Addresses
from hub_core.clock import at_midnight
from hub_core.darkroom import SMALL, Rendition
from hub_core.documents import Document, read_document
from hub_core.markdown_text import Rendered
from hub_core.problems import Problem, nearest, notes, stopping
from hub_core.settings import HubSettings
from hub_core.vocabulary import Vocabulary, read_vocabulary
from ratings.model import Rating, check_ratings, read_rating
from resource_hub.model import Offer, Resource, Tip
from resource_hub.parse import (
    check_days,
    check_offers,
    check_people,
    check_resources,
    parse_offer,
    parse_resource,
    parse_tip,
)
from static_comments.model import Comment
from static_comments.threads import check_comments, check_moments, parse_comment
from va_directory.model import Member
from va_directory.parse import check_members, parse_member
from va_directory.standing import listed, remarks

from .paths import path_of
from .places import check_comments_places, lost_places
from .targets import Targets
from .walk import Files, walk
from .written import lists, others

_PLACE = re.compile(r"^#.*|^.+(?=\n(?:=+|-+)$)|\[\^.*", re.MULTILINE)  # what becomes a place with an id, as a heading does
_T = TypeVar("_T")
_Texts = TypeVar("_Texts", Article, Page, Resource, Tip, Offer, Issue)


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that a site is built from. Drafts and scheduled articles were read and checked; they are not here."""

    vocabulary: Vocabulary
    articles: tuple[Article, ...] = ()
    pages: tuple[Page, ...] = ()
    members: tuple[Member, ...] = ()
    resources: tuple[Resource, ...] = ()
    tips: tuple[Tip, ...] = ()
    offers: tuple[Offer, ...] = ()
    issues: tuple[Issue, ...] = ()
    comments: tuple[Comment, ...] = ()
    ratings: tuple[Rating, ...] = ()
    renditions: tuple[Rendition, ...] = ()
    awaited: tuple[tuple[dt.datetime, str], ...] = ()  # when articles and offers appear that wait for their moment, and which


def load(
    content: Path, settings: HubSettings, now: dt.datetime, addresses: Addresses | None = None
) -> tuple[Library, list[Problem]]:
    """Read a content folder. Gives what could be read, and every problem, then every note, by file and line.

    `now` has a time zone; it decides which articles are scheduled and which offers have ended. `addresses` is for
    the links inside texts; a check can do without.
    """
    if not content.is_dir():
        return Library(Vocabulary.empty()), list(walk(content).problems)
    reading = _Reading(content, settings, now, addresses or Addresses(""))
    library = reading.run()
    return library, [*stopping(reading.problems), *notes(reading.problems)]


class _Reading:
    """The steps of one reading, in their order; each adds to `problems`."""

    def __init__(self, content: Path, settings: HubSettings, now: dt.datetime, addresses: Addresses) -> None:
        self.content, self.settings, self.now, self.addresses = content, settings, now, addresses
        self.problems: list[Problem] = []
        self.unread: list[Document] = []  # what has problems of its own, by files' order

    def take(self, result: tuple[_T, list[Problem]]) -> _T:
        """Keep the problems of a result and give its value."""
        value, problems = result
        self.problems += problems
        return value

    def run(self) -> Library:
        files = walk(self.content)
        self.problems += files.problems
        words = self.take(read_vocabulary(self.content / "vocabulary.yaml", f"{self.content.name}/vocabulary.yaml"))
        zone, forms, today = self.settings.time_zone, frozenset(FORMS), self.now.date()
        articles = list(self._read(files, "articles", lambda d, p: parse_article(d, p[1], words, zone)))
        pages = list(self._read(files, "pages", lambda d, p: parse_page(d, "/".join(p[1:]).removesuffix(".md"), forms)))
        read = list(self._read(files, "members", lambda d, _: parse_member(d, words)))
        resources = list(self._read(files, "resources", lambda d, _: parse_resource(d, words)))
        tips = list(self._read(files, "tips", lambda d, _: parse_tip(d, words)))
        offers = list(self._read(files, "offers", lambda d, _: parse_offer(d, today)))
        issues = list(self._read(files, "newsletter", lambda d, _: parse_issue(d)))
        comments = list(self._read(files, "comments", lambda d, p: parse_comment(d, p[1], zone)))
        ratings = [
            rating
            for name in files.of("ratings")
            if (rating := self.take(read_rating(self.content / name, f"{self.content.name}/{name}")))
        ]
        self._check_together(files, articles, read, resources, tips, offers, comments, ratings)
        public = [article for article in articles if is_public(article, self.now)]
        public_slugs = {article.slug for article in public}
        self._say_what_waits(articles)
        members = [member for member in read if member.front.status == "published"]
        library = Library(
            words,
            tuple(sorted(public, key=lambda one: (one.date, one.slug), reverse=True)),
            tuple(page for page in pages if page.front.status == "published"),
            tuple(members),
            tuple(resource for resource in resources if resource.front.status == "published"),
            tuple(sorted((t for t in tips if t.front.status == "published"), key=lambda t: (t.front.date, t.slug), reverse=True)),
            tuple(o for o in offers if o.front.status == "published" and o.runs_on(today)),
            tuple(sorted((i for i in issues if i.front.status == "published"), key=lambda i: i.slug, reverse=True)),
            tuple(comment for comment in comments if comment.article in public_slugs),
            tuple(ratings),
            awaited=(
                *((a.date, f"the article “{a.front.title}” appears") for a in articles if a.front.status == "published" and a.date > self.now),
                *((at_midnight(o.front.from_, zone), f"the offer “{o.front.title}” begins")
                  for o in offers if o.front.status == "published" and o.front.from_ > today),
            ),
        )  # fmt: skip
        absent = [member for member in read if member.front.status == "draft"]
        return self._rendered(library, files, [*articles, *pages, *resources, *tips, *offers, *issues], absent)

    def _read(
        self, files: Files, room: str, parse: Callable[[Document, tuple[str, ...]], tuple[_T | None, list[Problem]]]
    ) -> Iterator[_T]:
        folder, called = str(self.content), self.content.name
        for name in files.of(room):
            shown = f"{called}/{name}"
            document, problems = read_document(f"{folder}/{name}", shown, prose_only=room == "comments")
            self.problems += problems
            if document is not None:
                value = self.take(parse(document, tuple(name.split("/"))))
                if value is not None and not problems:
                    yield value
                else:
                    self.unread.append(document)

    def _check_together(
        self, files: Files, articles: list[Article], members: list[Member], resources: list[Resource],
        tips: list[Tip], offers: list[Offer], comments: list[Comment], ratings: list[Rating],
    ) -> None:  # fmt: skip
        # A file that has problems of its own is still there: whoever points at it is not wrong as well.
        people, titles = frozenset(files.slugs("members")), frozenset(files.slugs("articles"))
        self.problems += check_addresses(articles)
        self.problems += check_series(articles, self.unread)
        self.problems += check_authors(articles, people, {m.slug for m in members if m.front.status == "draft"})
        self.problems += check_guests(articles, people)
        self.problems += check_updates(articles, self.now)
        self.problems += check_resources(resources, frozenset(files.slugs("resources")))
        self.problems += check_days(resources, tips, self.now.date())
        self.problems += check_people(
            [(tip.document, "author", tip.front.author) for tip in tips]
            + [(offer.document, "by", offer.front.by) for offer in offers],
            people,
        )
        self.problems += check_offers(offers, frozenset(files.slugs("resources")))
        self.problems += check_members(members, people, self.now.date())
        self.problems += remarks(members, self.now.date(), self.settings)
        self.problems += check_comments(comments, titles, people, frozenset(files.of("comments")))
        self.problems += check_moments(comments, self.now)
        self.problems += check_comments_places(comments)
        self.problems += check_ratings({r.article: f"{self.content.name}/ratings/{r.article}.yaml" for r in ratings}, titles)
        owner = self.settings.owner
        if owner not in people:
            hit = nearest(owner, people)
            hint = f"did you mean {hit!r}?" if hit else "name a file of content/members"
            self.problems.append(Problem("pelicanconf.py", 1, "HUB.owner", f"there is no member {owner!r}; {hint}"))

    def _say_what_waits(self, articles: Iterable[Article]) -> None:
        for article in articles:
            if article.front.status == "published" and article.date > self.now:
                here = article.date.astimezone(ZoneInfo(self.settings.time_zone))
                note = f"lies in the future; the article appears with the first build after {here:%Y-%m-%d %H:%M} ({self.settings.time_zone})"
                self.problems.append(article.document.problem("date", note, is_note=True))

    def _rendered(
        self, library: Library, files: Files, read: Iterable[Article | Page | Resource | Tip | Offer | Issue], absent: Sequence[Member]
    ) -> Library:
        """Render every text, drafts included: their problems are better known before the day of publication."""
        shown = {one.document.path for shelf in (
            library.articles, library.pages, library.resources, library.tips, library.offers, library.issues) for one in shelf}  # fmt: skip
        waiting = [one for one in read if one.document.path not in shown]
        hidden = (one.document.path.partition("/")[2] for one in (*waiting, *absent) if not isinstance(one, Offer))
        due = {one.document.path.partition("/")[2]: one.date for one in waiting
               if isinstance(one, Article) and one.front.status == "published"}  # fmt: skip
        cache = self.content.parent / ".cache" / "pictures"
        today = self.now.date()
        generated = lists(library, listed(library.members, today, self.settings), self.settings)
        targets = Targets(self.content, files, self.addresses, hidden, generated, due, cache, lambda: others(library, self.settings, today))

        sent_on: list[Article | Page] = [*library.articles, *library.pages, *(one for one in waiting if isinstance(one, Article | Page))]
        self.problems += check_aliases(
            [(one.document, path_of(one.document.path.partition("/")[2]), one.front.aliases) for one in sent_on if one.front.aliases],
            targets.paths if any(one.front.aliases for one in sent_on) else frozenset(),
        )

        def with_text(shelf: Iterable[_Texts]) -> tuple[_Texts, ...]:
            return tuple(replace(one, text=text(one)) for one in shelf)

        rendered: list[tuple[Document, Rendered]] = []

        def text(one: Article | Page | Resource | Tip | Offer | Issue) -> Rendered:
            made = self.take(targets.render(one.document))
            rendered.append((one.document, made))
            if isinstance(one, Tip | Offer) and (mark := _PLACE.search(one.document.body)) and ' id="' in made.html:
                remedy = "a tip or an offer is shown on one page with others, so it has no headings and no footnotes; take them out"
                self.problems.append(one.document.body_problem(mark[0], remedy))
            return made

        for one in waiting:
            text(one)
        pictured: list[Article | Member] = [*(one for one in waiting if isinstance(one, Article)), *absent]
        for other in pictured:
            self.take(targets.picture(other.document, other.front.picture))
        articles = tuple(
            replace(one, **self.take(targets.picture(one.document, one.front.picture)))
            for one in with_text(library.articles)
        )
        members = tuple(
            replace(one, **self.take(targets.picture(one.document, one.front.picture, SMALL)))
            for one in library.members
        )
        library = replace(
            library,
            articles=articles,
            members=members,
            pages=with_text(library.pages),
            resources=with_text(library.resources),
            tips=with_text(library.tips),
            offers=with_text(library.offers),
            issues=with_text(library.issues),
        )
        self.problems += lost_places(rendered)
        return replace(library, renditions=targets.renditions)
