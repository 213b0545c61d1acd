"""Bar: structured data on every page, in the vocabulary's own words, with what search engines ask for."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from .built import BuiltSite, Findings, Page
from .vocabulary import NUMBER, TEXT, TYPES, URL, YES_NO, parents, properties

LIMIT = "JSON-LD on every page, 0 faults; articles with image and the author's url"

SCHEMA = re.compile(r"https?://schema\.org/?")
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?")
PLAIN = {bool: YES_NO, int: NUMBER, float: NUMBER}
Node = dict[str, Any]


def jsonld(site: BuiltSite) -> Findings:
    """Faults of the JSON-LD of every page that is to be indexed, and of any that another page has."""
    findings = Findings()
    used: Counter[str] = Counter()
    for page in site.pages:
        graph, faults = _graph(page)
        if not graph and not faults and not page.noindex:
            faults = ["no JSON-LD"]
        known = {node["@id"]: node for node in graph if "@id" in node and "@type" in node}
        for node in graph:
            faults += _node_faults(node, known, used)
        faults += _page_faults(site, page, graph)
        for what in faults:
            findings.fault(page.address, what)
    findings.figures = {name: f"{count} times" for name, count in sorted(used.items())}
    return findings


def _graph(page: Page) -> tuple[list[Node], list[str]]:
    """The top nodes of a page and what is wrong with the scripts around them."""
    nodes: list[Node] = []
    faults = []
    for script in page.tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except ValueError as error:
            faults.append(f"JSON-LD does not parse: {error}")
            continue
        tops = data if isinstance(data, list) else [data]
        for top in tops:
            if not isinstance(top, dict) or not SCHEMA.fullmatch(str(top.get("@context", ""))):
                faults.append("JSON-LD without the context https://schema.org")
                continue
            nodes += top.get("@graph", [{key: value for key, value in top.items() if key != "@context"}])
    return nodes, faults


def _node_faults(node: Node, known: dict[str, Node], used: Counter[str]) -> list[str]:
    """The faults of a node and of all nodes in it. A node of only an @id stands for the one it names."""
    if set(node) == {"@id"}:
        return []
    names = node.get("@type", [])
    names = [names] if isinstance(names, str) else list(names)
    if not names:
        return [f"a node without @type: {json.dumps(node)[:80]}"]
    used.update(names)
    faults = [f"the type {name} is not in tests/bars/vocabulary.py" for name in names if name not in TYPES]
    names = [name for name in names if name in TYPES]
    allowed = {key: kinds for name in names for key, kinds in properties(name).items()}
    for name in names:
        missing = sorted(key for key in TYPES[name].needed if node.get(key) in (None, "", []))
        faults += [f"{name} lacks {key}" for key in missing]
        faults += _rules(name, node, known)
    for key, value in node.items():
        if key.startswith("@"):
            continue
        if key not in allowed and names:
            faults.append(f"{'/'.join(names)} has no property {key}")
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                faults += _node_faults(item, known, used)
            if fault := _value_fault(item, allowed.get(key, ()), known):
                faults.append(f"{'/'.join(names)}.{key} {fault}")
    return faults


def _value_fault(value: Any, kinds: tuple[str, ...], known: dict[str, Node]) -> str | None:
    """What is wrong with one value of a property that may hold `kinds`, or None."""
    if not kinds:
        return None
    if value in (None, "", [], {}):
        return "is empty"
    if isinstance(value, dict):
        target = known.get(value["@id"], {}) if set(value) == {"@id"} else value
        names = target.get("@type", [])
        found = {
            parent for name in ([names] if isinstance(names, str) else names) for parent in parents(name)
        }
        return None if not found or found & set(kinds) else f"holds {names}, wanted {' or '.join(kinds)}"
    if kind := PLAIN.get(type(value)):
        return None if kind in kinds else f"holds {value!r}, wanted {' or '.join(kinds)}"
    text = str(value)
    if "Date" in kinds:
        return None if _is_date(text) else f"{text!r} is not an ISO 8601 date"
    if TEXT in kinds:
        return "holds HTML" if re.search(r"</?[a-z]+[ >]", text) else None
    if URL in kinds:
        return (
            None
            if text.startswith("https://") and not re.search(r"\s", text)
            else f"{text!r} is no whole address"
        )
    if NUMBER in kinds:
        return None if re.fullmatch(r"\d+(\.\d+)?", text) else f"{text!r} is no number"
    return f"holds the text {text[:40]!r}, wanted {' or '.join(kinds)}"


def _is_date(text: str) -> bool:
    """A day, or a moment with its offset from UTC, that the calendar has."""
    if not ISO_DATE.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def _rules(name: str, node: Node, known: dict[str, Node]) -> Iterator[str]:
    """Rules of single types that a table cannot say."""
    elements = [item for item in _items(node.get("itemListElement")) if isinstance(item, dict)]
    if parents(name) & {"ItemList"}:
        places = [item.get("position") for item in elements if item.get("@type") == "ListItem"]
        if places and places != list(range(1, len(places) + 1)):
            yield f"{name}: positions {places} do not count from 1"
        if "numberOfItems" in node and node["numberOfItems"] != len(elements):
            yield f"{name}: numberOfItems {node['numberOfItems']} with {len(elements)} elements"
    if name == "BreadcrumbList" and any(not item.get("name") for item in elements):
        yield "a breadcrumb without a name"
    if name == "BreadcrumbList" and any("item" not in item for item in elements[:-1]):
        yield "a breadcrumb before the last without an address"
    if parents(name) & {"Article"}:
        for author in _items(node.get("author")):
            author = known.get(author.get("@id", ""), author) if isinstance(author, dict) else {}
            if not author.get("url"):
                yield f"{name}: the author has no url"
        if len(str(node.get("headline", ""))) > 110:
            yield f"{name}: headline of more than 110 characters"
        if str(node.get("dateModified", "9")) < str(node.get("datePublished", "")):
            yield f"{name}: dateModified lies before datePublished"
    if name == "AggregateRating" and not {"ratingCount", "reviewCount"} & node.keys():
        yield "AggregateRating lacks ratingCount"
    if name == "Offer" and "price" in node and "priceCurrency" not in node:
        yield "Offer has a price without a currency"
    if name == "Comment" and isinstance(node.get("author"), dict) and "email" in node["author"]:
        yield "Comment: the writer's e-mail address is published"


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _page_faults(site: BuiltSite, page: Page, graph: list[Node]) -> Iterator[str]:
    """Addresses in the data that should be this site's pages are, and breadcrumbs end at the page itself."""
    for node in graph:
        trail = [item for item in _items(node.get("itemListElement")) if isinstance(item, dict)]
        for item in trail:
            for address in (item.get("item"), item.get("url")):
                local = site.local(address) if isinstance(address, str) else None
                if local is not None and site.file_for(local) is None:
                    yield f"{node.get('@type')} leads to {address}, which is no file"
        if node.get("@type") == "BreadcrumbList" and trail and trail[-1].get("item", page.url) != page.url:
            yield f"the breadcrumbs end at {trail[-1].get('item')}, not at the page"
