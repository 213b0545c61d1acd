"""Breaks that only a browser shows. Several to a site, because each site is loaded anew."""

from __future__ import annotations

from .breaks import ABOUT, HOME, STYLE, Break, Edit
from .in_pages import LINK, WORDS

PICTURE = '<img src="/mark.svg" alt="Two lines that meet" width="48" height="48">'
FIELD = '<label for="name">Your name</label> <input id="name" name="name" autocomplete="name">'
SENTENCE = "back to the first one"

AXE = Break(
    "axe",
    "a field without a label, grey text on white, and a box wider than a small phone",
    (
        Edit(HOME, '<label for="name">Your name</label>', "Your name"),
        Edit(HOME, WORDS, WORDS + '<p class="wide">Wide</p><p class="grey">Grey</p>'),
        Edit(STYLE, ".skip {", ".wide { width: 400px } .grey { color: #888; background: #ddd } .skip {"),
    ),
    (
        "/: sideways-scroll ... at light 320 px: ... and in 1 more setting(s)",
        "/: label #name at light 320 px: ... and in 3 more setting(s)",
        "/: color-contrast .grey at light 320 px: ... and in 3 more setting(s)",
    ),
)

POLICY = Break(
    "security policy",
    "a script in the page, a script from elsewhere, and a script that throws",
    (
        Edit(HOME, WORDS, WORDS + '<p style="color: red">A</p><img src="https://cdn.example/x.png" alt="">'),
        Edit(HOME, "</head>", '<script src="/throws.js" defer></script></head>'),
        Edit("throws.js", "", "throw new Error('as it must');"),
    ),
    (
        "/: style-src-attr blocked inline",
        "/: img-src blocked https://cdn.example/x.png",
        "/: script error: as it must",
    ),
)

WEIGHT = Break(
    "weight",
    "one request too many, and a home page over its weight",
    (
        Edit(HOME, WORDS, WORDS + "<p>" + " ".join(f"{n * 7919 % 99991:x}" for n in range(6000)) + "</p>"),
        Edit(ABOUT, PICTURE, PICTURE + '<img src="/two.svg" alt="" width="1" height="1">'),
        Edit("two.svg", "", '<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ),
    ("/: ... bytes, wanted at most 10,240", "/about/: 4 requests, wanted at most 3"),
)

PICTURES = Break(
    "pictures",
    "a JPEG, a picture out of proportion, and one far down that does not wait",
    (
        Edit(ABOUT, PICTURE, '<img src="/photo.jpg" alt="" width="48" height="48">'),
        Edit(
            ABOUT,
            "<p>This page",
            '<p class="far"><img src="/mark.svg" alt="" width="48" height="24"></p><p>This page',
        ),
        Edit(STYLE, ".skip {", ".far { margin-top: 3000px } .skip {"),
        Edit("photo.jpg", "", "not a picture, but the name is enough"),
    ),
    (
        "/about/: /photo.jpg is not .avif, .webp, .svg",
        "/about/: /mark.svg: width and height are not the picture's proportions",
        '/about/: /mark.svg lies below the first screen without loading="lazy"',
    ),
)

WITHOUT_SCRIPTS = Break(
    "without JavaScript",
    "text that a script writes, a form without a button, and controls that do nothing",
    (
        Edit(HOME, "</head>", '<script src="/late.js" defer></script></head>'),
        Edit("late.js", "", "document.querySelector('main').append(' words'.repeat(40));"),
        Edit(HOME, "<button>Send</button>", ""),
        Edit(HOME, LINK, LINK + '<button type="button">Menu</button><a href="#">Top</a>'),
    ),
    (
        "/: ...% of the text without scripts; not there: words",
        "/: form /forms/contact has no button to send it",
        "/: button without use",
        "/: link without use",
    ),
)

DESIGN = Break(
    "design",
    "faint edges, no focus mark, small targets, long lines of small text, no dark mode, no skip link",
    (
        Edit(STYLE, "border: 1px solid;", "border: 1px solid #ccc;"),
        Edit(STYLE, "outline: 3px solid var(--link);", "outline: none;"),
        Edit(STYLE, "@media (prefers-color-scheme: dark)", "@media (width < 1px)"),
        Edit(STYLE, "color-scheme: light dark;", "color-scheme: light;"),
        Edit(
            STYLE,
            "nav a { display: inline-block; padding: .5em; }",
            "nav a { font-size: 9px; display: block }",
        ),
        Edit(STYLE, "max-width: 27em", "max-width: 60em"),
        Edit(STYLE, ".skip {", "main p { font-size: 14px } .skip {"),
        Edit(HOME, '<a class="skip" href="#main">Skip to the text</a>', ""),
        Edit(HOME, LINK, LINK + '<a href="/about/#main">On</a>'),
    ),
    (
        "/: the first Tab does not reach a link to the main text",
        '/: the edge of <input> "Your name"',
        '/: the edge of <button> "Send" has 1...:1',
        '/: <button> "Send" shows no focus mark',
        '/: <a> "On" is a target of ... px',
        '/: the text "Everything on this page is as " has lines of',
        '/: the letters of "Everything on this page is as " are 14 px high',
        "/: dark mode does not darken the page",
    ),
)

BROWSER_BREAKS = (AXE, POLICY, WEIGHT, PICTURES, WITHOUT_SCRIPTS, DESIGN)

HTML = Break(
    "html",
    "a block in a paragraph, a style sheet with a property that nobody knows, and a heading that is missing",
    (
        Edit(HOME, WORDS, WORDS + "<p><div>A</div></p><section><p>B</p></section>"),
        Edit(STYLE, "nav a {", "nav a { colour: red;"),
    ),
    (
        "/: error in line ...: No “p” element in scope but a “p” end tag seen.",
        "/: warning in line ...: Section lacks heading.",
        "/style.css: error in line ... colour",
    ),
)
