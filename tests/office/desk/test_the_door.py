"""Who may come in: the token, the session, the mark in each form, this machine alone."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlencode

import pytest
from asgi_client import App, scope_for
from owner import FORM, Owner, comment, enter, open_here

from office.desk.app import DeskApp
from office.desk.door import PATH
from office.inbox.store import Store
from office.receiver.intake import MAX_BYTES
from office.serve import server

Opened = tuple[DeskApp, App]


class TestTheLink:
    def test_is_exchanged_for_a_strict_cookie_and_leaves_the_address(self, opened: Opened) -> None:
        answer = Owner(opened[1]).ask("GET", opened[0].link)

        assert (answer.status, answer.headers["location"]) == (303, "/desk/")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("desk-8000=")
        assert {"HttpOnly", "Path=/desk/", "SameSite=strict"} <= {part.strip() for part in cookie.split(";")}
        assert opened[0].door.token not in cookie

    @pytest.mark.parametrize("query", ["?token=", "?token=wrong", "?token=%00", "?token=%C3%A4", "?token=%ED%A0%80", ""])
    def test_that_is_wrong_or_missing_is_refused_in_words(self, opened: Opened, store: Store, query: str) -> None:
        store.add([comment()])

        answer = Owner(opened[1]).ask("GET", PATH + query)

        assert answer.status == 403
        assert "the terminal" in answer.text
        assert "Mara" not in answer.text
        assert "set-cookie" not in answer.headers

    def test_opens_no_other_run(self, opened: Opened, tmp_path: Path, root: Path) -> None:
        owner = enter(*opened)
        other, app = open_here(root)
        owner.app = app

        assert owner.ask("GET", PATH).status == 403
        assert owner.ask("GET", opened[0].link).status == 403
        other.store.close()

    def test_without_its_slash_leads_to_the_desk(self, opened: Opened) -> None:
        assert Owner(opened[1]).ask("GET", "/desk").headers["location"] == PATH


class TestEveryAnswer:
    @pytest.mark.parametrize("path", ["/desk/", "/desk/entries/1", "/desk/nothing", "/desk/static/desk.css", "/desk/static/../door.py"])
    @pytest.mark.parametrize("inside", [True, False])
    def test_has_a_policy_without_scripts_and_is_not_kept(self, opened: Opened, path: str, inside: bool) -> None:
        owner = enter(*opened) if inside else Owner(opened[1])

        headers = owner.ask("GET", path).headers

        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
        assert "script" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"

    def test_holds_no_script_no_style_and_no_handler(self, owner: Owner, store: Store) -> None:
        store.add([comment()])
        for path in (PATH, "/desk/entries/1"):
            page = owner.open(path)
            assert not any(sign in page for sign in ("<script", "<style", " style=", " onclick", "javascript:"))

    @pytest.mark.parametrize(("method", "path"), [("GET", "/desk/decide"), ("POST", "/desk/"), ("DELETE", "/desk/entries/1")])
    def test_to_the_wrong_method_is_words(self, owner: Owner, method: str, path: str) -> None:
        answer = owner.ask(method, path)

        assert (answer.status, "Nothing here" in answer.text) == (405, True)


class TestOnlyHere:
    def test_another_host_name_gets_nothing(self, opened: Opened) -> None:
        assert Owner(opened[1]).ask("GET", opened[0].link, host="evil.example:8000").status == 421

    def test_another_machine_gets_nothing_even_with_the_link(self, opened: Opened) -> None:
        desk, app = opened

        async def from_afar(scope, receive, send):  # type: ignore[no-untyped-def]
            await app({**scope, "client": ("192.0.2.7", 40000)}, receive, send)

        answer = Owner(from_afar).ask("GET", desk.link)
        assert (answer.status, "set-cookie" in answer.headers) == (403, False)

    def test_is_not_mounted_when_other_machines_may_look(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        mounted: list[object] = []
        monkeypatch.setattr(server, "serve", lambda builder, opened, receiver, desk, forms: mounted.append(desk) or opened.close() or 0)
        for host in ("0.0.0.0", "127.0.0.1"):
            server.task(root, host=host, port=0)

        assert mounted[0] is None
        assert isinstance(mounted[1], DeskApp)

    def test_a_database_that_cannot_be_opened_leaves_the_preview(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (root / "private").mkdir()
        (root / "private" / "office.db").write_bytes(b"this is no database at all, but a text of some length" * 20)
        mounted: list[object] = []
        monkeypatch.setattr(server, "serve", lambda builder, opened, receiver, desk, forms: mounted.append(desk) or opened.close() or 0)

        server.task(root, host="127.0.0.1", port=0)

        assert mounted == [None]
        assert "The Desk is closed: " in capsys.readouterr().err

    def test_the_scope_of_these_tests_is_this_machine(self) -> None:
        assert socket.inet_aton(scope_for("GET", PATH, {})["client"][0]) == b"\x7f\0\0\1"


class TestForms:
    BODY = "one=approve+1"

    @pytest.mark.parametrize(
        "headers",
        [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "null"}],
    )
    def test_from_another_site_change_nothing(self, owner: Owner, store: Store, headers: dict[str, str]) -> None:
        store.add([comment()])
        owner.open(PATH)

        assert owner.send("/desk/decide", {"one": "approve 1"}, **headers).status == 403
        assert store.get(1).state == "new"  # type: ignore[union-attr]

    @pytest.mark.parametrize("mark", ["", "wrong", "ä"])
    @pytest.mark.parametrize("path", ["/desk/decide", "/desk/undo", "/desk/entries/1/edit", "/desk/entries/1/reply"])
    def test_without_their_mark_change_nothing(self, owner: Owner, store: Store, mark: str, path: str) -> None:
        store.add([comment()])
        body = urlencode({"one": "approve 1", "name": "Eve", "reply": "No", "numbers": "1", "mark": mark}).encode()

        answer = owner.ask("POST", path, body, **{"content-type": FORM})

        assert (answer.status, "Nothing was changed" in answer.text) == (403, True)
        assert store.get(1).submission.fields["name"] == "Mara"  # type: ignore[union-attr]

    def test_without_a_session_change_nothing(self, opened: Opened, owner: Owner, store: Store) -> None:
        store.add([comment()])
        owner.open(PATH)
        owner.cookies.clear()

        assert owner.send("/desk/decide", {"one": "approve 1"}).status == 403
        assert store.get(1).state == "new"  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("body", "kind", "status"),
        [(b"a" * (MAX_BYTES + 1), FORM, 413), (b"a=%FF", FORM, 400), (b"{}", "application/json", 400), (b"--x", "multipart/form-data; boundary=x", 400)],
    )
    def test_that_are_no_forms_are_refused_in_words(self, owner: Owner, body: bytes, kind: str, status: int) -> None:
        answer = owner.ask("POST", "/desk/decide", body, **{"content-type": kind})

        assert (answer.status, "<h1>" in answer.text) == (status, True)
