"""The task `serve`: the port, the server's life, and what it says in the terminal."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import ipaddress
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from hub_core.addresses import Addresses
from office.desk.app import DeskApp
from office.desk.opening import open_desk
from office.inbox.opening import utc_now
from office.receiver.opening import open_receiver
from office.workbench import say
from office.workbench.build import NOTE, PREVIEW, Builder, BuildResult
from office.workbench.site import read_facts

from .app import create_app
from .loop import Rebuilder
from .state import BuildState

HOST = "127.0.0.1"
PORT = 8000


def is_loopback(host: str) -> bool:
    """Say whether a host name or address leads to this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Give a socket that listens. Raises say.Stop with one line that names the port and the flag to change it."""
    if not 0 <= port <= 65535:
        raise say.Stop(f"There is no port {port}. Choose one between 1024 and 65535, such as --port 8000.", code=say.MISUSE)
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError):
        raise say.Stop(f"There is no host {host!r} on this machine. Leave --host out, or use --host 127.0.0.1.") from None
    opened = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":  # on Windows the same option would let two servers share a port
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind(address)
        opened.listen(128)
    except OSError as error:
        opened.close()
        raise say.Stop(_cannot_listen(error, host, port)) from error
    return opened


def _cannot_listen(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE or getattr(error, "winerror", None) == 10048:
        return f"Port {port} on {host} is in use. Is another preview running? Choose another port: --port {port + 1}"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} is not open to you. Choose one above 1023, such as --port 8000."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine. Leave --host out, or use --host 127.0.0.1."
    return f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --port or --host."


class _Server(uvicorn.Server):
    """Ends the live streams when Ctrl-C comes: they would keep the server from stopping."""

    def __init__(self, config: uvicorn.Config, state: BuildState) -> None:
        super().__init__(config)
        self.state = state

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        asyncio.get_running_loop().call_soon_threadsafe(self.state.close)
        super().handle_exit(sig, frame)


def teller() -> Callable[[BuildResult], None]:
    """Give a function that says in the terminal how a build went; a note is said when it is new, not at every save."""
    said: set[str] = set()

    def tell(result: BuildResult) -> None:
        notes = {line for line in result.lines if line.startswith(NOTE)}
        say.out(*(line for line in result.lines if line not in said), result.headline)
        said.clear()
        said.update(notes)

    return tell


def serve(
    builder: Builder, opened: socket.socket, receiver: ASGIApp | None, desk: DeskApp | None = None, forms: str = ""
) -> int:
    """Build, serve and build again until Ctrl-C. Without a receiver the forms are off and other machines may look.

    `forms` is where the settings send the forms instead, or "".
    """
    state = BuildState()
    rebuilder = Rebuilder(builder, state, teller())

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        working = asyncio.create_task(rebuilder.run())
        try:
            yield
        finally:
            rebuilder.stop()
            await working

    app = create_app(
        builder.output, state, receiver=receiver, desk=desk, only_loopback=receiver is not None, forms=forms, lifespan=lifespan
    )
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, loop="asyncio",
        http="h11", ws="none", lifespan="on", timeout_graceful_shutdown=2,
    )  # fmt: skip
    say.out(f"Preview at {address(opened)} (Ctrl-C stops it). Building ...")
    if desk:
        say.out(f"The Desk, where you decide on what visitors sent: {address(opened)}{desk.link.removeprefix('/')}")
    if forms:
        say.out("The forms go to a receiver on another host, which takes none from a preview. Set its address in publishconf.py alone.")
    if receiver is None:
        say.out("Other machines can see this preview, so the forms in it are off.")
    try:
        _Server(config, state).run(sockets=[opened])
    except KeyboardInterrupt:  # uvicorn raises the signal once more after it has stopped
        pass
    finally:
        opened.close()
    return say.DONE


def address(opened: socket.socket) -> str:
    """Give the address to open in a browser; a server for all networks is reached by this machine's name."""
    host, port = opened.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def task(root: Path, *, host: str, port: int, clock: Callable[[], dt.datetime] = utc_now) -> int:
    """The task `serve`: preview one checkout. The receiver is mounted only when the host is this machine alone.

    `clock` gives the moment, in UTC, at which visitors write and the owner decides.
    """
    opened = listen(host, port)
    url = address(opened)
    builder = Builder(root, PREVIEW, environment={"SITEURL": url.rstrip("/")})
    receiver = desk = None
    forms = ""
    if is_loopback(host):
        facts = replace(read_facts(root), addresses=Addresses(url.rstrip("/")))
        forms = facts.settings.receiver_url
        receiver = open_receiver(root, builder.output, facts, clock=clock)
        try:
            desk = open_desk(root, facts, cookie=f"desk-{opened.getsockname()[1]}", clock=clock)
        except OSError as error:
            say.err(f"The Desk is closed: {error.strerror or error}.")
    try:
        return serve(builder, opened, receiver.app() if receiver else None, desk, forms)
    finally:
        if receiver:
            receiver.close()
        if desk:
            desk.store.close()
