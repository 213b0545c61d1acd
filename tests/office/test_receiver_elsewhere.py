"""A receiver on a host of its own: where its answers lead, what its pages may load, and whose scripts may read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from asgi_client import Answer, ask
from submitting import COMMENT, FORM, NOW, REPOSITORY, kept, post

from forms.catalogue import FORMS
from forms.services.receiver import base
from forms.views import form_view
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings, read_settings
from office.headers import headers_for
from office.newsletter.links import receiver_base
from office.receiver.app import Receiver
from office.receiver.choices import ContentChoices
from office.receiver.pages import Pages

SITE, FORMS_AT = "https://hub.example", "https://forms.hub.example"
ADDRESSES = Addresses(f"{SITE}/va", "/va")
SETTINGS = HubSettings(form_options={"receiver": {"address": f"{FORMS_AT}/"}})


@pytest.fixture
def elsewhere(root: Path) -> Iterator[Receiver]:
    (root / "output").mkdir()
    (root / "output" / "404.html").write_text('<link rel="stylesheet" href="/va/theme/a.css?v=1">')
    pages = Pages(REPOSITORY / "theme" / "templates", root / "output", ADDRESSES, SETTINGS, ContentChoices(root / "content", 300))
    receiver = Receiver(FORMS, root / "private", pages, clock=lambda: NOW, origins=frozenset({SITE}), posts_a_minute=100_000)
    yield receiver
    receiver.close()


def from_the_site(receiver: Receiver, fields: dict[str, str] = COMMENT, **headers: str) -> Answer:
    return post(receiver, fields, **{"origin": SITE, "sec-fetch-site": "same-site", "referer": f"{SITE}/", "host": "forms.hub.example", **headers})


class TestTheSite:
    @pytest.mark.parametrize("form", FORMS)
    def test_every_form_goes_to_the_other_host(self, form: str) -> None:
        assert form_view(FORMS[form], ADDRESSES, SETTINGS).action == f"{FORMS_AT}/forms/{form}"

    def test_links_in_letters_lead_there_too(self) -> None:
        assert (base(SETTINGS, ADDRESSES), receiver_base(SETTINGS, ADDRESSES)) == (f"{FORMS_AT}/forms/",) * 2
        assert base(HubSettings(), ADDRESSES) == f"{SITE}/va/forms/"

    @pytest.mark.parametrize("path", ["/", "/search/"])
    def test_its_policy_lets_forms_go_there_and_nowhere_else(self, path: str) -> None:
        assert f"form-action 'self' {FORMS_AT};" in headers_for(path, FORMS_AT)["Content-Security-Policy"]
        assert "form-action 'self';" in headers_for(path)["Content-Security-Policy"]

    @pytest.mark.parametrize("address", ["http://forms.hub.example", "forms.hub.example", "https://a.example/?x=1", "https://a b.example", "javascript:alert(1)", "https://u:p@a.example"])
    def test_an_address_that_is_none_is_a_mistake_in_the_settings(self, address: str) -> None:
        assert read_settings({"form_options": {"receiver": {"address": address}}})[1][0].startswith("pelicanconf.py:1: HUB.form_options.receiver.address: ")


class TestAPlainForm:
    def test_is_kept_and_leads_to_the_site_s_thanks_page(self, elsewhere: Receiver, private: Path) -> None:
        answer = from_the_site(elsewhere)

        assert (answer.status, answer.headers["location"]) == (303, f"{SITE}/va/thanks/comment/")

    def test_is_known_by_its_article_though_browsers_tell_another_host_no_page(self, elsewhere: Receiver, private: Path) -> None:
        from_the_site(elsewhere)

        assert [one["page"] for one in kept(private)] == ["/va/articles/a-first-month/"]

    @pytest.mark.parametrize("origin", ["https://evil.example", "https://hub.example.evil.example", "null", "http://hub.example"])
    def test_of_another_site_is_not_taken(self, elsewhere: Receiver, private: Path, origin: str) -> None:
        answer = from_the_site(elsewhere, **{"origin": origin, "sec-fetch-site": "cross-site"})

        assert (answer.status, kept(private), "access-control-allow-origin" in answer.headers) == (403, [], False)

    @pytest.mark.parametrize("more", [{"_next": "https://evil.example/"}, {"redirect": "//evil.example"}, {"article": "a-first-month\r\nLocation: https://evil.example"}])
    def test_leads_nowhere_that_a_visitor_names(self, elsewhere: Receiver, more: dict[str, str]) -> None:
        assert from_the_site(elsewhere, {**COMMENT, **more}).headers.get("location", SITE).startswith(SITE)

    def test_with_a_mistake_comes_back_in_the_look_of_the_site_and_can_be_sent_again(self, elsewhere: Receiver, private: Path) -> None:
        answer = from_the_site(elsewhere, {**COMMENT, "name": ""})
        policy = answer.headers["content-security-policy"]

        assert f'<link rel="stylesheet" href="{SITE}/va/theme/a.css?v=1">' in answer.text
        assert f'action="{FORMS_AT}/forms/comment"' in answer.text
        assert f'href="{SITE}/va/articles/a-first-month/"' in answer.text
        assert (f"default-src 'self' {SITE};" in policy, f"form-action 'self' {SITE};" in policy, "unsafe" in policy) == (True, True, False)
        again = post(elsewhere, COMMENT, **{"origin": FORMS_AT, "sec-fetch-site": "same-origin", "host": "forms.hub.example"})
        assert (again.status, len(kept(private))) == (303, 1)


class TestScripts:
    def test_of_the_site_may_read_the_answer(self, elsewhere: Receiver) -> None:
        answer = from_the_site(elsewhere, accept="application/json")

        assert (answer.headers["access-control-allow-origin"], answer.headers["vary"]) == (SITE, "Origin")
        assert json.loads(answer.body) == {"ok": True, "next": f"{SITE}/va/thanks/comment/"}

    def test_a_refusal_can_be_read_as_well(self, elsewhere: Receiver) -> None:
        answer = from_the_site(elsewhere, {**COMMENT, "name": ""}, accept="application/json")

        assert (answer.status, answer.headers["access-control-allow-origin"]) == (422, SITE)

    @pytest.mark.parametrize(("origin", "status", "allowed"), [(SITE, 204, SITE), ("https://evil.example", 405, None), ("null", 405, None)])
    def test_the_question_before_is_answered_to_the_listed_sites_alone(self, elsewhere: Receiver, origin: str, status: int, allowed: str | None) -> None:
        asked = {"origin": origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type"}
        answer = ask(elsewhere.app(), "OPTIONS", "/comment", headers=asked)

        assert (answer.status, answer.headers.get("access-control-allow-origin")) == (status, allowed)
        assert answer.headers.get("access-control-allow-methods") == ("POST" if allowed else None)
        assert "access-control-allow-credentials" not in answer.headers

    def test_links_of_letters_can_be_read_by_no_script(self, elsewhere: Receiver) -> None:
        answer = ask(elsewhere.app(), "GET", "/answer/x", headers={"origin": SITE, "content-type": FORM})

        assert "access-control-allow-origin" not in answer.headers


def test_on_the_site_s_own_host_nothing_changes(receiver: Receiver) -> None:
    answer = post(receiver, COMMENT, accept="application/json")

    assert json.loads(answer.body)["next"] == "/va/thanks/comment/"
    assert ("access-control-allow-origin" in answer.headers, "vary" in answer.headers) == (False, False)
