"""The local server: the site as it is on disk, live reload, and problems shown where the author looks."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from asgi_client import ask, ask_async, scope_for

from office.headers import POLICY
from office.serve import live
from office.serve.app import create_app
from office.serve.loop import Rebuilder, _Saves
from office.serve.server import address, is_loopback, listen, teller
from office.serve.state import BuildState
from office.workbench import say
from office.workbench.build import BuildResult

PAGE = "<!doctype html><html lang=en><head><title>Home</title></head><body class=x><p>Hello</p></body></html>"
GOOD = BuildResult(True, (), 1.0)
BAD = BuildResult(False, ("content/a.md:3: title: <script>alert(1)</script>",), 1.0)
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "a hub" / "output"
    for name, text in {
        "index.html": PAGE,
        "404.html": PAGE.replace("Hello", "Not here"),
        "about/index.html": PAGE,
        "articles/a-b/index.html": PAGE,
        "empty/x.css": "a{}",
        "plain.html": "no head at all",
        "feeds/all.atom.xml": "<feed/>",
        "members/jo.vcf": "BEGIN:VCARD",
        ".well-known/security.txt": "Contact: x",
        ".hidden": "secret",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder.parent / "private").mkdir()
    (folder.parent / "private" / "inbox.json").write_text("secret")
    return folder


@pytest.fixture
def state() -> BuildState:
    ready = BuildState()
    ready.finished(GOOD)
    return ready


@pytest.fixture
def app(output: Path, state: BuildState) -> Any:
    return create_app(output, state)


class TestPages:
    @pytest.mark.parametrize("path", ["/", "/about/", "/articles/a-b/", "/plain", "/plain.html"])
    def test_are_found_at_clean_addresses(self, app: Any, path: str) -> None:
        answer = ask(app, "GET", path)

        assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")

    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            ("/empty/x.css", "text/css; charset=utf-8"),
            ("/feeds/all.atom.xml", "application/atom+xml; charset=utf-8"),
            ("/members/jo.vcf", "text/vcard; charset=utf-8"),
            ("/.well-known/security.txt", "text/plain; charset=utf-8"),
        ],
    )
    def test_have_their_own_types(self, app: Any, path: str, kind: str) -> None:
        answer = ask(app, "GET", path)

        assert (answer.status, answer.headers["content-type"]) == (200, kind)

    def test_carry_the_headers_of_production_and_are_not_kept(self, app: Any) -> None:
        for path in ("/", "/nothing", "/empty/x.css", "/_live.js", "/about"):
            headers = ask(app, "GET", path).headers
            assert headers["content-security-policy"] == POLICY
            assert headers["cache-control"] == "no-store"
            assert headers["x-content-type-options"] == "nosniff"

    def test_send_a_folder_without_its_slash_on(self, app: Any) -> None:
        answer = ask(app, "GET", "/about", query="q=1")

        assert (answer.status, answer.headers["location"]) == (302, "/about/?q=1")

    @pytest.mark.parametrize("path", ["//evil.example/about", "//evil.example", "/\\evil.example/", "///about"])
    def test_never_send_anybody_to_another_site(self, app: Any, path: str) -> None:
        assert ask(app, "GET", path).headers.get("location", "/x").startswith(("/x", "/about/"))

    def test_answer_what_is_not_there_with_the_sites_own_page(self, app: Any) -> None:
        answer = ask(app, "GET", "/nothing/here/")

        assert answer.status == 404
        assert "Not here" in answer.text

    def test_are_only_read(self, app: Any) -> None:
        assert ask(app, "POST", "/about/").status == 405

    def test_are_not_changed_on_disk(self, app: Any, output: Path) -> None:
        assert live.SCRIPT_TAG in ask(app, "GET", "/").text
        assert (output / "index.html").read_text() == PAGE

    @pytest.mark.parametrize(
        "path",
        [
            "/../private/inbox.json", "/about/../../private/inbox.json", "/..\\private\\inbox.json", "/.hidden",
            "/%2e%2e/private/inbox.json", "/about/\0", "/C:/x", "/./index.html", "/empty/", "/" + "x" * 5000,
        ],
    )  # fmt: skip
    def test_outside_the_output_are_not_found(self, app: Any, path: str) -> None:
        answer = ask(app, "GET", path)

        assert answer.status == 404
        assert "secret" not in answer.text

    def test_behind_a_link_that_leads_out_are_not_found(self, app: Any, output: Path) -> None:
        (output / "way-out").symlink_to(output.parent / "private")

        assert ask(app, "GET", "/way-out/inbox.json").status == 404

    def test_are_found_again_after_the_moment_of_a_switch(self, app: Any, output: Path) -> None:
        async def during_a_switch() -> int:
            away = output.rename(output.with_name("away"))
            asking = asyncio.create_task(ask_async(app, "GET", "/about/"))
            await asyncio.sleep(0)
            away.rename(output)
            return (await asking).status

        assert asyncio.run(during_a_switch()) == 200

    @pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "", "127.0.0.1.evil.example", "localhost.evil"])
    def test_are_not_for_a_site_that_took_this_machines_address(self, app: Any, host: str) -> None:
        assert ask(app, "GET", "/", headers={"host": host}).status == 421

    @pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:9", "[::1]:8000", "[::1]"])
    def test_are_for_every_name_of_this_machine(self, app: Any, host: str) -> None:
        assert ask(app, "GET", "/", headers={"host": host}).status == 200

    def test_are_for_all_names_when_other_machines_may_look(self, output: Path, state: BuildState) -> None:
        app = create_app(output, state, only_loopback=False)

        assert ask(app, "GET", "/", headers={"host": "laptop.local:8000"}).status == 200


class TestForms:
    async def _receiver(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 299, "headers": []})
        await send({"type": "http.response.body", "body": b"taken"})

    def test_go_to_the_receiver(self, output: Path, state: BuildState) -> None:
        answer = ask(create_app(output, state, receiver=self._receiver), "POST", "/forms/comment")

        assert (answer.status, answer.text) == (299, "taken")

    def test_are_off_without_one(self, app: Any) -> None:
        answer = ask(app, "POST", "/forms/comment")

        assert answer.status == 503
        assert "Forms are off in this preview" in answer.text


class TestWhileBuilding:
    def test_a_calm_page_answers_at_once(self, output: Path) -> None:
        answer = ask(create_app(output, BuildState()), "GET", "/about/")

        assert answer.status == 503
        assert answer.headers["retry-after"] == "1"
        assert "<h1>Building the site</h1>" in answer.text
        assert live.SCRIPT_TAG in answer.text

    def test_the_last_site_is_shown_during_a_later_build(self, app: Any, state: BuildState) -> None:
        state.started()

        assert ask(app, "GET", "/").status == 200


class TestAfterAFailure:
    def test_the_page_has_a_panel_with_the_problems_escaped(self, app: Any, state: BuildState) -> None:
        state.finished(BAD)

        text = ask(app, "GET", "/").text

        assert '<link rel="stylesheet" href="/_live.css">' in text
        assert "<li>content/a.md:3: title: &lt;script&gt;alert(1)&lt;/script&gt;</li>" in text
        assert "<script>alert" not in text
        assert text.index("<body class=x>") < text.index("live-panel") < text.index("Hello")

    def test_the_panel_goes_after_the_next_good_build(self, app: Any, state: BuildState) -> None:
        state.finished(BAD)
        state.finished(GOOD)

        assert "live-panel" not in ask(app, "GET", "/").text

    def test_a_first_failure_shows_the_last_output_there_is(self, output: Path) -> None:
        state = BuildState()
        state.finished(BAD)

        answer = ask(create_app(output, state), "GET", "/")
        assert answer.status == 200
        assert "live-panel" in answer.text

    def test_without_any_output_there_is_a_page_of_problems(self, tmp_path: Path) -> None:
        state = BuildState()
        state.finished(BAD)

        answer = ask(create_app(tmp_path / "output", state), "GET", "/any/")
        assert answer.status == 500
        assert "content/a.md:3" in answer.text
        assert "Below is the last version" not in answer.text


class TestInjection:
    def test_puts_the_script_into_the_head(self) -> None:
        assert live.inject(PAGE.encode(), "v-1").decode() == PAGE.replace(
            "</head>", '<meta name="live-version" content="v-1"><script src="/_live.js" defer></script></head>'
        )

    def test_copes_with_a_page_without_a_head(self) -> None:
        page = live.inject(b"<!doctype html><p>Hi", "v", ["x"])

        assert page.startswith(b"<!doctype html><meta")
        assert page.endswith(b"<p>Hi")
        assert b"live-panel" in page

    def test_uses_nothing_inline(self) -> None:
        for page in (live.building_page("v"), live.failed_page("v", ["x"]), live.forms_elsewhere_page("v")):
            assert b"<style" not in page
            assert b" style=" not in page
            assert page.count(b"<script") == page.count(live.SCRIPT_TAG.encode()) == 1


class TestTheStream:
    def test_tells_the_version_now_and_after_each_build_and_ends(self, app: Any, state: BuildState) -> None:
        async def listen_to_it() -> tuple[str, str, str]:
            got: asyncio.Queue[str] = asyncio.Queue()

            async def send(message: Any) -> None:
                if message["type"] == "http.response.body" and message.get("body"):
                    await got.put(message["body"].decode())

            async def receive() -> Any:
                await asyncio.Event().wait()

            streaming = asyncio.create_task(app(scope_for("GET", "/_live", {}), receive, send))
            assert await got.get() == "retry: 1000\n\n"
            before, first = state.version, await got.get()
            state.finished(GOOD)
            second = await got.get()
            state.close()
            await streaming
            assert first == f"event: version\ndata: {before}\n\n"
            return before, second, state.version

        before, second, after = asyncio.run(listen_to_it())
        assert second == f"event: version\ndata: {after}\n\n"
        assert before != after

    def test_keeps_a_quiet_connection_open(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("office.serve.state.PING_SECONDS", 0.0)

        async def two() -> list[str | None]:
            versions = BuildState().versions()
            return [await anext(versions), await anext(versions)]

        assert asyncio.run(two())[1] is None

    def test_names_the_version_differently_after_a_restart(self) -> None:
        assert BuildState().version != BuildState().version


class TestRebuilding:
    def rebuild(self, during: Callable[[Rebuilder, int], None], results: Sequence[BuildResult]) -> tuple[BuildState, int]:
        """Run a rebuilder whose builder answers with `results`; `during` is called within each build."""
        state, told = BuildState(), []
        count = 0

        class Stand:
            root = Path()

            def build(self, on_start: object) -> BuildResult:
                nonlocal count
                count += 1
                during(rebuilder, count)
                return results[count - 1]

        async def run() -> None:
            nonlocal rebuilder
            loop = asyncio.get_running_loop()

            def tell(result: BuildResult) -> None:
                told.append(result)
                if len(told) == len(results):
                    loop.call_soon(rebuilder.stop)

            rebuilder = Rebuilder(Stand(), state, tell)  # type: ignore[arg-type]
            await rebuilder.build_when_wanted()

        rebuilder: Rebuilder = None  # type: ignore[assignment]
        asyncio.run(run())
        assert told == list(results)
        return state, count

    def test_many_saves_during_a_build_lead_to_one_more(self) -> None:
        def three_saves(rebuilder: Rebuilder, count: int) -> None:
            if count == 1:
                for _ in range(3):
                    rebuilder.want()

        assert self.rebuild(three_saves, [BAD, GOOD])[1] == 2

    def test_recovers_from_a_failure(self) -> None:
        def save(rebuilder: Rebuilder, count: int) -> None:
            if count == 1:
                rebuilder.want()

        state, _ = self.rebuild(save, [BAD, GOOD])
        assert (state.has_site, state.failed, state.lines) == (True, False, ())

    @pytest.mark.parametrize(
        ("name", "counts"),
        [("a.md", True), ("style.css", True), (".a.md.swp", False), ("a.md~", False), ("#a.md#", False), ("x.pyc", False)],
    )
    def test_only_what_an_author_saves_counts(self, name: str, counts: bool) -> None:
        assert _Saves()(1, f"/hub/content/{name}") is counts  # type: ignore[arg-type]

    def test_says_a_note_once_and_a_problem_each_time(self, capsys: pytest.CaptureFixture[str]) -> None:
        tell = teller()
        failed = BuildResult(False, ("note: content/o.md:1: x", "content/a.md:1: y"), 1.0)
        tell(failed)
        tell(failed)

        assert capsys.readouterr().out.count("note:") == 1


class TestThePort:
    def test_in_use_is_one_line_with_the_port_and_the_flag(self) -> None:
        with listen("127.0.0.1", 0) as taken:
            port = taken.getsockname()[1]
            with pytest.raises(say.Stop) as stopped:
                listen("127.0.0.1", port)

        assert stopped.value.lines == (
            f"Port {port} on 127.0.0.1 is in use. Is another preview running? Choose another port: --port {port + 1}",
        )
        assert stopped.value.code == 1

    @pytest.mark.parametrize(
        ("host", "port", "words"),
        [
            ("127.0.0.1", 70000, "There is no port 70000."),
            ("no.such.host.invalid", 8000, "There is no host 'no.such.host.invalid' on this machine."),
            ("203.0.113.9", 8000, "203.0.113.9 is no address of this machine."),
        ],
    )
    def test_that_cannot_be_had_is_one_line(
        self, host: str, port: int, words: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def unknown(*_: object, **__: object) -> None:
            raise socket.gaierror

        if host.endswith(".invalid"):
            monkeypatch.setattr(socket, "getaddrinfo", unknown)
        with pytest.raises(say.Stop) as stopped:
            listen(host, port)

        assert stopped.value.lines[0].startswith(words)

    @pytest.mark.parametrize(
        ("host", "alone"),
        [("127.0.0.1", True), ("::1", True), ("localhost", True), ("127.8.8.8", True), ("0.0.0.0", False), ("::", False),
         ("192.168.1.5", False), ("localhost.evil.example", False)],
    )  # fmt: skip
    def test_is_this_machines_alone_on_loopback(self, host: str, alone: bool) -> None:
        assert is_loopback(host) is alone

    def test_is_shown_as_an_address_to_open(self) -> None:
        with listen("127.0.0.1", 0) as opened:
            assert address(opened) == f"http://127.0.0.1:{opened.getsockname()[1]}/"


CHILD = """
import pathlib, sys
out, root = pathlib.Path(sys.argv[1]), pathlib.Path.cwd()
text = (root / "content" / "a.md").read_text()
if "bad" in text:
    sys.exit("content/a.md:1: title: is bad")
