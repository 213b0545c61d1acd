"""The task `members.export`: all members as a table, as contacts, or as data."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from hub_core.addresses import Addresses
from hub_core.atomic import write_text
from hub_core.problems import one_of
from hub_core.vocabulary import Vocabulary
from office.workbench import say
from office.workbench.build import PUBLISH
from office.workbench.new import read_words
from office.workbench.site import read_facts
from va_directory.model import Member
from va_directory.records import as_json, directory_record, member_record
from va_directory.vcard import vcard

from .importing import read_members
from .table import COLUMNS, row

Make = Callable[[Sequence[Member], Addresses, Vocabulary, dt.date], str]


def as_csv(members: Sequence[Member], addresses: Addresses, words: Vocabulary, today: dt.date) -> str:
    """Give a table that spreadsheets open and `members.import` reads. It begins with a mark that says UTF-8 to them."""
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(row(member) for member in members)
    return "\ufeff" + made.getvalue()


def as_vcards(members: Sequence[Member], addresses: Addresses, words: Vocabulary, today: dt.date) -> str:
    """Give the contacts of all members in one file."""
    return "".join(vcard(member, addresses, words) for member in members)


def as_data(members: Sequence[Member], addresses: Addresses, words: Vocabulary, today: dt.date) -> str:
    """Give the members in the form of the site's directory.json."""
    return as_json(directory_record([member_record(one, addresses, words, today) for one in members], addresses, today))


FORMATS: dict[str, tuple[str, Make]] = {"csv": ("csv", as_csv), "vcard": ("vcf", as_vcards), "json": ("json", as_data)}


def export_task(root: Path, kind: str = "csv", to: str = "") -> int:
    """Write all members, drafts only to the table, which alone can say so. Without `to` the file goes to private/exports/."""
    if kind not in FORMATS:
        raise say.Stop(one_of(kind, FORMATS, what="format"), code=say.MISUSE)
    ending, make = FORMATS[kind]
    words = read_words(root)
    members, wrong = read_members(root, words.vocabulary)
    if wrong:
        raise say.Stop(*wrong, "Mend these first; an export that leaves members out would look whole.")
    shown = members if kind == "csv" else [one for one in members if one.front.status == "published"]
    file = Path(to) if to else root / "private" / "exports" / f"members.{ending}"
    if not to:
        for folder in (root / "private", file.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
    write_text(file, make(shown, read_facts(root, PUBLISH).addresses, words.vocabulary, words.today))
    say.out(f"{say.plural(len(shown), 'member')} in {to if to else say.shown(file, root)}.")
    return say.DONE
