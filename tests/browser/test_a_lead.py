"""From a client's request to the introduction, in a real browser on the served site: the owner matches in the Desk with one
conflict left out, the first VA declines through her link, the second accepts, and the follow-up falls due as the clock moves.
"""

from __future__ import annotations

import datetime as dt
import email
import re
from email.message import EmailMessage
from email.policy import default

import pytest
from bars.chrome import Chrome
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from served import Served
from test_desk import findings, using

from office.inbox.store import open_store
from office.leads.opening import leads_of
from office.workbench.site import read_facts

pytestmark = pytest.mark.browser

SECRET = "She does the books of the shop across the street."
TASK = "Bookkeeping in Xero for our shop, Silva Ceramics, every week. Write to mara@silvaceramics.example."


def ask(tab: Tab, url: str) -> None:
    tab.goto(f"{url}/ask/")
    form = tab.locator("form#referral-request")
    form.locator("[name=task]").fill(TASK)
    form.locator("[name=service]").select_option("bookkeeping")
    form.locator("[name=time_zone]").fill("Lisbon")
    form.locator("[name=name]").fill("Mara Silva")
    form.locator("[name=email]").fill("mara@silvaceramics.example")
    form.locator("[name=consent]").check()
    form.locator("button.btn").click()
    tab.wait_for_url(f"{url}/thanks/referral-request/")


def offer(owner: Tab, served: Served) -> tuple[str, str]:
    """Draft the offer to the first in the list; give the mail's text and the link in it, on the served site."""
    owner.get_by_role("button", name="Draft the offer").first.click()
    text = owner.locator("pre").first.inner_text()
    found = re.search(r"https?://[^/\s]+(/\S*answer/\S+)", text)
    assert found
    return text, served.url + found[1]


def test_a_request_becomes_an_introduction(chromium: Chrome, served: Served) -> None:
    private = served.root / "private"
    private.mkdir(exist_ok=True)
    (private / "conflicts.yaml").write_text(f'conflicts:\n  - {{member: amara-okafor, domain: silvaceramics.example, reason: "{SECRET}"}}\n', encoding="utf-8")

    def work(browser: Browser) -> None:
        clients, owners, members = (browser.new_context(java_script_enabled=False, reduced_motion="reduce") for _ in range(3))
        try:
            client, owner, member = clients.new_page(), owners.new_page(), members.new_page()
            ask(client, served.url)
            owner.goto(served.link)
            owner.get_by_role("button", name="Open a lead").first.click()
            owner.get_by_role("link", name="Leads").first.click()
            owner.get_by_role("link", name="Lead 1, Mara Silva").click()
            left_out = owner.locator(".left-out").inner_text()
            assert SECRET in left_out
            names = owner.locator("ol.queue h3").all_inner_texts()
            assert "Amara Okafor" not in names

            first, link = offer(owner, served)
            assert first.startswith(f"Dear {names[0]},")
            assert not re.search("Mara|Silva|across the street", first)
            member.goto(link)
            member.get_by_label("No, not this one").check()
            member.get_by_label("If not, why").select_option("capacity")
            member.get_by_role("button", name="Send the answer").click()
            assert "You said no" in member.locator("main").inner_text()

            owner.reload()
            assert owner.locator("ol.queue h3").first.inner_text() == names[1]
            _, link = offer(owner, served)
            member.goto(link)
            member.get_by_label("Yes, introduce us").check()
            member.get_by_role("button", name="Send the answer").click()
            assert "You said yes" in member.locator("main").inner_text()

            owner.reload()
            owner.get_by_role("button", name="Draft the introduction").click()
            [file] = (private / "mail/leads").glob("*introduction*")
            message = email.message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default)
            text = str(message.get_content())
            assert text.startswith(f"Dear Mara Silva, dear {names[1]},")
            assert f"> {TASK}\n" in text
            assert owner.locator("pre").first.inner_text().strip() == text.strip()
        finally:
            for context in (clients, owners, members):
                context.close()

    using(chromium, work)
    store = open_store(private)
    try:
        leads = leads_of(served.root, store, read_facts(served.root), lambda: dt.datetime.now(dt.UTC) + dt.timedelta(days=6))
        assert [(one.kind, one.which) for one in leads.due()] == [("follow-up", "first")]
    finally:
        store.close()


def test_the_pages_of_the_leads_hold_the_bar(chromium: Chrome, served: Served) -> None:
    def work(browser: Browser) -> list[str]:
        context = browser.new_context(reduced_motion="reduce")
        try:
            tab = context.new_page()
            ask(tab, served.url)
            tab.goto(served.link)
            for waiting in ("New", "Suspected spam"):  # sent within seconds of another, it may be suspected
                tab.get_by_role("link", name=waiting).first.click()
                if tab.get_by_role("button", name="Open a lead").count():
                    tab.get_by_role("button", name="Open a lead").first.click()
            found: list[str] = []
            for path in ("leads/", "leads/1", "leads/due", "leads/report"):
                tab.goto(f"{served.url}/desk/{path}")
                found += findings(tab)
            return found
        finally:
            context.close()

    assert using(chromium, work) == []
