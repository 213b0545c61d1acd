"""A member as data for programs, held against the schema that is published."""

from __future__ import annotations

import json

from va_directory.records import SCHEMA, VERSION, as_json, directory_record, member_record

from ..make import ADDRESSES, TODAY, member, vocabulary

CLAIM = {"claim": "insured", "date": "2026-03-01", "by": "Certificate seen"}


class TestRecords:
    def test_the_directory_is_as_its_schema_says(self) -> None:
        full = member(business="Sample Office", rate={"amount": 38.5, "currency": "EUR"}, tools=["xero"], claims=[CLAIM], available_from="2027-01-11")
        made = [member_record(one, ADDRESSES, vocabulary(), TODAY) for one in (full, member("ana"))]
        text = as_json(directory_record(made, ADDRESSES, TODAY))
        assert SCHEMA.validate_python(json.loads(text), strict=True)["version"] == VERSION

    def test_members_come_by_their_short_name(self) -> None:
        made = [member_record(member(slug), ADDRESSES, vocabulary(), TODAY) for slug in ("zoe", "ana")]
        assert [one["slug"] for one in directory_record(made, ADDRESSES, TODAY)["members"]] == ["ana", "zoe"]

    def test_a_word_has_its_key_and_its_name(self) -> None:
        record = member_record(member(services=["book-keeping"]), ADDRESSES, vocabulary(), TODAY)
        assert record["services"] == [{"key": "bookkeeping", "name": "Bookkeeping"}]

    def test_a_claim_that_ran_out_is_left_out(self) -> None:
        made = member(claims=[CLAIM | {"expires": "2026-11-20"}, CLAIM | {"expires": "2026-11-21"}])
        assert [one.get("expires") for one in member_record(made, ADDRESSES, vocabulary(), TODAY)["claims"]] == ["2026-11-21"]

    def test_what_is_not_given_is_not_there(self) -> None:
        assert {"business", "rate", "available_from"}.isdisjoint(member_record(member(), ADDRESSES, vocabulary(), TODAY))
