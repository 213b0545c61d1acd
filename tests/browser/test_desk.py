"""A visitor writes on the served site, the owner decides in the Desk, the page shows it: all of it real.

The Desk's own pages are held to the same bar as the site's: axe finds nothing, in either scheme, on either width.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from bars.axe import HEIGHT, SCHEMES, SCRIPT, WIDTHS, axe_source
from bars.chrome import Chrome
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from served import ARTICLE, PATIENCE, Served

from office.inbox.record import Submission
from office.inbox.store import open_store

pytestmark = pytest.mark.browser

PARENT = "2026-04-02-kirsty-1"
SAID = "I wrote the list on a card, and the card is still above my desk."
T = TypeVar("T")


def using(chromium: Chrome, work: Callable[[Browser], T]) -> T:
    return chromium.run(work)


def send_comment(tab: Tab, served: Served, name: str, text: str, reply_to: str = "") -> None:
    """Write a comment on the article as a visitor does."""
    tab.goto(served.url + ARTICLE)
    form = tab.locator("form#comment")
    if reply_to:
        form.locator("[name=reply_to]").select_option(reply_to)
    form.locator("[name=text]").fill(text)
    form.locator("[name=name]").fill(name)
    form.locator("[name=email]").fill("visitor@visitor.example")
    form.locator("button.btn").click()
    tab.wait_for_url(f"{served.url}/thanks/comment/")


def test_a_comment_goes_from_the_page_through_the_desk_into_its_thread(chromium: Chrome, served: Served) -> None:
    def work(browser: Browser) -> None:
        visitors, owners = browser.new_context(), browser.new_context(java_script_enabled=False)
        try:
            visitor, owner = visitors.new_page(), owners.new_page()
            send_comment(visitor, served, "Ruth", SAID, PARENT)
            visitor.goto(served.url + ARTICLE)
            assert visitor.get_by_text(SAID).count() == 0

            owner.goto(served.link)
            assert owner.url == f"{served.url}/desk/"
            owner.get_by_role("link", name="Comment from Ruth").click()
            mine = owner.locator(f"#comment-{PARENT} #comment-preview")
            assert SAID in mine.inner_text()
            owner.get_by_role("button", name="Publish").click()
            assert "Published: comment from Ruth." in owner.locator("[role=status]").inner_text()

            # The visitor's page is still open: it reloads by itself.
            there = visitor.locator(f"#comment-{PARENT} li", has_text=SAID)
            there.wait_for(timeout=PATIENCE * 1000)
            assert "visitor@visitor.example" not in visitor.content()
            [file] = (served.root / "content" / "comments").glob("*/*-ruth-1.md")
            assert there.get_attribute("id") == f"comment-{file.stem}"
            assert "visitor.example" not in file.read_text(encoding="utf-8")

            owner.get_by_role("button", name="Undo").first.click()
            assert not file.exists()
            visitor.locator(f"#comment-{PARENT} li", has_text=SAID).wait_for(state="detached", timeout=PATIENCE * 1000)
        finally:
            visitors.close()
            owners.close()

    using(chromium, work)


def test_the_enter_key_in_the_queue_publishes_nothing(chromium: Chrome, served: Served) -> None:
    def work(browser: Browser) -> None:
        context = browser.new_context()
        try:
            tab = context.new_page()
            send_comment(tab, served, "Enter", "A comment that nobody has decided on.")
            tab.goto(served.link)
            tab.get_by_role("checkbox", name="Comment from Enter").focus()
            tab.keyboard.press("Enter")
            assert "Nothing was changed." in tab.locator("[role=alert]").inner_text()
        finally:
            context.close()

    using(chromium, work)


def fill(served: Served) -> None:
    """Send what makes every kind of page: long names, long words, the same again, suspected spam, other forms."""
    now = dt.datetime(2026, 11, 20, 8, 0, tzinfo=dt.UTC)
    slug = ARTICLE.split("/")[2]

    def sent(number: int, form: str = "comment", spam: str = "", **fields: str) -> Submission:
        return Submission("receiver", f"t{number}", form, now + dt.timedelta(minutes=number), fields, spam=spam)

    about = {"article": slug, "email": "sample@sample.example"}
    store = open_store(served.root / "private")
    store.add(
        [
            sent(1, name="Annabel Featherstonehaugh-Cholmondeley of the Lower Marsh", text="Thank *you*.\n\n> A quote\n\n- one\n- two\n\n`code` and https://a.example", **about),
            sent(2, name="W" * 80, text="x" * 400, website="https://w.example/" + "y" * 150, **about),
            sent(3, name="Mara", text="It helped.", **about),
            sent(4, name="mara", text="It helped!", **about),
            sent(5, name="Best Prices", text="[Buy](https://spam.example/a) [now](https://spam.example/b) " * 3, spam="honeypot", **about),
            sent(6, "rating", article=slug, stars="4"),
            sent(7, "contact", name="Otto", email="otto@sample.example", subject="A question", message="Do you also list translators?\n\nOtto"),
            sent(8, "referral-request", name="Ida", email="ida@sample.example", task="Invoices every month.", consent="yes"),
            sent(9, name="Long", text="A word and another. " * 200, **about),
        ]
    )
    store.close()


def findings(tab: Tab) -> list[str]:
    """Give what axe finds on the open page, light and dark, narrow and wide."""
    script = SCRIPT.read_text(encoding="utf-8")
    tab.wait_for_load_state("load")  # after a press the page is there before its style sheet
    tab.evaluate(axe_source())
    found: list[str] = []
    for scheme, width in itertools.product(SCHEMES, WIDTHS):
        tab.emulate_media(color_scheme=scheme)
        tab.set_viewport_size({"width": width, "height": HEIGHT})
        nodes: list[dict[str, Any]] = tab.evaluate(f"() => ({script})()")
        found += [f"{tab.url} {scheme} {width}: {node['rule']} {node['target']}: {node['message']}" for node in nodes]
    return found


def test_every_page_of_the_desk_holds_the_bar(chromium: Chrome, served: Served) -> None:
    def work(browser: Browser) -> list[str]:
        context = browser.new_context(reduced_motion="reduce")
        try:
            tab = context.new_page()
            complaints: list[str] = []
            tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            tab.goto(f"{served.url}/desk/?token=wrong")
            found = findings(tab)
            complaints.clear()  # the browser reports the 403 that was asked for
            tab.goto(served.link)
            tab.goto(f"{served.url}/desk/?form=newsletter")
            found += findings(tab)
            fill(served)
            tab.goto(f"{served.url}/desk/")
            found += findings(tab)
            tab.get_by_role("link", name="Comment from Annabel").click()
            found += findings(tab)
            tab.locator("summary").click()
            tab.locator("[name=name]").fill("")
            tab.locator("[name=website]").fill("nonsense")
            tab.get_by_role("button", name="Keep the changes").click()
            found += findings(tab)
            tab.get_by_role("button", name="Publish").click()
            found += findings(tab)
            tab.goto(f"{served.url}/desk/?pile=suspected")
            found += findings(tab)
            tab.get_by_role("button", name="Spam", exact=False).last.click()
            tab.goto(f"{served.url}/desk/?pile=decided")
            found += findings(tab)
            tab.get_by_role("link", name="Comment from Annabel").first.click()
            found += findings(tab)
            return found + complaints
        finally:
            context.close()

    assert using(chromium, work) == []
