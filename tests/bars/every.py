"""All bars, for the tests and the report: what each is called, what it wants, how it is measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import axe, csp, design, feeds, head, images, jsonld, links, nojs, sitemap, weight
from .built import BuiltSite, Findings
from .chrome import Bench


@dataclass(frozen=True, slots=True)
class FileBar:
    """A bar that reads the built files alone."""

    name: str
    limit: str
    measure: Callable[[BuiltSite], Findings]


@dataclass(frozen=True, slots=True)
class BrowserBar:
    """A bar that needs the shared browser, and looks at the pages of the bench."""

    name: str
    limit: str
    measure: Callable[[Bench], Findings]


FILE_BARS = (
    FileBar("links", links.LIMIT, links.links),
    FileBar("head", head.LIMIT, head.head),
    FileBar("structured data", jsonld.LIMIT, jsonld.jsonld),
    FileBar("feeds", feeds.LIMIT, feeds.feeds),
    FileBar("sitemap", sitemap.LIMIT, sitemap.sitemap),
    FileBar("inline code", "0 inline scripts, styles or handlers in any file", csp.inline_code),
)
BROWSER_BARS = (
    BrowserBar("axe", axe.LIMIT, axe.axe),
    BrowserBar("security policy", csp.LIMIT, csp.csp),
    BrowserBar("weight", weight.LIMIT, weight.weight),
    BrowserBar("pictures", images.LIMIT, images.images),
    BrowserBar("without JavaScript", nojs.LIMIT, nojs.nojs),
    BrowserBar("design", design.LIMIT, design.design),
)
