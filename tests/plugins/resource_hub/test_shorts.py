"""What the tips and the offers show."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from hub_core.addresses import Addresses
from hub_core.views import Link
from plugins.make import TODAY, ZONE, offer, tip, vocabulary
from resource_hub.shorts import Shorts

THINGS = {"a-tool": Link("A tool", "/resources/a-tool/")}
PEOPLE = {"jo-sample": Link("Jo Sample", "/members/jo-sample/")}


def shorts(tips: Any = (), offers: Any = (), zone: str = ZONE) -> Shorts:
    return Shorts(tuple(tips), tuple(offers), vocabulary(), Addresses("https://hub.example/hub", "/hub"), PEOPLE, THINGS, zone, "Hub")


class TestTips:
    def test_a_tip_has_a_page_a_topic_a_writer_and_a_day(self) -> None:
        view = shorts().tip(tip(author="jo-sample"))
        assert (view.href, view.topic, view.author, view.date.words) == (
            "/hub/tips/a-tip/", Link("Money", "/hub/tips/topic/money/"), PEOPLE["jo-sample"], "1 March 2026",
        )  # fmt: skip

    def test_a_tip_of_nobody_has_no_author(self) -> None:
        assert shorts().tip(tip()).author is None

    def test_topics_stand_in_the_vocabulary_s_order_with_their_numbers_and_empty_ones_are_left_out(self) -> None:
        view = shorts([tip("b", topic="habits"), tip("a"), tip("c")]).stream()
        assert [(link.label, count) for link, count in view.topics] == [("Money", 2), ("Habits", 1)]

    def test_the_stream_has_them_all_and_a_topic_its_own(self) -> None:
        made = shorts([tip("b", topic="habits"), tip("a"), tip("c")])
        assert ([one.slug for one in made.stream().tips], [one.slug for one in made.topic("money").tips]) == (["b", "a", "c"], ["a", "c"])

    def test_a_page_knows_what_stands_before_and_after_it_and_beside_it(self) -> None:
        made = shorts([tip("c", title="Cc"), tip("b", title="Bb", topic="habits"), tip("a", title="Aa")])
        view = made.page(made.tips[0])
        assert (view.newer, view.older and view.older.label, [one.label for one in view.beside]) == (None, "Bb", ["Aa"])

    def test_each_tip_has_its_day_and_no_day_has_two(self) -> None:
        made = shorts([tip("a"), tip("b"), tip("c")])
        days = [made.of_the_day(TODAY + dt.timedelta(days=number)) for number in range(6)]
        slugs = [one.slug for one in days if one]
        assert (sorted(slugs[:3]), slugs[3:]) == (["a", "b", "c"], slugs[:3])

    def test_a_site_without_tips_has_none_of_the_day(self) -> None:
        assert shorts().of_the_day(TODAY) is None


    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (0, "Short tips, each for one moment of a working day."),
            (1, "Short tips, each for one moment of a working day."),
            (2, "2 short tips, each for one moment of a working day. The home page has another every day."),
        ],
    )
    def test_the_stream_promises_another_tip_where_there_is_one(self, number: int, said: str) -> None:
        assert shorts([tip(f"t-{one}") for one in range(number)]).stream().intro == said


class TestOffers:
    def test_an_offer_says_who_makes_it_until_when_and_who_earns(self) -> None:
        view = shorts().offer(offer(code="HELLO"))
        assert (view.until.words, view.audience, view.by, view.code, view.disclosure) == (
            "30 November 2026", "For VAs and clients", PEOPLE["jo-sample"], "HELLO", "Jo earns nothing from it.",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("zone", "until", "gone"),
        [
            ("Europe/Lisbon", "2026-11-30", "2026-12-01T00:00:00+00:00"),
            ("Europe/Lisbon", "2027-03-28", "2027-03-29T00:00:00+01:00"),
            ("Pacific/Auckland", "2026-11-30", "2026-12-01T00:00:00+13:00"),
        ],
        ids=["winter", "the day on which the clocks change", "the other side of the world"],
    )
    def test_it_goes_when_its_last_day_is_over_in_the_site_s_zone(self, zone: str, until: str, gone: str) -> None:
        assert shorts(zone=zone).offer(offer(until=until)).gone == gone

    def test_what_ends_first_stands_first(self) -> None:
        made = shorts(offers=[offer("a", until="2026-12-30"), offer("b", until="2026-12-01")])
        assert [one.slug for one in made.offers().offers] == ["b", "a"]

    def test_a_member_has_her_own(self) -> None:
        made = shorts(offers=[offer("a"), offer("b", by="ann")])
        assert [one.slug for one in made.offers_of("ann").offers] == ["b"]

    def test_a_resource_has_those_for_it_and_they_name_it(self) -> None:
        made = shorts(offers=[offer("a"), offer("b", resource="a-tool"), offer("c", resource="a-draft")])
        assert [(one.slug, one.resource) for one in made.offers_for("a-tool").offers] == [("b", THINGS["a-tool"])]
        assert [one.resource for one in made.offers().offers] == [None, THINGS["a-tool"], None]

    def test_several_go_as_one_with_the_last(self) -> None:
        made = shorts(offers=[offer("a", until="2026-12-30"), offer("b", until="2026-12-01")])
        assert (made.offers_of("jo-sample").gone, made.offers_of("ann").gone) == ("2026-12-31T00:00:00+00:00", "")
