"""The builds that the tests of the site share. Each is made once in a process, when a test first asks for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.site.building import FIXTURES, ROOT, SMALL, Built, build

PUBLISH = ROOT / "publishconf.py"
CONTENT = ROOT / "content"
# A machine that differs in all that must not matter.
ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
PRIVATE_WORDS = "Rosalind Quillfeather, rosalind@quillfeather.example, wants a bookkeeper"

# Settings that write down which files the build opens and which plugins Pelican loaded.
_WATCHING = """
import os, sys
from pathlib import Path

BESIDE = Path(__file__).resolve().parent
OPENED = (BESIDE / "opened.txt").open("w", encoding="utf-8")

def note(event, args):
    if event in ("open", "os.listdir", "os.scandir") and args and isinstance(args[0], (str, bytes, os.PathLike)):
        OPENED.write(os.fsdecode(args[0]) + "\\n")

sys.addaudithook(note)
sys.path.insert(0, {small!r})
from settings import *
from pelican import signals
from pelican.plugins._utils import get_plugin_name

PATH = str(BESIDE / "content")

def loaded(pelican):
    (BESIDE / "plugins.txt").write_text("\\n".join(get_plugin_name(one) for one in pelican.plugins), encoding="utf-8")

signals.initialized.connect(loaded, weak=False)
"""


def _shipped(folder: Path) -> Built:
    return build(CONTENT, PUBLISH, folder / "out", environment={"PYTHONHASHSEED": "0"})


def _shipped_again(folder: Path) -> Built:
    return build(CONTENT, PUBLISH, folder / "out", folder=folder, environment=ELSEWHERE)


def _shipped_below(folder: Path) -> Built:
    return build(CONTENT, PUBLISH, folder / "out", url="https://x.example/hub")


def _small(folder: Path) -> Built:
    settings = SMALL / "settings.py"
    return build(
        SMALL / "content",
        settings,
        folder / "out",
        url="https://small.example",
        environment={"PYTHONHASHSEED": "0"},
    )


def _small_again(folder: Path) -> Built:
    for file in sorted((SMALL / "content").rglob("*"), reverse=True):  # not in the order of the original
        if file.is_file():
            copy = folder / "content" / file.relative_to(SMALL / "content")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    for name in ("leads.txt", "inbox/letter.md", "inbox/comment.html"):
        (folder / "private" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "private" / name).write_text(PRIVATE_WORDS, encoding="utf-8")
    settings = folder / "watching.py"
    settings.write_text(_WATCHING.format(small=str(SMALL)), encoding="utf-8")
    return build(
        Path("content"),
        settings,
        folder / "out",
        folder=folder,
        url="https://small.example",
        environment=ELSEWHERE,
    )


def _broken(folder: Path) -> Built:
    return build(FIXTURES / "broken" / "content", PUBLISH, folder / "out")


_BUILDS: dict[str, Callable[[Path], Built]] = {
    "shipped": _shipped,
    "small": _small,
    "broken": _broken,
    "shipped_again": _shipped_again,
    "small_again": _small_again,
    "shipped_below": _shipped_below,
}


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """Gives a build by its name. None goes on beside other tests, for some of them change what it would go by."""
    return cache(lambda name: _BUILDS[name](tmp_path_factory.mktemp(name)))


def _good(result: Built) -> Built:
    assert result.code == 0, result.said
    return result


@pytest.fixture(scope="session")
def shipped(builds: Callable[[str], Built]) -> Built:
    """The shipped site."""
    return _good(builds("shipped"))


@pytest.fixture(scope="session")
def shipped_again(builds: Callable[[str], Built]) -> Built:
    """The shipped site once more, from another working directory on a machine set up otherwise."""
    return _good(builds("shipped_again"))


@pytest.fixture(scope="session")
def shipped_below(builds: Callable[[str], Built]) -> Built:
    """The shipped site for an address with a folder, https://x.example/hub."""
    return _good(builds("shipped_below"))


@pytest.fixture(scope="session")
def small(builds: Callable[[str], Built]) -> Built:
    """The small site."""
    return _good(builds("small"))


@pytest.fixture(scope="session")
def small_again(builds: Callable[[str], Built]) -> Built:
    """The small site once more, from a copy in another place, beside a private folder, while every open is noted.

    The notes are `opened.txt` and `plugins.txt` beside the output.
    """
    return _good(builds("small_again"))


@pytest.fixture(scope="session")
def broken(builds: Callable[[str], Built]) -> Built:
    """The try to build the broken content."""
    return builds("broken")
