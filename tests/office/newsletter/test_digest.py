"""The week's issue: what is in it, when there is none, and that what others wrote stays text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content_library.library import load
from hub_core.clock import build_time
from hub_core.html_text import as_text
from hub_core.markdown_text import AuthorMarkdown, Target
from hub_core.problems import Problem
from hub_core.settings import HubSettings
from office.newsletter.digest import digest_task
from office.newsletter.week import plain
from office.workbench import say

COMMENT = '---\nauthor: "Noor [x](y)"\ndate: "{day}T09:00:00Z"\n---\n{text}\n'
SAID = "I did this for a month and it works: write the note on Monday, *before* anything else, and send it. <b>Try</b> [it](https://x.example/)."


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC).timestamp())))


def say_something(root: Path, name: str = "2026-03-02-noor-1", day: str = "2026-03-02", text: str = SAID) -> None:
    file = root / "content/comments/a-first-month" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(COMMENT.format(day=day, text=text))


def add_tip(root: Path, day: str) -> None:
    file = root / "content/tips" / f"tip-of-{day}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'---\ntitle: "Tip of {day}"\ndate: {day}\ntopic: money\n---\nCount it twice.\n')


def issue(root: Path, day: str = "2026-03-05") -> str:
    return (root / "content/newsletter" / f"{day}.md").read_text()


class TestTheIssue:
    def test_holds_what_the_week_brought(self, root: Path) -> None:
        add_tip(root, "2026-03-04")
        (root / "content/resources").mkdir(exist_ok=True)
        (root / "content/resources/timer.md").write_text(
            '---\ntitle: "Timer"\nurl: https://timer.example/\nkind: tool\ncategory: first-steps\naudience: [vas]\ncost: free\nadded: 2026-03-01\n'
            'summary: "Counts the minutes of each client without asking for an account."\n---\nIt counts.\n'
        )
        say_something(root)
        digest_task(root)
        text = issue(root)
        parts = ("(/articles/a-first-month/)", "(/tips/tip-of-2026-03-04/)", "(/resources/timer/)", "#comment-2026-03-02-noor-1)")
        assert [part in text for part in parts] == [True] * 4

    def test_is_one_that_the_check_has_nothing_against(self, root: Path) -> None:
        say_something(root)
        assert digest_task(root) == say.DONE
        library, problems = load(root / "content", HubSettings(owner="jo-sample"), build_time("UTC"))
        assert ([str(one) for one in problems if not one.is_note], len(library.issues)) == ([], 1)

    def test_tells_of_a_new_member(self, root: Path) -> None:
        digest_task(root, day="2026-02-14")
        assert "[Jo Sample](/members/jo-sample/): Keeps books that balance" in issue(root, "2026-02-14")

    def test_has_the_comment_that_was_answered_most(self, root: Path) -> None:
        say_something(root)
        say_something(root, "2026-03-03-otto-1", text=f"Otto. {SAID} And it is longer, which alone does not make it better.")
        file = root / "content/comments/a-first-month/2026-03-04-ida-1.md"
        file.write_text('---\nauthor: "Ida"\ndate: "2026-03-04T09:00:00Z"\nreply_to: 2026-03-02-noor-1\n---\nSo did I.\n')
        digest_task(root)
        assert "#comment-2026-03-02-noor-1)" in issue(root)

    def test_the_quotation_is_text(self, root: Path) -> None:
        say_something(root)
        digest_task(root)
        library, _ = load(root / "content", HubSettings(owner="jo-sample"), build_time("UTC"))
        html = library.issues[0].text.html
        assert ("<b>" in html, "https://x.example" in html, "Noor [x](y)" in html) == (False, False, True)

    def test_with_one_piece_alone_does_not_take_its_title(self, root: Path) -> None:
        digest_task(root)
        assert 'title: "This week: A first month"' in issue(root)

    def test_an_empty_week_has_none(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        say_something(root, day="2026-04-01")
        digest_task(root, day="2026-04-05")
        said = capsys.readouterr().out
        assert (said.startswith("Nothing is new"), list((root / "content").glob("newsletter/*"))) == (True, [])
        assert said.endswith(" itself belongs to the next one.\n")  # whoever published a member this morning would wonder

    def test_there_is_one_a_week_at_most(self, root: Path) -> None:
        digest_task(root)
        add_tip(root, "2026-03-05")
        with pytest.raises(say.Stop, match="the next is due on 12 March 2026"):
            digest_task(root, day="2026-03-11")

    def test_nothing_is_told_twice(self, root: Path) -> None:
        digest_task(root)
        add_tip(root, "2026-03-05")
        digest_task(root, day="2026-03-12")
        assert ("/articles/" in issue(root, "2026-03-12"), "tip-of-2026-03-05" in issue(root, "2026-03-12")) == (False, True)

    def test_what_was_changed_by_hand_is_not_written_over(self, root: Path) -> None:
        digest_task(root)
        with pytest.raises(say.Stop, match="is there already"):
            digest_task(root)

    def test_a_dry_run_writes_nothing(self, root: Path) -> None:
        digest_task(root, dry_run=True)
        assert not (root / "content/newsletter").exists()

    def test_with_a_mistake_in_the_content_nothing_is_written(self, root: Path) -> None:
        (root / "content/tips").mkdir(exist_ok=True)
        (root / "content/tips/bad.md").write_text("---\ntitle: x\n---\n")
        with pytest.raises(say.Stop, match=r"bad\.md:"):
            digest_task(root)

    def test_a_day_that_is_none_is_said(self, root: Path) -> None:
        with pytest.raises(say.Stop, match="--day"):
            digest_task(root, day="friday")


WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=0x17F), min_size=1, max_size=12).filter(lambda one: one.split() == [one] and max(one + "\x80") > "\x7f")


class TestPlain:
    @settings(deadline=None)
    @given(st.lists(WORDS, min_size=1, max_size=6))
    @example(["<script>alert(1)</script>"])
    @example(["1.", "a"])
    @example(["#", "a"])
    @example(["&lt;b&gt;"])
    @example([":", "a"])
    @example(["{:", ".x}"])
    @example(["~~~"])
    def test_shows_a_text_as_it_is(self, words: list[str]) -> None:
        text = " ".join(words)
        converter = AuthorMarkdown(lambda written: Target(href=written))
        rendered, problems = converter.render(plain(text), lambda _, remedy: Problem("x", 1, "", remedy))
        straight = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "--", "—": "---"})
        shown = as_text(rendered.html, "https://a.example/").strip().translate(straight)
        assert ([], rendered.links, rendered.outside, shown.replace("----", "---")) == (problems, (), (), text.translate(straight).replace("----", "---"))
