"""The members' e-mail addresses: private/addresses.yaml, a line each, `jo-sample: jo@example.org`. Never in the repository."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hub_core.documents import read_text
from hub_core.problems import Problem, nearest, one_of
from hub_core.yaml12 import YamlError, load

from .letters import is_address

FILE = "addresses.yaml"


def read_addresses(private: Path) -> tuple[dict[str, str], list[Problem]]:
    """Give the addresses by member, and a problem for each line that holds none. Without the file both are empty."""
    found, _, problems = _read(private)
    return found, problems


def misspelt(private: Path, members: Iterable[str]) -> list[str]:
    """Give the lines under the name of nobody that is near a member without a line; other lines are of those who left."""
    found, lines, _ = _read(private)
    known = set(members)
    without = known - set(found)
    return [f"private/{FILE}:{lines.get(one, 1)}: {one_of(one, without, what='member')}" for one in found if one not in known and nearest(one, without)]


def _read(private: Path) -> tuple[dict[str, str], dict[str, int], list[Problem]]:
    file, shown = private / FILE, f"private/{FILE}"
    if not file.is_file():
        return {}, {}, []
    text, problems = read_text(file, shown)
    if text is None:
        return {}, {}, problems
    lines: dict[str, int] = {}
    try:
        data = load(text, lines)
    except YamlError as error:
        return {}, {}, [Problem(shown, error.line, error.field, error.remedy)]
    if data is None:
        return {}, {}, []
    if not isinstance(data, dict):
        return {}, {}, [Problem(shown, 1, "", "must have a line for each member, like “jo-sample: jo@example.org”")]
    found: dict[str, str] = {}
    for member, address in data.items():
        if isinstance(address, str) and is_address(address):
            found[member] = address
        else:
            problems.append(Problem(shown, lines.get(member, 1), member, "is not one e-mail address; write it like jo@example.org"))
    return found, lines, problems
