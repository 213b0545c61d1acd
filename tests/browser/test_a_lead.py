"""From a client's first visit to the introduction and after, in a real browser on the served site, on a clock that the test sets.

She describes her task, filters, compares and asks; the owner matches in the Desk with one conflict left out; the first VA
declines through her link, the second accepts; the follow-up falls due as the clock is moved. What each mail says, to the
letter, stands in letters/.
"""

from __future__ import annotations

import datetime as dt
import email
import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Literal

import pytest
from bars.chrome import Chrome
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab
from served import Served, checkout, serving
from test_desk import findings, using

from office.inbox.decide import Desk
from office.inbox.record import Submission
from office.inbox.store import open_store
from office.leads.leads import Leads
from office.leads.opening import leads_of
from office.workbench.site import read_facts

pytestmark = pytest.mark.browser

ASKED = dt.datetime(2026, 11, 26, 9, 0, tzinfo=dt.UTC)  # a Thursday
DUE = dt.datetime(2026, 12, 1, 8, 0, tzinfo=dt.UTC)  # the third working day after
LETTERS = Path(__file__).parent / "letters"
SECRET = "She does the books of the shop across the street."
TASK = "Bookkeeping in Xero and invoicing for our shop, Silva Ceramics, every week. My mail is mara@silvaceramics.example."
CONFLICTS = f'conflicts:\n  - {{member: amara-okafor, domain: silvaceramics.example, reason: "{SECRET}"}}\n'
ADDRESSES = "amara-okafor: amara@amara.example\ntom-reilly: tom@tom.example\nfatou-ndiaye: fatou@fatou.example\n"


@pytest.fixture
def hands(tmp_path: Path) -> Path:
    """The file that sets the clock of the served hub."""
    (tmp_path / "clock").write_text(ASKED.isoformat())
    return tmp_path / "clock"


@pytest.fixture
def hub(tmp_path: Path, hands: Path) -> Iterator[Served]:
    """The hub on the day on which the client comes, with the owner's conflicts, the members' addresses and a known key."""
    root = checkout(tmp_path / "a hub", "publishconf.py")
    private = root / "private"
    private.mkdir(mode=0o700)
    for name, text in (("conflicts.yaml", CONFLICTS), ("addresses.yaml", ADDRESSES), ("signing.key", "k" * 64)):
        (private / name).write_text(text)
    epoch, sender = str(int(ASKED.timestamp())), "Ines Carvalho <ines@hub.example>"
    with serving(root, hands=hands, SOURCE_DATE_EPOCH=epoch, WARM_HANDOFF_MAIL_FROM=sender) as served:
        yield served


def press(tab: Tab, name: str, kind: Literal["button", "link"] = "button") -> None:
    """Press a button or follow a link, and wait for the page that it leads to."""
    with tab.expect_navigation():
        tab.get_by_role(kind, name=name).first.click()


