"""Takes the client's identity out of what is shown to a member who has not accepted yet. Pure.

What can be found is replaced; what then still seems to tell who she is makes the text refused, so that the owner
writes it anew. A person reads every offer before it goes: this is the net below her.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from hub_core.vocabulary import fold

GONE = "[left out]"
_UNSEEN = re.compile(r"[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_EMAIL = re.compile(r"[^\s<>\"'(),;:]{1,64}(?:@|\s@\s)[^\s<>\"'(),;:]{0,250}\w")
_SPELLED = re.compile(
    r"\b[\w.+-]{1,64}\s*[\[({]?\s?\bat\b\s?[\])}]?\s*[\w-]{1,63}(?:\s*[\[({]?\s?\bdot\b\s?[\])}]?\s*[\w-]{2,63})+", re.IGNORECASE
)
_WEB = re.compile(r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.)[^\s<>\"']{1,500}", re.IGNORECASE)
_HOST = re.compile(r"(?<![\w.])(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,4}[a-z]{2,24}(?:/[^\s<>\"']{0,300})?(?![\w])", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@])@[A-Za-z0-9_.]{2,40}")
_PHONE = re.compile(r"(?<![\w/-])\+?\(?\d(?:[\s()./-]{0,3}\d){6,17}(?![\w/-])")
_DAY = re.compile(r"(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})\Z")
# Mailboxes that many people share: the name after the @ says nothing about whose it is.
_SHARED = frozenset(
    (
        "aol", "fastmail", "free", "freenet", "gmail", "gmx", "googlemail", "hey", "hotmail", "icloud", "laposte",
        "libero", "live", "mail", "mailbox", "me", "msn", "orange", "outlook", "pm", "posteo", "proton", "protonmail",
        "sapo", "t-online", "tutanota", "web", "wp", "yahoo", "yandex", "zoho", "example",
    )
)  # fmt: skip
# Names that are words of everyday English too, and would tear holes into any text.
_WORDS = frozenset(
    re.findall(
        "[a-z]+",
        """
    abbey amber angel archer art ash autumn baker banks barber bell berry best bill bird bishop black bloom bond booker bright brook
    brooks brown buck bush butler carpenter carter case cash chance chase christian church clay coach cole cook cooper cross crystal daisy dale
    dawn day dean destiny drew duke earl ever faith field fields finch fisher flower ford forest fox frank gale gardener glass gold
    good grace grant gray green guy hall hand heath hill holiday holly hope hunter iris ivy jack jade jewel joy june justice king lake lane
    law long love major march marina mark marks mason mast may melody mercy miles mill miller moon moss myrtle olive page park parks pat
    paris patience pearl penny pepper pierce piper pleasant poppy porter price prudence rain ray read reader reed rich ring river rivers rob robin
    rock rose ruby rusty sage sales sandy save sharp shepherd short sky small smart smith snow star stone storm street strong sue summer sun sunny swan
    swift taylor teller temple terry tide town trip van vale verity victor violet walker wall ward waters way weaver web west white will wills
    willow winter wise wolf wood woods work young
    """,
    )
)
_FEWEST = 4  # letters of a word that may stand for somebody by itself


def discreet(text: str, fields: Mapping[str, str]) -> tuple[str, bool]:
    """Give a text without the client's name, business address, mail, telephone and links, and whether it is safe now.

    `fields` are the request's. Unsafe is a text in which the name or an address can still be made out.
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    for pattern in (_EMAIL, _SPELLED, _WEB, _HOST, _HANDLE):
        plain = pattern.sub(GONE, plain)
    plain = _PHONE.sub(lambda match: match[0] if _DAY.match(match[0]) else GONE, plain)
    name, address, phone = _known(fields)
    words = [*([name] if name else []), *_parts(name), *_business(address)]
    for word in sorted(words, key=len, reverse=True):
        # A name that is also a word ("Will", "Grace") goes only where it is written as a name; others, and whole names, in any case.
        ignore = re.IGNORECASE if word == name or word.casefold() not in _WORDS else 0
        forms = [re.escape(word)] if ignore else [re.escape(word), re.escape(word.upper())]
        if ignore and fold(word):
            forms.append(r"[\W_]?".join(map(re.escape, fold(word))))  # "acme-toys" is "Acme Toys", and "Jose" is "José"
        plain = re.sub(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", GONE, plain, flags=ignore)
    plain = re.sub(rf"{re.escape(GONE)}(?:[ ,]{{0,3}}{re.escape(GONE)})+", GONE, plain).strip()
    return plain, not _tells(plain, name, address, phone)


def unaddressed(text: str) -> str:
    """Give a text without e-mail addresses and telephone numbers, for a terminal whose lines are kept and copied."""
    plain = _EMAIL.sub(GONE, _UNSEEN.sub("", text))
    return _PHONE.sub(lambda match: match[0] if _DAY.match(match[0]) else GONE, plain)


def _known(fields: Mapping[str, str]) -> tuple[str, str, str]:
    parts = (fields.get("name", ""), fields.get("email", ""), fields.get("phone", ""))
    name, address, phone = (_UNSEEN.sub("", unicodedata.normalize("NFKC", part)).strip() for part in parts)
    return name, address.casefold(), phone


def _parts(name: str) -> list[str]:
    """Give what a name may be cut into: of "Anne-Marie Cole (Acme)" that is Anne-Marie, Anne, Marie, Cole and Acme."""
    whole = [one.strip("\"'()[]<>|/&*„“”‘’") for one in re.split(r"[\s,.;:/|()]+", name)]
    parts = dict.fromkeys([*whole, *(half for one in whole for half in re.split(r"[^\w]+", one))])
    return [part for part in parts if len(fold(part)) > 2 and part.casefold() not in _TITLES]


def _business(address: str) -> list[str]:
    """Give the words of a mail address that may name its owner or her business."""
    user, _, domain = address.rpartition("@")
    labels = domain.split(".")[:-1]
    return [word for word in (domain, *labels, user) if len(fold(word)) >= _FEWEST and word not in _SHARED and word not in _OFFICES]


# What stands beside names and tells nobody apart.
_TITLES = frozenset(("and", "the", "for", "ltd", "llc", "inc", "gmbh", "mrs", "miss", "prof", "van", "von", "del", "der", "den", "dos", "das", "company"))
_OFFICES = frozenset(
    (
        "admin", "hello", "info", "contact", "office", "mail", "team", "sales", "support", "work", "post", "service",
        "accounts", "jobs", "help", "kontakt", "firma",
    )
)  # fmt: skip


def _tells(text: str, name: str, address: str, phone: str) -> bool:
    said = fold(text.replace(GONE, " \u00a6 "))
    digits = re.sub(r"\D", "", text)
    own = re.sub(r"\D", "", phone)
    return (
        (len(fold(name)) > _FEWEST and fold(name) in said)
        or (bool(address) and fold(address) in said)
        or (len(own) >= 7 and own[-7:] in digits)
    )
