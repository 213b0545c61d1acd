"""What is held of one person: given to her whole, or gone from everywhere, and never told with her address."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from asking import FOLDER, MARA, OTHER, PLACE, erase, export, follow, keep, publish
from queueing import NOW, comment, desk_of, files_of, rating, rows_of, sent

from content_library.library import load
from hub_core.settings import HubSettings
from office.inbox.decide import Desk
from office.inbox.record import Submission
from office.inbox.store import Store, open_store
from office.inbox.tables import decisions, followers, submissions, words
from office.leads import person

pytestmark = pytest.mark.both_databases


class TestErasing:
    def test_everything_that_she_sent_goes_and_what_others_sent_stays(self, root: Path, private: Path, store: Store, desk: Desk) -> None:
        hers = publish(store, desk, "From Mara.")
        his = publish(store, desk, "From Otto.", name="Otto", email=OTHER)
        store.add([sent("newsletter", {"email": "Mara@Mara.example"}), sent("newsletter", {"email": OTHER}), rating("1")])
        files = [keep(private, one, folder) for one in (" MARA@mara.example", OTHER) for folder in ("inbox", "spam")]
        for one in (MARA, OTHER):
            follow(store, one)

        assert erase(root) == 0
        left = rows_of(store, submissions)
        assert len(left) == 3
        assert [row[2] for row in rows_of(store, decisions)] == [one.id for one in store.queue(("approved",))]
        assert [row[1] for row in rows_of(store, followers)] == [OTHER]
        assert [file.exists() for file in files] == [False, False, True, True]
        assert [(root / path).exists() for path in (hers, his)] == [False, True]

    def test_the_files_of_the_queue_hold_no_trace_of_her(self, root: Path, private: Path, store: Store, desk: Desk) -> None:
        publish(store, desk, "A rare word: onomatopoetikon.")
        follow(store, MARA)
        erase(root)

        kept = b"".join(file.read_bytes() for file in private.rglob("*") if file.is_file())
        assert (b"onomatopoetikon." in kept, MARA.encode() in kept) == (False, False)

    @pytest.mark.parametrize(
        "one",
        [comment("basin", "7", email=MARA), comment("formspree", email=MARA), sent("newsletter", {"email": MARA}, "netlify", "n1")],
        ids=["with an id", "without", "a sign-up"],
    )
    def test_a_service_that_gives_the_same_again_does_not_bring_it_back(self, root: Path, store: Store, one: Submission) -> None:
        store.add([one])
        erase(root)
        assert rows_of(store, submissions) == []

        account = store.add([one])
        assert (account.new, account.known, rows_of(store, submissions)) == (0, 1, [])

    @pytest.mark.parametrize("one", [comment(email=MARA), sent("newsletter", {"email": MARA}), sent("newsletter", {"email": MARA}, "formspree")])
    def test_she_can_write_and_sign_up_anew(self, root: Path, store: Store, one: Submission) -> None:
        store.add([one])
        erase(root)

        assert store.add([one]).new == 1

    def test_the_learner_forgets_her_words_and_keeps_those_of_others(self, root: Path, store: Store, desk: Desk) -> None:
        publish(store, desk, "Common words.", name="Otto", email=OTHER)
        before = rows_of(store, words)
        publish(store, desk, "Common words, and onomatopoetikon.")
        erase(root)

        assert rows_of(store, words) == before != []

    def test_a_comment_that_was_answered_keeps_its_place_alone(self, root: Path, store: Store, desk: Desk) -> None:
        first = publish(store, desk, "First.", name="Otto", email=OTHER)
        hers = publish(store, desk, "From Mara.", parent=Path(first).stem, website="https://mara.example/")
        answer = publish(store, desk, "An answer.", name="Otto", email=OTHER, parent=Path(hers).stem)
        erase(root)

        assert not (root / hers).exists()
        assert (root / PLACE).read_text() == (
            f'---\nauthor: "Removed"\ndate: "2026-11-21T09:30:15Z"\nreply_to: "{Path(first).stem}"\nremoved: true\n---\n'
        )
        assert f"reply_to: {Path(PLACE).stem}\n" in (root / answer).read_text()
        _, problems = load(root / "content", HubSettings(owner="jo-sample"), NOW)
        assert problems == []

    def test_her_answers_to_herself_hold_nothing_back(self, root: Path, store: Store, desk: Desk) -> None:
        first = publish(store, desk, "First.")
        publish(store, desk, "Second.", parent=Path(first).stem)
        erase(root)

        assert [name for name in files_of(root) if "/comments/" in name] == []

    @pytest.mark.parametrize("line", ["replyto: {id}", 'replyTo: "{id}"', "reply_to: '{id}'  # her"])
    def test_an_answer_is_seen_in_any_form(self, root: Path, store: Store, desk: Desk, line: str) -> None:
        hers = publish(store, desk, "From Mara.")
        (root / FOLDER / "by-hand.md").write_text(f"author: Otto\ndate: 2026-11-21\n{line.format(id=Path(hers).stem)}\n\nYes.\n")
        erase(root)

        assert "removed: true" in (root / PLACE).read_text()
        assert line.format(id=Path(PLACE).stem) in (root / FOLDER / "by-hand.md").read_text()

    def test_an_answer_that_waits_keeps_the_place_too(self, root: Path, store: Store, desk: Desk) -> None:
        hers = publish(store, desk, "From Mara.")
        store.add([comment(text="Yes.", name="Otto", email=OTHER, reply_to=Path(hers).stem)])
        erase(root)
        [waiting] = store.queue()

        assert waiting.submission.fields["reply_to"] == Path(PLACE).stem
        assert desk.approve(waiting.id).file == f"{FOLDER}/2026-11-21-otto-1.md"

    def test_an_answer_can_be_taken_back_after_its_comment_went(self, root: Path, store: Store, desk: Desk) -> None:
        hers = publish(store, desk, "From Mara.")
        answer = publish(store, desk, "Yes.", name="Otto", email=OTHER, parent=Path(hers).stem)
        erase(root)
        desk.undo()

        assert not (root / answer).exists()

    def test_two_places_have_two_names(self, root: Path, store: Store, desk: Desk) -> None:
        for number in (1, 2):
            hers = publish(store, desk, f"No {number}.")
            publish(store, desk, f"Answer {number}.", name="Otto", email=OTHER, parent=Path(hers).stem)
        erase(root)

        assert [Path(name).stem for name in files_of(root) if "removed" in name] == ["2026-11-21-removed-1", "2026-11-21-removed-2"]

    def test_the_owner_s_answer_stays(self, root: Path, store: Store, desk: Desk) -> None:
        hers = publish(store, desk, "From Mara.")
        answer = desk.reply(rows_of(store, submissions)[0][0], "Thank you.").file
        erase(root)

        assert ("removed: true" in (root / PLACE).read_text(), (root / answer).is_file(), (root / hers).exists()) == (True, True, False)

    def test_a_file_that_came_to_somebody_else_under_the_same_name_stays(self, root: Path, store: Store, desk: Desk) -> None:
        hers = publish(store, desk, "From Mara.")
        (root / hers).unlink()
        assert publish(store, desk, "From another Mara.", email=OTHER) == hers
        erase(root)

        assert "another Mara" in (root / hers).read_text()

    def test_cut_off_between_the_files_and_the_rows_it_is_done_by_doing_it_again(
        self, root: Path, store: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hers = publish(store, desk, "From Mara.")

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as cut:
            cut.setattr(person, "erase", killed)
            with pytest.raises(KeyboardInterrupt):
                erase(root)
        assert ((root / hers).exists(), len(rows_of(store, submissions))) == (False, 1)

        assert erase(root) == 0
        assert rows_of(store, submissions) == []

    def test_an_earlier_export_goes_too(self, root: Path, store: Store) -> None:
        store.add([comment()])
        export(root)
        erase(root)

        assert list((root / "private/exports").iterdir()) == []

    def test_another_file_with_the_address_is_named_and_left(self, root: Path, private: Path, capsys: pytest.CaptureFixture[str]) -> None:
        private.mkdir()
        (private / "notes.txt").write_text(f"Call {MARA.title()}")
        erase(root)

        assert "private/notes.txt: her address or name stands in this file too" in capsys.readouterr().out
        assert (private / "notes.txt").exists()


def test_a_queue_that_is_open_elsewhere_is_erased_all_the_same(root: Path, private: Path) -> None:
    one, other = open_store(private), open_store(private)
    try:
        desk_of(root, one)
        one.add([comment()])
        with other.engine.connect() as connection:
            connection.execute(sa.select(submissions)).all()
            erase(root)
        assert rows_of(other, submissions) == []
    finally:
        one.close()
        other.close()


@pytest.mark.file_alone
def test_a_trace_that_stayed_since_somebody_was_reading_goes_by_doing_it_again(
    root: Path, private: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def traces() -> bool:
        return any(b"onomatopoetikon" in file.read_bytes() for file in private.rglob("*") if file.is_file())

    with closing(open_store(private)) as store:
        store.add([comment(text="A rare word: onomatopoetikon.")])
        with store.engine.connect() as reading:
            reading.exec_driver_sql("BEGIN")
            reading.execute(sa.select(submissions)).all()
            erase(root)
            assert "is in use, so traces of the rows stay in it for now" in capsys.readouterr().err
            reading.exec_driver_sql("ROLLBACK")
        assert traces()
        erase(root)
        assert ("Nothing here belongs to this address." in capsys.readouterr().out, traces()) == (True, False)
