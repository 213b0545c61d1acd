"""From a bare Python to the project's own environment in `.venv`. Standard library only.

The environment is made once. A stamp in it records which requirements file was installed for which Python; as long
as both are the same, nothing is installed again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import pip_words, say, tasklist
from .lock import only_one

RUNTIME = "requirements.txt"
TESTS = "requirements-test.txt"
OLDEST = (3, 11)
COMMAND = "python3 tasks.py"
_STAMP = "warm-handoff.json"
_INSIDE = "WARM_HANDOFF_INSIDE"  # set for the second self, so that a broken .venv cannot make it start a third
_PROBE = "import sys, importlib.util as u; print('%d.%d' % sys.version_info[:2], u.find_spec('pip') is not None)"

Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    # A user's settings for installing into a home folder make pip refuse to install into an environment.
    environment = {name: value for name, value in os.environ.items() if name not in ("PIP_TARGET", "PIP_PREFIX")}
    environment |= {"PIP_USER": "0", "PYTHONUTF8": "1"}
    environment.setdefault("PIP_RETRIES", "2")
    return subprocess.run(
        command, env=environment, text=True, encoding="utf-8", errors="replace", check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment of one checkout. `run` starts a program and gives what it printed; tests pass their own."""

    root: Path
    run: Run = _run
    base_python: str = field(default=sys.executable)

    @property
    def folder(self) -> Path:
        """The folder of the environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The interpreter in it."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def is_current(self) -> bool:
        """Say whether this very process runs in the environment."""
        return self.folder.exists() and Path(sys.prefix).exists() and self.folder.samefile(sys.prefix)

    def ensure(self, *files: str) -> None:
        """Make the environment where it is missing and install each requirements file that is not installed yet.

        Where all is installed nothing is written, not even a lock: a service may see the project as read-only.
        Raises say.Stop with one clear line when that is not possible.
        """
        try:
            if (version := self._healthy_version()) and all(self._has(file, version) for file in files):
                return
            with only_one(self.root / ".cache" / "environment.lock", _wait):
                version = self._healthy_version() or self._make()
                for file in files:
                    self._install(file, version)
        except OSError as error:
            raise say.Stop(say.disk_trouble(error)) from error

    def _healthy_version(self) -> str:
        """Give the Python version of a working environment such as `3.11`, or nothing."""
        if not self.python.exists():
            return ""
        try:
            answer = self.run([str(self.python), "-c", _PROBE])
        except OSError:  # its Python was removed or replaced
            return ""
        version, _, has_pip = answer.stdout.strip().partition(" ")
        if answer.returncode or has_pip != "True":
            return ""
        return version if tuple(map(int, version.split("."))) >= OLDEST else ""

    def _make(self) -> str:
        """Make the environment, in the place of a broken one, and give its Python version."""
        if missing := [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]:
            raise say.Stop(no_venv(missing[0]))
        if self.folder.exists() and not (self.folder / "pyvenv.cfg").exists() and any(self.folder.iterdir()):
            raise say.Stop(".venv exists but is no Python environment. Move it away and run this again.")
        say.err("Making .venv, the folder that holds everything this project installs.")
        answer = self.run([self.base_python, "-m", "venv", "--clear", str(self.folder)])
        if answer.returncode:
            if "ensurepip" in answer.stdout:
                raise say.Stop(no_venv("ensurepip"))
            raise say.Stop(f"Cannot make .venv: {pip_words.explain(answer.stdout)}")
        if not (version := self._healthy_version()):
            raise say.Stop("The new .venv does not start. Is the project in a folder that forbids running programs?")
        return version

    def _has(self, file: str, version: str) -> bool:
        """Say whether a requirements file as it is now was installed for a Python version."""
        stamp = self._stamp()
        return stamp.get("python") == version and stamp.get(file) == fingerprint(self.root / file)

    def _install(self, file: str, version: str) -> None:
        if self._has(file, version):
            return
        say.err(f"Installing {file} into .venv. This happens once and takes about a minute.")
        began = time.perf_counter()
        answer = self.run([
            str(self.python), "-m", "pip", "install", "--require-hashes", "--no-input", "--disable-pip-version-check",
            "-r", str(self.root / file),
        ])  # fmt: skip
        if answer.returncode:
            (self.folder / "install.log").write_text(answer.stdout, encoding="utf-8")
            raise say.Stop(f"{pip_words.explain(answer.stdout)} The whole report is in .venv/install.log.")
        stamp = self._stamp()
        kept = {name: value for name, value in stamp.items() if stamp.get("python") == version}
        wanted = {"python": version, file: fingerprint(self.root / file)}
        (self.folder / _STAMP).write_text(json.dumps(kept | wanted, indent=1), encoding="utf-8")
        say.err(f"Installed in {say.seconds(time.perf_counter() - began)}.")

    def _stamp(self) -> dict[str, str]:
        try:
            data = json.loads((self.folder / _STAMP).read_text(encoding="utf-8"))
        except (OSError, ValueError):  # none yet, or half written: install again, which does no harm
            return {}
        return data if isinstance(data, dict) else {}


def _wait() -> None:
    say.err("Another task is making .venv; waiting for it.")


def fingerprint(file: Path) -> str:
    """Give the SHA-256 of a file, line ends apart: a checkout on Windows must not install twice."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def no_venv(module: str, os_release: Path = Path("/etc/os-release")) -> str:
    """Say in one line which package is missing when this Python cannot make environments."""
    version = "{}.{}".format(*sys.version_info[:2])
    try:
        family = os_release.read_text(encoding="utf-8").lower()
    except OSError:
        family = ""
    if "debian" in family or "ubuntu" in family:
        remedy = f"Install it with: sudo apt install python{version}-venv"
    else:
        remedy = "Install your system's package for it, or Python from python.org, which has it."
    return f"This Python {version} lacks the module {module!r}, so it cannot make .venv. {remedy}"


