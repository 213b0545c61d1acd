"""The local server: the site as it is on disk, and problems shown where the author looks."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from asgi_client import ask, ask_async

from office.headers import POLICY
from office.serve import live
from office.serve.app import create_app
from office.serve.state import BuildState
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
