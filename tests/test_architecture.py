"""Which part of the house may use which: the floors, the circles, the glue, and the door to what is private.

The rules are measured over the real files with `ast`, imports inside functions included. The last class plants a breach
of each rule in a house of its own, to show that the measuring would see it.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From the ground up. A package may use its own floor and those below it.
FLOORS = (
    ("hub_core",),
    ("forms", "editorial", "resource_hub", "va_directory"),
    ("static_comments", "ratings"),
    ("site_search",),
    ("content_library",),
    ("site_pages",),
    ("office",),
    ("tasks",),
)
FLOOR = {package: number for number, floor in enumerate(FLOORS) for package in floor}
PRIVATE = re.compile(r"(?:^|/)private(?:/|$)")
# Calls that ask the machine what time it is.
CLOCKS = re.compile(r"(?:\b(?:datetime|date)\.(?:now|today|utcnow)|\btime\.(?:time|time_ns|localtime|gmtime))\(")


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path from the root, its package, and what it says."""

    path: str
    package: str
    module: tuple[str, ...]
    tree: ast.Module

    def imports(self) -> Iterator[tuple[int, str]]:
        """Give the line and the full name of every module that is imported, wherever in the file."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = self.module[: len(self.module) - node.level] if node.level else ()
                base = ".".join((*above, *((node.module,) if node.module else ())))
                yield from ((node.lineno, f"{base}.{alias.name}" if base else alias.name) for alias in node.names)
            elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("import_module", "__import__"):
                yield from ((node.lineno, one.value) for one in node.args[:1] if isinstance(one, ast.Constant) and isinstance(one.value, str))

    def texts(self) -> Iterator[tuple[int, str]]:
        """Give every text in the file that is no docstring, parts of f-strings included."""
        said = {
            id(node.body[0].value)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body and isinstance(node.body[0], ast.Expr)
        }  # fmt: skip
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                yield node.lineno, node.value


def sources(root: Path) -> list[Source]:
    """Read every Python file of the site and the office, and tasks.py."""
    found = []
    for folder in ("plugins", "office", "."):
        base = root / folder
        files = [base / "tasks.py"] if folder == "." else sorted(base.rglob("*.py"))
        for file in files:
            if file.is_file():
                module = file.relative_to(root / "plugins" if folder == "plugins" else root).with_suffix("").parts
                found.append(Source(file.relative_to(root).as_posix(), module[0], module, ast.parse(file.read_text(encoding="utf-8"))))
    return found


def packages_without_a_floor(found: Iterable[Source]) -> list[str]:
    """A new package has to be put on a floor before it is used."""
    return sorted({one.package for one in found} - set(FLOOR))


def imports_that_run_up(found: Iterable[Source]) -> list[str]:
    """Name each import of a floor above."""
    return [
        f"{one.path}:{line}: {name}"
        for one in found
        for line, name in one.imports()
        if FLOOR.get(name.partition(".")[0], -1) > FLOOR.get(one.package, len(FLOORS))
    ]


def circles(found: Iterable[Source]) -> list[str]:
    """Name the packages that use each other in a circle, if any do."""
    uses: dict[str, set[str]] = defaultdict(set)
    for one in found:
        uses[one.package] |= {name for _, full in one.imports() if (name := full.partition(".")[0]) in FLOOR} - {one.package}
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        return [" > ".join(error.args[1])]
    return []


def imports_of(found: Iterable[Source], library: str, *, where: str, allowed: str = "") -> list[str]:
    """Name each import of a library in the files whose path begins with `where`, apart from files called `allowed`."""
    return [
        f"{one.path}:{line}: {name}"
        for one in found
        if one.path.startswith(where) and one.path.rpartition("/")[2] != allowed
        for line, name in one.imports()
        if name.partition(".")[0] == library
    ]


def mentions_of_the_private_folder(found: Iterable[Source]) -> list[str]:
    """Name each text of the site in which the folder of what is private is a part of a path."""
    return [f"{one.path}:{line}: {text}" for one in found if one.path.startswith("plugins/") for line, text in one.texts() if PRIVATE.search(text)]


def questions_for_the_time(found: Iterable[Source]) -> list[str]:
    """Name each call of the site that asks for the time, apart from the one place that may."""
    return [
        f"{one.path}:{node.lineno}: {ast.unparse(node)}"
        for one in found
        if one.path.startswith("plugins/") and one.path != "plugins/hub_core/clock.py"
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Call) and CLOCKS.search(ast.unparse(node))
    ]


@pytest.fixture(scope="module")
def house() -> list[Source]:
    return sources(ROOT)


class TestTheHouse:
    def test_every_package_has_its_floor(self, house: list[Source]) -> None:
        assert packages_without_a_floor(house) == []

    def test_every_floor_is_there(self, house: list[Source]) -> None:
        assert {one.package for one in house} == set(FLOOR)

    def test_no_import_runs_up(self, house: list[Source]) -> None:
        assert imports_that_run_up(house) == []

    def test_no_packages_use_each_other_in_a_circle(self, house: list[Source]) -> None:
        assert circles(house) == []

    def test_the_site_never_imports_the_office(self, house: list[Source]) -> None:
        assert imports_of(house, "office", where="plugins/") == []

    def test_the_site_never_names_the_private_folder_in_a_path(self, house: list[Source]) -> None:
        assert mentions_of_the_private_folder(house) == []

    def test_only_the_glue_imports_pelican(self, house: list[Source]) -> None:
        assert imports_of(house, "pelican", where="plugins/", allowed="plugin.py") == []

    def test_no_part_of_the_site_imports_jinja(self, house: list[Source]) -> None:
        assert imports_of(house, "jinja2", where="plugins/") == []

    def test_the_office_imports_no_pelican(self, house: list[Source]) -> None:
        assert imports_of(house, "pelican", where="office/") == []

    def test_the_tasks_import_no_pelican(self, house: list[Source]) -> None:
        assert imports_of(house, "pelican", where="tasks.py") == []

    def test_one_place_alone_asks_what_time_it_is(self, house: list[Source]) -> None:
        assert questions_for_the_time(house) == []


class TestTheMeasuring:
    def planted(self, root: Path, files: dict[str, str]) -> list[Source]:
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return sources(root)

    @pytest.mark.parametrize(
        ("path", "text", "line"),
        [
            ("plugins/hub_core/a.py", "import forms", 1),
            ("plugins/hub_core/a.py", "import json\nimport editorial.views as x", 2),
            ("plugins/forms/a.py", "from ratings import views", 1),
            ("plugins/ratings/a.py", "from content_library.walk import walk", 1),
            ("plugins/site_pages/a.py", "def f():\n    import office.desk", 2),
            ("plugins/site_pages/a.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from office import x", 3),
            ("plugins/forms/services/a.py", "from importlib import import_module\nimport_module('office.desk')", 2),
            ("office/desk/a.py", "import tasks", 1),
        ],
    )
    def test_an_import_that_runs_up_is_seen(self, tmp_path: Path, path: str, text: str, line: int) -> None:
        found = imports_that_run_up(self.planted(tmp_path, {path: text}))
        assert [one.rpartition(":")[0] for one in found] == [f"{path}:{line}"]

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("plugins/forms/services/a.py", "from ..model import Form\nfrom . import b\nfrom .office import x"),
            ("plugins/va_directory/a.py", "from editorial.views import ArticleCard\nimport hub_core"),
            ("office/desk/a.py", "from office.headers import HEADERS\nfrom .. import tools\nfrom site_pages import site"),
            ("tasks.py", "from office.desk import x"),
        ],
    )
    def test_an_import_on_the_same_floor_or_below_is_no_breach(self, tmp_path: Path, path: str, text: str) -> None:
        assert imports_that_run_up(self.planted(tmp_path, {path: text})) == []

    def test_a_circle_on_one_floor_is_seen(self, tmp_path: Path) -> None:
        planted = {
            "plugins/editorial/a.py": "import forms",
            "plugins/forms/a.py": "def f():\n    from resource_hub import model",
            "plugins/resource_hub/a.py": "from editorial.views import x",
        }
        assert len(circles(self.planted(tmp_path, planted))) == 1

    def test_a_line_of_packages_is_no_circle(self, tmp_path: Path) -> None:
        assert circles(self.planted(tmp_path, {"plugins/editorial/a.py": "import forms", "plugins/forms/a.py": "import hub_core"})) == []

    def test_a_package_without_a_floor_is_seen(self, tmp_path: Path) -> None:
        assert packages_without_a_floor(self.planted(tmp_path, {"plugins/cellar/a.py": ""})) == ["cellar"]

    @pytest.mark.parametrize("text", ["import pelican", "from pelican.readers import Readers", "def f():\n    import pelican.signals"])
    def test_pelican_outside_the_glue_is_seen(self, tmp_path: Path, text: str) -> None:
        found = self.planted(tmp_path, {"plugins/forms/model.py": text, "plugins/forms/plugin.py": text, "office/a.py": text})
        assert [len(imports_of(found, "pelican", where=where, allowed="plugin.py")) for where in ("plugins/", "office/")] == [1, 1]

    def test_jinja_is_seen_in_the_glue_too(self, tmp_path: Path) -> None:
        assert len(imports_of(self.planted(tmp_path, {"plugins/forms/plugin.py": "from jinja2 import Template"}), "jinja2", where="plugins/")) == 1

    @pytest.mark.parametrize("text", ["x = 'private/inbox'", "x = root / 'private'", "x = f'{root}/private/{name}'", "open('../private/leads.db')"])
    def test_a_path_into_the_private_folder_is_seen(self, tmp_path: Path, text: str) -> None:
        assert len(mentions_of_the_private_folder(self.planted(tmp_path, {"plugins/forms/a.py": text}))) == 1

    @pytest.mark.parametrize("text", ['"""Nothing of private/ comes here."""', "x = 'private data'", "# private/", "private = 1", "x = 'https://a.example/privately/'"])
    def test_the_word_private_alone_is_no_breach(self, tmp_path: Path, text: str) -> None:
        assert mentions_of_the_private_folder(self.planted(tmp_path, {"plugins/forms/a.py": text})) == []

    @pytest.mark.parametrize("text", ["dt.datetime.now()", "x = datetime.date.today()", "import time\ny = time.time()"])
    def test_a_question_for_the_time_is_seen(self, tmp_path: Path, text: str) -> None:
        found = self.planted(tmp_path, {"plugins/forms/a.py": text, "plugins/hub_core/clock.py": text})
        assert len(questions_for_the_time(found)) == 1
