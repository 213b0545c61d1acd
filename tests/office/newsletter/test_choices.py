"""Which tip and which comment an issue has, why, and that the owner has the last word."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from office.newsletter.digest import digest_task

DAY = "2026-03-05"  # the week is 26 February to 4 March, in which the small site's article came out
TALK = "content/comments/a-first-month"
SAID = "I did this for a month and it works: write the note on Monday, before anything else, and send it then."
ANSWER = "So did I."


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC).timestamp())))


def tip(root: Path, name: str, day: str, *more: str) -> None:
    file = root / "content/tips" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(["---", f'title: "The tip {name}"', f"date: {day}", "topic: money", *more, "---", "Count it twice.", ""]))


def comment(root: Path, name: str, *more: str, day: str = "2026-03-02", text: str = SAID) -> None:
    file = root / TALK / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(["---", f'author: "{name.title()}"', f'date: "{day}T09:00:00Z"', *more, "---", text, ""]))


def issue(root: Path, capsys: pytest.CaptureFixture[str], day: str = DAY) -> tuple[list[str], list[str], str]:
    """Write an issue and give the tips and the comments that it links to, and the reasons that were said."""
    digest_task(root, day=day)
    text = (root / "content/newsletter" / f"{day}.md").read_text()
    return re.findall(r"\(/tips/([\w-]+)/\)", text), re.findall(r"#comment-([\w-]+)\)", text), capsys.readouterr().err


class TestTheTip:
    def test_is_the_newest_of_the_week(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for name, day in (("older", "2026-02-27"), ("newest", "2026-03-04"), ("of-the-day-itself", DAY), ("before", "2026-02-01")):
            tip(root, name, day)
        tips, _, said = issue(root, capsys)

        assert tips == ["newest"]
        assert "The tip is “The tip newest”, because it is the newest of the week." in said

    def test_is_the_newest_that_no_issue_has_had_where_none_is_new(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for name, day in (("one", "2026-01-05"), ("two", "2026-01-12")):
            tip(root, name, day)
        tips, _, said = issue(root, capsys)

        assert tips == ["two"]
        assert "because no tip is new and no issue has had it yet." in said

    @pytest.mark.parametrize("link", ["(/tips/two/)", "({filename}/tips/two.md)"])
    @pytest.mark.parametrize("status", ["", "status: draft\n"])
    def test_that_an_earlier_issue_has_had_is_not_told_again(
        self, root: Path, capsys: pytest.CaptureFixture[str], link: str, status: str
    ) -> None:
        for name, day in (("one", "2026-01-05"), ("two", "2026-01-12")):
            tip(root, name, day)
        (root / "content/newsletter").mkdir()
        (root / "content/newsletter/2026-02-20.md").write_text(
            f'---\ntitle: "Before"\nsummary: "What stood in the issue before this one."\n{status}---\n[The tip]{link}\n'
        )

        assert issue(root, capsys)[0] == ["one"]

    def test_that_the_owner_picked_comes_first_however_old(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        tip(root, "new", "2026-03-04")
        tip(root, "picked", "2025-01-05", "pick: true")
        tips, _, said = issue(root, capsys)

        assert tips == ["picked"]
        assert "because its file says pick: true." in said

    def test_that_was_picked_goes_once(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        tip(root, "picked", "2026-03-01", "pick: true")
        tip(root, "new", "2026-03-10")

        assert [issue(root, capsys, day)[0] for day in (DAY, "2026-03-12")] == [["picked"], ["new"]]

    def test_that_is_not_new_makes_no_issue(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        tip(root, "old", "2026-01-05", "pick: true")
        digest_task(root, day="2026-03-19")

        assert "Nothing is new" in capsys.readouterr().out
        assert not (root / "content/newsletter").exists()

    def test_that_is_not_new_is_not_what_the_issue_is_named_after(self, root: Path) -> None:
        tip(root, "old", "2026-01-05")
        digest_task(root, day="2026-02-14")  # a member is new

        assert 'title: "Jo Sample, and 1 more"' in (root / "content/newsletter/2026-02-14.md").read_text()


class TestTheComment:
    @pytest.mark.parametrize(
        ("others", "why"),
        [
            ([("ida", ["reply_to: noor", "member: jo-sample"])], "the article’s author answered it"),
            ([("ida", ["reply_to: noor"])], "it was answered once"),
            ([("ida", ["reply_to: noor"]), ("ada", ["reply_to: noor"])], "it was answered 2 times"),
            ([], "nothing was answered, and it is the longest that begins a thread"),
        ],
        ids=["author", "once", "twice", "longest"],
    )
    def test_is_chosen_for_a_reason_that_is_said(
        self, root: Path, capsys: pytest.CaptureFixture[str], others: list[tuple[str, list[str]]], why: str
    ) -> None:
        comment(root, "noor", text=f"{SAID} Twice.")
        comment(root, "otto")
        for name, more in others:
            comment(root, name, *more, text=ANSWER)
        _, comments, said = issue(root, capsys)

        assert comments == ["noor"]
        assert f"The comment is {TALK}/noor.md, because {why}." in said

    def test_that_the_author_answered_comes_before_what_others_answered(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        comment(root, "noor")
        comment(root, "otto")
        comment(root, "jo", "reply_to: noor", "member: jo-sample", text=ANSWER)
        for name in ("ida", "ada"):
            comment(root, name, "reply_to: otto", text=ANSWER)

        assert issue(root, capsys)[1] == ["noor"]

    def test_that_begins_a_thread_comes_before_a_longer_answer(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        comment(root, "old", day="2026-01-01")
        comment(root, "noor", "reply_to: old", text=f"{SAID} And it is longer.")
        comment(root, "otto")

        assert issue(root, capsys)[1] == ["otto"]

    @pytest.mark.parametrize(
        ("more", "day", "text"),
        [
            ([], "2026-02-01", SAID), ([], DAY, SAID), (["member: jo-sample"], "2026-03-02", SAID), ([], "2026-03-02", ANSWER),
            ([], "2026-03-02", SAID * 20), (["removed: true"], "2026-03-02", SAID),
        ],
        ids=["before", "after", "the author's own", "short", "long", "removed"],
    )
    def test_is_none_of_these(self, root: Path, capsys: pytest.CaptureFixture[str], more: list[str], day: str, text: str) -> None:
        comment(root, "noor", *more, day=day, text=text)

        assert issue(root, capsys)[1] == []

    def test_that_the_owner_picked_comes_first_and_once(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        comment(root, "noor")
        comment(root, "ida", "reply_to: noor", text=ANSWER)
        comment(root, "otto", "pick: true", day="2026-01-01", text=ANSWER)
        tip(root, "new", "2026-03-10")
        first, second = issue(root, capsys), issue(root, capsys, "2026-03-12")

        assert (first[1], second[1]) == (["otto"], [])
        assert f"The comment is {TALK}/otto.md, because its file says pick: true." in first[2]
