"""Text as a reader sees it: a comment in a script that runs from right to left, a list that begins with another number than 1, room around a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bars.chrome import Bench
from looking import look
from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

ARTICLE = "/articles/hiring-your-first-va/"
# Where the first and the last sign of a comment stand, when it says this.
PLACES = """(words) => {
  const text = document.querySelector(".threads li > p:not(.by, .meta)");
  text.textContent = words;
  const left = (at) => {
    const one = document.createRange();
    one.setStart(text.firstChild, at);
    one.setEnd(text.firstChild, at + 1);
    return one.getBoundingClientRect().left;
  };
  return [left(0), left(words.length - 1)];
}"""
LISTS = '<ol><li>A line.</li><li>A line.</li><li>A line.</li></ol><ol start="3"><li>A line.</li></ol>'


def on(bench: Bench, work: Callable[[Tab], Any], address: str = ARTICLE) -> Any:
    """Do something on a page, and give the result."""
    return look(bench, work, address, bypass_csp=True)  # a test sets words and styles of its own


@pytest.mark.parametrize(("words", "runs_left"), [("Thank you (2026)!", False), ("شكرا جزيلا (2026)!", True)])
def test_a_comment_ends_where_its_script_ends(words: str, runs_left: bool, bench: Bench) -> None:
    first, last = on(bench, lambda tab: tab.evaluate(PLACES, words))
    assert (last < first) is runs_left


def test_a_list_that_begins_with_three_looks_like_the_third_of_another(bench: Bench) -> None:
    def work(tab: Tab) -> list[bytes]:
        tab.evaluate("(html) => { document.querySelector('.prose').innerHTML = html }", LISTS)
        tab.add_style_tag(content=".prose * { margin: 0 !important } .prose li { height: 40px } .prose { position: fixed; inset: 0; background: white }")
        return [tab.locator(".prose li").nth(number).screenshot() for number in (0, 2, 3)]

    first, third, beginning = on(bench, work)
    assert (third == beginning, first == beginning) == (True, False)


@pytest.mark.parametrize("address", ["/", "/members/ines-carvalho/"])
def test_the_words_above_a_button_do_not_touch_it(address: str, bench: Bench) -> None:
    room = "() => { const at = (name) => document.querySelector(`.aside ${name}`).getBoundingClientRect(); return at('.btn').top - at('.say').bottom }"
    assert on(bench, lambda tab: tab.evaluate(room), address) >= 8


def test_a_line_under_a_link_is_as_long_as_its_words(bench: Bench) -> None:
    words = "() => [...document.querySelectorAll('.beside .list a')].map((link) => link.textContent)"
    assert [link for link in on(bench, lambda tab: tab.evaluate(words), "/") if link != link.strip() or link[-1:].isdigit()] == []
