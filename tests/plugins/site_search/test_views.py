"""The list behind the search page."""

from __future__ import annotations

from site_search.views import SearchEntry, SearchGroup, SearchView, search_view

ENTRY = SearchEntry("A", "/a/", "About A.", "tag")


def test_groups_without_entries_are_left_out() -> None:
    full = SearchGroup("Articles", "articles", (ENTRY,))
    assert search_view([SearchGroup("Tips", "tips", ()), full]).groups == (full,)


def test_all_entries_are_counted() -> None:
    assert search_view([SearchGroup("A", "a", (ENTRY, ENTRY)), SearchGroup("B", "b", (ENTRY,))]).total == 3


def test_groups_keep_their_order() -> None:
    assert [group.slug for group in search_view([SearchGroup("B", "b", (ENTRY,)), SearchGroup("A", "a", (ENTRY,))]).groups] == ["b", "a"]


def test_a_site_without_anything_to_find_has_an_empty_list() -> None:
    assert search_view([]) == SearchView((), 0)
