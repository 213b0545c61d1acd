"""The environment: made once, installed once, renewed when its reasons change, and clear about what is in the way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from office.workbench import bootstrap, say
from office.workbench.bootstrap import RUNTIME, TESTS, Environment

REPOSITORY = Path(__file__).resolve().parents[2]


class Machine:
    """Stands for the machine: remembers what was started, and makes just enough of an environment."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.version = "3.11"
        self.has_pip = True
        self.started: list[str] = []
        self.fails: dict[str, str] = {}

    def __call__(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        what = "venv" if "venv" in command else "pip" if "pip" in command else "probe"
        if what != "probe":
            self.started.append(what if what == "venv" else f"pip {Path(command[-1]).name}")
        if what in self.fails:
            return subprocess.CompletedProcess(command, 1, self.fails[what])
        if what == "venv":
            python = Environment(self.root).python
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
            (self.root / ".venv" / "pyvenv.cfg").touch()
        return subprocess.CompletedProcess(command, 0, f"{self.version} {self.has_pip}\n")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    root = tmp_path / "a folder with spaces"
    root.mkdir()
    for name in (RUNTIME, TESTS):
        (root / name).write_text(f"{name}==1\n")
    return Machine(root)


@pytest.fixture
def environment(machine: Machine) -> Environment:
    return Environment(machine.root, run=machine)


def trouble(environment: Environment, *files: str) -> str:
    with pytest.raises(say.Stop) as stopped:
        environment.ensure(*(files or (RUNTIME,)))
    assert stopped.value.code != 0
    assert len(stopped.value.lines) == 1
    assert "\n" not in stopped.value.lines[0]
    return stopped.value.lines[0]


class TestInstalling:
    def test_makes_the_environment_and_installs_into_it(self, environment: Environment, machine: Machine) -> None:
        environment.ensure(RUNTIME)

        assert machine.started == ["venv", "pip requirements.txt"]

    def test_does_nothing_the_second_time(self, environment: Environment, machine: Machine) -> None:
        environment.ensure(RUNTIME)
        machine.started.clear()
        environment.ensure(RUNTIME)

        assert machine.started == []

    def test_writes_nothing_the_second_time_so_that_a_service_may_see_the_project_as_read_only(self, environment: Environment, machine: Machine) -> None:
        environment.ensure(RUNTIME)
        shutil.rmtree(machine.root / ".cache")
        (machine.root / ".cache").write_text("no folder, so that no lock can be made in it")
        environment.ensure(RUNTIME)

        with pytest.raises(say.Stop):
            environment.ensure(TESTS)

    def test_installs_again_when_the_requirements_change(self, environment: Environment, machine: Machine) -> None:
        environment.ensure(RUNTIME)
        machine.started.clear()
        (machine.root / RUNTIME).write_text("other==2\n")
        environment.ensure(RUNTIME)

        assert machine.started == ["pip requirements.txt"]

    def test_does_not_take_the_line_ends_of_windows_for_a_change(self, environment: Environment, machine: Machine) -> None:
        environment.ensure(RUNTIME)
        machine.started.clear()
        (machine.root / RUNTIME).write_bytes(b"requirements.txt==1\r\n")
        environment.ensure(RUNTIME)

        assert machine.started == []

    def test_installs_again_for_another_python(self, environment: Environment, machine: Machine) -> None:
        environment.ensure(RUNTIME, TESTS)
        machine.started.clear()
        machine.version = "3.13"
        environment.ensure(RUNTIME)

        assert machine.started == ["pip requirements.txt"]
        assert TESTS not in json.loads((environment.folder / "warm-handoff.json").read_text())

    def test_adds_the_tests_requirements_when_they_are_asked_for(self, environment: Environment, machine: Machine) -> None:
        environment.ensure(RUNTIME)
        machine.started.clear()
        environment.ensure(RUNTIME, TESTS)
        environment.ensure(RUNTIME, TESTS)

        assert machine.started == ["pip requirements-test.txt"]

    def test_tries_again_after_a_failure(self, environment: Environment, machine: Machine) -> None:
        machine.fails["pip"] = "ERROR: something"
        trouble(environment)
        machine.fails.clear()
        environment.ensure(RUNTIME)

        assert machine.started == ["venv", "pip requirements.txt", "pip requirements.txt"]

    def test_makes_a_broken_environment_anew(self, environment: Environment, machine: Machine) -> None:
        environment.ensure(RUNTIME)
        environment.python.unlink()
        machine.started.clear()
        environment.ensure(RUNTIME)

        assert machine.started[0] == "venv"

    def test_reads_a_half_written_stamp_as_none(self, environment: Environment, machine: Machine) -> None:
        environment.ensure(RUNTIME)
        (environment.folder / "warm-handoff.json").write_text('{"python": "3.')
        machine.started.clear()
        environment.ensure(RUNTIME)

        assert machine.started == ["pip requirements.txt"]


class TestTrouble:
    def test_without_a_network_it_says_what_to_do_and_keeps_the_report(
        self, environment: Environment, machine: Machine
    ) -> None:
        machine.fails["pip"] = (
            "WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError'\n"
            "ERROR: No matching distribution found for invoke==3.0.3\n"
        )

        said = trouble(environment)

        assert said.startswith("No network while installing. Connect and run this again, or point PIP_FIND_LINKS")
        assert "No matching distribution" in (environment.folder / "install.log").read_text()

    @pytest.mark.parametrize("module", ["venv", "ensurepip"])
    def test_names_the_package_that_debian_keeps_apart(self, module: str, tmp_path: Path) -> None:
        release = tmp_path / "os-release"
        release.write_text("ID=debian\n")

        version = "{}.{}".format(*sys.version_info[:2])
        assert bootstrap.no_venv(module, release).endswith(f"Install it with: sudo apt install python{version}-venv")

    def test_says_so_when_this_python_cannot_make_environments(
        self, environment: Environment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "ensurepip" else object())

        assert "lacks the module 'ensurepip', so it cannot make .venv" in trouble(environment)

    def test_leaves_a_folder_alone_that_is_no_environment(self, environment: Environment, machine: Machine) -> None:
        environment.folder.mkdir()
        (environment.folder / "diary.txt").write_text("dear")

        assert "is no Python environment" in trouble(environment)
        assert machine.started == []
        assert (environment.folder / "diary.txt").exists()

    def test_says_that_the_disk_is_full(self, environment: Environment, machine: Machine) -> None:
        machine.fails["venv"] = "Error: [Errno 28] No space left on device: '.venv/lib'"

        assert "The disk is full" in trouble(environment)

    def test_says_which_file_cannot_be_read(self, environment: Environment, machine: Machine) -> None:
        (machine.root / RUNTIME).unlink()

        assert RUNTIME in trouble(environment)


class TestForReal:
    def test_goes_through_a_path_with_spaces_from_another_folder_and_installs_once(self, tmp_path: Path) -> None:
        root = tmp_path / "my own hub"
        shutil.copytree(REPOSITORY / "office", root / "office", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(REPOSITORY / "tasks.py", root)
        (root / RUNTIME).write_text("invoke==3\n")
        give_it_an_environment(root, 'print("asked for", *sys.argv[1:])\n')
        command = [sys.executable, str(root / "tasks.py"), "check"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

        first, second = (
            subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
            for _ in range(2)
        )

        assert "Installed in" in first.stderr
        assert (first.returncode, second.returncode) == (1, 1)
        assert second.stderr == (
            "The .venv is not whole: invoke is missing in it. Delete the folder .venv and run this again.\n"
        )


def give_it_an_environment(root: Path, pip: str) -> None:
    """Make a real environment with a stand-in for pip: a real one takes its seconds, and the network."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(root / ".venv")], check=True)
    packages = next((root / ".venv").glob("[Ll]ib/**/site-packages"))
    (packages / "pip").mkdir()
    (packages / "pip" / "__init__.py").touch()
    (packages / "pip" / "__main__.py").write_text(f"import sys\n{pip}")
