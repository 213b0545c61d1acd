"""tasks.py: readable to old Pythons, listed without anything installed, the same list for invoke."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from invoke.collection import Collection
from invoke.parser import Parser

import tasks
from office.workbench.program import gathered, main

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "tasks.py"
SOURCE = FILE.read_text(encoding="utf-8")
# What Python 2.7 has no grammar for. `raise ... from` and keyword-only arguments are looked at apart.
TOO_NEW = (
    ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await,
    ast.Nonlocal, ast.YieldFrom, ast.MatMult, ast.Starred, ast.Match,
)  # fmt: skip


def run(*arguments: str, python: tuple[str, ...] = (), cwd: Path = Path("/"), **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **more}
    command = [sys.executable, *python, str(FILE), *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


class TestOnAnOldPython:
    def test_has_no_grammar_that_is_newer_than_3_6(self) -> None:
        ast.parse(SOURCE, feature_version=(3, 6))

    def test_has_no_grammar_that_is_newer_than_2_7(self) -> None:
        too_new = [node for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, TOO_NEW) or _is_python_3(node)]

        assert too_new == []

    def test_is_pure_ascii_because_python_2_reads_nothing_else_unasked(self) -> None:
        assert SOURCE.isascii()

    def test_imports_nothing_but_sys_before_it_has_checked_the_version(self) -> None:
        before: list[ast.stmt] = []
        for node in ast.parse(SOURCE).body[1:]:
            if isinstance(node, ast.If):
                break
            before.append(node)

        assert [ast.unparse(node) for node in before] == ["import sys"]

    @pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
    def test_says_in_one_line_that_it_is_too_old(
        self, version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "version_info", version)

        with pytest.raises(SystemExit) as stopped:
            exec(compile(SOURCE, str(FILE), "exec"), {"__name__": "__main__", "__file__": str(FILE)})

        said = capsys.readouterr().err
        assert stopped.value.code == 1
        assert said.count("\n") == 1
        assert "needs Python 3.11 or newer" in said
        assert ".".join(map(str, version)) in said


def _is_python_3(node: ast.AST) -> bool:
    if isinstance(node, ast.FunctionDef):
        arguments = node.args
        everyone = [*arguments.args, *arguments.kwonlyargs]
        return bool(arguments.kwonlyargs or node.returns or any(one.annotation for one in everyone))
    return isinstance(node, ast.Raise) and node.cause is not None


class TestTheList:
    def test_needs_nothing_installed_and_no_certain_folder(self) -> None:
        answer = run(python=("-I", "-S"))

        assert (answer.returncode, answer.stderr) == (0, "")
        assert re.search(r"^  new\.article +Begin an article", answer.stdout, re.MULTILINE)

    def test_has_one_line_for_each_task(self) -> None:
        lines = [line for line in run().stdout.splitlines() if line.startswith("  ")]

        assert lines
        assert all(len(line.split(maxsplit=1)) == 2 for line in lines)

    def test_is_the_same_for_invoke(self) -> None:
        listed = {line.split()[0] for line in run().stdout.splitlines() if line.startswith("  ")}

        assert set(names(tasks.ns)) == listed

    def test_names_the_nearest_task_for_an_unknown_one(self) -> None:
        answer = run("biuld", python=("-I", "-S"))

        assert answer.returncode == 2
        assert answer.stderr == "There is no task called 'biuld'. Did you mean build?\n"


def names(collection: Collection, prefix: str = "") -> Iterator[str]:
    yield from (prefix + name for name in collection.tasks)
    for name, inner in collection.collections.items():
        yield from names(inner, f"{prefix}{name}.")


@pytest.mark.parametrize("name", sorted(names(tasks.ns)))
def test_every_task_and_every_flag_is_explained(name: str) -> None:
    task: Any = tasks.ns[name]

    assert task.__doc__
    assert [argument.name for argument in task.get_arguments() if not argument.help] == []


STRINGS = {one.value.strip() for one in ast.walk(ast.parse(SOURCE)) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
EXAMPLES = {found[0] for text in STRINGS for name in names(tasks.ns) for found in [re.search(rf"\b{re.escape(name)} .+", text)] if found and "." in name}


@pytest.mark.parametrize("example", sorted(EXAMPLES))
def test_every_example_in_the_words_on_a_task_can_be_typed_as_it_stands(example: str) -> None:
    typed = gathered(tasks.ns, shlex.split(example))

    assert [one.name for one in Parser(contexts=tasks.ns.to_contexts()).parse_argv(typed)] == [typed[0]]


def test_a_word_where_a_number_is_wanted_is_told_and_not_traced() -> None:
    answer = run("leads.match", "12", "--limit", "many")

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "'many' is not a number, and stands where one is wanted. python3 tasks.py TASK --help shows a task's flags.\n"


@pytest.mark.parametrize("name", sorted(names(tasks.ns)))
def test_every_task_explains_itself_to_whoever_asks_behind_its_name(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(tasks.ns, [name, "--help"])

    said = capsys.readouterr()
    assert (ended.value.code, said.err) == (0, "")
    assert said.out.startswith(f"python3 tasks.py {name}")
    assert str(tasks.ns[name].__doc__).split("\n")[0] in said.out


def test_help_says_first_which_words_a_task_wants_and_then_its_flags() -> None:
    answer = run("leads.answer", "12", "--help")

    assert answer.stdout.splitlines()[0] == "python3 tasks.py leads.answer LEAD ANSWER [flags]"
    assert [line.split()[0] for line in answer.stdout.splitlines() if line.startswith("  ") and not line.startswith("   ")] == ["LEAD", "ANSWER", "-r,", "-n,"]


def test_a_word_that_is_left_out_is_named_with_an_example() -> None:
    answer = run("leads.offer", "12")

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (
        "leads.offer wants MEMBER too. The member's file name without .md: leads.offer 12 jo-sample\n"
        "python3 tasks.py leads.offer --help shows all of it.\n"
    )


def test_a_flag_that_a_task_does_not_have_is_named() -> None:
    answer = run("inbox.list", "--stat", "new")

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "inbox.list has nothing called '--stat'. python3 tasks.py inbox.list --help shows all of it.\n"
