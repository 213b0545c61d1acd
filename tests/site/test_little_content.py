"""A site with little in it: its owner's entry and nothing else, a series that begins with a later part, lists that count on."""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path

import pytest
from lxml import html

from tests.plugins.content_library import folder
from tests.site.building import ROOT, Built, build

PART = {"series": "the-warm-handoff"}


def built(content: Path, place: Path) -> Built:
    settings = place / "settings.py"
    settings.write_text(
        f"import sys\nsys.path[:0] = [{str(ROOT)!r}]\nfrom pelicanconf import *\n"
        f"HUB = {{'owner': 'jo-sample', 'articles_per_page': 3, 'search_index': False}}\nPATH = {str(content)!r}\n",
        encoding="utf-8",
    )
    done = build(content, settings, place / "out")
    assert done.code == 0, done.said
    return done


def page(done: Built, path: str) -> html.HtmlElement:
    return html.fromstring((done.out / path / "index.html").read_bytes())


def numbers(done: Built, path: str) -> list[str]:
    return page(done, path).xpath("//ol[contains(@class, 'parts')]/li/@value")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("bare")
    content = folder.make(place)
    (content / "articles/starting-out/a-first-month.md").unlink()
    (content / "members/jo-sample.md").write_text(folder.member(availability="full"), encoding="utf-8")
    return built(content, place)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("parts")
    return built(folder.make(place, {
        "articles/saying-no/part-1.md": folder.article(title="Part 1", **PART, part=1, status="draft"),
        **{f"articles/saying-no/part-{one}.md": folder.article(title=f"Part {one}", **PART, part=one) for one in (2, 3, 4, 5)},
    }), place)  # fmt: skip


class TestTheOwnerAlone:
    def test_the_home_page_says_that_nothing_is_there_and_where_to_go(self, bare: Built) -> None:
        assert "Nothing is here yet." in page(bare, "").text_content()

    @pytest.mark.parametrize("path", ["", "articles", "tips", "offers", "resources", "find-a-va", "search"])
    def test_no_list_and_no_part_of_a_page_is_empty(self, path: str, bare: Built) -> None:
        main = page(bare, path).get_element_by_id("main")
        assert [one.tag for one in main.iter("ul", "ol", "section", "nav") if not list(one.iter("a", "li", "p"))] == []
        assert [one.text for one in main.iter("h2") if one.getnext() is None or not one.getnext().text_content().strip()] == []

    def test_one_person_is_not_all_people(self, bare: Built) -> None:
        assert "1 people" not in page(bare, "").text_content()


    def test_no_link_leads_to_a_page_that_the_site_does_without(self, bare: Built) -> None:
        links = {link for file in bare.out.rglob("*.html") for link in html.parse(file).xpath("//a/@href | //link/@href") if link.startswith("/")}
        written = {f"/{name.removesuffix('index.html')}" for name in bare.files()}
        assert {link.partition("#")[0].partition("?")[0] for link in links} - written == set()


class TestASeriesWhoseFirstPartIsADraft:
    def test_the_part_that_is_there_keeps_its_number(self, parts: Built) -> None:
        assert "Part 2 of 5" in page(parts, "articles/part-2").text_content()
        assert numbers(parts, "articles/part-2") == ["2", "3", "4", "5"]

    @pytest.mark.parametrize(("path", "said"), [("", ["2", "3", "4"]), ("page/2", ["5"])])
    def test_its_list_counts_on_from_page_to_page(self, path: str, said: list[str], parts: Built) -> None:
        assert numbers(parts, f"series/the-warm-handoff/{path}") == said

    def test_the_home_page_says_the_same_numbers(self, parts: Built) -> None:
        assert numbers(parts, "") == ["2", "3", "4", "5"]


def test_every_setting_of_the_table_may_be_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = re.sub(r"^HUB = \{.*?^\}", "HUB = {}", (ROOT / "pelicanconf.py").read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    (tmp_path / "pelicanconf.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [*sys.path])

    assert runpy.run_path(str(tmp_path / "pelicanconf.py"))["HUB"] == {}
