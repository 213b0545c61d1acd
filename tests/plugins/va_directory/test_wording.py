"""The words of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from va_directory.wording import different_words, tokens


@given(st.text())
def test_the_different_words_are_those_of_the_tokens(text: str) -> None:
    assert different_words(text) == {one.low for one in tokens(text)}
