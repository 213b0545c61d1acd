"""What the pages of docs/formats/ show works: examples are sound, mistakes lead to the messages, schemas fit the files."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from doc_pages import DOCS, EXAMPLES, FORMAT_PAGES, ROOT, blocks, shown, text_of
from json_schema import breaks

from content_library.library import load
from hub_core import yaml12
from hub_core.settings import HubSettings
from office.workbench import docs

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Europe/Lisbon"))
MISTAKES = re.compile(r"\| You wrote \| The check says \|\n\| --- \| --- \|\n(?P<rows>(?:\|.*\|\n)+)")


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """The examples of all format pages, as one content folder."""
    for name, block in EXAMPLES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, encoding="utf-8")
    return tmp_path / "content"


def complaints(content: Path, *, notes: bool = False) -> list[str]:
    """Give what the check says about a content folder, without places."""
    _, problems = load(content, HubSettings(owner="jo-sample"), NOW)
    return [f"{one.field}: {one.remedy}" if one.field else one.remedy for one in problems if notes or not one.is_note]


class TestExamples:
    def test_together_are_a_site_without_problems_or_notes(self, small_site: Path) -> None:
        assert complaints(small_site, notes=True) == []

    def test_work_with_the_vocabulary_that_ships(self, small_site: Path) -> None:
        shutil.copy(ROOT / "content/vocabulary.yaml", small_site / "vocabulary.yaml")

        assert complaints(small_site, notes=True) == []

    @pytest.mark.parametrize("page", FORMAT_PAGES, ids=shown)
    def test_stand_on_every_format_page(self, page: Path) -> None:
        assert [block.example for block in blocks(page) if block.example]

    def test_show_every_kind_of_file_that_the_site_reads(self) -> None:
        rooms = {name.split("/")[1].removesuffix(".yaml") for name in EXAMPLES}

        assert rooms == {
            "articles", "pages", "members", "resources", "tips", "offers", "newsletter", "comments", "ratings", "vocabulary", "images",
        }  # fmt: skip


@dataclass(frozen=True)
class Mistake:
    """A row of a page's table of mistakes: the example it is made in, what is written, and what the check says."""

    page: Path
    example: str
    wrote: str
    says: str

    def __str__(self) -> str:
        return f"{self.page.stem}: {self.wrote}"


def code(cell: str) -> str:
    """Give what stands between the backticks of a cell."""
    match = re.search(r"(?P<ticks>`+)(?P<code>.+?)(?P=ticks)(?!`)", cell)
    assert match, f"no code in {cell!r}"
    return match["code"].strip() if len(match["ticks"]) > 1 else match["code"]


def mistakes() -> Iterator[Mistake]:
    for page in FORMAT_PAGES:
        text = text_of(page)
        own = [block.example for block in blocks(page) if block.example]
        for table in MISTAKES.finditer(text):
            elsewhere = re.search(r"<!-- mistakes in: (\S+) -->", text)
            for row in table["rows"].splitlines():
                wrote, says = (cell.strip() for cell in row.strip("|").split(" | "))
                # A comment's mistakes are about the answer, where they can be about an answer.
                example = elsewhere[1] if elsewhere else own[-1] if "reply_to" in wrote else own[0]
                yield Mistake(page, example, wrote, code(says))


def with_field(text: str, written: str) -> str:
    """Give a file's text with one field written anew, or added. `written` is `name: value`."""
    lines = without_field(text, written.partition(":")[0]).split("\n")
    lines.insert(1 if lines[0] == "---" else 0, written)
    return "\n".join(lines)


def without_field(text: str, name: str) -> str:
    """Give a file's text without one field and the lines below it that belong to it."""
    return re.sub(rf"(?m)^{re.escape(name)}:.*\n(?:[ ]+.*\n|\n(?=[ ]))*", "", text, count=1)


def make(mistake: Mistake, site: Path) -> None:
    """Write a mistake into the example that it is about."""
    file = site.parent / mistake.example
    text, written = file.read_text(encoding="utf-8"), code(mistake.wrote)
    if mistake.wrote.startswith("no "):
        text = without_field(text, written)
    elif mistake.wrote.startswith("in the text:"):
        text = f"{text}\n\n{written}\n"
    elif mistake.wrote.startswith("named "):
        file.unlink()
        file = site.parent / written
        file.parent.mkdir(parents=True, exist_ok=True)
    else:
        text = with_field(text, written)
    file.write_text(text, encoding="utf-8")


class TestMistakes:
    @pytest.mark.parametrize("mistake", list(mistakes()), ids=str)
    def test_lead_to_the_message_on_the_page(self, mistake: Mistake, small_site: Path) -> None:
        make(mistake, small_site)

        assert mistake.says in complaints(small_site)

    @pytest.mark.parametrize("page", FORMAT_PAGES, ids=shown)
    def test_stand_on_every_format_page(self, page: Path) -> None:
        assert any(one.page == page for one in mistakes())

    def test_an_offer_that_has_ended_is_a_note_in_the_words_of_its_page(self, small_site: Path) -> None:
        [file] = (small_site / "offers").iterdir()
        file.write_text(file.read_text(encoding="utf-8").replace("2026-12-31", "2026-11-02"), encoding="utf-8")

        assert complaints(small_site) == []
        assert complaints(small_site, notes=True) == ["until: the offer ended on 2026-11-02 and is not shown"]
        assert "the offer ended on 2026-10-31 and is not shown" in text_of(DOCS / "formats/offer.md")


class TestSchemas:
    @pytest.mark.parametrize("one", [one for one in docs.FORMATS if not one.without], ids=lambda one: one.name)
    def test_have_nothing_against_the_sites_own_files(self, one: docs.Format) -> None:
        schema = json.loads(text_of(DOCS / f"schemas/{one.name}.json"))
        room = one.files.split("/")[1]
        files = [ROOT / "content" / room] if room.endswith(".yaml") else sorted((ROOT / "content" / room).rglob("*.*"))
        texts = {shown(file): text_of(file) for file in files}
        texts |= {name: block.text for name, block in EXAMPLES.items() if name.split("/")[1] == room}

        assert texts
        for name, text in texts.items():
            front = text.split("---\n")[1] if name.endswith(".md") else text
            assert breaks(yaml12.load(front), schema, schema) == [], name

    def test_name_what_is_wrong(self) -> None:
        schema = json.loads(text_of(DOCS / "schemas/tip.json"))
        tip = {"title": "x", "date": "2026-09-14", "topic": "clients", "author": "Jo", "sumary": "", "status": "drafft"}

        assert sorted(breaks(tip, schema, schema)) == [
            ".author: fits none",
            ".status: breaks enum ['published', 'draft']",
            ".sumary: is unknown",
            ".title: breaks minLength 2",
        ]
