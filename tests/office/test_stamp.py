"""When the last build stands, and each thing that means to build again."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from office.workbench import stamp

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
HOLDS = (NOW.isoformat(), (NOW + dt.timedelta(hours=12)).isoformat(), "Build again.")
ENVIRONMENT = {"SITEURL": "https://x.example"}
CONTENT = "content/tips/a.md"


def kept(root: Path, *, began: int | None = None) -> None:
    before = stamp.inputs(root, "conf.py", ENVIRONMENT)
    assert before is not None
    stamp.keep(root, "conf.py", ENVIRONMENT, before, began or before.newest + 2_000_000_000, HOLDS, ["note: x"], root / "output")


def lines(root: Path, moment: dt.datetime = NOW, environment: dict[str, str] | None = None) -> tuple[str, ...] | None:
    return stamp.stands(root, root / "output", stamp.inputs(root, "conf.py", environment or ENVIRONMENT), moment)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (CONTENT, "theme/a.html", "plugins/a.py", "output/index.html", "elsewhere/b.py", ".cache/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one")
    (tmp_path / "conf.py").write_text('PLUGIN_PATHS = ["elsewhere"]\n')
    return tmp_path


def put_back(file: Path) -> None:
    """Write another text of the same size and give the file its old time."""
    times = file.stat()
    file.write_text("two")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": lambda root: (root / CONTENT).write_text("longer"),
    "a text with its old time and size": lambda root: put_back(root / CONTENT),
    "a new file": lambda root: (root / "content/tips/b.md").write_text("x"),
    "a file that is gone": lambda root: (root / CONTENT).unlink(),
    "another name": lambda root: (root / CONTENT).rename(root / "content/tips/c.md"),
    "the theme": lambda root: (root / "theme/a.html").write_text("longer"),
    "a plugin": lambda root: (root / "plugins/a.py").write_text("longer"),
    "a plugin elsewhere": lambda root: (root / "elsewhere/b.py").write_text("longer"),
    "the settings": lambda root: (root / "conf.py").write_text('PLUGIN_PATHS = ["elsewhere"]\nX = 1\n'),
    "settings that do not run": lambda root: (root / "conf.py").write_text("1 / 0"),
    "a page changed by hand": lambda root: (root / "output/index.html").write_text("mine"),
    "a page that is gone": lambda root: (root / "output/index.html").unlink(),
    "a broken stamp": lambda root: (root / stamp.FILE).write_text("{"),
    "no stamp": lambda root: (root / stamp.FILE).unlink(),
}


class TestStands:
    def test_a_site_in_which_nothing_changed_stands_and_says_its_notes_again(self, root: Path) -> None:
        kept(root)
        assert lines(root) == ("note: x",)
        assert stamp.due(root) == "Build again."

    @pytest.mark.parametrize("what", CHANGES)
    def test_any_change_means_to_build(self, root: Path, what: str) -> None:
        kept(root)
        time.sleep(0.02)  # past one tick of the file system's clock, as the second before a build is in the task
        CHANGES[what](root)
        assert lines(root) is None

    @pytest.mark.parametrize("moment", [NOW + dt.timedelta(hours=12), NOW - dt.timedelta(seconds=1)])
    def test_it_stands_no_longer_than_it_holds(self, root: Path, moment: dt.datetime) -> None:
        kept(root)
        assert lines(root, moment) is None

    def test_another_address_means_to_build(self, root: Path) -> None:
        kept(root)
        assert lines(root, environment={"SITEURL": "https://y.example"}) is None

    def test_another_terminal_does_not(self, root: Path) -> None:
        kept(root)
        assert lines(root, environment=ENVIRONMENT | {"TERM": "x", "COLUMNS": "7", "SYSTEMD_EXEC_PID": "7"}) is not None

    def test_a_file_saved_just_before_the_build_is_not_trusted(self, root: Path) -> None:
        before = stamp.inputs(root, "conf.py", ENVIRONMENT)
        assert before is not None
        kept(root, began=before.newest + 1)
        assert lines(root) is None
