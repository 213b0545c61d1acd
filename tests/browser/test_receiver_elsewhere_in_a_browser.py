"""A site on one host and its receiver on another: a visitor sends a form, mends it there, and comes back to the site."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bars.built import BuiltSite
from bars.chrome import Chrome
from bars.serve import SiteServer
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from served import ARTICLE, REPOSITORY, checkout

from office.headers import policy
from office.inbox.store import open_store

pytestmark = pytest.mark.browser
ORIGIN = "https://hub.example"
TASK = (
    "import sys; from pathlib import Path; from office.receiver.alone import task; "
    "sys.exit(task(Path(sys.argv[1]), host='127.0.0.1', port=int(sys.argv[2]), socket_file='', site=sys.argv[3], proxy=''))"
)


@dataclass(frozen=True)
class Apart:
    """The two: the site's server and address, the receiver's address, and the checkout that both are from."""

    server: SiteServer
    site: str
    forms: str
    root: Path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    root = checkout(tmp_path_factory.mktemp("apart") / "hub", "publishconf.py")
    port = free_port()
    forms = f"http://127.0.0.1:{port}"  # another host than localhost to a browser
    with (root / "publishconf.py").open("a", encoding="utf-8") as conf:
        conf.write(f'\nHUB = {{**HUB, "form_service": "receiver", "form_options": {{"receiver": {{"address": "{forms}"}}}}}}\n')
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("WARM_HANDOFF_")}
    given = {**inherited, "SITEURL": ORIGIN, "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'plugins'}", "PYTHONUNBUFFERED": "1"}
    build = [sys.executable, "-m", "pelican", "content", "-s", "publishconf.py", "-o", str(root / "output"), "--fatal", "errors"]
    subprocess.run(build, cwd=root, env=given, check=True, capture_output=True)
    with SiteServer(BuiltSite(root / "output", ORIGIN), policy(forms)) as server:
        command = [sys.executable, "-c", TASK, str(root), str(port), server.url]
        with subprocess.Popen(command, env=given, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as receiver:
            try:
                assert receiver.stdout
                assert "Taking the forms of" in receiver.stdout.readline()
                yield Apart(server, server.url, forms, root)
            finally:
                receiver.kill()


def on(chromium: Chrome, address: str, work: Callable[[Tab], Any], *, scripts: bool) -> tuple[Any, list[str]]:
    """Do something on a page, and give the result and all that the browser held against a policy or could not load."""

    def run(browser: Browser) -> tuple[Any, list[str]]:
        context = browser.new_context(java_script_enabled=scripts)
        wrong: list[str] = []
        try:
            tab = context.new_page()
            tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
            tab.on("requestfailed", lambda request: wrong.append(f"{request.url}: {request.failure}"))
            tab.goto(address, wait_until="load")
            return work(tab), wrong
        finally:
            context.close()

    return chromium.run(run)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_visitor_sends_mends_and_comes_back(apart: Apart, chromium: Chrome, scripts: bool) -> None:
    text = f"Sent to another host, {'with' if scripts else 'without'} scripts."

    def work(tab: Tab) -> tuple[str, str, str, str]:
        tab.fill("#comment-text", text)
        tab.fill("#comment-name", "Mara")
        tab.fill("#comment-email", "mara@mara")  # a browser lets it pass, the receiver does not
        tab.click("form[action$='/forms/comment'] button")
        mending, font = tab.url, str(tab.locator("h1").evaluate("one => getComputedStyle(one).fontFamily") if scripts else "")
        tab.fill("#comment-email", "mara@mara.example")
        tab.click("form[action$='/forms/comment'] button")
        tab.wait_for_url(f"{apart.site}/**")
        return mending, font, tab.url, tab.inner_text("h1")

    (mending, font, there, title), wrong = on(chromium, apart.site + ARTICLE, work, scripts=scripts)
    assert (mending, there) == (f"{apart.forms}/forms/comment", f"{apart.site}/thanks/comment/")
    assert (bool(title), "Times" in font) == (True, False)
    assert [line for line in wrong if "status of 422" not in line] == []
    store = open_store(apart.root / "private", f"sqlite:///{apart.root / 'private' / 'office.db'}")
    try:
        assert text in [one.submission.fields["text"] for one in store.queue(("new", "suspected"))]
    finally:
        store.close()


ASKING = """async (address) => {
    const body = new URLSearchParams({email: "mara@mara.example"});
    const headers = {accept: "application/json", "content-type": "application/x-www-form-urlencoded; charset=utf-8"};
    try { return await (await fetch(address, {method: "POST", body, headers})).json(); }
    catch { return "nothing"; }
}"""


def test_a_script_of_the_site_reads_the_answer(apart: Apart, chromium: Chrome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart.server, "policy", f"default-src 'self'; connect-src 'self' {apart.forms}")
    read, _ = on(chromium, f"{apart.site}/contact/", lambda tab: tab.evaluate(ASKING, f"{apart.forms}/forms/newsletter"), scripts=True)

    assert read == {"ok": True, "next": f"{apart.site}/thanks/newsletter/"}


def test_a_script_of_another_site_can_read_nothing(apart: Apart, chromium: Chrome) -> None:
    with SiteServer(BuiltSite(apart.root / "output", ORIGIN), f"default-src 'self'; connect-src {apart.forms}") as other:
        read, _ = on(chromium, f"{other.url}/contact/", lambda tab: tab.evaluate(ASKING, f"{apart.forms}/forms/newsletter"), scripts=True)

    assert read == "nothing"
