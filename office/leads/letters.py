"""The letters of the leads room: what each is told, from a lead and the members' public files. Pure, but for templates.

No subject holds anything that a client wrote, and an offer holds nothing that tells who she is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hub_core import addresses as paths
from hub_core.addresses import Addresses
from hub_core.clock import day_in_words
from hub_core.languages import language_name
from hub_core.settings import HubSettings
from office.post.letters import Letter, is_address, write
from va_directory.model import AVAILABILITY, UNITS, Member
from va_directory.rates import amount

from .book import Lead, LeadError
from .discreet import discreet
from .request import zone_of
from .roster import Roster

_NOT_SAFE = (
    "the task still tells who the client is, as far as a program can see; "
    "write what the member should read yourself, with --text or under “Say the task in your own words” in the Desk"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all letters share. `contacts` are the members' addresses; `link` makes the answer's address, or gives ""."""

    private: Path
    settings: HubSettings
    addresses: Addresses
    roster: Roster
    contacts: Mapping[str, str]

    def offer(self, lead: Lead, member: Member, *, reasons: Iterable[str] = (), settle: Iterable[str] = (), link: str, until: dt.date, text: str = "") -> Letter:
        """Ask a member, without the client's identity. Raises LeadError when the words to send would tell it."""
        fields = lead.fields
        task, is_safe = discreet(text or fields.get("task", ""), fields)
        facts, all_safe = [], is_safe
        for label, value in self._facts(fields, is_offer=True):
            shown, is_safe = discreet(value, fields)
            all_safe &= is_safe
            facts.append((label, shown))
        if not all_safe:
            raise LeadError(f"lead {lead.id}: {_NOT_SAFE}")
        values = {
            **self._common(), "member": member.front.name, "service": self._service(fields), "task": quoted(task), "is_own": bool(text),
            "facts": facts, "reasons": list(reasons), "settle": list(settle), "link": link, "until": day_in_words(until),
        }  # fmt: skip
        return self._letter("lead-offer", values, self._address(member.slug))

    def introduction(self, lead: Lead, member: Member, *, reasons: Iterable[str] = (), settle: Iterable[str] = ()) -> Letter:
        """Introduce the two to each other, and say why they suit each other."""
        values = {**self._both(lead, member), "reasons": list(reasons), "settle": list(settle)}
        return self._letter("lead-introduction", values, self._client(lead), self._address(member.slug))

    def refusal(self, lead: Lead, member: Member, *, again: bool = False) -> Letter:
        """Say no to a client who asked the owner herself, and name the colleague. `again` is the letter after her yes to this colleague."""
        values = {**self._both(lead, member), "consent": lead.position.consent, "again": again}
        return self._letter("lead-refusal", values, self._client(lead))

    def handover(self, lead: Lead, member: Member, *, again: bool = False) -> Letter:
        """Tell the colleague; without the client's consent nothing about her."""
        consent = lead.position.consent
        values = {**self._both(lead, member), "consent": consent, "again": again}
        if not consent:
            values |= {"client": "The client", "task": "", "facts": [], "reach": ""}
        return self._letter("lead-handover", values, self._address(member.slug))

    def follow_up(self, lead: Lead, slug: str, which: str, introduced: dt.date) -> list[tuple[str, Letter]]:
        """Ask both how it goes; give each letter with `client` or `member`."""
        values = {
            **self._common(), "client": self._name(lead), "member": self.roster.name(slug), "which": which,
            "introduced": day_in_words(introduced),
        }  # fmt: skip
        return [
            ("client", self._letter("lead-follow-up-client", values, self._client(lead))),
            ("member", self._letter("lead-follow-up-member", values, self._address(slug))),
        ]

    def nobody(self, lead: Lead, asked: dt.date, looks_for: Iterable[str] = ()) -> Letter:
        """Tell the client that nobody took it yet, and what to look for elsewhere."""
        values = {
            **self._common(), "looks_for": list(looks_for), "client": self._name(lead), "asked": day_in_words(asked),
            "is_asked": lead.position.state == "offered", "directory": self.addresses.absolute(paths.FIND_A_VA),
        }  # fmt: skip
        return self._letter("lead-nobody", values, self._client(lead))

    def _common(self) -> dict[str, object]:
        return {"owner": self.roster.name(self.settings.owner), "site": self.settings.name}

    def _both(self, lead: Lead, member: Member) -> dict[str, object]:
        fields, front = lead.fields, member.front
        rate = front.rate
        worth = f"{amount(rate.amount)} {rate.currency} {UNITS[rate.unit]}" + (f", at least {rate.minimum}" if rate.minimum else "") if rate else "on request"
        about = [
            ("Profile", self.addresses.absolute(paths.member(member.slug))),
            ("Working hours", f"{front.hours}, {front.time_zone}"),
            ("Languages", ", ".join(f"{language_name(one.code)} ({one.level})" for one in front.languages)),
            ("Rate", worth),
            ("Availability", AVAILABILITY[front.availability]),
        ]
        name = self._name(lead)
        mail, phone = one_line(fields.get("email", "")), one_line(fields.get("phone", ""))
        by_phone = f"telephone, {phone}" if phone else ""
        by_mail = f"mail, {mail}" if mail else ""
        first_phone = fields.get("reply_by") == "telephone" and by_phone
        ways = [way for way in ((by_phone, by_mail) if first_phone else (by_mail, by_phone)) if way]
        return {
            **self._common(), "client": name, "member": front.name, "business": front.business or "",
            "headline": front.headline.rstrip("."), "about": about, "task": quoted(fields.get("task", "")),
            "facts": list(self._facts(fields)), "reach": ", or by ".join(ways) or "this mail",
        }  # fmt: skip

    def _facts(self, fields: Mapping[str, str], *, is_offer: bool = False) -> Iterable[tuple[str, str]]:
        """Give what else the client said, without what is between her and the owner. An offer says the zone, not the town."""
        if service := self._service(fields):
            yield "Service", service
        for name, label in (("hours", "Hours"), ("budget", "Budget"), ("start", "Start")):
            if value := one_line(fields.get(name, "")):
                yield label, value
        if place := one_line(fields.get("time_zone", "")):
            zone = zone_of(place)
            if zone or not is_offer:
                yield "Time zone", zone if is_offer else place

    def _service(self, fields: Mapping[str, str]) -> str:
        terms, slug = self.roster.vocabulary.services, fields.get("service", "")
        return terms.name(slug) if slug in terms.entries else ""

    def _name(self, lead: Lead) -> str:
        return one_line(lead.fields.get("name", "")) or "client"

    def _client(self, lead: Lead) -> str:
        address = lead.fields.get("email", "").strip()
        return address if is_address(address) else ""

    def _address(self, slug: str) -> str:
        return self.contacts.get(slug, "")

    def _letter(self, name: str, values: Mapping[str, object], *to: str) -> Letter:
        subject, text = write(name, values, self.private)
        return Letter(" ".join(subject.split()), text, tuple(address for address in to if address))


def quoted(text: str) -> str:
    """Give a client's text as a quotation: nothing in it can pass for the letter's own words."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines()) or ">"


def one_line(text: str) -> str:
    """Give a text on one line."""
    return " ".join(text.split())
