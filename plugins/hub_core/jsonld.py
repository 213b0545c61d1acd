"""JSON-LD that cannot break out of its script element. Vocabulary: schema.org."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from .json_text import json_text

# In a script element only `</script` and `<!--` matter, but the line separators trip older parsers of JavaScript.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}

_NEVER_EMPTY = frozenset((bool, int, float, dict))  # where nothing is something


def script(*nodes: Mapping[str, Any]) -> Markup:
    """Give a script element that holds the nodes as one graph. Empty nodes and values (None, "", []) are left out."""
    graph = [pruned(node) for node in nodes if node]
    text = json_text({"@context": "https://schema.org", "@graph": graph})
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return Markup('<script type="application/ld+json">' + text + "</script>")  # noqa: S704 (escaped above)


def pruned(value: Any) -> Any:
    """Give plain data without empty texts, lists and None, at every depth."""
    kind = type(value)
    if kind is dict:
        found = {}
        for key, item in value.items():
            if item or type(item) in _NEVER_EMPTY:
                found[key] = item if type(item) is str else pruned(item)  # most are text
        return found
    return [pruned(item) for item in value] if kind is list or kind is tuple else value


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Give the BreadcrumbList of `(label, absolute address)` pairs, the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": label, "item": address}
            for number, (label, address) in enumerate(trail, start=1)
        ],
    }


def item_list(entries: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Give the ItemList of `(label, absolute address)` pairs in their order."""
    return {
        "@type": "ItemList",
        "numberOfItems": len(entries),
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": label, "url": address}
            for number, (label, address) in enumerate(entries, start=1)
        ],
    }
