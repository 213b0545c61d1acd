"""What the office reads of the site's settings: the table HUB and the address, without starting Pelican."""

from __future__ import annotations

import runpy
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hub_core.addresses import Addresses
from hub_core.settings import HubSettings, read_settings

from . import say
from .build import PREVIEW, SAMPLE


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """The settings of the site, and a line for each mistake in them."""

    settings: HubSettings
    addresses: Addresses
    mistakes: tuple[str, ...]


def read_facts(root: Path, name: str = PREVIEW) -> SiteFacts:
    """Read a settings file such as `pelicanconf.py`. A broken one gives the defaults and a line that says where.

    The file is Python and is run, as Pelican runs it.
    """
    table, mistakes = _run(root / name)
    settings, more = read_settings(table.get("HUB", {}))
    url = str(table.get("SITEURL", "")).rstrip("/")
    try:
        path = urlsplit(url).path
    except ValueError:
        url = path = ""
        mistakes.append(f"{name}:1: SITEURL: must be the whole address of the site, like https://example.org")
    return SiteFacts(settings, Addresses(url, path), (*mistakes, *more))


def sample_address(addresses: Addresses) -> str:
    """Say what to do when the site still has the address that the project is shipped with, or ""."""
    if addresses.site_url != SAMPLE:
        return ""
    return f"The links lead to {SAMPLE}, which is nobody’s. Write your site’s address into the last line of publishconf.py, or set SITEURL."


def lead_home(addresses: Addresses, *, send: bool) -> None:
    """Warn of letters whose links would lead nowhere. Raises say.Stop where they would be sent at once."""
    line = sample_address(addresses)
    if line and send:
        raise say.Stop(line, "Nothing was sent.")
    if line:
        say.err(line)


def _run(file: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        return runpy.run_path(str(file)), []
    except FileNotFoundError:
        return {}, [f"{file.name}:1: is missing; the site needs its settings"]
    except SyntaxError as error:
        return {}, [f"{file.name}:{error.lineno or 1}: {error.msg}"]
    except Exception as error:  # noqa: BLE001 - whatever a settings file raises is said with its line
        lines = [one.lineno for one in traceback.extract_tb(error.__traceback__) if one.filename == str(file)]
        return {}, [f"{file.name}:{lines[-1] if lines else 1}: {type(error).__name__}: {error}"]
