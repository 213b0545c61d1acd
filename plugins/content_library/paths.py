"""Which page a file of content/ becomes."""

from __future__ import annotations

from hub_core import addresses as at


def path_of(name: str) -> str:
    """Give the path of the page that a content file becomes."""
    room, _, rest = name.partition("/")
    rest = rest.removesuffix(".md")
    slug = rest.rsplit("/", 1)[-1]
    if room == "articles":
        return at.article(slug)
    if room == "pages":
        return at.page(rest)
    if room == "offers":
        return at.offer(slug)
    return {"members": at.member, "resources": at.resource, "tips": at.tip, "newsletter": at.issue}[room](slug)
