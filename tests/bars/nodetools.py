"""The tools that run under Node and Java, installed when first needed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[1] / "tools"
JAR = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
MAIL_CHECKER = TOOLS / "node_modules" / "@jsx-email" / "doiuse-email" / "dist" / "index.mjs"
MAIL_SCRIPT = Path(__file__).parent / "scripts" / "mail_programs.mjs"
LIGHTHOUSE = TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"
INSTALL_SECONDS = 600


def install(wanted: Path) -> str | None:
    """Make sure that a file of an installed package is there. Gives what stands in the way, or None.

    `npm ci` writes `tests/tools/node_modules/`, which git ignores; the lock file holds the hashes.
    """
    if wanted.is_file():
        return None
    npm = shutil.which("npm")
    if npm is None:
        return "npm was not found, and the tools of tests/tools/ are not installed"
    done = subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=TOOLS,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=INSTALL_SECONDS,
        check=False,
    )
    if done.returncode or not wanted.is_file():
        lines = [line for line in done.stderr.splitlines() if "error" in line]
        return f"npm ci failed in tests/tools/: {lines[0] if lines else 'no reason given'}"
    return None


def nu_jar() -> tuple[Path | None, str]:
    """The Nu checker's Java archive and an empty text, or None and what is missing."""
    if shutil.which("java") is None:
        return None, "no Java found; install a Java runtime of version 11 or later"
    if named := os.environ.get("VNU_JAR"):
        jar = Path(named)
        return (jar, "") if jar.is_file() else (None, f"VNU_JAR names {named}, which is not there")
    if missing := install(JAR):
        return None, missing
    return JAR, ""


def lighthouse_command() -> tuple[list[str] | None, str]:
    """How Lighthouse is started and an empty text, or None and what is missing."""
    node = shutil.which("node")
    if node is None:
        return None, "no Node found; Lighthouse 12 needs version 18.16 or later"
    if missing := install(LIGHTHOUSE):
        return None, missing
    return [node, str(LIGHTHOUSE)], ""


def mail_command() -> tuple[list[str] | None, str]:
    """How the check of mails is started and an empty text, or None and what is missing."""
    node = shutil.which("node")
    if node is None:
        return None, "no Node found; the check of mails needs version 18 or later"
    if missing := install(MAIL_CHECKER):
        return None, missing
    return [node, str(MAIL_SCRIPT), MAIL_CHECKER.as_uri()], ""
