"""Which articles are rated best, so that one enthusiast does not outrank a hundred readers. Pure.

The order goes by a Bayesian average. Every article begins with some votes of the site's own average (the prior), to which its
readers' votes are added:

    (weight x prior + sum of the stars given) / (weight + number of votes)

With few votes it lies near the prior, with many near the article's own average. The prior is the average of all votes on the
site, since that is what is known of an article before anybody has rated it. The weight says how many votes it takes to be
believed: an article with as many votes as the weight lies half-way between the two. Readers are shown the plain average.
"""

from __future__ import annotations

from collections.abc import Iterable

from .model import Rating


def prior(ratings: Iterable[Rating]) -> float:
    """Give the average of all votes on all articles, or 0.0 when there is none. It lies between 1 and 5."""
    stars = count = 0
    for rating in ratings:
        stars += sum(value * number for value, number in rating.votes)
        count += rating.count
    return stars / count if count else 0.0


def bayesian_average(rating: Rating, before: float, weight: int) -> float:
    """Give the average of a rating with `weight` votes of `before` added; `before` itself when there is no vote at all.

    `before` is the prior, `weight` a number of votes, 0 or more. The result lies between the prior and the rating's own average.
    """
    count = rating.count + weight
    return (weight * before + sum(value * number for value, number in rating.votes)) / count if count else before


def best_rated(ratings: Iterable[Rating], votes_to_show: int, weight: int) -> list[Rating]:
    """Give the ratings that are shown, best first: by the Bayesian average, then by votes, then by the article's name.

    Votes on articles that have too few to be shown count for the prior all the same.
    """
    known = list(ratings)
    before = prior(known)
    shown = [one for one in known if one.count >= votes_to_show]
    return sorted(shown, key=lambda one: (-bayesian_average(one, before, weight), -one.count, one.article))
