"""One build of the site in a child process. The last good output stays in its place until a new one is whole."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hub_core.clock import build_time

from . import say, stamp, swap
from .lock import only_one

PREVIEW = "pelicanconf.py"
PUBLISH = "publishconf.py"
SAMPLE = "https://warm-handoff.example"  # what publishconf.py is shipped with; no site answers there
OUTPUT = "output"
_HOLDS = ".cache/build-holds.txt"
NOTE = "note: "  # what a line begins with that is worth saying and stops nothing

_PROBLEM = re.compile(r"\S[^:\n]*\.[A-Za-z0-9]+:\d+: ")
# What Pelican says of its own work rather than of the content.
_CHATTER = re.compile(
    r"Done: Processed |CRITICAL\s|(CRITICAL:?\s*)?(RuntimeError: )?Warning or error encountered"
    r"|-> |Generating\.\.\.|\s*$"
)

if sys.platform == "win32":
    _OWN_GROUP = subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _OWN_GROUP = 0

OnStart = Callable[["subprocess.Popen[str]"], None]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """How a build went. `lines` are the problems and remarks in the order they came; `seconds` is its length."""

    ok: bool
    lines: tuple[str, ...]
    seconds: float
    stood: bool = False  # nothing had changed, so nothing was done
    due: str = ""  # when the site has to be built again and why, where the build said it

    @property
    def exit_code(self) -> int:
        """Give 0 for a site that stands, 1 for one that has problems."""
        return say.DONE if self.ok else say.TROUBLE

    @property
    def problems(self) -> tuple[str, ...]:
        """Give the lines that name a place in a file and stop the build."""
        return tuple(line for line in self.lines if _PROBLEM.match(line))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Give why a build failed, for a person to mend: its problems, or whatever it said when it named none."""
        if self.ok:
            return ()
        others = tuple(line for line in self.lines if not line.startswith(NOTE))
        return self.problems or others or ("The build failed without a word.",)

    @property
    def headline(self) -> str:
        """Say in one line how it went."""
        if self.stood:
            return "Nothing has changed since the last build, which stands. --force builds it again."
        if self.ok:
            return f"Built in {say.seconds(self.seconds)}."
        count = f": {say.plural(len(self.problems), 'problem')}" if self.problems else ""
        return f"Not built{count}. The last good version stays."


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds one checkout.

    `command` gives the child's command line for a settings file and a folder to write to; `environment` is set for
    the child on top of this process's own.
    """

    root: Path
    settings: str = PUBLISH
    output_name: str = OUTPUT
    command: Callable[[str, Path], Sequence[str]] | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def output(self) -> Path:
        """The folder that holds the site."""
        return self.root / self.output_name

    def build(self, on_start: OnStart | None = None, *, may_stand: bool = False) -> BuildResult:
        """Build once and switch to the new output. Never raises for what is wrong with the content.

        With `may_stand`, nothing is done when the last build still holds. `on_start` gets the child process, for a caller that may have to end it. Raises OSError only when the
        project's own folder cannot be written.
        """
        with only_one(self.root / ".cache" / "build.lock", _wait):
            began, since = time.perf_counter(), time.time_ns()
            try:
                swap.recover(self.output)
                environment = _environment(self.environment)
                before = stamp.inputs(self.root, self.settings, environment)
                if may_stand and (said := stamp.stands(self.root, self.output, before, build_time("UTC"))) is not None:
                    return BuildResult(True, said, time.perf_counter() - began, stood=True, due=stamp.due(self.root))
                (self.root / stamp.FILE).unlink(missing_ok=True)
                folder, due = swap.new_folder(self.output), ""
                try:
                    ok, lines = self._child(folder, on_start)
                    if ok:
                        swap.switch(folder, self.output)
                        due = self._keep_stamp(environment, before, since, lines)
                finally:
                    swap.remove(folder)  # gone already after a switch
            except OSError as error:
                ok, lines, due = False, (say.disk_trouble(error),), ""
            return BuildResult(ok, lines, time.perf_counter() - began, due=due)

    def _keep_stamp(self, environment: Mapping[str, str], before: stamp.Seen | None, since: int, lines: tuple[str, ...]) -> str:
        """Keep until when the build holds, and give the line on it. One by something else than Pelican says none, and is not kept."""
        holds, due = self.root / _HOLDS, ""
        with contextlib.suppress(OSError, ValueError):
            first, last, due = holds.read_text(encoding="utf-8").splitlines()
            holds.unlink()
            stamp.keep(self.root, self.settings, environment, before, since, (first, last, due), lines, self.output)
        return due

    def _child(self, folder: Path, on_start: OnStart | None) -> tuple[bool, tuple[str, ...]]:
        command = (self.command or pelican)(self.settings, folder)
        # A group of its own: Pelican takes the terminal's Ctrl-C for a good end and would leave half a site.
        with subprocess.Popen(
            command, cwd=self.root, env=_environment(self.environment) | {stamp.HOLDS: str(self.root / _HOLDS)}, text=True, encoding="utf-8", errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
            creationflags=_OWN_GROUP,
        ) as child:  # fmt: skip
            try:
                if on_start:
                    on_start(child)
                text = child.communicate()[0]
            except BaseException:
                end(child)
                raise
        lines = tuple(tidy(text))
        if child.returncode:
            return False, lines or (f"The build stopped without a word (exit code {child.returncode}).",)
        if not (folder / "index.html").is_file():
            return False, (*lines, "The build wrote no home page, so its output was not taken.")
        return True, lines


def end(child: subprocess.Popen[str]) -> None:
    """End a build's child process and the processes that it may have started."""
    if child.poll() is not None:
        return
    if sys.platform == "win32":
        child.terminate()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)


