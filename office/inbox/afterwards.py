"""What the owner does after a decision, where the inbox alone does not finish the matter. Pure."""

from __future__ import annotations

from pathlib import PurePosixPath

# What the pages behind the forms promise, or what makes a decision needless.
_BEFORE = {
    "newsletter": "Nothing to decide: newsletter.confirm asks each of these whether it was meant.",
    "list-me": "She was promised to see her page before it goes online: keep it as a draft, send it to her, and publish it after her yes.",
}
_AFTER = {
    ("referral-request", "done"): "It is a lead now: leads.list shows it, and the Desk has it under Leads.",
    ("newsletter", "done"): "newsletter.confirm asks whether it was meant, and puts nobody on the list without a yes.",
    ("suggest-resource", "done"): "If it is good, new.resource begins its entry. Who left an address was promised an answer either way.",
    ("pause-entry", "approve"): "She was promised a line when it is done: write to the address that she gave.",
    ("submit-article", "draft"): "She was promised to see the edited text before it appears.",
}


def before(form: str) -> str:
    """Give what is worth knowing of every submission of a form, or ""."""
    return _BEFORE.get(form, "")


def after(form: str, action: str, file: str) -> str:
    """Say what comes next after an action on a submission and the file that it wrote, or ""."""
    if form == "list-me" and action in ("approve", "draft") and file:
        return f"Letters to her need a line in private/addresses.yaml: {PurePosixPath(file).stem}: and the address that she gave."
    return _AFTER.get((form, action), "")
