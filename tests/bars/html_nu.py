"""Bar: the Nu HTML checker has nothing to say about any page or style sheet."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from .built import BuiltSite, Findings

LIMIT = "0 errors, 0 warnings, HTML and CSS"
SECONDS = 300

# Messages that say only that the checker is older than the language. Each is the whole text of one message.
NOT_YET_KNOWN: frozenset[str] = frozenset()


def html_nu(site: BuiltSite, jar: Path) -> Findings:
    """Faults: every message of the checker for the site's HTML and CSS files.

    Raises RuntimeError when the checker itself did not run to its end.
    """
    command = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss8m", "-jar", str(jar)]
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", "--also-check-css"]
    done = subprocess.run(
        [*command, *options, str(site.root)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    try:
        messages = json.loads(done.stdout)["messages"]
    except (ValueError, KeyError) as error:
        raise RuntimeError(f"the Nu checker gave no answer: {done.stderr.strip()[:300]}") from error
    findings = Findings()
    for message in messages:
        if message["message"] not in NOT_YET_KNOWN:
            findings.fault(_address(site, message), _line(message))
    return findings


def _address(site: BuiltSite, message: dict[str, Any]) -> str:
    """The address in the site of the file that a message speaks of."""
    path = Path(url2pathname(unquote(urlsplit(message.get("url", "")).path)))
    root = site.root.resolve()
    if not path.resolve().is_relative_to(root):
        return "/"
    address = "/" + path.resolve().relative_to(root).as_posix()
    return address.removesuffix("index.html") if address.endswith("/index.html") else address


def _line(message: dict[str, Any]) -> str:
    """Kind, line and text of one message."""
    kind = message.get("subType") or message["type"]
    near = f" near {message['extract'].strip()[:60]!r}" if message.get("extract") else ""
    return f"{kind} in line {message.get('lastLine', '?')}: {message['message']}{near}"
