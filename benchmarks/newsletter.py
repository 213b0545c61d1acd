"""How long an issue takes to be written to all its readers: `.venv/bin/python -m benchmarks.newsletter [readers]`.

The list and the letters are made in a folder of their own; a second run shows what is left to do after one that ended.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "plugins")]

from office.inbox.store import open_store  # noqa: E402
from office.inbox.tables import subscribers  # noqa: E402
from office.newsletter.sending import send_task  # noqa: E402


def main(readers: int) -> None:
    """Measure, and print the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "content", root / "content")
        for name in ("pelicanconf.py", "publishconf.py"):
            shutil.copy(ROOT / name, root / name)
        asked = dt.datetime(2026, 1, 5, tzinfo=dt.UTC).replace(tzinfo=None)
        rows = [{"email": f"reader-{number}@readers.example", "asked": asked, "confirmed": asked} for number in range(readers)]
        with closing(open_store(root / "private")) as store, store.writing() as connection:
            connection.execute(sa.insert(subscribers), rows)
        for what in (f"{readers} letters drafted", "run again, nothing left to do"):
            begin = time.perf_counter()
            send_task(root)
            print(f"{what}: {time.perf_counter() - begin:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
