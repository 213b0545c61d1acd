"""Readers rate an article on the served site without JavaScript, the owner counts in the Desk, the page shows it: all of it real."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bars.chrome import Chrome
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from served import ARTICLE, PATIENCE, Served

from office.inbox.store import open_store

pytestmark = pytest.mark.browser

SLUG = ARTICLE.split("/")[2]
MARA, OTTO, ADA = "mara@mara.example", "otto@otto.example", "ada@ada.example"


def rate(reader: Tab, served: Served, email: str, stars: str) -> None:
    """Fill in the form below the article, as a reader does."""
    reader.goto(served.url + ARTICLE)
    form = reader.locator("form#rating")
    form.get_by_role("radio", name=stars).check()
    form.get_by_label("Your e-mail address").fill(email)
    form.get_by_role("button", name="Send the rating").click()


def waiting(served: Served) -> list[int]:
    store = open_store(served.root / "private")
    try:
        return [one.id for one in store.queue(("new", "suspected"), form="rating")]
    finally:
        store.close()


def count(owner: Tab, served: Served, says: str = "") -> None:
    """Count the one vote that waits. `says` is what the Desk tells of it beside others, if anything."""
    [number] = waiting(served)
    owner.goto(f"{served.url}/desk/entries/{number}")
    beside = [line for line in owner.locator("p.signs").all_inner_texts() if "vote" in line]
    assert beside == ([says] if says else [])
    owner.get_by_role("button", name="Count it").click()
    assert "Counted" in owner.locator("[role=status]").inner_text()


def shown(tab: Tab) -> str:
    return " ".join(tab.locator("#readers-rating").inner_text().split("Rate this article")[0].split())


def rating_of(tab: Tab) -> object:
    graph = json.loads(tab.locator('script[type="application/ld+json"]').text_content() or "")["@graph"]
    return next(node for node in graph if node["@type"] == "BlogPosting").get("aggregateRating")


def test_votes_go_from_the_page_through_the_desk_into_the_average_one_for_each_person(chromium: Chrome, served: Served) -> None:
    file = Path(served.root, "content/ratings", f"{SLUG}.yaml")

    def work(browser: Browser) -> None:
        readers, owners, watchers = browser.new_context(java_script_enabled=False), browser.new_context(java_script_enabled=False), browser.new_context()
        try:
            reader, owner, watcher = readers.new_page(), owners.new_page(), watchers.new_page()
            watcher.goto(served.url + ARTICLE)  # reloads by itself when the site was built again
            owner.goto(served.link)

            def built(words: str) -> str:
                watcher.locator("#readers-rating", has_text=words).wait_for(timeout=PATIENCE * 1000)
                reader.goto(served.url + ARTICLE)
                return shown(reader)

            rate(reader, served, "no address", "5: changed how I work")
            assert reader.url == served.url + ARTICLE  # the browser itself asks for it
            assert waiting(served) == []

            rate(reader, served, MARA, "5: changed how I work")
            assert reader.url == f"{served.url}/thanks/rating/"
            count(owner, served)
            rate(reader, served, OTTO, "4: very useful")
            count(owner, served)
            assert built("2 readers have voted").startswith("Readers’ rating Not yet rated: 2 readers have voted, and 1 more will show the average.")
            assert rating_of(reader) is None

            rate(reader, served, " Mara@mara.example", "2: not much new")
            count(owner, served, "This person has voted before, with 5. This vote takes its place.")
            rate(reader, served, ADA, "4: very useful")
            count(owner, served)
            told = built("of 5, from")
            assert told == (
                "Readers’ rating 3.3 of 5, from 3 readers 5: changed how I work 0 4: very useful 2 3: useful in part 0"
                " 2: not much new 1 1: not useful to me 0 The best rated articles"
            )
            assert rating_of(reader) == {"@type": "AggregateRating", "ratingValue": "3.3", "ratingCount": 3, "bestRating": 5, "worstRating": 1}
            assert "@" not in file.read_text(encoding="utf-8")

            reader.get_by_role("link", name="The best rated articles").click()
            assert reader.url == f"{served.url}/articles/best-rated/"
            assert "3.3 of 5, from 3 readers" in reader.locator("main li", has_text="A first month as a VA").first.inner_text()

            for _ in range(4):
                owner.goto(f"{served.url}/desk/")
                owner.get_by_role("button", name="Undo").first.click()
            assert not file.exists()
            assert built("Not yet rated.").startswith("Readers’ rating Not yet rated.")
        finally:
            for one in (readers, owners, watchers):
                one.close()

    chromium.run(work)
