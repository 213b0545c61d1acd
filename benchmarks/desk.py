"""How long the Desk's pages take on a full queue: asked for in this process, from the request to the last byte of HTML."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def measure(folder: Path) -> dict[str, tuple[float, float]]:
    """Give name -> (seconds on the clock, seconds of the processor) of pages of the Desk of a checkout.

    The first page is asked for as after a start of the preview: no template has been read yet.
    """
    from hub_core.addresses import Addresses
    from office.desk.opening import open_desk
    from office.workbench.site import SiteFacts, read_facts

    if not (folder / "theme").exists():
        (folder / "theme").symlink_to(ROOT / "theme")
    facts = SiteFacts(read_facts(folder).settings, Addresses("http://127.0.0.1:8000"), ())
    desk = open_desk(folder, facts, cookie="desk")
    found: dict[str, tuple[float, float]] = {}
    browser = Browser(desk)
    try:
        browser.enter(desk.link)
        for name, address in (("desk", "/desk/"), ("again", "/desk/")):
            found[name] = browser.timed(address)
        following = re.search(r"/desk/\?after=[^\"]+", browser.page)
        address = following[0].replace("&amp;", "&") if following else "/desk/"
        found["next"] = browser.timed(address)
        number = re.search(r"/desk/entries/[0-9]+", browser.page)
        found["entry"] = browser.timed(number[0] if number else "/desk/")
    finally:
        desk.store.close()
    return found


class Browser:
    """Asks an ASGI application without a network, with the cookie that it was given."""

    def __init__(self, app: Any) -> None:
        self.app, self.cookie, self.page = app, "", ""

    def enter(self, link: str) -> None:
        """Open the Desk by its link, and keep the cookie."""
        _, headers = self._ask(link)
        self.cookie = headers["set-cookie"].partition(";")[0]

    def timed(self, address: str) -> tuple[float, float]:
        """Open a page that must be there, and give how long it took."""
        clock, processor = time.perf_counter(), time.process_time()
        status, _ = self._ask(address)
        spent = time.perf_counter() - clock, time.process_time() - processor
        if status != 200:
            raise RuntimeError(f"{address}: {status}")
        return spent

    def _ask(self, address: str) -> tuple[int, Mapping[str, str]]:
        path, _, query = address.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
            "raw_path": path.encode(), "root_path": "/desk", "query_string": query.encode(), "server": ("127.0.0.1", 8000),
            "client": ("127.0.0.1", 50_000), "headers": [(b"host", b"127.0.0.1:8000"), (b"cookie", self.cookie.encode())], "state": {},
        }  # fmt: skip
        sent: list[MutableMapping[str, Any]] = []

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))
        self.page = b"".join(message.get("body", b"") for message in sent[1:]).decode()
        return sent[0]["status"], {name.decode().lower(): value.decode("latin-1") for name, value in sent[0]["headers"]}
