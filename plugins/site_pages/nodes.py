"""JSON-LD nodes of the things that this site is about. Vocabulary: schema.org."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from editorial.model import LICENCES, Article
from editorial.views import AuthorView
from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.safe_html import plain_text
from hub_core.vocabulary import Vocabulary
from ratings.views import RatingView
from resource_hub.model import Resource
from static_comments.views import CommentView
from va_directory.model import Member
from va_directory.views import city

Node = dict[str, Any]
MAX_COMMENTS = 20  # in JSON-LD; the page has them all
_UNITS = {"hour": "HUR", "day": "DAY", "month": "MON"}  # UN/CEFACT codes


def person(author: AuthorView, slug: str, addresses: Addresses) -> Node:
    """Give the author of an article."""
    path = at.member(slug) if author.profile_href else at.listing("author", slug)
    return {"@type": "Person", "name": author.name, "url": addresses.absolute(path)}


def blog_posting(
    article: Article, author: Node, publisher: Node, comments: Sequence[CommentView], count: int, rating: RatingView,
    addresses: Addresses, words: Vocabulary, language: str, card: str | None = None,
) -> Node:  # fmt: skip
    """Give an article; `card` is its picture for shared links. Its rating is in it only where the page shows one."""
    path, front = at.article(article.slug), article.front
    source = front.source
    image = at.file(front.picture) if front.picture else card or at.SOCIAL_CARD
    return {
        "@type": "BlogPosting",
        "@id": addresses.absolute(path),
        "url": addresses.absolute(path),
        "headline": front.title,
        "description": front.summary,
        "image": addresses.absolute(image),
        "datePublished": article.date.isoformat(),
        "dateModified": article.changed.isoformat(),
        "author": author,
        "publisher": publisher,
        "inLanguage": language,
        "articleSection": words.categories.name(article.category),
        "keywords": [words.tags.name(tag) for tag in article.tags],
        "license": LICENCES[front.licence][1] if front.licence else None,
        "isBasedOn": (source.canonical or source.url) if source else None,
        "commentCount": count,
        "comment": [comment_node(one, addresses.absolute(path)) for one in flat(comments)[:MAX_COMMENTS]],
        "aggregateRating": aggregate(rating) if rating.shown else None,
    }


def aggregate(rating: RatingView) -> Node:
    """Give the rating of an article."""
    return {
        "@type": "AggregateRating", "ratingValue": rating.average, "ratingCount": rating.count,
        "bestRating": 5, "worstRating": 1,
    }  # fmt: skip


def flat(comments: Iterable[CommentView]) -> list[CommentView]:
    """Give the comments of threads in the order of the page, without removed ones."""
    found: list[CommentView] = []
    for comment in comments:
        if not comment.removed:
            found.append(comment)
        found += flat(comment.replies)
    return found


def comment_node(comment: CommentView, page: str) -> Node:
    """Give a comment."""
    return {
        "@type": "Comment",
        "url": f"{page}#{comment.anchor}",
        "datePublished": comment.date.iso,
        "author": {"@type": "Person", "name": comment.author, "url": comment.website},
        "text": plain_text(comment.html),
    }


def professional_service(member: Member, addresses: Addresses, words: Vocabulary) -> Node:
    """Give a member as the service that a client can hire."""
    front = member.front
    rate = front.rate
    offers: list[Node] = [
        {"@type": "Offer", "itemOffered": {"@type": "Service", "name": words.services.name(slug)}} for slug in member.services
    ]
    if rate:
        price: Node = {"@type": "UnitPriceSpecification", "price": rate.amount, "priceCurrency": rate.currency}
        if rate.unit in _UNITS:
            price["unitCode"] = _UNITS[rate.unit]
        for offer in offers:
            offer["priceSpecification"] = price
    return {
        "@type": "ProfessionalService",
        "@id": addresses.absolute(at.member(member.slug) + "#service"),
        "name": front.business or front.name,
        "description": front.headline,
        "url": addresses.absolute(at.member(member.slug)),
        "image": addresses.absolute(at.file(front.picture) if front.picture else at.SOCIAL_CARD),
        "areaServed": city(front.time_zone),
        "knowsLanguage": [one.code for one in front.languages],
        "priceRange": f"{rate.amount:.12g} {rate.currency}" if rate else None,
        "founder": {"@type": "Person", "name": front.name, "url": addresses.absolute(at.member(member.slug))},
        "makesOffer": offers,
    }


def member_person(member: Member, addresses: Addresses) -> Node:
    """Give a member as a person, for her profile."""
    return {
        "@type": "Person",
        "name": member.front.name,
        "url": addresses.absolute(at.member(member.slug)),
        "description": member.front.headline,
        "knowsLanguage": [one.code for one in member.front.languages],
        "sameAs": [link.url for link in member.front.links],
    }


def resource_node(resource: Resource, addresses: Addresses) -> Node:
    """Give a resource: a book, a course, an organisation, an application, or a written work of our own."""
    front = resource.front
    kinds = {"book": "Book", "course": "Course", "association": "Organization", "tool": "SoftwareApplication"}
    node: Node = {
        "@type": kinds.get(front.kind, "CreativeWork"),
        "name": front.title,
        "url": front.url or addresses.absolute(at.resource(resource.slug)),
        "description": front.summary,
    }
    if front.kind in ("book", "course", "guide", "official", "checklist", "template"):
        node["inLanguage"] = list(front.languages)
    if front.author:
        node["author"] = {"@type": "Person", "name": front.author}
    return node
