"""Netlify Forms: found in the static HTML when the site is deployed, by attributes; the action is the thanks page."""

from __future__ import annotations

from hub_core.addresses import Addresses

from ..model import Form
from .contract import Contract


def html(form: Form, addresses: Addresses, form_id: str) -> Contract:
    """Give the contract. Netlify takes its own attributes out before it serves the page."""
    name = form_id or form.id
    return Contract(
        addresses.href(form.thanks),
        "bot-field",
        attributes=(("name", name), ("data-netlify", "true"), ("netlify-honeypot", "bot-field")),
        hidden=(("form-name", name),),
    )
