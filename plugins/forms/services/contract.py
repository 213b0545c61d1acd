"""What the HTML of a form must carry for one service."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contract:
    """The form's address, extra attributes, hidden fields and the name of the field that people never see."""

    action: str
    honeypot: str
    attributes: tuple[tuple[str, str], ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
