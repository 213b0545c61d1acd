"""The newsletter on the served site: a visitor signs up and says yes, the week becomes an issue, it comes to her, and one press ends it."""

from __future__ import annotations

import datetime as dt
import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from bars.chrome import Chrome
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from served import PATIENCE, Served
from walking import path, unmoved

from office.inbox.store import open_store
from office.newsletter.digest import digest_task
from office.newsletter.readers import Counts, Readers
from office.newsletter.sending import send_task
from office.newsletter.signing_up import confirm_task

pytestmark = pytest.mark.browser

# Two weeks after the last shipped issue, so that a week lies between and something is new in it.
DAY = "2026-12-03"
TIP = '---\ntitle: "Count the keys"\ndate: 2026-11-24\ntopic: {topic}\n---\nCount them before you give one back.\n'


def letters(served: Served, kind: str) -> list[EmailMessage]:
    files = sorted((served.root / "private/mail" / kind).glob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default) for file in files]


def here(served: Served, text: str, what: str) -> str:
    """Give the link of a letter as it is answered by the served site, whatever address the letter was written for."""
    found = re.search(rf"https?://[^/\s]+(/\S*newsletter/{what}/\S+)", text)
    assert found
    return served.url + found[1]


def wait_for(tab: Tab, address: str) -> None:
    """Open a page that the next build makes."""
    for _ in range(round(PATIENCE * 4)):
        if (answer := tab.goto(address)) and answer.ok:
            return
        tab.wait_for_timeout(250)
    pytest.fail(f"{address} did not come")


def counts(root: Path) -> Counts:
    store = open_store(root / "private")
    try:
        return Readers(store).counts()
    finally:
        store.close()


@pytest.fixture(scope="module")
def issue(served: Served) -> str:
    """The address of the issue of the week, as the task writes it."""
    topic = next(iter((served.root / "content/tips").glob("*.md"))).read_text(encoding="utf-8").split("topic: ")[1].split("\n")[0]
    (served.root / "content/tips/count-the-keys.md").write_text(TIP.format(topic=topic), encoding="utf-8")
    assert digest_task(served.root, day=DAY) == 0
    return f"/newsletter/{DAY}/"


def test_the_week_becomes_an_issue_with_a_page_a_place_in_the_archive_and_in_the_feed(chromium: Chrome, served: Served, issue: str) -> None:
    def work(browser: Browser) -> None:
        context = unmoved(browser.new_context())
        try:
            tab = context.new_page()
            wait_for(tab, served.url + issue)
            assert "Count the keys" in tab.locator("main").inner_text()
            tab.goto(f"{served.url}/newsletter/")
            tab.get_by_role("link", name="Read past issues").click()
            tab.locator("main h2 a, main h3 a").first.click()
            assert path(tab.url) == issue
            tab.get_by_role("link", name="Count the keys").first.click()
            assert path(tab.url) == "/tips/count-the-keys/"
            feed = tab.request.get(f"{served.url}/feeds/newsletter.atom.xml").text()
            assert feed.index(f"{issue}</id>") < feed.index("/newsletter/2026-11-19/</id>")
        finally:
            context.close()

    chromium.run(work)


def test_the_desk_shows_it_as_the_mail_that_readers_get(chromium: Chrome, served: Served, issue: str) -> None:
    def work(browser: Browser) -> None:
        context = unmoved(browser.new_context())
        try:
            tab = context.new_page()
            wait_for(tab, served.url + issue)
            tab.goto(served.link)
            tab.get_by_role("link", name="Newsletter", exact=True).first.click()
            tab.get_by_role("link", name="As a mail").first.click()
            assert "Count the keys" in tab.locator(".sheet").inner_text()
            assert tab.locator("h1").evaluate("heading => getComputedStyle(heading).fontFamily").startswith("Georgia")
        finally:
            context.close()

    chromium.run(work)


def test_who_signs_up_and_says_yes_gets_it_once_and_leaves_with_one_press(chromium: Chrome, served: Served, issue: str) -> None:
    now = dt.datetime.now(dt.UTC)

    def work(browser: Browser) -> None:
        context = browser.new_context(java_script_enabled=False)
        try:
            tab = context.new_page()
            wait_for(tab, served.url + issue)
            tab.goto(f"{served.url}/newsletter/")
            form = tab.locator("main form#newsletter, main form").first
            form.locator("[name=email]").fill("Reader@Readers.example")
            form.locator("button.btn").click()
            tab.wait_for_url(f"{served.url}/thanks/newsletter/")

            confirm_task(served.root, clock=lambda: now)
            send_task(served.root, clock=lambda: now)
            assert letters(served, f"newsletter-{DAY}") == [], "it goes to nobody who has not said yes"
            [asking] = letters(served, "newsletter-confirm")
            tab.goto(here(served, asking.get_content(), "join"))
            assert counts(served.root).confirmed == 0, "programs that look at mails open every link in them"
            tab.get_by_role("button", name="Yes, send it to me").click()
            assert "You are on the list" in tab.locator("main").inner_text()

            send_task(served.root, clock=lambda: now)
            send_task(served.root, clock=lambda: now)
            [letter] = letters(served, f"newsletter-{DAY}")
            assert letter["To"] == "reader@readers.example"
            plain = letter.get_body(("plain",))
            assert plain
            assert "Count the keys" in plain.get_content()

            tab.goto(here(served, str(letter["List-Unsubscribe"]).strip("<>"), "leave"))
            tab.get_by_role("button", name="Take me off the list").click()
            assert "You are off the list" in tab.locator("main").inner_text()
            assert counts(served.root) == Counts(confirmed=0, waiting=0, ended=1)
        finally:
            context.close()

    chromium.run(work)
