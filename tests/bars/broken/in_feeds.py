"""Breaks that the bars see in the feeds and in the sitemap."""

from __future__ import annotations

from .breaks import ABOUT, FEED, HOME, ROBOTS, SITEMAP, one

FEEDS = (
    one(
        "feeds",
        "an id that is no address",
        FEED,
        "<id>https://warm-handoff.example/about/</id>\n<link href",
        "<id>about</id>\n<link href",
        "/feeds/all.atom.xml: entry 'About': the id 'about' is not an absolute IRI (4.2.6)",
    ),
    one(
        "feeds",
        "a date without its zone",
        FEED,
        "<published>2026-03-01T00:00:00Z",
        "<published>2026-03-01T00:00:00",
        "/feeds/all.atom.xml: entry 'About': published '2026-03-01T00:00:00' is not a date by RFC 3339 (3.3)",
    ),
    one(
        "feeds",
        "an entry without updated",
        FEED,
        "<updated>2026-03-02T00:00:00Z</updated>\n<author>",
        "<author>",
        "/feeds/all.atom.xml: entry 'About': 0 <updated>, wanted 1",
    ),
    one(
        "feeds",
        "a relative address and a script in a text",
        FEED,
        '"https://warm-handoff.example/"&gt;the',
        '"/"&gt;&lt;script&gt;&lt;/script&gt;the',
        "/feeds/all.atom.xml: entry 'About': the relative address '/' in the content",
        "/feeds/all.atom.xml: entry 'About': <script> in the content is dropped by readers",
    ),
    one(
        "feeds",
        "a feed that gives another address as its own",
        FEED,
        'rel="self" href="https://warm-handoff.example/feeds/all.atom.xml"',
        'rel="self" href="https://warm-handoff.example/about/"',
        "/feeds/all.atom.xml: rel=self is 'https://warm-handoff.example/about/', not the feed's own address",
    ),
    one(
        "feeds",
        "a feed that no page offers",
        HOME,
        'href="/feeds/all.atom.xml"',
        'href="/feeds/al.atom.xml"',
        "/feeds/all.atom.xml: no page offers this feed in its head or links to it",
        "/: offers https://warm-handoff.example/feeds/al.atom.xml, which is no Atom feed of this site",
    ),
)

SITEMAPS = (
    one(
        "sitemap",
        "a page that is left out",
        SITEMAP,
        "<url><loc>https://warm-handoff.example/</loc></url>",
        "",
        "/: is to be indexed, but the sitemap does not list it",
    ),
    one(
        "sitemap",
        "a listed page that says noindex",
        ABOUT,
        '<link rel="icon"',
        '<meta name="robots" content="noindex"><link rel="icon"',
        "/sitemap.xml: lists https://warm-handoff.example/about/, which says noindex",
    ),
    one(
        "sitemap",
        "an element and a date that the protocol does not know",
        SITEMAP,
        "<lastmod>2026-03-02</lastmod>",
        "<lastmod>2 March</lastmod><author>Ada</author>",
        "/sitemap.xml: https://warm-handoff.example/about/: 1 <author>",
        "/sitemap.xml: https://warm-handoff.example/about/: lastmod '2 March' is not a W3C date",
    ),
    one(
        "sitemap",
        "a robots.txt that does not name the sitemap",
        ROBOTS,
        "Sitemap:",
        "Site:",
        "/robots.txt: names no sitemap, wanted https://warm-handoff.example/sitemap.xml",
    ),
)

FEED_BREAKS = (*FEEDS, *SITEMAPS)
