"""The tables of the members' model."""

from __future__ import annotations

from typing import get_args

import pytest

from va_directory.model import AVAILABILITY, CLAIMS, UNITS, Claim, MemberFile, Rate


@pytest.mark.parametrize(
    ("annotation", "table"),
    [
        (MemberFile.model_fields["availability"].annotation, AVAILABILITY),
        (Claim.model_fields["claim"].annotation, CLAIMS),
        (Rate.model_fields["unit"].annotation, UNITS),
    ],
)
def test_every_word_that_can_be_written_has_the_words_that_are_read(annotation: object, table: dict[str, str]) -> None:
    assert set(get_args(annotation)) == set(table)