class Client:
    """She has a browser with JavaScript, in Lisbon."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.context = browser.new_context(timezone_id="Europe/Lisbon", locale="en-GB")
        self.context.clock.set_fixed_time(ASKED)
        self.sent: list[str] = []
        self.context.on("request", lambda request: self.sent.append(request.url.partition("#")[0] + (request.post_data or "")))
        self.tab, self.url = self.context.new_page(), url

    def describes(self) -> dict[str, list[str]]:
        """Describe the task; give the members that the page names, with its reasons."""
        self.tab.goto(f"{self.url}/find-a-va/")
        self.tab.get_by_label("Describe your task in plain words").fill(TASK)
        self.tab.wait_for_selector(".results .person")
        people = self.tab.locator(".results .person").all()
        return {one.locator("h3").inner_text(): one.locator(".why li").all_inner_texts() for one in people}

    def filters(self) -> str:
        """Leave those who have room; give what the page announces."""
        self.tab.get_by_role("button", name="Filters").click()
        self.tab.get_by_label("Who has room").select_option("open")
        status = self.tab.locator("search [role=status]")
        expect(status).to_contain_text("of 34")
        return status.inner_text()

    def compares(self, *names: str) -> list[str]:
        """Put members side by side; give the names in the table."""
        for name in names:
            self.tab.get_by_role("button", name=f"Compare {name}").click()
        return self.tab.locator(".compared thead a").all_inner_texts()

    def asks(self) -> None:
        self.tab.locator("main .head a.btn").click()
        self.tab.wait_for_url("**/ask/**", wait_until="load")
        form = self.tab.locator("form#referral-request")
        assert form.locator("[name=task]").input_value() == TASK
        assert form.locator("[name=service]").input_value() == "bookkeeping"
        assert form.locator("[name=time_zone]").input_value() == "Europe/Lisbon"
        assert [one for one in self.sent if "Silva" in one or "silva" in one] == []
        for name, value in (("hours", "5 a week"), ("budget", "30-45 EUR/hr"), ("start", "2026-12-07"), ("avoid", "Te Awa Office Support"),
                            ("name", "Mara Silva"), ("email", "mara@silvaceramics.example")):  # fmt: skip
            form.locator(f"[name={name}]").fill(value)
        form.locator("[name=consent]").check()
        form.locator("button.btn").click()
        self.tab.wait_for_url(f"{self.url}/thanks/referral-request/")


def drafts(hub: Served) -> set[str]:
    return {file.name for file in (hub.root / "private/mail/leads").glob("*.eml")}


def said(hub: Served, name: str) -> str:
    """Give a draft as its reader sees it: the headers, then the words."""
    [file] = (hub.root / "private/mail/leads").glob(f"*-{name}.eml")
    message = email.message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default)
    heads = "".join(f"{key}: {value}\n" for key, value in message.items() if not key.startswith(("Content-", "MIME-")))
    return f"{heads}\n{message.get_content()}"


def expected(name: str) -> str:
    return (LETTERS / f"{name}.txt").read_text(encoding="utf-8")


def link_in(hub: Served, name: str) -> str:
    """Give the link of an offer, on the hub as the test serves it."""
    found = re.search(r"https://warm-handoff\.example(/forms/answer/\S+)", said(hub, name))
    assert found
    return hub.url + found[1]


def test_a_first_visit_becomes_an_introduction(chromium: Chrome, hub: Served, hands: Path) -> None:
    def work(browser: Browser) -> None:
        client = Client(browser, hub.url)
        owners, members = (browser.new_context(java_script_enabled=False) for _ in range(2))
        try:
            found = client.describes()
            assert next(iter(found.items())) == (
                "Amara Okafor", ["does: bookkeeping, invoicing, Xero", "hours overlap 8 h", "not known: retail"],
            )  # fmt: skip
            assert client.filters() == "6 people of 34. Understood: bookkeeping, invoicing, Xero, retail."
            assert client.compares("Amara Okafor", "Tom Reilly") == ["Amara Okafor", "Tom Reilly"]
            client.asks()

            owner, member = owners.new_page(), members.new_page()
            owner.goto(hub.link)
            press(owner, "Open a lead")
            press(owner, "Leads", kind="link")
            press(owner, "Lead 1, Mara Silva", kind="link")
            assert owner.locator(".left-out li").all_inner_texts() == [
                f"Amara Okafor: a conflict of interest. {SECRET}",
                "Ngaire Hohepa: the client asked to leave out: Te Awa Office Support",
                "Nadia Rahimi: declines such work: Bookkeeping beyond invoices",
                "Thandiwe Mokoena: full at present, and has room from 2027-03-01",
                "Marcus Tran: full at present",
            ]
            places = owner.locator("ol.queue h3").all_inner_texts()
            assert places[:2] == ["Tom Reilly", "Fatou Ndiaye"]
            assert places == [name for name in found if name in places]  # the order that the client saw

            press(owner, "Draft the offer to Tom Reilly")
            assert said(hub, "offer-tom-reilly") == expected("offer-to-tom-reilly")
            member.goto(link_in(hub, "offer-tom-reilly"))
            member.get_by_label("No, not this one").check()
            member.get_by_label("If not, why").select_option("capacity")
            press(member, "Send the answer")
            assert "You said no: no room for it now." in member.locator("main").inner_text()

            owner.reload()
            assert "Tom Reilly: has declined this lead: no room for it now" in owner.locator(".left-out li").all_inner_texts()
            press(owner, "Draft the offer to Fatou Ndiaye")
            assert said(hub, "offer-fatou-ndiaye") == expected("offer-to-fatou-ndiaye")
            member.goto(link_in(hub, "offer-fatou-ndiaye"))
            member.get_by_label("Yes, introduce us").check()
            press(member, "Send the answer")
            assert "You said yes. The introduction comes by mail." in member.locator("main").inner_text()

            owner.reload()
            press(owner, "Draft the introduction")
            assert said(hub, "introduction-fatou-ndiaye") == expected("introduction")
            assert owner.locator("pre").first.inner_text().strip() == expected("introduction").partition("\n\n")[2].strip()

            owner.goto(f"{hub.url}/desk/leads/due")
            assert "Nothing is due today." in owner.locator("main").inner_text()
            hands.write_text(DUE.isoformat())
            owner.reload()
            assert owner.locator("ol.queue h2").all_inner_texts() == ["Lead 1: ask how it goes, the first time"]
            press(owner, "Draft these mails")
            assert said(hub, "first-client") == expected("follow-up-to-the-client")
            assert said(hub, "first-member") == expected("follow-up-to-the-member")
            assert "Nothing is due today." in owner.locator("main").inner_text()
            assert len(drafts(hub)) == 5  # what was compared, and no mail besides
        finally:
            for context in (client.context, owners, members):
                context.close()

    using(chromium, work)


def ask(tab: Tab, url: str) -> None:
    tab.goto(f"{url}/ask/")
    form = tab.locator("form#referral-request")
    for name, value in (("task", TASK), ("name", "Mara Silva"), ("email", "mara@silvaceramics.example")):
        form.locator(f"[name={name}]").fill(value)
    form.locator("[name=consent]").check()
    form.locator("button.btn").click()
    tab.wait_for_url(f"{url}/thanks/referral-request/")


def test_the_pages_of_the_leads_hold_the_bar(chromium: Chrome, served: Served) -> None:
    def work(browser: Browser) -> list[str]:
        context = browser.new_context(reduced_motion="reduce")
        try:
            tab = context.new_page()
            ask(tab, served.url)
            tab.goto(served.link)
            for waiting in ("New", "Suspected spam"):  # sent within seconds of another, it may be suspected
                press(tab, waiting, kind="link")
                if tab.get_by_role("button", name="Open a lead").count():
                    press(tab, "Open a lead")
            found: list[str] = []
            for path in ("leads/", "leads/1", "leads/new", "leads/due", "leads/report"):
                tab.goto(f"{served.url}/desk/{path}")
                found += findings(tab)
            tab.set_viewport_size({"width": 1280, "height": 900})
            hidden = tab.evaluate("[...document.querySelectorAll('.sums')].map(one => one.scrollWidth - one.clientWidth)")
            found += [f"the sums go {one} pixels beyond their place" for one in hidden if one > 0]
            return found
        finally:
            context.close()

    assert using(chromium, work) == []


@contextmanager
def room(hub: Served) -> Iterator[Leads]:
    """The leads room of the hub, beside the one that it has open itself."""
    store = open_store(hub.root / "private")
    try:
        facts = read_facts(hub.root)
        clock = lambda: ASKED  # noqa: E731
        if not store.queue(("done",)):
            store.add([Submission("receiver", "", "referral-request", ASKED, {"task": TASK, "service": "bookkeeping", "name": "Mara Silva", "consent": "yes"})])
            [asked] = store.queue(("new",))
            Desk(hub.root, store, zone=facts.settings.time_zone, owner=facts.settings.owner, clock=clock).approve(asked.id)
        leads = leads_of(hub.root, store, facts, clock)
        leads.book.gather()
        yield leads
    finally:
        store.close()


def test_the_page_of_an_answer_holds_the_bar_and_says_what_to_do(chromium: Chrome, hub: Served, hands: Path) -> None:
    def work(browser: Browser) -> list[str]:
        context = browser.new_context(reduced_motion="reduce")
        context.on("console", lambda message: complaints.append(message.text) if "policy" in message.text.lower() else None)
        complaints: list[str] = []
        try:
            tab = context.new_page()

            def seen(title: str, words: str) -> list[str]:
                assert (tab.locator("h1").inner_text(), words in tab.locator("main").inner_text()) == (title, True)
                return findings(tab)

            with room(hub) as leads:
                leads.offer(1, "tom-reilly")
            link = link_in(hub, "offer-tom-reilly")
            tab.goto(link)
            found = seen("Would you take this client?", "Nothing is sent before you press the button.")
            tab.get_by_label("No, not this one").check()
            press(tab, "Send the answer")
            found += seen("Would you take this client?", "Please choose why not; it stays with the person who asked you.")
            tab.locator("[role=alert] a").click()
            assert tab.evaluate("document.activeElement.id") == "reason"
            assert tab.locator("#reason").get_attribute("aria-describedby") == "reason-error"

            tab.goto(link[:-3] + "xyz")
            found += seen("This link does not work", "Answer the mail that it came with instead.")
            hands.write_text((ASKED + dt.timedelta(days=9)).isoformat())
            tab.goto(link)
            found += seen("This link has expired", "If you would still like the client, answer the mail that it came with.")
            hands.write_text(ASKED.isoformat())

            with room(hub) as leads:
                leads.book.undo(1)
            tab.goto(link)
            found += seen("This offer does not stand any more", "You need not do anything.")
            with room(hub) as leads:
                leads.offer(1, "tom-reilly")
            tab.goto(link_in(hub, "offer-tom-reilly"))
            tab.get_by_label("Yes, introduce us").check()
            press(tab, "Send the answer")
            found += seen("Thank you", "You said yes. The introduction comes by mail.")
            return found + complaints
        finally:
            context.close()

    assert using(chromium, work) == []
