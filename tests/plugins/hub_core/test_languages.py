"""Names of languages."""

from __future__ import annotations

import pytest

from hub_core.languages import language_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en", "English"), ("pt-BR", "Portuguese (Brazil)"), ("zh-Hant", "Chinese (traditional)"), ("EN", "English"),
        ("es-419", "Spanish (419)"), ("mi", "Māori"), ("tlh", "tlh"), ("tlh-XX", "tlh-XX"), ("", ""),
    ],
)  # fmt: skip
def test_a_code_gives_its_english_name_or_itself(code: str, name: str) -> None:
    assert language_name(code) == name
