"""Reading member files, part by part, beside PyYAML's own loader on the same headers. `measures` runs it.

    python -m benchmarks.reading CONTENT REPEAT REPORT

REPORT becomes a JSON file: a list of rounds, each with the seconds of processor time of every part. The project's
plugins must be on the path (PYTHONPATH), as they are in a build.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import yaml

from hub_core.documents import parse_document, read_text
from hub_core.safe_html import visitor_html
from hub_core.vocabulary import read_vocabulary
from va_directory.parse import parse_member

_T = TypeVar("_T")
YARDSTICK: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def timed(round_: dict[str, float], part: str, work: Callable[[], _T]) -> _T:
    """Do some work, note its processor time, and give what it gave."""
    gc.collect()
    began = time.process_time()
    result = work()
    round_[part] = time.process_time() - began
    return result


def one_round(content: Path, *, yardstick_first: bool) -> dict[str, float]:
    """Read every member file once and give the seconds of each part. Raises ValueError for a file with a problem."""
    words, _ = read_vocabulary(content / "vocabulary.yaml", "content/vocabulary.yaml")
    files = sorted((content / "members").iterdir())
    names = [f"content/members/{file.name}" for file in files]
    headers = [file.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n") for file in files]
    seconds: dict[str, float] = {}

    def yardstick() -> None:
        timed(seconds, "yardstick", lambda: [yaml.load(header, YARDSTICK) for header in headers])  # noqa: S506 (a safe one)

    if yardstick_first:
        yardstick()
    texts = timed(seconds, "read", lambda: [read_text(file, name)[0] or "" for file, name in zip(files, names, strict=True)])
    documents = timed(seconds, "yaml", lambda: [parse_document(text, name)[0] for text, name in zip(texts, names, strict=True)])
    found = [document for document in documents if document]
    timed(seconds, "bio", lambda: [visitor_html(document.body) for document in found])
    members = timed(seconds, "model", lambda: [parse_member(document, words)[0] for document in found])
    # A member's model and her bio are made by one call; the bio has been timed alone.
    seconds["model"] = max(0.0, seconds["model"] - seconds["bio"])
    if not yardstick_first:
        yardstick()
    if len(found) < len(files) or not all(members):
        raise ValueError("a member file has a problem; `python3 tasks.py check` would list it")
    return seconds


def main(content: str, repeat: str, report: str) -> None:
    """Measure as often as asked, the yardstick first in every other round."""
    rounds = [one_round(Path(content), yardstick_first=number % 2 == 0) for number in range(int(repeat))]
    Path(report).write_text(json.dumps(rounds), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:4])
