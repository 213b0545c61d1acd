"""A form as a page shows it: the catalogue's fields with the words, values and errors of this one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hub_core.addresses import Addresses
from hub_core.settings import HubSettings

from .model import HONEYPOT, Field, Form
from .services import contract
from .services import options as service_options


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as HTML needs it."""

    name: str
    id: str
    label: str
    kind: str
    hint: str | None
    required: bool
    autocomplete: str | None
    maxlength: int | None
    options: tuple[tuple[str, str], ...]
    rows: int | None
    value: str
    checked: bool
    error: str | None


@dataclass(frozen=True, slots=True)
class FormView:
    """One form as HTML needs it. `attributes` are extra ones of the form element, such as a service asks for."""

    id: str
    title: str
    action: str
    method: str
    attributes: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]
    fields: tuple[FieldView, ...]
    honeypot: FieldView
    button: str
    note: str | None


def form_view(
    form: Form,
    addresses: Addresses,
    settings: HubSettings,
    *,
    values: Mapping[str, str] | None = None,
    options: Mapping[str, Iterable[tuple[str, str]]] | None = None,
    errors: Iterable[tuple[str, str]] = (),
) -> FormView:
    """Give the view of a form. `options` adds choices from the content to fields that have open ones."""
    values, more, wrong = values or {}, options or {}, dict(errors)
    service = settings.service_of(form.id)
    html = contract(service)(form, addresses, service_options(settings, service, form.id))
    names = {one.name: html.field_name.get(one.name, one.name) for one in form.fields}
    hidden = [(names[one.name], values.get(one.name, "")) for one in form.fields if one.kind == "hidden"]
    shown = [
        replace(one, options=(*one.options, *more[one.name])) if one.name in more else one
        for one in form.fields
        if one.kind != "hidden" and one.name not in html.left_out
    ]
    # A select that offers nothing but its first choice asks nothing: no comments yet, so nothing to answer.
    shown = [one for one in shown if not (one.kind == "select" and len(one.options) < 2)]
    return FormView(
        id=form.id,
        title=form.title,
        action=html.action,
        method="post",
        attributes=html.attributes,
        hidden=(*html.hidden, *hidden),
        fields=tuple(_field(form, one, names[one.name], values.get(one.name, ""), wrong.get(one.name)) for one in shown),
        honeypot=_field(form, Field(html.honeypot, "Leave this field empty"), html.honeypot, "", None),
        button=form.button,
        note=form.note,
    )


def _field(form: Form, one: Field, name: str, value: str, error: str | None) -> FieldView:
    return FieldView(
        name=name,
        id=f"{form.id}-{one.name.replace('_', '-')}",
        label=one.label,
        kind=one.kind,
        hint=one.hint,
        required=one.required,
        autocomplete=one.autocomplete,
        maxlength=one.maxlength if one.kind in ("text", "email", "url", "textarea") else None,
        options=one.options,
        rows=one.rows,
        value=value,
        checked=one.kind == "checkbox" and bool(value),
        error=error,
    )


__all__ = ["HONEYPOT", "FieldView", "FormView", "form_view"]
