"""Until when a built site says the truth, if nobody changes a file: time alone makes it say something else."""

from __future__ import annotations

import datetime as dt

from hub_core.clock import at_midnight
from hub_core.settings import HubSettings

from .library import Library


def holds_until(library: Library, settings: HubSettings, now: dt.datetime) -> dt.datetime:
    """Give the first moment after `now` at which the same files would give other pages. `now` has the site's time zone.

    That is the next midnight at the latest: the order of the directory, the tip, offers and claims go by the day. Before it
    may come an article whose moment is set, or the hour at which the comments of one close.
    """
    moments = [at_midnight(now.date() + dt.timedelta(days=1), settings.time_zone)]
    moments += [moment for moment in library.scheduled if moment > now]
    if days := settings.comments_open_days:
        ends = (article.date + dt.timedelta(days=days + 1) for article in library.articles if article.front.comments == "open")
        moments += [end for one in ends if (end := one.replace(hour=0, minute=0, second=0, microsecond=0)) > now]
    return min(moments, key=lambda moment: moment.timestamp())
