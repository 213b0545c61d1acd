"""A content folder with one fault a file: every fault is said once, in plain words, and nothing is built from it.

What is said stands in tests/fixtures/broken/expected.txt, for a person to read; `python -m tests.site.golden --write`
brings it up to date after a change of words.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from content_library.library import load
from hub_core.settings import HubSettings
from tests.site.building import NOW, ROOT, SMALL, Built
from tests.site.golden import BROKEN, EXPECTED, broken_lines

LINE = re.compile(r"(?:note: )?(?P<path>[^:]+):(?P<line>\d+): (?:(?P<field>[\w.-]+): )?(?P<remedy>.+)")
# Words of the machinery. Whoever writes an article must not have to know them.
JARGON = re.compile(
    r"(?<!\.)yaml|json|pydantic|python|regex|parse|token|scalar|mapping|dict\b|tuple|\bstr\b|\bint\b|float|bool\b|\bNone\b|exception"
    r"|traceback|input_type|literal|validat|schema|null\b|stream|\banchor|\balias(?!-|es\b)|\[key\]",
    re.IGNORECASE,
)
# Files that are sound, or whose fault another file is told of. Every other one must be named.
SOUND = {
    "articles/professionalism/one-name-twice.md",
    "articles/saying-no/a-draft.md",
    "articles/saying-no/author-a-broken-member.md",
    "articles/saying-no/author-a-guest.md",
    "articles/saying-no/file-with-byte-order-mark.md",
    "articles/saying-no/file-with-windows-line-ends.md",
    "articles/saying-no/header-sound.md",
    "articles/saying-no/link-from-a-draft-to-a-draft.md",
    "articles/saying-no/link-to-a-mailbox.md",
    "articles/saying-no/part-two-sound.md",
    "articles/saying-no/series-gap-one.md",
    "articles/saying-no/series-part-one.md",
    "articles/saying-no/series-part-three-again.md",
    "articles/saying-no/series-part-two.md",
    "articles/saying-no/text-script-as-code.md",
    "articles/saying-no/yaml-remarks.md",
    "comments/file-with-byte-order-mark/answer-to-a-broken-one.md",
    "comments/file-with-byte-order-mark/empty-and-removed.md",
    "comments/file-with-byte-order-mark/ring-follower.md",
    "comments/file-with-byte-order-mark/ring-three.md",
    "comments/file-with-byte-order-mark/ring-two.md",
    "comments/file-with-byte-order-mark/sent-first.md",
    "images/huge.png",
    "images/no-picture.png",
    "images/no-size.svg",
    "images/road.svg",
    "members/draft-member.md",
    "members/jo-sample.md",
    *(f"resources/pick-{number}.md" for number in range(1, 7)),
}


def _lines() -> list[str]:
    return EXPECTED.read_text(encoding="utf-8").splitlines()


def test_every_fault_is_said_as_agreed() -> None:
    assert broken_lines() == _lines()


def test_every_file_with_a_fault_is_named() -> None:
    named = {match["path"].removeprefix("content/") for line in _lines() if (match := LINE.fullmatch(line))}
    files = {
        file.relative_to(BROKEN / "content").as_posix()
        for file in (BROKEN / "content").rglob("*")
        if file.is_file()
    }

    assert files - named == SOUND
    assert named - files == {"pelicanconf.py"}


@pytest.mark.parametrize("line", _lines())
def test_a_line_says_where_and_what_to_do_in_plain_words(line: str) -> None:
    match = LINE.fullmatch(line)

    assert match, "the form is path:line: field: what to do"
    file = BROKEN / match["path"] if match["path"].startswith("content/") else ROOT / match["path"]
    assert 1 <= int(match["line"]) <= file.read_bytes().count(b"\n") + 1
    assert not JARGON.search(match["remedy"])
    assert len(match["remedy"]) <= 220


def test_most_files_have_one_line() -> None:
    """A second line for one fault would send its reader the wrong way. These have two faults or more."""
    several = {"front-matter-empty.md", "alternative-unknown.md", "languages-as-words.md", "link-to-no-file.yaml",
               "text-place-to-fill-in.md", "text-two-scripts.md", "vocabulary.yaml"}  # fmt: skip
    paths = [match["path"] for line in _lines() if (match := LINE.fullmatch(line))]

    assert {Path(path).name for path in paths if paths.count(path) > 1} == several


class TestBuild:
    def test_it_fails_and_writes_nothing(self, broken: Built) -> None:
        assert broken.code != 0
        assert not broken.out.exists()

    def test_it_says_the_same_lines_and_their_number(self, broken: Built) -> None:
        *said, last = broken.said.strip().splitlines()
        problems = [line for line in _lines() if not line.startswith("note: ")]

        assert sorted(said) == sorted(_lines())
        assert last == f"{len(problems)} problems; nothing was written."

    def test_it_shows_no_traceback(self, broken: Built) -> None:
        assert "Traceback" not in broken.said
        assert "Error" not in broken.said


class TestVocabulary:
    """When the list of words cannot be read, no word in any other file is called wrong."""

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (None, "1: is missing; the site needs this list of its words"),
            (b"caf\xe9: x\n", "1: this is not UTF-8; save the file with the encoding UTF-8"),
            (b"", "1: the file must be lists of words, each under its name, like categories:"),
            (b"- clients\n", "1: the file must be lists of words, each under its name, like categories:"),
            (b"categories:\n\tclients: {name: Clients}\n", "2: a tab cannot be used to indent; use spaces"),
            (
                b"categories:\n  clients: {name: A}\n  clients: {name: B}\n",
                "3: categories.clients: is given twice; keep one",
            ),
            (b"categories: {}\ntgas: {}\n", "2: tgas: did you mean tags?"),
            (
                b"categories:\n  Big Clients: {name: A}\n",
                "2: categories.Big Clients: must be a short name of a-z, 0-9 and single hyphens, like jo-sample",
            ),
            (b"categories:\n  clients: {nmae: Clients}\n", "2: categories.clients.nmae: did you mean name?"),
            (
                b"categories: [clients]\n",
                "1: categories: must be names with values, like {name: value, name: value}",
            ),
        ],
        ids=[
            "absent",
            "not UTF-8",
            "empty",
            "a list",
            "a tab",
            "twice",
            "misspelt section",
            "capitals",
            "misspelt key",
            "no names",
        ],
    )
    def test_one_fault_gives_one_line(self, words: bytes | None, said: str, tmp_path: Path) -> None:
        content = tmp_path / "content"
        shutil.copytree(SMALL / "content", content)
        if words is None:
            (content / "vocabulary.yaml").unlink()
        else:
            (content / "vocabulary.yaml").write_bytes(words)

        _, problems = load(content, HubSettings(owner="mira-stone"), NOW)

        assert [str(problem) for problem in problems if not problem.is_note] == [
            f"content/vocabulary.yaml:{said}"
        ]


def test_a_content_folder_that_is_not_there_gives_one_line(tmp_path: Path) -> None:
    _, problems = load(tmp_path / "content", HubSettings(), NOW)

    assert [str(problem) for problem in problems] == [
        "content:1: there is no such folder; it holds the site's texts"
    ]


def test_a_scheduled_text_may_link_to_what_appears_before_it(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(SMALL / "content", content)
    earlier = content / "articles" / "clients" / "next-month.md"
    text = earlier.read_text(encoding="utf-8")
    later = text.replace("2026-12-24", "2026-12-31") + "\nSee [what came before](next-month.md).\n"
    (content / "articles" / "clients" / "at-new-year.md").write_text(later, encoding="utf-8")
    earlier.write_text(text + "\nSee [what comes next](at-new-year.md).\n", encoding="utf-8")

    _, problems = load(content, HubSettings(owner="mira-stone"), NOW)

    assert [str(problem) for problem in problems if not problem.is_note] == [
        "content/articles/clients/next-month.md:9: text: links to articles/clients/at-new-year.md, "
        "which appears on 2026-12-31; take the link out until then"
    ]
