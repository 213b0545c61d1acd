"""The score: each sign, in words, and that a reader's comment has none of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from queueing import comment

from office.inbox.learner import Opinion
from office.inbox.record import Submission
from office.inbox.spam import Score, score


def test_a_readers_comment_has_no_sign() -> None:
    assert score(comment()) == Score(0.0, ())


@pytest.mark.parametrize(
    ("submission", "reason", "suspected"),
    [
        (comment(spam="honeypot"), "a field that people do not see was filled in", True),
        (comment(spam="akismet"), "the form service calls it spam", True),
        (comment(text="See https://a.example and www.b.example"), "2 links", False),
        (comment(text="https://a.example " * 5), "5 links", True),
        (comment(text="We offer SEO-service and BACKLINKS"), "says “backlink”, “seo service”", True),
        (comment(text="Купить дешево часы и сумки прямо сейчас"), "mostly Cyrillic letters", True),
        (comment(text="最高のブランド時計コピー専門店、送料無料"), "mostly Chinese or Japanese letters", True),
        (comment(text="See https://a.example"), "1 link", False),
        (comment(text="THIS IS WRITTEN WITHOUT A SINGLE SMALL LETTER, LOUDLY"), "nearly all in capitals", False),
        (comment(name="https://shop.example"), "an address where the name should be", True),
    ],
)
def test_each_sign_is_said_in_words(submission: Submission, reason: str, suspected: bool) -> None:
    found = score(submission)

    assert reason in found.reasons
    assert found.suspected == suspected


@pytest.mark.parametrize(
    ("seen", "reason", "suspected"),
    [(1, "text seen once before", False), (2, "text seen twice before", True), (9, "text seen 9 times before", True)],
)
def test_repeated_text(seen: int, reason: str, suspected: bool) -> None:
    assert (score(comment(), seen_before=seen).reasons, score(comment(), seen_before=seen).suspected) == ((reason,), suspected)


def test_the_learners_opinion_is_given_with_its_words() -> None:
    found = score(comment(), opinion=Opinion(0.95, ("watches", "cheap")))

    assert found.reasons == ("like what you called spam before (words such as watches, cheap)",)
    assert found.suspected


@pytest.mark.parametrize(("language", "text"), [("el-GR", "Ευχαριστώ πολύ για τη βοήθεια"), ("ja", "ありがとうございます、とても助かりました"), ("ja", "感謝感謝感謝感謝感謝感謝感謝"), ("xx", "Спасибо большое за помощь")])
def test_the_sites_own_script_is_no_sign(language: str, text: str) -> None:
    assert score(comment(text=text), language=language).value == 0


def test_the_strongest_reason_comes_first() -> None:
    found = score(comment(text="https://a.example https://b.example", spam="honeypot"))

    assert found.reasons == ("a field that people do not see was filled in", "2 links")


def test_the_owners_phrases_count_as_whole_beginnings_of_words() -> None:
    assert score(comment(text="Ten Zeppelins"), phrases=("zeppelin",)).suspected
    assert not score(comment(text="A starzeppelin"), phrases=("zeppelin",)).suspected


def test_a_phrase_is_not_said_by_another_word_that_begins_like_it() -> None:
    assert score(comment(text="Our cooperative has 100 freelancers on its books.")) == Score(0.0, ())
    assert score(comment(text="It is 100% free!")).suspected


def test_one_known_word_alone_is_not_enough() -> None:
    assert not score(comment(text="I keep the books of a casino")).suspected
    assert score(comment(text="Our casino: https://a.example")).suspected


@given(text=some.text(min_size=1, max_size=200), seen=some.integers(0, 10**6), spam=some.sampled_from(["", "x", "honeypot"]))
def test_a_score_is_between_0_and_1(text: str, seen: int, spam: str) -> None:
    submission = Submission("x", "", "comment", comment().received, {"text": text}, "", spam)

    assert 0 <= score(submission, seen_before=seen, opinion=Opinion(1.0, ())).value <= 1
