"""Resource, tip and offer files, alone and together."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from hub_core.problems import Problem
from resource_hub.model import MAX_PICKS
from resource_hub.parse import (
    check_offers,
    check_people,
    check_resources,
    parse_offer,
    parse_resource,
    parse_tip,
)

from ..make import (
    TODAY,
    document,
    offer,
    offer_document,
    places,
    remedies,
    resource,
    resource_document,
    tip,
    vocabulary,
)


class TestResource:
    def problems_of(self, name: str = "a-tool", **changes: Any) -> list[Problem]:
        made, problems = parse_resource(resource_document(name, **changes), vocabulary())
        assert (made is None) == bool(problems)
        return problems

    def test_a_resource_has_the_slug_of_its_category(self) -> None:
        assert resource(category="First steps").category == "first-steps"

    @pytest.mark.parametrize("kind", ["checklist", "template", "guide"])
    def test_what_the_hub_writes_itself_needs_no_address(self, kind: str) -> None:
        assert self.problems_of(kind=kind, url=None) == []

    @pytest.mark.parametrize("kind", ["tool", "book", "course", "association", "official"])
    def test_what_others_make_needs_its_address(self, kind: str) -> None:
        assert places(self.problems_of(kind=kind, url=None)) == [(3, "kind")]

    def test_what_is_missing_is_named_with_the_right_article(self) -> None:
        said = [remedies(self.problems_of(kind=kind, url=None))[0].split(" needs")[0] for kind in ("tool", "association", "official")]
        assert said == ["a tool", "an association", "an official guide"]

    def test_one_language_is_enough(self) -> None:
        assert self.problems_of(languages=["en"]) == []

    @pytest.mark.parametrize(("url", "own"), [(None, True), ("https://a.example/", False)])
    def test_a_checklist_without_an_address_is_the_hub_s_own(self, url: str | None, own: bool) -> None:
        assert resource(kind="checklist", url=url).is_checklist is own

    def test_a_template_is_no_checklist(self) -> None:
        assert resource(kind="template", url=None).is_checklist is False

    @pytest.mark.parametrize(
        ("changes", "where"),
        [
            ({"kind": "website"}, (4, "kind")),
            ({"category": "weather"}, (5, "category")),
            ({"audience": []}, (6, "audience")),
            ({"audience": ["both"]}, (6, "audience.0")),
            ({"cost": "cheap"}, (7, "cost")),
            ({"summary": "Short."}, (8, "summary")),
            ({"languages": ["English"]}, (9, "languages.0")),
            ({"languages": []}, (9, "languages")),
            ({"checked": "yesterday"}, (9, "checked")),
            ({"cost": "paid", "price": "x" * 61}, (9, "price")),
            ({"cost": "paid", "price": "cheap"}, (9, "price")),
            ({"cost": "paid", "price": "4 euros"}, (9, "price")),
            ({"cost": "paid", "price": 4}, (9, "price")),
            ({"price": "4 EUR a month"}, (9, "price")),
            ({"dead": "long ago"}, (9, "dead")),
            ({"alternatives": ["Another Tool"]}, (9, "alternatives.0")),
        ],
    )
    def test_a_mistake_is_a_problem_at_its_line(self, changes: dict[str, Any], where: tuple[int, str]) -> None:
        assert places(self.problems_of(**changes)) == [where]

    @pytest.mark.parametrize("price", ["4 EUR a month", "from 9.50 USD a seat a month", "120 GBP", "3 EUR an hour"])
    def test_a_price_is_an_amount_a_currency_and_what_it_is_for(self, price: str) -> None:
        assert self.problems_of(cost="paid", price=price) == []

    def test_a_dead_address_is_worth_a_note(self) -> None:
        _, problems = parse_resource(resource_document(dead="2026-11-01"), vocabulary())
        assert [(one.field, one.is_note) for one in problems] == [("dead", True)]

    @pytest.mark.parametrize("name", ["category", "cost", "downloads", "kind", "A Tool"])
    def test_a_name_that_is_taken_or_no_address_is_a_problem_of_the_file(self, name: str) -> None:
        assert places(self.problems_of(name)) == [(1, "")]


class TestTip:
    def test_a_tip_has_the_slug_of_its_topic(self) -> None:
        assert tip(topic="Money").topic == "money"

    @pytest.mark.parametrize(
        ("changes", "where"), [({"topic": "weather"}, (4, "topic")), ({"date": "soon"}, (3, "date")), ({"author": "Jo Sample"}, (5, "author"))]
    )
    def test_a_mistake_is_a_problem_at_its_line(self, changes: dict[str, Any], where: tuple[int, str]) -> None:
        made_from = document("content/tips/a.md", {"title": "A tip", "date": "2026-03-01", "topic": "money"} | changes)
        assert places(parse_tip(made_from, vocabulary())[1]) == [where]

    def test_a_tip_that_is_called_as_the_folder_of_the_topics_is_a_problem_of_its_file(self) -> None:
        made_from = document("content/tips/topic.md", {"title": "A tip", "date": "2026-03-01", "topic": "money"})
        made, problems = parse_tip(made_from, vocabulary())
        assert (made, list(map(str, problems))) == (
            None, ["content/tips/topic.md:1: /tips/topic/ belongs to the site's own lists; rename the file"],
        )  # fmt: skip


class TestOffer:
    @pytest.mark.parametrize(
        ("day", "runs"),
        [((2026, 10, 31), False), ((2026, 11, 1), True), ((2026, 11, 15), True), ((2026, 11, 30), True), ((2026, 12, 1), False)],
    )
    def test_an_offer_runs_from_its_first_day_through_its_last(self, day: tuple[int, int, int], runs: bool) -> None:
        assert offer().runs_on(dt.date(*day)) is runs

    def test_an_offer_that_has_ended_is_a_note_and_no_obstacle(self) -> None:
        made, problems = parse_offer(offer_document(**{"from": "2026-06-01", "until": "2026-06-30"}), TODAY)
        assert (made is not None, [(one.line, one.field, one.is_note) for one in problems]) == (True, [(4, "until", True)])

    @pytest.mark.parametrize("until", ["2026-11-21", "2026-11-22"])
    def test_an_offer_that_ends_today_or_later_has_not_ended(self, until: str) -> None:
        assert parse_offer(offer_document(until=until), TODAY)[1] == []

    def test_an_offer_of_the_future_is_no_problem(self) -> None:
        assert parse_offer(offer_document(**{"from": "2027-01-01", "until": "2027-01-31"}), TODAY)[1] == []

    def test_an_offer_that_ends_before_it_begins_is_a_problem(self) -> None:
        made, problems = parse_offer(offer_document(until="2026-10-31"), TODAY)
        assert (made, places(problems)) == (None, [(4, "until")])

    def test_an_offer_of_one_day_is_no_problem(self) -> None:
        assert offer(**{"from": "2026-11-21", "until": "2026-11-21"}).runs_on(TODAY)

    @pytest.mark.parametrize(("changes", "field"), [({"disclosure": None}, "disclosure"), ({"by": None}, "by"), ({"from": None}, "from"), ({"audience": "all"}, "audience")])
    def test_an_offer_needs_who_makes_it_and_who_earns_from_it(self, changes: dict[str, Any], field: str) -> None:
        assert [one.field for one in parse_offer(offer_document(**changes), TODAY)[1]] == [field]

    def test_a_misspelt_first_day_is_told_with_the_name_that_files_use(self) -> None:
        problems = parse_offer(offer_document(**{"from": None, "form": "2026-11-01"}), TODAY)[1]
        assert remedies(problems) == ["did you mean from?"]


class TestResourcesTogether:
    def test_alternatives_that_are_there_are_no_problem(self) -> None:
        assert check_resources([resource("a", alternatives=["b"]), resource("b")], {"a", "b"}) == []

    def test_an_alternative_that_is_not_there_is_a_problem_with_the_nearest(self) -> None:
        problems = check_resources([resource("a", alternatives=["b-tool", "b-tol"])], {"a", "b-tool"})
        assert (places(problems), remedies(problems)) == ([(9, "alternatives.1")], ["there is no resource 'b-tol'; did you mean 'b-tool'?"])

    def test_a_resource_is_not_its_own_alternative(self) -> None:
        assert places(check_resources([resource("a", alternatives=["a"])], {"a"})) == [(9, "alternatives.0")]

    @pytest.mark.parametrize(("picks", "too_many"), [(MAX_PICKS, 0), (MAX_PICKS + 2, 2)])
    def test_more_picks_than_mean_something_are_a_problem_each(self, picks: int, too_many: int) -> None:
        found = check_resources([resource(f"r{number}", pick=True) for number in range(picks)], set())
        assert [one.field for one in found] == ["pick"] * too_many


class TestPeople:
    def test_nobody_and_a_member_are_no_problem(self) -> None:
        assert check_people([(tip().document, "author", None), (offer().document, "by", "jo-sample")], {"jo-sample"}) == []

    def test_somebody_who_is_not_there_is_a_problem_with_the_nearest(self) -> None:
        problems = check_people([(offer(by="jo-sampel").document, "by", "jo-sampel")], {"jo-sample"})
        assert (places(problems), remedies(problems)) == ([(5, "by")], ["there is no member 'jo-sampel'; did you mean 'jo-sample'?"])

    def test_an_offer_is_for_a_resource_that_exists(self) -> None:
        entries = [offer(), offer("b", resource="a-tool"), offer("c", resource="a-toll")]
        assert list(map(str, check_offers(entries, {"a-tool"}))) == [
            "content/offers/c.md:7: resource: there is no resource 'a-toll'; did you mean 'a-tool'?"
        ]
