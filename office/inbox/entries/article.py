"""`submit-article` as the draft of an article. Pure apart from the links, which a function of the caller's looks up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from editorial.parse import parse_article
from editorial.rules import check_authors
from hub_core.addresses import NAMES_TAKEN
from hub_core.documents import Document, parse_document
from hub_core.problems import Problem, notes, stopping
from office.inbox.publish import PublishError, sound
from office.inbox.record import Submission
from office.workbench.front_matter import document as written

from .member import free_slug
from .proposal import Proposal, ProposalError, There, same

Links = Callable[[Document], list[Problem]]


def propose_article(submission: Submission, there: There, links: Links) -> Proposal:
    """Give the draft that a submission asks for. Her consent stays on record with the submission itself.

    `links` gives the problems of the text's links and pictures. Raises ProposalError where no file can be made of it.
    """
    try:
        given = sound(submission)
    except PublishError as error:
        raise ProposalError(str(error)) from error
    if given["category"] not in there.vocabulary.categories:
        raise ProposalError("its category is not in content/vocabulary.yaml; change it first")
    path = f"content/articles/{given['category']}/{free_slug(given['title'], 'article', there.articles | NAMES_TAKEN['articles'])}.md"
    fields: dict[str, Any] = {
        "title": given["title"], "date": there.today.isoformat(), "author": given["name"], "summary": given["summary"],
        "status": "draft",
    }  # fmt: skip
    unread: list[str] = []
    if "first_address" in given:
        fields["source"] = {"name": given.get("first_place") or given["name"], "url": given["first_address"], "licence": given["licence"]}
    elif "first_place" in given:
        unread.append("first_place: where it was first published needs its address too; ask for it, or take the name out.")
    if given["licence"] != "all-rights-reserved":
        fields["licence"] = given["licence"]
    text = written(fields, given["text"])
    if not same(text, path, fields, given["text"]):
        raise ProposalError("its words cannot stand in a file as they are; change them first")
    document, found = parse_document(text, path)
    if document is not None:
        article, more = parse_article(document, given["category"], there.vocabulary, there.zone)
        found += more + links(document)
        if article:
            # What a draft may be and a published article may not is known better now.
            found += check_authors([article], there.members, set())
    if submission.email and submission.email in text.casefold():
        unread.append("the sender’s own e-mail address stands in it; take it out.")
    remarks = [str(note) for note in notes(found)]
    if "website" in given:
        remarks.append("Her website has no place in the file. It can be linked from the text’s last line.")
    return Proposal(path, text, None, tuple(unread), tuple(map(str, stopping(found))), tuple(remarks))
