"""From a sample of each form service through the import and the Desk onto the page: all of it real."""

from __future__ import annotations

from pathlib import Path

import pytest
from bars.chrome import Chrome
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from served import ARTICLE, PATIENCE, Served

from office.inbox.store import open_store
from office.inbox.tasks import import_task

pytestmark = pytest.mark.browser

SAMPLES = Path(__file__).resolve().parents[1] / "fixtures" / "forms"
# A comment out of each service's sample: what its page shows, and who wrote it.
SAID = {
    "formspree": ("Mara", "The list for week two saved me."),
    "netlify": ("Imke", 'Ä fine "list"; thank you'),
    "basin": ("Hester", "Which day do you send the report?"),
    "web3forms": ("Ruxandra", "Thank you for this."),
    "formsubmit": ("Noor", "How do you answer a bad review?"),
    "formcarry": ("Hedda", "I keep a second calendar."),
    "forminit": ("Sabine", "Do you bill the first call?"),
    "getform": ("Sunniva", "I send it on Fridays."),
    "staticman": ("Agnete", "I print the list."),
}


def numbers(served: Served, service: str) -> set[int]:
    """Import a service's sample through the task, and give the entries that came."""
    store = open_store(served.root / "private")
    try:
        before = {one.id for one in store.queue(("new", "suspected"), limit=1_000)}
        import_task(served.root, [str(SAMPLES / service)])
        return {one.id for one in store.queue(("new", "suspected"), limit=1_000)} - before
    finally:
        store.close()


def publish(owner: Tab, served: Served, came: set[int], name: str) -> None:
    """Let the owner find the comment among what came, mend what the Desk asks her to, and publish it."""
    for number in sorted(came):
        owner.goto(f"{served.url}/desk/entries/{number}")
        if f"Comment from {name}" in owner.locator("h1").inner_text():
            break
    if owner.get_by_text("answers a comment").count():  # what it answers stayed behind at the service
        owner.locator("summary").click()
        owner.locator("[name=reply_to]").select_option("")
        owner.get_by_role("button", name="Keep the changes").click()
    owner.get_by_role("button", name="Publish").click()
    assert "Published" in owner.locator("[role=status]").inner_text()


def test_a_comment_out_of_each_service_s_sample_comes_to_stand_on_the_page(chromium: Chrome, served: Served) -> None:
    def work(browser: Browser) -> None:
        visitors, owners = browser.new_context(), browser.new_context(java_script_enabled=False)
        try:
            visitor, owner = visitors.new_page(), owners.new_page()
            visitor.goto(served.url + ARTICLE)
            owner.goto(served.link)
            for service, (name, _) in SAID.items():
                publish(owner, served, numbers(served, service), name)
            for name, words in SAID.values():  # the page is still open: it reloads by itself
                shown = visitor.locator("li[id^=comment-]", has_text=words).filter(has_text=name)
                shown.last.wait_for(timeout=PATIENCE * 1000)
            assert visitor.locator("#comment-2026-04-02-kirsty-1 li", has_text=SAID["forminit"][1]).count() == 1
            assert "@example.org" not in visitor.content()
        finally:
            visitors.close()
            owners.close()

    chromium.run(work)
