"""The receiver by itself, as a process of its own: what it takes, what it shows, and how it ends."""

from __future__ import annotations

import http.client
import json
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from asgi_client import ask
from submitting import COMMENT, FORM, REPOSITORY, kept, post

from office.inbox.store import DATABASE
from office.receiver.alone import create_app, task
from office.receiver.app import Receiver
from office.receiver.limit import SHORTEST, Limit
from office.workbench import doc_tables, say

SITE = "https://hub.example"
TASK = "from pathlib import Path; import sys; sys.path[:0] = [{repository!r}, {plugins!r}]; from office.workbench.program import run; from office.receiver.alone import task; run(task, Path({root!r}), host={host!r}, port={port}, socket_file={file!r}, site={site!r}, proxy={proxy!r})"


@contextmanager
def running(root: Path, *, port: int = 0, file: str = "", proxy: str = "", site: str = SITE) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start the task in a process of its own; give it and its port."""
    code = TASK.format(
        repository=str(REPOSITORY), plugins=str(REPOSITORY / "plugins"), root=str(root), host="127.0.0.1", port=port, file=file, site=site, proxy=proxy
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        found = re.search(r":(\d+) \(Ctrl-C", line)
        try:
            yield child, int(found[1]) if found else 0
        finally:
            child.kill()


def sent(port: int, fields: dict[str, str], at: str = "/forms/comment", **headers: str) -> tuple[int, dict[str, str]]:
    """Post a form and give the status and the headers of the answer. It waits until the server is there."""
    given = {"Content-Type": FORM, "Origin": SITE, **{name.replace("_", "-"): value for name, value in headers.items()}}
    for _ in range(100):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("POST", at, urlencode(fields), given)
            answer = connection.getresponse()
            answer.read()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}
        except ConnectionRefusedError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise AssertionError("the receiver does not answer")


@pytest.fixture
def published(root: Path) -> Path:
    (root / "publishconf.py").write_text((root / "pelicanconf.py").read_text(encoding="utf-8"), encoding="utf-8")
    (root / "theme").symlink_to(REPOSITORY / "theme")
    return root


@pytest.mark.parametrize("site", ["https://[hub.example", "https://hub.example:port", "https://", "hub.example", "https://a..b"])
def test_an_address_that_is_none_is_said_in_a_line(published: Path, site: str) -> None:
    with pytest.raises(say.Stop, match="--site must be the whole address"):
        task(published, host="127.0.0.1", port=0, socket_file="", site=site, proxy="")


class TestTheTask:
    def test_takes_a_form_of_the_published_site_and_sends_the_visitor_on_to_its_thanks_page(self, published: Path) -> None:
        with running(published) as (_, port):
            status, headers = sent(port, COMMENT)
        assert (status, headers["location"]) == (303, "/thanks/comment/")
        assert len(kept(published / "private")) == 1

    @pytest.mark.parametrize("site", ["https://hub.example:443", "https://HUB.example/"])
    def test_knows_the_site_as_browsers_name_it(self, published: Path, site: str) -> None:
        with running(published, site=site) as (_, port):
            assert sent(port, COMMENT, sec_fetch_site="cross-site")[0] == 303

    @pytest.mark.parametrize("at", ["/hub/forms/comment", "/forms/comment"], ids=["as the forms post", "as a web server may pass it on"])
    def test_takes_the_forms_of_a_site_in_a_folder(self, published: Path, at: str) -> None:
        with running(published, site="https://hub.example/hub") as (_, port):
            status, headers = sent(port, COMMENT, at)
        assert (status, headers["location"]) == (303, "/hub/thanks/comment/")

    def test_what_it_acknowledged_outlives_a_kill(self, published: Path) -> None:
        with running(published) as (child, port):
            assert sent(port, COMMENT)[0] == 303
            child.kill()
            child.wait(20)
        assert len(kept(published / "private")) == 1

    def test_ends_when_it_is_told_to(self, published: Path) -> None:
        with running(published) as (child, port):
            assert sent(port, COMMENT)[0] == 303
            child.send_signal(signal.SIGTERM)
            assert child.wait(20) == 0
        assert not (published / "private" / f"{DATABASE}-wal").exists()  # the database was closed

    @pytest.mark.parametrize(("page", "is_said"), [("", True), ('<link rel="stylesheet" href="/theme/site.css">', False)])
    def test_a_checkout_that_was_never_built_is_told_that_its_pages_are_plain(self, published: Path, page: str, is_said: bool) -> None:
        (published / "output").mkdir(exist_ok=True)
        (published / "output" / "404.html").write_text(page, encoding="utf-8")
        with running(published) as (child, port):
            sent(port, COMMENT)
            child.terminate()
            assert child.stdout is not None
            assert ("run build here" in child.stdout.read()) == is_said

    def test_says_nothing_about_who_sent_what(self, published: Path) -> None:
        with running(published, proxy="127.0.0.1") as (child, port):
            sent(port, {**COMMENT, "text": "A word that is nobody's business"}, X_Forwarded_For="203.0.113.9")
            child.terminate()
            assert child.stdout is not None
            said = child.stdout.read()
        assert "203.0.113.9" not in said
        assert "nobody" not in said

    def test_believes_only_its_own_web_server_about_who_a_visitor_is(self, published: Path) -> None:
        with running(published, proxy="203.0.113.1") as (_, port):
            answers = {sent(port, {**COMMENT, "text": f"Comment {number}"}, X_Forwarded_For=f"203.0.113.{number}")[0] for number in range(22)}
        assert answers == {303, 429}

    def test_tells_visitors_apart_by_what_its_web_server_says(self, published: Path) -> None:
        with running(published, proxy="127.0.0.1") as (_, port):
            answers = {sent(port, {**COMMENT, "text": f"Comment {number}"}, X_Forwarded_For=f"203.0.113.{number}")[0] for number in range(22)}
        assert answers == {303}

    @pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no such sockets")
    def test_listens_at_a_file_that_others_cannot_open(self, published: Path, tmp_path: Path) -> None:
        file = tmp_path / "forms.sock"
        with running(published, file=str(file)) as (child, _):
            for _ in range(100):
                with socket.socket(socket.AF_UNIX) as asking:
                    try:
                        asking.connect(str(file))
                        asking.sendall(b"GET /forms/comment HTTP/1.1\r\nHost: hub.example\r\nConnection: close\r\n\r\n")
                        answer = asking.makefile("rb").readline()
                        break
                    except OSError:
                        time.sleep(0.05)
            assert file.stat().st_mode & 0o007 == 0
            child.terminate()
            child.wait(20)
        assert not file.exists()
        assert answer.startswith(b"HTTP/1.1 405")

    def test_a_site_that_is_no_address_ends_it_in_words(self, published: Path) -> None:
        code = TASK.format(repository=str(REPOSITORY), plugins=str(REPOSITORY / "plugins"), root=str(published), host="127.0.0.1", port=0, file="", site="hub", proxy="")
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (2, "--site must be the whole address of the published site, like https://your-site.example\n")


class TestTheApplication:
    @pytest.mark.parametrize("path", ["/", "/index.html", "/private/office.db", "/forms/../private/office.db", "/desk/", "/docs", "/openapi.json"])
    def test_shows_no_file_and_no_page_of_anything(self, receiver: Receiver, path: str) -> None:
        answer = ask(create_app(receiver), "GET", path)
        assert answer.status == 404

    def test_a_script_gets_json(self, receiver: Receiver) -> None:
        answer = ask(create_app(receiver), "POST", "/forms/comment", body=urlencode(COMMENT).encode(), headers={"content-type": FORM, "accept": "application/json"})
        assert (answer.status, json.loads(answer.body)) == (200, {"ok": True, "next": "/va/thanks/comment/"})


class TestHaste:
    @pytest.fixture
    def watched(self, receiver: Receiver) -> Receiver:
        object.__setattr__(receiver, "shortest", SHORTEST)
        return receiver

    def test_two_forms_within_seconds_put_the_second_on_the_pile_of_suspects(self, watched: Receiver, private: Path) -> None:
        for text in ("The first of two.", "The second of two."):
            assert post(watched, {**COMMENT, "text": text}).status == 303
        assert [record["fields"]["text"] for record in kept(private, "suspected")] == ["The second of two."]

    def test_the_same_form_sent_twice_is_one_and_no_suspect(self, watched: Receiver, private: Path) -> None:
        for _ in range(3):
            post(watched, COMMENT)
        assert (len(kept(private)), kept(private, "suspected")) == (1, [])

    def test_mending_a_mistake_may_be_quick(self, watched: Receiver, private: Path) -> None:
        assert post(watched, {**COMMENT, "text": ""}).status == 422
        post(watched, COMMENT)
        assert len(kept(private)) == 1

    def test_is_measured_for_each_client_alone(self) -> None:
        seconds = iter([0.0, 1.0, 2.0, 10.0])
        limit = Limit(now=lambda: next(seconds))
        assert [limit.took(client) for client in ("192.0.2.1", "192.0.2.2", "192.0.2.1", "192.0.2.1")] == [float("inf"), float("inf"), 2.0, 8.0]


class TestThePageOnRunningIt:
    PAGE = (REPOSITORY / "docs" / "receiver-alone.md").read_text(encoding="utf-8")

    def test_what_its_unit_lets_it_write_to_is_made_before(self) -> None:
        # systemd starts no service that may write to a folder which is not there.
        [folder] = re.findall(r"^ReadWritePaths=/srv/hub/(\S+)$", self.PAGE, re.MULTILINE)
        assert f"sudo -u hub mkdir -m 700 {folder}\n" in self.PAGE.partition("[Unit]")[0]

    def test_its_unit_starts_the_task_with_flags_that_there_are(self) -> None:
        (line,) = re.findall(r"^ExecStart=(.+)$", self.PAGE, re.MULTILINE)
        words = shlex.split(line)
        assert words[1:3] == ["tasks.py", "receiver"]
        known = {flag.name for flag in doc_tables.flags((REPOSITORY / "tasks.py").read_text(encoding="utf-8"))["receiver"]}
        assert {word for word in words[3:] if word.startswith("--")} <= known

    def test_its_web_servers_pass_on_the_path_that_forms_post_to(self) -> None:
        assert "location /forms/ {" in self.PAGE
        assert "handle /forms/* {" in self.PAGE
