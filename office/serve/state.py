"""What the local server knows of the builds, and who waits to hear of the next one."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from office.workbench.build import BuildResult

PING_SECONDS = 15.0  # a quiet connection is kept open by a comment this often


@dataclass(slots=True)
class BuildState:
    """The state of the site. Read and changed in the event loop's thread alone, apart from `close`."""

    building: bool = True  # the first build begins before the first request can be answered
    has_site: bool = False  # one build of this run went well, so `output` is from these very files
    lines: tuple[str, ...] = ()  # why the last build failed; empty after a good one
    _run: str = field(default_factory=lambda: secrets.token_hex(4))
    _number: int = 0
    _closed: bool = False
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def version(self) -> str:
        """A name for what is shown now. It is new after every build, and after a restart of the server."""
        return f"{self._run}-{self._number}"

    @property
    def failed(self) -> bool:
        """Whether the last build failed."""
        return bool(self.lines)

    def started(self) -> None:
        """Note that a build has begun."""
        self.building = True

    def finished(self, result: BuildResult) -> None:
        """Note how a build went, and tell everyone who waits."""
        self.building = False
        self.has_site = self.has_site or result.ok
        self.lines = result.reasons
        self._number += 1
        self._wake()

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def versions(self) -> AsyncIterator[str | None]:
        """Give the version now and after every build, and None when there was nothing to say for a while."""
        said = ""
        while not self._closed:
            changed = self._changed
            if self.version != said:
                said = self.version
                yield said
                continue
            try:
                async with asyncio.timeout(PING_SECONDS):
                    await changed.wait()
            except TimeoutError:
                yield None
