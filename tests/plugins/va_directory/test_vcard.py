"""A member as a contact: what address books read, and what must not be in it."""

from __future__ import annotations

from va_directory.vcard import vcard

from ..make import ADDRESSES, member, vocabulary


def card(**changes: object) -> str:
    return vcard(member(**changes), ADDRESSES, vocabulary())


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


class TestVcard:
    def test_it_begins_and_ends_as_version_4(self) -> None:
        assert unfolded(card())[:2] + unfolded(card())[-2:] == ["BEGIN:VCARD", "VERSION:4.0", "END:VCARD", ""]

    def test_the_name_is_whole_and_in_parts(self) -> None:
        lines = unfolded(card(name="Ana Maria Reis"))
        assert [one for one in lines if one.startswith(("FN:", "N:"))] == ["FN:Ana Maria Reis", "N:Reis;Ana Maria;;;"]

    def test_signs_with_a_meaning_are_escaped(self) -> None:
        assert "ORG:Reis\\, Reis\\; Sons \\\\ Co" in unfolded(card(business="Reis, Reis; Sons \\ Co"))

    def test_no_line_is_longer_than_75_octets(self) -> None:
        assert max(len(line.encode()) for line in card(headline="Ä" * 95).split("\r\n")) <= 75

    def test_a_folded_line_is_whole_again(self) -> None:
        assert f"TITLE:{'Ä' * 95}" in unfolded(card(headline="Ä" * 95))

    def test_it_holds_neither_an_address_nor_a_number(self) -> None:
        assert not [line for line in unfolded(card()) if line.startswith(("EMAIL", "TEL"))]
