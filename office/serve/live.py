"""What the local server adds to pages on their way to the browser: live reload, and the panel of problems."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

SCRIPT_TAG = '<script src="/_live.js" defer></script>'

# The page carries the version it was served with. The stream opens with the present one, so a build that ended
# between the two is not missed, and a page that was open while the server restarted reloads as well.
SCRIPT = """\
"use strict";
(() => {
  const mine = document.querySelector('meta[name="live-version"]');
  const events = new EventSource("/_live");
  events.addEventListener("version", (event) => {
    if (mine && event.data !== mine.content) {
      events.close();
      location.reload();
    }
  });
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
"""

STYLE = """\
.live-panel, .live-page {
  font: 1rem/1.5 "Iowan Old Style", Palatino, Georgia, serif;
  color: #1f1b16;
  background: #fbf3e6;
}
.live-panel {
  position: sticky;
  z-index: 99;
  inset-block-start: 0;
  max-block-size: 60vh;
  overflow: auto;
  padding: 1rem 1.25rem;
  border-block-end: 3px solid #9a3412;
}
.live-panel h2, .live-page h1 { margin: 0 0 .5rem; font-size: 1.25rem; line-height: 1.3; }
.live-panel p, .live-page p { margin: 0 0 .5rem; max-inline-size: 65ch; }
.live-panel ul { margin: 0; padding: 0; list-style: none; }
.live-panel li {
  margin: 0;
  padding: .35rem 0;
  border-block-start: 1px solid #d9c9ae;
  font: .9375rem/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
  overflow-wrap: anywhere;
  white-space: pre-wrap;
}
.live-page { margin: 0; }
.live-page main { max-inline-size: 40rem; margin: 18vh auto 0; padding: 0 1.25rem; }
"""

_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)
_BODY_START = re.compile(rb"<body(\s[^>]*)?>", re.IGNORECASE)


def panel(lines: Iterable[str], *, has_site: bool = True) -> str:
    """Give the panel that lists why the last build failed. The lines are escaped: they quote what authors wrote."""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    below = "Below is the last version that was built. " if has_site else ""
    return (
        '<section class="live-panel" role="alert"><h2>The last save could not be built</h2>'
        f"<p>{below}Mend these and save; the page reloads by itself.</p><ul>{items}</ul></section>"
    )


def inject(page: bytes, version: str, lines: Iterable[str] = ()) -> bytes:
    """Give a page with the script in its head and, when the last build failed, the panel at its top.

    The file on disk stays as it is. A page without a head gets both at its beginning.
    """
    problems = list(lines)
    style = '<link rel="stylesheet" href="/_live.css">' if problems else ""
    head = f'<meta name="live-version" content="{html.escape(version)}">{style}{SCRIPT_TAG}'.encode()
    top = panel(problems).encode() if problems else b""
    end = _HEAD_END.search(page)
    if not end:
        return _after_doctype(page, head + top)
    page = page[: end.start()] + head + page[end.start() :]
    if top:
        body = _BODY_START.search(page, end.start() + len(head))
        at = body.end() if body else _HEAD_END.search(page).end()  # type: ignore[union-attr]  # found above
        page = page[:at] + top + page[at:]
    return page


def _after_doctype(page: bytes, added: bytes) -> bytes:
    match = re.match(rb"\s*<!doctype[^>]*>", page, re.IGNORECASE)
    at = match.end() if match else 0
    return page[:at] + added + page[at:]


def building_page(version: str) -> bytes:
    """Give the page that is shown while the first build runs. Without JavaScript it asks again every two seconds."""
    return _page(
        "Building the site",
        version,
        "<main><h1>Building the site</h1><p>The first build takes a few seconds. This page becomes the one you"
        " asked for as soon as it is there.</p></main>",
        '<noscript><meta http-equiv="refresh" content="2"></noscript>',
    )


def failed_page(version: str, lines: Iterable[str]) -> bytes:
    """Give the page that is shown when no build has gone well yet."""
    return _page("The site could not be built", version, panel(lines, has_site=False))


def forms_elsewhere_page(version: str) -> bytes:
    """Give the page for a form that is sent while the server listens to other machines too."""
    return _page(
        "Forms are off",
        version,
        "<main><h1>Forms are off in this preview</h1><p>The preview is open to other machines, so it takes no"
        " messages. Run it without --host to try the forms on this machine.</p></main>",
    )


def _page(title: str, version: str, body: str, head: str = "") -> bytes:
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="live-version" content="{html.escape(version)}">'
        f'<link rel="stylesheet" href="/_live.css">{head}{SCRIPT_TAG}</head>'
        f'<body class="live-page">{body}</body></html>'
    ).encode()
