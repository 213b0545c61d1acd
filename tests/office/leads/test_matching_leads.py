"""Who could take a lead: in which order, who is left out and why, and that nobody is passed over for long."""

from __future__ import annotations

from collections import Counter

import pytest
from clients import Room, add_member

from office.leads.book import LeadError

pytestmark = pytest.mark.both_databases

CONFLICTS = """\
conflicts:
  - {member: jo-sample, domain: silvaceramics.example, until: 2026-12-31, reason: "Does the books of the shop next door."}
"""


class TestMatching:
    def test_whom_the_client_named_under_avoid_is_left_out(self, room: Room) -> None:
        found = room.leads.match(room.ask())
        assert [(one.slug, one.why) for one in found.left_out] == [("pia-sample", "the client asked to leave out: Pia Sample")]

    @pytest.mark.parametrize("name", ["Jo-Ann Reis", "O'Brien Bookkeeping", "A.J. Cole", "Dr. Ada Cole", "Éa Cole", "Li Wu Ann"])
    def test_whose_business_is_named_under_avoid_is_left_out_however_that_begins(self, room: Room, name: str) -> None:
        add_member(room.root, "Rita Sample", business=f'"{name}"')
        found = room.leads.match(room.ask(avoid=f"Nobody near {name}, please."))
        assert [(one.slug, one.why) for one in found.left_out] == [("rita-sample", f"the client asked to leave out: {name}")]

    @pytest.mark.parametrize(("avoid", "left_out"), [("Nobody who works for law firms.", ["rita-sample"]), ("My sister-in-law's VA.", []), ("My mother in law", [])])
    def test_a_relative_in_law_is_no_trade_to_avoid(self, room: Room, avoid: str, left_out: list[str]) -> None:
        file = room.root / "content/vocabulary.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("industries:\n", 'industries:\n  law:\n    name: "Law"\n    synonyms: ["law firms"]\n'), encoding="utf-8")
        add_member(room.root, "Rita Sample", industries="[law]", tools="[xero]")
        assert [one.slug for one in room.leads.match(room.ask(avoid=avoid)).left_out] == left_out

    def test_whose_page_the_client_named_under_avoid_is_left_out(self, room: Room) -> None:
        add_member(room.root, "Rita Sample", links='[{name: Website, url: "https://ab.example/"}]')
        assert [one.slug for one in room.leads.match(room.ask(avoid="Not www.ab.example")).left_out] == ["rita-sample"]

    def test_whom_the_client_has_in_mind_comes_first(self, room: Room) -> None:
        first = room.leads.match(room.ask(avoid="")).places[-1].slug
        found = room.leads.match(room.ask(avoid="", member=first, task="Bookkeeping in Xero, please."))
        assert (found.places[0].slug, found.places[0].reasons[0]) == (first, "the client has her in mind")

    def test_whom_the_client_has_in_mind_is_left_out_for_a_conflict_like_anybody(self, room: Room) -> None:
        (room.root / "private/conflicts.yaml").write_text(CONFLICTS, encoding="utf-8")
        found = room.leads.match(room.ask(avoid="", member="jo-sample"))
        assert ("jo-sample" in [one.slug for one in found.places], [one.slug for one in found.left_out]) == (False, ["jo-sample"])

    def test_somebody_in_mind_who_is_not_listed_is_told(self, room: Room) -> None:
        found = room.leads.match(room.ask(avoid="", member="nobody-here"))
        assert (found.untold, len(found.places)) == (("somebody in mind: she is not in the directory",), 3)

    def test_a_conflict_is_left_out_with_its_reason_for_the_owner(self, room: Room) -> None:
        (room.root / "private/conflicts.yaml").write_text(CONFLICTS, encoding="utf-8")
        found = room.leads.match(room.ask(avoid=""))
        assert [(one.slug, one.why, one.secret) for one in found.left_out] == [
            ("jo-sample", "a conflict of interest", "Does the books of the shop next door.")
        ]

    def test_a_conflict_ends_with_its_day(self, room: Room) -> None:
        (room.root / "private/conflicts.yaml").write_text(CONFLICTS.replace("2026-12-31", "2026-03-01"), encoding="utf-8")
        assert not room.leads.match(room.ask(avoid="")).left_out

    @pytest.mark.parametrize("entry", ['client: "Silva Ceramics"', "industry: Charities", "until: 2026-12-31"])
    def test_a_conflict_may_be_a_client_a_trade_or_a_time(self, room: Room, entry: str) -> None:
        (room.root / "private/conflicts.yaml").write_text(f"conflicts:\n  - member: jo-sample\n    {entry}\n", encoding="utf-8")
        found = room.leads.match(room.ask(avoid="", task="Bookkeeping for Silva Ceramics, which works for charities."))
        assert [one.slug for one in found.left_out] == ["jo-sample"]

    @pytest.mark.parametrize("domain", ["müller.example", "xn--mller-kva.example"])
    @pytest.mark.parametrize("written", ["mara@müller.example", "https://www.xn--mller-kva.example/shop"])
    def test_a_domain_with_an_umlaut_is_one_in_either_spelling(self, room: Room, domain: str, written: str) -> None:
        (room.root / "private/conflicts.yaml").write_text(f"conflicts:\n  - {{member: jo-sample, domain: {domain}}}\n", encoding="utf-8")
        found = room.leads.match(room.ask(avoid="", task=f"Bookkeeping, see {written}"))
        assert [one.slug for one in found.left_out] == ["jo-sample"]

    def test_with_a_mistake_in_the_conflicts_nothing_is_matched(self, room: Room) -> None:
        (room.root / "private/conflicts.yaml").write_text("conflicts:\n  - {membr: jo-sample, domain: a.example}\n  - {member: jo-sampel, domain: https://a}\n", encoding="utf-8")
        with pytest.raises(LeadError) as raised:
            room.leads.match(room.ask())
        assert str(raised.value).splitlines()[:2] == [
            "private/conflicts.yaml:2: conflicts.0.membr: did you mean member?",
            "private/conflicts.yaml:3: conflicts.1.domain: is not a domain; write it without https:// and slashes, like acme.example",
        ]

    @pytest.mark.parametrize(
        ("field", "value", "why"),
        [
            ("availability", "full", "full at present"),
            ("confirmed", "2025-02-10", "not confirmed since 2025-02-10"),
            ("declines", '["Ceramics"]', "declines such work: Ceramics"),
        ],
    )
    def test_the_full_the_unconfirmed_and_the_unwilling_are_left_out(self, room: Room, field: str, value: str, why: str) -> None:
        add_member(room.root, "Rita Sample", **{field: value})
        assert ("rita-sample", why) in [(one.slug, one.why) for one in room.leads.match(room.ask()).left_out]

    @pytest.mark.parametrize("setting", ["marked_after_days", "hidden_after_days"])
    def test_how_long_an_entry_holds_is_the_owners_setting(self, room: Room, setting: str) -> None:
        add_member(room.root, "Rita Sample", confirmed="2026-01-01")
        room.leads.settings = room.leads.settings.model_copy(update={setting: 30})
        assert ("rita-sample", "not confirmed since 2026-01-01") in [(one.slug, one.why) for one in room.leads.match(room.ask()).left_out]

    def test_who_was_to_be_back_by_now_is_to_be_asked(self, room: Room) -> None:
        add_member(room.root, "Rita Sample", availability="on-leave", available_from="2026-02-01")
        why = "on leave, and was to be back on 2026-02-01: ask her"
        assert ("rita-sample", why) in [(one.slug, one.why) for one in room.leads.match(room.ask()).left_out]

    @pytest.mark.parametrize("availability", ["open", "waiting-list"])
    def test_who_has_room_from_a_later_day_is_ranked_with_that_day(self, room: Room, availability: str) -> None:
        add_member(room.root, "Rita Sample", availability=availability, available_from="2026-06-01")
        [rita] = [one for one in room.leads.match(room.ask()).places if one.slug == "rita-sample"]
        assert rita.reasons[-1] == "has room from 2026-06-01"

    def test_who_is_on_leave_is_left_out_with_the_day_she_is_back(self, room: Room) -> None:
        add_member(room.root, "Rita Sample", availability="on-leave", available_from="2026-06-01")
        assert ("rita-sample", "on leave until 2026-06-01") in [(one.slug, one.why) for one in room.leads.match(room.ask()).left_out]

    def test_among_equals_whoever_waited_longest_comes_first(self, room: Room) -> None:
        first = room.leads.match(room.ask(avoid="")).places[0].slug
        room.leads.offer(room.ask(avoid="", task="Bookkeeping in Xero, once."), first)
        assert room.leads.match(room.ask(avoid="", task="Bookkeeping in Xero, twice.")).places[-1].slug == first

    def test_leads_go_round_among_equals_however_many_there_are(self, room: Room) -> None:
        first: Counter[str] = Counter()
        for number in range(12):
            lead = room.ask(avoid="", name=f"Client {number}", email=f"c{number}@c{number}.example", task=f"Bookkeeping in Xero, {number} hours.")
            slug = room.leads.match(lead).places[0].slug
            room.leads.offer(lead, slug)
            room.clock.later(days=1)
            first[slug] += 1
        assert first == {"jo-sample": 4, "rita-sample": 4, "pia-sample": 4}

    def test_whoever_does_more_of_it_comes_before_whoever_waited_longer(self, room: Room) -> None:
        add_member(room.root, "Pia Sample", tools="[]")
        room.leads.offer(room.ask(avoid=""), "rita-sample")
        places = [one.slug for one in room.leads.match(room.ask(avoid="", task="Bookkeeping in Xero, again.")).places]
        assert places == ["jo-sample", "rita-sample", "pia-sample"]

    def test_whoever_declined_this_lead_is_not_asked_again(self, room: Room) -> None:
        number = room.ask()
        room.leads.offer(number, "rita-sample")
        room.leads.answer(number, "decline", "capacity")
        assert ("rita-sample", "has declined this lead: no room for it now") in [(one.slug, one.why) for one in room.leads.match(number).left_out]

    @pytest.mark.parametrize(("zone", "budget"), [("Mars/Olympus", "some"), ("\u202e", "30-45"), ("UTC+99", "x" * 200)])
    def test_what_cannot_be_read_is_told_and_stops_nothing(self, room: Room, zone: str, budget: str) -> None:
        found = room.leads.match(room.ask(time_zone=zone, budget=budget))
        assert (len(found.untold), bool(found.places)) == (2, True)
