"""What the HTML of a form must carry for each form service."""

from __future__ import annotations

from typing import get_args

import pytest
from forms.catalogue import COMMENT
from forms.model import HONEYPOT
from forms.services import SERVICES, contract
from forms.services.contract import Contract
from forms.views import form_view
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings

FOLDER = Addresses("https://a.example/hub", "/hub")


class TestContracts:
    def test_the_receiver_takes_a_form_at_its_own_path(self) -> None:
        assert contract("receiver")(COMMENT, FOLDER, "") == Contract("/hub/forms/comment", HONEYPOT)

    def test_formspree_takes_a_form_by_its_id_and_is_told_where_to_send_the_visitor_on(self) -> None:
        assert contract("formspree")(COMMENT, FOLDER, "abcdefgh") == Contract(
            "https://formspree.io/f/abcdefgh", "_gotcha",
            hidden=(("_next", "https://a.example/hub/thanks/comment/"), ("form", "comment")),
        )  # fmt: skip

    def test_netlify_finds_a_form_by_its_attributes_and_its_action_is_the_next_page(self) -> None:
        assert contract("netlify")(COMMENT, FOLDER, "") == Contract(
            "/hub/thanks/comment/", "bot-field",
            attributes=(("name", "comment"), ("data-netlify", "true"), ("netlify-honeypot", "bot-field")),
            hidden=(("form-name", "comment"),),
        )  # fmt: skip

    def test_netlify_s_form_can_have_a_name_of_the_owner_s(self) -> None:
        made = contract("netlify")(COMMENT, FOLDER, "my-comments")
        assert (made.attributes[0], made.hidden) == (("name", "my-comments"), (("form-name", "my-comments"),))

    def test_every_service_of_the_settings_has_its_contract(self) -> None:
        assert set(SERVICES) == set(get_args(HubSettings.model_fields["form_service"].annotation))


class TestInTheView:
    @pytest.mark.parametrize(("service", "trap"), [("receiver", HONEYPOT), ("formspree", "_gotcha"), ("netlify", "bot-field")])
    def test_the_trap_has_the_name_that_the_service_looks_for(self, service: str, trap: str) -> None:
        settings = HubSettings(form_service=service, form_ids={"comment": "abc"})  # type: ignore[arg-type]
        assert form_view(COMMENT, FOLDER, settings).honeypot.name == trap

    def test_the_service_s_hidden_fields_come_before_the_page_s(self) -> None:
        settings = HubSettings(form_service="netlify")
        assert form_view(COMMENT, FOLDER, settings, values={"article": "a"}).hidden == (("form-name", "comment"), ("article", "a"))

    def test_the_id_is_the_one_set_for_this_form(self) -> None:
        settings = HubSettings(form_service="formspree", form_ids={"comment": "abc", "contact": "def"})
        assert form_view(COMMENT, FOLDER, settings).action == "https://formspree.io/f/abc"
