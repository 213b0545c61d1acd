"""What each letter of the leads says, to the letter: the headers that its reader sees, then the words. They stand in letters/.

The offer, the introduction and the first follow-up are compared where a whole lead is walked through in a browser.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from clients import REQUEST, Room, read

from office.leads.leads import Done, Mail

LETTERS = Path(__file__).parent / "letters"
ASKED_BY_TELEPHONE = {**REQUEST, "consent": "", "reply_by": "telephone", "phone": "+351 912 345 678"}


def said(mail: Mail) -> str:
    message = read(mail)
    return "".join(f"{name}: {message[name]}\n" for name in ("From", "To", "Subject", "Date")) + f"\n{message.get_content()}"


def due(room: Room, kind: str, **later: float) -> Done:
    room.clock.later(**later)
    done = room.leads.draft_due(next(one for one in room.leads.due() if one.kind == kind))
    assert done
    return done


def nobody(room: Room) -> list[Mail]:
    room.ask()
    return list(due(room, "tell", days=10).mails)


def nobody_but_one_is_asked(room: Room) -> list[Mail]:
    number = room.ask()
    room.clock.later(days=9)
    room.leads.offer(number, "rita-sample")
    return list(due(room, "tell", days=1).mails)


def later_follow_ups(room: Room) -> list[Mail]:
    room.introduced()
    return [*due(room, "follow-up", days=14).mails, *due(room, "follow-up", days=80).mails]


def handed_over_after_her_yes(room: Room) -> list[Mail]:
    number = room.leads.approached(ASKED_BY_TELEPHONE)
    room.leads.hand_over(number, "rita-sample")
    room.leads.book.take(number, "consent")
    return list(room.leads.hand_over(number, "rita-sample").mails)


CASES: dict[str, Callable[[Room], list[Mail]]] = {
    "handed-over-with-consent": lambda room: list(room.leads.hand_over(room.ask(), "rita-sample").mails),
    "handed-over-without-consent": lambda room: list(room.leads.hand_over(room.leads.approached(ASKED_BY_TELEPHONE), "rita-sample").mails),
    "handed-over-after-her-yes": handed_over_after_her_yes,
    "nobody-took-it": nobody,
    "nobody-took-it-yet": nobody_but_one_is_asked,
    "asked-again-and-for-the-last-time": later_follow_ups,
}


@pytest.mark.parametrize("name", CASES)
def test_a_letter_says_what_was_agreed(room: Room, name: str) -> None:
    assert "\n=====\n".join(map(said, CASES[name](room))) == (LETTERS / f"{name}.txt").read_text(encoding="utf-8")
