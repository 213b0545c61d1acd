"""A site of a few pieces of content."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from site_pages.site import Site

from ..make import ADDRESSES, NOW, SETTINGS, library


def site(settings: HubSettings = SETTINGS, addresses: Addresses = ADDRESSES, **shelves: Any) -> Site:
    """The site of a library, with a theme that has no files."""
    return Site(library(**shelves), settings, addresses, Path("no-theme"), NOW)
