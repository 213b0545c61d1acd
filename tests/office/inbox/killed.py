"""A program that decides on everything in a queue, to be killed in the middle. Run with the checkout's folder."""

from __future__ import annotations

import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "plugins"), str(Path(__file__).parent)]

if __name__ == "__main__":
    from queueing import desk_of

    from office.inbox.store import open_store

    root = Path(sys.argv[1])
    store = open_store(root / "private")
    desk = desk_of(root, store)
    print("ready", flush=True)
    desk.recover()
    while waiting := store.queue(limit=1):
        desk.approve(waiting[0].id)
