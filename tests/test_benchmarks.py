"""The benchmarks measure what they say, on content that is the same each time. No test looks at a clock."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.treeprocessors import InlineProcessor

from benchmarks import corpus, desk, inbox, measures, related, run
from benchmarks.builds import BuildFailedError
from benchmarks.plan import NOW, Plan
from content_library.library import Library, load
from hub_core.markdown_text import AuthorMarkdown, Rendered, Target
from hub_core.problems import Problem
from hub_core.settings import HubSettings
from office.inbox.listing import import_and_score
from office.inbox.store import SETTING

SMALL = Plan(articles=12, members=7)


def written(folder: Path, plan: Plan = SMALL, *, plain: bool = False) -> dict[str, bytes]:
    (corpus.write_plain if plain else corpus.write_content)(folder, plan)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def library(folder: Path, plan: Plan) -> tuple[Library, list[Problem]]:
    corpus.write_content(folder, plan)
    return load(folder, HubSettings(owner=plan.owner), NOW)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "one") == written(tmp_path / "two")
    assert written(tmp_path / "one-plain", plain=True) == written(tmp_path / "two-plain", plain=True)


def test_another_seed_gives_other_words(tmp_path: Path) -> None:
    other = Plan(SMALL.articles, SMALL.members, seed=SMALL.seed + 1)
    assert written(tmp_path / "one") != written(tmp_path / "two", other)


@pytest.mark.parametrize("plan", [Plan(1, 1), SMALL, Plan(120, 60), Plan(12, 7, seed=9)], ids=str)
def test_the_content_has_no_problems_and_no_notes(tmp_path: Path, plan: Plan) -> None:
    found, problems = library(tmp_path / "content", plan)
    assert [str(problem) for problem in problems] == []
    assert (len(found.articles), len(found.members)) == (plan.articles, plan.members)


def test_the_content_is_of_the_size_that_is_promised(tmp_path: Path) -> None:
    found, _ = library(tmp_path / "content", Plan(120, 40))
    words = [article.text.words for article in found.articles]
    assert 450 < sum(words) / len(words) < 650
    assert len(found.vocabulary.categories.entries) == 8
    assert len(found.vocabulary.tags.entries) == 60
    assert {article.front.series for article in found.articles} >= {"series-0", "series-1"}
    assert found.comments
    assert found.ratings


def test_both_forms_hold_the_same_articles(tmp_path: Path) -> None:
    ours = written(tmp_path / "ours")
    plain = written(tmp_path / "plain", plain=True)
    assert set(plain) == {name for name in ours if name.startswith("articles/")}
    for name, text in plain.items():
        assert text.decode().partition("\n\n")[2] == ours[name].decode().split("\n---\n", 1)[1]


def test_an_article_stays_itself_as_the_corpus_grows() -> None:
    small = next(corpus.posts(SMALL))
    large = next(corpus.posts(Plan(500, SMALL.members)))
    assert (small.slug, small.title, small.date) == (large.slug, large.title, large.date)


def test_the_corpus_has_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "made"
    assert corpus.main([str(folder), "--articles", "2", "--members", "3"]) == 0
    assert len(list(folder.glob("articles/*/*.md"))) == 2
    with pytest.raises(SystemExit):
        corpus.main([str(folder)])
    assert "is not empty" in capsys.readouterr().err


def test_a_small_run_prints_ratios_and_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = tmp_path / "figures.json"
    assert run.main(["--articles", "2", "--members", "3", "--repeat", "1", "--json", str(figures)]) == 0
    said = capsys.readouterr()
    for title in ("against plain Pelican", "Work per page", "The site of this repository", "Reading 3 member files"):
        assert title in said.out
    assert "plain Pelican, 2 articles" in said.err  # what it is doing meanwhile
    found: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8"))
    assert found["whole"][0]["articles"] == 2
    assert found["whole"][0]["processor"] > 0
    assert [row["articles"] for row in found["growth"]] == [2, 8]
    assert found["growth"][0]["per_page"] == 1
    assert found["shipped"]["work_to_start"] > 0
    assert found["reading"]["together"] > 0


def test_a_build_that_fails_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: object) -> None:
        raise BuildFailedError("content/articles/x.md:1: title: is missing; add it")

    monkeypatch.setattr(measures, "whole_builds", failing)
    assert run.main(["--articles", "1", "--json", str(tmp_path / "none.json")]) == 1
    said = capsys.readouterr()
    assert "title: is missing" in said.err
    assert "Traceback" not in said.err + said.out
    assert not (tmp_path / "none.json").exists()


@pytest.mark.parametrize("argument", ["--articles=0", "--repeat=0", "--members=many"])
def test_a_count_must_be_one(argument: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run.main([argument])
    assert ended.value.code == 2
    assert "invalid count value" in capsys.readouterr().err


def converter(*, stock: bool) -> AuthorMarkdown:
    made = AuthorMarkdown(lambda _: Target(href="/x/", path="/x/"))
    if stock:  # the library's own processors, which try every pattern on every text
        processors = made._markdown.treeprocessors
        for name, priority in (("inline", 20), ("smarty", 6)):
            processor = InlineProcessor(made._markdown)
            processor.inlinePatterns = processors[name].inlinePatterns  # type: ignore[attr-defined]
            processors.register(processor, name, priority)
    return made


QUICK, STOCK = converter(stock=False), converter(stock=True)
PIECES = st.sampled_from([
    "word", " ", "  \n", "\n", "\n\n", "'", '"', "--", "---", "...", ".", "*", "**", "_", "__", "`", "``", "[", "](/x/)", "!", "![a](/x/)",
    "[^1]", "\n\n[^1]: note\n\n", "<b>", "</b>", "<https://a.example>", "&amp;", "&", "\\", "\\*", "'80s", "it's", "{: .c }", "# ", "- ", "> ",
    "| a | b |\n|---|---|\n| c | d |\n", "*[HTML]: words\n", "HTML", "\n: ", "é", "“",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_sparing_plain_texts_changes_nothing(text: str) -> None:
    def rendered(made: AuthorMarkdown) -> tuple[Rendered, list[str]]:
        value, problems = made.render(text, lambda needle, remedy: Problem("x.md", 1, needle, remedy))
        return value, [str(problem) for problem in problems]

    assert rendered(QUICK) == rendered(STOCK)


def test_related_articles_are_measured_at_each_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert related.main(["--articles", "40", "--most", "60", "--skip-build"]) == 0
    said = capsys.readouterr().out
    assert [size in said for size in (" 10 ", " 40 ", " 60 ")] == [True] * 3


def test_the_desk_is_asked_for_four_pages_of_a_full_queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    (tmp_path / "pelicanconf.py").write_text(inbox.SETTINGS, encoding="utf-8")
    inbox.write_export(tmp_path / "export.csv", 120)
    import_and_score(tmp_path, [str(tmp_path / "export.csv")])
    asked: list[str] = []
    timed = desk.Browser.timed
    monkeypatch.setattr(desk.Browser, "timed", lambda browser, address: (asked.append(address), timed(browser, address))[1])

    assert list(desk.measure(tmp_path)) == ["desk", "again", "next", "entry"]
    assert [address.partition("=")[0] for address in asked[:3]] == ["/desk/", "/desk/", "/desk/?after"]
    assert asked[3].startswith("/desk/entries/")
