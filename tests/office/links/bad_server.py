"""A web server on this machine that does everything wrong, each thing at an address of its own."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    """Counts what it is asked; `gone` ends the handlers that keep somebody waiting."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: Counter[str] = Counter()
        self.hosts: set[str] = set()
        self.gone = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self) -> None:
        key = f"{self.command} {self.path}"
        self.server.asked[key] += 1
        self.server.hosts.add(self.headers["Host"])
        name = self.path.strip("/").partition("/")[0].replace("-", "_")
        getattr(self, f"_{name}", self._missing)()

    def _send(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for header, value in {"Content_Length": "0", **headers}.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()

    def _fine(self) -> None:
        self._send(200)

    def _missing(self) -> None:
        self._send(404)

    def _gone(self) -> None:
        self._send(410)

    def _no_head(self) -> None:
        self._send(405 if self.command == "HEAD" else 200)

    def _closes(self) -> None:
        self.close_connection = True

    def _closes_on_head(self) -> None:
        if self.command == "HEAD":
            self.close_connection = True
        else:
            self._send(200)

    def _silent(self) -> None:
        self.server.gone.wait(10)
        self.close_connection = True

    def _drips(self) -> None:
        """A header that never ends, a byte at a time, so that no wait for the next byte is long."""
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while not self.server.gone.wait(0.05):
                self.wfile.write(b"a")
                self.wfile.flush()
        except OSError:
            pass
        self.close_connection = True

    def _nonsense(self) -> None:
        self.wfile.write(b"I am no web server\r\n\r\n")
        self.close_connection = True

    def _huge(self) -> None:
        """Says that a terabyte follows, and begins to send it."""
        self._send(405 if self.command == "HEAD" else 200, Content_Length=str(10**12))
        try:
            while self.command == "GET" and not self.server.gone.is_set():
                self.wfile.write(b"a" * 65_536)
        except OSError:
            self.close_connection = True

    def _circle(self) -> None:
        self._send(301, Location="/circle/" if self.path != "/circle/" else "/circle/again/")

    def _wants_a_cookie(self) -> None:
        if "seen=yes" in self.headers.get("Cookie", ""):
            self._send(200)
        else:
            self._send(302, Location=self.path, Set_Cookie="seen=yes")

    def _on_and_on(self) -> None:
        self._send(302, Location=f"{self.path}x")

    def _moved(self) -> None:
        self._send(301, Location="/fine/new/")

    def _moved_for_now(self) -> None:
        self._send(302, Location="/fine/")

    def _moved_away(self) -> None:
        self._send(308, Location="/gone/")

    def _inside(self) -> None:
        self._send(302, Location="http://192.168.0.1/admin")

    def _metadata(self) -> None:
        self._send(302, Location="http://169.254.169.254/latest/")

    def _to_a_file(self) -> None:
        self._send(302, Location="file:///etc/passwd")

    def _to_nonsense(self) -> None:
        self._send(302, Location="http://127.0.0.1:port/")

    def _busy(self) -> None:
        key = f"{self.command} {self.path}"
        if self.server.asked[key] < 2:
            self._send(429, Retry_After="7")
        else:
            self._send(200)

    def _busy_all_day(self) -> None:
        self._send(429, Retry_After="86400")

    def _broken(self) -> None:
        self._send(500)

    def _closed_door(self) -> None:
        self._send(403)


@contextmanager
def bad_server() -> Iterator[Server]:
    """Run the server for as long as it is needed."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.gone.set()
        server.shutdown()
        server.server_close()
        thread.join()
