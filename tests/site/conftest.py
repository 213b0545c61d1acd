"""The builds that the tests of the site share, each made once a session and only when a test asks for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.site.building import FIXTURES, ROOT, SMALL, Built, build, built

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


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped site."""
    return built(
        CONTENT, PUBLISH, tmp_path_factory.mktemp("shipped") / "out", environment={"PYTHONHASHSEED": "0"}
    )


@pytest.fixture(scope="session")
def shipped_again(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped site once more, from another working directory on a machine set up otherwise."""
    folder = tmp_path_factory.mktemp("shipped-again")
    return built(CONTENT, PUBLISH, folder / "out", folder=folder, environment=ELSEWHERE)


@pytest.fixture(scope="session")
def shipped_below(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped site for an address with a folder."""
    return built(CONTENT, PUBLISH, tmp_path_factory.mktemp("below") / "out", url="https://x.example/hub")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site."""
    out = tmp_path_factory.mktemp("small") / "out"
    return built(
        SMALL / "content",
        SMALL / "settings.py",
        out,
        url="https://small.example",
        environment={"PYTHONHASHSEED": "0"},
    )


@pytest.fixture(scope="session")
def small_again(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site once more, from a copy in another place, beside a private folder, while every open is noted.

    The notes are `opened.txt` and `plugins.txt` beside the output.
    """
    folder = tmp_path_factory.mktemp("small-again")
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
    return built(
        Path("content"),
        settings,
        folder / "out",
        folder=folder,
        url="https://small.example",
        environment=ELSEWHERE,
    )


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The try to build the broken content."""
    return build(FIXTURES / "broken" / "content", PUBLISH, tmp_path_factory.mktemp("broken") / "out")
