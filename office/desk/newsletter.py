"""The newsletter on the Desk: who reads it, the issues, and each of them as the mail that readers get."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from content_library.library import load
from editorial.issues import Issue, IssueCard, issue_card
from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.clock import build_time
from hub_core.settings import HubSettings
from office.inbox.store import Store
from office.newsletter.mails import issue_mail
from office.newsletter.readers import Counts, Readers
from office.post.letters import LetterError

from .door import PATH

# A mail carries its styles in its tags. It is shown as it is, without being able to run or load anything but pictures.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: http:; frame-ancestors 'none'; sandbox allow-popups"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the Desk shows of the newsletter. Each issue has the address of its mail on the Desk."""

    counts: Counts
    issues: tuple[tuple[IssueCard, str], ...]


def shelf(root: Path, store: Store, settings: HubSettings, addresses: Addresses) -> Shelf:
    """Give the readers' numbers and the published issues, the newest first."""
    issues = _issues(root, settings, addresses)
    return Shelf(Readers(store).counts(), tuple((issue_card(one, addresses), f"{PATH}newsletter/{one.slug}") for one in issues))


def mail(root: Path, settings: HubSettings, addresses: Addresses, day: str) -> str | None:
    """Give the HTML of an issue's mail, or None. Its link to leave leads to the issue's page, for nobody is meant."""
    for one in _issues(root, settings, addresses):
        if one.slug == day:
            try:
                return issue_mail(one, settings, addresses).preview(addresses.absolute(at.issue(day)))
            except LetterError:
                return None
    return None


def _issues(root: Path, settings: HubSettings, addresses: Addresses) -> tuple[Issue, ...]:
    return load(root / "content", settings, build_time(settings.time_zone), addresses)[0].issues
