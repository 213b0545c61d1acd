"""Member files, alone and together; and what must never be in one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_core.problems import Problem
from va_directory.model import MemberFile
from va_directory.parse import check_members, parse_member, same_person

from ..make import TODAY, member, member_document, places, remedies, vocabulary

PRIVATE = ["jo (at) a.example", "jo [AT] a [dot] example", "jo@a.example", "jo.sample+work@mail.a.example", "+351 912 345 678", "(0)20 7946 0958", "912345678", "+44-20-7946-0958", "001.212.555.0100"]
LINKS = [{"name": "Website", "url": url} for url in ("https://a.example/", "http://www.A.example", "https://b.example/jo")]
CLAIM = {"claim": "insured", "date": "2026-03-01", "by": "Certificate seen", "expires": "2027-03-01"}


def problems_of(file: str = "jo-sample", **changes: Any) -> list[Problem]:
    made, problems = parse_member(member_document(file, **changes), vocabulary())
    assert (made is None) == bool(problems)
    return problems


class TestMember:
    def test_services_tools_and_industries_are_found_by_any_spelling(self) -> None:
        made = member(services=["Book-keeping", "Inbox care"], tools=["XERO"], industries=["Charities"])
        assert (made.services, made.tools, made.industries) == (("bookkeeping", "inbox"), ("xero",), ("charities",))

    def test_the_words_about_herself_are_made_safe(self) -> None:
        made, _ = parse_member(member_document(body="I *keep* books. <script>alert(1)</script>\n"), vocabulary())
        assert made is not None
        assert made.html == "<p>I <em>keep</em> books. &lt;script&gt;alert(1)&lt;/script&gt;</p>"

    def test_five_days_a_week_is_the_rule(self) -> None:
        assert member().front.days == ("mon", "tue", "wed", "thu", "fri")

    @pytest.mark.parametrize("hours", ["09:00-17:00", "22:00-06:00", "00:00-24:00"])
    def test_working_hours_are_two_times_also_across_midnight(self, hours: str) -> None:
        assert member(hours=hours).front.hours == hours

    @pytest.mark.parametrize(
        ("changes", "where"),
        [
            ({"name": None}, (1, "name")),
            ({"headline": "Books"}, (4, "headline")),
            ({"services": []}, (5, "services")),
            ({"services": ["juggling"]}, (5, "services.0")),
            ({"tools": ["xreo"]}, (13, "tools.0")),
            ({"industries": ["zoos"]}, (13, "industries.0")),
            ({"languages": []}, (6, "languages")),
            ({"languages": [{"code": "en", "level": "good"}]}, (6, "languages.0.level")),
            ({"languages": [{"code": "English", "level": "native"}]}, (6, "languages.0.code")),
            ({"time_zone": "Lisbon"}, (7, "time_zone")),
            ({"hours": "9-17"}, (8, "hours")),
            ({"hours": "09:00-25:00"}, (8, "hours")),
            ({"hours": "09:00-09:00"}, (8, "hours")),
            ({"since": 1969}, (9, "since")),
            ({"availability": "maybe"}, (10, "availability")),
            ({"availability": "on-leave"}, (10, "availability")),
            ({"confirmed": None}, (1, "confirmed")),
            ({"days": ["monday"]}, (13, "days.0")),
            ({"rate": {"amount": "38 EUR", "currency": "EUR"}}, (13, "rate.amount")),
            ({"rate": {"amount": 0, "currency": "EUR"}}, (13, "rate.amount")),
            ({"rate": {"amount": 38, "currency": "euro"}}, (13, "rate.currency")),
            ({"rate": {"amount": 38, "currency": "EUR", "unit": "week"}}, (13, "rate.unit")),
            ({"picture": "images/a.svg"}, (13, "picture")),
            ({"picture_alt": "Jo"}, (13, "picture_alt")),
            ({"links": [{"name": "Site", "url": "jo.example"}]}, (13, "links.0.url")),
            ({"links": [{"name": "S", "url": "https://jo.example/"}] * 7}, (13, "links")),
            ({"claims": [CLAIM | {"expires": "2026-02-01"}]}, (13, "claims.0.expires")),
            ({"refers_to": ["Ana Reis"]}, (13, "refers_to.0")),
            ({"email": "by form"}, (13, "email")),
        ],
    )
    def test_a_mistake_is_a_problem_at_its_line(self, changes: dict[str, Any], where: tuple[int, str]) -> None:
        assert places(problems_of(**changes)) == [where]

    def test_one_on_leave_says_until_when(self) -> None:
        assert problems_of(availability="on-leave", available_from="2027-01-11") == []

    @pytest.mark.parametrize("body", ["", "\n  \n", "x" * 20_001])
    def test_words_about_herself_are_needed_and_have_an_end(self, body: str) -> None:
        assert places(parse_member(member_document(body=body), vocabulary())[1]) == [(14, "text")]

    def test_a_file_name_that_could_not_be_an_address_is_a_problem(self) -> None:
        assert places(problems_of("Jo Sample")) == [(1, "")]

    def test_one_who_began_in_1970_may_say_so(self) -> None:
        assert problems_of(since=1970) == []

    def test_there_is_no_field_for_private_data(self) -> None:
        assert {"email", "phone", "telephone", "address", "birthday"} & set(MemberFile.model_fields) == set()


class TestPrivateData:
    @pytest.mark.parametrize("data", PRIVATE)
    def test_it_is_refused_in_the_text_at_its_line(self, data: str) -> None:
        problems = parse_member(member_document(body=f"I keep books.\n\nReach me: {data}!\n"), vocabulary())[1]
        assert places(problems) == [(16, "text")]

    @pytest.mark.parametrize("data", PRIVATE)
    @pytest.mark.parametrize(
        ("field", "value"),
        [("business", "Sample {}"), ("declines", ["Calls to {}"]), ("rate", {"amount": 3, "currency": "EUR", "minimum": "{}"})],
    )
    def test_it_is_refused_in_every_field_however_deep(self, data: str, field: str, value: Any) -> None:
        def filled(part: Any) -> Any:
            if isinstance(part, dict):
                return {key: filled(inner) for key, inner in part.items()}
            if isinstance(part, list):
                return [filled(inner) for inner in part]
            return part.format(data) if isinstance(part, str) else part

        assert [one.field.split(".")[0] for one in problems_of(**{field: filled(value)})] == [field]

    @pytest.mark.parametrize("data", PRIVATE)
    @pytest.mark.parametrize("field", ["services", "tools", "refers_to", "availability", "time_zone", "hours", "headline", "claims", "links"])
    def test_no_problem_repeats_it(self, data: str, field: str) -> None:
        value: Any = [{"name": "x", "url": data, "claim": data}] if field in ("claims", "links") else [data] if field in ("services", "tools", "refers_to") else data
        said = " ".join(str(one) for one in problems_of(**{field: value}))
        assert ("holds an e-mail address" in said or "holds a telephone number" in said, data in said) == (True, False)

    def test_the_other_problems_of_the_file_are_told_as_well(self) -> None:
        assert places(problems_of(business="jo@a.example", hours="9-17")) == [(13, "business"), (8, "hours")]

    @pytest.mark.parametrize(
        "text",
        [
            "Since 2014, and before that from 2009-2013.",
            "Updated 2026-09-14 09:30, first written 2026-02-10.",
            "From 2026-02-10 2026-03-01 on.",
            "I work 09:00-17:00, 38 EUR an hour, 1,200 hours a year.",
            "See https://jo.example/1234567890/ and @jo.",
            "Room 12, 3rd floor; 24/7 is not for me.",
        ],
    )
    def test_years_dates_times_rates_and_addresses_of_pages_are_none(self, text: str) -> None:
        assert parse_member(member_document(body=f"{text}\n"), vocabulary())[1] == []

    def test_a_large_rate_is_none(self) -> None:
        assert problems_of(rate={"amount": 100_000_000, "currency": "IDR", "unit": "project"}) == []


class TestMembersTogether:
    def problems_of(self, known: set[str] | None = None, **changes: Any) -> list[Problem]:
        return check_members([member(**changes)], known or {"jo-sample", "ana-reis"}, TODAY)

    def test_a_colleague_who_is_there_is_no_problem(self) -> None:
        assert self.problems_of(refers_to=["ana-reis"]) == []

    def test_a_colleague_who_is_not_is_a_problem_with_the_nearest(self) -> None:
        problems = self.problems_of(refers_to=["ana-reis", "ana-ries"])
        assert (places(problems), remedies(problems)) == ([(13, "refers_to.1")], ["there is no member 'ana-ries'; did you mean 'ana-reis'?"])

    def test_nobody_refers_to_herself(self) -> None:
        assert places(self.problems_of(refers_to=["jo-sample"])) == [(13, "refers_to.0")]

    @pytest.mark.parametrize(
        ("changes", "where"),
        [({"confirmed": "2026-11-22"}, (11, "confirmed")), ({"joined": "2027-01-01"}, (12, "joined")), ({"since": 2027}, (9, "since"))],
    )
    def test_what_happened_did_not_happen_in_the_future(self, changes: dict[str, Any], where: tuple[int, str]) -> None:
        assert places(self.problems_of(**changes)) == [where]

    def test_what_happened_today_did_happen(self) -> None:
        assert self.problems_of(confirmed="2026-11-21", joined="2026-11-21", since=2026) == []

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({}, {}), ({}, {"name": "JO  SAMPLE"}), ({}, {"headline": "Another line altogether"}), ({}, {"business": "Sample & Co"}),
            ({"business": "Sample & Co", "links": [{"name": "Website", "url": "https://www.jo.example/"}]}, {"business": "Sample and Co", "time_zone": "Asia/Manila", "links": [{"name": "Me", "url": "http://jo.example"}]}),
        ],
        ids=["all alike", "written otherwise", "another line", "one without her business", "one web address"],
    )  # fmt: skip
    def test_one_person_in_two_files_is_a_problem_of_the_second(self, one: dict[str, Any], other: dict[str, Any]) -> None:
        problems = check_members([member(**one), member("jo-sample-2", **other)], {"jo-sample"}, TODAY)
        assert [(found.path, found.field) for found in problems] == [("content/members/jo-sample-2.md", "name")]

    @pytest.mark.parametrize("changes", [{"business": "Sample & Daughters"}, {"time_zone": "Asia/Manila", "business": None}, {"name": "Joe Sample"}, {"status": "draft"}])
    def test_two_people_may_share_a_name(self, changes: dict[str, Any]) -> None:
        both = [member(business="Sample & Sons"), member("jo-sample-2", **{"business": "Sample & Sons", **changes})]
        assert check_members(both, {"jo-sample"}, TODAY) == []

    @given(st.lists(st.fixed_dictionaries({
        "name": st.sampled_from(["Jo Sample", "jo sample", "Ann Other"]),
        "business": st.sampled_from([None, "Desk One", "Desk two"]),
        "time_zone": st.sampled_from(["Europe/Lisbon", "Asia/Manila"]),
        "links": st.lists(st.sampled_from(LINKS), max_size=2, unique_by=lambda one: one["url"]),
    }), max_size=6))  # fmt: skip
    def test_the_file_named_is_the_first_that_lists_the_same_person(self, files: list[dict[str, Any]]) -> None:
        members = [member(f"file-{place}", **fields) for place, fields in enumerate(files)]
        pairs = ((two, next((one for one in members[:at] if same_person(one.front, two.front)), None)) for at, two in enumerate(members))
        expected = [(two.document.path, f"{one.document.path} lists") for two, one in pairs if one is not None]

        problems = check_members(members, {one.slug for one in members}, TODAY)
        assert [(problem.path, problem.remedy[: len(said)]) for problem, (_, said) in zip(problems, expected, strict=True)] == expected
