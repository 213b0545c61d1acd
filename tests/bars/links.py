"""Bar: every link, fragment, picture and form of the site leads somewhere, and every page can be reached."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from .built import BuiltSite, Findings, Page

LIMIT = "0 broken links, fragments or pictures, 0 orphans"

# (element, attribute) -> takes an address. `use` stands for SVG's, whose attribute may carry a namespace.
ADDRESSES = (
    ("a", "href"),
    ("area", "href"),
    ("link", "href"),
    ("img", "src"),
    ("script", "src"),
    ("source", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("track", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("use", "href"),
    ("form", "action"),
)
META_ADDRESSES = ("og:url", "og:image", "twitter:image")
OTHER_SCHEMES = frozenset({"mailto", "tel", "sms", "data"})
RECEIVER = "/forms/"  # the receiver of the office answers here; the built site has no file for it


def links(site: BuiltSite) -> Findings:
    """Faults of all pages and style sheets; no other host is asked."""
    findings = Findings()
    reached: dict[str, set[str]] = {}
    for page in site.pages:
        reached[page.address] = set()
        for kind, address in _addresses(page):
            if fault := _fault(site, page.url, kind, address):
                findings.fault(page.address, fault)
            elif kind in ("a href", "area href") and (target := _target(site, page, address)):
                reached[page.address].add(target)
        for fault in _own_faults(page):
            findings.fault(page.address, fault)
    for address, file in site.files("*.css"):
        text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.S)
        for target in re.findall(r"""url\(\s*['"]?([^'")]+)""", text):
            if fault := _fault(site, site.origin + address, "css url", target):
                findings.fault(address, fault)
    for address in _orphans(site, reached):
        findings.fault(address, "no link leads here from the home page, however many steps")
    return findings


def _addresses(page: Page) -> Iterator[tuple[str, str]]:
    """(kind, address) of everything on a page that names another resource."""
    for element, attribute in ADDRESSES:
        for value in page.tree.xpath(
            f"//{element}/@*[local-name()='{attribute}' or name()='xlink:{attribute}']"
        ):
            yield f"{element} {attribute}", str(value).strip()
    for value in page.tree.xpath("//@srcset | //@imagesrcset"):
        for candidate in re.split(r",\s+", str(value).strip()):
            yield "srcset", candidate.split()[0] if candidate.split() else ""
    for name in META_ADDRESSES:
        if address := page.meta(name):
            yield name, address


def _fault(site: BuiltSite, base: str, kind: str, address: str) -> str | None:
    """What is wrong with an address that stands at `base`, or None."""
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", address, re.I)
    if scheme and scheme[1].lower() in OTHER_SCHEMES:
        return None
    if scheme and scheme[1].lower() not in ("http", "https"):
        return f"{kind} {address!r} has the scheme {scheme[1]}"
    if not address and kind != "a href":
        return f"{kind} is empty"
    url = urljoin(base, address)
    local = site.local(url)
    if local is None:
        same_host = urlsplit(url).netloc == urlsplit(site.origin).netloc
        if same_host:
            return f"{kind} {address!r} leaves the folder that the site is built for"
        return f"{kind} {address!r} is not https" if url.startswith("http:") else None
    if kind == "form action" and local.startswith(RECEIVER):
        return None
    file = site.file_for(local)
    if file is None:
        closed = site.file_for(urlsplit(local).path + "/")
        return f"{kind} {address!r} " + ("lacks its last slash" if closed else "leads to no file")
    fragment = unquote(urlsplit(url).fragment)
    target = site.by_file.get(file)
    if fragment and target and fragment != "top" and fragment not in target.ids:
        return f"{kind} {address!r}: no element with the id {fragment!r}"
    return None


def _target(site: BuiltSite, page: Page, address: str) -> str | None:
    """The address of the page that a sound link leads to; None when it leads outside or to a plain file."""
    local = site.local(urljoin(page.url, address))
    file = site.file_for(local) if local is not None else None
    target = site.by_file.get(file) if file else None
    return target.address if target else None


def _own_faults(page: Page) -> Iterator[str]:
    """Faults that a page shows by itself: doubled ids, links without address, pictures without size."""
    for value, count in Counter(page.ids).items():
        if count > 1:
            yield f"the id {value!r} stands {count} times"
    for element in page.tree.xpath("//a[not(@href)][not(@id)]"):
        yield f"<a> without href: {element.text_content().strip()[:40]!r}"
    for element in page.tree.xpath("//a[@target='_blank']"):
        if not {"noopener", "noreferrer"} & set((element.get("rel") or "").split()):
            yield f"{element.get('href')!r} opens a new window without rel=noopener"
    for element in page.tree.xpath("//img"):
        missing = [name for name in ("alt", "width", "height") if element.get(name) is None]
        if missing:
            yield f"<img src={element.get('src')!r}> lacks {', '.join(missing)}"


def _orphans(site: BuiltSite, reached: dict[str, set[str]]) -> list[str]:
    """Pages that no chain of links from the home page leads to. Pages with `noindex` are met another way."""
    seen, waiting = set(), ["/"]
    while waiting:
        address = waiting.pop()
        if address not in seen:
            seen.add(address)
            waiting += reached.get(address, ())
    return [page.address for page in site.pages if page.address not in seen and not page.noindex]
