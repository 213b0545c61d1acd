"""Opens the Desk for one checkout: the database, what a killed run left to do, and a door with secrets of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from office.inbox.decide import DecisionError, Desk
from office.inbox.opening import utc_now
from office.inbox.store import open_store
from office.leads.opening import leads_of
from office.workbench import say
from office.workbench.site import SiteFacts

from .app import DeskApp
from .door import Door
from .pages import Pages
from .scorer import Scorer


def open_desk(root: Path, facts: SiteFacts, *, cookie: str, clock: Callable[[], dt.datetime] = utc_now) -> DeskApp:
    """Give the Desk of a checkout. Decisions that a killed run did not carry out are carried out first.

    `cookie` is the session's name. Raises OSError, with a reason in words, when the database cannot be opened.
    """
    store = open_store(root / "private")
    settings = facts.settings
    desk = Desk(root, store, zone=settings.time_zone, owner=settings.owner, clock=clock)
    try:
        desk.recover()
        say.out(*desk.left)
        desk.left.clear()
    except (DecisionError, OSError, sa.exc.SQLAlchemyError) as error:
        # The Desk can be read all the same, and the next decision tries again.
        reason = str(error) if isinstance(error, DecisionError) else getattr(error, "strerror", "") or type(error).__name__
        say.err(f"A decision of the last time could not be written yet: {reason}. The Desk tries again with the next one.")
    door = Door(cookie)
    pages = Pages(root / "theme", facts.addresses, settings, door.mark)
    return DeskApp(root, desk, pages, door, Scorer(store, root / "private", settings.language), leads_of(root, store, facts, clock))
