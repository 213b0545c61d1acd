"""What a member's file becomes beside her page, and what happens to it when she is not heard of."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any

from site_pages.findable import records
from site_pages.lists import output_pages
from site_pages.members import member_files
from va_directory.model import Member
from va_directory.views import MemberView

from ..make import member
from .make_site import site

ATOM = "{http://www.w3.org/2005/Atom}"
GONE = {"confirmed": "2025-01-01", "joined": "2025-01-01"}


def files(*members: Member) -> dict[str, str]:
    return dict(member_files(site(members=members)))


def profile(one: Member) -> tuple[MemberView, Any]:
    page = next(page for page in output_pages(site(members=(one,))) if page.template == "member")
    assert isinstance(page.view, MemberView)
    return page.view, page.meta


class TestFiles:
    def test_a_member_has_a_card_and_data(self) -> None:
        assert {"/members/jo-sample.vcf", "/members/jo-sample.json"} <= set(files(member()))

    def test_whoever_is_hidden_has_neither(self) -> None:
        assert set(files(member(**GONE))) == {"/directory.json", "/feeds/members.atom.xml"}

    def test_the_directory_holds_who_is_listed(self) -> None:
        data = json.loads(files(member("ana"), member(**GONE))["/directory.json"])
        assert [one["slug"] for one in data["members"]] == ["ana"]

    def test_the_feed_begins_with_the_newest(self) -> None:
        text = files(member("ana", name="Ana", joined="2026-03-01"), member("bea", name="Bea", joined="2026-05-01"))["/feeds/members.atom.xml"]
        assert [entry.findtext(f"{ATOM}title") for entry in ET.fromstring(text).findall(f"{ATOM}entry")] == ["Bea", "Ana"]


class TestNotConfirmed:
    def test_a_hidden_profile_stays_for_its_links_and_is_kept_from_search_engines(self) -> None:
        view, meta = profile(member(**GONE))
        assert (view.is_listed, meta.robots) == (False, "noindex")

    def test_a_card_says_the_day_once_a_year_has_gone_by(self) -> None:
        view, _ = profile(member(confirmed="2025-11-20", joined="2025-01-01"))
        assert (view.is_listed, view.card.confirmed and view.card.confirmed.iso) == (True, "2025-11-20")

    def test_before_that_it_does_not(self) -> None:
        assert profile(member())[0].card.confirmed is None

    def test_a_service_that_only_she_offers_has_no_page_and_her_profile_leads_to_none(self) -> None:
        assert not [page.path for page in output_pages(site(members=(member(**GONE),))) if page.path.startswith("/services/")]
        view, _ = profile(member(**GONE))
        assert [(entry.link.label, entry.link.href) for entry in view.services] == [("Bookkeeping", "")]

    def test_the_search_does_not_find_her_either(self) -> None:
        assert [one.path for one in records(site(members=(member(**GONE), member("ana"))))] == ["/members/ana/"]
