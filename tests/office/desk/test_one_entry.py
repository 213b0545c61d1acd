"""One entry's page: the comment in its thread, changing what it says, and answering it."""

from __future__ import annotations

from pathlib import Path

from owner import MARA, Owner, comment, content

from office.inbox.store import Store


class TestThePreview:
    def test_shows_the_comment_in_its_thread(self, root: Path, owner: Owner, store: Store) -> None:
        folder = root / "content/comments/a-first-month"
        folder.mkdir(parents=True)
        (folder / "2026-03-02-bo-1.md").write_text('---\nauthor: Bo\ndate: "2026-03-02T08:00:00Z"\n---\nIs it long?\n')
        (folder / "2026-03-03-cy-1.md").write_text('---\nauthor: Cy\ndate: "2026-03-03T08:00:00Z"\n---\nAnother thread.\n')
        (folder / "broken.md").write_text("---\nauthor: [\n---\n")
        store.add([comment(reply_to="2026-03-02-bo-1")])

        page = owner.open("/desk/entries/1")
        assert page.index("Is it long?") < page.index('id="comment-preview"') < page.index("<em>list</em>")
        assert "Another thread." not in page.partition("<details")[0]
        assert "3 comments" in owner.text
        owner.send("/desk/decide", {"one": "approve 1"})
        assert 'id="comment-2026-11-21-mara-1"' in owner.open("/desk/entries/1")
        assert 'href="/articles/a-first-month/#comment-2026-11-21-mara-1"' in owner.page

    def test_says_when_it_answers_what_is_not_there(self, owner: Owner, store: Store) -> None:
        store.add([comment(reply_to="2026-01-01-no-1")])
        owner.open("/desk/entries/1")

        assert "It cannot be published as it is: it answers a comment that is not published" in owner.text
        owner.send("/desk/entries/1/edit", {"reply_to": ""})
        assert "It cannot be published" not in owner.text

    def test_says_when_the_file_is_gone(self, root: Path, owner: Owner, store: Store) -> None:
        store.add([comment()])
        owner.open("/desk/")
        owner.send("/desk/decide", {"one": "approve 1"})
        (root / MARA).unlink()
        owner.open("/desk/entries/1")

        assert "Its file is not under the article any more." in owner.text


class TestChanging:
    def test_is_kept_and_taken_back(self, owner: Owner, store: Store) -> None:
        store.add([comment()])
        owner.open("/desk/entries/1")
        owner.send("/desk/entries/1/edit", {"name": "Mara B.", "text": "Shorter."})

        assert store.get(1).submission.fields == {**comment().fields, "name": "Mara B.", "text": "Shorter."}  # type: ignore[union-attr]
        assert "Changed. It still waits for your decision." in owner.text
        owner.send("/desk/undo")
        assert store.get(1).submission.fields == comment().fields  # type: ignore[union-attr]

    def test_with_mistakes_keeps_what_was_typed_and_says_what_to_do(self, owner: Owner, store: Store) -> None:
        store.add([comment()])
        owner.open("/desk/entries/1")
        owner.send("/desk/entries/1/edit", {"name": "", "text": "Much better <now>.\r\n\r\nYes.", "website": "nonsense"})

        assert "Not taken yet. What you wrote is still here." in owner.text
        assert "Please fill in “Your name”." in owner.text
        assert "It should begin with https://." in owner.text
        assert "Much better &lt;now&gt;.\n\nYes.</textarea>" in owner.page
        assert '<a href="#comment-name">Please fill in' in owner.page
        assert '<details class="part" open>' in owner.page
        assert store.get(1).submission.fields == comment().fields  # type: ignore[union-attr]

    def test_cannot_move_it_to_another_article(self, owner: Owner, store: Store) -> None:
        store.add([comment()])
        page = owner.open("/desk/entries/1")

        assert 'name="article"' not in page

    def test_of_what_is_decided_is_refused(self, owner: Owner, store: Store) -> None:
        store.add([comment()])
        page = owner.open("/desk/entries/1")
        owner.send("/desk/decide", {"one": "reject 1"})
        owner.page = page
        owner.send("/desk/entries/1/edit", {"name": "Eve"})

        assert "undo that first" in owner.text


class TestAnswering:
    def test_writes_the_owners_comment_below(self, root: Path, owner: Owner, store: Store) -> None:
        store.add([comment()])
        owner.open("/desk/")
        owner.send("/desk/decide", {"one": "approve 1"})
        owner.open("/desk/entries/1")
        owner.send("/desk/entries/1/reply", {"reply": "Thank *you*."})

        [answer] = [text for path, text in content(root).items() if "comments" in path and path != MARA]
        assert b"reply_to: 2026-11-21-mara-1" in answer
        assert b"member: jo-sample" in answer
        assert "Your answer is published." in owner.text
        assert "Thank <em>you</em>." in owner.page
        owner.send("/desk/undo")
        assert [path for path in content(root) if "comments" in path] == [MARA]

    def test_with_nothing_or_to_nothing_is_refused(self, owner: Owner, store: Store) -> None:
        store.add([comment()])
        owner.open("/desk/")
        owner.send("/desk/decide", {"one": "approve 1"})
        page = owner.open("/desk/entries/1")
        owner.send("/desk/entries/1/reply", {"reply": "  "})
        assert "Please fill in “Your comment”." in owner.text
        owner.send("/desk/undo")
        owner.page = page
        owner.send("/desk/entries/1/reply", {"reply": "Kept <words>"})
        assert "approve it first" in owner.text
