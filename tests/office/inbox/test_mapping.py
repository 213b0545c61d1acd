"""Columns of exports and the fields behind them."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue import COMMENT, CONTACT, FORMS, NEWSLETTER, RATING, SUGGEST
from forms.model import Form
from forms.services.forminit import service_name
from office.inbox.reading.mapping import META, SKIP, Mapper, bare, lacking, parse_given, propose, read_saved
from office.inbox.reading.resolve import guess_form


def test_the_manual_names_every_word_that_is_no_field() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "inbox.md").read_text(encoding="utf-8")
    assert [word for word in {*META, SKIP} - {"_form"} if f"`{word}`" not in page] == []  # a column of the form is known by its name


class TestPropose:
    @pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
    def test_own_names_labels_and_typed_names_are_known(self, form: Form) -> None:
        own = {one.name: one.name for one in form.fields}
        assert propose(form, own) == own
        assert propose(form, [one.label for one in form.fields]) == {one.label: one.name for one in form.fields}
        assert propose(form, [service_name(one) for one in form.fields]) == {service_name(one): one.name for one in form.fields}
        assert propose(form, [f"data.{name}" for name in own]) == {f"data.{name}": name for name in own}
        assert propose(form, [f"fields[{name}]" for name in own]) == {f"fields[{name}]": name for name in own}

    @pytest.mark.parametrize(
        ("form", "columns", "found"),
        [
            (COMMENT, ["Message", "URL", "Full name", "E-Mail"], {"Message": "text", "URL": "website", "Full name": "name", "E-Mail": "email"}),
            (CONTACT, ["Comment", "Topic", "EMAIL ADDRESS"], {"Comment": "message", "Topic": "subject", "EMAIL ADDRESS": "email"}),
            (COMMENT, ["text", "message"], {"text": "text"}),
            (SUGGEST, ["URL", "Website"], {"URL": "url"}),
            (CONTACT, ["First name", "Last name"], {"First name": "name", "Last name": "name"}),
            (CONTACT, ["Name", "First name"], {"Name": "name"}),
            (RATING, ["Created at", "ID", "Referrer", "Is spam"], {"Created at": "_date", "ID": "_id", "Referrer": "_page", "Is spam": "_spam"}),
            (NEWSLETTER, ["ip", "user_agent", "phone"], {}),
        ],
    )  # fmt: skip
    def test_what_others_call_them(self, form: Form, columns: list[str], found: dict[str, str]) -> None:
        assert propose(form, columns) == found

    @given(st.lists(st.text(max_size=12), max_size=8))
    def test_any_columns_give_targets_that_exist(self, columns: list[str]) -> None:
        for form in FORMS.values():
            assert {target.partition(":")[0] for target in propose(form, columns).values()} <= {*form.names, "_id", "_date", "_form", "_page", "_spam"}

    def test_what_is_lacking_is_what_is_required(self) -> None:
        assert lacking(COMMENT, ["text"]) == ["article", "name"]

    @pytest.mark.parametrize(("name", "inner"), [("fi-sender-fullName", "name"), ("fi-text-reply-to", "reply_to"), ("options[slug]", "slug"), (" name ", "name")])
    def test_what_a_service_puts_around_a_name_is_taken_off(self, name: str, inner: str) -> None:
        assert bare(name) == inner


class TestTheForm:
    @pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
    def test_is_told_by_its_own_columns(self, form: Form) -> None:
        assert guess_form(Mapper(Path("nowhere")), [one.name for one in form.fields]) == form.id

    @pytest.mark.parametrize(
        "columns",
        [["email", "phone"], ["email", "phone", "order"], ["x"], [], ["name", "email"], ["article"], ["text", "name"]],
    )
    def test_is_not_guessed_from_too_little(self, columns: list[str]) -> None:
        assert guess_form(Mapper(Path("nowhere")), columns) == ""


class TestGiven:
    def test_pairs_are_read(self) -> None:
        assert parse_given("Your words=text, A=B=name ,Sent=_date:dmy,x=-", COMMENT) == (
            {"Your words": "text", "A=B": "name", "Sent": "_date:dmy", "x": "-"}, [],
        )  # fmt: skip

    def test_what_is_none_is_said(self) -> None:
        assert parse_given("Words", COMMENT)[1] == ["'Words' is not Column=field"]
        assert parse_given("Words=txet", COMMENT)[1] == ["Words: 'txet' is not a known field; did you mean 'text'?"]

    def test_what_is_given_goes_before_what_the_names_tell(self, tmp_path: Path) -> None:
        columns = Mapper(tmp_path, {"Message": "name"}).columns(COMMENT, ("Message", "Comment"))
        assert columns == {"Message": "name", "Comment": "text"}


class TestSaved:
    def test_what_was_found_is_found_again(self, tmp_path: Path) -> None:
        names = ('Was "sagst" du: dazu?', "Name", "name")
        first = Mapper(tmp_path / "mappings", {names[0]: "text", "Name": "-"})
        found = first.columns(COMMENT, names, settle=True)
        [file] = first.save()
        again = Mapper(tmp_path / "mappings")
        assert found == {names[0]: "text", "Name": "-", "name": "name"}
        assert (file.name, again.columns(COMMENT, names), again.trouble) == ("comment.yaml", found, [])
        assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)

    def test_names_that_are_the_fields_own_need_no_file(self, tmp_path: Path) -> None:
        mapper = Mapper(tmp_path)
        mapper.columns(COMMENT, ("article", "text", "name", "fi-sender-email"), settle=True)
        assert mapper.save() == []

    def test_what_is_saved_for_other_columns_stays(self, tmp_path: Path) -> None:
        (tmp_path / "comment.yaml").write_text('"Old": text\n', encoding="utf-8")
        mapper = Mapper(tmp_path)
        mapper.columns(COMMENT, ("Wer", "Message"), settle=True)
        mapper.save()
        assert read_saved(tmp_path / "comment.yaml", COMMENT) == ({"Old": "text", "Message": "text"}, [])

    @pytest.mark.parametrize(
        ("text", "trouble"),
        [
            ('"A": txet\n', "comment.yaml: A: 'txet' is not a known field; did you mean 'text'?"),
            ("- a\n", 'comment.yaml:1: must be lines of a column and a field, like "Your comment": text'),
            ("A: !!python/name:os.system x\n", "comment.yaml:1: a value cannot begin with !; put quotes around it"),
            ("A: [text]\n", 'comment.yaml:1: must be lines of a column and a field, like "Your comment": text'),
        ],
    )
    def test_a_file_that_is_broken_is_said_and_does_no_harm(self, tmp_path: Path, text: str, trouble: str) -> None:
        (tmp_path / "comment.yaml").write_text(text, encoding="utf-8")
        mapper = Mapper(tmp_path)
        assert mapper.columns(COMMENT, ("text",)) == {"text": "text"}
        assert mapper.trouble == [trouble]

    def test_an_empty_file_is_an_empty_mapping(self, tmp_path: Path) -> None:
        (tmp_path / "comment.yaml").write_text("# nothing yet\n", encoding="utf-8")
        assert read_saved(tmp_path / "comment.yaml", COMMENT) == ({}, [])


class TestAsking:
    def test_only_required_fields_without_a_column_are_asked_for(self, tmp_path: Path) -> None:
        asked: list[tuple[str, tuple[str, ...]]] = []

        def ask(form: Form, field: str, free: object) -> str:
            asked.append((field, tuple(free)))  # type: ignore[arg-type]
            return "Wer" if field == "name" else ""

        found = Mapper(tmp_path, ask=ask).columns(COMMENT, ("text", "Wer", "Wo"), settle=True)
        assert found == {"text": "text", "Wer": "name"}
        assert asked == [("article", ("Wer", "Wo")), ("name", ("Wer", "Wo"))]

    def test_nobody_is_asked_while_rows_are_read(self, tmp_path: Path) -> None:
        assert Mapper(tmp_path, ask=lambda *_: "Wer").columns(COMMENT, ("Wer",)) == {}
