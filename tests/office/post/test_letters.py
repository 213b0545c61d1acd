"""Letters: templates, headers that cannot be broken open, and messages that read back as what was meant."""

from __future__ import annotations

import datetime as dt
import re
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.post.letters import SHIPPED, Letter, LetterError, compose, is_address, tidy, write

NOW = dt.datetime(2026, 9, 25, 8, 12, tzinfo=dt.UTC)


def own(private: Path, text: str, name: str = "greeting") -> Path:
    folder = private / "letters"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return private


class TestWrite:
    def test_the_owners_template_is_filled_in(self, tmp_path: Path) -> None:
        private = own(tmp_path, "Subject: For {{ name }}\n\nDear {{ name }},\n\nthank you.\n")
        assert write("greeting", {"name": "Noor"}, private) == ("For Noor", "Dear Noor,\n\nthank you.\n")

    def test_a_name_that_the_letter_does_not_have_is_an_error_with_the_names_that_it_has(self, tmp_path: Path) -> None:
        private = own(tmp_path, "Subject: Hello\n\n{{ nmae }}\n")
        with pytest.raises(LetterError, match=r"private/letters/greeting\.txt:1: text: 'nmae' is undefined; this letter has name"):
            write("greeting", {"name": "Noor"}, private)

    def test_a_mistake_in_the_template_is_told_with_its_line(self, tmp_path: Path) -> None:
        private = own(tmp_path, "Subject: Hello\n\n{% if name %}\n")
        with pytest.raises(LetterError, match=r"private/letters/greeting\.txt:3: text:"):
            write("greeting", {"name": "Noor"}, private)

    @pytest.mark.parametrize("wrong", ["{{ 1 / 0 }}", "{{ '%d' | format(name) }}", "{{ name.split('')[0] }}"])
    def test_a_template_that_cannot_be_filled_in_is_told_by_its_name(self, tmp_path: Path, wrong: str) -> None:
        with pytest.raises(LetterError, match=r"private/letters/greeting.txt:1: text: cannot be filled in"):
            write("greeting", {"name": "Noor"}, own(tmp_path, f"Subject: Hello\n\n{wrong}\n"))

    def test_a_template_without_a_subject_is_an_error(self, tmp_path: Path) -> None:
        private = own(tmp_path, "Dear Noor\n")
        with pytest.raises(LetterError, match="the first line must be the subject"):
            write("greeting", {}, private)

    def test_a_template_cannot_reach_into_python(self, tmp_path: Path) -> None:
        private = own(tmp_path, "Subject: x\n\n{{ name.__class__.__mro__ }}\n")
        with pytest.raises(LetterError, match=r"cannot be filled in|undefined"):
            write("greeting", {"name": "Noor"}, private)

    def test_what_a_visitor_wrote_is_not_read_as_a_template(self, tmp_path: Path) -> None:
        private = own(tmp_path, "Subject: x\n\n{{ text }}\n")
        assert write("greeting", {"text": "{{ 7 * 7 }}"}, private)[1] == "{{ 7 * 7 }}\n"

    def test_every_shipped_letter_begins_with_its_subject(self) -> None:
        assert {file.read_text(encoding="utf-8").startswith("Subject: ") for file in SHIPPED.glob("*.txt")} == {True}


class TestCompose:
    def message(self, **changes: object) -> str:
        letter = Letter(**{"subject": "Hello", "text": "Good morning.\n", "to": ("noor@example.org",)} | changes)  # type: ignore[arg-type]
        return compose(letter, sender="Ines <ines@example.org>", now=NOW).as_string()

    def test_a_letter_reads_back_as_it_was_written(self) -> None:
        text = "Grüße,\n\nFrom the top.\n.\nA line that is " + "very " * 60 + "long.\n"
        letter = Letter("Über das Angebot", text, ("Noor Ö <noor@example.org>",))
        read = message_from_bytes(compose(letter, sender="Ines <ines@example.org>", now=NOW).as_bytes(), policy=default)
        assert (read["Subject"], read["To"], read.get_content()) == ("Über das Angebot", "Noor Ö <noor@example.org>", text)

    @pytest.mark.parametrize("subject", ["Zoë Ångström, the colleague you asked Warm Handoff for, who keeps books in Århus", "Ö" * 120, "\U0001f33b " * 39 + "x", "ž" + " plain words" * 30])
    def test_no_word_of_an_encoded_subject_is_longer_than_a_mail_program_reads(self, subject: str) -> None:
        raw = compose(Letter(subject, "Text.\n"), sender="", now=NOW).as_bytes().decode("ascii")
        encoded = re.findall(r"=\?\S+?\?=", raw)
        assert (max(map(len, encoded)) <= 75, message_from_bytes(raw.encode(), policy=default)["Subject"]) == (True, subject)

    @pytest.mark.parametrize("bad", ["=?utf-8?q?=0ABcc=3A?=", "one\nBcc: two@example.org", "one\rtwo", "a\u2028b", "a\u202eb", "\x00"])
    @pytest.mark.parametrize("where", ["subject", "to", "reply_to", "unsubscribe"])
    def test_what_could_become_a_header_is_refused_in_each_of_them(self, where: str, bad: str) -> None:
        with pytest.raises(LetterError):
            self.message(**{where: (f"{bad} <a@example.org>",) if where == "to" else f"{bad}x"})

    @given(st.text(max_size=60), st.text(max_size=60))
    def test_no_words_make_a_header_of_their_own(self, subject: str, name: str) -> None:
        letter = Letter(subject, "Text.\n", (f"{name} <noor@example.org>",))
        try:
            message = compose(letter, sender="", now=NOW)
        except LetterError:
            return
        read = message_from_bytes(message.as_bytes(), policy=default)
        assert sorted(read.keys()) == sorted(message.keys())

    def test_no_line_of_the_body_is_longer_than_its_encoding_allows(self) -> None:
        data = compose(Letter("Hello", f"{'Grüße 🦊 ' * 60}\n{'x' * 500}\n", ("noor@a.example",)), sender="Ines <ines@a.example>", now=NOW).as_bytes()
        assert max(map(len, data.partition(b"\n\n")[2].splitlines())) <= 76
        assert message_from_bytes(data, policy=default).get_content() == f"{'Grüße 🦊 ' * 60}\n{'x' * 500}\n"

    def test_one_press_ends_it_where_a_letter_can_be_ended(self) -> None:
        text = self.message(unsubscribe="https://hub.example/forms/leave/abc")
        assert "List-Unsubscribe: <https://hub.example/forms/leave/abc>\n" in text.replace("\r\n", "\n")
        assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in text


class TestIsAddress:
    @pytest.mark.parametrize("text", ["a@example.org", "first.last+tag@sub.example.org"])
    def test_an_address_is_one(self, text: str) -> None:
        assert is_address(text)

    @pytest.mark.parametrize("text", ["", "a", "a@", "@b.org", "a b@example.org", "a@example.org,b@example.org", "a@ex ample.org", "a@b..org", "a@-b.org", "ä@example.org"])
    def test_anything_else_is_none(self, text: str) -> None:
        assert not is_address(text)


class TestTidy:
    def test_invisible_signs_and_rows_of_empty_lines_go(self) -> None:
        assert tidy("\n\n one\u202e \r\n\n\n\n\ntwo\x07 \n") == "one\n\ntwo"
