"""Front matter through models: every error at once, each with what to do."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from hub_core.schema import (
    Date,
    FrontMatter,
    Language,
    LocalPath,
    Moment,
    Slug,
    Text,
    Title,
    Url,
    file_name,
    for_json,
    validate,
    validate_data,
)

from ..make import document, places


class Inner(FrontMatter):
    name: Title
    url: Url | None = None


class Outer(FrontMatter):
    """A model with a field of every kind."""

    title: Title = "A title"
    text: Text | None = None
    date: Date | None = None
    moment: Moment | None = None
    slug: Slug | None = None
    url: Url | None = None
    language: Language | None = None
    path: LocalPath | None = None
    part: Annotated[int | None, Field(ge=1, le=99)] = None
    amount: Annotated[float | None, Field(gt=0, le=100_000_000, allow_inf_nan=False)] = None
    code: Annotated[str | None, Field(pattern=r"^[A-Z]{3}$")] = None
    open: bool = True
    level: Literal["native", "B2", "A1"] | None = None
    tags: Annotated[tuple[Text, ...], Field(min_length=1, max_length=2)] = ("a",)
    inner: Inner | None = None
    many: tuple[Inner, ...] = ()
    words: dict[Slug, Inner] = Field(default_factory=dict)
    from_: Annotated[Date | None, Field(alias="from")] = None


class Needs(FrontMatter):
    title: Title
    topic: Text


def errors(model: type[FrontMatter] = Outer, **data: Any) -> list[tuple[str, str]]:
    return validate_data(model, data)[1]


class TestRemedies:
    @pytest.mark.parametrize(
        ("name", "value", "remedy"),
        [
            ("title", "A", "is too short; write at least 2 characters"),
            ("title", "x" * 121, "is too long; write at most 120 characters"),
            ("title", ["A", "B"], "must be text; if it is, put it in quotes"),
            ("tags", "one, two", "must be a list, like [first, second]"),
            ("tags", [], "has too few entries; give at least 1"),
            ("tags", ["a", "b", "c"], "has too many entries; keep at most 2"),
            ("open", "perhaps", "must be true or false"),
            ("open", [], "must be true or false"),
            ("part", "two", "must be a whole number"),
            ("part", 1.5, "must be a whole number"),
            ("part", [], "must be a whole number"),
            ("part", 0, "must be 1 or more"),
            ("part", 100, "must be 99 or less"),
            ("amount", "38 EUR", "must be a number alone; units and currencies have fields of their own"),
            ("amount", [38], "must be a number alone; units and currencies have fields of their own"),
            ("amount", 0, "must be more than 0"),
            ("amount", 100_000_001, "must be 100000000 or less"),
            ("amount", float("inf"), "must be an ordinary number"),
            ("words", [], "must be names with values, like {name: value, name: value}"),
            ("inner", "Jo", "must be fields with values, like {name: ..., url: ...}"),
            ("level", "natve", "'natve' is not a known value; did you mean 'native'?"),
            ("level", "good", "'good' is not a known value; use one of: native, B2, A1"),
            ("code", "euro", "is not in the right form; see the page of this file's format in docs/"),
            ("title", None, "is empty; write it after the colon, or delete the line if it is not needed"),
            ("url", "example.org", "is not a web address; did you mean https://example.org?"),
            ("url", "hhttps://example.org/a", "is not a web address; did you mean https://example.org/a?"),
            ("url", "http;/example.org", "is not a web address; did you mean http://example.org?"),
            ("url", "javascript:alert(1)", "is not a web address; write it whole, like https://example.org/"),
            ("slug", "Jo Sample", "must be a short name of a-z, 0-9 and single hyphens, like jo-sample"),
            ("language", "English", "is not a language code; use one like en, pt or zh-Hant"),
            ("path", "/images/a.svg", "must be a path under content/, like images/relay.svg"),
            ("date", "14/09/2026", "is not a date; write it as year-month-day, like 2026-09-14"),
            ("date", "2026-02-30", "there is no such day; the order is year-month-day, like 2026-09-14"),
            ("moment", "soon", 'is not a date; write it like 2026-09-14, or with a time like "2026-09-14 09:30"'),
        ],
    )
    def test_a_wrong_value_is_met_with_what_to_do(self, name: str, value: object, remedy: str) -> None:
        assert errors(**{name: value}) == [(name, remedy)]

    def test_a_missing_field_is_named(self) -> None:
        assert errors(Needs, title="A title") == [("topic", "is missing; add it")]

    def test_every_error_is_told_at_once(self) -> None:
        assert [name for name, _ in errors(title="A", part=0, url="x", many=[{"name": "A"}])] == ["title", "url", "part", "many.0.name"]

    def test_a_value_without_errors_is_given(self) -> None:
        value, wrong = validate_data(Needs, {"title": " A title ", "topic": "x"})
        assert (value, wrong) == (Needs(title="A title", topic="x"), [])

    @pytest.mark.parametrize("data", [None, [], "text", 3])
    def test_what_is_no_mapping_is_an_error_and_no_crash(self, data: object) -> None:
        value, wrong = validate_data(Needs, data)
        assert (value, len(wrong)) == (None, 1)

    def test_a_problem_stands_at_the_line_of_its_field(self) -> None:
        made = document("content/x/a.md", {"title": "A title", "many": [{"name": "Jo"}, {"name": "A"}]})
        assert places(validate(Outer, made)[1]) == [(3, "many.1.name")]

    @given(st.dictionaries(
        st.sampled_from(list(Outer.model_fields)),
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text()), st.dictionaries(st.text(), st.text())),
    ))  # fmt: skip
    def test_no_values_make_the_check_fail(self, data: dict[str, object]) -> None:
        value, wrong = validate_data(Outer, data)
        assert (value is None) == bool(wrong)


class TestUnknownFields:
    def test_the_nearest_field_is_suggested(self) -> None:
        assert errors(titel="A") == [("titel", "did you mean title?")]

    def test_the_nearest_field_of_a_part_is_suggested(self) -> None:
        assert errors(inner={"name": "Jo", "urll": "x"}) == [("inner.urll", "did you mean url?")]

    def test_the_nearest_field_of_a_list_s_entry_is_suggested(self) -> None:
        assert errors(many=[{"name": "Jo"}, {"name": "Mo", "link": "x"}]) == [
            ("many.1.link", "is not a known field; use name, url, or delete it")
        ]

    def test_the_nearest_field_of_a_named_entry_is_suggested(self) -> None:
        assert errors(words={"jo": {"name": "Jo", "urll": "x"}}) == [("words.jo.urll", "did you mean url?")]

    def test_a_field_is_suggested_by_the_name_that_files_use(self) -> None:
        assert errors(form="2026-09-14") == [("form", "did you mean from?")]

    def test_a_misspelt_field_is_not_missing_as_well(self) -> None:
        assert errors(Needs, title="A title", topc="x") == [("topc", "did you mean topic?")]

    def test_a_name_that_is_near_to_nothing_brings_the_list(self) -> None:
        assert errors(Needs, title="A title", topic="x", zzz=1) == [("zzz", "is not a known field; use title, topic, or delete it")]


class TestText:
    @pytest.mark.parametrize(("value", "text"), [(2026, "2026"), (True, "true"), (False, "false"), (1.5, "1.5"), (" x ", "x")])
    def test_what_yaml_makes_of_a_plain_word_is_text_again(self, value: object, text: str) -> None:
        made, _ = validate_data(Outer, {"text": value})
        assert made is not None
        assert made.text == text


class TestDates:
    def test_a_day_is_read(self) -> None:
        made, _ = validate_data(Outer, {"date": "2026-09-14"})
        assert made is not None
        assert made.date == dt.date(2026, 9, 14)

    @pytest.mark.parametrize("value", ["2026-9-14", "20260914", "2026-W10-1", "0226-09-14", "9026-09-14", "٢٠٢٦-٠٩-١٤", 20260914, "2026-09-14 09:30"])
    def test_a_day_in_another_form_is_refused(self, value: object) -> None:
        assert [name for name, _ in errors(date=value)] == ["date"]

    @pytest.mark.parametrize(
        ("value", "moment"),
        [
            ("2026-09-14", dt.datetime(2026, 9, 14)),  # noqa: DTZ001 - the caller adds the zone
            ("2026-09-14 09:30", dt.datetime(2026, 9, 14, 9, 30)),  # noqa: DTZ001
            ("2026-09-14T09:30:05", dt.datetime(2026, 9, 14, 9, 30, 5)),  # noqa: DTZ001
            ("2026-09-14T09:30:05Z", dt.datetime(2026, 9, 14, 9, 30, 5, tzinfo=dt.UTC)),
            ("2026-09-14 09:30+01:00", dt.datetime(2026, 9, 14, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))),
        ],
    )
    def test_a_moment_is_read_with_its_zone_or_without(self, value: str, moment: dt.datetime) -> None:
        made, _ = validate_data(Outer, {"moment": value})
        assert made is not None
        assert (made.moment, made.moment and made.moment.utcoffset()) == (moment, moment.utcoffset())

    @pytest.mark.parametrize("value", ["2026-09-14 9:30", "2026-09-14 24:30", "2026-13-01", "2026-09-14 09:30 CET", "0001-01-01T00:00:00+14:00"])
    def test_a_moment_that_is_none_is_refused(self, value: str) -> None:
        assert [name for name, _ in errors(moment=value)] == ["moment"]


class TestForms:
    @pytest.mark.parametrize("slug", ["a", "jo-sample", "2026", "a-1-b"])
    def test_a_slug_is_taken(self, slug: str) -> None:
        assert errors(slug=slug) == []

    @pytest.mark.parametrize("slug", ["Jo", "jo_sample", "-a", "a-", "a--b", "é", "a b", "a/b", "..", "a\nb", "x" * 81])
    def test_what_could_not_be_an_address_is_no_slug(self, slug: str) -> None:
        assert [name for name, _ in errors(slug=slug)] == ["slug"]

    @pytest.mark.parametrize("url", ["https://example.org", "http://example.org/a?b=c#d", "https://xn--bcher-kva.example/", "https://example.org:8443/"])
    def test_a_web_address_is_taken(self, url: str) -> None:
        assert errors(url=url) == []

    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "//example.org/", "/tips/", "mailto:jo@example.org",
            "https://", "https://localhost/", "https://example", "https://.org/", "https://a..org/", "https://user@example.org/",
            "https://user:secret@example.org/", "https://:secret@example.org/", "https://example.org:99999/", "https://example.org:x/",
            "https://exa mple.org/", "https://example.org/a b", "https://example.org/\"><script>", "https://example.org/'",
            "https:\\\\example.org", "https://[::1", "https://example.org/\nx", "java\nscript:x",
        ],
    )  # fmt: skip
    def test_what_is_no_web_address_is_refused(self, url: str) -> None:
        assert [name for name, _ in errors(url=url)] == ["url"]

    @pytest.mark.parametrize("code", ["en", "pt-BR", "zh-Hant", "yue", "de-AT-1996"])
    def test_a_language_code_is_taken(self, code: str) -> None:
        assert errors(language=code) == []

    @pytest.mark.parametrize("code", ["EN", "english", "e", "en_GB", "en-", "de-", "en-b c"])
    def test_another_name_of_a_language_is_refused(self, code: str) -> None:
        assert [name for name, _ in errors(language=code)] == ["language"]

    @pytest.mark.parametrize("path", ["images/a.svg", "images/members/jo.jpg", "images/a..b.svg"])
    def test_a_path_under_content_is_taken(self, path: str) -> None:
        assert errors(path=path) == []

    @pytest.mark.parametrize("path", ["/etc/passwd", "../a.svg", "images/../../a", "C:\\a.svg", "\\a", "https://example.org/a.svg", "file:a"])
    def test_a_path_that_leads_elsewhere_is_refused(self, path: str) -> None:
        assert [name for name, _ in errors(path=path)] == ["path"]


class TestFileName:
    @pytest.mark.parametrize("name", ["a-first-month", "2026", "x" * 80])
    def test_a_name_that_can_be_an_address_is_no_problem(self, name: str) -> None:
        assert file_name(document(f"content/x/{name}.md", {})) == []

    @pytest.mark.parametrize("name", ["A first month", "Über", "a_b", "x" * 81, "-", "a.b"])
    def test_a_name_that_cannot_is_a_problem_of_the_file(self, name: str) -> None:
        assert places(file_name(document(f"content/x/{name}.md", {}))) == [(1, "")]


def test_a_pattern_for_editors_is_anchored_at_both_ends() -> None:
    assert for_json(re.compile(r"[a-z]+\Z")) == "^[a-z]+$"
