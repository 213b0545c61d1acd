"""The small site as it must come out, kept in the repository and compared byte for byte.

`python -m tests.site.golden` says what differs. With `--write` it writes the new output and the lines that the broken
content must give, and says what changed, for a person to read before it is committed.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.site.building import FIXTURES, NOW, ROOT, SMALL, build

GOLDEN = SMALL / "golden"
BROKEN = FIXTURES / "broken"
EXPECTED = BROKEN / "expected.txt"
URL = "https://small.example"
ENDINGS = (".html", ".xml", ".txt")
MOST_LINES = 80
# The mark of the style sheet's content changes with every touch of the theme, and says nothing of a page.
_MARK = re.compile(rb"(/theme/[\w/.-]+\?v=)[0-9a-f]{8}")


def pages(folder: Path) -> dict[str, bytes]:
    """Give the pages, feeds and text files of an output, by path, the marks of theme files blanked."""
    found = {}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and name.endswith(ENDINGS) and not name.startswith("theme/"):
            found[name] = _MARK.sub(rb"\1........", file.read_bytes())
    return found


def differences(old: Mapping[str, bytes], new: Mapping[str, bytes], most: int = MOST_LINES) -> list[str]:
    """Say how two outputs differ: first which files, then the lines, no more than `most` of them."""
    lines = [f"gone: {name}" for name in old if name not in new] + [
        f"new: {name}" for name in new if name not in old
    ]
    changed = [name for name in old if name in new and old[name] != new[name]]
    lines += [f"changed: {name}" for name in changed]
    shown = list(_hunks({name: (old[name], new[name]) for name in changed}))
    if len(shown) > most:
        shown[most:] = [f"... and {len(shown) - most} lines more"]
    return lines + shown


def _hunks(changed: Mapping[str, tuple[bytes, bytes]]) -> Iterator[str]:
    for name, (old, new) in changed.items():
        before, after = (_lines(text) for text in (old, new))
        yield from difflib.unified_diff(before, after, f"golden/{name}", f"built/{name}", lineterm="", n=1)


def _lines(content: bytes) -> list[str]:
    # JSON-LD and feeds come on very long lines; one tag or field a line can be read.
    text = content.decode("utf-8", "replace")
    return [
        part
        for line in text.split("\n")
        for part in (re.split(r'(?<=>)(?=<)|(?<=,)(?=")', line) if len(line) > 400 else [line])
    ]


def broken_lines() -> list[str]:
    """Give what reading the broken content says, a line a problem, then a line a note."""
    sys.path.insert(0, str(ROOT / "plugins"))
    from content_library.library import load
    from hub_core.settings import HubSettings

    _, problems = load(BROKEN / "content", HubSettings(), NOW)
    return [f"note: {problem}" if problem.is_note else str(problem) for problem in problems]


def write(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Make the golden folder hold `new` and nothing else."""
    for name in old:
        if name not in new:
            (GOLDEN / name).unlink()
    for name, content in new.items():
        file = GOLDEN / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if old.get(name) != content:
            file.write_bytes(content)
    for folder in sorted((one for one in GOLDEN.rglob("*") if one.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def main() -> int:
    """Compare, and write when told to. Gives 1 when something differs and was not written, 2 when nothing is built."""
    parser = argparse.ArgumentParser(prog="python -m tests.site.golden", description=__doc__)
    parser.add_argument("--write", action="store_true", help="take the new output as the right one")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = build(SMALL / "content", SMALL / "settings.py", Path(folder) / "out", url=URL)
        if made.code:
            print(made.said)
            return 2
        new = pages(made.out)
    old = pages(GOLDEN) if GOLDEN.is_dir() else {}
    said, before = (
        "".join(f"{line}\n" for line in broken_lines()),
        EXPECTED.read_bytes() if EXPECTED.is_file() else b"",
    )
    lines = differences(old, new) + differences({EXPECTED.name: before}, {EXPECTED.name: said.encode()})
    print("\n".join(lines) or "Nothing differs.")
    if given.write:
        write(old, new)
        EXPECTED.write_bytes(said.encode())
    return 1 if lines and not given.write else 0


if __name__ == "__main__":
    sys.exit(main())
