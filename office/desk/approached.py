"""The form in which the owner writes down what a client asked her herself, by telephone or mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from forms.catalogue import FORMS
from forms.model import Form, validate
from forms.views import FieldView, form_view
from office.leads.book import FORM

from .pages import Pages

# As the owner reads them, and in her order; the colleague is chosen on the lead's own page.
_LABELS = {
    "name": "Her name",
    "email": "Her e-mail address",
    "phone": "Her telephone number",
    "task": "What is to be done, in her words",
    "service": "The nearest service",
    "hours": "How many hours",
    "budget": "Her budget",
    "start": "When should it start?",
    "time_zone": "Her time zone or city",
    "avoid": "Who must not hear about this?",
    "reply_by": "How shall she be answered?",
    "consent": "She agreed that her details are passed on to one colleague.",
}
_HINTS = {"avoid": "Competitors, former contractors, an industry.", "consent": "Without it no letter to a colleague says who she is."}
_BY_NAME = {one.name: one for one in FORMS[FORM].fields}
APPROACHED = Form(
    "approached", "A client asked you herself", "Open the lead", "/",
    tuple(replace(_BY_NAME[name], label=label, hint=_HINTS.get(name), autocomplete=None, required=_BY_NAME[name].required and name != "consent")
          for name, label in _LABELS.items()),
)  # fmt: skip


def mistakes(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give `(field, what to do)` for each field that cannot be taken."""
    return validate(APPROACHED, fields)[1]


def controls(
    pages: Pages, services: Iterable[tuple[str, str]], values: Mapping[str, str], errors: Iterable[tuple[str, str]]
) -> tuple[FieldView, ...]:
    """Give the fields as the page shows them; `services` are those that a client may choose from."""
    own = pages.settings.model_copy(update={"form_service": "receiver", "form_services": {}})
    return form_view(APPROACHED, pages.addresses, own, values=values, options={"service": services}, errors=errors).fields
