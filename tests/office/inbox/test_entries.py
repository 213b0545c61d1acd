"""Entries and articles: the file that they become, and what stands in its way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from entering import ARTICLE, DRAFT, ENTRY, JO, article, change, entry
from queueing import NOW, desk_of, files_of
from small_site import MEMBER

from content_library.library import load
from hub_core.documents import parse_document
from hub_core.problems import stopping
from hub_core.settings import HubSettings
from office.inbox.decide import DecisionError, Desk
from office.inbox.entries.diff import compared
from office.inbox.entries.proposal import ProposalError
from office.inbox.entries.reading import propose
from office.inbox.record import Submission
from office.inbox.store import Store
from office.privacy import tasks as privacy
from office.workbench import say

MADE = """\
---
name: "Mara Quell"
headline: "Keeps small books in order"
services: [bookkeeping]
tools: [xero]
industries: [charities]
languages:
  - {code: en, level: native}
  - {code: fr, level: B2}
time_zone: Europe/Lisbon
hours: "09:00-15:00"
days: [mon, tue, wed, thu]
since: 2019
rate: {amount: 38, currency: EUR, unit: hour}
availability: open
links:
  - {name: "Website", url: https://mara.example/}
confirmed: 2026-11-21
joined: 2026-11-21
---

I keep books for small charities.
"""


def added(store: Store, *arrivals: Submission) -> list[int]:
    store.add(arrivals)
    return [one.id for one in store.queue(("new",))]


def check(root: Path) -> list[str]:
    return [str(one) for one in stopping(load(root / "content", HubSettings(owner="jo-sample"), NOW)[1])]


class TestANewEntry:
    def test_is_written_whole(self, root: Path, store: Store, desk: Desk) -> None:
        done = desk.approve(added(store, entry())[0])

        assert (done.file, (root / ENTRY).read_text()) == (ENTRY, MADE)
        assert check(root) == []

    def test_takes_a_free_name_and_says_so(self, root: Path, desk: Desk) -> None:
        found = desk.propose(entry(name="Jo Sample"))

        assert (found.path, found.present) == ("content/members/jo-sample-2.md", None)
        assert any("a member of this name" in line for line in found.remarks)

    def test_with_what_cannot_be_read_is_not_published(self, root: Path, store: Store, desk: Desk) -> None:
        before = files_of(root)
        (number,) = added(store, entry(rate="30-45 $/hr", tools="Xerro\nXero"))

        with pytest.raises(DecisionError, match=r"did you mean Xero.*range"):
            desk.approve(number)
        assert files_of(root) == before

    def test_can_be_kept_as_a_draft_without_it(self, root: Path, store: Store, desk: Desk) -> None:
        (number,) = added(store, entry(rate="30-45 $/hr"))
        done = desk.draft(number)
        document, _ = parse_document((root / ENTRY).read_text(), ENTRY)

        assert (done.action, done.file) == ("draft", ENTRY)
        assert document is not None
        assert (document.data["status"], "rate" in document.data) == ("draft", False)
        assert check(root) == []

    def test_that_a_check_would_refuse_is_no_draft_either(self, root: Path, store: Store, desk: Desk) -> None:
        (number,) = added(store, entry(hours="flexible"))

        with pytest.raises(DecisionError, match="hours: is missing"):
            desk.draft(number)
        assert not (root / ENTRY).exists()

    def test_is_mended_by_an_edit(self, root: Path, store: Store, desk: Desk) -> None:
        (number,) = added(store, entry(hours="flexible"))
        desk.edit(number, {"hours": "9 to 15, Monday to Thursday"})
        desk.approve(number)

        assert (root / ENTRY).read_text() == MADE

    @pytest.mark.parametrize("bio", ["Write to mara@mara.example.", "Call +351 912 345 678 any time."])
    def test_with_contact_details_is_refused_without_saying_them(self, store: Store, desk: Desk, bio: str) -> None:
        (number,) = added(store, entry(bio=bio))

        with pytest.raises(DecisionError, match="the whole file is public") as raised:
            desk.approve(number)
        assert "mara@" not in str(raised.value)
        assert "912" not in str(raised.value)

    def test_is_taken_back_whole(self, root: Path, store: Store, desk: Desk) -> None:
        before = files_of(root)
        desk.approve(added(store, entry())[0])
        desk.undo()

        assert files_of(root) == before

    def test_decided_and_not_written_before_a_stop_is_written_at_the_next_start(
        self, root: Path, store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (number,) = added(store, entry())
        monkeypatch.setattr("office.inbox.decide.write_text", lambda *_: (_ for _ in ()).throw(OSError("cut off")))
        with pytest.raises(OSError, match="cut off"):
            desk.approve(number)
        monkeypatch.undo()
        desk_of(root, store).recover()

        assert (root / ENTRY).read_text() == MADE


class TestAChange:
    def test_touches_the_lines_that_change_and_no_other(self, root: Path, store: Store, desk: Desk) -> None:
        text = MEMBER.replace("since: 2014\n", "since: 2014  # as she said\nrate: {amount: 38, currency: EUR}\n")
        (root / JO).write_text(text)
        desk.approve(added(store, change())[0])

        assert (root / JO).read_text() == text.replace(
            "rate: {amount: 38, currency: EUR}", "rate: {amount: 40, currency: EUR, unit: hour}"
        ).replace("confirmed: 2026-02-10", "confirmed: 2026-11-21")

    def test_puts_a_new_field_where_it_belongs(self, desk: Desk) -> None:
        lines = desk.propose(change(business="Sample & Co")).text.splitlines()

        assert lines[lines.index("sample: true") + 1] == 'business: "Sample & Co"'

    def test_replaces_the_bio_alone(self, desk: Desk) -> None:
        found = desk.propose(change(rate="", bio="I keep other books now."))

        assert found.text.endswith("---\nI keep other books now.\n")
        assert [line.kind for line in compared(found.present or "", found.text)].count("new") == 2

    @pytest.mark.parametrize("named", ["jo-sample", "Jo Sample", "jó sample", "https://a.example/members/jo-sample/", "jo-sample.md"])
    def test_finds_the_member_by_name_or_address(self, desk: Desk, named: str) -> None:
        assert desk.propose(change(member=named)).path == JO

    @pytest.mark.parametrize("named", ["Nobody", "../../etc/passwd", "..", "/", "jo-sample/../x"])
    def test_of_a_member_who_is_not_there_makes_no_file(self, desk: Desk, named: str) -> None:
        with pytest.raises(ProposalError, match="there is no such member"):
            desk.propose(change(member=named))

    def test_of_a_member_whose_name_is_misspelt_names_the_nearest(self, desk: Desk) -> None:
        with pytest.raises(ProposalError, match=r"in its place, perhaps jo-sample, or reject it"):
            desk.propose(change(member="Jo Smaple"))

    def test_leaves_what_cannot_be_read_as_it_was(self, desk: Desk) -> None:
        found = desk.propose(change(languages="Fluent French", hours="flexible"))

        assert "{code: en, level: native}" in found.text
        assert 'hours: "09:00-17:00"' in found.text
        assert (len(found.unread), found.can_be_published, found.can_be_draft) == (2, False, False)

    def test_keeps_her_other_links(self, root: Path, desk: Desk) -> None:
        (root / JO).write_text(MEMBER.replace("confirmed:", 'links:\n- {name: "Blog", url: "https://blog.example/"}\nconfirmed:', 1))
        found = desk.propose(change(website="https://new.example/"))

        assert '{name: "Website", url: https://new.example/}' in found.text
        assert "https://blog.example/" in found.text

    def test_from_another_address_than_before_is_said(self, store: Store, desk: Desk) -> None:
        number, *_ = added(store, entry())
        assert any("does not know her address" in line for line in desk.propose(change()).remarks)
        desk.approve(number)

        assert any("another address" in line for line in desk.propose(change(member="Mara Quell")).remarks)
        assert any("used for this entry" in line for line in desk.propose(change(member="Mara Quell", email="MARA@mara.example")).remarks)

    def test_cannot_be_a_draft(self, root: Path, store: Store, desk: Desk) -> None:
        (number,) = added(store, change())

        with pytest.raises(DecisionError, match="cannot be a draft"):
            desk.draft(number)
        assert (root / JO).read_text() == MEMBER


class TestAnArticle:
    def test_becomes_a_draft_with_its_terms(self, root: Path, store: Store, desk: Desk) -> None:
        (number,) = added(store, article(first_place="Mara’s blog", first_address="https://mara.example/week/"))
        done = desk.approve(number)
        document, _ = parse_document((root / DRAFT).read_text(), DRAFT)

        assert (done.action, done.file) == ("draft", DRAFT)
        assert document is not None
        assert document.data == {
            "title": "The first week", "date": "2026-11-21", "author": "Mara Quell", "summary": ARTICLE["summary"], "status": "draft",
            "licence": "CC-BY-4.0",
            "source": {"name": "Mara’s blog", "url": "https://mara.example/week/", "licence": "CC-BY-4.0"},
        }  # fmt: skip
        assert check(root) == []

    def test_whose_title_is_the_name_of_a_list_gets_a_file_of_another_name(self, store: Store, desk: Desk) -> None:
        (number,) = added(store, article(title="Page"))

        assert Path(desk.approve(number).file).name == "page-2.md"

    def test_leaves_her_consent_on_record(self, store: Store, desk: Desk) -> None:
        (number,) = added(store, article())
        desk.approve(number)
        stored = store.get(number)

        assert stored is not None
        assert (stored.submission.fields["consent"], stored.submission.fields["licence"]) == ("yes", "CC-BY-4.0")

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"text": "See [this](gone.md)."}, "there is no content/"), ({"text": "status: published\n\nHello."}, "looks like front matter"),
            ({"name": "Jo Sample"}, "is the name of the member"), ({"summary": "Too short."}, "at least 40"),
            ({"category": "elsewhere"}, "category"), ({"first_place": "My blog"}, "needs its address"),
            ({"text": "I am mara@mara.example."}, "own e-mail address"),
        ],
    )  # fmt: skip
    def test_with_a_mistake_is_refused_with_what_to_do(
        self, root: Path, store: Store, desk: Desk, fields: dict[str, str], said: str
    ) -> None:
        (number,) = added(store, article(**fields))

        with pytest.raises(DecisionError, match=said):
            desk.approve(number)
        assert not (root / DRAFT).exists()


class TestWhatIsHeldOfHer:
    def test_names_the_file_and_who_points_at_it(
        self, root: Path, store: Store, desk: Desk, capsys: pytest.CaptureFixture[str]
    ) -> None:
        desk.approve(added(store, entry())[0])
        (root / JO).write_text(MEMBER.replace("confirmed:", "refers_to: [mara-quell]\nconfirmed:"))
        store.close()

        assert privacy.erase_task(root, ["mara@mara.example"], yes=True, clock=lambda: NOW) == say.DONE
        said = capsys.readouterr().out
        assert f"{ENTRY}: stays" in said
        assert f"changed with it: {JO}" in said

    def test_is_in_the_export(self, root: Path, store: Store, desk: Desk) -> None:
        desk.approve(added(store, entry())[0])
        store.close()
        privacy.export_task(root, ["mara@mara.example"], clock=lambda: NOW)
        (file,) = (root / "private/exports").glob("*.json")

        assert "I keep books for small charities." in file.read_text()


def test_a_submission_of_the_future_confirms_nothing_in_the_future(root: Path) -> None:
    late = replace(entry(), received=NOW + dt.timedelta(days=40))

    assert propose(root, late, now=NOW, zone="Europe/Lisbon").can_be_published
