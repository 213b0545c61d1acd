"""What the settings may say about a form service."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from forms.catalogue import FORMS
from hub_core.form_services import NEEDS, PUBLIC_FORMS, FormName, IdName, ServiceName
from hub_core.settings import HubSettings, read_settings

STATICMAN = {"server": "https://staticman.a.example", "repository": "jo/hub"}
ELSEWHERE = {form: "receiver" for form in FORMS if form not in PUBLIC_FORMS}


def mistakes(**table: Any) -> list[str]:
    """The settings that are wrong, by name."""
    settings, lines = read_settings(table)
    assert (settings == HubSettings()) or not lines
    return [line.split(": ")[1].removeprefix("HUB.") for line in lines]


class TestNames:
    def test_the_forms_are_those_of_the_catalogue(self) -> None:
        assert (get_args(FormName), get_args(IdName)) == (tuple(FORMS), ("all", *FORMS))

    def test_every_service_says_what_it_needs(self) -> None:
        assert set(get_args(ServiceName)) == set(NEEDS)

    def test_every_setting_of_a_service_takes_its_own_default(self) -> None:
        wrong = [
            (service, name)
            for service, needs in NEEDS.items()
            for name, option in needs.options.items()
            if option.default and name != "time_zone" and not option.pattern.match(option.default)
        ]
        assert wrong == []


class TestIds:
    @pytest.mark.parametrize("service", [service for service, needs in NEEDS.items() if needs.ids])
    def test_a_hosted_service_needs_an_id_for_every_form(self, service: str) -> None:
        assert mistakes(form_service=service) == [f"form_ids.{form}" for form in FORMS]

    @pytest.mark.parametrize("service", [service for service, needs in NEEDS.items() if needs.ids])
    def test_one_id_can_stand_for_all(self, service: str) -> None:
        assert mistakes(form_service=service, form_ids={"all": "abc"}) == []

    def test_only_the_forms_that_go_there_need_one(self) -> None:
        assert mistakes(form_services={"contact": "formspree"}, form_ids={"contact": "abc"}) == []

    def test_netlify_has_a_name_for_each_form_and_none_for_all(self) -> None:
        assert (mistakes(form_service="netlify"), set(mistakes(form_service="netlify", form_ids={"all": "abc"}))) == ([], {"form_ids.all"})

    @pytest.mark.parametrize("value", ["https://formspree.io/f/abc", "a b", "", "../x", 'a"><script>', "a/b", "x" * 101])
    def test_an_id_that_could_leave_its_place_is_refused(self, value: str) -> None:
        assert mistakes(form_service="formspree", form_ids={"all": value}) == ["form_ids.all"]

    def test_an_e_mail_address_is_refused_and_not_repeated(self) -> None:
        lines = read_settings({"form_service": "formsubmit", "form_ids": {"all": "jo@a.example"}})[1]
        assert (len(lines), "jo@a.example" in lines[0]) == (1, False)

    def test_a_form_that_the_site_has_not_is_refused(self) -> None:
        assert len(mistakes(form_ids={"comments": "abc"})) == 1


class TestOptions:
    def test_staticman_needs_its_server_and_its_repository(self) -> None:
        assert mistakes(form_service="staticman", form_services=ELSEWHERE) == ["form_options.staticman.server", "form_options.staticman.repository"]

    def test_staticman_with_both_is_taken(self) -> None:
        assert mistakes(form_service="staticman", form_services=ELSEWHERE, form_options={"staticman": STATICMAN}) == []

    def test_what_is_meant_for_the_owner_alone_never_goes_where_others_read(self) -> None:
        assert mistakes(form_service="staticman", form_options={"staticman": STATICMAN}) == [f"form_services.{form}" for form in ELSEWHERE]

    @pytest.mark.parametrize(
        ("service", "name", "value"),
        [
            ("staticman", "server", "http://a.example"), ("staticman", "server", "https://a.example/?x"), ("staticman", "repository", "jo"),
            ("staticman", "branch", "a b"), ("staticman", "provider", "svn"), ("formspree", "redirect", 'x" onclick="y'),
            ("basin", "authorization", "Basic"), ("netlify", "fetch_spam", "perhaps"), ("formsubmit", "template", "round"),
            ("getform", "time_zone", "Lisbon"), ("basin", "no_such", "x"),
        ],
    )  # fmt: skip
    def test_a_setting_that_a_service_cannot_have_is_refused(self, service: str, name: str, value: str) -> None:
        given = STATICMAN | {name: value} if service == "staticman" else {name: value}
        assert mistakes(form_options={service: given}) == [f"form_options.{service}.{name}"]

    def test_a_service_that_nobody_knows_is_refused(self) -> None:
        assert len(mistakes(form_options={"nobody": {}})) == 1
