"""The head of a page: title, description, canonical address, previews, and the JSON-LD that machines read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hub_core import addresses as at
from hub_core import jsonld
from hub_core.addresses import Addresses
from hub_core.settings import HubSettings
from hub_core.views import Link, Meta

Node = dict[str, Any]
# Search engines cut descriptions off at about this length.
MAX_DESCRIPTION = 200


class Head:
    """Makes the heads of pages. `owner` is the name of the person who runs the site."""

    def __init__(self, settings: HubSettings, addresses: Addresses) -> None:
        self.settings, self.addresses = settings, addresses
        self.site_feed = Link(f"{settings.name}: all articles", addresses.href(at.FEED_ALL))
        self.members_feed = Link(f"{settings.name}: new members", addresses.href(at.FEED_MEMBERS))
        self.comments_feed = Link("All comments as a feed", addresses.href(at.FEED_COMMENTS))

    def organization(self) -> Node:
        """Give the publisher of every page."""
        return {
            "@type": "Organization",
            "@id": self.addresses.absolute("/#organization"),
            "name": self.settings.name,
            "url": self.addresses.absolute(at.HOME),
            "logo": self.addresses.absolute(at.SOCIAL_CARD),
        }

    def page(
        self,
        path: str,
        heading: str,
        description: str,
        *,
        trail: Sequence[tuple[str, str]] = (),
        nodes: Sequence[Node] = (),
        kind: str = "WebPage",
        og_type: str = "website",
        section: str = "",
        robots: str | None = None,
        feeds: Sequence[Link] = (),
        canonical: str | None = None,
        published: str | None = None,
        modified: str | None = None,
        title: str | None = None,
        card: str | None = None,
    ) -> Meta:
        """Give the head of the page at `path`. `trail` are `(label, path)` of the pages above it, the home page left out.

        `card` is the path of a picture with the title for shared links; without one the site's own is named.
        `kind` is the schema.org type of the page's own node; an empty one makes none (an article brings its own).
        """
        absolute = self.addresses.absolute
        crumbs = (("Home", at.HOME), *trail, (heading, path)) if path != at.HOME else ()
        short = shortened(description)
        graph: list[Node] = []
        if kind:
            graph.append(
                {
                    "@type": kind,
                    "url": absolute(path),
                    "name": heading,
                    "description": short,
                    "inLanguage": self.settings.language,
                    "isPartOf": {"@type": "WebSite", "name": self.settings.name, "url": absolute(at.HOME)},
                }
            )
            if nodes:
                graph[0]["mainEntity"] = nodes[0]
                graph += nodes[1:]
        else:
            graph += nodes
        if crumbs:
            graph.append(jsonld.breadcrumbs([(label, absolute(where)) for label, where in crumbs]))
        links = [Link(label, self.addresses.href(where)) for label, where in crumbs[:-1]]
        return Meta(
            title=title or (f"{heading} · {self.settings.name}" if path != at.HOME else heading),
            heading=heading,
            description=short,
            canonical=canonical or absolute(path),
            og_type=og_type,
            og_image=absolute(card or at.SOCIAL_CARD),
            og_image_alt=heading if card else f"{self.settings.name}: two lines that meet and go on as one",
            robots=robots,
            json_ld=jsonld.script(*graph),
            feeds=(self.site_feed, *feeds),
            section=section,
            breadcrumbs=(*links, Link(heading, "")) if links else (),
            published=published,
            modified=modified,
        )


def shortened(text: str) -> str:
    """Give a description that fits, cut at a word."""
    if len(text) <= MAX_DESCRIPTION:
        return text
    return text[: MAX_DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
