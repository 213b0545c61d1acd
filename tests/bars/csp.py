"""Bar: no page breaks the strict Content-Security-Policy, asks another host, or throws an error."""

from __future__ import annotations

from lxml.html import HtmlElement
from playwright.sync_api import Browser, Request

from .built import BuiltSite, Findings
from .chrome import Bench

LIMIT = "0 violations of default-src 'self', 0 off-site requests, 0 script errors"

# Script elements that a browser never runs, so the policy lets them stand in the page.
DATA_SCRIPTS = frozenset({"application/ld+json", "application/json"})

WATCH = """
window.policyViolations = [];
addEventListener("securitypolicyviolation",
  (event) => policyViolations.push(`${event.effectiveDirective} blocked ${event.blockedURI}`), true);
"""
# To the end of the page and two frames on, so that what loads lazily has been asked for.
SCROLL = """async () => {
  for (let top = 0; top < document.documentElement.scrollHeight; top += 1500) {
    scrollTo({ top, behavior: "instant" });
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
}"""


def inline_code(site: BuiltSite) -> Findings:
    """Faults in the files: scripts, styles and handlers inside the HTML, and resources of other hosts."""
    findings = Findings()
    for page in site.pages:
        for element in page.tree.iter():
            if isinstance(element.tag, str):
                for what in _inline_faults(site, element):
                    findings.fault(page.address, what)
    return findings


def _inline_faults(site: BuiltSite, element: HtmlElement) -> list[str]:
    found = [
        f"<{element.tag} {name}=...> is an inline handler" for name in element.attrib if name.startswith("on")
    ]
    if "style" in element.attrib:
        found.append(f'<{element.tag} style="{element.get("style")}"> is an inline style')
    if element.tag == "style":
        found.append("<style> in the page")
    if element.tag == "script" and not element.get("src") and element.get("type", "") not in DATA_SCRIPTS:
        found.append("<script> without src")
    source = element.get("src") or (element.get("href") if element.get("rel") == "stylesheet" else None) or ""
    if source.startswith(("http:", "https:", "//")) and site.local(source) is None:
        found.append(f"<{element.tag}> takes {source} from another host")
    return found


def csp(bench: Bench) -> Findings:
    """Faults seen while each page is loaded and scrolled to its end under the policy."""
    findings = Findings()
    bench.chrome.run(lambda browser: _load_all(browser, bench, findings))
    return findings


def _load_all(browser: Browser, bench: Bench, findings: Findings) -> None:
    context = browser.new_context()
    context.add_init_script(WATCH)
    tab = context.new_page()
    seen: list[str] = []
    tab.on("pageerror", lambda error: seen.append(f"script error: {error.message.splitlines()[0]}"))
    tab.on("request", lambda request: seen.extend(_off_site(request, bench.url)))
    tab.on("console", lambda line: seen.append(f"console: {line.text}") if line.type == "error" else None)
    for page in bench.pages:
        tab.goto(bench.address(page), wait_until="load")
        tab.evaluate(SCROLL)
        seen += tab.evaluate("window.policyViolations")
        for what in seen:
            findings.fault(page.address, what.replace(bench.url, ""))
        seen.clear()
    context.close()


def _off_site(request: Request, here: str) -> list[str]:
    """The fault of a request that leaves the site; addresses without a host (data:, blob:) are none."""
    own = request.url.startswith((here, "data:", "blob:"))
    return [] if own else [f"asks {request.url} for a {request.resource_type}"]
