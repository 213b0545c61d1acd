"""What the tests know of the checkout that is served."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ARTICLE = "/articles/a-first-month-as-a-va/"
PATIENCE = 90.0  # seconds for a build on a busy machine


@dataclass(frozen=True)
class Served:
    """A checkout with the shipped content that `serve` serves: its folder, its address, and the Desk's link."""

    root: Path
    url: str
    link: str
