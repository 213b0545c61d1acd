"""The tasks `check` and `clean`, and how a task ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from small_site import make_site

from office.workbench import check, clean, program, say
from office.workbench.site import read_facts

NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_site(tmp_path / "a hub")


class TestCheck:
    def test_finds_nothing_in_a_sound_site(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert check.task(root) == 0
        assert capsys.readouterr().out == "Nothing to mend. Checked: 1 article, 1 member.\n"

    def test_lists_every_problem_with_its_place(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        article = root / "content/articles/starting-out/a-first-month.md"
        article.write_text(article.read_text().replace("author: jo-sample", "autor: jo-sample"))
        (root / "pelicanconf.py").write_text('HUB = {"owner": "jo-sampel"}\n')

        assert check.task(root) == 1
        said = capsys.readouterr()
        assert "content/articles/starting-out/a-first-month.md:4: autor: did you mean author?" in said.out
        assert "pelicanconf.py:1: HUB.owner: there is no member 'jo-sampel'; did you mean 'jo-sample'?" in said.out
        assert said.err.endswith("problems in 2 files.\n")

    def test_takes_the_time_it_is_given(self, root: Path) -> None:
        before = check.check(root, dt.datetime(2026, 2, 1, tzinfo=dt.UTC))

        assert [line.partition(": ")[2] for line in before.problems] == [
            "confirmed: lies in the future; write the day it happened",
            "joined: lies in the future; write the day it happened",
        ]
        assert check.check(root, NOW).problems == ()

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("HUB = {\n", "pelicanconf.py:1: '{' was never closed"),
            ("A = 1\nB = 1 / 0\n", "pelicanconf.py:2: ZeroDivisionError: division by zero"),
            ('SITEURL = "https://[x"\n', "pelicanconf.py:1: SITEURL: must be the whole address of the site, like https://example.org"),
            ('HUB = {"nmae": "X"}\n', "pelicanconf.py:1: HUB.nmae: did you mean name?"),
        ],
    )
    def test_says_where_the_settings_are_wrong(self, root: Path, text: str, line: str) -> None:
        (root / "pelicanconf.py").write_text(text)

        assert read_facts(root).mistakes == (line,)

    def test_says_that_there_are_no_settings(self, tmp_path: Path) -> None:
        assert read_facts(tmp_path).mistakes == ("pelicanconf.py:1: is missing; the site needs its settings",)


class TestClean:
    @pytest.fixture
    def full(self, root: Path) -> Path:
        for name in (
            "output", ".cache", ".venv/lib", "private/inbox", ".output-new-1a", "plugins/a/__pycache__",
            "tests/tools/node_modules/a/__pycache__",
        ):  # fmt: skip
            (root / name).mkdir(parents=True)
        return root

    def there(self, root: Path) -> set[str]:
        names = ("output", ".cache", ".venv", "private/inbox", "content", ".output-new-1a", "plugins/a/__pycache__")
        return {name for name in names if (root / name).exists()}

    def test_deletes_what_can_be_made_again(self, full: Path) -> None:
        assert clean.task(full, everything=False, yes=True, dry_run=False) == 0
        assert self.there(full) == {".venv", "private/inbox", "content"}

    def test_deletes_the_environment_only_with_all(self, full: Path) -> None:
        clean.task(full, everything=True, yes=True, dry_run=False)

        assert self.there(full) == {"private/inbox", "content"}

    def test_only_lists_with_dry_run(self, full: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = self.there(full)
        clean.task(full, everything=False, yes=False, dry_run=True)

        assert self.there(full) == before
        assert capsys.readouterr().out.splitlines() == [
            "output/", ".cache/", ".output-new-1a/", "plugins/a/__pycache__/", "4 folders would be deleted.",
        ]  # fmt: skip

    @pytest.mark.parametrize(("answer", "deleted"), [("y", True), ("", False), ("no", False)])
    def test_asks_first(self, full: Path, answer: str, deleted: bool) -> None:
        clean.task(full, everything=False, yes=False, dry_run=False, ask=lambda question: answer)

        assert (full / "output").exists() is not deleted

    def test_deletes_nothing_when_nobody_can_be_asked(self, full: Path) -> None:
        before = self.there(full)

        with pytest.raises(say.Stop, match="Add --yes"):
            clean.task(full, everything=False, yes=False, dry_run=False, can_ask=False)
        assert self.there(full) == before

    def test_takes_a_link_away_and_not_what_it_leads_to(self, root: Path, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (root / "output").symlink_to(elsewhere)

        clean.task(root, everything=False, yes=True, dry_run=False)

        assert elsewhere.exists()
        assert not (root / "output").is_symlink()


class TestTheEndOfATask:
    def end(self, work: Callable[[], int | None]) -> object:
        with pytest.raises(SystemExit) as ended:
            program.run(work)
        return ended.value.code

    def raising(self, error: BaseException) -> Callable[[], int]:
        def work() -> int:
            raise error

        return work

    def test_is_silent_after_a_good_one(self) -> None:
        program.run(lambda: 0)
        program.run(lambda: None)

    def test_keeps_the_exit_code(self) -> None:
        assert self.end(lambda: 5) == 5

    def test_is_quiet_after_ctrl_c(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.end(self.raising(KeyboardInterrupt())) == 130
        assert capsys.readouterr() == ("", "")

    def test_prints_the_lines_of_a_stop(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.end(self.raising(say.Stop("One.", "Two.", code=2))) == 2
        assert capsys.readouterr().err == "One.\nTwo.\n"

    @pytest.mark.parametrize(
        ("number", "words"),
        [(28, "The disk is full: x. "), (30, "The disk can only be read: x. "), (13, "Permission denied: x. ")],
    )
    def test_puts_trouble_with_the_disk_into_words(
        self, number: int, words: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.end(self.raising(OSError(number, "no", "x"))) == 1
        assert capsys.readouterr().err.startswith(words)

    def test_shows_no_traceback_and_no_value_after_a_fault(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.end(self.raising(ValueError("jo@example.org"))) == 70

        said = capsys.readouterr().err
        assert said.startswith("A fault in the office: ValueError at ")
        assert said.count("\n") == 1
        assert "jo@example.org" not in said
