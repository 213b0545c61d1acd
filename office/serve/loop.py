"""Watching the files and building again. Each build is a child process, so the server's memory does not grow."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable
from pathlib import Path

import watchfiles

from office.workbench import say
from office.workbench.build import Builder, BuildResult, end

from .state import BuildState

FOLDERS = ("content", "theme", "plugins")
FILES = ("pelicanconf.py",)


class _Saves(watchfiles.DefaultFilter):
    """Leaves out what editors and Python write beside the files that matter."""

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        name = Path(path).name
        return not name.startswith((".", "#")) and not name.endswith("~") and super().__call__(change, path)


class _Settings(watchfiles.BaseFilter):
    """The settings lie in the project's folder, which is watched without what is below it."""

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        return Path(path).name in FILES


class Rebuilder:
    """Builds once at the start and after every save. Saves during a build lead to one more, however many they are."""

    def __init__(self, builder: Builder, state: BuildState, tell: Callable[[BuildResult], None]) -> None:
        self.builder, self.state, self.tell = builder, state, tell
        self._wanted = asyncio.Event()
        self._wanted.set()
        self._stopping = asyncio.Event()
        self._child: subprocess.Popen[str] | None = None

    def want(self) -> None:
        """Ask for a build: now, or once more after the one that runs."""
        self._wanted.set()

    async def run(self) -> None:
        """Watch and build until `stop` is called."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.build_when_wanted())
            folders = [self.builder.root / name for name in FOLDERS if (self.builder.root / name).is_dir()]
            tasks.create_task(self._watch(_Saves(), *folders))
            tasks.create_task(self._watch(_Settings(), self.builder.root, recursive=False))

    async def _watch(self, which: watchfiles.BaseFilter, *paths: Path, recursive: bool = True) -> None:
        for polling in (False, True):
            watching = watchfiles.awatch(
                *paths, watch_filter=which, stop_event=self._stopping, debounce=400, step=100, recursive=recursive,
                raise_interrupt=False, force_polling=polling,
            )  # fmt: skip
            try:
                async for _ in watching:
                    self.want()
            except (OSError, RuntimeError):  # the system has no watch left to give, or a network drive has none at all
                if polling:
                    say.err("Saves cannot be noticed here; stop and start the preview to see a change.")
            else:
                return

    async def build_when_wanted(self) -> None:
        """Build whenever it is wanted until `stop` is called."""
        while not self._stopping.is_set():
            await self._wanted.wait()
            self._wanted.clear()
            if self._stopping.is_set():
                return
            self.state.started()
            result = await asyncio.to_thread(self._build)
            if self._stopping.is_set():
                return
            self.state.finished(result)
            self.tell(result)

    def _build(self) -> BuildResult:
        try:
            return self.builder.build(self._remember)
        except OSError as error:
            return BuildResult(False, (say.disk_trouble(error),), 0.0)
        except Exception as error:  # noqa: BLE001 - a fault of ours must not end the preview without a word
            return BuildResult(False, (f"A fault in the office: {type(error).__name__}",), 0.0)

    def _remember(self, child: subprocess.Popen[str]) -> None:
        self._child = child
        if self._stopping.is_set():
            end(child)

    def stop(self) -> None:
        """End the watching and a build that runs."""
        self._stopping.set()
        self._wanted.set()
        if self._child:
            end(self._child)
