"""Entries and articles with any text in them: a file that reads back as it was meant, and a comparison that shows all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from entering import ARTICLE, CHANGE, NEW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from queueing import NOW
from small_site import make_site

from hub_core.documents import parse_document
from office.inbox.entries.diff import compared
from office.inbox.entries.member import free_slug
from office.inbox.entries.proposal import ProposalError
from office.inbox.entries.reading import propose
from office.inbox.record import Submission


class TestFileNames:
    @given(some.text(max_size=200), some.text(max_size=80), some.sets(some.sampled_from(["jo", "member", "jo-2"])))
    def test_are_short_plain_and_free(self, name: str, business: str, taken: set[str]) -> None:
        slug = free_slug(name, business, taken)

        assert slug not in taken
        assert len(slug) <= 64
        assert parse_document("---\na: 1\n---\n", f"{slug}.md")[0] is not None
        assert slug.replace("-", "").isalnum()
        assert slug.isascii()


HOSTILE = some.text(max_size=60) | some.sampled_from(
    ["---\nstatus: published\n---", "x\n---\nrate: 1", '"]}', "{{ 7 * 7 }}", "<script>alert(1)</script>", "a: b #c", "&a *a !!python/object",
     "- a\n- b", "\t", "no", "null", "2026-01-01", "é" * 60, "../../x", "'\"\\", "%TAG", "a\n\n\n---\n"]
)  # fmt: skip


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("hostile"))


class TestHostileText:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(form=some.sampled_from(["list-me", "change-entry", "submit-article"]), data=some.data())
    def test_gives_a_file_that_reads_back_or_words(self, checkout: Path, form: str, data: some.DataObject) -> None:
        changing = {**CHANGE, **{name: NEW[name] for name in NEW if name not in ("email", "name")}}
        base = {"list-me": NEW, "change-entry": changing, "submit-article": ARTICLE}[form]
        fixed = {"email", "consent", "member", "category", "licence", "availability", "website"}
        changed = data.draw(some.dictionaries(some.sampled_from(sorted(set(base) - fixed)), HOSTILE, min_size=1))
        submission = Submission("receiver", "", form, NOW, {**base, **changed})
        try:
            found = propose(checkout, submission, now=NOW, zone="Europe/Lisbon")
        except ProposalError:
            return
        document, problems = parse_document(found.text, found.path)
        assert document is not None
        assert found.problems or not problems
        assert document.data.get("status") == ("draft" if form == "submit-article" else None)
        given = {**base, **changed}
        assert document.data.get("title", document.data.get("name")) == given.get("title", given.get("name", "Jo Sample")).strip()
        body = given["text" if form == "submit-article" else "bio"]
        if form != "change-entry" or body.strip():  # an empty field changes nothing
            assert document.body.strip() == body.replace("\r\n", "\n").replace("\r", "\n").strip()
        assert found.path.startswith("content/")
        assert ".." not in found.path


class TestTheComparison:
    def test_marks_the_words_that_differ(self) -> None:
        (gone, new) = [line for line in compared("rate: 38 EUR\n", "rate: 40 EUR\n") if line.kind != "same"]

        assert gone.words == (("rate: ", False), ("38", True), (" EUR", False))
        assert new.words == (("rate: ", False), ("40", True), (" EUR", False))

    @given(some.text(max_size=300), some.text(max_size=300))
    def test_shows_every_line_that_comes_whole(self, before: str, after: str) -> None:
        lines = compared(before, after)

        shown = ["".join(text for text, _ in line.words) for line in lines if line.kind == "new"]
        assert all(line in after.splitlines() for line in shown)
        assert bool(lines) == (before.splitlines() != after.splitlines())
