"""What the owner does after a decision, where the inbox alone does not finish the matter. Pure."""

from __future__ import annotations

from pathlib import PurePosixPath

# Before the decision: what she need not decide at all.
SIGN_UP = "Nothing to decide: newsletter.confirm asks each of these whether it was meant."
_AFTER = {
    ("referral-request", "done"): "It is a lead now: leads.list shows it, and the Desk has it under Leads.",
    ("newsletter", "done"): "newsletter.confirm asks whether it was meant, and puts nobody on the list without a yes.",
    ("suggest-resource", "done"): "If it is good, new.resource begins its entry.",
}


def before(form: str) -> str:
    """Give what is worth knowing of every submission of a form, or ""."""
    return SIGN_UP if form == "newsletter" else ""


def after(form: str, action: str, file: str) -> str:
    """Say what comes next after an action on a submission and the file that it wrote, or ""."""
    if form == "list-me" and action in ("approve", "draft") and file:
        return f"Letters to her need a line in private/addresses.yaml: {PurePosixPath(file).stem}: and the address that she gave."
    return _AFTER.get((form, action), "")
