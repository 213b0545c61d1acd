"""A small local web server for a built site: clean addresses, the strict policy, compressed text."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import urlsplit

import brotli

from .built import BuiltSite

STRICT_POLICY = (
    "default-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'; frame-ancestors 'none'"
)

SEARCH_POLICY = f"{STRICT_POLICY}; script-src 'self' 'wasm-unsafe-eval'"

# The system's table differs from machine to machine, so the types of a site are named here.
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".vcf": "text/vcard",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}
TEXT = frozenset({".html", ".css", ".js", ".mjs", ".json", ".xml", ".svg", ".txt", ".vcf"})


def compressed(body: bytes, suffix: str) -> int:
    """How many bytes a body takes over the wire: brotli 11 for text, as it is for what is packed already."""
    return len(brotli.compress(body, quality=11)) if suffix in TEXT else len(body)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the built folder; a POST reads its body and gets 204."""

    protocol_version = "HTTP/1.1"
    server: SiteServer

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests' output is for the bars."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._send(HTTPStatus.NO_CONTENT, {}, b"")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        site = self.server.site
        path = urlsplit(self.path).path.removeprefix(site.base) or "/"
        file, status = site.file_for(path), HTTPStatus.OK
        if file is None and not path.endswith("/") and site.file_for(path + "/"):
            self._send(HTTPStatus.MOVED_PERMANENTLY, {"Location": site.base + path + "/"}, b"")
            return
        if file is None:
            file, status = site.file_for("/404.html"), HTTPStatus.NOT_FOUND
        if file is None:
            self._send(status, {"Content-Type": "text/plain"}, b"not found")
            return
        body, headers = self.server.answer(
            file.suffix, file.read_bytes(), self.headers.get("Accept-Encoding", "")
        )
        if path.startswith("/search/") and self.server.policy == STRICT_POLICY:
            headers["Content-Security-Policy"] = SEARCH_POLICY
        self._send(status, headers, body)

    def _send(self, status: HTTPStatus, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(body)
            except ConnectionError:
                self.close_connection = True  # the browser left the page before the answer was through


class SiteServer(ThreadingHTTPServer):
    """Serves a built site on a free port of this machine until the `with` block ends.

    In text answers the server's origin takes the place of the site's: absolute addresses stay here.
    """

    daemon_threads = True

    def __init__(self, site: BuiltSite, policy: str = STRICT_POLICY) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site = site
        self.policy = policy
        self.url = f"http://localhost:{self.server_address[1]}{site.base}"
        self._packed: dict[tuple[bytes, str], bytes] = {}

    def answer(self, suffix: str, body: bytes, accepted: str) -> tuple[bytes, dict[str, str]]:
        """Body and headers of an answer: rewritten, compressed as the browser accepts, with the policy."""
        kind = TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        headers = {
            "Content-Type": f"{kind}; charset=utf-8" if suffix in TEXT else kind,
            "Content-Security-Policy": self.policy,
            "Cache-Control": "no-cache" if suffix == ".html" else "public, max-age=31536000, immutable",
            "X-Content-Type-Options": "nosniff",
        }
        if suffix in TEXT:
            body = body.replace(self.site.origin.encode(), self.url.encode())
            coding = next((name for name in ("br", "gzip") if name in accepted), "")
            if coding:
                headers |= {"Content-Encoding": coding, "Vary": "Accept-Encoding"}
                body = self._pack(body, coding)
        return body, headers

    def _pack(self, body: bytes, coding: str) -> bytes:
        key = (body, coding)
        if key not in self._packed:
            small = gzip.compress(body, 6, mtime=0) if coding == "gzip" else brotli.compress(body, quality=5)
            self._packed[key] = small
        return self._packed[key]

    def handle_error(self, request: object, client_address: object) -> None:
        """A dropped connection is the browser's right and no fault of the site."""

    def __enter__(self) -> SiteServer:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self.server_close()
