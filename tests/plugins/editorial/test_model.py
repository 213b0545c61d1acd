"""The tables of the articles' model."""

from __future__ import annotations

from typing import get_args

from editorial.model import LICENCES, Licence


def test_every_licence_that_can_be_written_has_its_words() -> None:
    assert set(get_args(Licence)) == set(LICENCES)


def test_a_licence_that_lets_others_publish_has_an_address_to_read_it_at() -> None:
    assert [name for name, (_, address, republish) in LICENCES.items() if republish and not address.startswith("https://")] == []
