"""What a member reads before she accepts tells nothing of who the client is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_core.vocabulary import fold
from office.leads.discreet import GONE, discreet

CLIENT = {"name": "Mara Silva", "email": "mara@silvaceramics.example", "phone": "+351 912 345 678"}


class TestWhatIsTakenOut:
    @pytest.mark.parametrize(
        "said",
        [
            "Mara Silva", "mara silva", "MARA SILVA", "Mara", "Silva", "mara@silvaceramics.example", "Mara@Silvaceramics.Example",
            "other@elsewhere.example", "m\u200bara@silvaceramics.example", "mara (at) silvaceramics (dot) example", "mara at silvaceramics dot example",
            "https://silvaceramics.example/shop?x=1", "www.silvaceramics.example", "silvaceramics.example", "shop.somewhere.co.uk",
            "Silva Ceramics", "silva-ceramics", "+351 912 345 678", "00351912345678", "(0351) 912-345-678", "@maraceramics", "\uff2d\uff41\uff52\uff41 Silva",
        ],
    )  # fmt: skip
    def test_names_addresses_numbers_and_links(self, said: str) -> None:
        assert discreet(f"Books for {said} please", CLIENT) == (f"Books for {GONE} please", True)

    @pytest.mark.parametrize("said", ["5 hours a week", "by 2026-04-01", "30-45 EUR/hr", "from 9:00 to 17:30", "1,200 invoices", "marathon", "since 01.04.2026"])
    def test_the_task_itself_stays(self, said: str) -> None:
        assert discreet(f"Books, {said}.", CLIENT) == (f"Books, {said}.", True)

    def test_a_name_that_is_a_word_goes_only_where_it_is_written_as_a_name(self) -> None:
        assert discreet("This will do. Ask Will.", {"name": "Will Grace"})[0] == f"This will do. Ask {GONE}."

    @pytest.mark.parametrize(
        ("name", "said"),
        [("Mara Silva", "mara"), ("Mara Silva", "silva"), ("José Lima", "josé"), ("José Lima", "jose"), ("JOSÉ LIMA", "Jose"), ("Ян Ливанов", "ливанов")],
    )
    def test_a_name_that_is_no_word_goes_however_it_is_written(self, name: str, said: str) -> None:
        assert discreet(f"Please ask for {said} there.", {"name": name, "email": "office@gmail.com"}) == (f"Please ask for {GONE} there.", True)

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("Mara Silva (Acme)", "Acme"), ("Mara Silva (Acme)", "Silva"), ("Mara Silva/Acme Ltd", "Acme"), ("“Mara” Silva", "Mara"),
            ("Anne-Marie O'Neil", "Anne"), ("Anne-Marie O'Neil", "Marie"), ("Anne-Marie O'Neil", "O'Neil"), ("Mara Silva | Founder", "mara"),
        ],
    )  # fmt: skip
    def test_each_part_of_a_name_goes_whatever_signs_stand_around_it(self, name: str, said: str) -> None:
        assert discreet(f"Please ask for {said} there.", {"name": name, "email": "office@gmail.com"}) == (f"Please ask for {GONE} there.", True)

    def test_words_that_stand_in_many_names_stay(self) -> None:
        assert discreet("Books for the company, and the van.", {"name": "The Silva Company and Van Ltd"})[0] == "Books for the company, and the van."

    @pytest.mark.parametrize("name", ["...", "!", "- -"])
    def test_a_name_without_a_letter_tears_no_holes_into_the_text(self, name: str) -> None:
        assert discreet("Books, please. Weekly: ten.", {"name": name}) == ("Books, please. Weekly: ten.", True)

    def test_a_shared_mailbox_says_nothing_of_a_business(self) -> None:
        assert discreet("Clean up my gmail.", {"email": "x@gmail.com"}) == ("Clean up my gmail.", True)


class TestWhatIsRefused:
    def test_a_name_spelled_apart_with_more_than_one_sign_between(self) -> None:
        assert not discreet("I am M - a - r - a - S - i - l - v - a.", CLIENT)[1]

    def test_a_number_in_pieces(self) -> None:
        assert not discreet("Call 912, then 345, then 678", CLIENT)[1]


@given(st.text(max_size=300), st.text(max_size=40), st.emails() | st.text(max_size=40), st.text(max_size=300))
def test_no_text_that_passes_holds_the_name_or_the_address(before: str, name: str, address: str, after: str) -> None:
    shown, is_safe = discreet(f"{before} {name} {address} {after}", {"name": name, "email": address})
    if is_safe and len(fold(name)) > 4:
        assert fold(name) not in fold(shown.replace(GONE, " \u00a6 "))
    if is_safe and re.fullmatch(r"[a-z0-9.]+@[a-z0-9.]+", address):
        assert address not in shown
