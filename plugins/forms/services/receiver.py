"""The receiver that ships with this site: it stands on the same host and sends visitors on to the thanks page."""

from __future__ import annotations

from hub_core.addresses import FORMS_PREFIX, Addresses

from ..model import HONEYPOT, Form
from .contract import Contract


def html(form: Form, addresses: Addresses, form_id: str) -> Contract:
    """Give the contract. The receiver knows the thanks page itself, so nothing about it is in the HTML."""
    return Contract(addresses.href(f"{FORMS_PREFIX}{form.id}"), HONEYPOT)
