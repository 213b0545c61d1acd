"""A build: in a child process, into a fresh folder, and in the place of the old output only when it is whole."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from office.workbench import swap
from office.workbench.build import Builder, BuildResult, end, pelican, tidy
from office.workbench.lock import only_one

GOOD = "(out / 'index.html').write_text('new')"


def child(code: str) -> Callable[[str, Path], Sequence[str]]:
    """A stand-in for Pelican: a line of Python that knows the folder as `out`."""
    start = "import sys, pathlib; out = pathlib.Path(sys.argv[1]); "
    return lambda settings, folder: [sys.executable, "-I", "-c", start + code, str(folder)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "a hub"
    (folder / "output").mkdir(parents=True)
    (folder / "output" / "index.html").write_text("old")
    return folder


def home(root: Path) -> str:
    return (root / "output" / "index.html").read_text()


def leftovers(root: Path) -> list[str]:
    return sorted(one.name for one in root.iterdir() if one.name.startswith(".output"))


class TestABuild:
    def test_takes_the_old_outputs_place_when_it_went_well(self, root: Path) -> None:
        result = Builder(root, command=child(GOOD)).build()

        assert (result.ok, result.exit_code, home(root), leftovers(root)) == (True, 0, "new", [])

    def test_needs_no_old_output(self, tmp_path: Path) -> None:
        assert Builder(tmp_path, command=child(GOOD)).build().ok
        assert home(tmp_path) == "new"

    def test_leaves_the_old_output_when_it_failed(self, root: Path) -> None:
        code = f"{GOOD}; print('content/a.md:3: title: is missing'); sys.exit(1)"

        result = Builder(root, command=child(code)).build()

        assert (result.ok, result.exit_code, home(root), leftovers(root)) == (False, 1, "old", [])
        assert result.problems == ("content/a.md:3: title: is missing",)
        assert result.headline == "Not built: 1 problem. The last good version stays."

    def test_takes_no_output_without_a_home_page(self, root: Path) -> None:
        result = Builder(root, command=child("pass")).build()

        assert (result.ok, home(root)) == (False, "old")
        assert "no home page" in result.lines[-1]

    def test_says_so_when_the_child_said_nothing(self, root: Path) -> None:
        result = Builder(root, command=child("sys.exit(3)")).build()

        assert result.lines == ("The build stopped without a word (exit code 3).",)

    def test_knows_nothing_of_what_was_in_the_old_output(self, root: Path) -> None:
        (root / "output" / "gone.html").write_text("a page that was deleted")

        Builder(root, command=child(GOOD)).build()

        assert not (root / "output" / "gone.html").exists()

    def test_can_be_ended_and_then_changes_nothing(self, root: Path) -> None:
        code = f"{GOOD}; import time; time.sleep(60)"

        result = Builder(root, command=child(code)).build(on_start=end)

        assert (result.ok, home(root), leftovers(root)) == (False, "old", [])

    def test_is_ended_when_its_caller_is_interrupted(self, root: Path) -> None:
        started: list[subprocess.Popen[str]] = []

        def interrupt(process: subprocess.Popen[str]) -> None:
            started.append(process)
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            Builder(root, command=child("import time; time.sleep(60)")).build(on_start=interrupt)

        assert started[0].poll() is not None
        assert (home(root), leftovers(root)) == ("old", [])

    def test_keeps_what_the_child_said_of_the_next_build(self, root: Path) -> None:
        code = f"import os; {GOOD}; open(os.environ['WARM_HANDOFF_HOLDS'], 'w').write('2026-11-21T12:00:00Z\\n2026-11-22T00:00:00Z\\nDue soon.\\n')"

        assert Builder(root, command=child(code)).build().due == "Due soon."
        assert not (root / ".cache/build-holds.txt").exists()

    def test_tells_the_child_its_environment(self, root: Path) -> None:
        code = f"import os; {GOOD}; print(os.environ['SITEURL'])"
        environment = {"SITEURL": "http://127.0.0.1:9"}

        assert Builder(root, command=child(code), environment=environment).build().lines == ("http://127.0.0.1:9",)

    def test_by_pelican_ends_with_an_error_when_there_is_one(self) -> None:
        command = pelican("publishconf.py", Path("x"))

        assert command[3:] == ["content", "-s", "publishconf.py", "-o", "x", "--fatal", "errors", "--log-handler", "plain"]


class TestPelicanOnce:
    """The child of a build: Pelican's own command, which leaves at once when all is written."""

    @staticmethod
    def run(folder: Path, settings: str) -> subprocess.CompletedProcess[str]:
        (folder / "content").mkdir()
        start = 'SITENAME, SITEURL, TIMEZONE, THEME, PLUGINS = "A", "https://a.example", "UTC", "simple", []\n'
        (folder / "conf.py").write_text(start + settings, encoding="utf-8")
        return subprocess.run(
            pelican("conf.py", Path("out")), cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
            env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip

    def test_says_all_that_pelican_says(self, tmp_path: Path) -> None:
        child = self.run(tmp_path, "print('x' * 100_000)\n")

        assert child.returncode == 0
        assert "x" * 100_000 in child.stdout
        assert "Done: Processed 0 articles" in child.stdout + child.stderr
        assert (tmp_path / "out" / "index.html").is_file()

    def test_ends_with_the_code_of_a_build_that_failed(self, tmp_path: Path) -> None:
        child = self.run(tmp_path, "raise SystemExit(3)\n")

        assert child.returncode == 3

    def test_finds_modules_beside_the_settings(self, tmp_path: Path) -> None:
        (tmp_path / "words_of_mine.py").write_text("NAME = 'Mine'\n", encoding="utf-8")
        child = self.run(tmp_path, "from words_of_mine import NAME as SITENAME\n")

        assert (child.returncode, "Mine" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")) == (0, True)

    def test_the_modules_of_the_workbench_shadow_nobody_s(self, tmp_path: Path) -> None:
        child = self.run(tmp_path, "import importlib.util\nassert importlib.util.find_spec('swap') is None\n")

        assert child.returncode == 0, child.stderr


class TestTheSwitch:
    def test_goes_back_when_the_second_rename_fails(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        rename = Path.rename

        def refuse(self: Path, target: Path) -> Path:
            if self.name.startswith(".output-new"):
                raise OSError(5, "Input/output error")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", refuse)
        result = Builder(root, command=child(GOOD)).build()

        assert (result.ok, home(root), leftovers(root)) == (False, "old", [])
        assert result.lines == ("Input/output error",)

    def test_brings_the_old_output_back_after_a_crash_between_the_renames(self, root: Path) -> None:
        (root / "output").rename(root / ".output-old")
        (root / ".output-new-1a2b").mkdir()

        swap.recover(root / "output")

        assert (home(root), leftovers(root)) == ("old", [])

    def test_deletes_the_old_output_after_a_crash_behind_the_renames(self, root: Path) -> None:
        (root / ".output-old").mkdir()

        swap.recover(root / "output")

        assert (home(root), leftovers(root)) == ("old", [])

    def test_recovers_before_every_build(self, root: Path) -> None:
        (root / "output").rename(root / ".output-old")

        Builder(root, command=child("sys.exit(1)")).build()

        assert home(root) == "old"

    def test_makes_folders_that_a_web_server_may_read(self, root: Path) -> None:
        Builder(root, command=child(GOOD)).build()
        (root / "plain").mkdir()

        assert (root / "output").stat().st_mode == (root / "plain").stat().st_mode


class TestOneAtATime:
    def test_a_second_one_waits_and_says_so(self, tmp_path: Path) -> None:
        file = tmp_path / "cache" / "one.lock"
        held, go_on, order = threading.Event(), threading.Event(), []

        def first() -> None:
            with only_one(file, lambda: order.append("the first had to wait")):
                held.set()
                go_on.wait(10)
                order.append("first")

        other = threading.Thread(target=first)
        other.start()
        held.wait(10)

        def waiting() -> None:
            order.append("waiting")
            go_on.set()

        with only_one(file, waiting):
            order.append("second")
        other.join()

        assert order == ["waiting", "first", "second"]


class TestTheWords:
    def test_leave_out_what_pelican_says_of_itself(self) -> None:
        text = "Done: Processed 3 articles in 0.1 seconds.\ncontent/a.md:1: is empty\n\ncontent/a.md:1: is empty\n"

        assert tidy(text) == ["content/a.md:1: is empty"]

    def test_make_one_line_of_a_traceback_with_the_place(self) -> None:
        text = (
            "KeyError: 'title'\nTraceback (most recent call last):\n"
            '  File "/home/jo/hub/plugins/x/plugin.py", line 7, in make\n    a["title"]\n      ~^^^^^^^^^\nKeyError: \'title\'\n'
        )

        assert tidy(text) == ["KeyError: 'title' (plugin.py:7)"]

    def test_forget_the_error_that_only_ends_pelican(self) -> None:
        text = (
            "content/a.md:1: is empty\nRuntimeError: Warning or error encountered\n"
            'Traceback (most recent call last):\n  File "log.py", line 9, in _log\n'
            "RuntimeError: Warning or error encountered\n"
        )

        assert tidy(text) == ["content/a.md:1: is empty"]

    def test_name_the_problems_as_reasons_and_no_notes(self) -> None:
        lines = ("note: content/o.md:4: has ended", "content/a.md:1: is empty", "1 problem; nothing was written.")

        assert BuildResult(False, lines, 1.0).reasons == ("content/a.md:1: is empty",)
        assert BuildResult(False, ("note: content/o.md:4: x", "It broke."), 1.0).reasons == ("It broke.",)
        assert BuildResult(False, (), 1.0).reasons == ("The build failed without a word.",)
        assert BuildResult(True, lines, 1.0).reasons == ()
