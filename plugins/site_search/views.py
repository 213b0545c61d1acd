"""The list of everything that the search page shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One thing to be found. `extra` are words that it can be found by and that help to tell it apart."""

    title: str
    href: str
    summary: str
    extra: str


class SearchGroup(NamedTuple):
    """The entries of one kind."""

    label: str
    slug: str
    entries: tuple[SearchEntry, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page."""

    groups: tuple[SearchGroup, ...]
    total: int
    index: str = ""  # the address of the index, where there is one


def search_view(groups: Iterable[SearchGroup], index: str = "") -> SearchView:
    """Give the page of the groups that have entries."""
    found = tuple(group for group in groups if group.entries)
    return SearchView(found, sum(len(group.entries) for group in found), index)
