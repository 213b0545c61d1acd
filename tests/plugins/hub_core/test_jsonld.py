"""JSON-LD that stays inside its element."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_core.jsonld import breadcrumbs, item_list, pruned, script

OPEN, CLOSE = '<script type="application/ld+json">', "</script>"


def graph(html: str) -> list[dict[str, Any]]:
    assert html.startswith(OPEN)
    assert html.endswith(CLOSE)
    data = json.loads(html[len(OPEN) : -len(CLOSE)])
    assert data["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = data["@graph"]
    return nodes


class TestScript:
    @pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "&lt;", "a\u2028b\u2029c", "</ScRiPt >", "💡 é"])
    def test_a_text_is_read_back_as_it_was(self, text: str) -> None:
        assert graph(script({"name": text})) == [{"name": text}]

    @pytest.mark.parametrize("sign", ["<", ">", "&", "\u2028", "\u2029"])
    def test_a_sign_that_could_end_the_element_is_not_in_it(self, sign: str) -> None:
        assert sign not in script({"name": f"a{sign}b"})[len(OPEN) : -len(CLOSE)]

    @given(st.text())
    def test_no_text_breaks_out(self, text: str) -> None:
        html = script({"name": "x" + text})
        assert (graph(html), html.count("<")) == ([{"name": "x" + text}], 2)

    def test_nodes_stand_in_one_graph_in_their_order(self) -> None:
        assert graph(script({"@type": "A"}, {"@type": "B"})) == [{"@type": "A"}, {"@type": "B"}]

    def test_an_empty_node_is_left_out(self) -> None:
        assert graph(script({"@type": "A"}, {})) == [{"@type": "A"}]


class TestPruned:
    def test_empty_values_are_left_out_at_every_depth(self) -> None:
        assert pruned({"a": None, "b": "", "c": [], "d": {"e": None, "f": 1}, "g": [{"h": ""}, {"i": 2}]}) == {
            "d": {"f": 1}, "g": [{}, {"i": 2}],
        }  # fmt: skip

    @pytest.mark.parametrize("value", [0, False, 0.0, " "])
    def test_a_value_that_only_looks_empty_is_kept(self, value: object) -> None:
        assert pruned({"a": value}) == {"a": value}


class TestLists:
    def test_breadcrumbs_count_from_one(self) -> None:
        assert breadcrumbs([("Home", "https://a.example/"), ("Tips", "https://a.example/tips/")])["itemListElement"] == [
            {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://a.example/"},
            {"@type": "ListItem", "position": 2, "name": "Tips", "item": "https://a.example/tips/"},
        ]

    def test_a_list_says_how_many_entries_it_has(self) -> None:
        made = item_list([("A", "https://a.example/a/"), ("B", "https://a.example/b/")])
        assert (made["numberOfItems"], [(one["position"], one["name"], one["url"]) for one in made["itemListElement"]]) == (
            2, [(1, "A", "https://a.example/a/"), (2, "B", "https://a.example/b/")],
        )  # fmt: skip
