"""The task `receiver`: the receiver by itself, behind a web server that serves the built site."""

from __future__ import annotations

import os
import signal
import socket
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from hub_core.addresses import FORMS_PREFIX, Addresses
from office.headers import HEADERS
from office.serve.server import listen
from office.workbench import say
from office.workbench.build import OUTPUT, PUBLISH
from office.workbench.site import read_facts

from .app import Receiver
from .opening import open_receiver
from .pages import head_links

HOST, PORT = "127.0.0.1", 8010
_USUAL = {"http": 80, "https": 443}  # the ports that no browser names
_AT_ONCE = 200  # requests; the web server in front waits with the rest
_GRACE = 10  # seconds for what is being answered when the end comes


def task(root: Path, *, host: str, port: int, socket_file: str, site: str, proxy: str) -> int:
    """Take forms until the process is told to end. Nothing is built, and no file is served.

    `site` is the published site's address; without one, SITEURL's of the settings for publishing. `proxy` are the
    addresses of web servers that are believed when they say who sent a form, with commas between them.
    """
    facts = read_facts(root, PUBLISH)
    if facts.mistakes:
        raise say.Stop(*facts.mistakes)
    url = (site or facts.addresses.site_url).rstrip("/")
    origin = _origin(url)
    if not origin:
        raise say.Stop("--site must be the whole address of the published site, like https://your-site.example", code=say.MISUSE)
    facts = replace(facts, addresses=Addresses(url, urlsplit(url).path))
    opened = listen_at(Path(socket_file)) if socket_file else listen(host, port)
    receiver = open_receiver(root, root / OUTPUT, facts, origins=frozenset({origin}))
    # Only a web server of this machine can open the file, so whatever speaks there is believed.
    config = uvicorn.Config(
        create_app(receiver), log_level="warning", access_log=False, server_header=False, loop="asyncio", http="h11", ws="none",
        lifespan="on", proxy_headers=bool(socket_file or proxy), forwarded_allow_ips="*" if socket_file else proxy,
        limit_concurrency=_AT_ONCE, timeout_graceful_shutdown=_GRACE,
    )  # fmt: skip
    where = socket_file or "{}:{}".format(*opened.getsockname()[:2])
    say.out(f"Taking the forms of {url} at {where} (Ctrl-C stops it).")
    if not head_links(root / OUTPUT):
        say.err("Nothing is built here, so a form that comes back for a mistake has no style: run build here for the look of the site.")
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # how services are ended; what comes below is done then too
        uvicorn.Server(config).run(sockets=[opened])
    except KeyboardInterrupt:  # uvicorn raises the signal once more after it has stopped
        pass
    finally:
        receiver.close()
        opened.close()
        if socket_file:
            Path(socket_file).unlink(missing_ok=True)
    return say.DONE


def create_app(receiver: Receiver) -> Starlette:
    """Give the application: the forms, and the same few words for everything else."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield

    def nothing(_: Request) -> Response:
        return PlainTextResponse("Nothing here.\n", 404, HEADERS)

    forms = receiver.app()
    # The forms of a site in a folder post below it; a web server may take the folder out before it passes them on.
    at = dict.fromkeys((receiver.pages.own(FORMS_PREFIX), FORMS_PREFIX))
    app = Starlette(
        routes=[
            *(Mount(path.rstrip("/"), forms) for path in at),
            Route("/{path:path}", nothing, methods=["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]),
        ],
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return app


def listen_at(file: Path) -> socket.socket:
    """Give a Unix socket that its owner and group can open. Raises say.Stop."""
    if not hasattr(socket, "AF_UNIX"):
        raise say.Stop("This system has no such sockets. Leave --socket out and use --port.", code=say.MISUSE)
    try:
        if file.exists() and stat.S_ISSOCK(file.stat().st_mode):
            if _is_answered(file):
                raise say.Stop(f"Something answers at {file} already. Is the receiver running?")
            file.unlink()  # left behind by one that was killed
        opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        opened.bind(os.fspath(file))
        file.chmod(0o660)
        opened.listen(128)
    except OSError as error:
        raise say.Stop(f"Cannot listen at {file}: {error.strerror or error}. Choose another file with --socket.") from error
    return opened


def _is_answered(file: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        try:
            asking.connect(os.fspath(file))
        except OSError:
            return False
    return True


def _origin(url: str) -> str:
    """Give what a browser calls the origin of an address: its scheme, host and unusual port; "" for what is no whole address."""
    try:
        parts = urlsplit(url)
        name, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in _USUAL or not name:
        return ""
    host = f"[{name}]" if ":" in name else name
    return f"{parts.scheme}://{host}" + ("" if port in (None, _USUAL[parts.scheme]) else f":{port}")
