"""The tasks `new.*`: what they write passes the check, and what they cannot write they explain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_site import make_site

from office.workbench import check, say
from office.workbench.front_matter import document
from office.workbench.new import slug_of, task

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
SUMMARY = "What to say when a caller asks for work that you cannot take."
FLAGS = {
    "article": {"title": "Saying: no", "category": "Saying No", "author": "jo-sample", "summary": SUMMARY, "tags": "Honesty"},
    "member": {
        "name": "Zoë Ångström", "headline": "Ledgers, and \"nothing\" else", "services": "book-keeping", "since": "2019",
        "languages": "en:native, sv:C1", "rate": "38,50 eur", "sample": "true",
    },
    "resource": {
        "title": "A tool", "kind": "tool", "url": "https://tool.example/#top", "category": "first-steps",
        "audience": "vas, clients", "cost": "free", "summary": SUMMARY,
    },
    "tip": {"title": "Send it on Friday", "topic": "Money", "author": "Jo Sample"},
}  # fmt: skip
FILES = {
    "article": "articles/saying-no/saying-no.md",
    "member": "members/zoe-angstrom.md",
    "resource": "resources/a-tool.md",
    "tip": "tips/send-it-on-friday.md",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    return make_site(tmp_path / "a hub")


def stopped(root: Path, kind: str, given: dict[str, str], **more: str) -> tuple[str, ...]:
    with pytest.raises(say.Stop) as stop:
        task(root, kind, given, **more)  # type: ignore[arg-type]
    assert stop.value.code != 0
    return stop.value.lines


class TestFromFlags:
    @pytest.mark.parametrize("kind", FLAGS)
    def test_writes_a_draft_that_the_check_accepts(
        self, root: Path, kind: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert task(root, kind, FLAGS[kind]) == 0

        text = (root / "content" / FILES[kind]).read_text(encoding="utf-8")
        assert capsys.readouterr().out.startswith(f"content/{FILES[kind]}\nIt is a draft.")
        assert "\nstatus: draft\n" in text
        assert check.check(root, NOW).problems == ()

    @pytest.mark.parametrize("kind", FLAGS)
    def test_publishes_a_text_when_told_to(self, root: Path, kind: str) -> None:
        task(root, kind, FLAGS[kind], text="I write this myself.", publish=True)

        text = (root / "content" / FILES[kind]).read_text(encoding="utf-8")
        assert "status:" not in text
        assert text.endswith("---\n\nI write this myself.\n")
        assert check.check(root, NOW).problems == ()

    def test_writes_what_a_person_would_write(self, root: Path) -> None:
        task(root, "article", FLAGS["article"])

        text = (root / "content" / FILES["article"]).read_text(encoding="utf-8")
        assert text.startswith(
            '---\ntitle: "Saying: no"\nauthor: jo-sample\n'
            f'summary: "{SUMMARY}"\ntags: [honesty]\ndate: 2026-11-21\nstatus: draft\n---\n'
        )

    def test_names_every_flag_that_is_missing(self, root: Path) -> None:
        assert stopped(root, "tip", {}) == (
            "--title: is missing",
            "--topic: is missing; use one of: money",
        )

    def test_names_the_nearest_closed_value(self, root: Path) -> None:
        assert stopped(root, "tip", {"title": "A tip", "topic": "mony", "author": "jo-sampel"}) == (
            "--topic: 'mony' is not a known topic; did you mean 'money'?",
            "--author: 'jo-sampel' is not a known author; did you mean 'jo-sample'?",
        )

    @pytest.mark.parametrize(
        ("kind", "flag", "value", "line"),
        [
            ("article", "summary", "Short.", "--summary: is too short; write at least 40 characters"),
            ("article", "date", "soon", "--date: is not a date"),
            ("member", "languages", "en", "--languages: "),
            ("member", "time_zone", "Lisbon", "--time-zone: is not a time zone"),
            ("member", "availability", "on-leave", "--available-from: is missing"),
            ("resource", "url", "javascript:x", "--url: is not a web address"),
            ("resource", "url", "", "--url: is missing"),
        ],
    )
    def test_says_what_is_wrong_with_a_flag(self, root: Path, kind: str, flag: str, value: str, line: str) -> None:
        assert stopped(root, kind, {**FLAGS[kind], flag: value})[0].startswith(line)

    def test_takes_a_guest_as_the_author_of_an_article(self, root: Path) -> None:
        task(root, "article", {**FLAGS["article"], "author": "Sam Guest"})

        assert check.check(root, NOW).problems == ()

    def test_says_how_a_guest_is_written(self, root: Path) -> None:
        (line,) = stopped(root, "article", {**FLAGS["article"], "author": "nobody"})

        assert line.endswith("A guest is written like a name: Jo Sample.")

    def test_overwrites_nothing(self, root: Path) -> None:
        task(root, "tip", FLAGS["tip"])
        before = (root / "content" / FILES["tip"]).read_text()

        (line,) = stopped(root, "tip", {**FLAGS["tip"], "topic": "money"})

        assert line == "content/tips/send-it-on-friday.md exists already. Choose another file name with --slug."
        assert (root / "content" / FILES["tip"]).read_text() == before

    def test_gives_no_two_articles_one_address(self, root: Path) -> None:
        (line,) = stopped(root, "article", FLAGS["article"], slug="a-first-month")

        assert line.startswith("content/articles/starting-out/a-first-month.md exists already.")

    def test_writes_nothing_when_something_is_wrong(self, root: Path) -> None:
        before = sorted(root.rglob("*"))
        stopped(root, "member", {**FLAGS["member"]}, text="Call me on +351 912 345 678.", slug="zoe")

        assert sorted(root.rglob("*")) == before

    @pytest.mark.parametrize("slug", ["../x", "A b", "-x", "x/y", "x.md"])
    def test_takes_no_file_name_that_is_no_slug(self, root: Path, slug: str) -> None:
        assert stopped(root, "tip", FLAGS["tip"], slug=slug)[0].startswith("--slug: must be a short name")

    def test_needs_a_file_name_when_the_title_gives_none(self, root: Path) -> None:
        assert stopped(root, "tip", {**FLAGS["tip"], "title": "?!"}) == (
            "No file name can be made from this title. Give one with --slug.",
        )

    def test_publishes_no_placeholder(self, root: Path) -> None:
        with pytest.raises(say.Stop, match="--publish needs --text"):
            task(root, "tip", FLAGS["tip"], publish=True)


def answering(*answers: str) -> tuple[Callable[[str], str], list[str]]:
    waiting: Iterator[str] = iter(answers)
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return next(waiting)

    return ask, asked


class TestAtTheTerminal:
    def test_asks_for_what_no_flag_gives(self, root: Path) -> None:
        ask, asked = answering("money", "", "")

        task(root, "tip", {"title": "Send it on Friday"}, ask=ask)

        assert asked == ["Topic (money): ", "Author (jo-sample) [none]: ", "Date [2026-11-21]: "]
        assert check.check(root, NOW).problems == ()

    def test_asks_again_after_an_answer_it_cannot_take(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        ask, asked = answering("", "x" * 130, "A tip", "mony", "?", "money", "", "2026-13-01", "2026-11-01")

        task(root, "tip", {}, ask=ask)

        assert len(asked) == 9
        said = capsys.readouterr().out
        assert "  This is needed.\n" in said
        assert "  is too long; write at most 120 characters\n" in said
        assert "  'mony' is not a known topic; did you mean 'money'?\n" in said
        assert "  money: Money\n" in said
        assert "like 2026-09-14\n" in said

    def test_asks_nothing_when_the_flags_say_enough(self, root: Path) -> None:
        ask, asked = answering()

        task(root, "tip", FLAGS["tip"], ask=ask)

        assert asked == []


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Saying no, and meaning it", "saying-no-and-meaning-it"),
        ("Zoë Ångström’s “first” day", "zoe-angstroms-first-day"),
        ("Что делать", "chto-delat"),
        ("  --  ", ""),
        ("word " * 30, "word-" * 15 + "word"),
        ("a" * 100, "a" * 80),
    ],
)
def test_a_title_gives_a_file_name(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_front_matter_quotes_what_yaml_would_take_for_something_else() -> None:
    text = document({"a": "no", "b": "12", "c": "x: #y", "d": [], "e": True, "f": 3.5, "g": 'say "hi"'}, "Text")

    assert text == '---\na: "no"\nb: "12"\nc: "x: #y"\nd: []\ne: true\nf: 3.5\ng: "say \\"hi\\""\n---\n\nText\n'
