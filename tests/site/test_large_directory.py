"""A directory of hundreds, made of the shipped members many times over: one list up to 300 of them, and light pages above."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest

from tests.site.building import ROOT, Built, build

HEAVIEST = 10 * 1024  # bytes of one page, gzipped
ON_A_PAGE = 32
CARD = re.compile(r'<h3><a href="/members/([a-z0-9-]+)/"')


def built(folder: Path, members: int) -> Built:
    """Build the shipped content with so many members: each file again under further names, with the same long texts."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content, ignore=shutil.ignore_patterns("comments", "articles", "newsletter", "ratings"))
    shutil.copytree(ROOT / "content/articles", content / "articles")
    files = sorted((content / "members").glob("*.md"))
    for number in range(members - len(files)):
        file, turn = files[number % len(files)], number // len(files) + 2
        text = re.sub(r'^name: "(.*)"$', rf'name: "\1 of the {turn}. House"', file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        (content / "members" / f"{file.stem}-{turn}.md").write_text(text, encoding="utf-8")
    done = build(content, ROOT / "publishconf.py", folder / "out")
    assert done.code == 0, done.said
    return done


def listed(page: Path) -> list[str]:
    return CARD.findall(page.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("below"), 299).out


@pytest.fixture(scope="module")
def above(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("above"), 350).out


class TestBelowThreeHundred:
    def test_the_directory_is_one_list(self, below: Path) -> None:
        assert len(set(listed(below / "find-a-va/index.html"))) == 299
        assert not (below / "find-a-va/page").exists()

    def test_so_is_each_of_its_parts(self, below: Path) -> None:
        assert [page for page in below.glob("*/**/page/2/index.html") if page.parts[len(below.parts)] in ("find-a-va", "services")] == []

    def test_the_form_names_them(self, below: Path) -> None:
        assert (below / "ask/index.html").read_text(encoding="utf-8").count("of the 2. House</option>") == 34


class TestAboveThreeHundred:
    def test_the_directory_has_pages_on_which_everybody_stands_once(self, above: Path) -> None:
        pages = [above / "find-a-va/index.html", *above.glob("find-a-va/page/*/index.html")]
        names = [name for page in pages for name in listed(page)]
        assert (len(pages), len(names), len(set(names))) == (11, 350, 350)
        assert max(len(listed(page)) for page in pages) == ON_A_PAGE

    def test_no_page_of_the_directory_is_heavier_than_ten_kilobytes(self, above: Path) -> None:
        pages = [file for kind in ("find-a-va", "services", "members", "ask") for file in (above / kind).rglob("index.html")]
        heavy = {str(file.relative_to(above)): size for file in pages if (size := len(gzip.compress(file.read_bytes(), 6))) > HEAVIEST}
        assert (len(pages) > 400, heavy) == (True, {})

    def test_the_form_names_nobody(self, above: Path) -> None:
        assert "House" not in (above / "ask/index.html").read_text(encoding="utf-8")

    def test_the_search_page_leads_to_the_directory_in_their_place(self, above: Path) -> None:
        page = (above / "search/index.html").read_bytes()
        assert (b"350 members, by service" in page, b"House" in page, len(gzip.compress(page, 6)) < HEAVIEST) == (True, False, True)
