"""Until when a built site says the truth, if nobody changes a file: what time alone makes it say otherwise, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hub_core.clock import at_midnight, day_in_words
from hub_core.settings import HubSettings
from static_comments.views import closes
from va_directory.standing import changes_of, listed

from .library import Library

_NAMED = 3  # changes of one moment that are named; more are counted


@dataclass(frozen=True, slots=True)
class Change:
    """What the same files will say otherwise, in words that can end a sentence, and from which moment.

    `is_daily` is what comes round at every midnight and needs no mention of its own.
    """

    moment: dt.datetime
    what: str
    is_daily: bool = False


def changes(library: Library, settings: HubSettings, now: dt.datetime) -> list[Change]:
    """Give all changes after `now` that can be foreseen, the first in front; there is always one. `now` has the site's time zone."""
    found = [_daily(library, settings, now), *(one for one in _particular(library, settings, now) if one.moment > now)]
    return sorted(found, key=lambda one: (one.moment.timestamp(), one.is_daily, one.what))


def holds_until(library: Library, settings: HubSettings, now: dt.datetime) -> dt.datetime:
    """Give the first moment after `now` at which the same files would give other pages. `now` has the site's time zone.

    That is the next midnight at the latest: the order of the directory and the tip go by the day. Before it may come an
    article whose moment is set, or the hour at which the comments of one close.
    """
    return changes(library, settings, now)[0].moment


def due_line(found: Sequence[Change], settings: HubSettings) -> str:
    """Say in one line when the site has to be built again and why, and what comes after that which is not of every day."""
    first = [one for one in found if one.moment == found[0].moment]
    line = f"The next build is due on {_moment(first[0], settings)} ({settings.time_zone}): {_listed(first)}."
    if all(one.is_daily for one in first) and (later := [one for one in found if not one.is_daily]):
        next_ones = [one for one in later if one.moment == later[0].moment]
        line += f" What comes after that is on {_moment(later[0], settings)}: {_listed(next_ones)}."
    return line


def _daily(library: Library, settings: HubSettings, now: dt.datetime) -> Change:
    turns = ["the tip of the day"] if len(library.tips) > 1 else []
    turns += ["the order of the directory"] if len(listed(library.members, now.date(), settings)) > 1 else []
    what = f"{' and '.join(turns)} change{'s' if len(turns) == 1 else ''}" if turns else "another day begins"
    return Change(at_midnight(now.date() + dt.timedelta(days=1), settings.time_zone), what, is_daily=True)


def _particular(library: Library, settings: HubSettings, now: dt.datetime) -> Iterator[Change]:
    yield from (Change(moment, what) for moment, what in library.awaited)
    for offer in library.offers:
        yield Change(at_midnight(offer.front.until + dt.timedelta(days=1), settings.time_zone), f"the offer “{offer.front.title}” ends")
    for article in library.articles:
        if article.front.comments == "open" and (end := closes(article.date, settings.comments_open_days)):
            yield Change(end, f"the comments on “{article.front.title}” close")
    for member in library.members:
        for day, what in changes_of(member, settings):
            yield Change(at_midnight(day, settings.time_zone), what)


def _moment(one: Change, settings: HubSettings) -> str:
    here = one.moment.astimezone(ZoneInfo(settings.time_zone))
    return f"{day_in_words(here.date())} at {here:%H:%M}"


def _listed(found: Sequence[Change]) -> str:
    words = [one.what for one in found]
    if len(words) > _NAMED:
        words = [*words[: _NAMED - 1], f"{len(words) - _NAMED + 1} more changes"]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
