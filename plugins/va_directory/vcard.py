"""A member as a contact that address books take: vCard 4.0 (RFC 6350). No e-mail address and no telephone number, ever."""

from __future__ import annotations

from hub_core import addresses as at
from hub_core.addresses import Addresses
from hub_core.vocabulary import Vocabulary

from .model import Member

_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None})
_LONGEST = 75  # octets on a line, without its end (RFC 6350, 3.2)


def vcard(member: Member, addresses: Addresses, words: Vocabulary) -> str:
    """Give the vCard of a member, with CRLF at the ends of lines."""
    front = member.front
    profile = addresses.absolute(at.member(member.slug))
    given, _, family = front.name.rpartition(" ")
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:individual",
        f"UID:{profile}",
        f"SOURCE:{addresses.absolute(at.member_card(member.slug))}",
        f"FN:{_text(front.name)}",
        f"N:{_text(family if given else '')};{_text(given or front.name)};;;",
        *([f"ORG:{_text(front.business)}"] if front.business else ()),
        f"TITLE:{_text(front.headline)}",
        f"CATEGORIES:{','.join(_text(words.services.name(slug)) for slug in member.services)}",
        *(f"LANG;PREF={min(number, 100)}:{one.code}" for number, one in enumerate(front.languages, 1)),
        f"TZ:{front.time_zone}",
        *([f"PHOTO:{addresses.absolute(at.file(front.picture))}"] if front.picture else ()),
        f"URL;PREF=1:{profile}",
        *(f"URL:{link.url}" for link in front.links),
        f"REV:{front.confirmed:%Y%m%d}T000000Z",
        "END:VCARD",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _text(value: str) -> str:
    return value.translate(_ESCAPES)


def _folded(line: str) -> str:
    """Break a long line between characters; a line that goes on begins with a space."""
    if len(line.encode()) <= _LONGEST:
        return line
    pieces, size, start = [], 0, 0
    for place, letter in enumerate(line):
        size += len(letter.encode())
        if size > _LONGEST:
            pieces.append(line[start:place])
            start, size = place, 1 + len(letter.encode())
    return "\r\n ".join([*pieces, line[start:]])
