"""What the HTML of a form carries for each form service, and what the settings say about it."""

from __future__ import annotations

from typing import get_args

import pytest

from forms.catalogue import COMMENT, CONTACT, FORMS
from forms.model import HONEYPOT, Form
from forms.services import APIS, SERVICES, contract
from forms.services.contract import Contract, Options
from forms.views import form_view
from hub_core.addresses import Addresses
from hub_core.form_services import NEEDS, PUBLIC_FORMS, FormName, ServiceName
from hub_core.settings import HubSettings, read_settings

FOLDER = Addresses("https://a.example/hub", "/hub")
STATICMAN = {"server": "https://comments.example", "repository": "jo/hub"}


def settings_for(service: str) -> HubSettings:
    return HubSettings(
        form_service=service, form_ids={"all": "abc"} if NEEDS[service].ids else {}, form_options={"staticman": STATICMAN}
    )  # type: ignore[arg-type]


def forms_for(service: str) -> list[Form]:
    return [form for form in FORMS.values() if service != "staticman" or form.id in PUBLIC_FORMS]


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
            view = form_view(form, FOLDER, settings_for("forminit"))
            names = [*(name for name, _ in view.hidden), *(one.name for one in view.fields), view.honeypot.name]
            assert [name for name in names if not name.startswith("fi-")] == []

    def test_staticman_never_asks_for_an_e_mail_address(self) -> None:
        assert "comment-email" not in [one.id for one in form_view(COMMENT, FOLDER, settings_for("staticman")).fields]

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
