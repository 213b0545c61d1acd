"""The index is made when a word changed, kept, and done without where its program does not run."""

from __future__ import annotations

import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from site_search import index
from site_search.index import make_index

PAGES = {"a/index.html": "<html lang=en><body data-pagefind-body><h1>A</h1><p>One word.</p></body></html>"}


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were run."""
    found: list[list[str]] = []
    real = subprocess.run

    def run(command: list[str], **more: Any) -> Any:
        found.append(command)
        return real(command, **more)

    monkeypatch.setattr(index.subprocess, "run", run)
    return found


class TestAnIndex:
    def test_is_made_once_for_the_same_words(self, tmp_path: Path, runs: list[list[str]]) -> None:
        first, second = make_index(PAGES, tmp_path), make_index(dict(PAGES), tmp_path)
        assert (first, len(runs)) == (second, 1)

    def test_is_made_anew_for_another_word(self, tmp_path: Path, runs: list[list[str]]) -> None:
        first, _ = make_index(PAGES, tmp_path)
        second, _ = make_index({"a/index.html": PAGES["a/index.html"].replace("One", "Two")}, tmp_path)
        assert (first != second, len(runs)) == (True, 2)

    def test_old_ones_are_not_kept_for_ever(self, tmp_path: Path) -> None:
        for word in ("One", "Two", "Three", "Four"):
            make_index({"a/index.html": PAGES["a/index.html"].replace("One", word)}, tmp_path)
        assert len(list(tmp_path.iterdir())) == index.KEPT

    def test_holds_what_the_page_needs_and_no_interface_of_its_own(self, tmp_path: Path) -> None:
        folder, why = make_index(PAGES, tmp_path)
        assert folder is not None
        names = {one.name for one in folder.iterdir()}
        assert (why, {"pagefind.js", "pagefind-entry.json", "index", "fragment"} <= names, [one for one in names if "ui" in one]) == ("", True, [])


class TestWithout:
    def test_its_package_there_is_none_and_a_reason(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def absent(_: str) -> str:
            raise metadata.PackageNotFoundError

        monkeypatch.setattr(index.metadata, "version", absent)
        assert make_index(PAGES, tmp_path) == (None, "Pagefind is not installed")

    def test_a_program_that_runs_there_is_none_and_nothing_is_left(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(index.sys, "executable", "/bin/false")
        assert (make_index(PAGES, tmp_path), list(tmp_path.iterdir())) == ((None, "Pagefind does not run here (exit code 1)"), [])

    def test_a_program_at_all_there_is_none(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(index.sys, "executable", str(tmp_path / "absent"))
        assert make_index(PAGES, tmp_path / "cache")[0] is None
