"""Asking a service's API: every page of it, and silence about tokens."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

import httpx
import pytest
from asking_services import NOW, TOKEN, day, run, settings_for, texts, words

from hub_core.settings import HubSettings
from office.inbox.reading import asking
from office.inbox.reading.fetch import Fetching, fetch, forms_of, token_name, tokens
from office.inbox.reading.mapping import Mapper
from office.inbox.record import Submission


class TestPaging:
    def test_formspree_is_asked_form_by_form_until_a_page_is_empty(self) -> None:
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
        assert asked == [("/api/0/forms/id-comment/submissions", one) for one in ("0", "100", "200", "230")] + [("/api/0/forms/id-contact/submissions", "0")]

    def test_netlify_s_forms_are_found_by_their_names_and_spam_comes_as_spam(self) -> None:
        def handler(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/api/v1/sites/site-1/forms":
                return httpx.Response(200, json=[{"id": "n1", "name": "comment"}, {"id": "n9", "name": "another"}])
            assert request.url.path == "/api/v1/forms/n1/submissions"
            spam = request.url.params.get("state") == "spam"
            if request.url.params["page"] != "1":
                return httpx.Response(200, json=[])
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
            sizes = {"forminit": [100, 40, 0], "getform": [60, 80, 0]}[service]
            entries = [{"id": f"{request.url.path}{page}-{n}", "submissionDate": day(n), **({"blocks": words(n)} if header else words(n))} for n in range(sizes[page - 1])]
            return httpx.Response(200, json={"data": {"submissions": entries}})

        found, trouble, _ = run(service, handler)
        assert (len(found), trouble) == (280, [])


    @pytest.mark.parametrize("service", ["formspree", "netlify", "forminit"])
    def test_a_service_that_gives_fewer_than_were_asked_for_is_asked_on(self, service: str) -> None:
        def handler(request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("/sites/site-1/forms"):
                return httpx.Response(200, json=[{"id": "n1", "name": "comment"}])
            params = request.url.params
            start = int(params["offset"]) if service == "formspree" else 30 * (int(params["page"]) - 1)
            numbers = range(start, min(70, start + 30)) if "contact" not in request.url.path and "state" not in params else range(0)
            answer: dict[str, list[object]] = {
                "formspree": [{"_date": day(n), **words(n)} for n in numbers],
                "netlify": [{"id": f"{n}", "data": words(n), "created_at": f"{day(n)}Z", "form_name": "comment"} for n in numbers],
                "forminit": [{"id": f"{n}", "submissionDate": day(n), "blocks": words(n)} for n in numbers],
            }
            found = answer[service]
            return httpx.Response(200, json={"formspree": {"submissions": found}, "netlify": found, "forminit": {"data": {"submissions": found}}}[service])

        assert texts(run(service, handler)[0]) == [f"No {n}" for n in range(70)]


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
