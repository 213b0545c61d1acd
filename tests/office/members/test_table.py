"""A member as a row and back: any member comes back as she was."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub_core.documents import parse_document
from office.inbox.reading.mapping import Mapper
from office.members.exporting import as_csv
from office.members.importing import FORM, Importing, rows
from office.members.table import fields, guarded, unguarded
from tests.plugins.make import ADDRESSES, TODAY, file_text, member_document, vocabulary
from va_directory.parse import parse_member

NOWHERE = Path("no-such-folder")

# Letters and the signs that could be taken for something else; no control characters, which no file may hold.
LINE = st.text(st.sampled_from("ab Zé,;|:'\"=+-@#{}[]＝\\/%"), min_size=2, max_size=20).map(str.strip).filter(lambda s: len(s) > 1 and "@" not in s)
DAY = st.dates().filter(lambda d: 1990 < d.year < 2026).map(str)
MEMBERS = st.fixed_dictionaries(
    {"name": LINE, "headline": LINE.map(lambda s: f"Books and {s}")},
    optional={
        "business": LINE, "declines": st.lists(LINE, max_size=3), "tools": st.just(["xero"]), "industries": st.just(["charities"]),
        "languages": st.lists(st.fixed_dictionaries({"code": st.sampled_from(["en", "pt-BR", "zh-Hant"]), "level": st.sampled_from(["native", "C1", "A2"])}), min_size=1, max_size=3),
        "rate": st.fixed_dictionaries({"amount": st.integers(1, 10**8), "currency": st.sampled_from(["EUR", "INR"]), "unit": st.sampled_from(["hour", "project"])}, optional={"minimum": LINE}),
        "links": st.lists(st.fixed_dictionaries({"name": LINE.filter(lambda s: s == s.strip(" :")), "url": st.sampled_from(["https://a.example/", "https://b.example/x?a=1,2;3"])}), max_size=2),
        "claims": st.lists(st.fixed_dictionaries({"claim": st.just("insured"), "date": DAY, "by": LINE.filter(lambda s: " | " not in s)}, optional={"expires": st.just("2027-01-01")}), max_size=2),
        "available_from": DAY, "refers_to": st.just(["ana-reis"]), "status": st.just("draft"), "sample": st.booleans(),
    },
)  # fmt: skip


class TestRoundTrip:
    @settings(deadline=None)
    @given(MEMBERS, st.text(st.sampled_from("ab .'=-\n*"), max_size=40).map(lambda s: f"I keep books. {s}"))
    def test_what_is_exported_is_imported_unchanged(self, changes: dict[str, Any], body: str) -> None:
        document = member_document(body=body, **changes)
        member, problems = parse_member(document, vocabulary())
        if member is None or problems:  # a claim that ends before its day
            return
        present = file_text(document.data, body)
        importing = Importing(vocabulary(), TODAY, {"jo-sample": present}.get, {})
        made = as_csv([member], ADDRESSES, vocabulary(), TODAY)
        for where, cells in rows(made.encode(), Mapper(folder=NOWHERE), "x.csv"):
            assert isinstance(cells, dict)
            importing.take(where, cells)
        assert importing.account.refused == []
        text = importing.written.get("jo-sample", present)
        again = parse_member(parse_document(text, "content/members/jo-sample.md")[0], vocabulary())[0]  # type: ignore[arg-type]
        assert again is not None
        assert (again.front, again.document.body.strip()) == (member.front, member.document.body.strip())

    @given(st.text(max_size=12))
    def test_a_guarded_cell_is_no_formula_and_comes_back(self, text: str) -> None:
        assert (guarded(text)[:1] in ("=", "+", "-", "@", "\t", "\r"), unguarded(guarded(text))) == (False, text)


class TestCells:
    @pytest.mark.parametrize("written", ["en native; fr B2", "en (native), fr (B2)", "en: Native; fr: b2", "en native\nfr B2"])
    def test_languages_are_read_as_people_write_them(self, written: str) -> None:
        assert fields({"languages": written}) == ({"languages": [{"code": "en", "level": "native"}, {"code": "fr", "level": "B2"}]}, [])

    def test_a_rate_that_could_mean_two_things_is_not_read(self) -> None:
        assert fields({"rate": "30-45 $/hr"})[1] == ["rate: write one amount, its currency and its unit, like 38 EUR an hour"]

    def test_an_empty_cell_empties_its_field(self) -> None:
        assert fields({"business": " "}) == ({"business": None}, [])

    def test_an_exported_formula_is_text_to_a_spreadsheet(self) -> None:
        member = parse_member(member_document(business="=HYPERLINK(1)"), vocabulary())[0]
        assert member is not None
        cells = next(csv.DictReader(io.StringIO(as_csv([member], ADDRESSES, vocabulary(), TODAY).lstrip("\ufeff"))))
        assert cells["business"] == "'=HYPERLINK(1)"

    def test_every_column_is_one_of_the_form(self) -> None:
        assert {"name", "rate", "text"} <= FORM.names
