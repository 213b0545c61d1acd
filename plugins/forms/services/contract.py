"""What the HTML of a form must carry for one service, and what the settings say about that service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from hub_core.addresses import Addresses
from hub_core.form_services import NEEDS

from ..model import Form

# The hidden field that tells the forms apart where one id at a service stands for several of them.
MARK = "form"


@dataclass(frozen=True, slots=True)
class Contract:
    """The form's address, extra attributes, hidden fields and the name of the field that people never see.

    `field_name` gives the service's name for those of the form's own fields that cannot keep theirs. `left_out` are
    fields that must not be asked for here at all.
    """

    action: str
    honeypot: str
    attributes: tuple[tuple[str, str], ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    field_name: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Options:
    """What the settings say about a service: the id of one form there, and the service's own settings."""

    service: str
    form_id: str = ""
    given: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Give a setting of this service, or its default, or "" where it has no such setting."""
        if name in self.given:
            return self.given[name]
        known = NEEDS[self.service].options if self.service in NEEDS else {}
        return known[name].default if name in known else ""

    @property
    def zone(self) -> str:
        """The time zone of the service's dates that name none."""
        return self.get("time_zone") or "UTC"

    @property
    def safe_id(self) -> str:
        """The form's id as a part of an address."""
        return quote(self.form_id, safe="")


def thanks(name: str, form: Form, addresses: Addresses) -> tuple[tuple[str, str], ...]:
    """Give the hidden field that asks for our thanks page, or none where the service has no name for it."""
    return ((name, addresses.absolute(form.thanks)),) if name else ()
