"""Reply: with JavaScript it fills the form and says so, without it leads to the list; no script where nobody has written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bars.chrome import Bench
from looking import look
from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

ARTICLE = "/articles/hiring-your-first-va/"
LIST, TEXT, NOTE = "#comment-reply-to", "#comment-text", "#answering"


def on(bench: Bench, work: Callable[[Tab], Any], *, scripts: bool = True, address: str = ARTICLE) -> Any:
    """Do something on a page, in a context of its own, and give the result."""
    return look(bench, work, address, java_script_enabled=scripts)


def focused(tab: Tab) -> str:
    return str(tab.evaluate("document.activeElement.id"))


def reply(tab: Tab, number: int = 0) -> tuple[str, str]:
    """Choose the Reply of a comment; give the comment's id and its writer."""
    comment = tab.locator(".threads li").nth(number)
    comment.locator("a:text-is('Reply')").first.click()
    identity, name = comment.get_attribute("id"), comment.locator(".by b").first.inner_text()
    assert identity
    return identity.removeprefix("comment-"), name


class TestWithJavaScript:
    def test_reply_chooses_the_comment_says_whom_and_moves_to_the_text(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            chosen, name = reply(tab)
            assert tab.input_value(LIST) == chosen
            assert tab.inner_text(NOTE) == f"You are answering {name}. Write to the article instead"
            assert focused(tab) == "comment-text"
            assert tab.get_attribute(TEXT, "aria-describedby") == "answering comment-text-hint"

        on(bench, work)

    def test_another_reply_takes_the_first_one_s_place(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            reply(tab)
            chosen, name = reply(tab, 1)
            assert (tab.input_value(LIST), tab.locator(NOTE).count(), name in tab.inner_text(NOTE)) == (chosen, 1, True)

        on(bench, work)

    def test_the_name_leads_back_to_the_comment(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            chosen, _ = reply(tab)
            tab.click(f"{NOTE} a >> nth=0")
            assert tab.url.endswith(f"#comment-{chosen}")

        on(bench, work)

    def test_one_can_write_to_the_article_after_all(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            reply(tab)
            tab.click(f"{NOTE} a >> nth=1")
            assert (tab.input_value(LIST), tab.locator(NOTE).count(), focused(tab)) == ("", 0, "comment-text")
            assert tab.get_attribute(TEXT, "aria-describedby") == "comment-text-hint"

        on(bench, work)

    def test_the_note_follows_a_choice_from_the_list(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.select_option(LIST, index=1)
            assert tab.locator(NOTE).count() == 1
            tab.select_option(LIST, "")
            assert tab.locator(NOTE).count() == 0

        on(bench, work)

    def test_what_was_written_stays(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            tab.fill(TEXT, "Half a thought")
            reply(tab)
            assert tab.input_value(TEXT) == "Half a thought"

        on(bench, work)


class TestWithoutJavaScript:
    def test_reply_leads_to_the_list_of_comments(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            reply(tab)
            assert tab.url.endswith(LIST)
            assert tab.locator(f"{LIST} option").count() == tab.locator(".threads li").count() + 1

        on(bench, work, scripts=False)

    def test_the_list_says_that_the_choice_is_still_to_be_made(self, bench: Bench) -> None:
        def work(tab: Tab) -> None:
            reply(tab)
            assert (focused(tab), tab.input_value(LIST)) == ("comment-reply-to", "")
            assert tab.inner_text(f"#{tab.get_attribute(LIST, 'aria-describedby')}") == "Choose a name here if you answer somebody."

        on(bench, work, address="/articles/when-a-project-goes-off-the-rails/")


@pytest.mark.parametrize(
    ("address", "scripts"),
    [(ARTICLE, 1), ("/articles/telling-a-client-early/", 0), ("/articles/when-a-project-goes-off-the-rails/", 0)],
    ids=["a talk", "no comments", "a picture that is the third request already"],
)
def test_the_script_is_loaded_only_where_it_is_needed(bench: Bench, address: str, scripts: int) -> None:
    assert on(bench, lambda tab: tab.locator("script[src]").count(), address=address) == scripts
