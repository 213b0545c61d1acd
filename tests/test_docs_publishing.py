"""The jobs that docs/publishing.md shows for the hosts: each calls tasks that exist, and asks rightly whether a build is due."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from doc_pages import DOCS, FENCE, ROOT, systemd, text_of

from hub_core import yaml12
from office.workbench import tasklist

PAGE = text_of(DOCS / "publishing.md")
JOB = re.compile(r"<!-- job: (?P<path>\S+) -->\n(?=`)")
JOBS = [(match["path"], found["text"]) for match in JOB.finditer(PAGE) if (found := FENCE.match(PAGE, match.end()))]
NOW, PAST, FUTURE = "2026-11-27T12:00:00Z", "2026-11-27T00:00:00Z", "2026-11-28T00:00:00Z"


def job(path: str) -> Any:
    return yaml12.load(dict(JOBS)[path])


def steps(path: str) -> list[dict[str, Any]]:
    return [step for one in job(path)["jobs"].values() for step in one["steps"]]


def commands() -> Iterator[tuple[str, str]]:
    """Give each command of the shell in a job, with the job's file."""
    for path, text in JOBS:
        if path.startswith(".github"):
            yield from ((path, step["run"]) for step in steps(path) if "run" in step)
        elif path.endswith("gitlab-ci.yml"):
            yield from ((path, line) for line in job(path)["pages"]["script"])
        elif path == "crontab":
            yield from ((path, line.split(None, 5)[5]) for line in text.splitlines())
        elif path.endswith(".service"):
            yield path, re.search(r"ExecStart=/usr/bin/(.*)", text)[1]  # type: ignore[index]  # a service without it is a mistake
        elif path.endswith(".toml"):
            yield path, re.search(r'command = "(.*)"', text)[1]  # type: ignore[index]


def run(script: str, folder: Path, answer: str | None) -> tuple[str, list[str]]:
    """Run a step at NOW with a site that gives `answer`, or none. Gives what the step told the runner, and the calls of curl."""
    tools = folder / "bin"
    tools.mkdir()
    given = f'printf "%s" {shlex.quote(answer)}' if answer is not None else "exit 22"
    for name, text in (
        ("curl", f'echo "$@" >> {shlex.quote(str(folder / "calls"))}\ncase "$*" in *next-build.txt) {given};; esac'),
        ("date", f"echo {NOW}"),
    ):
        (tools / name).write_text(f"#!/bin/sh\n{text}\n")
        (tools / name).chmod(0o755)
    told = folder / "told"
    told.touch()
    environment = {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "SITEURL": "https://x.example", "GITHUB_OUTPUT": str(told), "HOOK": "https://hook.example/1",
    }  # fmt: skip
    subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], env=environment, check=True)
    return told.read_text(), (folder / "calls").read_text().splitlines()


class TestJobs:
    def test_there_is_one_for_each_host(self) -> None:
        assert [path for path, _ in JOBS] == [
            ".github/workflows/publish.yml", ".gitlab-ci.yml", "netlify.toml", ".github/workflows/knock.yml", "crontab", "crontab",
            "/etc/systemd/system/hub-build.service", "/etc/systemd/system/hub-build.timer",
        ]  # fmt: skip

    @pytest.mark.parametrize(("path", "command"), list(commands()))
    def test_every_command_can_be_read_by_a_shell(self, path: str, command: str) -> None:
        assert subprocess.run(["bash", "-n", "-c", command], capture_output=True, check=False).stderr == b""

    def test_all_that_build_do_it_by_the_task(self) -> None:
        known = {task.name for task in tasklist.read(ROOT / "tasks.py")}
        called = {path: name for path, command in commands() for name in re.findall(r"python3 tasks\.py (\S+)", command)}

        assert set(called.values()) == {"build"} <= known
        assert sorted(called) == [".github/workflows/publish.yml", ".gitlab-ci.yml", "/etc/systemd/system/hub-build.service", "crontab", "netlify.toml"]

    def test_no_line_for_cron_has_the_sign_that_ends_it_there(self) -> None:
        assert [text for path, text in JOBS if path == "crontab" and "%" in text] == []

    def test_a_python_is_named_with_which_the_tasks_run(self) -> None:
        least = re.search(r'requires-python = ">=3\.(\d+)"', text_of(ROOT / "pyproject.toml"))
        named = [int(minor) for _, text in JOBS for minor in re.findall(r"(?i)python[-_:a-z ]*[=:]? *\"?3\.(\d+)", text)]

        assert least is not None
        assert [minor >= int(least[1]) for minor in named] == [True] * 3

    def test_a_timer_and_its_service_have_one_name(self) -> None:
        units = {Path(path).suffix: Path(path).stem for path, _ in JOBS if "systemd" in path}
        timer = systemd()
        timer.read_string(dict(JOBS)["/etc/systemd/system/hub-build.timer"])

        assert units == {".service": "hub-build", ".timer": "hub-build"}
        assert "Unit" not in timer["Timer"]


class TestTheQuestion:
    @pytest.mark.parametrize(
        ("answer", "told"),
        [(f"{FUTURE}\n", "wait=yes\n"), (f"{PAST}\n", ""), (f"{NOW}\n", ""), (None, ""), ("", ""), ("<!doctype html>", "")],
        ids=["not-yet", "passed", "just-now", "no-answer", "empty", "a-page"],
    )
    def test_github_waits_only_while_the_site_says_that_it_holds(self, tmp_path: Path, answer: str | None, told: str) -> None:
        jobs = job(".github/workflows/publish.yml")["jobs"]
        [question] = jobs["due"]["steps"]

        assert run(question["run"], tmp_path, answer)[0] == told
        assert (question["id"], jobs["due"]["outputs"]) == ("ask", {"wait": "${{ steps.ask.outputs.wait }}"})
        assert (jobs["publish"]["needs"], jobs["publish"]["if"]) == ("due", "needs.due.outputs.wait != 'yes'")

    @pytest.mark.parametrize(("answer", "knocks"), [(f"{FUTURE}\n", 0), (f"{PAST}\n", 1), (None, 1)], ids=["not-yet", "passed", "no-answer"])
    def test_a_hook_is_called_only_when_a_build_is_due(self, tmp_path: Path, answer: str | None, knocks: int) -> None:
        [step] = steps(".github/workflows/knock.yml")
        _, calls = run(step["run"], tmp_path, answer)

        assert [call for call in calls if call.endswith("https://hook.example/1")] == ["-fsS -X POST -d {} https://hook.example/1"] * knocks
