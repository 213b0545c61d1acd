"""The task `members.due`: whose entry wants confirming and whose claims run out, and a letter to each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.clock import build_time, day_in_words
from hub_core.settings import HubSettings
from office.post.addresses import misspelt, read_addresses
from office.post.letters import Letter, LetterError, compose, write
from office.post.outbox import draft
from office.post.sending import read_mail_settings
from office.workbench import say
from office.workbench.build import PUBLISH
from office.workbench.new import read_words
from office.workbench.site import lead_home, read_facts
from va_directory.model import CLAIMS, Member
from va_directory.standing import Standing, running_out, standing

from .importing import read_members

KIND = "member-renewal"
_AHEAD = 30  # days before an entry is marked, or hidden where that comes first, in which a letter is in time


@dataclass(frozen=True, slots=True)
class Due:
    """What one member has to renew: her entry since it was confirmed, where that is due, and claims with their last days."""

    member: Member
    state: Standing
    confirmation: bool
    claims: tuple[tuple[str, dt.date], ...]

    def words(self, today: dt.date) -> str:
        """Give one line on it."""
        state = {"current": "soon to be marked as not confirmed", "marked": "marked as not confirmed", "hidden": "not in the directory"}[self.state]
        parts = [f"last confirmed {self.member.front.confirmed}, {state}"] if self.confirmation else []
        parts += [f"{claim}: {'ran out' if day < today else 'runs out'} {day}" for claim, day in self.claims]
        return f"{self.member.slug}: {'; '.join(parts)}"


def due(members: Sequence[Member], today: dt.date, settings: HubSettings) -> Iterator[Due]:
    """Give what is due on a day, those longest without an answer first. A draft has nothing to renew."""
    for member in sorted(members, key=lambda one: (one.front.confirmed, one.slug)):
        if member.front.status == "draft":
            continue
        claims = tuple((CLAIMS[claim.claim], last) for _, claim, last in running_out(member, today, settings))
        first = min(settings.marked_after_days, settings.hidden_after_days)
        old = (today - member.front.confirmed).days > first - _AHEAD
        if old or claims:
            yield Due(member, standing(member, today, settings), old, claims)


def due_task(root: Path, dry_run: bool = False) -> int:
    """List what is due and draft a letter to each; give the exit code."""
    facts = read_facts(root, PUBLISH)
    mail, wrong = read_mail_settings()
    book, more = read_addresses(root / "private")
    if facts.mistakes or wrong or more:
        raise say.Stop(*facts.mistakes, *wrong, *map(str, more))
    members, problems = read_members(root, read_words(root).vocabulary)
    if problems:
        raise say.Stop(*problems, "Mend these first; nobody should be left out.")
    now = build_time(facts.settings.time_zone)
    today = now.date()
    found = list(due(members, today, facts.settings))
    say.out(*(one.words(today) for one in found))
    owner = next((one.front.name for one in members if one.slug == facts.settings.owner), facts.settings.name)
    if found and not dry_run:
        lead_home(facts.addresses, send=False)
    without = 0
    for one in found if not dry_run else ():
        address = book.get(one.member.slug, "")
        without += not address
        try:
            values = _values(one, facts.settings, facts.addresses, today) | {"owner": owner}
            subject, text = write(KIND, values, root / "private")
            message = compose(Letter(subject, text, (address,) if address else ()), sender=mail.sender, now=now)
        except LetterError as error:
            raise say.Stop(f"{error}.") from error
        draft(root / "private", KIND, one.member.slug, message)
    if not found:
        say.out("Nothing is due.")
    elif dry_run:
        say.out(f"{say.plural(len(found), 'letter')} would be drafted. Nothing was written.")
    else:
        say.out(f"{say.plural(len(found), 'letter')} drafted in private/mail/{KIND}/.")
        if without:
            say.out(f"{without} without an address: add a line for each to private/addresses.yaml, or fill it in by hand.")
            say.out(*misspelt(root / "private", [one.slug for one in members]))
    return say.DONE


def _values(one: Due, settings: HubSettings, addresses: Addresses, today: dt.date) -> dict[str, object]:
    front = one.member.front
    hidden_from = front.confirmed + dt.timedelta(days=settings.hidden_after_days + 1)
    return {
        "name": front.name,
        "site": settings.name,
        "home": addresses.absolute(at.HOME),
        "profile": addresses.absolute(at.member(one.member.slug)),
        "pause": addresses.absolute(at.page("pause")),
        "confirmed": day_in_words(front.confirmed) if one.confirmation else "",
        "hidden": one.state == "hidden",
        "marked": one.state == "marked",
        "hidden_from": day_in_words(hidden_from),
        "claims": [(claim, day_in_words(day), day < today) for claim, day in one.claims],
    }
