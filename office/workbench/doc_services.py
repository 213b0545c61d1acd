"""From the form services to their part of docs/forms.md. Pure: what a page says is asked of the service's own code."""

from __future__ import annotations

from urllib.parse import urlsplit

from forms.catalogue import FORMS
from forms.services import SERVICES, contract
from forms.services.contract import Options
from hub_core.addresses import Addresses
from hub_core.form_services import NEEDS, PUBLIC_FORMS, Needs

from .doc_tables import table

# Values that stand for an owner's own, so that a service can be asked what its HTML would be.
_SITE = Addresses("https://your-site.example")
_GIVEN = {"server": "https://your-server.example", "repository": "you/your-repository"}


def services() -> str:
    """Give a heading for each service, with what it needs in the settings and in the policy of the pages."""
    parts: list[str] = []
    for name in SERVICES:
        needs = NEEDS[name]
        parts += [f"### `{name}`", _about(name)]
        parts.append("\n".join(f"- {line}" for line in _lines(name, needs)))
        if needs.options:
            parts += [f"Its own settings, in `form_options`, under `{name}`:", _options(needs)]
    return "\n\n".join(parts)


def _about(name: str) -> str:
    """Give what the service's module says of it."""
    return " ".join((SERVICES[name].__doc__ or "").split())


def _lines(name: str, needs: Needs) -> list[str]:
    html = contract(name)(FORMS["comment"], _SITE, Options(name, "id", _GIVEN if name == "staticman" else {}))
    there = urlsplit(html.action)
    lines = [
        f"In `form_ids`, for each form: {needs.what_id}." if needs.ids else "No ids are needed.",
        f"The policy of the pages must let forms go to `{there.scheme}://{there.netloc}`."
        if there.netloc
        else "The policy of the pages stays as it is.",
    ]
    if name == "staticman":
        lines.append(f"Only for the forms {' and '.join(f'`{form}`' for form in PUBLIC_FORMS)}.")
    if html.left_out:
        lines.append(f"Not asked for there: {', '.join(f'`{field}`' for field in sorted(html.left_out))}.")
    return lines


def _options(needs: Needs) -> str:
    rows = [
        (f"`{name}`", "yes" if one.required else "", one.meaning, f"`{one.default}`" if one.default else "")
        for name, one in needs.options.items()
    ]
    head = ("Setting", "Needed", "What it is", "Default")
    kept = [column for column in range(4) if any(row[column] for row in rows)]
    return table([head[column] for column in kept], ([row[column] for column in kept] for row in rows))
