"""The receiver: what it refuses, and what it takes for spam."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from asgi_client import ask
from submitting import COMMENT, FORM, kept, post

from forms.catalogue import FORMS
from forms.model import HONEYPOT, Form
from office.receiver.app import Receiver
from office.receiver.intake import MAX_BYTES


class TestSpam:
    def test_gets_the_same_answer_and_its_own_pile(self, receiver: Receiver, private: Path) -> None:
        answer = post(receiver, {**COMMENT, HONEYPOT: "https://spam.example/"})

        assert (answer.status, answer.headers["location"]) == (303, "/va/thanks/comment/")
        assert kept(private) == []
        (record,) = kept(private, "suspected")
        assert record["spam"] == "honeypot"
        assert HONEYPOT not in record["fields"]

    def test_is_not_told_what_is_wrong_with_it(self, receiver: Receiver) -> None:
        assert post(receiver, {HONEYPOT: "x"}).status == 303


class TestWhoMaySend:
    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"origin": "http://127.0.0.1:8000"},
            {"origin": "https://127.0.0.1:8000"},
            {"sec_fetch_site": "same-origin", "origin": "null"},
            {"sec_fetch_site": "none"},
        ],
    )
    def test_is_every_page_of_the_site(self, receiver: Receiver, headers: dict[str, str]) -> None:
        assert post(receiver, COMMENT, **headers).status == 303

    @pytest.mark.parametrize(
        "headers",
        [
            {"origin": "https://evil.example"},
            {"origin": "null"},
            {"origin": "http://127.0.0.1:8000.evil.example"},
            {"origin": "http://127.0.0.1:9000"},
            {"origin": "http://[127.0.0.1:8000"},
            {"origin": "http://127.0.0.1:8000", "sec_fetch_site": "cross-site"},
            {"sec_fetch_site": "same-site"},
        ],
    )
    def test_is_no_other_site(self, receiver: Receiver, private: Path, headers: dict[str, str]) -> None:
        assert post(receiver, COMMENT, **headers).status == 403
        assert not private.exists()

    def test_can_be_widened_to_a_site_on_another_host(self, receiver: Receiver) -> None:
        wider = Receiver(receiver.forms, receiver.private, receiver.pages, origins=frozenset({"https://hub.example"}))

        assert post(wider, COMMENT, origin="https://hub.example", sec_fetch_site="cross-site").status == 303
        wider.close()


def filled(form: Form) -> dict[str, str]:
    """Give what a person sends who uses all the room that a form has, in Chinese."""
    by_kind = {"email": "mara@example.org", "url": "https://mara.example/", "date": "2026-10-01", "checkbox": "yes"}
    chosen = {one.name: "a-slug" if one.open_options else one.options[-1][0] for one in form.fields if one.open_options or one.options}
    return {one.name: by_kind.get(one.kind, "\u5b57" * one.maxlength) for one in form.fields} | chosen


class TestWhatIsRefused:
    @pytest.mark.parametrize("form", ["nothing", "", "comment/x", "../comment", "COMMENT"])
    def test_unknown_form(self, receiver: Receiver, form: str) -> None:
        assert post(receiver, COMMENT, form).status == 404

    @pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
    def test_other_methods(self, receiver: Receiver, method: str) -> None:
        answer = ask(receiver.app(), method, "/comment")

        assert (answer.status, answer.headers["allow"]) == (405, "POST")

    def test_a_body_that_says_it_is_too_large(self, receiver: Receiver) -> None:
        assert post(receiver, b"", content_length=str(MAX_BYTES + 1)).status == 413

    def test_a_body_that_grows_too_large_and_is_not_read_to_its_end(self, receiver: Receiver) -> None:
        parts = (b"x" * 1024 for _ in range(10_000))

        assert ask(receiver.app(), "POST", "/comment", headers={"content-type": FORM}, body=parts).status == 413

    def test_a_body_of_just_the_limit_is_read(self, receiver: Receiver) -> None:
        assert post(receiver, b"text=".ljust(MAX_BYTES, b"x")).status == 422

    @pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
    def test_no_form_that_is_filled_to_its_last_letter_in_any_alphabet(self, receiver: Receiver, form: Form) -> None:
        assert post(receiver, filled(form), form.id).status == 303

    @pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
    def test_what_no_form_is_sent_as(self, receiver: Receiver, kind: str) -> None:
        assert post(receiver, COMMENT, content_type=kind).status == 415

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"name=%ff%fe", FORM),
            ("name=ü".encode("latin-1"), FORM),
            (b"&".join(b"a%d=1" % n for n in range(100)), FORM),
            (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
            (b"anything", "multipart/form-data"),
            (
                b'--x\r\nContent-Disposition: form-data; name="a"; filename="a.exe"\r\n\r\nMZ\r\n--x--\r\n',
                "multipart/form-data; boundary=x",
            ),
        ],
    )
    def test_what_cannot_be_read(self, receiver: Receiver, body: bytes, kind: str) -> None:
        assert post(receiver, body, content_type=kind).status == 400

    def test_is_explained_in_json_to_a_script(self, receiver: Receiver) -> None:
        answer = post(receiver, COMMENT, "nothing", accept="application/json")

        assert json.loads(answer.body) == {"ok": False, "message": "There is no form at this address."}
