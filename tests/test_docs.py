"""The documentation says what the code does: examples work, messages are the real ones, made parts are up to date."""

from __future__ import annotations

import ast
import datetime as dt
import json
import re
import shlex
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest

import office  # noqa: F401 - puts plugins/ on the path
from content_library.library import load
from forms.catalogue import FORMS
from forms.services import SERVICES
from hub_core import yaml12
from hub_core.settings import HubSettings, read_settings
from office.headers import HEADERS
from office.receiver.store import Submission
from office.workbench import doc_tables, docs, say, tasklist

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
FORMAT_PAGES = sorted((DOCS / "formats").glob("*.md"))
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Europe/Lisbon"))
# Folders whose Markdown is not documentation: the site's own texts, and what is installed or built.
NOT_DOCS = {"content", "private", "output", "node_modules"}

FENCE = re.compile(r"^(?P<fence>`{3,})(?P<language>[a-z]*)\n(?P<text>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"<!-- example: (?P<path>\S+) -->\n(?=`)")
MISTAKES = re.compile(r"\| You wrote \| The check says \|\n\| --- \| --- \|\n(?P<rows>(?:\|.*\|\n)+)")


def pages() -> list[Path]:
    """Give every page of documentation in the repository."""
    found = []
    for file in sorted(ROOT.rglob("*.md")):
        parts = file.relative_to(ROOT).parts[:-1]
        if not any(part in NOT_DOCS or part.startswith(".") for part in parts):
            found.append(file)
    return found


PAGES = pages()


def shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@cache
def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Block:
    """A fenced piece of a page. `example` is the path of the file that it shows, or empty."""

    page: Path
    line: int
    language: str
    text: str
    example: str


def blocks(page: Path) -> list[Block]:
    """Give the fenced pieces of a page."""
    text, found = text_of(page), []
    places = {match.end(): match["path"] for match in EXAMPLE.finditer(text)}
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        found.append(Block(page, line, match["language"], match["text"], places.get(match.start(), "")))
    return found


BLOCKS = [block for page in PAGES for block in blocks(page)]
EXAMPLES = {block.example: block for block in BLOCKS if block.example}


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

    @pytest.mark.parametrize("page", [page for page in FORMAT_PAGES if page.stem != "README"], ids=shown)
    def test_stand_on_every_format_page(self, page: Path) -> None:
        assert [block.example for block in blocks(page) if block.example]

    def test_show_every_kind_of_file_that_the_site_reads(self) -> None:
        rooms = {name.split("/")[1].removesuffix(".yaml") for name in EXAMPLES}

        assert rooms == {
            "articles", "pages", "members", "resources", "tips", "offers", "comments", "ratings", "vocabulary", "images",
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

    @pytest.mark.parametrize("page", [page for page in FORMAT_PAGES if page.stem != "README"], ids=shown)
    def test_stand_on_every_format_page(self, page: Path) -> None:
        assert any(one.page == page for one in mistakes())

    def test_an_offer_that_has_ended_is_a_note_in_the_words_of_its_page(self, small_site: Path) -> None:
        [file] = (small_site / "offers").iterdir()
        file.write_text(file.read_text(encoding="utf-8").replace("2026-12-31", "2026-11-02"), encoding="utf-8")

        assert complaints(small_site) == []
        assert complaints(small_site, notes=True) == ["until: the offer ended on 2026-11-02 and is not shown"]
        assert "the offer ended on 2026-10-31 and is not shown" in text_of(DOCS / "formats/offer.md")


class TestMadeParts:
    def test_are_up_to_date(self) -> None:
        found, wrong = docs.stale(ROOT)

        assert wrong == []
        assert [shown(file) for file in found] == [], "run: python3 tasks.py docs"

    def test_are_noticed_when_they_are_not(self, tmp_path: Path) -> None:
        shutil.copytree(DOCS, tmp_path / "docs")
        shutil.copy(ROOT / "tasks.py", tmp_path)
        page = tmp_path / "docs/formats/tip.md"
        page.write_text(page.read_text(encoding="utf-8").replace("| `topic` |", "| `subject` |"), encoding="utf-8")
        (tmp_path / "docs/schemas/tip.json").write_text("{}", encoding="utf-8")

        assert docs.task(tmp_path, only_check=True) == say.TROUBLE
        assert sorted(file.name for file in docs.write_docs(tmp_path)) == ["tip.json", "tip.md"]
        assert docs.write_docs(tmp_path) == []
        assert docs.task(tmp_path, only_check=True) == say.DONE

    def test_a_page_without_its_markers_is_not_written_over(self, tmp_path: Path) -> None:
        shutil.copytree(DOCS, tmp_path / "docs")
        shutil.copy(ROOT / "tasks.py", tmp_path)
        (tmp_path / "docs/forms.md").write_text("# Forms\n", encoding="utf-8")

        with pytest.raises(say.Stop) as stop:
            docs.write_docs(tmp_path)

        assert stop.value.lines == ("docs/forms.md:1: needs <!-- forms:begin --> and <!-- forms:end -->, once each",)
        assert (tmp_path / "docs/forms.md").read_text(encoding="utf-8") == "# Forms\n"

    def test_every_field_of_every_model_says_what_it_holds(self) -> None:
        models = [*(docs.schema(one.model) for one in docs.FORMATS), docs.schema(HubSettings)]
        silent = [
            name
            for model in models
            for part in (model, *model.get("$defs", {}).values())
            for name, field in part.get("properties", {}).items()
            if not field.get("description")
        ]

        assert silent == []

    def test_every_flag_of_every_task_says_what_it_does(self) -> None:
        by_task = doc_tables.flags(text_of(ROOT / "tasks.py"))

        assert [flag.name for flags in by_task.values() for flag in flags if not flag.meaning] == []


class TestNothingIsLeftOut:
    @pytest.mark.parametrize("name", list(HubSettings.model_fields))
    def test_every_setting_is_on_its_page(self, name: str) -> None:
        assert f"| `{name}` |" in text_of(DOCS / "settings.md")

    @pytest.mark.parametrize("task", tasklist.read(ROOT / "tasks.py"), ids=lambda task: task.name)
    def test_every_task_is_on_its_page(self, task: tasklist.TaskLine) -> None:
        page = text_of(DOCS / "tasks.md")

        assert f"\n### {task.name}\n" in page
        assert task.summary in page

    @pytest.mark.parametrize("form", list(FORMS))
    def test_every_form_is_on_its_page(self, form: str) -> None:
        assert f"\n### `{form}`: " in text_of(DOCS / "forms.md")

    @pytest.mark.parametrize("service", list(SERVICES))
    def test_every_form_service_is_on_its_page(self, service: str) -> None:
        assert f"\n### `{service}`\n" in text_of(DOCS / "forms.md")

    @pytest.mark.parametrize("one", docs.FORMATS, ids=lambda one: one.name)
    def test_every_format_has_its_page_and_stands_in_the_list(self, one: docs.Format) -> None:
        assert f"]({one.name}.md)" in text_of(DOCS / "formats/README.md")
        assert (DOCS / f"formats/{one.name}.md").is_file()

    @pytest.mark.parametrize("one", [one for one in docs.FORMATS if not one.without], ids=lambda one: one.name)
    def test_every_format_has_a_schema_that_takes_its_example_apart_from_what_yaml_reads(self, one: docs.Format) -> None:
        schema = json.loads(text_of(DOCS / f"schemas/{one.name}.json"))

        assert schema["additionalProperties"] is False
        assert set(schema["required"]) <= set(schema["properties"])

    @pytest.mark.parametrize("header", list(HEADERS))
    def test_every_header_of_the_preview_is_on_the_page_about_publishing(self, header: str) -> None:
        if header != "Cache-Control":  # the preview forbids caches, a published site should not
            assert f"{header}: {HEADERS[header]}" in text_of(DOCS / "publishing.md")

    def test_the_file_of_a_submission_is_shown_as_it_is_written(self) -> None:
        [written] = [json.loads(block.text) for block in blocks(DOCS / "forms.md") if block.language == "json"]
        received = dt.datetime.fromisoformat(written["received"])
        submission = Submission(written["id"], written["form"], received, written["fields"])

        assert json.loads(submission.as_json()) == written
        assert set(written["fields"]) <= FORMS[written["form"]].names

    def test_every_decision_is_in_the_list(self) -> None:
        listed = text_of(DOCS / "README.md")

        assert [file.name for file in sorted((DOCS / "adr").glob("*.md")) if f"(adr/{file.name})" not in listed] == []


def _tasks_called(text: str) -> list[list[str]]:
    """Give the words after `tasks.py` of each command in a text."""
    calls = re.findall(r"^(?:[A-Z_]+=\S+ )*python3 tasks\.py(.*)$", text, re.MULTILINE)
    return [shlex.split(call, comments=True) for call in calls]


class TestCode:
    @pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{shown(block.page)}:{block.line}")
    def test_every_example_parses(self, block: Block) -> None:
        match block.language:
            case "yaml":
                assert isinstance(yaml12.load(block.text), dict | list)
            case "json":
                json.loads(block.text)
            case "python":
                ast.parse(block.text)
            case "svg" | "html":
                ET.fromstring(block.text)
            case "css":
                assert Counter(block.text)["{"] == Counter(block.text)["}"] > 0
            case "sh":
                assert shlex.split(block.text, comments=True)
            case "markdown":
                assert block.text.strip()  # whole files are read as such above
            case other:
                assert other == "text", f"{other or 'no language'}: name one of yaml, json, python, svg, css, sh, markdown, text"

    @pytest.mark.parametrize("block", [one for one in BLOCKS if "tasks.py" in one.text], ids=lambda one: f"{shown(one.page)}:{one.line}")
    def test_every_command_names_a_task_and_flags_that_exist(self, block: Block) -> None:
        known = doc_tables.flags(text_of(ROOT / "tasks.py"))
        for words in _tasks_called(block.text):
            if not words:
                continue
            flags = {flag.name for flag in known[words[0].replace(".", "_", 1)]} | {"--help"}
            assert {word.partition("=")[0] for word in words if word.startswith("-")} <= flags

    @pytest.mark.parametrize("page", PAGES, ids=shown)
    def test_every_task_that_is_mentioned_exists(self, page: Path) -> None:
        known = {task.name for task in tasklist.read(ROOT / "tasks.py")} | {"NAME"}
        named = re.findall(r"`(?:[A-Z_]+=\S+ )*python3 tasks\.py ([a-zA-Z.]+)", text_of(page))

        assert set(named) <= known

    def test_settings_that_are_shown_are_taken(self) -> None:
        for block in BLOCKS:
            for table in re.findall(r"HUB = (\{.*?\n\})", block.text, re.DOTALL) if block.language == "python" else ():
                assert read_settings(ast.literal_eval(table))[1] == []


@cache
def fragments(page: Path) -> set[str]:
    """Give the fragments of a page: its headings as forges turn them into anchors, counted where one comes again."""
    bare = FENCE.sub("", text_of(page))
    seen: Counter[str] = Counter()
    found = set()
    for heading in re.findall(r"^#{1,6} +(.+?)[ #]*$", bare, re.MULTILINE):
        name = doc_tables.anchor(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading))
        found.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return found


def links(page: Path) -> list[str]:
    """Give the targets of links and pictures on a page, apart from those in code."""
    prose = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", FENCE.sub("", text_of(page)))
    return re.findall(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)", prose)


class TestLinks:
    @pytest.mark.parametrize("page", PAGES, ids=shown)
    def test_lead_to_a_file_and_a_heading(self, page: Path) -> None:
        broken = []
        for link in links(page):
            if re.match(r"[a-z][a-z0-9+.-]*:", link):
                continue
            path, _, fragment = unquote(link).partition("#")
            target = (page.parent / path).resolve() if path else page
            if not target.exists() or (fragment and target.suffix == ".md" and fragment not in fragments(target)):
                broken.append(link)

        assert broken == []

    def test_stay_inside_the_repository(self) -> None:
        outside = [
            f"{shown(page)}: {link}"
            for page in PAGES
            for link in links(page)
            if not re.match(r"[a-z][a-z0-9+.-]*:", link)
            and not (page.parent / unquote(link.partition("#")[0])).resolve().is_relative_to(ROOT)
        ]

        assert outside == []


class TestReadme:
    def test_has_the_two_commands_that_the_tasks_know(self) -> None:
        commands = [words for block in blocks(ROOT / "README.md") for words in _tasks_called(block.text)]

        assert commands[:2] == [["serve"], ["test"]]
        assert {"serve", "test"} <= {task.name for task in tasklist.read(ROOT / "tasks.py")}

    def test_tells_to_test_as_the_continuous_integration_does(self) -> None:
        called = re.findall(r"python3 tasks\.py (\S+)", text_of(ROOT / ".ci/run"))

        assert called == ["test"]

    def test_its_pictures_are_there_and_light(self) -> None:
        pictures = [link for link in links(ROOT / "README.md") if link.endswith(".png")]

        assert pictures
        assert [link for link in pictures if (ROOT / link).stat().st_size > 200_000] == []


class TestArchitecture:
    def test_every_invariant_names_a_test_that_exists(self) -> None:
        paragraphs = re.findall(r"\*\*Invariant\*\*.*?(?=\n\n|\Z)", text_of(ROOT / "ARCHITECTURE.md"), re.DOTALL)

        assert paragraphs
        for paragraph in paragraphs:
            named = re.findall(r"`(tests/[\w/]+\.py)`(?: \(`(\w+)`\))?", paragraph)
            assert named, paragraph
            for file, name in named:
                assert (ROOT / file).is_file(), paragraph
                assert not name or re.search(rf"\b(?:def|class) {name}\b", text_of(ROOT / file)), paragraph

    def test_the_code_map_has_every_room(self) -> None:
        page = text_of(ROOT / "ARCHITECTURE.md")
        rooms = [
            folder
            for part in ("plugins", "office")
            for folder in sorted((ROOT / part).iterdir())
            if folder.is_dir() and (folder / "__init__.py").is_file()
        ]

        assert [shown(room) for room in rooms if f"`{shown(room)}/`" not in page] == []

    def test_the_code_map_has_no_room_that_is_gone(self) -> None:
        named = re.findall(r"`((?:plugins|office|theme|tests|docs)/[\w./-]*)`", text_of(ROOT / "ARCHITECTURE.md"))

        assert [name for name in named if not (ROOT / name).exists()] == []
