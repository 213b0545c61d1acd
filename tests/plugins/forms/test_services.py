"""Both ends of every form service: what the HTML of a form carries, and what its answers are read as."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue import COMMENT, CONTACT, FORMS, RATING
from forms.model import HONEYPOT, Form
from forms.services import APIS, SERVICES, anything, contract, options
from forms.services.contract import MARK, Contract, Options
from forms.services.raw import MAX_FIELDS, Raw
from forms.views import FormView, form_view
from hub_core.addresses import Addresses
from hub_core.form_services import NEEDS, PUBLIC_FORMS, FormName, ServiceName
from hub_core.settings import HubSettings, read_settings

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
    known = {"article": "a-first-month", "reply_to": "2026-04-02-kirsty-1", "service": "inbox-care", "member": "jo-sample"}
    plain = {one.name: values.get(one.kind, f"{one.label} = yes") for one in form.fields}
    return {**plain, **{name: value for name, value in {**chosen, **known}.items() if name in form.names}}


def view_of(form: Form, service: str) -> FormView:
    choices = {name: [("x", "X")] for name in ("reply_to", "service", "member")}
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

        asked = {name: value for name, value in filled(form).items() if service != "staticman" or name != "email"}
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


class TestContracts:
    def test_the_receiver_takes_a_form_at_its_own_path(self) -> None:
        assert contract("receiver")(COMMENT, FOLDER, Options("receiver")) == Contract("/hub/forms/comment", HONEYPOT)

    def test_formspree_takes_a_form_by_its_id_and_is_told_where_to_send_the_visitor_on(self) -> None:
        assert contract("formspree")(COMMENT, FOLDER, Options("formspree", "abcdefgh")) == Contract(
            "https://formspree.io/f/abcdefgh", "_gotcha",
            hidden=(("_next", "https://a.example/hub/thanks/comment/"), ("form", "comment")),
        )  # fmt: skip

    def test_what_is_unsure_can_be_left_out(self) -> None:
        made = contract("formspree")(COMMENT, FOLDER, Options("formspree", "abcdefgh", {"redirect": ""}))
        assert made.hidden == (("form", "comment"),)

    def test_netlify_finds_a_form_by_its_attributes_and_its_action_is_the_next_page(self) -> None:
        assert contract("netlify")(COMMENT, FOLDER, Options("netlify")) == Contract(
            "/hub/thanks/comment/", "bot-field",
            attributes=(("name", "comment"), ("data-netlify", "true"), ("netlify-honeypot", "bot-field")),
            hidden=(("form-name", "comment"),),
        )  # fmt: skip

    def test_netlify_s_form_can_have_a_name_of_the_owner_s(self) -> None:
        made = contract("netlify")(COMMENT, FOLDER, Options("netlify", "my-comments"))
        assert (made.attributes[0], made.hidden) == (("name", "my-comments"), (("form-name", "my-comments"),))

    @pytest.mark.parametrize(
        ("service", "action", "trap"),
        [
            ("basin", "https://usebasin.com/f/abc", "_gotcha"),
            ("web3forms", "https://api.web3forms.com/submit", "botcheck"),
            ("formsubmit", "https://formsubmit.co/abc", "_honey"),
            ("formcarry", "https://formcarry.com/s/abc", "_gotcha"),
            ("forminit", "https://forminit.com/f/abc", "fi-text-company-website"),
            ("getform", "https://getform.io/f/abc", "_gotcha"),
            ("staticman", "https://comments.example/v3/entry/github/jo/hub/main/comment", HONEYPOT),
        ],
    )
    def test_each_has_its_address_and_its_trap(self, service: str, action: str, trap: str) -> None:
        view = form_view(COMMENT, FOLDER, settings_for(service))
        assert (view.action, view.honeypot.name, view.method) == (action, trap, "post")

    @pytest.mark.parametrize(
        ("service", "name"), [("formspree", "_next"), ("web3forms", "redirect"), ("formsubmit", "_next"), ("staticman", "options[redirect]")]
    )
    def test_the_thanks_page_is_named_whole(self, service: str, name: str) -> None:
        assert dict(form_view(COMMENT, FOLDER, settings_for(service)).hidden)[name] == "https://a.example/hub/thanks/comment/"

    def test_a_redirect_is_never_taken_from_a_visitor(self) -> None:
        view = form_view(COMMENT, FOLDER, settings_for("formspree"), values={"_next": "https://evil.example/", "redirect": "x"})
        assert dict(view.hidden)["_next"] == "https://a.example/hub/thanks/comment/"

    def test_web3forms_has_its_key_in_the_form(self) -> None:
        assert dict(form_view(COMMENT, FOLDER, settings_for("web3forms")).hidden)["access_key"] == "abc"

    def test_formsubmit_s_wishes_are_written_only_when_set(self) -> None:
        plain = contract("formsubmit")(COMMENT, FOLDER, Options("formsubmit", "abc"))
        wished = contract("formsubmit")(COMMENT, FOLDER, Options("formsubmit", "abc", {"captcha": "false", "template": "table"}))
        assert set(dict(wished.hidden)) - set(dict(plain.hidden)) == {"_captcha", "_template"}

    def test_forminit_s_names_are_typed_without_exception(self) -> None:
        for form in FORMS.values():
            view = view_of(form, "forminit")
            names = [*(name for name, _ in view.hidden), *(one.name for one in view.fields), view.honeypot.name]
            assert [name for name in names if not name.startswith("fi-")] == []

    def test_staticman_never_asks_for_an_e_mail_address(self) -> None:
        assert "comment-email" not in [one.id for one in view_of(COMMENT, "staticman").fields]

    def test_an_id_cannot_leave_its_place_in_the_address(self) -> None:
        assert contract("basin")(COMMENT, FOLDER, Options("basin", "../x?y#z")).action == "https://usebasin.com/f/..%2Fx%3Fy%23z"


class TestSettings:
    def test_every_service_of_the_settings_has_its_module_and_its_needs(self) -> None:
        assert set(SERVICES) == set(get_args(ServiceName)) == set(NEEDS)
        assert set(get_args(ServiceName)) == set(get_args(HubSettings.model_fields["form_service"].annotation))

    def test_the_settings_know_the_forms_of_the_catalogue(self) -> None:
        assert set(get_args(FormName)) == set(FORMS)

    def test_whatever_has_an_api_is_a_service(self) -> None:
        assert set(APIS) < set(SERVICES)

    @pytest.mark.parametrize("service", [name for name, needs in NEEDS.items() if needs.ids])
    def test_a_missing_id_is_told_for_each_form(self, service: str) -> None:
        _, mistakes = read_settings({"form_service": service, "form_ids": {"comment": "abc"}})
        assert len(mistakes) == len(FORMS) - 1
        assert mistakes[0].startswith("pelicanconf.py:1: HUB.form_ids.rating: is missing; give the ")

    @pytest.mark.parametrize("service", [name for name, needs in NEEDS.items() if needs.ids])
    def test_one_id_can_serve_all_forms(self, service: str) -> None:
        settings, mistakes = read_settings({"form_service": service, "form_ids": {"all": "abc"}})
        assert (settings.id_of("rating"), mistakes) == ("abc", [])

    def test_a_form_can_have_a_service_of_its_own(self) -> None:
        settings, mistakes = read_settings({"form_services": {"comment": "formspree"}, "form_ids": {"comment": "abc"}})
        assert (settings.service_of("comment"), settings.service_of("contact"), mistakes) == ("formspree", "receiver", [])
        assert form_view(COMMENT, FOLDER, settings).action == "https://formspree.io/f/abc"
        assert form_view(CONTACT, FOLDER, settings).action == "/hub/forms/contact"

    @pytest.mark.parametrize(
        ("table", "place"),
        [
            ({"form_services": {"comment": "staticman"}}, "form_options.staticman.server: is missing"),
            ({"form_service": "staticman", "form_options": {"staticman": STATICMAN}}, "form_services.newsletter: cannot be staticman"),
            ({"form_service": "formsubmit", "form_ids": {"all": "owner@example.org"}}, "form_ids.all: is an e-mail address"),
            ({"form_service": "basin", "form_ids": {"all": "https://usebasin.com/f/abc"}}, "form_ids.all: must be the id alone"),
            ({"form_service": "netlify", "form_ids": {"all": "abc"}}, "form_ids.all: cannot be with netlify"),
            ({"form_ids": {"coment": "abc"}}, "form_ids.coment: 'coment' is not a known value; did you mean 'comment'?"),
            ({"form_options": {"basin": {"honeypt": "x"}}}, "form_options.basin.honeypt: is not a setting of this service"),
            ({"form_options": {"basin": {"honeypot": '"><script>'}}}, "form_options.basin.honeypot: cannot be that"),
            ({"form_options": {"basin": {"time_zone": "Lisbon"}}}, "form_options.basin.time_zone: is not a time zone"),
            ({"form_options": {"staticman": {"server": "http://x.example"}}}, "form_options.staticman.server: cannot be that"),
            ({"form_options": {"bassin": {}}}, "form_options.bassin: 'bassin' is not a known value; did you mean 'basin'?"),
            ({"form_services": {"comment": "disqus"}}, "form_services.comment: 'disqus' is not a known value"),
        ],
    )
    def test_a_mistake_is_told_with_its_place(self, table: dict[str, object], place: str) -> None:
        settings, mistakes = read_settings(table)
        assert (settings, any(line.startswith(f"pelicanconf.py:1: HUB.{place}") for line in mistakes)) == (HubSettings(), True)

    def test_no_mistake_repeats_an_address(self) -> None:
        assert "owner@" not in "".join(read_settings({"form_service": "formsubmit", "form_ids": {"all": "owner@example.org"}})[1])

    def test_staticman_with_another_service_for_what_is_private_is_taken(self) -> None:
        table = {"form_services": {"comment": "staticman", "rating": "staticman"}, "form_options": {"staticman": STATICMAN}}
        assert read_settings(table)[1] == []


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

    @pytest.mark.parametrize(("parent", "kept"), [("http://localhost:4000/x/", ""), ("3", ""), ("6ba7b810-9dad-11d1", "6ba7b810-9dad-11d1"), (None, "")])
    def test_a_parent_of_staticman_s_is_an_id_or_nothing(self, parent: object, kept: str) -> None:
        [raw] = read("staticman", {"_id": "1", "_parent": parent, "name": "A", "message": "x"})
        assert raw.fields.get("reply_to", "") == kept

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
        assert RATING.names == set(raw.fields)
