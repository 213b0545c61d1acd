"""Imported answers find the comment that they belong to, or say in words what to do."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from queueing import NOW, comment

from office.inbox.decide import DecisionError, Desk
from office.inbox.store import Store

pytestmark = pytest.mark.both_databases


class TestAnAnswerFromAService:
    """Staticman and others name the parent in their own way; the file names it by the published comment's id."""

    def staticman(self, store: Store, source_id: str, minute: int, **fields: str) -> int:
        at = NOW + dt.timedelta(minutes=minute)
        store.add([comment("staticman", source_id, at, text=f"Said at minute {minute}.", **fields)])
        return max(one.id for one in store.queue(("new", "approved"), limit=100))

    @pytest.mark.parametrize("parent", ["6ba7b810-9dad", "position-1"])
    def test_goes_below_the_comment_that_its_service_means(self, root: Path, store: Store, desk: Desk, parent: str) -> None:
        first = self.staticman(store, "6ba7b810-9dad", 0)
        self.staticman(store, "another", 1)
        answer = self.staticman(store, "1b4e28ba-2fa1", 2, reply_to=parent)
        published = Path(desk.approve(first).file).stem

        assert f"\nreply_to: {published}\n" in (root / desk.approve(answer).file).read_text(encoding="utf-8")

    def test_waits_for_its_parent_and_says_which_one(self, store: Store, desk: Desk) -> None:
        first = self.staticman(store, "6ba7b810-9dad", 0)
        answer = self.staticman(store, "1b4e28ba-2fa1", 1, reply_to="6ba7b810-9dad")

        with pytest.raises(DecisionError, match=f"it answers {first}, which is new; approve that one first"):
            desk.approve(answer)
        desk.reject(first)
        with pytest.raises(DecisionError, match=f"it answers {first}, which is rejected; edit reply_to"):
            desk.approve(answer)

    @pytest.mark.parametrize("parent", ["gone-for-ever", "position-7"])
    def test_to_nothing_can_be_made_one_to_the_article(self, root: Path, store: Store, desk: Desk, parent: str) -> None:
        answer = self.staticman(store, "1b4e28ba-2fa1", 0, reply_to=parent)

        with pytest.raises(DecisionError, match="never came here; edit reply_to"):
            desk.approve(answer)
        desk.edit(answer, {"reply_to": ""})
        assert "reply_to" not in (root / desk.approve(answer).file).read_text(encoding="utf-8")

    def test_on_another_article_is_not_put_there(self, root: Path, store: Store, desk: Desk) -> None:
        other = root / "content" / "articles" / "starting-out" / "another.md"
        other.write_text((other.with_name("a-first-month.md")).read_text(encoding="utf-8"), encoding="utf-8")
        first = self.staticman(store, "6ba7b810-9dad", 0, article="another")
        answer = self.staticman(store, "1b4e28ba-2fa1", 1, reply_to="6ba7b810-9dad")
        desk.approve(first)

        with pytest.raises(DecisionError, match="on another article"):
            desk.approve(answer)
