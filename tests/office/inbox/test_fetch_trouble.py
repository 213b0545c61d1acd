"""Services that are slow, broken, gone or endless: what may pass is waited for, the rest ends in words."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from asking_services import NOW, TOKEN, Handler, run, settings_for, texts, words

from office.inbox.account import Refusal
from office.inbox.reading import asking
from office.inbox.reading.fetch import Fetching, fetch
from office.inbox.reading.mapping import Mapper
from office.inbox.record import Submission
from office.inbox.store import open_store


class TestPatience:
    def one_answer(self, *before: httpx.Response | type[Exception]) -> tuple[Handler, list[int]]:
        answers, count = list(before), [0]

        def handler(request: httpx.Request) -> httpx.Response:
            count[0] += 1
            if answers:
                first = answers.pop(0)
                if isinstance(first, httpx.Response):
                    return first
                raise first(f"cannot reach https://x.example/?token={TOKEN}", request=request)  # type: ignore[call-arg]
            return httpx.Response(200, json={"submissions": []})

        return handler, count

    @pytest.mark.parametrize(
        ("before", "waits"),
        [
            ([httpx.Response(429, headers={"Retry-After": "7"})], [7.0]),
            ([httpx.Response(503, headers={"Retry-After": "3"}), httpx.Response(429)], [3.0, None]),
            ([httpx.Response(500), httpx.Response(502)], [None, None]),
            ([httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError], [None, None, None]),
            ([httpx.Response(200, text="<html>Bad gateway</html>")], [None]),
            ([httpx.Response(200, text='{"submissions": [')], [None]),
            ([httpx.Response(429, headers={"Retry-After": "soon"})], [None]),
        ],
    )
    def test_what_may_pass_is_waited_for(self, before: list[Any], waits: list[float | None]) -> None:
        handler, count = self.one_answer(*before)
        found, trouble, waited = run("formsubmit", handler)
        assert (found, trouble, count) == ([], [], [len(before) + 1])
        assert [expected in (None, given) and 0 < given <= 60 for expected, given in zip(waits, waited, strict=True)] == [True] * len(waits)

    def test_a_date_to_wait_for_is_understood(self) -> None:
        soon = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=50)
        handler, _ = self.one_answer(httpx.Response(429, headers={"Retry-After": soon.strftime("%a, %d %b %Y %H:%M:%S GMT")}))
        assert 30 < run("formsubmit", handler)[2][0] <= 50

    def test_a_service_that_asks_for_hours_is_left_alone(self) -> None:
        handler, count = self.one_answer(*[httpx.Response(429, headers={"Retry-After": "10800"})] * 9)
        assert (run("formspree", handler)[1:], count) == ((["formspree, comment, from 1: the service asks to wait 3 hours. Run this again then."], []), [1])

    def test_trouble_that_does_not_pass_ends_it_after_five_times(self) -> None:
        handler, count = self.one_answer(*[httpx.Response(500)] * 50)
        _, trouble, waits = run("formspree", handler)
        assert (count, len(waits)) == ([5], 4)
        assert trouble == ["formspree, comment, from 1: the service has trouble of its own (500). It was asked 5 times; try again later."]

    @pytest.mark.parametrize(
        ("answer", "part", "asked"),
        [
            (httpx.Response(401), "does not take this token (401)", 1),
            (httpx.Response(403), "does not take this token (403)", 1),
            (httpx.Response(302, headers={"Location": "https://evil.example/"}), "sent us on to another address (302), which is not followed", 1),
            (httpx.Response(200, json={"success": "false", "message": TOKEN}), "could not do this", 1),
            (httpx.Response(404), "knows no such form (404)", 2),
            (httpx.Response(418), "refused the question (418)", 2),
        ],
    )
    def test_what_will_not_pass_is_said_at_once(self, answer: httpx.Response, part: str, asked: int) -> None:
        handler, count = self.one_answer(answer)
        _, trouble, waits = run("formspree", handler)
        assert (part in trouble[0], count, waits) == (True, [asked], [])

    def test_a_service_that_gives_the_same_page_for_ever_is_noticed(self) -> None:
        count = [0]

        def handler(request: httpx.Request) -> httpx.Response:
            count[0] += 1
            return httpx.Response(200, json={"submissions": [{"id": 1, "payload_params": words(1)}]})

        found, trouble, _ = run("basin", handler)
        assert (texts(found), trouble, count[0] < 9) == (["No 1"], [], True)

    def test_a_list_without_an_end_has_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("office.inbox.reading.fetch.MOST_PAGES", 30)
        count = [0]

        def handler(request: httpx.Request) -> httpx.Response:
            count[0] += 1
            return httpx.Response(200, json={"submissions": [{"id": count[0], "payload_params": words(count[0])}]})

        found, trouble, _ = run("basin", handler)
        assert (len(found), trouble) == (30, ["basin: it has more than 30 pages; the rest was left."])


class Misbehaving(BaseHTTPRequestHandler):
    """A server that does what servers should not."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        way = self.server.way  # type: ignore[attr-defined]
        if way == "hangs up":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{")
            self.close_connection = True
        elif way == "says nothing":
            self.server.done.wait(5)  # type: ignore[attr-defined]
        elif way == "speaks nonsense":
            self.wfile.write(b"\x16\x03\x01 what?\r\n\r\n")
            self.close_connection = True
        elif way == "packs badly":
            self.send(b"no gzip at all", {"Content-Encoding": "gzip"})
        elif way == "is endless":
            bomb = gzip.compress(b" " * 300_000)
            self.send(bomb, {"Content-Encoding": "gzip"})
        elif way == "has bad days":
            self.bad_day()
        else:
            self.send(json.dumps({"submissions": []}).encode(), {})

    def bad_day(self) -> None:
        """Three answers of four are trouble that passes; the fourth is a page of a hundred, five pages in all."""
        asked: list[str] = self.server.asked  # type: ignore[attr-defined]
        asked.append(self.path)
        kind, page = len(asked) % 4, len(asked) // 4
        if kind == 1:
            self.send(b"", {"Retry-After": "2"}, 429)
        elif kind == 2:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{")
            self.close_connection = True
        elif kind == 3:
            self.send(b"<h1>Bad gateway</h1>", {}, 502)
        else:
            entries = [{"id": page * 1000 + n, "created_at": "2026-09-19T07:30:00Z", "payload_params": words(page * 1000 + n)} for n in range(100 if page <= 5 else 0)]
            self.send(json.dumps({"submissions": entries, "meta": {}}).encode(), {})

    def send(self, body: bytes, headers: dict[str, str], status: int = 200) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing on the screen."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
    made.done, made.asked = threading.Event(), []  # type: ignore[attr-defined]
    threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
    yield made
    made.done.set()  # type: ignore[attr-defined]
    made.shutdown()
    made.server_close()


class TestABadServer:
    @pytest.fixture(autouse=True)
    def little(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(asking, "MAX_BYTES", 100_000)

    def ask(self, port: int, way: str = "", server: ThreadingHTTPServer | None = None) -> tuple[list[Submission | Refusal], list[str]]:
        if server:
            server.way = way  # type: ignore[attr-defined]

        def here(request: httpx.Request) -> None:
            request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=port)

        made = Fetching(settings_for("formsubmit"), Mapper(Path("nowhere")), {"": TOKEN}, NOW, pause=lambda _: None)
        with httpx.Client(timeout=0.2 if way == "says nothing" else 10, event_hooks={"request": [here]}) as client:
            return list(fetch("formsubmit", made, client)), made.trouble

    @pytest.mark.parametrize(
        ("way", "part"),
        [
            ("hangs up", "could not be reached (RemoteProtocolError)"), ("says nothing", "took too long"),
            ("speaks nonsense", "could not be reached (RemoteProtocolError)"), ("packs badly", "could not be reached (DecodingError)"),
            ("is endless", "the answer is larger than"),
        ],
    )  # fmt: skip
    def test_ends_in_words(self, server: ThreadingHTTPServer, way: str, part: str) -> None:
        found, [trouble] = self.ask(server.server_port, way, server)
        assert (found, part in trouble, TOKEN in trouble) == ([], True, False)

    def test_that_is_not_there_ends_in_words(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        assert "could not be reached (ConnectError)" in self.ask(port)[1][0]

    def test_with_bad_days_gives_every_page_once(self, server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(asking, "MAX_BYTES", 1_000_000)
        server.way = "has bad days"  # type: ignore[attr-defined]
        pauses: list[float] = []

        def here(request: httpx.Request) -> None:
            request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=server.server_port)

        made = Fetching(settings_for("basin"), Mapper(Path("nowhere")), {"": TOKEN}, NOW, pause=pauses.append)
        with httpx.Client(timeout=10, event_hooks={"request": [here]}) as client, closing(open_store(tmp_path, "sqlite://")) as store:
            account = store.add(one for one in fetch("basin", made, client) if isinstance(one, Submission))

        assert (str(account), made.trouble) == ("500 read: 500 new, 0 already known, 0 refused", [])
        # Five pages and four ends of lists, each after three troubles; what the service asks for is kept to the second.
        assert (pauses.count(2.0), len(pauses)) == (9, 27)

    def test_that_behaves_is_no_trouble(self, server: ThreadingHTTPServer) -> None:
        assert self.ask(server.server_port, "well", server) == ([], [])
