"""A program that imports files with a process beside it that scores, to be killed. Run with the checkout's folder and the files.

It prints the number of the process beside it as soon as there is one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "plugins")]

if __name__ == "__main__":
    from office.inbox import alongside
    from office.inbox.listing import import_and_score

    begin: Any = subprocess.Popen

    def told(*args: Any, **more: Any) -> Any:
        child = begin(*args, **more)
        print(child.pid, flush=True)
        return child

    alongside.FROM_BYTES = 0
    alongside.subprocess.Popen = told  # type: ignore[misc, assignment]
    sys.exit(import_and_score(Path(sys.argv[1]), sys.argv[2:]))
