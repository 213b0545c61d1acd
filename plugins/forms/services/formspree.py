"""Formspree. Its documented control fields: `_gotcha` (honeypot). `_next` is not documented for all plans."""

from __future__ import annotations

from hub_core.addresses import Addresses

from ..model import Form
from .contract import Contract


def html(form: Form, addresses: Addresses, form_id: str) -> Contract:
    """Give the contract. `_next` sends the visitor to our thanks page where the account's plan allows it."""
    return Contract(
        f"https://formspree.io/f/{form_id}",
        "_gotcha",
        hidden=(("_next", addresses.absolute(form.thanks)), ("form", form.id)),
    )
