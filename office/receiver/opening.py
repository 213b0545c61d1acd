"""Opens the receiver for one checkout, after files of an earlier version were taken into the inbox and all in it is scored."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from forms.catalogue import FORMS
from office.inbox.scoring import read_phrases, score_new
from office.inbox.store import DATABASE, open_store
from office.workbench import say
from office.workbench.site import SiteFacts

from .app import Clock, Receiver, utc_now
from .choices import ContentChoices
from .limit import SHORTEST
from .pages import Pages
from .store import old_files, take_in


def open_receiver(
    root: Path, output: Path, facts: SiteFacts, origins: frozenset[str] = frozenset(), clock: Clock = utc_now
) -> Receiver:
    """Give the receiver of a checkout; `output` is the built site, `origins` what else sends forms here.

    `clock` gives the moment in UTC. Trouble with the database is said, and each post is then answered with it until it is over.
    """
    private = root / "private"
    try:
        _take_in(private, facts.settings.language)
    except (OSError, sa.exc.SQLAlchemyError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or type(error).__name__
        say.err(f"The inbox cannot be opened: {reason}.")
    choices = ContentChoices(root / "content", facts.settings.members_on_one_page)
    pages = Pages(root / "theme" / "templates", output, facts.addresses, facts.settings, choices)
    return Receiver(FORMS, private, pages, clock=clock, origins=origins, shortest=SHORTEST)


def _take_in(private: Path, language: str) -> None:
    if not any(old_files(private)) and not (private / DATABASE).is_file():
        return
    store = open_store(private)
    try:
        new, lines = take_in(private, store)
        say.err(*lines)
        if new:
            say.out(f"Taken into the inbox from files of an earlier version: {say.plural(new, 'submission')}.")
        score_new(store, language=language, phrases=read_phrases(private)[0])
    finally:
        store.close()
