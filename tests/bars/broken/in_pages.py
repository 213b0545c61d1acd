"""Breaks that the bars see in the built pages."""

from __future__ import annotations

from .breaks import ABOUT, HOME, STYLE, one

LINK = '<a href="/about/">About</a>'
WORDS = "<h1>A small sound site</h1>"


LINKS = (
    one(
        "links",
        "a link to a page that is not there, which leaves that page an orphan",
        HOME,
        LINK,
        '<a href="/abuot/">About</a>',
        "/: a href '/abuot/' leads to no file",
        "/about/: no link leads here from the home page, however many steps",
    ),
    one(
        "links",
        "a link without its last slash",
        HOME,
        LINK,
        LINK + '<a href="/about">About</a>',
        "/: a href '/about' lacks its last slash",
    ),
    one(
        "links",
        "a fragment that no element has",
        ABOUT,
        'href="/#main"',
        'href="/#mian"',
        "/about/: a href '/#mian': no element with the id 'mian'",
    ),
    one(
        "links",
        "a picture that is not there, without size and alt",
        ABOUT,
        '<img src="/mark.svg" alt="Two lines that meet" width="48" height="48">',
        '<img src="/mask.svg">',
        "/about/: img src '/mask.svg' leads to no file",
        "/about/: <img src='/mask.svg'> lacks alt, width, height",
    ),
    one(
        "links",
        "a candidate of srcset that is not there",
        ABOUT,
        'height="48"',
        'height="48" srcset="/mark.svg 1x, /mark2.svg 2x"',
        "/about/: srcset '/mark2.svg' leads to no file",
    ),
    one(
        "links",
        "a picture in the style sheet that is not there",
        STYLE,
        ".skip {",
        ".skip { background: url('none.png');",
        "/style.css: css url 'none.png' leads to no file",
    ),
    one(
        "links",
        "a form that posts to nothing",
        HOME,
        "/forms/contact",
        "/contact/",
        "/: form action '/contact/' leads to no file",
    ),
    one(
        "links",
        "a preview picture that is not there",
        HOME,
        'content="https://warm-handoff.example/mark.svg"',
        'content="https://warm-handoff.example/card.png"',
        "/: og:image 'https://warm-handoff.example/card.png' leads to no file",
    ),
    one(
        "links",
        "links that run a script, are not encrypted, or open a window that can reach back",
        HOME,
        LINK,
        LINK + '<a href="javascript:void(0)">x</a><a href="http://old.example/">y</a>'
        '<a href="https://new.example/" target="_blank">z</a><a>w</a>',
        "/: a href 'javascript:void(0)' has the scheme javascript",
        "/: a href 'http://old.example/' is not https",
        "/: <a> without href: 'w'",
        "/: 'https://new.example/' opens a new window without rel=noopener",
    ),
    one("links", "an id given twice", HOME, WORDS, '<h1 id="main">A</h1>', "/: the id 'main' stands 2 times"),
)

HEAD = (
    one("head", "a page without a language", HOME, '<html lang="en-GB">', "<html>", "/: <html> has no lang"),
    one(
        "head",
        "two pages with one title",
        ABOUT,
        "<title>About a small",
        "<title>A small",
        "/about/: shares its title with /: 'A small sound site'",
    ),
    one(
        "head",
        "a canonical address that is another page's",
        ABOUT,
        'rel="canonical" href="https://warm-handoff.example/about/"',
        'rel="canonical" href="https://warm-handoff.example/"',
        "/about/: canonical address 'https://warm-handoff.example/' is not the page's own",
        "/about/: shares its canonical address with /: 'https://warm-handoff.example/'",
    ),
    one("head", "two h1", HOME, WORDS, WORDS + "<h1>Again</h1>", "/: 2 <h1>, wanted 1"),
    one(
        "head",
        "a level of headings left out",
        HOME,
        WORDS,
        WORDS + "<h3>Deep</h3>",
        "/: <h3> 'Deep' follows <h1>",
    ),
    one(
        "head",
        "a page that cannot be zoomed",
        HOME,
        "width=device-width",
        "width=device-width, user-scalable=no",
        "/: viewport 'width=device-width, user-scalable=no'",
    ),
    one(
        "head",
        "a page without a title for previews",
        HOME,
        '<meta property="og:title" content="A small sound site">',
        "",
        "/: no og:title",
    ),
)

STRUCTURED_DATA = (
    one("structured data", "no JSON-LD", HOME, "application/ld+json", "text/plain", "/: no JSON-LD"),
    one(
        "structured data",
        "a type and a property that nobody has heard of",
        ABOUT,
        '"@type":"BlogPosting","headline"',
        '"@type":"BlogPosting","headlin":"A","about":{"@type":"BlogPots"},"headline"',
        "/about/: BlogPosting has no property headlin",
        "/about/: the type BlogPots is not in tests/bars/vocabulary.py",
    ),
    one(
        "structured data",
        "an article without a picture and without its author's address",
        ABOUT,
        '"image":"https://warm-handoff.example/mark.svg",',
        "",
        "/about/: BlogPosting lacks image",
    ),
    one(
        "structured data",
        "an author without an address",
        ABOUT,
        '"name":"Ada","url":"https://warm-handoff.example/"',
        '"name":"Ada"',
        "/about/: BlogPosting: the author has no url",
    ),
    one(
        "structured data",
        "a date that is none",
        ABOUT,
        '"dateModified":"2026-03-02"',
        '"dateModified":"2026-02-30"',
        "/about/: BlogPosting: dateModified lies before datePublished",
        "/about/: BlogPosting.dateModified '2026-02-30' is not an ISO 8601 date",
    ),
    one(
        "structured data",
        "breadcrumbs to nowhere",
        ABOUT,
        '"name":"Home","item":"https://warm-handoff.example/"',
        '"name":"Home","item":"https://warm-handoff.example/hmoe/"',
        "/about/: BreadcrumbList leads to https://warm-handoff.example/hmoe/, which is no file",
    ),
    one(
        "structured data",
        "a relative address",
        HOME,
        '"url":"https://warm-handoff.example/"}',
        '"url":"/"}',
        "/: WebSite.url '/' is no whole address",
    ),
)

INLINE_CODE = (
    one(
        "inline code",
        "script, style and handler written into the page, and a script from elsewhere",
        HOME,
        WORDS,
        '<h1 style="color: red" onclick="go()">A</h1><style>p { color: red }</style><script>go()</script>'
        '<script src="https://cdn.example/x.js"></script>',
        "/: <h1 onclick=...> is an inline handler",
        '/: <h1 style="color: red"> is an inline style',
        "/: <style> in the page",
        "/: <script> without src",
        "/: <script> takes https://cdn.example/x.js from another host",
    ),
)

PAGE_BREAKS = (*LINKS, *HEAD, *STRUCTURED_DATA, *INLINE_CODE)
