"""Mara, who asks to hear of answers to her comment, Otto, who answers, and the letters that she gets. Both are invented."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

from asgi_client import Answer, ask
from queueing import comment, rows_of
from submitting import FORM

from office.follow.tasks import notify_task
from office.inbox.decide import Desk
from office.inbox.tables import submissions
from office.receiver.app import Receiver

MARA, OTTO = "mara@mara.example", "otto@otto.example"


def publish(desk: Desk, text: str, *, parent: str = "", email: str = OTTO, name: str = "Otto", notify: str = "") -> str:
    """Let a comment in and approve it; give its id."""
    before = {row[0] for row in rows_of(desk.store, submissions)}
    desk.store.add([comment(text=text, reply_to=parent, email=email, name=name, notify=notify)])
    [number] = {row[0] for row in rows_of(desk.store, submissions)} - before
    return Path(desk.approve(number).file).stem


def asked(desk: Desk) -> str:
    """Mara comments and asks to hear of answers; give her comment's id."""
    return publish(desk, "Who hears of the second week?", email=MARA, name="Mara", notify="yes")


def drafted(root: Path) -> list[EmailMessage]:
    files = sorted((root / "private" / "mail" / "answers").glob("*.eml"))
    return [cast("EmailMessage", message_from_bytes(file.read_bytes(), policy=default)) for file in files]


def link_in(message: EmailMessage) -> str:
    return re.findall(r"/forms(/follow/\S+)", message.get_content())[0]


def press(receiver: Receiver, link: str, **fields: str) -> Answer:
    return ask(receiver.app(), "POST", link, headers={"content-type": FORM}, body=urlencode(fields).encode())


def confirmed(root: Path, desk: Desk, receiver: Receiver) -> tuple[str, str]:
    """Mara asks and says yes; give her comment's id and her link."""
    first = asked(desk)
    notify_task(root)
    link = link_in(drafted(root)[0])
    press(receiver, link, do="confirm")
    return first, link
