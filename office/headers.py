"""The headers that every page carries, in the preview as in production."""

from __future__ import annotations

POLICY = "default-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'; frame-ancestors 'none'"

# The search and its index alone may run WebAssembly: that is what Pagefind is written in.
SEARCH = "/search/"
SEARCH_POLICY = f"{POLICY}; script-src 'self' 'wasm-unsafe-eval'"

# What the office serves is either being worked on or about one person, so no cache keeps it.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "no-store",
}


def headers_for(path: str) -> dict[str, str]:
    """Give the headers of the answer for a path of the site."""
    return HEADERS | {"Content-Security-Policy": SEARCH_POLICY} if path.startswith(SEARCH) else HEADERS
