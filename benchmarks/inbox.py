"""How fast the inbox is, and how well it knows spam.

    python -m benchmarks.inbox [--submissions 100000] [--posts 5000] [--senders 64] [--skip import posts spam]

The import and the receiver run in processes of their own, so that their memory is theirs alone. The seconds are this
machine's, and the disk's: every commit waits for it.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import datetime as dt
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table

from .desk import measure
from .spam_texts import UNWANTED, WANTED

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "plugins")]
NOW = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)
SETTINGS = 'HUB = {"owner": "jo-sample"}\nSITEURL = "http://127.0.0.1:8000"\n'
FOLDS = 5
Result = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.inbox", description="Measure the inbox.")
    parser.add_argument("--submissions", type=int, default=100_000, help="how many to import (100000)")
    parser.add_argument("--posts", type=int, default=5_000, help="how many to send to the receiver (5000)")
    parser.add_argument("--senders", type=int, default=64, help="how many send at once (64)")
    parser.add_argument("--skip", nargs="*", default=[], choices=["import", "posts", "spam"], help="what to leave out")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.child:
        return {"import": _import_child, "receiver": _receiver_child}[options.child[0]](Path(options.child[1]))
    out = Console()
    if "import" not in options.skip:
        out.print(_import_table(_measure_import(options.submissions)))
    if "posts" not in options.skip:
        out.print(_posts_table(_measure_posts(options.posts, options.senders)))
    if "spam" not in options.skip:
        out.print(_spam_table(measure_spam()))
    return 0


def write_export(file: Path, count: int) -> None:
    """Write an export of comments with commas between the cells. The same each time."""
    chance = random.Random(2026)
    words = " ".join(WANTED).split()
    with file.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(["id", "date", "name", "email", "article", "text"])
        for number in range(count):
            text = " ".join(chance.choices(words, k=chance.randint(8, 90)))
            at = (NOW - dt.timedelta(minutes=number)).isoformat()
            writer.writerow([f"id-{number}", at, f"Writer {number % 5000}", f"writer{number % 5000}@mail.example", "a-first-month", text])


def _site(folder: Path) -> Path:
    (folder / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    return folder


def _child(kind: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.inbox", "--child", kind, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    environment.pop("WARM_HANDOFF_DATABASE", None)
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def _measure_import(count: int) -> Result:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = _site(Path(name))
        write_export(folder / "export.csv", count)
        with _child("import", folder) as child:
            output, _ = child.communicate()
        found: Result = json.loads(output.splitlines()[-1])
        return found | {"count": count, "megabytes": (folder / "export.csv").stat().st_size / 1e6}


def _import_child(folder: Path) -> int:
    import resource

    from office.inbox.listing import import_and_score

    def peak(who: int) -> float:
        return resource.getrusage(who).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)

    def spent() -> float:
        ended = os.times()
        return time.process_time() + ended.children_user + ended.children_system

    def take() -> None:
        import_and_score(folder, [str(folder / "export.csv")])

    found: Result = {}
    scoring = 0.0
    for name in ("first", "again"):
        clock, processor = time.perf_counter(), spent()
        take()
        found[name] = (time.perf_counter() - clock, spent() - processor)
        if name == "first":  # Linux counts what a parent holds when it starts a child as the child's own, and here it holds little yet
            scoring = peak(resource.RUSAGE_CHILDREN)
    found["peak"] = peak(resource.RUSAGE_SELF) + scoring
    print(json.dumps(found | {"desk": measure(folder)}))
    return 0


def _measure_posts(count: int, senders: int) -> Result:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = _site(Path(name))
        with _child("receiver", folder) as child:
            port = int(child.stdout.readline()) if child.stdout else 0
            seconds = asyncio.run(_send(port, count, senders))
            child.terminate()
            child.wait()
        from office.inbox.store import open_store

        store = open_store(folder / "private", f"sqlite:///{folder / 'private' / 'office.db'}")
        kept = sum(store.counts().values())
        store.close()
        return {"count": count, "senders": senders, "seconds": seconds, "kept": kept}


def _receiver_child(folder: Path) -> int:
    import socket

    import uvicorn

    from forms.catalogue import FORMS
    from hub_core.addresses import Addresses
    from hub_core.settings import HubSettings
    from office.receiver.app import Receiver
    from office.receiver.pages import Pages

    pages = Pages(ROOT / "theme" / "templates", folder / "output", Addresses("http://127.0.0.1"), HubSettings())
    receiver = Receiver(FORMS, folder / "private", pages, posts_a_minute=10**9)
    opened = socket.create_server(("127.0.0.1", 0), backlog=1024)
    print(opened.getsockname()[1], flush=True)
    config = uvicorn.Config(receiver.app(), log_level="error", access_log=False, loop="asyncio", http="h11", ws="none", lifespan="off")
    uvicorn.Server(config).run(sockets=[opened])
    receiver.close()
    return 0


async def _send(port: int, count: int, senders: int) -> float:
    numbers = iter(range(count))

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in numbers:
            fields = {"article": "a-first-month", "name": "Mara", "text": f"Comment {number}: {WANTED[number % len(WANTED)]}"}
            body = urlencode(fields).encode()
            head = (
                f"POST /comment HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
            )
            writer.write(head.encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            if not answer.startswith(b"HTTP/1.1 303"):
                raise RuntimeError(answer.split(b"\r\n")[0].decode())
        writer.close()

    await one_warm(port)
    start = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(senders)))
    return time.perf_counter() - start


async def one_warm(port: int) -> None:
    """Ask once, so that the server has read all of its code."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /comment HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    await reader.read()
    writer.close()


