"""Who must not hear of whom: private/conflicts.yaml. The reason in it is for the owner's eyes, and in no letter.

    conflicts:
      - member: jo-sample
        domain: acme.example
        until: 2027-03-31
        reason: "She does the books of their competitor."
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from hub_core.documents import Document, read_text
from hub_core.problems import Problem, one_of
from hub_core.schema import Date, FrontMatter, Slug, Text, validate
from hub_core.vocabulary import Vocabulary
from hub_core.yaml12 import YamlError, load
from va_directory.wording import tokens

FILE = "conflicts.yaml"
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+\Z")


def _domain(value: str) -> str:
    host = _ascii(value.lower().removeprefix("www."))
    if not _DOMAIN.match(host):
        raise PydanticCustomError("hub_domain", "is not a domain; write it without https:// and slashes, like acme.example")
    return host


class Conflict(FrontMatter):
    """One entry: a member, and the clients of whom she must not hear. With a day alone, she hears of none until then."""

    member: Annotated[Slug, Field(description="The member's file name without .md.")]
    client: Annotated[Text | None, Field(min_length=2, max_length=120, description="A client's or a business's name.")] = None
    domain: Annotated[str | None, AfterValidator(_domain), Field(description="The domain of a client's mail or website.")] = None
    industry: Annotated[Text | None, Field(description="A trade, from industries in the vocabulary.")] = None
    until: Annotated[Date | None, Field(description="The last day it holds; without one it has no end.")] = None
    reason: Annotated[Text, Field(description="Why. Shown to the owner, and never to anybody else.")] = ""


class ConflictsFile(FrontMatter):
    """The whole of private/conflicts.yaml."""

    conflicts: Annotated[tuple[Conflict, ...], Field(description="The entries.")] = ()


def read_conflicts(
    private: Path, members: Iterable[str], vocabulary: Vocabulary
) -> tuple[tuple[Conflict, ...], list[Problem]]:
    """Give the entries, and a problem for each mistake. Without the file both are empty.

    With problems no entry is given: half of a list of conflicts is worse than none, so nothing must be matched then.
    """
    file, shown = private / FILE, f"private/{FILE}"
    if not file.is_file():
        return (), []
    text, problems = read_text(file, shown)
    if text is None:
        return (), problems
    try:
        data = load(text)
    except YamlError as error:
        return (), [Problem(shown, error.line, error.field, error.remedy)]
    if data is None:
        return (), []
    if not isinstance(data, dict):
        return (), [Problem(shown, 1, "", "must begin with “conflicts:” and have an entry for each below it, like “- member: jo-sample”")]
    document = Document(shown, "conflicts", data, "", 1, text, 1)
    model, problems = validate(ConflictsFile, document)
    if model is None:
        return (), problems
    known, kept = frozenset(members), []
    for number, one in enumerate(model.conflicts):
        where = f"conflicts.{number}"
        if one.member not in known:
            problems.append(document.problem(f"{where}.member", one_of(one.member, known, what="member")))
        if not (one.client or one.domain or one.industry or one.until):
            problems.append(document.problem(where, "needs a client, a domain, an industry, or the day until which it holds"))
        if one.industry:
            slug, more = vocabulary.industries.resolve_one(document, f"{where}.industry", one.industry)
            problems += more
            kept.append(one.model_copy(update={"industry": slug}))
        else:
            kept.append(one)
    return ((), problems) if problems else (tuple(kept), [])


@dataclass(frozen=True, slots=True)
class Client:
    """What conflicts look at: words that stand apart by spaces, domains, and the trades of the request."""

    words: str
    domains: frozenset[str]
    industries: frozenset[str]

    @classmethod
    def of(cls, fields: Mapping[str, str], industries: Iterable[str]) -> Client:
        """Make it from a request's fields and the industries that it names."""
        texts = [value for name, value in fields.items() if name not in ("consent", "avoid")]
        hosts = re.findall(r"[\w-]+(?:\.[\w-]+)+", " ".join(texts).lower())
        return cls(_spaced(" ".join(texts)), frozenset(map(_ascii, hosts)), frozenset(industries))


def applies(conflict: Conflict, client: Client, day: dt.date) -> bool:
    """Say whether an entry keeps its member away from a client on a day."""
    if conflict.until and day > conflict.until:
        return False
    if not (conflict.client or conflict.domain or conflict.industry):
        return True
    domain = conflict.domain
    return bool(
        (conflict.client and _spaced(conflict.client) in client.words)
        or (domain and any(host == domain or host.endswith(f".{domain}") for host in client.domains))
        or (conflict.industry and conflict.industry in client.industries)
    )


def _ascii(host: str) -> str:
    """Give a domain as the network spells it, so that `müller.example` and `xn--mller-kva.example` are one."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:  # a label that is none
        return host


def _spaced(text: str) -> str:
    return f" {' '.join(one.low for one in tokens(text))} "
