"""Opens the leads room of a checkout, for tasks: the settings, the database, and every request that was approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from office.inbox.opening import utc_now
from office.inbox.store import Store, open_store
from office.post.letters import LetterError
from office.post.sending import read_mail_settings
from office.workbench import say
from office.workbench.build import PUBLISH
from office.workbench.site import SiteFacts, read_facts

from .book import LeadError
from .leads import Leads


def leads_of(root: Path, store: Store, facts: SiteFacts, clock: Callable[[], dt.datetime] = utc_now) -> Leads:
    """Give the leads of a checkout. Letters lead to the published site, which has its address in publishconf.py."""
    published = read_facts(root, PUBLISH) if (root / PUBLISH).is_file() else facts
    public = published if published.addresses.site_url and not published.mistakes else facts
    sender = read_mail_settings()[0].sender
    return Leads(root, store, public.settings, public.addresses, clock, sender)


@contextmanager
def opened(root: Path, clock: Callable[[], dt.datetime] = utc_now) -> Iterator[Leads]:
    """Give the leads for a task; trouble ends it in words."""
    facts = read_facts(root)
    if facts.mistakes:
        raise say.Stop(*facts.mistakes)
    store = open_store(root / "private")
    try:
        leads = leads_of(root, store, facts, clock)
        leads.book.gather()
        yield leads
    except (LeadError, LetterError) as error:
        raise say.Stop(*str(error).split("\n")) from error
    except sa.exc.SQLAlchemyError as error:
        raise say.Stop(f"The office's database gave up: {type(error).__name__}. Run this again; nothing is half done.") from error
    finally:
        store.close()
