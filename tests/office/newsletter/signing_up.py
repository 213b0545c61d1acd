"""Sign-ups for the tests of the newsletter."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

from office.inbox.record import Submission
from office.inbox.store import Store
from office.newsletter.readers import Readers, seconds

NOW = dt.datetime(2026, 11, 21, 9, 30, 15, tzinfo=dt.UTC)
MARA, OTTO = "mara@mara.example", "otto@otto.example"


def sign_up(store: Store, *addresses: str, at: dt.datetime = NOW, spam: str = "") -> None:
    store.add(Submission("receiver", f"{at}-{one}", "newsletter", at, {"email": one}, spam=spam) for one in addresses)


def confirmed(store: Store, *addresses: str, at: dt.datetime = NOW) -> Readers:
    """Sign some up and let them say yes."""
    sign_up(store, *addresses, at=at)
    readers = Readers(store)
    readers.take_in()
    for one in readers.waiting():
        readers.confirm(one.id, seconds(one.asked), NOW)
    return readers


def drafted(root: Path, kind: str) -> list[EmailMessage]:
    files = sorted((root / "private" / "mail" / kind).glob("*.eml"))
    return [cast("EmailMessage", message_from_bytes(file.read_bytes(), policy=default)) for file in files]
