"""What the search can find, and by which words."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from hub_core import addresses as at
from hub_core.vocabulary import Terms
from site_search.records import Record

from .site import Site


def records(site: Site) -> Iterator[Record]:
    """Give every page that the search finds: articles, resources, members, tips, and pages that may be listed."""
    library = site.library
    words = library.vocabulary
    for article in library.articles:
        card = site.cards[article.slug]
        yield Record(
            at.article(article.slug), "Articles", card.title, card.summary, article.text.html, (card.category.label,),
            (card.author.label, *(words.tags.name(tag) for tag in article.tags)), _synonyms((words.tags, article.tags)),
        )  # fmt: skip
    for resource in library.resources:
        shown = site.hub.cards[resource.slug]
        yield Record(
            at.resource(resource.slug), "Resources", shown.title, shown.summary, resource.text.html, (shown.category.label,),
            (shown.kind.label,), _synonyms((words.resource_categories, (resource.category,))),
        )  # fmt: skip
    for member in site.directory.members:  # whoever is not listed is not found here either
        front = member.front
        shelves = ((words.services, member.services), (words.tools, member.tools), (words.industries, member.industries))
        services = tuple(words.services.name(slug) for slug in member.services)
        others = [terms.name(slug) for terms, slugs in shelves[1:] for slug in slugs]
        yield Record(
            at.member(member.slug), "Members", front.name, front.headline, f"{member.html}<p>{_escaped(others)}</p>",
            services, services, _synonyms(*shelves),
        )  # fmt: skip
    for tip in library.tips:
        topic = words.tip_topics.name(tip.topic)
        yield Record(at.tip(tip.slug), "Tips", tip.front.title, "", tip.text.html, (topic,), (), _synonyms((words.tip_topics, (tip.topic,))))
    for page in library.pages:
        if page.may_be_found:
            yield Record(at.page(page.slug), "Pages", page.front.title, page.front.summary, page.text.html)


def _synonyms(*shelves: tuple[Terms, tuple[str, ...]]) -> tuple[str, ...]:
    found = (word for terms, slugs in shelves for slug in slugs for word in terms.entries[slug].synonyms)
    return tuple(dict.fromkeys(found))


def _escaped(words: list[str]) -> str:
    return ", ".join(str(escape(word)) for word in words)
