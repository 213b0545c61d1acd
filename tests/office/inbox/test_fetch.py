"""Asking a service's API: paging, patience, and silence about tokens."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from hub_core.settings import HubSettings
from office.inbox.account import Refusal
from office.inbox.reading import asking
from office.inbox.reading.fetch import Fetching, fetch, forms_of, token_name, tokens
from office.inbox.reading.mapping import Mapper
from office.inbox.record import Submission

TOKEN = "tok-3f9a17c2"
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
Handler = Callable[[httpx.Request], httpx.Response]


def settings_for(service: str) -> HubSettings:
    ids = {} if service == "netlify" else {"comment": "id-comment", "contact": "id-contact"}
    elsewhere = dict.fromkeys(("rating", "newsletter", "referral-request", "list-me", "suggest-resource"), "receiver")
    return HubSettings(form_service=service, form_services=elsewhere, form_ids=ids, form_options={"netlify": {"site": "site-1"}})  # type: ignore[arg-type]


def run(service: str, handler: Handler, since: dt.datetime | None = None, **more: Any) -> tuple[list[Submission | Refusal], list[str], list[float]]:
    waits: list[float] = []
    made = Fetching(settings_for(service), Mapper(Path("nowhere")), {"": TOKEN}, NOW, pause=waits.append, **more)
    with httpx.Client(transport=httpx.MockTransport(handler)) as client:
        found = list(fetch(service, made, client, since))
    return found, made.trouble, waits


def words(number: int, form: str = "comment") -> dict[str, str]:
    said = {"form": form, "name": f"Mara {number}", "email": "mara@example.org"}
    return said | ({"article": "a-post", "text": f"No {number}"} if form == "comment" else {"message": f"No {number}"})


def texts(found: list[Submission | Refusal]) -> list[str]:
    return [one.fields.get("text") or one.fields["message"] for one in found if isinstance(one, Submission)]


def day(number: int) -> str:
    return f"2026-09-{number % 28 + 1:02}T08:00:00"


class TestPaging:
    def test_formspree_is_asked_form_by_form_until_a_page_is_not_full(self) -> None:
        asked: list[tuple[str, str]] = []

        def handler(request: httpx.Request) -> httpx.Response:
            offset = int(request.url.params["offset"])
            asked.append((request.url.path, request.url.params["offset"]))
            assert request.headers["Authorization"] == f"Bearer {TOKEN}"
            total = 230 if "id-comment" in request.url.path else 0
            form = "comment"
            return httpx.Response(200, json={"fields": [], "submissions": [{"_date": day(n), **words(n, form)} for n in range(offset, min(total, offset + 100))]})

        found, trouble, _ = run("formspree", handler)
        assert (len(found), trouble) == (230, [])
        assert asked == [("/api/0/forms/id-comment/submissions", one) for one in ("0", "100", "200")] + [("/api/0/forms/id-contact/submissions", "0")]

    def test_netlify_s_forms_are_found_by_their_names_and_spam_comes_as_spam(self) -> None:
        def handler(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/api/v1/sites/site-1/forms":
                return httpx.Response(200, json=[{"id": "n1", "name": "comment"}, {"id": "n9", "name": "another"}])
            assert request.url.path == "/api/v1/forms/n1/submissions"
            spam = request.url.params.get("state") == "spam"
            return httpx.Response(200, json=[{"id": f"{spam}", "data": words(int(spam)), "created_at": f"{day(1)}Z", "form_name": "comment"}])

        found, trouble, _ = run("netlify", handler)
        assert ([(one.spam, one.source_id) for one in found if isinstance(one, Submission)], trouble) == ([("", "False"), ("the service", "True")], [])

    def test_basin_ends_with_the_first_page_without_entries(self) -> None:
        def handler(request: httpx.Request) -> httpx.Response:
            page, params = int(request.url.params["page"]), request.url.params
            entries = [{"id": page, "created_at": f"{day(page)}Z", "payload_params": words(page)}]
            full = params["form_id"] == "id-comment" and params["filter_by"] == "All" and page < 4
            assert request.headers["Authorization"] == f"Token {TOKEN}"
            return httpx.Response(200, json={"submissions": entries if full else [], "meta": {"count": 3}})

        assert texts(run("basin", handler)[0]) == ["No 1", "No 2", "No 3"]

    def test_web3forms_follows_its_cursor_through_all_forms_of_the_account(self) -> None:
        def handler(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/v1/forms":
                return httpx.Response(200, json={"data": [{"form_id": "f1"}, {"form_id": "f2"}]})
            form, cursor = request.url.params["form_id"], request.url.params.get("cursor", "")
            number = {"": 1, "c2": 2}[cursor]
            more = {"has_more": cursor == "", "next_cursor": "c2" if cursor == "" else None}
            return httpx.Response(200, json={"data": [{"id": f"{form}-{number}", "submitted_at": f"{day(number)}Z", "fields": words(number), "form_id": form}], **more})

        assert texts(run("web3forms", handler)[0]) == ["No 1", "No 2", "No 1", "No 2"]

    def test_formsubmit_is_asked_once_for_all(self) -> None:
        paths: list[str] = []

        def handler(request: httpx.Request) -> httpx.Response:
            paths.append(request.url.path)
            return httpx.Response(200, json={"success": "true", "submissions": [{"form_url": "https://a.example/x/", "form_data": words(1), "submitted_at": {"date": "2026-09-01 08:00:00.000000", "timezone_type": 3, "timezone": "UTC"}}]})

        assert (texts(run("formsubmit", handler)[0]), paths) == (["No 1"], [f"/api/get-submissions/{TOKEN}"])

    def test_formcarry_follows_the_page_that_it_names(self) -> None:
        def handler(request: httpx.Request) -> httpx.Response:
            page = int(request.url.params["page"])
            assert request.headers["api_key"] == TOKEN
            fields = [{"name": name, "value": value} for name, value in words(page).items()]
            return httpx.Response(200, json={"submissions": [{"_id": f"{request.url.path}{page}", "createdAt": f"{day(page)}Z", "fields": fields}], "pagination": {"current_page": page, "next_page": page + 1 if page < 3 else None}})

        assert texts(run("formcarry", handler)[0]) == ["No 1", "No 2", "No 3"] * 2

    @pytest.mark.parametrize(("service", "header"), [("forminit", "X-API-Key"), ("getform", "")])
    def test_forminit_and_getform_are_asked_page_by_page(self, service: str, header: str) -> None:
        def handler(request: httpx.Request) -> httpx.Response:
            page = int(request.url.params["page"])
            assert (request.headers[header] if header else request.url.params["token"]) == TOKEN
            sizes = {"forminit": [100, 40], "getform": [60, 80, 0]}[service]
            entries = [{"id": f"{request.url.path}{page}-{n}", "submissionDate": day(n), **({"blocks": words(n)} if header else words(n))} for n in range(sizes[page - 1])]
            return httpx.Response(200, json={"data": {"submissions": entries}})

        found, trouble, _ = run(service, handler)
        assert (len(found), trouble) == (280, [])


class TestSince:
    def test_older_entries_are_left_out_and_the_list_is_not_followed_to_its_end(self) -> None:
        pages: list[int] = []

        def handler(request: httpx.Request) -> httpx.Response:
            page = int(request.url.params["page"])
            pages.append(page)
            entries = [{"_id": f"{page}", "createdAt": f"2026-09-{20 - page:02}T08:00:00Z", "fields": [{"name": name, "value": value} for name, value in words(page).items()]}]
            return httpx.Response(200, json={"submissions": entries, "pagination": {"next_page": page + 1}})

        found, _, _ = run("formcarry", handler, dt.datetime(2026, 9, 18, tzinfo=dt.UTC))
        assert (texts(found), pages) == (["No 1", "No 2", "No 1", "No 2"][: len(texts(found))], [1, 2, 3, 1])

    def test_formspree_is_told(self) -> None:
        seen: list[str] = []

        def handler(request: httpx.Request) -> httpx.Response:
            seen.append(request.url.params["since"])
            return httpx.Response(200, json={"submissions": []})

        run("formspree", handler, dt.datetime(2026, 9, 18, 7, tzinfo=dt.UTC))
        assert seen == ["2026-09-18T07:00:00"] * 2


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
            bomb = gzip.compress(b" " * (asking.MAX_BYTES + 1_000))
            self.send(bomb, {"Content-Encoding": "gzip"})
        else:
            self.send(json.dumps({"submissions": []}).encode(), {})

    def send(self, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(200)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing on the screen."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
    made.done = threading.Event()  # type: ignore[attr-defined]
    threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
    yield made
    made.done.set()  # type: ignore[attr-defined]
    made.shutdown()
    made.server_close()


class TestABadServer:
    def ask(self, port: int, way: str = "", server: ThreadingHTTPServer | None = None) -> tuple[list[Submission | Refusal], list[str]]:
        if server:
            server.way = way  # type: ignore[attr-defined]

        def here(request: httpx.Request) -> None:
            request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=port)

        made = Fetching(settings_for("formsubmit"), Mapper(Path("nowhere")), {"": TOKEN}, NOW, pause=lambda _: None)
        with httpx.Client(timeout=0.3, event_hooks={"request": [here]}) as client:
            return list(fetch("formsubmit", made, client)), made.trouble

    @pytest.mark.parametrize(
        ("way", "part"),
        [
            ("hangs up", "could not be reached (RemoteProtocolError)"), ("says nothing", "took too long"),
            ("speaks nonsense", "could not be reached (RemoteProtocolError)"), ("packs badly", "could not be reached (DecodingError)"),
            ("is endless", "larger than 50 MB"),
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

    def test_that_behaves_is_no_trouble(self, server: ThreadingHTTPServer) -> None:
        assert self.ask(server.server_port, "well", server) == ([], [])


class TestTokens:
    def test_come_from_the_environment_by_service_and_form(self) -> None:
        environment = {"WARM_HANDOFF_FORMSPREE_TOKEN": " a ", "WARM_HANDOFF_FORMSPREE_TOKEN_LIST_ME": "b", "OTHER": "c"}
        assert tokens("formspree", environment) == ({"": "a", "list-me": "b"}, [])
        assert token_name("formspree", "list-me") == "WARM_HANDOFF_FORMSPREE_TOKEN_LIST_ME"

    @pytest.mark.parametrize("value", ["a b", "tök", "a\nb", "x" * 501])
    def test_that_cannot_be_are_said_and_not_shown(self, value: str) -> None:
        found, [line] = tokens("basin", {"WARM_HANDOFF_BASIN_TOKEN": value})
        assert (found, line) == ({}, "WARM_HANDOFF_BASIN_TOKEN holds signs that no token has.")

    def test_a_form_without_one_is_said_and_the_others_are_asked(self) -> None:
        made = Fetching(settings_for("formspree"), Mapper(Path("nowhere")), {"comment": TOKEN}, NOW)
        with httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json={"submissions": []}))) as client:
            assert list(fetch("formspree", made, client)) == []
        assert made.trouble == ["contact: WARM_HANDOFF_FORMSPREE_TOKEN_CONTACT is not set."]

    @pytest.mark.parametrize("service", ["formsubmit", "getform", "formspree"])
    def test_are_never_logged_or_told(self, service: str, caplog: pytest.LogCaptureFixture) -> None:
        heard: list[str] = []
        logging.getLogger("httpx").setLevel(logging.NOTSET)
        with caplog.at_level(logging.INFO), asking.make_client():
            _, trouble, _ = run(service, lambda _: httpx.Response(500), tell=heard.append)
        assert (bool(trouble), bool(heard), TOKEN in "".join([*trouble, *heard, caplog.text])) == (True, True, False)

    def test_the_client_follows_no_redirect_and_waits_for_nothing_for_ever(self) -> None:
        with asking.make_client() as client:
            assert (client.follow_redirects, None in client.timeout.as_dict().values()) == (False, False)


def test_forms_that_share_an_id_are_asked_for_once() -> None:
    shared = HubSettings(form_service="formspree", form_ids={"all": "one", "contact": "two"})
    assert forms_of("formspree", shared) == {"one": "", "two": "contact"}
