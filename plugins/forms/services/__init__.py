"""The form services. Each module here knows what one service's HTML needs; a later room reads what it gives back.

A module offers `html(form, addresses, form_id) -> Contract`. Adding a service is one file and its line in SERVICES.
"""

from __future__ import annotations

from collections.abc import Callable

from hub_core.addresses import Addresses

from ..model import Form
from . import formspree, netlify, receiver
from .contract import Contract

SERVICES: dict[str, Callable[[Form, Addresses, str], Contract]] = {
    "receiver": receiver.html,
    "formspree": formspree.html,
    "netlify": netlify.html,
}


def contract(service: str) -> Callable[[Form, Addresses, str], Contract]:
    """Give the function that writes a service's HTML. The setting's own check has refused unknown names."""
    return SERVICES[service]
