"""The forms of this site, each with what fills it."""

from __future__ import annotations

import pytest

from editorial.model import LICENCES
from forms.catalogue import FORMS, STARS
from forms.model import HONEYPOT, Form, validate
from va_directory.model import AVAILABILITY

IDS = (
    "comment", "rating", "newsletter", "contact", "referral-request", "list-me", "change-entry", "pause-entry", "suggest-resource",
    "submit-article",
)  # fmt: skip
ENTRY = {
    "business": "Jo's", "headline": "Keeps books", "services": "Books\nInvoices", "tools": "Xero", "industries": "Charities",
    "languages": "English", "time_zone": "Lisbon", "hours": "9 to 15", "since": "2014", "rate": "38 EUR", "availability": "open",
    "available_from": "2027-01-11", "declines": "Cold calls", "website": "https://jo.example/", "bio": "I keep books.",
}  # fmt: skip
GOOD: dict[str, dict[str, str]] = {
    "comment": {"article": "a-first-month", "reply_to": "c-1", "text": "Thank you.\n\nMara", "name": "Mara", "email": "mara@a.example",
                "notify": "yes", "website": "https://mara.example/"},
    "rating": {"article": "a-first-month", "stars": "5", "email": "mara@a.example"},
    "newsletter": {"email": "mara@a.example"},
    "contact": {"name": "Mara", "email": "mara@a.example", "subject": "A question", "message": "Hello."},
    "referral-request": {
        "task": "Books.", "service": "bookkeeping", "member": "jo-sample", "hours": "5 a week", "budget": "300 EUR", "start": "2027-01-11",
        "time_zone": "Lisbon", "avoid": "My neighbour.", "name": "Mara", "email": "mara@a.example",
        "reply_by": "telephone", "phone": "+351 912 345 678", "consent": "yes",
    },
    "list-me": {"name": "Jo", "email": "jo@a.example", **ENTRY, "consent": "yes"},
    "change-entry": {"member": "Jo", "email": "jo@a.example", "name": "Jo B.", **ENTRY, "remark": "The second link has to go.", "consent": "yes"},
    "submit-article": {
        "title": "A first week", "summary": "What the first week with a new client is like, day by day.", "category": "starting-out",
        "text": "It is long.", "first_place": "My blog", "first_address": "https://jo.example/week/", "licence": "CC-BY-4.0", "name": "Jo",
        "email": "jo@a.example", "website": "https://jo.example/", "consent": "yes",
    },
    "pause-entry": {"member": "jo-sample", "wish": "pause", "until": "2027-01-11", "email": "jo@a.example", "note": "A baby."},
    "suggest-resource": {
        "title": "A tool", "url": "https://tool.example/", "why": "It is good.", "connection": "no", "name": "Mara", "email": "mara@a.example",
    },
}  # fmt: skip
REQUIRED = {
    "comment": {"article", "text", "name"},
    "rating": {"article", "stars", "email"},
    "newsletter": {"email"},
    "contact": {"name", "email", "message"},
    "referral-request": {"task", "name", "email", "consent"},
    "list-me": {"name", "email", "headline", "services", "languages", "time_zone", "hours", "since", "availability", "bio", "consent"},
    "change-entry": {"member", "email", "consent"},
    "pause-entry": {"member", "wish", "email"},
    "submit-article": {"title", "summary", "category", "text", "licence", "name", "email", "consent"},
    "suggest-resource": {"title", "url", "why", "connection"},
}


def test_the_site_has_its_forms() -> None:
    assert tuple(FORMS) == IDS


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
class TestEveryForm:
    def test_a_form_filled_with_care_is_taken_whole(self, form: Form) -> None:
        assert validate(form, GOOD[form.id]) == (GOOD[form.id], [])

    def test_an_empty_form_asks_for_what_it_needs_and_for_nothing_else(self, form: Form) -> None:
        values, wrong = validate(form, {})
        assert (values, {name for name, _ in wrong}) == ({}, REQUIRED[form.id])

    def test_the_fields_it_needs_are_enough(self, form: Form) -> None:
        assert validate(form, {name: GOOD[form.id][name] for name in REQUIRED[form.id]})[1] == []

    def test_every_field_is_in_the_example_above(self, form: Form) -> None:
        assert form.names == set(GOOD[form.id])

    def test_no_field_is_named_like_the_one_that_people_never_see(self, form: Form) -> None:
        assert HONEYPOT not in form.names

    def test_every_field_has_a_limit_and_refuses_what_is_above_it(self, form: Form) -> None:
        for field in form.fields:
            wrong = dict(validate(form, GOOD[form.id] | {field.name: "a" * (field.maxlength + 1)})[1])
            assert list(wrong) == [field.name]

    def test_it_says_what_happens_with_what_is_sent(self, form: Form) -> None:
        assert form.note

    def test_the_page_that_follows_is_one_of_thanks(self, form: Form) -> None:
        assert form.thanks == f"/thanks/{form.id}/"


class TestWhatIsAsked:
    def test_nobody_has_to_give_an_e_mail_address_to_comment(self) -> None:
        assert [form.id for form in FORMS.values() if "email" in REQUIRED[form.id]] == [
            "rating", "newsletter", "contact", "referral-request", "list-me", "change-entry", "pause-entry", "submit-article",
        ]  # fmt: skip

    def test_who_hands_details_on_or_publishes_them_needs_a_yes(self) -> None:
        assert [form.id for form in FORMS.values() if "consent" in REQUIRED[form.id]] == ["referral-request", "list-me", "change-entry", "submit-article"]

    def test_availability_is_said_in_the_words_of_the_member_file(self) -> None:
        for form in ("list-me", "change-entry"):
            (field,) = (one for one in FORMS[form].fields if one.name == "availability")
            assert dict(field.options[1:]) == AVAILABILITY

    def test_each_licence_that_is_offered_is_one_that_an_article_may_name(self) -> None:
        (field,) = (one for one in FORMS["submit-article"].fields if one.name == "licence")
        assert {value for value, _ in field.options} <= set(LICENCES)

    def test_the_stars_go_from_five_to_one(self) -> None:
        assert [value for value, _ in STARS] == ["5", "4", "3", "2", "1"]

    @pytest.mark.parametrize("stars", ["0", "6", "4.5", "five", "-1"])
    def test_a_rating_outside_the_stars_is_refused(self, stars: str) -> None:
        assert [name for name, _ in validate(FORMS["rating"], {"article": "a", "stars": stars, "email": "mara@a.example"})[1]] == ["stars"]

    def test_a_vote_that_was_cast_elsewhere_may_lack_the_address_and_nothing_else(self) -> None:
        vote = {"article": "a", "stars": "5"}
        assert ([name for name, _ in validate(FORMS["rating"], vote)[1]], validate(FORMS["rating"], vote, elsewhere=True)) == (["email"], (vote, []))
        assert [name for name, _ in validate(FORMS["rating"], {}, elsewhere=True)[1]] == ["article", "stars"]
        assert [form.id for form in FORMS.values() for one in form.fields if one.asked_here] == ["rating"]
