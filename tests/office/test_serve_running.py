"""The local server while it runs: the stream of builds, the saves, the port, and the way out."""

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
from asgi_client import scope_for

from office.serve.app import create_app
from office.serve.loop import Rebuilder, _Saves
from office.serve.server import address, is_loopback, listen, teller
from office.serve.state import BuildState
from office.workbench import say
from office.workbench.build import BuildResult

GOOD = BuildResult(True, (), 1.0)
BAD = BuildResult(False, ("content/a.md:3: title: is bad",), 1.0)
REPOSITORY = Path(__file__).resolve().parents[2]


class TestTheStream:
    def test_tells_the_version_now_and_after_each_build_and_ends(self, tmp_path: Path) -> None:
        state = BuildState()
        app = create_app(tmp_path, state)

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
                # An event of the build before may still be on its way, and shows the page as it was.
                assert any(expected in next_build() for _ in range(3))
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=30)[0]
    finally:
        server.kill()
        server.wait()
        if server.stdout:
            server.stdout.close()

    assert server.returncode == 0
    assert "Traceback" not in said
    assert "content/a.md:1: title: is bad\nNot built: 1 problem." in said
