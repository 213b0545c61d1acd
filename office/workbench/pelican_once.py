"""Pelican's own command for one build, as the child of `build`, without Python's long goodbye.

A large site leaves millions of objects behind. To hand them back one by one, as Python does at its end, takes a second
for ten thousand members, and the system takes the whole process back at once in any case.
"""

from __future__ import annotations

import logging
import os
import runpy
import sys
from typing import NoReturn


def leave() -> NoReturn:
    """End this process as a success, with all that was said written out."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())  # noqa: PTH109 (as `python -m pelican` has it)
    runpy.run_module("pelican", run_name="__main__", alter_sys=True)  # a build that fails leaves here, with its words and code
    leave()