def enter(tasks_file: Path, argv: Sequence[str]) -> None:
    """Take `python3 tasks.py ...` to the point where the task can run. Returns only inside the environment.

    Without a task it prints the list of tasks; outside the environment it makes that and starts the same command
    in it. Both end the process.
    """
    say.calm_streams()
    try:
        _enter(tasks_file.resolve(), argv)
    except say.Stop as stop:
        say.err(*stop.lines)
        sys.exit(stop.code)
    except OSError as error:
        say.err(say.disk_trouble(error))
        sys.exit(say.TROUBLE)
    except KeyboardInterrupt:
        sys.exit(say.INTERRUPTED)


def _enter(tasks_file: Path, argv: Sequence[str]) -> None:
    tasks = tasklist.read(tasks_file)
    if not argv or argv[0] in ("--list", "-l") or list(argv) in (["--help"], ["-h"]):
        say.out(*tasklist.page(tasks, COMMAND))
        sys.exit(say.DONE)
    word = next((word for word in argv if not word.startswith("-")), "")
    if word and word not in {task.name for task in tasks}:
        raise say.Stop(tasklist.unknown(word, tasks, COMMAND), code=say.MISUSE)
    environment = Environment(tasks_file.parent)
    environment.ensure(RUNTIME)
    os.chdir(tasks_file.parent)
    if environment.is_current():
        os.environ.pop(_INSIDE, None)
        if importlib.util.find_spec("invoke") is None:
            raise say.Stop("The .venv is not whole: invoke is missing in it. Delete the folder .venv and run this again.")
        return
    if os.environ.get(_INSIDE):
        raise say.Stop("The .venv does not lead back to itself. Delete the folder .venv and run this again.")
    os.environ[_INSIDE] = "1"
    _become([str(environment.python), str(tasks_file), *argv])


def _become(command: list[str]) -> None:
    """Go on as another program. Windows has no such thing: there, wait for it and pass its exit code on."""
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606
    child = subprocess.Popen(command)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:  # the child got it too and is leaving
            continue
