"""The two links in a newsletter's letters: one confirms the wish, one ends it. Without a receiver both are a mail to the owner."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import quote

from forms.services import receiver
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from office.post.links import Signer

from .readers import FORM, HOLDS, Reader, seconds

JOIN, LEAVE = "newsletter-join", "newsletter-leave"  # what the tokens are for
JOIN_PATH, LEAVE_PATH = "newsletter/join", "newsletter/leave"  # below the receiver's own address
_LONG = dt.timedelta(days=3 * 365)  # a mail from three years ago is the oldest that can still end a subscription


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the links. `base` is the receiver's whole address with a slash at the end, or "" where there is none."""

    signer: Signer
    base: str
    sender: str = ""  # like `Ines <ines@example.org>`; the mails to the owner go there

    def join(self, reader: Reader, now: dt.datetime) -> str:
        """Give the link that confirms a wish; it holds for two weeks. Without receiver or sender it is ""."""
        if not self.base:
            return self._mail("Yes, I want the newsletter")
        token = self.signer.token(JOIN, [reader.id, seconds(reader.asked)], now + HOLDS)
        return f"{self.base}{JOIN_PATH}/{token}"

    def leave(self, reader: Reader, now: dt.datetime) -> str:
        """Give the link that ends a subscription. Without receiver or sender it is ""."""
        if not self.base:
            return self._mail("Unsubscribe")
        return f"{self.base}{LEAVE_PATH}/{self.signer.token(LEAVE, [reader.id], now + _LONG)}"

    def _mail(self, subject: str) -> str:
        address = parseaddr(self.sender)[1]
        return f"mailto:{address}?subject={quote(subject)}" if address else ""


def receiver_base(settings: HubSettings, addresses: Addresses) -> str:
    """Give the whole address below which the receiver answers links, or "" where a hosted service takes the form."""
    return receiver.base(settings, addresses) if settings.service_of(FORM) == "receiver" else ""
