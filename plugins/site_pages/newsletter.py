"""The newsletter's archive: a page for each issue, the list of them, and their feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from editorial.issues import Issue, IssueView, issue_card
from hub_core import addresses as at
from hub_core import jsonld
from hub_core.feeds import FeedEntry, absolute_html, atom
from hub_core.views import Link

from .site import OutputPage, Site

_LISTED = 30  # entries of the list's JSON-LD; the page itself has them all


def newsletter_pages(site: Site) -> Iterator[OutputPage]:
    """Give the list of the issues and each of them; nothing before the first issue."""
    issues, addresses = site.library.issues, site.addresses
    if not issues:
        return
    feed = Link(f"{site.settings.name}: newsletter", addresses.href(at.FEED_NEWSLETTER))
    sign_up = next((Link("Get it by mail", addresses.href(at.page(page.slug))) for page in site.library.pages if page.slug == "newsletter"), None)
    trail = [("Newsletter", at.page("newsletter"))] if sign_up else []
    every = Link("All issues", addresses.href(at.ISSUES))
    cards = tuple(issue_card(one, addresses) for one in issues)
    pairs = [(one.front.title, addresses.absolute(at.issue(one.slug))) for one in issues[:_LISTED]]
    about = f"Every issue of the newsletter, the newest first: new articles, members and resources, a tip and a good comment. {len(issues)} so far."
    meta = site.head.page(
        at.ISSUES, "Past issues", about, kind="CollectionPage", trail=trail, nodes=[jsonld.item_list(pairs)], section="newsletter", feeds=[feed],
    )  # fmt: skip
    yield OutputPage(at.ISSUES, "issues", "issues", (cards, feed, sign_up), meta)
    for number, one in enumerate(issues):
        view = IssueView(
            card=cards[number], html=one.text.html, every=every, sign_up=sign_up,
            older=_link(site, issues[number + 1]) if number + 1 < len(issues) else None,
            newer=_link(site, issues[number - 1]) if number else None,
        )  # fmt: skip
        meta = site.head.page(
            at.issue(one.slug), one.front.title, one.front.summary, kind="WebPage", trail=[*trail, ("Past issues", at.ISSUES)],
            section="newsletter", feeds=[feed],
        )  # fmt: skip
        yield OutputPage(at.issue(one.slug), "issue", "issue", view, meta)


def newsletter_feed(site: Site) -> Iterator[tuple[str, str]]:
    """Give the feed of the issues; nothing before the first."""
    issues, absolute = site.library.issues, site.addresses.absolute
    if issues:
        entries = [_entry(site, one) for one in issues[: site.settings.feed_entries]]
        title, page, path = f"{site.settings.name}: newsletter", absolute(at.ISSUES), absolute(at.FEED_NEWSLETTER)
        yield at.FEED_NEWSLETTER, atom(title, page, path, entries, language=site.settings.language, built=site.now)


def _link(site: Site, issue: Issue) -> Link:
    return Link(issue.front.title, site.addresses.href(at.issue(issue.slug)))


def _entry(site: Site, issue: Issue) -> FeedEntry:
    moment = dt.datetime.combine(issue.day, dt.time(), ZoneInfo(site.settings.time_zone))
    return FeedEntry(
        title=issue.front.title, link=site.addresses.absolute(at.issue(issue.slug)),
        html=absolute_html(issue.text.html, site.addresses.site_url), author=site.settings.name, published=moment, updated=moment,
        summary=issue.front.summary,
    )  # fmt: skip
