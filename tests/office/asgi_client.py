"""Talks to an ASGI application without a network: one request in, one answer out, headers as they were sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

App = Callable[[Any, Any, Any], Awaitable[None]]


@dataclass(frozen=True)
class Answer:
    """A status, the headers by lower-case name, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def scope_for(method: str, path: str, headers: Mapping[str, str], query: str = "") -> dict[str, Any]:
    given = {"host": "127.0.0.1:8000", **headers}
    return {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1",
        "method": method, "scheme": "http", "path": path, "raw_path": path.encode("utf-8", "replace"),
        "root_path": "", "query_string": query.encode(), "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 50000),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given.items()], "state": {},
    }  # fmt: skip


async def ask_async(
    app: App, method: str, path: str, *, headers: Mapping[str, str] | None = None,
    body: bytes | Iterable[bytes] = b"", query: str = "",
) -> Answer:  # fmt: skip
    parts = [body] if isinstance(body, bytes) else list(body)
    waiting = [{"type": "http.request", "body": part, "more_body": n < len(parts) - 1} for n, part in enumerate(parts)]
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    await app(scope_for(method, path, headers or {}, query), receive, send)
    found = {name.decode().lower(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:]))


def ask(app: App, method: str, path: str, **more: Any) -> Answer:
    """Send one request and give the answer."""
    return asyncio.run(ask_async(app, method, path, **more))
