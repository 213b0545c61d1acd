"""The places that a page has of its own, by their ids: no heading of a text may take one, or links would lead to the wrong one."""

from __future__ import annotations

from forms.catalogue import FORMS
from forms.model import HONEYPOT
from resource_hub.model import MAX_BLANKS

# Of the templates and scripts that stand around texts. The directory and the search have no text, so theirs are not among them.
THEME = frozenset(
    {
        "answering", "blanks", "comments", "copy-letter", "keeping", "knot", "letter", "main", "no-offers", "readers-rating", "red", "steps", "toc", "yours",
    }
)  # fmt: skip


def taken() -> frozenset[str]:
    """Give all of them, those of forms and their fields included."""
    found = set(THEME)
    for form in FORMS.values():
        fields = [f"{form.id}-{name.replace('_', '-')}" for name in (HONEYPOT, *(one.name for one in form.fields))]
        found |= {form.id, f"{form.id}-errors", *fields, *(f"{one}-hint" for one in fields), *(f"{one}-error" for one in fields)}
        found |= {f"{form.id}-{one.name.replace('_', '-')}-{number}" for one in form.fields for number in range(2, len(one.options) + 1)}
    blanks = {f"blank-{number}" for number in range(1, MAX_BLANKS + 1)}
    return frozenset(found | blanks | {f"{one}-hint" for one in blanks})
