"""The receiver: what it keeps, how it asks for something to be mended, and what it never tells."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import re
from pathlib import Path

import pytest
from submitting import COMMENT, NOW, kept, post

from forms.catalogue import FORMS
from forms.model import HONEYPOT
from office.headers import POLICY
from office.inbox.record import Submission
from office.receiver.app import Receiver
from office.receiver.choices import ContentChoices
from office.receiver.pages import head_links
from office.receiver.writer import Writer


class TestAGoodSubmission:
    def test_is_kept_with_the_forms_own_fields(self, receiver: Receiver, private: Path) -> None:
        post(receiver, {**COMMENT, "ip": "203.0.113.9", "_next": "https://evil.example/"})

        (record,) = kept(private)
        assert re.fullmatch(r"20261121T093015123456Z-[0-9a-f]{16}", record.pop("id"))
        assert record == {
            "source": "receiver", "form": "comment", "received": NOW, "spam": "", "page": "/va/articles/a-first-month/",
            "fields": {"article": "a-first-month", "text": "Thank you.\nIt helped.", "name": "Mara", "email": "mara@example.org"},
        }  # fmt: skip

    def test_leads_to_the_forms_own_thanks_page_whatever_it_asks_for(self, receiver: Receiver) -> None:
        answer = post(receiver, {**COMMENT, "_next": "https://evil.example/", "redirect": "https://evil.example/"})

        assert (answer.status, answer.headers["location"], answer.body) == (303, "/va/thanks/comment/", b"")

    def test_is_answered_in_json_when_a_script_asks(self, receiver: Receiver) -> None:
        answer = post(receiver, COMMENT, accept="application/json")

        assert (answer.status, json.loads(answer.body)) == (200, {"ok": True, "next": "/va/thanks/comment/"})

    def test_is_readable_by_its_owner_alone(self, receiver: Receiver, private: Path) -> None:
        private.mkdir(mode=0o755)
        post(receiver, COMMENT)

        if os.name != "nt":
            assert {one.stat().st_mode & 0o077 for one in (private, *private.iterdir())} == {0}

    def test_is_committed_before_the_answer(
        self, receiver: Receiver, private: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        order: list[str] = []
        keep = Writer.keep

        async def slow(self: Writer, submission: Submission) -> None:
            await keep(self, submission)
            order.append(f"{len(kept(private))} committed")

        monkeypatch.setattr(Writer, "keep", slow)
        order.append(str(post(receiver, COMMENT).status))

        assert order == ["1 committed", "303"]

    def test_says_which_page_it_came_from(self, receiver: Receiver, private: Path) -> None:
        post(receiver, COMMENT, referer="http://127.0.0.1:8000/va/forms/comment")
        post(receiver, {"email": "mara@example.org"}, "newsletter", referer="http://127.0.0.1:8000/va/tips/?from=mail#end")
        post(receiver, {"email": "ben@example.org"}, "newsletter", referer="http://127.0.0.1:8000/va/forms/newsletter")

        assert [one["page"] for one in kept(private)] == ["/va/articles/a-first-month/", "/va/tips/", ""]

    def test_comes_as_multipart_too(self, receiver: Receiver, private: Path) -> None:
        body = "".join(
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in COMMENT.items()
        )
        answer = post(receiver, (body + "--x--\r\n").encode(), content_type="multipart/form-data; boundary=x")

        assert answer.status == 303
        assert kept(private)[0]["fields"]["name"] == "Mara"

    def test_never_overwrites_another(self, receiver: Receiver, private: Path) -> None:
        for number in range(3):
            post(receiver, {**COMMENT, "text": f"Comment {number}"})

        assert len({record["id"] for record in kept(private)}) == 3

    def test_of_an_impatient_visitor_is_kept_once_and_thanked_twice(self, receiver: Receiver, private: Path) -> None:
        assert [post(receiver, COMMENT).status for _ in range(2)] == [303, 303]
        assert len(kept(private)) == 1

    def test_keeps_letters_of_every_script(self, receiver: Receiver, private: Path) -> None:
        post(receiver, {**COMMENT, "name": "Зоя 🙂"})

        assert kept(private)[0]["fields"]["name"] == "Зоя 🙂"


class TestChoices:
    def test_of_a_large_directory_name_the_member_that_was_chosen_and_no_other(self, root: Path) -> None:
        for number in range(12):
            (root / f"content/members/va-{number}.md").write_text(f"---\nname: {'Zoe' if number == 3 else 'Ann'} {number}\n---\n", encoding="utf-8")
        small, large = ContentChoices(root / "content", 13), ContentChoices(root / "content", 12)

        assert [len(small(FORMS["referral-request"], {})["member"]), list(small(FORMS["referral-request"], {})["member"])[-1]] == [13, ("va-3", "Zoe 3")]
        assert [large(FORMS["referral-request"], {"member": one})["member"] for one in ("", "../x", "va-3")] == [[], [], [("va-3", "Zoe 3")]]


class TestAMistake:
    def test_gets_the_form_again_with_words_and_with_what_was_written(self, receiver: Receiver, private: Path) -> None:
        answer = post(receiver, {**COMMENT, "text": "<b>Long</b> & thoughtful", "name": "", "email": "mara at home"})

        assert answer.status == 422
        assert "&lt;b&gt;Long&lt;/b&gt; &amp; thoughtful" in answer.text
        assert "Please fill in “Your name”." in answer.text
        assert "It should look like name@example.org." in answer.text
        assert 'href="#comment-name"' in answer.text
        assert 'action="/va/forms/comment"' in answer.text
        assert f'name="{HONEYPOT}"' in answer.text
        assert kept(private) == []

    def test_links_the_sites_stylesheet_and_uses_nothing_inline(self, receiver: Receiver) -> None:
        answer = post(receiver, {**COMMENT, "name": ""})

        assert '<link rel="stylesheet" href="/theme/a.css?v=1">' in answer.text
        assert '<link rel="icon" href="/i.svg">' in answer.text
        assert "<script" not in answer.text
        assert " style=" not in answer.text
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["cache-control"] == "no-store"

    def test_leads_back_to_the_article(self, receiver: Receiver) -> None:
        assert 'href="/va/articles/a-first-month/"' in post(receiver, {**COMMENT, "name": ""}).text

    def test_in_json_names_each_field(self, receiver: Receiver) -> None:
        answer = post(receiver, {"email": "x"}, "newsletter", accept="application/json")

        assert answer.status == 422
        assert [one["field"] for one in json.loads(answer.body)["errors"]] == ["email"]

    @pytest.mark.parametrize("article", ["", "../../private", '"><script>alert(1)</script>'])
    def test_in_a_hidden_field_is_said_without_repeating_it(self, receiver: Receiver, article: str) -> None:
        answer = post(receiver, {**COMMENT, "article": article})

        assert answer.status == 422
        assert "This form has lost the page that it belongs to." in answer.text
        assert "<script>alert" not in answer.text
        assert "/articles/" not in answer.text

    def test_keeps_a_choice_that_came_from_the_content(self, receiver: Receiver) -> None:
        fields = {"task": "Books", "service": "bookkeeping", "member": "jo-sample", "name": "Mara"}

        text = post(receiver, fields, "referral-request").text

        assert re.search(r'<option value="bookkeeping" selected>\s*Bookkeeping', text)
        assert re.search(r'<option value="jo-sample" selected>\s*Jo Sample', text)

    def test_in_a_field_sent_twice_is_noticed(self, receiver: Receiver, private: Path) -> None:
        answer = post(receiver, b"email=a%40example.org&email=b%40example.org", "newsletter")

        assert (answer.status, kept(private)) == (422, [])


class TestWhatIsNeverTold:
    def test_no_input_becomes_a_header(self, receiver: Receiver) -> None:
        nasty = "x\r\nSet-Cookie: a=b"
        for fields in (COMMENT | {"name": nasty}, COMMENT | {"article": nasty}, COMMENT | {HONEYPOT: nasty}):
            headers = post(receiver, fields).headers
            assert set(headers) <= {
                "content-type", "content-length", "location", "cache-control", "content-security-policy",
                "x-content-type-options", "referrer-policy",
            }  # fmt: skip
            assert "a=b" not in " ".join(headers.values())

    def test_trouble_with_the_disk_keeps_the_text_and_logs_no_person(
        self, receiver: Receiver, private: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        private.write_text("a file where a folder should be")

        with caplog.at_level(logging.DEBUG):
            answer = post(receiver, COMMENT)

        assert answer.status == 503
        assert "We could not keep this just now." in answer.text
        assert "It helped." in answer.text
        assert "could not be kept" in caplog.text
        assert "mara" not in caplog.text.lower()

    def test_a_fault_shows_and_logs_nothing_of_the_visitor(
        self, receiver: Receiver, caplog: pytest.LogCaptureFixture
    ) -> None:
        def clock() -> dt.datetime:
            raise RuntimeError("mara@example.org")

        broken = Receiver(receiver.forms, receiver.private, receiver.pages, clock=clock)  # stops before it writes
        with caplog.at_level(logging.DEBUG):
            answer = post(broken, COMMENT)

        assert answer.status == 500
        assert "mara" not in answer.text.lower() + caplog.text.lower()
        assert "RuntimeError" in caplog.text


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_shown_again_for_mending(receiver: Receiver, form: str) -> None:
    answer = post(receiver, {"article": "a-first-month"}, form)

    assert answer.status == 422
    assert f'action="/va/forms/{form}"' in answer.text


def test_without_a_built_site_there_is_no_stylesheet(tmp_path: Path) -> None:
    assert head_links(tmp_path) == ()
