"""Opens the inbox for a task: the settings, the database, what a killed run left to do, and scores for what is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from office.workbench import say
from office.workbench.site import read_facts

from .decide import DecisionError, Desk
from .scoring import read_phrases, score_new
from .store import open_store


def utc_now() -> dt.datetime:
    """Give the present moment in UTC."""
    return dt.datetime.now(dt.UTC)


@contextmanager
def opened(root: Path) -> Iterator[Desk]:
    """Give the desk of a checkout, with every submission scored. Trouble ends the task in words."""
    facts = read_facts(root)
    if facts.mistakes:
        raise say.Stop(*facts.mistakes)
    settings = facts.settings
    store = open_store(root / "private")
    try:
        desk = Desk(root, store, zone=settings.time_zone, owner=settings.owner, clock=utc_now)
        desk.recover()
        phrases, wrong = read_phrases(root / "private")
        say.err(*desk.left, *wrong)
        desk.left.clear()
        score_new(store, language=settings.language, phrases=phrases)
        yield desk
    except DecisionError as error:
        raise say.Stop(f"{error}.") from error
    except sa.exc.SQLAlchemyError as error:
        raise say.Stop(f"The inbox's database gave up: {type(error).__name__}. Run this again; nothing is half done.") from error
    finally:
        store.close()
