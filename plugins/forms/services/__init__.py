"""The form services. Each module here knows both ends of one: what its HTML needs, and how to read what it gives back.

A module offers `html`, `recognise` and `read`, and `calls` where the service has an API. Adding a service is one such
file, its line in SERVICES, and its settings in hub_core/form_services.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from hub_core.addresses import Addresses
from hub_core.settings import HubSettings

from ..model import Form
from . import (
    basin,
    formcarry,
    forminit,
    formspree,
    formsubmit,
    getform,
    netlify,
    receiver,
    staticman,
    web3forms,
)
from .api import Plan, Wish
from .contract import Contract, Options
from .raw import Raw


class Service(Protocol):
    """What every module of a service offers."""

    def html(self, form: Form, addresses: Addresses, options: Options) -> Contract:
        """Give what the HTML of a form needs."""

    def recognise(self, document: object) -> str:
        """Say in words by what a parsed document is known as this service's, or ""."""

    def read(self, document: object, options: Options, where: str = "") -> Iterator[Raw]:
        """Give the entries of a parsed document; `where` names it in messages."""


SERVICES: Mapping[str, Service] = {
    "receiver": receiver,
    "formspree": formspree,
    "netlify": netlify,
    "basin": basin,
    "web3forms": web3forms,
    "formsubmit": formsubmit,
    "formcarry": formcarry,
    "forminit": forminit,
    "getform": getform,
    "staticman": staticman,
}

APIS: Mapping[str, Callable[[Wish], Plan]] = {
    "formspree": formspree.calls,
    "netlify": netlify.calls,
    "basin": basin.calls,
    "web3forms": web3forms.calls,
    "formsubmit": formsubmit.calls,
    "formcarry": formcarry.calls,
    "forminit": forminit.calls,
    "getform": getform.calls,
}


def contract(service: str) -> Callable[[Form, Addresses, Options], Contract]:
    """Give the function that writes a service's HTML. The setting's own check has refused unknown names."""
    return SERVICES[service].html


def options(settings: HubSettings, service: str, form: str = "") -> Options:
    """Give what the settings say about a service and one of its forms."""
    return Options(service, settings.id_of(form) if form else "", settings.options_of(service))