def measure_spam() -> list[Result]:
    """Give precision and recall without the learner, and with one that was trained on the other four fifths."""
    from office.inbox.learner import Opinion, judge, words_of
    from office.inbox.record import accept
    from office.inbox.spam import score

    labelled = [(text, False) for text in WANTED] + [(text, True) for text in UNWANTED]
    random.Random(7).shuffle(labelled)

    def suspected(text: str, opinion: Opinion | None) -> bool:
        submission, reason = accept("receiver", "comment", {"article": "a", "name": "Mara", "text": text}, NOW)
        if submission is None:
            raise ValueError(reason)
        return score(submission, opinion=opinion).suspected

    def opinion_from(lessons: list[tuple[str, bool]], text: str) -> Opinion:
        counts: dict[str, tuple[int, int]] = {}
        for learnt, is_spam in lessons:
            for word in words_of(learnt):
                spam, ham = counts.get(word, (0, 0))
                counts[word] = (spam + is_spam, ham + (not is_spam))
        totals = (sum(is_spam for _, is_spam in lessons), sum(not is_spam for _, is_spam in lessons))
        return judge(words_of(text), counts, totals)

    alone = [(suspected(text, None), is_spam) for text, is_spam in labelled]
    trained = []
    for at, (text, is_spam) in enumerate(labelled):
        lessons = [one for number, one in enumerate(labelled) if number % FOLDS != at % FOLDS]
        trained.append((suspected(text, opinion_from(lessons, text)), is_spam))
    return [_figures("Rules alone", alone), _figures("Rules and learner", trained)]


def _figures(name: str, found: list[tuple[bool, bool]]) -> Result:
    hits = sum(said and true for said, true in found)
    said, true = sum(one for one, _ in found), sum(one for _, one in found)
    return {
        "name": name, "texts": len(found), "spam": true, "suspected": said, "wrongly": said - hits, "missed": true - hits,
        "precision": hits / said if said else 1.0, "recall": hits / true if true else 1.0,
    }  # fmt: skip


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    return table


def _import_table(found: Result) -> Table:
    table = _table(f"An export of {found['count']:,} comments ({found['megabytes']:.0f} MB) is imported", "Step", "Clock", "Processor", "A second")
    for name, key in (("Imported and scored", "first"), ("Imported again: nothing new", "again")):
        clock, processor = found[key]
        table.add_row(name, f"{clock:.1f} s", f"{processor:.1f} s", f"{found['count'] / clock:,.0f}")
    for name, key in (("The Desk opens on it", "desk"), ("The same page again", "again"), ("The page after it", "next"), ("One entry", "entry")):
        clock, processor = found["desk"][key]
        table.add_row(name, f"{clock:.3f} s", f"{processor:.3f} s", "")
    table.caption = f"Peak memory of it all, both processes together: {found['peak']:.0f} MB"
    return table


def _posts_table(found: Result) -> Table:
    table = _table("The receiver, each post committed with synchronous=FULL before its answer", "Posts", "Senders", "Seconds", "Posts a second", "Kept")
    table.add_row(
        f"{found['count']:,}", str(found["senders"]), f"{found['seconds']:.1f}", f"{found['count'] / found['seconds']:,.0f}", f"{found['kept']:,}"
    )
    return table


def _spam_table(rows: list[Result]) -> Table:
    table = _table("Spam, on labelled comments", "", "Texts", "Spam", "Suspected", "Wrongly", "Missed", "Precision", "Recall")
    for row in rows:
        numbers = (str(row[key]) for key in ("texts", "spam", "suspected", "wrongly", "missed"))
        table.add_row(row["name"], *numbers, f"{row['precision']:.0%}", f"{row['recall']:.0%}")
    table.caption = f"The learner is trained on the other {FOLDS - 1} of {FOLDS} parts each time."
    return table


if __name__ == "__main__":
    raise SystemExit(main())
