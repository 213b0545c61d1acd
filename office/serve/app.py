"""The local server's ASGI application: the built site, the live stream, and the receiver where it may be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from office.headers import headers_for

from . import files, live
from .state import BuildState

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_SWITCH_PAUSE = 0.02  # seconds; between the two renames of a switch there is no output folder
_SWITCH_TRIES = 25

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def create_app(
    output: Path, state: BuildState, *, receiver: ASGIApp | None = None, desk: ASGIApp | None = None,
    only_loopback: bool = True, forms: str = "", lifespan: Lifespan | None = None,
) -> ASGIApp:  # fmt: skip
    """Give the application.

    `receiver` answers below `/forms/`; without one a form gets a page that says so. `desk` answers below `/desk/`.
    `forms` is the address of a receiver elsewhere that the site's pages send to, or "".
    With `only_loopback` a request must name this machine as its host: a website elsewhere that points its own name at
    127.0.0.1 gets nothing.
    """
    site = _Site(output, state)
    app = Starlette(
        routes=[
            Route("/_live", site.stream),
            Route("/_live.js", _text(live.SCRIPT, ".js")),
            Route("/_live.css", _text(live.STYLE, ".css")),
            Mount("/forms", receiver) if receiver else Route("/forms/{form_id}", site.no_forms, methods=["POST"]),
            *([Mount("/desk", desk), Route("/desk", _to_the_desk)] if desk else []),
            Route("/{path:path}", site.page, methods=["GET"]),
        ],
        lifespan=lifespan,
    )
    return _Guard(app, LOOPBACK if only_loopback else (), forms)


class _Guard:
    """Adds the headers of production to every answer and refuses requests that name another host."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], forms: str = "") -> None:
        self.app, self.hosts, self.forms = app, hosts, forms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                added = [(name.lower().encode(), value.encode()) for name, value in headers_for(scope["path"], self.forms).items()]
                message["headers"] = [*message["headers"], *(pair for pair in added if pair[0] not in own)]
            await send(message)

        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        if self.hosts and _without_port(host) not in self.hosts:
            refusal = PlainTextResponse("This preview answers to localhost and 127.0.0.1 only.\n", 421)
            await refusal(scope, receive, send_with_headers)
        else:
            await self.app(scope, receive, send_with_headers)


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()


class _Site:
    def __init__(self, output: Path, state: BuildState) -> None:
        self.output, self.state = output, state

    async def page(self, request: Request) -> Response:
        state = self.state
        version = state.version  # before the file is read: a build that ends now must still lead to a reload
        if not state.has_site:
            if not state.failed:
                return _html(live.building_page(version), 503, {"Retry-After": "1"})
            if not self.output.is_dir():
                return _html(live.failed_page(version, state.lines), 500)
        path = request.scope["path"]
        found, content = await self._read(path)
        if isinstance(found, files.Moved):
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(found.location + query, 302)
        status = 200
        if found is None:
            status = 404
            found, content = await self._read("/404.html")
            if not isinstance(found, files.Found):
                return PlainTextResponse("There is no such page.\n", 404)
        if found.content_type.startswith("text/html"):
            content = live.inject(content, version, state.lines)
        return Response(content, status, {"Content-Type": found.content_type})

    async def _read(self, path: str) -> tuple[files.Found | files.Moved | None, bytes]:
        """Find and read in one go. Only while the output folder stays the same is an absent file really absent."""
        for _ in range(_SWITCH_TRIES):
            before = self._identity()
            found = files.find(self.output, path)
            if isinstance(found, files.Found):
                try:
                    return found, await asyncio.to_thread(found.file.read_bytes)
                except FileNotFoundError:
                    pass  # its folder was replaced between the two steps: look again
            elif before and before == self._identity():
                return found, b""
            await asyncio.sleep(_SWITCH_PAUSE)
        return None, b""

    def _identity(self) -> int:
        try:
            return self.output.stat().st_ino
        except OSError:
            return 0

    async def stream(self, request: Request) -> Response:
        async def events() -> AsyncIterator[str]:
            yield "retry: 1000\n\n"
            async for version in self.state.versions():
                yield f"event: version\ndata: {version}\n\n" if version else ": still here\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    async def no_forms(self, request: Request) -> Response:
        return _html(live.forms_elsewhere_page(self.state.version), 503)


def _to_the_desk(request: Request) -> Response:
    return RedirectResponse("/desk/", 302)


def _html(page: bytes, status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(page, status, {**(headers or {}), "Content-Type": files.TYPES[".html"]})


def _text(text: str, suffix: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return Response(text, headers={"Content-Type": files.TYPES[suffix]})

    return answer
