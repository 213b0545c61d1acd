"""The documentation says what the code does: made parts are up to date, nothing is left out, every link leads somewhere.

test_docs_examples.py looks at what the pages of the formats show.
"""

from __future__ import annotations

import ast
import json
import re
import shlex
import shutil
import tomllib
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from doc_pages import BLOCKS, DOCS, PAGES, ROOT, Block, blocks, fragments, links, shown, systemd, text_of

from forms.catalogue import FORMS
from forms.services import SERVICES
from hub_core import yaml12
from hub_core.settings import HubSettings, read_settings
from office.headers import HEADERS
from office.workbench import doc_tables, docs, say, tasklist


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
        (tmp_path / "docs/tasks.md").write_text("# Tasks\n", encoding="utf-8")

        with pytest.raises(say.Stop) as stop:
            docs.write_docs(tmp_path)

        assert stop.value.lines == ("docs/tasks.md:1: needs <!-- tasks:begin --> and <!-- tasks:end -->, once each",)
        assert (tmp_path / "docs/tasks.md").read_text(encoding="utf-8") == "# Tasks\n"

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

    @pytest.mark.parametrize("header", list(HEADERS))
    def test_every_header_of_the_preview_is_on_the_page_about_publishing(self, header: str) -> None:
        if header != "Cache-Control":  # the preview forbids caches, a published site should not
            assert f"{header}: {HEADERS[header]}" in text_of(DOCS / "publishing.md")

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
            case "toml":
                tomllib.loads(block.text)
            case "ini":
                systemd().read_string(block.text)
            case "cron":
                assert all(len(line.split(None, 5)) == 6 for line in block.text.splitlines())
            case "markdown":
                assert block.text.strip()  # whole files are read as such above
            case other:
                assert other == "text", f"{other or 'no language'}: name one of yaml, json, python, svg, css, sh, toml, ini, cron, markdown, text"

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

    def test_names_tokens_that_the_theme_has(self) -> None:
        [sheet] = [block.text for block in blocks(ROOT / "README.md") if block.language == "css"]
        tokens = re.findall(r"--[\w-]+(?=:)", text_of(ROOT / "theme/static/css/20-tokens.css"))

        assert set(re.findall(r"--[\w-]+(?=:)", sheet)) <= set(tokens)

    def test_its_pictures_are_there_and_light(self) -> None:
        pictures = [link for link in links(ROOT / "README.md") if link.endswith(".png")]

        assert pictures
        assert [link for link in pictures if (ROOT / link).stat().st_size > 200_000] == []


class TestContributing:
    @pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
    def test_has_the_command_that_a_requirements_file_names_as_its_own(self, name: str) -> None:
        own = next(line for line in text_of(ROOT / name).splitlines() if "pip compile" in line).lstrip("# ")

        assert f"\n{own}\n" in text_of(ROOT / "CONTRIBUTING.md")


class TestArchitecture:
    def test_every_invariant_names_a_test_that_exists(self) -> None:
        paragraphs = re.findall(r"\*\*Invariant\*\*.*?(?=\n\n|\Z)", text_of(ROOT / "ARCHITECTURE.md"), re.DOTALL)

        assert paragraphs
        for paragraph in paragraphs:
            named = re.findall(r"`(tests/[\w/]+\.py)`(?:\s+\(`(\w+)`\))?", paragraph)
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