(out / "index.html").write_text("<html><head></head><body>" + text + "</body></html>")
"""
SERVER = """
import sys
from pathlib import Path
from office.serve.server import listen, serve
from office.workbench.build import Builder
root = Path(sys.argv[1])
command = lambda settings, folder: [sys.executable, str(root / "child.py"), str(folder)]
sys.exit(serve(Builder(root, command=command), listen("127.0.0.1", 0), None))
"""


@pytest.mark.skipif(os.name == "nt", reason="sends the signal of Ctrl-C")
def test_serves_rebuilds_at_a_save_recovers_and_leaves_quietly(tmp_path: Path) -> None:
    root = tmp_path / "a hub"
    (root / "content").mkdir(parents=True)
    (root / "child.py").write_text(CHILD)
    source = root / "content" / "a.md"
    source.write_text("first")
    environment = {**os.environ, "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'plugins'}"}
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(root)], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        assert server.stdout
        url = server.stdout.readline().split()[2]
        with urllib.request.urlopen(f"{url}_live", timeout=30) as events:

            def next_build() -> str:
                while not events.readline().startswith(b"data: "):
                    pass
                try:
                    with urllib.request.urlopen(url, timeout=30) as page:
                        return str(page.read().decode())
                except urllib.error.HTTPError as error:
                    with error:
                        return error.read().decode()

            seen = next_build()
            seen = next_build() if "Building the site" in seen else seen
            assert "first" in seen
            for text, expected in (("bad", "title: is bad"), ("second", "second")):
                source.write_text(text)
                assert expected in next_build()
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=30)[0]
    finally:
        server.kill()
        server.wait()

    assert server.returncode == 0
    assert "Traceback" not in said
    assert "content/a.md:1: title: is bad\nNot built: 1 problem." in said
