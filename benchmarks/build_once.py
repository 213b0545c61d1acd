"""One build in a process of its own, with the processor time of its parts. `builds` runs it.

    python -m benchmarks.build_once SETTINGS REPORT

REPORT becomes a JSON file: seconds of processor time, helper processes included, by part of the build.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import Any

from office.workbench.pelican_once import leave


def spent() -> float:
    """Give the processor time of this process and its ended children so far, in seconds."""
    ended = os.times()
    return time.process_time() + ended.children_user + ended.children_system


def main(settings_file: str, report: str) -> None:
    """Build what a settings file says. Ends the process with 1, after words on stderr, when the build fails."""
    marks = [("python", spent())]
    from pelican import Pelican, log
    from pelican.settings import read_settings

    marks.append(("import", spent()))

    class Timed(Pelican):  # type: ignore[misc]  # Pelican has no types
        """Reading begins right after the plugins, inside Pelican's own start."""

        def init_plugins(self) -> None:
            super().init_plugins()
            marks.append(("plugins", spent()))

    log.init(level=logging.WARNING, fatal="errors")
    settings: dict[str, Any] = read_settings(settings_file)
    site = Timed(settings)
    marks.append(("read", spent()))
    site.run()
    marks.append(("write", spent()))
    starts = [0.0, *(moment for _, moment in marks)]
    parts = {name: moment - before for (name, moment), before in zip(marks, starts, strict=False)}
    Path(report).write_text(json.dumps(parts), encoding="utf-8")
    leave()  # as the task `build` does


if __name__ == "__main__":
    main(*sys.argv[1:3])
