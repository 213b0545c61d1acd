"""What a submission is, and by what the same one is known again."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some
from queueing import COMMENT, NOW, comment, rating, sent

from forms.catalogue import FORMS
from office.inbox.record import accept, folded

LATER = NOW + dt.timedelta(minutes=3)


class TestAccepting:
    def test_keeps_the_forms_own_fields_alone(self) -> None:
        assert comment(ip="203.0.113.9", _next="https://evil.example/").fields == COMMENT

    def test_turns_the_moment_into_utc(self) -> None:
        at = dt.datetime(2026, 9, 15, 10, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))

        assert comment(at=at).received == dt.datetime(2026, 9, 15, 8, 12, tzinfo=dt.UTC)

    @pytest.mark.parametrize(
        ("form", "fields", "reason"),
        [
            ("nothing", COMMENT, "there is no form 'nothing'"),
            ("comment", {}, "article: Please fill in “Article”; text: Please fill in “Your comment”; name: Please fill in “Your name”."),
            ("newsletter", {"email": "secret words"}, "email: This does not look like an e-mail address. It should look like name@example.org."),
        ],
    )
    def test_refuses_with_a_reason(self, form: str, fields: dict[str, str], reason: str) -> None:
        assert accept("receiver", form, fields, NOW) == (None, reason)

    @pytest.mark.parametrize(("tick", "is_taken"), [("yes", True), ("Yes", True), ("TRUE", True), ("on", True), ("1", True), ("no", False), ("FALSE", False), ("maybe", False)])
    def test_reads_a_tick_as_tables_write_it_and_no_other_word_as_one(self, tick: str, is_taken: bool) -> None:
        fields = {"task": "Invoices.", "name": "Noor", "email": "noor@a.example", "consent": tick}
        found, _ = accept("import", "referral-request", fields, NOW)
        assert (found.fields["consent"] if found else None) == ("yes" if is_taken else None)

    def test_keeps_the_words_of_who_asked_for_letters_and_gave_no_address(self) -> None:
        found = comment(source="staticman", email=" ", notify="yes")

        assert (found.fields["text"], "notify" in found.fields) == (COMMENT["text"], False)

    def test_refuses_a_moment_without_a_time_zone(self) -> None:
        assert accept("receiver", "comment", COMMENT, dt.datetime(2026, 9, 15))[1] == "the date has no time zone"  # noqa: DTZ001

    def test_keeps_spam_with_its_mistakes(self) -> None:
        found = comment(spam="honeypot", text="x" * 9000, website="no address\u202e")

        assert (len(found.fields["text"]), found.fields["website"]) == (5000, "no address")

    def test_refuses_spam_that_says_nothing(self) -> None:
        assert accept("receiver", "comment", {"other": "x"}, NOW, spam="honeypot")[0] is None

    @given(form=some.sampled_from(sorted(FORMS)), fields=some.dictionaries(some.text(max_size=12) | some.sampled_from(sorted(COMMENT)), some.text()), spam=some.text(max_size=3))
    def test_takes_anything_or_says_why_not(self, form: str, fields: dict[str, str], spam: str) -> None:
        found, reason = accept("receiver", form, fields, NOW, spam=spam)

        assert (found is None) == bool(reason)
        if found:
            assert set(found.fields) <= FORMS[form].names
            assert all(len(key) == 32 for key in (found.content_key, found.near_key))


class TestTheSame:
    def test_words_are_the_same_from_any_service(self) -> None:
        assert comment("formspree", "a1").content_key == comment("netlify", "b2", at=LATER, text=f" {COMMENT['text']}\r\n").content_key

    def test_words_of_another_person_are_not(self) -> None:
        assert comment().content_key != comment(email="other@mara.example").content_key

    def test_an_address_is_the_same_in_capitals(self) -> None:
        assert comment(email="MARA@mara.example").content_key == comment().content_key

    def test_votes_are_told_apart_by_their_ids(self) -> None:
        assert len({rating("a").content_key, rating("b").content_key, rating("c").near_key}) == 3

    def test_votes_without_ids_are_told_apart_by_their_moments(self) -> None:
        assert rating().content_key == rating().content_key != rating(at=LATER).content_key


class TestNearlyTheSame:
    @pytest.mark.parametrize("text", ["the list, for the SECOND week, is what I had been missing!", "The list for the second week\nis what I had  been missing"])
    def test_is_what_differs_in_case_spacing_and_signs(self, text: str) -> None:
        assert comment(text=text).near_key == comment().near_key
        assert comment(text=text).content_key != comment().content_key

    def test_is_what_comes_from_another_address(self) -> None:
        assert comment(email="other@mara.example").near_key == comment().near_key

    def test_is_not_what_says_something_else(self) -> None:
        assert comment(text="Something else altogether, and longer too.").near_key != comment().near_key

    def test_are_no_two_texts_of_signs_alone(self) -> None:
        assert comment(text="👍").near_key != comment(text="👎").near_key

    def test_are_no_two_subscribers(self) -> None:
        one, other = (sent("newsletter", {"email": f"{name}@mara.example"}) for name in ("a", "b"))

        assert one.near_key != other.near_key

    def test_a_text_is_known_whoever_sends_it(self) -> None:
        assert comment(name="Other", article="another").text_key == comment().text_key != ""
        assert comment(text="Thank you!").text_key == ""


@given(some.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_what_is_said_holds_no_address() -> None:
    assert comment().said == f"{COMMENT['text']}\nMara"