def pelican(settings: str, folder: Path) -> list[str]:
    """Give the command line of one build by Pelican. Without `--fatal` it would end with 0 whatever happens."""
    return [
        sys.executable, "-P", str(Path(__file__).with_name("pelican_once.py")), "content", "-s", settings, "-o", str(folder),
        "--fatal", "errors", "--log-handler", "plain",
    ]  # fmt: skip


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    # COLUMNS keeps a long message on one line; without colours no escape codes reach a page.
    return {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "4000", "PYTHONUNBUFFERED": "1", **more}


def tidy(text: str) -> list[str]:
    """Give the lines of a build's output that a person can use, each once. Pure.

    Pelican's own chatter goes; a traceback becomes its last line, with the place it came from.
    """
    kept: list[str] = []
    place, tracing = "", False
    for raw in text.splitlines():
        line = raw.rstrip()
        if line.startswith("Traceback (most recent call last)"):
            tracing, place = True, ""
        elif tracing and (not line or line.startswith(("  ", "During handling", "The above exception"))):
            if match := re.match(r'\s+File "(.+)", line (\d+)', line):
                place = f"{Path(match[1]).name}:{match[2]}"
        elif not _CHATTER.match(line):
            if tracing and line in kept:  # the log said it before the traceback did
                kept.remove(line)
            kept.append(f"{line} ({place})" if tracing and place else line)
            tracing = False
        else:
            tracing = False
    return list(dict.fromkeys(kept))


def _wait() -> None:
    say.err("Another build is running; waiting for it.")


def still_the_samples(root: Path) -> str:
    """Say what to write when the site still has the address that the project is shipped with, or "".

    The settings are looked at as text, for to run them takes as long as a build in which nothing changed.
    """
    if os.environ.get("SITEURL") or f'"{SAMPLE}"' not in (root / PUBLISH).read_text(encoding="utf-8", errors="replace"):
        return ""
    return f"The pages give {SAMPLE} as their address. Before you publish, write yours into the last line of {PUBLISH}, or set SITEURL."


def task(root: Path, *, preview: bool, force: bool = False) -> int:
    """The task `build`: build the site for publishing, or with the preview's settings, and say how it went.

    When nothing has changed the last build stands, unless `force` is given.
    """
    result = Builder(root, PREVIEW if preview else PUBLISH).build(may_stand=not force)
    say.err(*result.lines)
    (say.out if result.ok else say.err)(result.headline)
    if result.due:
        say.out(result.due)
    if result.ok and not preview and (line := still_the_samples(root)):
        say.err(line)
    return result.exit_code
