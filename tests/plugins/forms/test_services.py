"""Both ends of every form service: what the HTML of a form carries, and what its answers are read as."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue import COMMENT, FORMS, RATING
from forms.model import Form
from forms.services import SERVICES, anything, options
from forms.services.contract import MARK, Options
from forms.services.raw import MAX_FIELDS, Raw
from forms.views import FormView, form_view
from hub_core.addresses import Addresses
from hub_core.form_services import NEEDS, PUBLIC_FORMS
from hub_core.settings import HubSettings

FOLDER = Addresses("https://a.example/hub", "/hub")
STATICMAN = {"server": "https://comments.example", "repository": "jo/hub"}
AT = "2026-09-16T07:28:29.000Z"


def settings_for(service: str) -> HubSettings:
    return HubSettings(
        form_service=service, form_ids={"all": "abc"} if NEEDS[service].ids else {}, form_options={"staticman": STATICMAN}
    )  # type: ignore[arg-type]


def forms_for(service: str) -> list[Form]:
    return [form for form in FORMS.values() if service != "staticman" or form.id in PUBLIC_FORMS]


def filled(form: Form) -> dict[str, str]:
    """What a person writes into each field of a form."""
    values = {"email": "mara@example.org", "url": "https://mara.example/", "date": "2026-10-01", "checkbox": "yes"}
    chosen = {one.name: one.options[-1][0] for one in form.fields if one.options and not one.open_options}
    known = {"article": "a-first-month", "reply_to": "2026-04-02-kirsty-1", "service": "inbox-care", "member": "jo-sample", "category": "clients"}
    plain = {one.name: values.get(one.kind, f"{one.label} = yes") for one in form.fields}
    return {**plain, **{name: value for name, value in {**chosen, **known}.items() if name in form.names}}


def view_of(form: Form, service: str) -> FormView:
    choices = {name: [("x", "X")] for name in ("reply_to", "service", "member", "category")}
    return form_view(form, FOLDER, settings_for(service), values=filled(form), options=choices)


def posted(form: Form, service: str) -> dict[str, str]:
    """What a browser sends: the names in the rendered form with what was written into them."""
    view, values = view_of(form, service), filled(form)
    by_id = {f"{form.id}-{name.replace('_', '-')}": value for name, value in values.items()}
    return {**dict(view.hidden), **{one.name: by_id[one.id] for one in view.fields}, view.honeypot.name: ""}


def blocks(sent: Mapping[str, str]) -> dict[str, object]:
    sender = {name.removeprefix("fi-sender-"): value for name, value in sent.items() if name.startswith("fi-sender-")}
    others = {name.split("-", 2)[2]: value for name, value in sent.items() if name.startswith("fi-") and "sender" not in name}
    return {**others, "sender": sender} if sender else others


def in_brackets(sent: Mapping[str, str]) -> dict[str, str]:
    return {name[7:-1]: value for name, value in sent.items() if name.startswith("fields[")}


# What each service makes of what a browser sent. The last of each are shapes of its webhooks.
ANSWERS: dict[str, list[Callable[[Mapping[str, str]], Any]]] = {
    "receiver": [lambda sent: {"version": 1, "id": "20260916T072829Z-1", "source": "receiver", "form": "FORM", "received": AT, "spam": None, "fields": dict(sent)}],
    "formspree": [
        lambda sent: {"fields": ["_date", *sent], "submissions": [{"_date": "2026-09-16T07:28:29.000000", **sent}]},
        lambda sent: {"form": "abc", "submission": {"_date": "2026-09-16T07:28:29.000000", **sent}, "keys": list(sent)},
    ],
    "netlify": [
        lambda sent: [{"data": {**sent, "ip": "203.0.113.4", "user_agent": "x", "referrer": "https://a.example/p/"}, "created_at": AT, "id": "1", "form_name": "FORM", "human_fields": {}}],
        lambda sent: {"payload": {"data": dict(sent), "created_at": AT, "id": "1", "form_name": "FORM", "ordered_human_fields": []}},
    ],
    "basin": [
        lambda sent: {"submissions": [{"id": 1, "created_at": AT, "payload_params": dict(sent)}], "meta": {"count": 1}},
        lambda sent: {"data": {**sent, "id": "1", "attachments": []}},
        lambda sent: {**sent, "id": "1", "attachments": []},
    ],
    "web3forms": [lambda sent: {"data": [{"id": "sub_1", "form_id": "f", "submitted_at": AT, "fields": dict(sent), "attachments": []}], "has_more": False, "next_cursor": None}],
    "formsubmit": [lambda sent: {"success": "true", "submissions": [{"form_url": "https://a.example/p/", "form_data": dict(sent), "submitted_at": {"date": "2026-09-16 07:28:29.000000", "timezone_type": 3, "timezone": "UTC"}}]}],
    "formcarry": [lambda sent: {"form": "abc", "results": 1, "pagination": {}, "submissions": [{"_id": "1", "form": "abc", "createdAt": AT, "fields": [{"name": name, "value": value} for name, value in sent.items()]}]}],
    "forminit": [
        lambda sent: {"data": {"submissions": [{"id": "1", "submissionDate": AT, "blocks": blocks(sent)}]}},
        lambda sent: {"event": "form.submitted", "id": "1", "data": {**blocks(sent), "submissionDateISO": AT}},
        lambda sent: [{"id": "1", "created_at": AT, **sent}],
    ],
    "getform": [lambda sent: {"data": {"submissions": [{"id": 1, "submissionDate": "2026-09-16 07:28:29", **sent}]}}],
    "staticman": [lambda sent: {"_id": "1", "_parent": sent.get("options[parent]"), "date": AT, **in_brackets(sent)}],
}  # fmt: skip
PAIRS = [(service, form.id, number) for service in SERVICES for form in forms_for(service) for number in range(len(ANSWERS[service]))]


def read(service: str, document: object, **more: str) -> list[Raw]:
    return list(SERVICES[service].read(document, options(settings_for(service), service), more.get("where", "export.json")))


class TestRoundTrip:
    @pytest.mark.parametrize(("service", "form_id", "number"), PAIRS)
    def test_the_answer_to_a_rendered_form_is_read_with_the_form_s_own_names(self, service: str, form_id: str, number: int) -> None:
        form = FORMS[form_id]
        answer = json.loads(json.dumps(ANSWERS[service][number](posted(form, service))).replace('"FORM"', json.dumps(form_id)))
        [raw] = read(service, answer, where="comments/a-first-month/entry1.yml")

        asked = {name: value for name, value in filled(form).items() if service != "staticman" or name not in ("email", "notify")}
        assert {name: value for name, value in raw.fields.items() if name in form.names} == asked
        assert (raw.form_hint in (form_id, "abc"), raw.trouble, raw.spam) == (True, "", "")

    @pytest.mark.parametrize(("service", "form_id", "number"), PAIRS)
    def test_the_shape_is_known_again(self, service: str, form_id: str, number: int) -> None:
        answer = ANSWERS[service][number](posted(FORMS[form_id], service))
        assert [name for name, one in SERVICES.items() if one.recognise(answer)][:1] == [service]

    @pytest.mark.parametrize("service", list(SERVICES))
    def test_a_filled_trap_makes_the_entry_spam_or_is_kept_by_the_service(self, service: str) -> None:
        sent = posted(COMMENT, service) | {view_of(COMMENT, service).honeypot.name: "https://spam.example/"}
        for answer in ANSWERS[service]:
            [raw] = read(service, answer(sent))
            assert raw.spam == ("" if service in ("staticman", "formspree") else "honeypot")

    @pytest.mark.parametrize("service", list(SERVICES))
    def test_every_name_is_given_once(self, service: str) -> None:
        for form in forms_for(service):
            view = view_of(form, service)
            names = [*(name for name, _ in view.hidden), *(one.name for one in view.fields), view.honeypot.name]
            assert len(set(names)) == len(names)


class TestReaders:
    def test_formspree_s_dates_are_read_in_the_zone_that_is_set(self) -> None:
        document = {"submissions": [{"_date": "2026-07-01T10:00:00", "email": "a@example.org"}]}
        [raw] = SERVICES["formspree"].read(document, Options("formspree", given={"time_zone": "Europe/Lisbon"}))
        assert raw.received == dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)

    def test_entries_with_different_fields_stand_in_one_list(self) -> None:
        document = {"submissions": [{"_date": AT, "email": "a@example.org"}, {"_date": AT, "text": "x", "phone": "1"}]}
        assert [dict(raw.fields) for raw in read("formspree", document)] == [{"email": "a@example.org"}, {"text": "x", "phone": "1"}]

    def test_netlify_s_html_and_what_it_adds_are_left_out(self) -> None:
        record = {"summary": "<b>x</b>", "data": {"email": "a@example.org", "ip": "203.0.113.4", "user_agent": "x", "referrer": "https://a.example/p/?q=1"}, "id": "1", "form_name": "newsletter"}
        [raw] = read("netlify", [record])
        assert (dict(raw.fields), raw.page) == ({"email": "a@example.org"}, "/p/")

    def test_staticman_s_hash_of_an_address_goes_nowhere(self) -> None:
        [raw] = read("staticman", {"_id": "1", "name": "A", "message": "x", "email": "0bc83cb571cd1c50ba6f3e8a78ef1346"}, where="c/a-post/e.yml")
        assert dict(raw.fields) == {"name": "A", "message": "x", "text": "x", "article": "a-post"}

    @pytest.mark.parametrize(("place", "kept"), [("3", "position-3"), (3, "position-3"), ("0", ""), ("third", ""), ("9" * 50, "position-999999")])
    def test_a_place_in_the_thread_of_staticman_s_is_kept_as_one(self, place: object, kept: str) -> None:
        [raw] = read("staticman", {"_id": "1", "_parent": "http://localhost:4000/x/", "replying_to": place, "name": "A", "message": "x"})
        assert raw.fields.get("reply_to", "") == kept

    @pytest.mark.parametrize(("parent", "kept"), [("http://localhost:4000/x/", ""), ("3", ""), ("6ba7b810-9dad-11d1", "6ba7b810-9dad-11d1"), (None, "")])
    def test_a_parent_of_staticman_s_is_an_id_or_nothing(self, parent: object, kept: str) -> None:
        [raw] = read("staticman", {"_id": "1", "_parent": parent, "name": "A", "message": "x"})
        assert raw.fields.get("reply_to", "") == kept

    def test_staticman_s_entries_are_named_by_their_place_and_never_by_what_they_hold(self) -> None:
        [raw] = read("staticman", {"_id": "1", "_parent": "", "replying_to": "mara@example.org", "name": "A", "message": "x"}, where="c/a-post/e.yml")
        assert raw.where == "c/a-post/e.yml:1"

    def test_staticman_s_form_offers_no_letter_without_an_address(self) -> None:
        assert not {"email", "notify"} & {one.id.removeprefix("comment-") for one in view_of(COMMENT, "staticman").fields}

    def test_a_long_or_odd_id_is_replaced_by_its_hash(self) -> None:
        ids = [read("getform", {"data": {"submissions": [{"id": one, "submissionDate": AT}]}})[0].source_id for one in ("a b\n", "x" * 500, "\ud800", "ok-1", 7)]
        assert [len(one) for one in ids] == [32, 32, 32, 4, 1]

    def test_more_fields_than_any_form_has_are_refused(self) -> None:
        [raw] = read("getform", {"submissions": [{str(number): "x" for number in range(MAX_FIELDS + 1)}]})
        assert (raw.trouble, dict(raw.fields)) == ("it has more than 10,000 fields", {})

    @pytest.mark.parametrize("document", [None, [], {}, "x", 7, [None], [[]], {"submissions": None}, {"data": 3}, {"submissions": [None, "x", []]}, {"data": {"submissions": [1]}}])
    @pytest.mark.parametrize("service", list(SERVICES))
    def test_what_is_no_entry_is_said_to_be_none_and_nothing_raises(self, service: str, document: object) -> None:
        SERVICES[service].recognise(document)
        assert all(raw.trouble or isinstance(raw.fields, dict) for raw in read(service, document))

    @given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["submissions", "data", "fields", "form", "payload", "submission", "id", "_date", "created_at", "name", "value", "blocks", "sender", "form_data", "submitted_at", "date", "email", "_id"]), inner, max_size=5), max_leaves=12))
    def test_no_json_makes_a_reader_raise(self, document: object) -> None:
        for name, service in SERVICES.items():
            service.recognise(document)
            for raw in service.read(document, Options(name), "x.json"):
                assert raw.received is None or raw.received.tzinfo is dt.UTC
                assert all(isinstance(value, str) for value in raw.fields.values())
        assert all(raw.where for raw in anything.read(document, Options("import"), "x.json"))

    @pytest.mark.parametrize(
        "record",
        [
            {"id": 1, "created_at": AT, "values": {"email": "a@example.org"}, "spam": False},
            {"id": 1, "created_at": AT, "fields": [{"name": "email", "value": "a@example.org"}]},
            {"id": 1, "createdAt": AT, "email": "a@example.org"},
            {"id": 1, "timestamp": 1789543709, "data": {"email": "a@example.org"}},
        ],
    )
    def test_the_shapes_of_services_that_have_no_module_are_read_too(self, record: dict[str, object]) -> None:
        [raw] = anything.read({"submissions": [record]}, Options("import"), "x.json")
        assert (dict(raw.fields), raw.source_id, str(raw.received)[:10]) == ({"email": "a@example.org"}, "1", "2026-09-16")

    def test_the_mark_of_the_form_is_no_field(self) -> None:
        [raw] = read("getform", {"submissions": [{MARK: "rating", "article": "a", "stars": 5}]})
        assert (raw.form_hint, dict(raw.fields)) == ("rating", {"article": "a", "stars": "5"})
        assert RATING.names >= set(raw.fields)
