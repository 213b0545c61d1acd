"""The headers that every page carries, in the preview as in production."""

from __future__ import annotations

POLICY = "default-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'; frame-ancestors 'none'"

# The search and its index alone may run WebAssembly: that is what Pagefind is written in.
SEARCH = "/search/"

# What the office serves is either being worked on or about one person, so no cache keeps it.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "no-store",
}


def policy(forms: str) -> str:
    """Give the policy of a site whose forms go to another address besides its own, or to none where `forms` is ""."""
    return POLICY.replace("form-action 'self'", f"form-action 'self' {forms}") if forms else POLICY


def receiver_policy(site: str) -> str:
    """Give the policy of a receiver's pages on a host of its own: styles come from the site, and a form taken leads back there.

    Browsers ask `form-action` about the address that a form is sent on to as well.
    """
    return f"default-src 'self' {site}; base-uri 'self'; form-action 'self' {site}; object-src 'none'; frame-ancestors 'none'"


def headers_for(path: str, forms: str = "") -> dict[str, str]:
    """Give the headers of the answer for a path of the site. `forms` is where its forms go besides, or ""."""
    more = f"{policy(forms)}; script-src 'self' 'wasm-unsafe-eval'" if path.startswith(SEARCH) else policy(forms)
    return HEADERS | {"Content-Security-Policy": more}
