"""The files of content/ that submissions become, with what stands in the checkout now. Only reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from hub_core.documents import read_document
from hub_core.vocabulary import read_vocabulary

from .entries import reading as entries
from .entries.proposal import Proposal, ProposalError
from .parents import published_parent
from .pausing import member_of, pause_file
from .publish import ContentFile, PublishError, comment_file
from .record import Submission
from .store import Store
from .votes import counted_vote, path_of, rating_file

Clock = Callable[[], dt.datetime]


class DecisionError(ValueError):
    """The decision cannot be carried out; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Content:
    """The checkout at `root`. `clock` gives the moment in UTC; `zone` is the site's time zone.

    What cannot become a file raises DecisionError with what to do, but for `propose`.
    """

    root: Path
    store: Store
    zone: str
    clock: Clock

    def propose(self, submission: Submission, *, draft: bool = False) -> Proposal:
        """Give the file that an entry, an article or a wish to pause would become. Raises ProposalError with what to do."""
        if submission.form == "pause-entry":
            try:
                made = self._pause(submission)
            except PublishError as error:
                raise ProposalError(str(error)) from error
            links = entries.links_to(self.root / "content", made.path) if submission.fields.get("wish") == "leave" else ()
            found = Proposal(made.path, made.text, self.text(made.path), (), (), links)
        else:
            found = entries.propose(self.root, submission, now=self.clock(), zone=self.zone, draft=draft)
        if submission.form in ("change-entry", "pause-entry"):
            remark = entries.sender_remark(self.store, self.root / "private", found.path, submission.email)
            return replace(found, remarks=(*found.remarks, remark))
        return found

    def file(self, submission: Submission, member: str = "") -> ContentFile:
        """Give the file of a comment, a rating or a wish to pause. `member` is the writer's member file, if any."""
        try:
            if submission.form == "pause-entry":
                return self._pause(submission)
            articles, article = self._articles(), submission.fields.get("article", "")
            if submission.form == "rating":
                with self.store.engine.connect() as connection:
                    counted = counted_vote(connection, submission)
                # What is marked as spam on arrival may name anything; only an article's name becomes a path.
                present = self.text(path_of(article)) if article in articles else None
                return rating_file(submission, articles=articles, present=present, today=self.clock().date(), counted=counted)
            taken = self._taken(article) if article in articles else frozenset()
            submission = self._with_parent(submission, taken)
            return comment_file(submission, articles=articles, taken=taken, zone=self.zone, member=member)
        except PublishError as error:
            raise DecisionError(str(error)) from error

    def _pause(self, submission: Submission) -> ContentFile:
        folder = self.root / "content" / "members"
        documents = ((file.stem, read_document(file, file.name)[0]) for file in sorted(folder.glob("*.md")))
        slug = member_of(submission.fields.get("member", ""), {stem: str(one.data.get("name", "")) if one else "" for stem, one in documents})
        words, problems = read_vocabulary(self.root / "content" / "vocabulary.yaml", "content/vocabulary.yaml")
        if problems:
            raise PublishError("content/vocabulary.yaml has a problem; run check and mend it first")
        articles = (read_document(file, file.name)[0] for file in (self.root / "content" / "articles").glob("*/*.md"))
        writes = any(one is not None and one.data.get("author") == slug for one in articles)
        present = self.text(f"content/members/{slug}.md") or ""
        return pause_file(submission, slug, present, words, self.clock().astimezone(ZoneInfo(self.zone)).date(), writes=writes)

    def _with_parent(self, submission: Submission, taken: Set[str]) -> Submission:
        """Name the parent by its published id where it is named by its service's."""
        parent, article = submission.fields.get("reply_to", ""), submission.fields.get("article", "")
        if not parent or submission.source == "desk" or not taken.isdisjoint({f"content/comments/{article}/{parent}.md"}):
            return submission
        with self.store.engine.connect() as connection:
            found, remedy = published_parent(connection, submission)
        if not found:
            raise PublishError(remedy)
        return replace(submission, fields={**submission.fields, "reply_to": found})

    def entry(self, submission: Submission, *, draft: bool = False) -> ContentFile:
        """Give the file of a member's entry or an article; as a draft, what could not be read is left out of it."""
        try:
            found = self.propose(submission, draft=draft)
        except ProposalError as error:
            raise DecisionError(str(error)) from error
        wrong = found.problems if draft else (*found.unread, *found.problems)
        if wrong:
            raise DecisionError("; ".join(line.rstrip(".") for line in wrong))
        if draft and not found.can_be_draft:
            raise DecisionError("a change cannot be a draft: it would take the entry off the site; mend it, then approve it")
        return ContentFile(found.path, found.text)

    def _articles(self) -> Set[str]:
        return {file.stem for file in (self.root / "content" / "articles").glob("*/*.md")}

    def _taken(self, article: str) -> Set[str]:
        folder = self.root / "content" / "comments" / article
        return {file.relative_to(self.root).as_posix() for file in folder.glob("*.md")}

    def text(self, path: str) -> str | None:
        """Give a file's text as it is, ends of lines included, or None where there is none."""
        file = self.root / path
        try:
            return file.read_bytes().decode("utf-8") if file.is_file() else None
        except UnicodeDecodeError as error:
            raise DecisionError(f"{path} is not UTF-8; run check and mend it first") from error

    def name_of(self, member: str) -> str:
        """Give the name in a member's file, or the file's own where it has none."""
        document, _ = read_document(self.root / "content" / "members" / f"{member}.md", member)
        return str(document.data.get("name", member)) if document else member
