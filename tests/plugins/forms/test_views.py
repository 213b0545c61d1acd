"""Forms as a page shows them."""

from __future__ import annotations

import pytest

from forms.catalogue import COMMENT, FORMS, LIST_ME, RATING, REFERRAL
from forms.model import HONEYPOT, Field, Form
from forms.views import FieldView, FormView, form_view
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings

from ..make import ADDRESSES, SETTINGS


def field(view: FormView, name: str) -> FieldView:
    return next(one for one in view.fields if one.name == name)


class TestFormView:
    def test_the_form_posts_to_the_receiver_on_this_host(self) -> None:
        view = form_view(COMMENT, ADDRESSES, SETTINGS)
        assert (view.action, view.method, view.attributes) == ("/forms/comment", "post", ())

    def test_in_a_folder_it_posts_into_the_folder(self) -> None:
        assert form_view(COMMENT, Addresses("https://a.example/hub", "/hub"), SETTINGS).action == "/hub/forms/comment"

    def test_hidden_fields_carry_the_values_of_the_page_and_are_not_shown(self) -> None:
        view = form_view(RATING, ADDRESSES, SETTINGS, values={"article": "a-first-month"})
        assert (view.hidden, [one.name for one in view.fields]) == ((("article", "a-first-month"),), ["stars", "email"])

    def test_a_select_without_a_choice_from_the_content_is_left_out(self) -> None:
        assert "reply_to" not in [one.name for one in form_view(COMMENT, ADDRESSES, SETTINGS).fields]

    def test_choices_from_the_content_follow_the_form_s_own(self) -> None:
        view = form_view(COMMENT, ADDRESSES, SETTINGS, options={"reply_to": [("c-1", "Mara: Thank you.")]})
        assert field(view, "reply_to").options == (("", "The article"), ("c-1", "Mara: Thank you."))

    def test_the_catalogue_is_not_changed_by_a_page(self) -> None:
        form_view(REFERRAL, ADDRESSES, SETTINGS, options={"service": [("inbox", "Inbox care")]})
        assert "service" not in [one.name for one in form_view(REFERRAL, ADDRESSES, SETTINGS).fields]

    def test_values_and_errors_stand_at_their_fields(self) -> None:
        view = form_view(COMMENT, ADDRESSES, SETTINGS, values={"text": "Hi", "name": "Mara"}, errors=[("name", "Please fill in.")])
        assert (field(view, "text").value, field(view, "text").error, field(view, "name").error) == ("Hi", None, "Please fill in.")

    @pytest.mark.parametrize(("value", "checked"), [("yes", True), ("", False)])
    def test_a_box_that_was_ticked_is_ticked_again(self, value: str, checked: bool) -> None:
        assert field(form_view(LIST_ME, ADDRESSES, SETTINGS, values={"consent": value}), "consent").checked is checked

    def test_a_text_field_is_never_ticked(self) -> None:
        assert field(form_view(COMMENT, ADDRESSES, SETTINGS, values={"name": "yes"}), "name").checked is False

    def test_only_what_is_typed_has_a_length(self) -> None:
        made = Form("f", "F", "Send", "/thanks/", (Field("a", "A"), Field("b", "B", "date"), Field("c", "C", "checkbox"), Field("d", "D", "textarea", maxlength=9)))
        assert [one.maxlength for one in form_view(made, ADDRESSES, SETTINGS).fields] == [200, None, None, 9]

    def test_the_field_that_people_never_see_is_there_and_empty(self) -> None:
        trap = form_view(COMMENT, ADDRESSES, SETTINGS, values={HONEYPOT: "x"}).honeypot
        assert (trap.name, trap.value, trap.required) == (HONEYPOT, "", False)

    @pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
    def test_every_field_has_an_id_of_its_own(self, form: Form) -> None:
        view = form_view(form, ADDRESSES, SETTINGS, options={"reply_to": [("a", "A")], "service": [("a", "A")], "member": [("a", "A")]})
        ids = [one.id for one in (*view.fields, view.honeypot)]
        assert (len(set(ids)), all(one.startswith(f"{form.id}-") and "_" not in one for one in ids)) == (len(ids), True)

    def test_the_words_of_the_catalogue_are_shown(self) -> None:
        view = form_view(COMMENT, ADDRESSES, HubSettings())
        assert (view.id, view.title, view.button, view.note) == (COMMENT.id, COMMENT.title, COMMENT.button, COMMENT.note)
