"""The files that members' entries become beside their pages: vCard, JSON, the directory's data, the feed of new members."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from markupsafe import escape

from hub_core import addresses as at
from hub_core.clock import at_midnight
from hub_core.feeds import FeedEntry, absolute_html, atom
from va_directory.model import Member
from va_directory.records import as_json, directory_record, member_record
from va_directory.vcard import vcard

from .site import Site


def member_files(site: Site) -> Iterator[tuple[str, str]]:
    """Give `(path, text)` of each file. Whoever is not listed at present has none."""
    words, today = site.library.vocabulary, site.now.date()
    records = []
    for member in site.directory.members:
        record = member_record(member, site.addresses, words, today)
        records.append(record)
        yield at.member_card(member.slug), vcard(member, site.addresses, words)
        yield at.member_data(member.slug), as_json(record)
    yield at.DIRECTORY_DATA, as_json(directory_record(records, site.addresses, today))
    yield at.FEED_MEMBERS, _feed(site)


def _feed(site: Site) -> str:
    newest = sorted(site.directory.members, key=lambda one: (one.front.joined, one.slug), reverse=True)
    entries = [_entry(site, member) for member in itertools.islice(newest, site.settings.feed_entries)]
    absolute = site.addresses.absolute
    return atom(
        site.head.members_feed.label, absolute(at.FIND_A_VA), absolute(at.FEED_MEMBERS), entries,
        language=site.settings.language, built=site.now,
    )  # fmt: skip


def _entry(site: Site, member: Member) -> FeedEntry:
    names = tuple(site.library.vocabulary.services.name(slug) for slug in member.services)
    joined = at_midnight(member.front.joined, site.settings.time_zone)
    html = f"<p><strong>{escape(member.front.headline)}</strong></p><p>{escape(', '.join(names))}</p>{member.html}"
    return FeedEntry(
        title=member.front.name,
        link=site.addresses.absolute(at.member(member.slug)),
        html=absolute_html(html, site.addresses.site_url),
        author=member.front.name,
        published=joined,
        updated=joined,
        summary=member.front.headline,
        categories=names,
    )
