"""What the directory's scripts load, and that the browser's filters find in it what the members' files say."""

from __future__ import annotations

import json
import random
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from va_directory.facets import Listings
from va_directory.hours import overlap, window
from va_directory.index import LEVELS, Columns, sign, usual_slug
from va_directory.matching import candidate, in_turn
from va_directory.model import AVAILABILITY, Member
from va_directory.views import Directory
from va_directory.wording import KINDS

from ..make import ADDRESSES, TODAY, WORDS, member, vocabulary

ROOT = Path(__file__).resolve().parents[3]
ZONES = ("Europe/Lisbon", "Asia/Kolkata", "America/New_York", "Pacific/Auckland")
VISITOR = ("Europe/Paris", "09:00-17:00")


def columns(*members: Member) -> Columns:
    return Columns(Listings(Directory(members, vocabulary(), ADDRESSES, TODAY), 300))


def many(count: int, chance: random.Random) -> list[Member]:
    """Members drawn by lot, some with a name that does not give their slug."""

    def some(kind: str) -> list[str]:
        return chance.sample(sorted(WORDS[kind]), chance.randint(0, len(WORDS[kind])))

    return [
        member(
            f"m-{number}", name=f"M {number}" if number % 3 else f"Élodie Núñez {number}", services=some("services") or ["bookkeeping"],
            tools=some("tools"), industries=some("industries"), time_zone=chance.choice(ZONES), hours=chance.choice(["09:00-17:00", "22:00-06:00"]),
            languages=[{"code": code, "level": chance.choice(LEVELS)} for code in chance.sample(["en", "fr", "pt", "pt-BR"], chance.randint(1, 3))],
            availability=chance.choice(["open", "waiting-list", "full"]), since=chance.randint(1990, 2026),
            rate=chance.choice([None, {"amount": 38.5, "currency": "EUR"}, {"amount": 1_234_567, "currency": "IDR"}, {"amount": 300, "currency": "GBP", "unit": "day"}]),
        )
        for number in range(count)
    ]  # fmt: skip


class TestColumns:
    def test_only_slugs_that_the_name_does_not_give_are_written(self) -> None:
        assert columns(member("elodie-nunez", name="Élodie Núñez"), member("zoe-2", name="Zoe")).index()["slugs"] == "\nzoe-2"

    def test_people_have_what_a_card_says_besides(self) -> None:
        made = columns(member(declines=["Payroll"], business="Sample & Co", available_from="2027-01-11")).people()

        assert (made["headlines"], made["businesses"], made["declines"], made["samples"], made["now"]) == (
            ["Keeps books that balance"], ["Sample & Co"], [["Payroll"]], "1", {0: "Open from 11 January 2027"},
        )  # fmt: skip

    def test_texts_lead_from_every_word_to_its_members_in_steps(self) -> None:
        made = columns(member("a", name="Ann"), member("b", name="Bo"), member("c", name="Ann")).texts()
        words = made["words"].split(" ")

        assert made["steps"][words.index("ann")] == [0, 2]
        assert made["steps"][words.index("charities")] == [0, 1, 1]

    def test_an_empty_directory_has_empty_columns(self) -> None:
        assert {columns().index()[name] for name in ("names", "services", "zone")} == {""}

    @given(st.integers(0, 1_000), st.integers(0, 1_000))
    def test_every_number_has_a_sign_of_its_own(self, one: int, other: int) -> None:
        assert (sign(one) == sign(other)) == (one == other)
        assert json.dumps(sign(one), ensure_ascii=False) == f'"{sign(one)}"'

    @given(st.text(max_size=30))
    def test_a_usual_slug_is_one(self, name: str) -> None:
        assert set(usual_slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.node
class TestTheBrowsersFilters:
    def test_find_what_the_members_files_say(self) -> None:
        chance = random.Random(7)
        members = many(70, chance)
        made = columns(*members)
        vocabularies = {kind: [row[0] for row in made.words[kind]] for kind in KINDS}
        queries = [
            {
                "chosen": {kind: chance.sample(slugs, chance.choice([0, 0, 1, min(2, len(slugs))])) for kind, slugs in vocabularies.items()},
                "state": chance.choice(["", "open", "full"]), "least": chance.choice([0, 0, 60, 240]), "q": chance.choice(["", "", "nunez", "xer", "m 1"]),
            }
            for _ in range(120)
        ]  # fmt: skip
        given_in = {"files": {"index": made.index(), "people": made.people(), "texts": made.texts()}, "queries": queries, "day": TODAY.isoformat(), "visitor": VISITOR}
        done = subprocess.run(
            ["node", str(Path(__file__).with_name("filters.mjs")), (ROOT / "theme/static/js").as_uri()],
            input=json.dumps(given_in), capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)

        for query, found in zip(queries, answer["answers"], strict=True):
            assert found == self.expected(members, query, vocabularies), query
        assert answer["turn"] == [one.slug for one in in_turn(members, TODAY)]
        by_slug = {one.slug: one for one in members}
        for plain in answer["candidates"]:
            expected = json.loads(json.dumps(asdict(candidate(by_slug[plain["slug"]], TODAY))))
            assert {name: plain[name] for name in expected} == expected

    @staticmethod
    def expected(members: list[Member], query: dict[str, Any], vocabularies: dict[str, list[str]]) -> dict[str, Any]:
        visitor = window(*VISITOR, TODAY)

        def has(one: Member, kind: str, slug: str) -> bool:
            if kind == "languages":  # one without a region stands for all of its regions
                return any(slug in (code, code.split("-")[0]) for code in (language.code for language in one.front.languages))
            return slug in getattr(one, kind)

        def fits(one: Member) -> bool:
            front = one.front
            texts = f"{front.name} {' '.join(one.tools)}".lower().replace("é", "e").replace("ú", "u").replace("ñ", "n")
            words = {"nunez": "nunez" in texts, "xer": "xero" in texts, "m 1": texts.startswith("m 1"), "": True}
            return (
                all(has(one, kind, slug) for kind, slugs in query["chosen"].items() for slug in slugs)
                and overlap(visitor, window(front.time_zone, front.hours, TODAY)) >= query["least"]
                and words[query["q"]]
            )

        left = [one for one in members if fits(one)]
        shown = sorted((one for one in left if query["state"] in ("", one.front.availability)), key=lambda one: one.slug)
        listed = {kind: [slug for slug in slugs if any(has(one, kind, slug) for one in members)] for kind, slugs in vocabularies.items()}
        return {
            "found": [one.slug for one in shown],
            "total": len(shown),
            "counts": {kind: {slug: sum(has(one, kind, slug) for one in shown) for slug in slugs} for kind, slugs in listed.items()},
            "states": {state: sum(one.front.availability == state for one in left) for state in AVAILABILITY},
        }
