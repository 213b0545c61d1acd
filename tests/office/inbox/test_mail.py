"""Notification mails, saved as files."""

from __future__ import annotations

import tracemalloc
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.services.contract import Options
from forms.services.raw import Raw
from office.inbox.reading import mail

OPTIONS = Options("web3forms")


def written(text: str = "", html: str = "", sender: str = "Notifications <notify@web3forms.com>", **headers: str) -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    message["From"], message["To"], message["Date"] = sender, "owner@example.org", "Sun, 20 Sep 2026 20:21:09 +0200"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    return message.as_bytes()


def read(data: bytes) -> Raw:
    return mail.read(data, "a.eml:1", OPTIONS)[0]


class TestText:
    def test_lines_of_names_and_values_are_fields(self) -> None:
        raw = read(written("Hello!\n\nname: Mara\nemail: mara@example.org\nmessage: One\n\nTwo: three\n"))
        assert dict(raw.fields) == {"name": "Mara", "email": "mara@example.org", "message": "One\n\nTwo: three"}
        assert str(raw.received) == "2026-09-20 18:21:09+00:00"

    def test_values_can_stand_below_their_names(self) -> None:
        raw = read(written("Your name:\nMara\n\nEmail\nmara@example.org\n\n*Message*:\nOne\nTwo\n"))
        assert dict(raw.fields) == {"Your name": "Mara", "Email": "mara@example.org", "Message": "One\nTwo"}

    def test_the_foot_is_no_part_of_the_text(self) -> None:
        for foot in ("--\nSent via web3forms.com", "-----\nUnsubscribe here", "Submitted through formspree.io."):
            assert dict(read(written(f"name: Mara\nmessage: One\n\n{foot}\n")).fields)["message"] == "One"

    def test_a_rule_in_a_text_is_a_part_of_it(self) -> None:
        assert read(written("message: One\n---\nTwo\n")).fields["message"] == "One\n---\nTwo"

    @pytest.mark.parametrize(
        ("form", "order"),
        [
            ("comment", "article: a-post\ntext: One\nname: not me\nemail: nor@example.org\nname: Mara\nemail: mara@example.org"),
            ("contact", "name: Mara\nemail: mara@example.org\nmessage: One\nname: not me\nemail: nor@example.org"),
            ("contact", "email: mara@example.org\nname: Mara\nmessage: One\nmessage: more"),
        ],
    )
    def test_a_visitor_cannot_write_another_field_into_hers(self, form: str, order: str) -> None:
        raw = read(written(f"form: {form}\n{order}\n"))
        assert (raw.fields["name"], raw.fields["email"], raw.form_hint) == ("Mara", "mara@example.org", form)
        assert next(value for name, value in raw.fields.items() if name in ("text", "message")).startswith("One\n")

    def test_where_the_form_is_told_other_words_are_the_visitor_s(self) -> None:
        raw = read(written("form: contact\nname: Mara\nemail: mara@example.org\nmessage: See\nLink: https://x.example/\nCity: Porto\nDate: soon\n"))
        assert raw.fields["message"] == "See\nLink: https://x.example/\nCity: Porto\nDate: soon"

    def test_the_address_to_answer_stands_in_for_a_missing_field(self) -> None:
        assert read(written("name: Mara\nmessage: x\n", Reply_To="mara@example.org")).fields["email"] == "mara@example.org"

    def test_the_service_is_known_by_its_sender(self) -> None:
        senders = {"a@web3forms.com": "web3forms", "b@mail.formspree.io": "formspree", "c@example.org": "", "d@notweb3forms.com": ""}
        assert {one: mail.read(written("name: x\n", sender=one), "a", OPTIONS)[1] for one in senders} == senders

    def test_a_message_id_is_the_mark_of_the_entry(self) -> None:
        one = read(written("name: x\n", Message_ID="<a.b@mail.example>"))
        assert (len(one.source_id), one.source_id == read(written("name: y\n", Message_ID="<a.b@mail.example>")).source_id) == (32, True)


class TestHtml:
    @pytest.mark.parametrize(
        "html",
        [
            "<table><tr><td>name</td><td>Mara</td></tr><tr><td>message:</td><td>One<br>Two &amp; three</td></tr></table>",
            "<table><tr><td><table><tr><th>Name</th><td><b>Mara</b></td></tr><tr><th>Message</th><td>One<br/>Two &amp; three</td></tr></table></td></tr></table>",
            "<p><strong>name:</strong> Mara</p><p><strong>message:</strong><br>One<br>Two &amp; three</p>",
            "<dl><dt>Name</dt><dd>Mara</dd><dt></dt><dd></dd><dt>Message</dt><dd>One<br>Two &amp; three</dd></dl>",
            "<ul><li>Name: Mara<li>Message: One<br>Two &amp; three</ul><style>Name: x</style><script>Name: y</script>",
            "<table><tr><td>Name<td>Mara<tr><td>Message<td>One<br>Two &amp; three",
        ],
    )
    def test_rows_paragraphs_and_lists_are_fields(self, html: str) -> None:
        fields = {name.lower(): value for name, value in read(written(html=html)).fields.items()}
        assert fields == {"name": "Mara", "message": "One\nTwo & three"}

    def test_the_text_goes_before_the_html(self) -> None:
        assert dict(read(written("name: Mara\n", "<p>name: Odhran</p>")).fields) == {"name": "Mara"}
        assert dict(read(written("See the HTML part.\n", "<p>name: Odhran</p>")).fields) == {"name": "Odhran"}

    @given(st.text(alphabet="<>/tdrablep \n:namex&;", max_size=120))
    def test_no_html_makes_it_raise(self, html: str) -> None:
        mail.html_lines(html)


class TestLarge:
    def test_what_hangs_on_the_words_of_a_form_costs_no_memory(self) -> None:
        data = written("name: Mara\nemail: mara@example.org\nmessage: One\n") + b"A line that somebody hung on to it.\r\n" * 700_000
        tracemalloc.start()
        try:
            raw = read(data)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

        assert (raw.fields["name"], raw.fields["email"], peak < 6 * len(data)) == ("Mara", "mara@example.org", True)


class TestBroken:
    @pytest.mark.parametrize(
        "data",
        [
            b"Content-Type: text/plain; charset=nonsense\n\nname: Mara\n",
            b"Content-Transfer-Encoding: base64\n\n!!!not base64\n",
            b"From: =?utf-8?q?=0ABcc=3A?= <x\nDate: never\nSubject: \xff\xfe\n\nname: Mara\n",
            b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nname: Mara\n",
            b"Content-Type: multipart/alternative\n\n--\n",
            b"From: " + b"(" * 5_000 + b"\n\nname: Mara\n",
            b"\n\n\n",
            b"X: " + b"y" * 300_000,
        ],
    )
    def test_gives_an_entry_or_a_reason(self, data: bytes) -> None:
        raw = read(data)
        assert bool(raw.trouble) != bool(raw.fields)

    @given(st.binary(max_size=200))
    def test_nothing_raises(self, data: bytes) -> None:
        read(b"From: a@b.example\nContent-Type: text/html\n\n" + data)
        read(data)

    def test_a_mailbox_is_split_into_its_mails(self) -> None:
        one = b"From a@b Sun Sep 20 20:21:09 2026\n" + written("name: Mara\n")
        assert len(mail.split(one + b"\n" + one)) == 2
