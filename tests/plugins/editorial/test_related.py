"""Articles about the same things: found in whole numbers, explained by the words they share."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from editorial import related as module
from editorial.related import Text, related

FILL = [Text(f"fill-{number}", f"Filler {number}", (), f"<p>nothing{number} shared{number} here{number}</p>") for number in range(6)]
REFUSAL = Text("refusing", "Refusing a client", ("Saying no",), "<p>A letter that refuses kindly and names a colleague.</p>")
LETTER = Text("a-letter", "Letters", (), "<p>A letter names a colleague; a colleague answers a letter.</p>")
BOOKS = Text("books", "Keeping books", (), "<p>Invoices, receipts and a ledger.</p>")


def names(texts: list[Text], slug: str) -> list[str]:
    return [one.slug for one in related(texts)[slug]]


class TestLikeness:
    def test_those_with_words_in_common_are_found(self) -> None:
        assert names([REFUSAL, LETTER, BOOKS, *FILL], "refusing") == ["a-letter"]

    def test_the_shared_words_explain_it_the_weightiest_first(self) -> None:
        [found] = related([REFUSAL, LETTER, BOOKS, *FILL])["a-letter"]
        assert found.words == ("colleague", "letter", "names")

    def test_a_word_in_the_title_weighs_more_than_one_in_the_text(self) -> None:
        of = Text("of", "Invoices", (), "<p>ledger</p>")
        like_title, like_text = (Text(word, "", (), f"<p>{word}</p>") for word in ("invoices", "ledger"))
        assert names([of, like_title, like_text, *FILL], "of") == ["invoices", "ledger"]

    def test_tags_count(self) -> None:
        one, other = (Text(slug, slug, ("Conflicts",), f"<p>{slug}</p>") for slug in ("uno", "due"))
        assert names([one, other, *FILL], "uno") == ["due"]

    def test_what_stands_in_every_text_says_nothing(self) -> None:
        texts = [Text(f"t-{number:02}", "Client", (), f"<p>client{number}</p>") for number in range(40)]
        assert all(found == () for found in related(texts).values())

    def test_marks_and_entities_are_no_words(self) -> None:
        one, other = (Text(slug, slug, (), f'<p class="special">&quot;{slug}&quot;</p>') for slug in ("uno", "due"))
        assert names([one, other, *FILL], "uno") == []

    def test_nothing_is_related_to_itself(self) -> None:
        assert all(slug not in [one.slug for one in found] for slug, found in related([REFUSAL, LETTER, BOOKS, *FILL]).items())

    def test_no_articles_and_one_article_have_none(self) -> None:
        assert (related([]), related([BOOKS])) == ({}, {"books": ()})


class TestRepeatable:
    @given(st.randoms(use_true_random=False))
    def test_the_order_of_the_articles_changes_nothing(self, draw: random.Random) -> None:
        texts = [REFUSAL, LETTER, BOOKS, *FILL]
        shuffled = texts[:]
        draw.shuffle(shuffled)
        assert related(shuffled) == related(texts)

    def test_equals_stand_by_name(self) -> None:
        twins = [Text(slug, "Twin", (), "<p>ledger</p>") for slug in ("c", "a", "b")]
        assert names([*twins, *FILL], "b") == ["a", "c"]

    def test_likeness_is_whole_thousandths(self) -> None:
        found = [one.likeness for entries in related([REFUSAL, LETTER, BOOKS, *FILL]).values() for one in entries]
        assert found
        assert all(isinstance(one, int) and 0 < one <= 1000 for one in found)


def test_the_work_for_one_article_has_a_limit_that_does_not_grow_with_their_number() -> None:
    # Hundreds share a word that is rare among thousands; each is compared with a fixed number of them.
    texts = [Text(f"t-{number:04}", "T", (), f"<p>shared{number % 3} own{number}</p>") for number in range(600)]
    found = related(texts, most=1000)
    assert max(map(len, found.values())) <= module.WORDS_KEPT * module.ARTICLES_KEPT
