"""The names of the tasks, read from tasks.py without running it: nothing needs to be installed. Standard library only."""

from __future__ import annotations

import ast
import difflib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task's name on the command line and its one line of help."""

    name: str
    summary: str


def read(file: Path) -> list[TaskLine]:
    """Give the tasks of a tasks.py in the file's order. Raises OSError and SyntaxError.

    A task is a function under `@task`. The first underscore of a function's name is the dot of a group:
    `new_article` is `new.article`.
    """
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [
        TaskLine(node.name.replace("_", ".", 1), (ast.get_docstring(node) or "").split("\n")[0])
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and any(_is_task(decorator) for decorator in node.decorator_list)
    ]


def _is_task(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id == "task"


def page(tasks: list[TaskLine], command: str) -> list[str]:
    """Give the lines that list the tasks, one line each."""
    width = max((len(task.name) for task in tasks), default=0)
    return [
        f"Usage: {command} NAME [flags]     flags of a task: {command} NAME --help",
        "",
        *(f"  {task.name:<{width}}  {task.summary}" for task in tasks),
    ]


def unknown(word: str, tasks: list[TaskLine], command: str) -> str:
    """Say in one line that there is no such task, with the nearest name where there is one."""
    near = difflib.get_close_matches(word, [task.name for task in tasks], n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}?" if near else f"{command} lists the tasks."
    return f"There is no task called {word!r}. {hint}"
