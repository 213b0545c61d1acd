"""Bar: every Atom feed keeps the rules of RFC 4287 that readers trip over, and leads to pages that exist.

The section numbers in the comments are those of RFC 4287.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from .built import BuiltSite, Findings

LIMIT = "0 faults by RFC 4287, no relative address, no dead link"

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
# RFC 3339, which is narrower than ISO 8601: seconds and an offset are required, `T` and `Z` are capitals.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# Atom's own elements and how often each may stand in its parent (4.1.1, 4.1.2); None is any number.
FEED_CHILDREN: dict[str, tuple[int, int | None]] = {
    "id": (1, 1),
    "title": (1, 1),
    "updated": (1, 1),
    "subtitle": (0, 1),
    "rights": (0, 1),
    "icon": (0, 1),
    "logo": (0, 1),
    "generator": (0, 1),
    "author": (0, None),
    "contributor": (0, None),
    "category": (0, None),
    "link": (1, None),
    "entry": (0, None),
}
ENTRY_CHILDREN: dict[str, tuple[int, int | None]] = {
    "id": (1, 1),
    "title": (1, 1),
    "updated": (1, 1),
    "published": (0, 1),
    "summary": (0, 1),
    "content": (0, 1),
    "rights": (0, 1),
    "source": (0, 1),
    "author": (0, None),
    "contributor": (0, None),
    "category": (0, None),
    "link": (0, None),
}
UNSAFE = ("script", "style", "iframe", "object", "embed", "form")


def feeds(site: BuiltSite) -> Findings:
    """Faults of every XML file whose root is an Atom feed, and of feeds that no page offers to readers."""
    findings = Findings()
    offered = {
        urljoin(page.url, str(address))
        for page in site.pages
        for address in page.tree.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href")
    }
    linked = {
        urljoin(page.url, str(address)) for page in site.pages for address in page.tree.xpath("//a/@href")
    }
    ids: dict[str, set[str]] = defaultdict(set)
    found: set[str] = set()
    for address, file in site.files("*.xml"):
        try:
            root = etree.fromstring(file.read_bytes())
        except etree.XMLSyntaxError as error:
            findings.fault(address, f"not well-formed: {error}")
            continue
        if root.tag in ("rss", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"):
            findings.fault(address, "an RSS feed: the site publishes Atom")
        if root.tag != ATOM + "feed":
            continue
        found.add(site.origin + address)
        for what in _feed_faults(site, site.origin + address, root):
            findings.fault(address, what)
        for entry in root.iterfind(ATOM + "entry"):
            ids[_link(entry, "alternate")].add(_text(entry, "id"))
        if site.origin + address not in offered | linked:
            findings.fault(address, "no page offers this feed in its head or links to it")
        findings.figures[address] = f"{len(root.findall(ATOM + 'entry'))} entries"
    if not found:
        findings.fault("/", "the site has no feed")
    for address in sorted(offered - found):
        findings.fault("/", f"offers {address}, which is no Atom feed of this site")
    for address, values in ids.items():
        if len(values) > 1:
            findings.fault("/", f"{address} has {len(values)} ids in different feeds: {sorted(values)}")
    return findings


def _text(parent: etree._Element, name: str) -> str:
    return (parent.findtext(ATOM + name) or "").strip()


def _link(parent: etree._Element, relation: str) -> str:
    """The address of the first link with a relation; a link without `rel` is an alternate (4.2.7.2)."""
    for link in parent.iterfind(ATOM + "link"):
        if link.get("rel", "alternate") == relation:
            return link.get("href", "")
    return ""


def _feed_faults(site: BuiltSite, url: str, feed: etree._Element) -> Iterator[str]:
    yield from _children_faults(feed, FEED_CHILDREN)
    yield from _common_faults(feed, site)
    own = _link(feed, "self")
    if own != url:
        yield f"rel=self is {own!r}, not the feed's own address"
    if not _link(feed, "alternate"):
        yield "no link to the page that the feed follows"
    entries = feed.findall(ATOM + "entry")
    for value, count in Counter(_text(entry, "id") for entry in entries).items():
        if count > 1:
            yield f"{count} entries share the id {value!r}"
    latest = max((_moment(_text(entry, "updated")) or "" for entry in entries), default="")
    if latest and (_moment(_text(feed, "updated")) or "") < latest:
        yield "the feed's updated lies before an entry's"
    for entry in entries:
        name = _text(entry, "title")[:40] or _text(entry, "id")
        if feed.find(ATOM + "author") is None and entry.find(ATOM + "author") is None:
            yield f"entry {name!r}: no author, and the feed has none (4.1.1)"
        for what in (
            *_children_faults(entry, ENTRY_CHILDREN),
            *_common_faults(entry, site),
            *_entry_faults(entry),
        ):
            yield f"entry {name!r}: {what}"


def _children_faults(parent: etree._Element, allowed: dict[str, tuple[int, int | None]]) -> Iterator[str]:
    counts = Counter(str(child.tag).removeprefix(ATOM) for child in parent if str(child.tag).startswith(ATOM))
    for name in counts.keys() - allowed.keys():
        yield f"<{name}> has no place here"
    for name, (least, most) in allowed.items():
        if counts[name] < least or (most is not None and counts[name] > most):
            yield f"{counts[name]} <{name}>, wanted {least}" + ("" if most == least else " or more")


def _common_faults(parent: etree._Element, site: BuiltSite) -> Iterator[str]:
    """What feeds and entries share: ids, dates, people, links, categories."""
    identifier = _text(parent, "id")
    if not re.match(r"[a-z][a-z0-9+.-]*:\S+$", identifier):
        yield f"the id {identifier!r} is not an absolute IRI (4.2.6)"
    if not _text(parent, "title"):
        yield "an empty title"
    for name in ("updated", "published"):
        if parent.find(ATOM + name) is not None and _moment(_text(parent, name)) is None:
            yield f"{name} {_text(parent, name)!r} is not a date by RFC 3339 (3.3)"
    for person in (*parent.iterfind(ATOM + "author"), *parent.iterfind(ATOM + "contributor")):
        if not _text(person, "name"):
            yield "a person without a name (3.2.1)"
        if person.find(ATOM + "email") is not None:
            yield "a person's e-mail address is published"
        if (uri := _text(person, "uri")) and not uri.startswith("https://"):
            yield f"a person's uri {uri!r} is not a whole https address"
    for category in parent.iterfind(ATOM + "category"):
        if not category.get("term"):
            yield "a category without a term (4.2.2.1)"
    alternates: Counter[tuple[str | None, str | None]] = Counter()
    for link in parent.iterfind(ATOM + "link"):
        address = link.get("href", "")
        if not address.startswith("https://"):
            yield f"the link {address!r} is not a whole https address"
        elif (local := site.local(address)) is not None and site.file_for(local) is None:
            yield f"the link {address!r} leads to no file"
        if link.get("rel", "alternate") == "alternate":
            alternates[link.get("type"), link.get("hreflang")] += 1
    if any(count > 1 for count in alternates.values()):
        yield "two alternate links of one type and language (4.1.1)"


def _moment(text: str) -> str | None:
    """A date by RFC 3339 as a sortable text in UTC, or None."""
    if not MOMENT.fullmatch(text):
        return None
    try:
        return f"{datetime.fromisoformat(text.replace('Z', '+00:00')).timestamp():020.3f}"
    except ValueError:
        return None


def _entry_faults(entry: etree._Element) -> Iterator[str]:
    content, summary = entry.find(ATOM + "content"), entry.find(ATOM + "summary")
    if content is None and not _link(entry, "alternate"):
        yield "neither content nor a link to the page (4.1.2)"
    published, updated = _moment(_text(entry, "published")), _moment(_text(entry, "updated"))
    if published and updated and published > updated:
        yield "published lies after updated"
    for part in (content, summary):
        if part is not None:
            yield from _body_faults(part)


def _body_faults(part: etree._Element) -> Iterator[str]:
    """The rules for text and HTML in an entry (3.1, 4.1.3)."""
    kind, name = part.get("type", "text"), str(part.tag).removeprefix(ATOM)
    if kind == "xhtml":
        if [child.tag for child in part] != [XHTML + "div"]:
            yield f"{name} of type xhtml is not one <div> of XHTML"
        body = part
    elif kind == "html":
        if len(part):
            yield f"{name} of type html has elements in it that are not escaped"
        body = lxml.html.fragment_fromstring(part.text or "", create_parent="div")
    else:
        if re.search(r"<[a-z/]|&[a-z]+;", part.text or ""):
            yield f"{name} of type {kind} looks like HTML"
        return
    for element in body.iter():
        tag = str(element.tag).removeprefix(XHTML)
        if tag in UNSAFE or any(str(attribute).startswith("on") for attribute in element.attrib):
            yield f"<{tag}> in the {name} is dropped by readers"
        for attribute in ("href", "src", "poster"):
            if (address := element.get(attribute)) and not re.match(r"(https?|mailto|tel):", address):
                yield f"the relative address {address!r} in the {name}"
