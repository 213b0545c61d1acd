"""The walls of the house: the office does without Pelican, the site without the office, the first steps without anything."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What runs before anything is installed.
BARE = ("__init__", "bootstrap", "lock", "pip_words", "say", "tasklist")


def imported(file: Path) -> Iterator[str]:
    """Give the top-level packages that a file imports; imports from beside it are left out."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0]


def importers(folder: str, package: str) -> list[str]:
    return [str(file) for file in sorted((ROOT / folder).rglob("*.py")) if package in imported(file)]


def test_the_office_imports_no_pelican() -> None:
    assert importers("office", "pelican") == []


def test_the_site_does_not_import_the_office() -> None:
    assert importers("plugins", "office") == []


@pytest.mark.parametrize("name", BARE)
def test_the_first_steps_need_the_standard_library_alone(name: str) -> None:
    found = set(imported(ROOT / "office" / "workbench" / f"{name}.py"))

    assert found <= sys.stdlib_module_names
