"""The ranking that explains itself: one table of cases, which the site's half and the browser's half both keep."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from va_directory.hours import Window, hours_words, offset_on, overlap, window
from va_directory.matching import Candidate, Need, Ranked, candidate, daily, in_turn, rank, understand
from va_directory.wording import KINDS, MAX_TASK, Words, plain_words, stem

from ..make import TODAY, member, vocabulary

ROOT = Path(__file__).resolve().parents[3]
TABLE = json.loads((ROOT / "tests/fixtures/ranking/cases.json").read_text(encoding="utf-8"))
DAY = dt.date.fromisoformat(TABLE["day"])
WORDS = Words.of(TABLE["words"])
Row = list[Any]


def need_of(plain: dict[str, Any]) -> Need:
    made: dict[str, Any] = {**plain, **{kind: tuple(plain[kind]) for kind in KINDS if kind in plain}}
    if "hours" in plain:
        made["hours"] = Window(**plain["hours"])
    if "budget" in plain:
        made["budget"] = tuple(plain["budget"])
    return Need(**made)


def candidate_of(plain: dict[str, Any]) -> Candidate:
    lists = {name: tuple(plain[name]) for name in ("services", "tools", "industries", "declines")}
    languages = tuple((code, level) for code, level in plain["languages"])
    rate = tuple(plain["rate"]) if plain["rate"] else None
    return Candidate(**{**plain, **lists, "languages": languages, "hours": Window(**plain["hours"]), "rate": rate})


MEMBERS = [candidate_of(one) for one in TABLE["members"]]


def rows(ranked: list[Ranked]) -> list[Row]:
    return [[one.slug, one.score, one.fits, one.words] for one in ranked]


def in_node(table: dict[str, Any]) -> dict[str, Any]:
    script = Path(__file__).with_name("ranking.mjs")
    done = subprocess.run(
        ["node", str(script), (ROOT / "theme/static/js").as_uri()],
        input=json.dumps(table), capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


class TestTheTable:
    @pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["says"])
    def test_gives_the_order_and_the_words(self, case: dict[str, Any]) -> None:
        assert rows(rank(need_of(case["need"]), MEMBERS, WORDS, DAY)) == case["ranked"]

    @pytest.mark.parametrize("read", TABLE["reads"], ids=lambda read: read["text"])
    def test_says_what_a_text_asks_for(self, read: dict[str, Any]) -> None:
        asked = understand(Need(task=read["text"]), WORDS)

        assert {kind: list(getattr(asked, kind)) for kind in KINDS} == {kind: read.get(kind, []) for kind in KINDS}

    @pytest.mark.parametrize(("word", "short"), list(TABLE["stems"].items()))
    def test_says_the_stem_of_a_word(self, word: str, short: str) -> None:
        assert stem(word) == short

    @pytest.mark.parametrize(("zone", "day", "minutes"), TABLE["offsets"])
    def test_says_the_offset_of_a_zone_on_a_day(self, zone: str, day: str, minutes: int) -> None:
        assert offset_on(zone, dt.date.fromisoformat(day)) == minutes

    @pytest.mark.parametrize(("slug", "day", "lot"), TABLE["lots"])
    def test_says_the_lot_of_a_day(self, slug: str, day: str, lot: int) -> None:
        assert daily(slug, dt.date.fromisoformat(day)) == lot


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    return in_node(TABLE)


@pytest.mark.node
class TestTheBrowsersHalf:
    @pytest.mark.parametrize("number", range(len(TABLE["cases"])), ids=lambda number: TABLE["cases"][number]["says"])
    def test_gives_the_order_and_the_words_of_the_table(self, answer: dict[str, Any], number: int) -> None:
        assert answer["cases"][number] == TABLE["cases"][number]["ranked"]

    def test_reads_texts_as_the_table_says(self, answer: dict[str, Any]) -> None:
        expected = [{kind: read.get(kind, []) for kind in KINDS} | {"unknown": []} for read in TABLE["reads"]]

        assert answer["reads"] == expected

    def test_gives_the_table_s_stems_offsets_and_lots(self, answer: dict[str, Any]) -> None:
        assert answer["stems"] == TABLE["stems"]
        assert answer["offsets"] == [minutes for _, _, minutes in TABLE["offsets"]]
        assert answer["lots"] == [lot for _, _, lot in TABLE["lots"]]

    def test_agrees_on_needs_that_nobody_thought_of(self) -> None:
        chance = random.Random(20261126)
        spellings = [text for kind in KINDS for _, name, synonyms in TABLE["words"][kind] for text in (name, *synonyms)]
        glue = ["no", "without any", "and", "for", "my", "red", "cold", "calling", "children", ".", ";", "!", "\n", "Émile", "ﬁlm", "x²", "ſs", "İt"]

        def text() -> str:
            return " ".join(self.bent(chance.choice(spellings if chance.random() < 0.5 else glue), chance) for _ in range(chance.randint(0, 14)))

        def need() -> dict[str, Any]:
            made: dict[str, Any] = {"task": text()}
            if chance.random() < 0.4:
                made["hours"] = {"start": chance.randrange(1440), "end": chance.randrange(1440), "offset": chance.randrange(-720, 840, 15)}
            if chance.random() < 0.4:
                made["budget"] = [chance.randint(20, 80), chance.choice(["EUR", "PLN"])]
            for kind in KINDS:
                if chance.random() < 0.2:
                    made[kind] = [chance.choice(spellings)]
            return made

        cases = [{"need": need()} for _ in range(300)]
        members = [{**one, "declines": [text() or "Scripts"] if chance.random() < 0.6 else one["declines"]} for one in TABLE["members"]]
        found = in_node({**TABLE, "cases": cases, "members": members})["cases"]

        for case, ranked in zip(cases, found, strict=True):
            assert ranked == rows(rank(need_of(case["need"]), [candidate_of(one) for one in members], WORDS, DAY)), case

    @pytest.mark.parametrize(("amount", "words"), [(12.125, "12.13 EUR"), (0.375, "0.38 EUR"), (37.005, "37.01 EUR"), (1e8, "100,000,000 EUR"), (10_000.5, "10,000.50 EUR"), (9_999.5, "9999.50 EUR"), (0.999, "1 EUR")])
    def test_rounds_a_rate_as_the_office_does(self, amount: float, words: str) -> None:
        need, members = {"budget": [20, "EUR"]}, [{**TABLE["members"][0], "rate": [amount, "EUR", "hour"]}]
        [[ranked]] = in_node({**TABLE, "cases": [{"need": need}], "members": members})["cases"]

        assert [ranked] == rows(rank(need_of(need), [candidate_of(one) for one in members], WORDS, DAY))
        assert f"budget: {words} an hour" in ranked[3]

    @staticmethod
    def bent(word: str, chance: random.Random) -> str:
        return chance.choice([word, word, word.lower(), word.upper(), f"{word}s", f"{word}ing", word[:-1], word.replace(" ", "-")])


class TestRanking:
    @given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=3))
    def test_takes_any_text_and_loses_nobody(self, task: str, chosen: list[str]) -> None:
        found = rank(Need(task=task, services=tuple(chosen), tools=tuple(chosen)), MEMBERS, WORDS, DAY)

        assert sorted(one.slug for one in found) == sorted(one.slug for one in MEMBERS)

    @given(st.permutations(MEMBERS))
    def test_the_order_in_which_members_are_read_does_not_count(self, members: list[Candidate]) -> None:
        need = Need(task="bookkeeping in Xero")

        assert rank(need, members, WORDS, DAY) == rank(need, MEMBERS, WORDS, DAY)

    def test_whose_turn_it_is_counts_before_the_lot_and_after_the_points(self) -> None:
        need = Need(services=("bookkeeping",), tools=("quickbooks",))
        usual = [one.slug for one in rank(need, MEMBERS, WORDS, DAY) if one.fits]
        turned = [one.slug for one in rank(need, MEMBERS, WORDS, DAY, {usual[2]: 5}) if one.fits]

        assert usual == ["bea", "ana", "hana", "fay"]
        assert turned == ["bea", "ana", "fay", "hana"]

    def test_a_word_chosen_that_the_directory_does_not_have_is_told(self) -> None:
        assert understand(Need(services=("juggling", "bookkeeper")), WORDS).unknown == ("juggling",)

    def test_a_text_beyond_its_limit_is_read_to_the_limit(self) -> None:
        assert understand(Need(task="x " * (MAX_TASK // 2) + "bookkeeping"), WORDS).services == ()

    def test_a_candidate_is_what_a_member_s_file_says_on_that_day(self) -> None:
        made = candidate(member(time_zone="Europe/Lisbon", rate={"amount": 38, "currency": "EUR"}), dt.date(2026, 7, 1))

        assert made == Candidate(
            "jo-sample", ("bookkeeping",), (), (), (("en", "native"),), Window(540, 1020, 60), "open", (), (38, "EUR", "hour")
        )

    def test_the_owner_s_vocabulary_gives_the_words(self) -> None:
        words = Words.of(plain_words(vocabulary(), ["pt-BR", "en"]))

        assert understand(Need(task="Calendar care in Portuguese, with Xero"), words).services == ("calendar",)
        assert list(words.languages.names.items()) == [("en", "English"), ("pt", "Portuguese"), ("pt-BR", "Portuguese (Brazil)")]

    def test_what_two_entries_could_claim_is_neither_s_apart_from_its_exact_spelling(self) -> None:
        words = Words.of({**TABLE["words"], "services": [["a", "Filming", []], ["b", "Filmer", []]]})

        assert understand(Need(task="films"), words).services == ()
        assert understand(Need(task="filmer"), words).services == ("b",)


class TestTheLot:
    NAMES = ("ana", "bea", "cleo", "dina", "eva", "fay", "gina")

    def test_over_ten_years_everybody_has_each_place_about_equally_often(self) -> None:
        places: Counter[tuple[int, str]] = Counter()
        days = 3_640
        for number in range(days):
            day = DAY + dt.timedelta(days=number)
            places.update(enumerate(sorted(self.NAMES, key=lambda slug: daily(slug, day))))

        assert len(places) == len(self.NAMES) ** 2
        assert all(abs(count - days / 7) < days / 7 * 0.15 for count in places.values())

    def test_over_ten_years_nobody_stands_behind_the_same_neighbour_more_often_than_others(self) -> None:
        after: Counter[tuple[str, str]] = Counter()
        for number in range(3_640):
            order = sorted(self.NAMES, key=lambda slug: daily(slug, DAY + dt.timedelta(days=number)))
            after.update(pairwise(order))

        assert all(abs(count - 520) < 520 * 0.2 for count in after.values())
        assert len(after) == 42

    def test_in_lists_those_with_room_come_first(self) -> None:
        members = [
            member("ana", availability="on-leave", available_from="2027-01-11"), member("bea", availability="full"),
            member("cleo", availability="waiting-list"), member("dina"), member("eva"),
        ]  # fmt: skip

        assert [one.front.availability for one in in_turn(members, TODAY)] == ["open", "open", "waiting-list", "full", "on-leave"]

    def test_the_order_in_which_files_are_read_does_not_count(self) -> None:
        members = [member(name) for name in self.NAMES]

        assert in_turn(members, TODAY) == in_turn(members[::-1], TODAY)


class TestHours:
    @given(*[st.builds(Window, st.integers(0, 1439), st.integers(0, 1440), st.integers(-720, 840))] * 2)
    def test_the_overlap_is_what_counting_every_minute_gives(self, one: Window, other: Window) -> None:
        def minutes(of: Window) -> set[int]:
            return {(of.start - of.offset + minute) % 1440 for minute in range(of.length)}

        assert overlap(one, other) == overlap(other, one) == len(minutes(one) & minutes(other))

    def test_hours_are_read_with_the_day_s_offset(self) -> None:
        assert window("America/New_York", "22:00-06:00", dt.date(2026, 7, 1)) == Window(1320, 360, -240)

    @pytest.mark.parametrize(("minutes", "words"), [(0, "0 h"), (45, "45 min"), (60, "1 h"), (270, "4 h 30 min")])
    def test_minutes_are_said_in_hours(self, minutes: int, words: str) -> None:
        assert hours_words(minutes) == words
